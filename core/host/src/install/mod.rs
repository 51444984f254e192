//! From a verified release to packages in the cache. Download into staging, verify everything, rename into place, and only
//! then name it in one transaction: whatever breaks in between leaves what was there before (promise 4).

mod download;
mod verify;

use std::sync::Arc;

use tiffin_protocol::release::PackageEntry;

use crate::cache::Cache;
use crate::error::{Code, HostError};
use crate::http::Http;
use crate::launch::MAIN;
use crate::resolve::{Resolved, Store};
use crate::screen::Stage;

/// Tells how far a download is. Called from any thread.
pub(crate) type Progress = Arc<dyn Fn(Stage) + Send + Sync>;

/// The packages that must be on the device before a page can start: `main` (unless the page's package is independent of
/// it, which still needs it for getApp), and the page's own.
pub(crate) fn needed<'a>(
    release: &'a tiffin_protocol::release::Release,
    names: &[String],
) -> Vec<&'a PackageEntry> {
    release
        .packages
        .iter()
        .filter(|package| package.name == MAIN || names.contains(&package.name))
        .collect()
}

/// Fetches what is missing of these packages. Nothing is named in the database yet.
pub(crate) async fn fetch(
    http: &Http,
    store: &Store,
    cache: &Arc<Cache>,
    resolved: &tiffin_protocol::release::Release,
    names: &[String],
    progress: &Progress,
) -> Result<(), HostError> {
    let missing: Vec<&PackageEntry> = needed(resolved, names)
        .into_iter()
        .filter(|package| !cache.has(package))
        .collect();
    let total: u64 = missing.iter().map(|package| package.size).sum();
    let mut before = 0;
    for package in missing {
        let report = |done: u64| {
            progress(Stage::Downloading {
                done: (before + done).min(total),
                total,
            })
        };
        report(0);
        let staged = download::package(http, store, cache, package, &report).await?;
        progress(Stage::Verifying);
        let (release, package_owned, keeper) =
            (resolved.clone(), package.clone(), Arc::clone(cache));
        blocking(move || {
            let verified = verify::package(&staged, &package_owned, &release);
            if verified.is_err() {
                let _ = std::fs::remove_file(&staged);
            }
            verified?;
            keeper.keep(&staged, &package_owned.sha256)
        })
        .await?;
        before += package.size;
    }
    Ok(())
}

/// As [`fetch`], for a resolved release.
pub(crate) async fn fetch_resolved(
    http: &Http,
    cache: &Arc<Cache>,
    resolved: &Resolved,
    names: &[String],
    progress: &Progress,
) -> Result<(), HostError> {
    fetch(
        http,
        &resolved.store,
        cache,
        &resolved.release,
        names,
        progress,
    )
    .await
}

pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, HostError> + Send + 'static,
) -> Result<T, HostError> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|error| Err(HostError::new(Code::Internal, format!("worker: {error}"))))
}
