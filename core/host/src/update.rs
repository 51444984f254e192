//! Keeping programs new without making anybody wait: the cached version opens at once, the store is asked meanwhile, a newer
//! version is fetched and staged, and it opens at the next cold start (or when the program applies it). What decides is pure.

use std::sync::Arc;

use tiffin_protocol::ProgramId;
use tiffin_protocol::release::Head;
use tiffin_protocol::trust::{Verdict, judge};

use crate::catalog::Versions;
use crate::error::HostError;
use crate::http::Http;
use crate::install;
use crate::screen::Stage;
use crate::shared::Shared;

/// What a program's update manager hears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum News {
    /// `onCheckForUpdate`.
    Checked { has_update: bool },
    /// `onUpdateReady`.
    Ready,
    /// `onUpdateFailed`.
    Failed,
}

/// What to do before a cached program starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AtStart {
    /// Open it now, ask the store meanwhile.
    OpenAndCheck,
    /// A version is staged: make it active first.
    PromoteAndOpen,
    /// The store said earlier that this version is too old: get a newer one first, and open this one if that fails
    /// because nobody can be reached.
    UpdateFirst,
    /// Withdrawn by the store: a newer one or nothing.
    UpdateOrRefuse,
}

/// Decides from what is known on the device alone.
pub(crate) fn at_start(versions: &Versions) -> AtStart {
    // The newest one is withdrawn: what is older or staged does not take its place.
    if versions.recalled.contains(&versions.head_sequence) {
        AtStart::UpdateOrRefuse
    } else if versions.pending.is_some() {
        AtStart::PromoteAndOpen
    } else if versions.recalled.contains(&versions.active_sequence) {
        AtStart::UpdateOrRefuse
    } else if versions.active_sequence < versions.min_sequence {
        AtStart::UpdateFirst
    } else {
        AtStart::OpenAndCheck
    }
}

/// What to do about a head that came while the program runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AtCheck {
    Nothing,
    /// Fetch and stage it.
    Stage,
    /// It is staged already.
    Staged,
}

/// Decides about a verified, fresh head. A version that failed here before is never fetched again.
pub(crate) fn at_check(versions: &Versions, head: &Head, bad: bool) -> AtCheck {
    match judge(head, &head.stable, versions.active_sequence) {
        // Withdrawn with nothing newer: noted with the head, and refused at the next start.
        Verdict::Current | Verdict::Withdrawn => AtCheck::Nothing,
        Verdict::Update | Verdict::MustUpdate if bad => AtCheck::Nothing,
        Verdict::Update | Verdict::MustUpdate if versions.pending == Some(head.stable.release) => {
            AtCheck::Staged
        }
        Verdict::Update | Verdict::MustUpdate => AtCheck::Stage,
    }
}

/// Asks the program's store, and stages what is new. `tell` hears each step, as the program's update manager does.
pub(crate) async fn check(
    shared: &Arc<Shared>,
    http: &Http,
    program: &ProgramId,
    packages: &[String],
    tell: &(dyn Fn(News) + Send + Sync),
) -> Result<(), HostError> {
    let Some(versions) = shared.catalog.versions(program)? else {
        return Ok(());
    };
    let Some(store) = shared.stores.by_base(&versions.store) else {
        return Ok(());
    };
    let head = store.head(http, &shared.catalog, program).await?;
    let bad = shared.catalog.is_bad(program, head.stable.sequence)?;
    shared.catalog.note_head(&head)?;
    match at_check(&versions, &head, bad) {
        AtCheck::Nothing => tell(News::Checked { has_update: false }),
        AtCheck::Staged => {
            tell(News::Checked { has_update: true });
            tell(News::Ready);
        }
        AtCheck::Stage => {
            tell(News::Checked { has_update: true });
            let fetched = async {
                let resolved = store.release(http, &shared.catalog, head).await?;
                let quiet: install::Progress = Arc::new(|_: Stage| {});
                install::fetch_resolved(http, &shared.cache, &resolved, packages, &quiet).await?;
                shared.catalog.stage(&resolved.staged())
            };
            match fetched.await {
                Ok(()) => tell(News::Ready),
                Err(error) => {
                    tell(News::Failed);
                    return Err(error);
                }
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use tiffin_protocol::Sha256;
    use tiffin_protocol::release::{Channel, HEAD_FORMAT, Target};
    use tiffin_protocol::time::Time;

    fn versions() -> Versions {
        Versions {
            store: "https://store.example".into(),
            developer_key: String::new(),
            active: Sha256::of(b"3"),
            active_sequence: 3,
            pending: None,
            previous: None,
            trial_starts: None,
            head_sequence: 3,
            min_sequence: 0,
            recalled: Vec::new(),
        }
    }

    fn head(sequence: u64) -> Head {
        Head {
            kind: "head".into(),
            format: HEAD_FORMAT,
            program: "canteen".parse().unwrap(),
            store: "s".into(),
            epoch: 0,
            channel: Channel::RELEASE,
            stable: Target {
                sequence,
                version: "1".into(),
                release: Sha256::of(&[u8::try_from(sequence).unwrap()]),
            },
            candidate: None,
            min_sequence: 0,
            recalled: Vec::new(),
            ends_at: None,
            issued_at: Time::from_unix(0).unwrap(),
            expires: Time::from_unix(1).unwrap(),
        }
    }

    #[test]
    fn what_is_cached_opens_unless_the_store_took_it_back() {
        assert_eq!(at_start(&versions()), AtStart::OpenAndCheck);
        assert_eq!(
            at_start(&Versions {
                pending: Some(Sha256::of(b"4")),
                ..versions()
            }),
            AtStart::PromoteAndOpen
        );
        assert_eq!(
            at_start(&Versions {
                min_sequence: 4,
                ..versions()
            }),
            AtStart::UpdateFirst
        );
        assert_eq!(
            at_start(&Versions {
                recalled: vec![3],
                ..versions()
            }),
            AtStart::UpdateOrRefuse
        );
        assert_eq!(
            at_start(&Versions {
                recalled: vec![2],
                ..versions()
            }),
            AtStart::OpenAndCheck
        );
        let withdrawn = Versions {
            head_sequence: 4,
            recalled: vec![4],
            ..versions()
        };
        assert_eq!(
            at_start(&withdrawn),
            AtStart::UpdateOrRefuse,
            "the older one does not take the newest one's place"
        );
        assert_eq!(
            at_start(&Versions {
                pending: Some(Sha256::of(b"4")),
                ..withdrawn
            }),
            AtStart::UpdateOrRefuse,
            "nor what is staged"
        );
    }

    #[test]
    fn a_newer_version_is_staged_once_and_never_if_it_failed_here() {
        assert_eq!(at_check(&versions(), &head(3), false), AtCheck::Nothing);
        assert_eq!(at_check(&versions(), &head(4), false), AtCheck::Stage);
        assert_eq!(at_check(&versions(), &head(4), true), AtCheck::Nothing);
        let staged = Versions {
            pending: Some(head(4).stable.release),
            ..versions()
        };
        assert_eq!(at_check(&staged, &head(4), false), AtCheck::Staged);
    }
}
