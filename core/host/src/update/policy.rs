//! Which version opens, which is fetched, and when one that failed is tried again: the one place that decides it. Pure.

use tiffin_protocol::release::Target;
use tiffin_protocol::time::Time;

use super::known::{Known, Version};

/// What makes somebody ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trigger {
    /// A person opens the program; nobody was asked yet.
    Start,
    /// The same opening goes on: the store answered, and what it said is in [`Known`].
    Answered,
    /// The store answered while the program runs.
    Check,
    /// The store answered, and nobody waits for this program.
    Periodic,
    /// The active version failed before its first page, which is in [`Known`] too.
    Crash,
}

/// Why nothing opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The store took it back.
    Recalled { sequence: u64 },
    /// It fails here each time; not to be tried before then.
    Failed { sequence: u64, again: Time },
}

/// What to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decision {
    /// This version opens. If it is not the active one, it becomes that first.
    Open(Version),
    /// The store first. Where none answers, `otherwise` opens, else it is refused.
    Ask {
        otherwise: Option<Version>,
        refusal: Refusal,
    },
    /// What the store names, with a person waiting for it.
    Install,
    Refuse(Refusal),
    /// Fetch what the store names, for the next cold start.
    Stage,
    /// It is there already, and waits.
    Staged,
    /// As it is.
    Stay,
}

/// Starts of one version in a row that neither painted nor ended in order before it counts as failed. A person who swipes the
/// app away and a system that wants its memory back look, afterwards, like a crash of the whole process: so this is generous,
/// and there only for a version that kills the process each time.
pub(crate) const UNPAINTED_STARTS: u32 = 6;

const MINUTE: i64 = 60;
const DAY: i64 = 24 * 60 * MINUTE;
/// A version is given up on for a month at most.
const LONGEST: i64 = 32 * DAY;
/// Failures of the only version there is that a person may answer with a tap at once.
const FREE_TRIES: u32 = 2;

/// Decides from what is known. Never for a version that is recalled or still bad; for one that is too old only as
/// [`Decision::Ask::otherwise`], where no store answers.
pub(crate) fn decide(known: &Known, trigger: Trigger, now: Time) -> Decision {
    let sound = |version: &Version| {
        !known.recalled().contains(&version.sequence) && !known.bad(version, now)
    };
    let fit = |version: &Version| sound(version) && !known.too_old(version);
    let taken_back = known.recalled().contains(&known.active.sequence);
    // The store may name an older one than what it took back.
    let replaces = |stable: &Version| {
        stable.digest != known.active.digest && (stable.newer_than(&known.active) || taken_back)
    };
    // In the order in which they would open. What waits is newer than the active one, unless the store began anew.
    let local = [known.pending, Some(known.active), known.previous];
    let first = |fits: &dyn Fn(&Version) -> bool| local.into_iter().flatten().find(fits);
    let open = known.withdrawn().is_none().then(|| first(&fit)).flatten();
    match trigger {
        Trigger::Start => {
            // An older version takes the place of one that fails here, not silently that of one that was taken back.
            match open {
                Some(version) if !taken_back || Some(version) != known.previous => {
                    Decision::Open(version)
                }
                _ => Decision::Ask {
                    otherwise: match known.withdrawn() {
                        None => first(&sound),
                        Some(_) => None,
                    },
                    refusal: refusal(known, now),
                },
            }
        }
        Trigger::Answered => match (known.withdrawn(), known.stable()) {
            (None, Some(stable))
                if sound(&stable)
                    && (stable.digest == known.active.digest || replaces(&stable)) =>
            {
                Decision::Install
            }
            _ => open.map_or_else(|| Decision::Refuse(refusal(known, now)), Decision::Open),
        },
        Trigger::Check | Trigger::Periodic => match known.stable() {
            Some(stable) if known.withdrawn().is_none() && sound(&stable) => {
                match trigger {
                    _ if !replaces(&stable) => Decision::Stay,
                    _ if known.pending.map(|pending| pending.digest) == Some(stable.digest) => {
                        Decision::Staged
                    }
                    // Traffic is spent for those who open the program, or would have to wait when they do.
                    Trigger::Periodic if fit(&known.active) => Decision::Stay,
                    _ => Decision::Stage,
                }
            }
            _ => Decision::Stay,
        },
        Trigger::Crash => match open {
            Some(version) if version != known.active => Decision::Open(version),
            _ => Decision::Stay,
        },
    }
}

/// What a store names that has no history here: it takes the place of one that is not trusted any more, or of a statement that
/// does not count. What failed on this device did so whoever names it.
pub(crate) fn anew_from(known: Option<&Known>, named: &Target, now: Time) -> Decision {
    let failed = known.and_then(|known| known.failed.get(&named.release));
    match failed {
        Some(failed) if now < failed.again => Decision::Refuse(Refusal::Failed {
            sequence: named.sequence,
            again: failed.again,
        }),
        _ => Decision::Install,
    }
}

/// Why nothing of what is here may open.
fn refusal(known: &Known, now: Time) -> Refusal {
    if let Some(sequence) = known.withdrawn() {
        return Refusal::Recalled { sequence };
    }
    let candidates = [known.stable(), known.pending, Some(known.active)];
    let failed = candidates.into_iter().flatten().find_map(|version| {
        let failed = known.failed.get(&version.digest)?;
        known.bad(&version, now).then_some(Refusal::Failed {
            sequence: version.sequence,
            again: failed.again,
        })
    });
    failed.unwrap_or(Refusal::Recalled {
        sequence: known.active.sequence,
    })
}

/// When a version may be tried again that failed for the `count`th time: after a day, doubling. The `only` one that could
/// open is for the person to try: at once at first, then after half a minute, doubling up to a day.
pub(crate) fn again(count: u32, only: bool, now: Time) -> Time {
    let doubled = |first: i64, times: u32, most: i64| {
        first
            .checked_shl(times.min(32))
            .map_or(most, |wait| wait.min(most))
    };
    let wait = match only {
        true if count <= FREE_TRIES => 0,
        true => doubled(MINUTE / 2, count - FREE_TRIES - 1, DAY),
        false => doubled(DAY, count.saturating_sub(1), LONGEST),
    };
    now.plus(wait)
}

#[cfg(test)]
#[path = "policy_tests.rs"]
mod tests;
