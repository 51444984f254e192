//! Keeping programs new without making anybody wait: the cached version opens at once, the store is asked meanwhile, a newer
//! version is fetched and staged, and it opens at the next cold start (or when the program applies it). What decides is
//! [`policy`], from what is [`known`]; this file asks, fetches and writes down.

pub(crate) mod jobs;
pub(crate) mod known;
pub(crate) mod policy;
pub(crate) mod schedule;

use std::sync::Arc;

use tiffin_protocol::ProgramId;
use tiffin_protocol::release::Release;
use tiffin_protocol::time::Time;
use tiffin_protocol::trust;

use crate::db::now;
use crate::error::{Code, HostError, Remedy};
use crate::http::Http;
use crate::install::Progress;
use crate::program::{Loaded, read_config};
use crate::resolve::{ResolveError, SignedHead, Store};
use crate::screen::Stage;
use crate::shared::Shared;

use known::{FailedStart, Version};
use policy::{Decision, Trigger, again, decide};

/// What a program's update manager hears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UpdateEvent {
    /// `onCheckForUpdate`.
    Checked { has_update: bool },
    /// `onUpdateReady`.
    Ready,
    /// `onUpdateFailed`.
    Failed,
}

/// Now, as signed documents write it.
pub(crate) fn today() -> Time {
    Time::clamped(now())
}

/// Asks the program's own store, and keeps what it says before anything acts on it: what it withdraws stays withdrawn when
/// the store is out of reach.
pub(crate) async fn ask(
    shared: &Shared,
    http: &Http,
    program: &ProgramId,
    store: &Store,
) -> Result<SignedHead, ResolveError> {
    let seen = shared.catalog.seen(program, store);
    let seen = seen.map_err(ResolveError::Device)?;
    let signed = store.head(http, program, seen).await?;
    let noted = shared.catalog.store_head(store, &signed);
    noted.map_err(ResolveError::Device)?;
    Ok(signed)
}

/// Asks the program's store, and stages what is new. `tell` hears each step, as the program's update manager does.
pub(crate) async fn check(
    shared: &Arc<Shared>,
    http: &Http,
    program: &ProgramId,
    packages: &[String],
    tell: &(dyn Fn(UpdateEvent) + Send + Sync),
) -> Result<(), HostError> {
    let Some(base) = shared.catalog.store_of(program)? else {
        return Ok(());
    };
    let Some(store) = shared.stores.by_base(&base) else {
        return Ok(());
    };
    let signed = ask(shared, http, program, &store).await?;
    let decision = match shared.catalog.known(program)? {
        Some(known) => decide(&known, Trigger::Check, today()),
        None => return Ok(()),
    };
    tell(UpdateEvent::Checked {
        has_update: matches!(decision, Decision::Stage | Decision::Staged),
    });
    match decision {
        Decision::Staged => tell(UpdateEvent::Ready),
        Decision::Stage => match stage(shared, http, &store, signed, packages).await {
            Ok(()) => tell(UpdateEvent::Ready),
            Err(error) => {
                tell(UpdateEvent::Failed);
                return Err(error);
            }
        },
        _ => {}
    }
    Ok(())
}

async fn stage(
    shared: &Arc<Shared>,
    http: &Http,
    store: &Arc<Store>,
    signed: SignedHead,
    packages: &[String],
) -> Result<(), HostError> {
    let known = shared.catalog.known(&signed.head.program)?;
    let developer_key = known.map(|known| known.developer_key);
    let resolved = store
        .release(http, signed, developer_key.as_deref())
        .await?;
    // The new version may be cut otherwise.
    let names: Vec<String> = packages
        .iter()
        .filter(|name| resolved.release.package(name).is_some())
        .cloned()
        .collect();
    let quiet: Progress = Arc::new(|_: Stage| {});
    shared
        .jobs
        .fetch(http, store, &resolved.release, &names, &quiet)
        .await?;
    shared.catalog.stage(&resolved.staged())?;
    crate::clean::later(shared);
    Ok(())
}

/// The check that nobody waits for: each store's roots, then the heads of all programs whose last check is older than
/// `every` seconds, one after the other. A store that is out of reach is left until the next time.
pub(crate) async fn periodic(shared: &Arc<Shared>, http: &Http, every: i64) {
    let due = match shared.catalog.unchecked_since(now().saturating_sub(every)) {
        Ok(due) => due,
        Err(error) => {
            tracing::error!(%error, "what is installed cannot be read");
            return;
        }
    };
    for store in shared.stores.all() {
        let of_store = due.iter().filter(|(_, base)| *base == store.base);
        let programs: Vec<&ProgramId> = of_store.map(|(program, _)| program).collect();
        if programs.is_empty() {
            continue;
        }
        if let Err(error) = store.follow_roots(http).await {
            tracing::info!(store = store.base, %error, "roots were not followed");
            if is_offline(&error.into()) {
                continue;
            }
        }
        for program in programs {
            if let Err(error) = periodic_one(shared, http, store, program).await {
                tracing::info!(%program, %error, "periodic check");
                if is_offline(&error) {
                    break;
                }
            }
        }
    }
    crate::clean::later(shared);
}

fn is_offline(error: &HostError) -> bool {
    error.remedy == Remedy::Offline
}

async fn periodic_one(
    shared: &Arc<Shared>,
    http: &Http,
    store: &Arc<Store>,
    program: &ProgramId,
) -> Result<(), HostError> {
    let signed = ask(shared, http, program, store).await?;
    let Some(known) = shared.catalog.known(program)? else {
        return Ok(());
    };
    if decide(&known, Trigger::Periodic, today()) == Decision::Stage {
        let release = shared.catalog.release(program, &known.active.digest)?;
        let packages = release
            .map(|release| installed_packages(&release, shared))
            .unwrap_or_default();
        stage(shared, http, store, signed, &packages).await?;
    }
    Ok(())
}

/// The packages of a release that are on the device: an update brings the same ones.
pub(crate) fn installed_packages(release: &Release, shared: &Shared) -> Vec<String> {
    let there = release
        .packages
        .iter()
        .filter(|entry| shared.cache.has(entry));
    there.map(|entry| entry.name.clone()).collect()
}

/// Makes a version that is on the device the active one, if its main package is whole enough to start from.
pub(crate) fn make_active(
    shared: &Shared,
    program: &ProgramId,
    version: &Version,
) -> Result<(), HostError> {
    let release = shared.catalog.release(program, &version.digest)?;
    let release = release
        .ok_or_else(|| HostError::new(Code::ProgramNotCached, version.digest.to_string()))?;
    trust::check_compatible(&release, crate::VERSION, &[crate::TEMPLATE_ABI])?;
    let loaded = Loaded::from_cache(release, version.digest, &shared.cache)?;
    read_config(&loaded)?;
    shared.catalog.switch(program, version, &loaded.release)
}

/// The active version failed before its first page. If it is on trial, that is remembered, and another version takes its
/// place where one is here that the store allows: true then. A version that painted once is not on trial.
pub(crate) fn start_failed(
    shared: &Shared,
    program: &ProgramId,
    reason: &str,
) -> Result<bool, HostError> {
    let mut noted = false;
    loop {
        let Some(mut known) = shared.catalog.known(program)? else {
            return Ok(false);
        };
        let active = known.active;
        if !noted && known.trial.is_none() {
            return Ok(false);
        }
        // Bad for ever, for a moment: what else is there?
        let before = known.failed.get(&active.digest).copied();
        let count = before.map_or(0, |failed| failed.count);
        let count = if noted {
            count
        } else {
            count.saturating_add(1)
        };
        let for_ever = FailedStart {
            count,
            again: today().plus(i64::MAX),
        };
        known.failed.insert(active.digest, for_ever);
        let decision = decide(&known, Trigger::Crash, today());
        let Decision::Open(other) = decision else {
            let again = again(count, true, today());
            shared
                .catalog
                .record_failed_start(program, &active, count, again, reason)?;
            return Ok(false);
        };
        if !noted {
            let again = again(count, false, today());
            shared
                .catalog
                .record_failed_start(program, &active, count, again, reason)?;
            noted = true;
        }
        match make_active(shared, program, &other) {
            Ok(()) => return Ok(true),
            Err(error) => {
                tracing::warn!(%program, %error, "a version that cannot open is dropped");
                shared.catalog.drop_version(program, &other.digest)?;
            }
        }
    }
}
