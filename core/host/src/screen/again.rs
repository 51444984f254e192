//! When an opening that the network stopped is tried again: after two seconds, then twice as long each time, up to a minute;
//! and at once when the network changes or the person comes back to the app, who may have logged in, or set the clock. Pure.

use std::time::{Duration, Instant};

/// Long enough for a network that was just joined to have an address.
const FIRST: Duration = Duration::from_secs(2);
/// A person who looks at it does not wait much longer; a store that all devices try again bears it.
const LONGEST: Duration = Duration::from_secs(60);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Again {
    /// How long it waited before the next try.
    wait: Duration,
    due: Instant,
}

impl Again {
    /// It failed now, after this schedule if it is not the first time.
    pub(crate) fn after(before: Option<Again>, now: Instant) -> Again {
        let wait = before.map_or(FIRST, |before| (before.wait * 2).min(LONGEST));
        let due = now + wait;
        Again { wait, due }
    }

    /// What stood in the way may be gone: at once, and then as from the start.
    pub(crate) fn changed(now: Instant) -> Again {
        let wait = FIRST / 2;
        Again { wait, due: now }
    }

    pub(crate) fn due(&self) -> Instant {
        self.due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_waits_two_seconds_then_twice_as_long_up_to_a_minute() {
        let mut now = Instant::now();
        let mut before = None;
        let mut waited = Vec::new();
        for _ in 0..8 {
            let again = Again::after(before, now);
            waited.push((again.due() - now).as_secs());
            now = again.due();
            before = Some(again);
        }
        assert_eq!(waited, [2, 4, 8, 16, 32, 60, 60, 60]);
    }

    #[test]
    fn a_change_tries_at_once_and_starts_the_schedule_anew() {
        let now = Instant::now();
        let changed = Again::changed(now);
        assert_eq!(changed.due(), now);
        let next = Again::after(Some(changed), now);
        assert_eq!((next.due() - now).as_secs(), 2);
    }
}
