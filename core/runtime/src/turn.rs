//! The clock of a turn, shared by the logic thread, the engine's interrupt handler and the watchdog.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// When the turn that runs began, if one runs.
#[derive(Debug)]
pub(crate) struct Turn {
    base: Instant,
    /// Milliseconds after `base`, plus one; 0 = no turn.
    began: AtomicU64,
    stopped: AtomicBool,
    limit: Duration,
    /// Whether the watchdog sleeps until a turn begins, and how it is woken: an idle program wakes nobody.
    sleeps: Mutex<bool>,
    woken: Condvar,
}

impl Turn {
    pub fn new(limit: Duration) -> Turn {
        Turn {
            base: Instant::now(),
            began: AtomicU64::new(0),
            stopped: AtomicBool::new(false),
            limit,
            sleeps: Mutex::new(false),
            woken: Condvar::new(),
        }
    }

    /// Sleeps until a turn runs, then a little more. For the watchdog.
    pub fn wait_for_turn(&self, look: Duration) {
        let mut sleeps = self.sleeps.lock().unwrap_or_else(PoisonError::into_inner);
        if self.began.load(Ordering::Acquire) == 0 {
            *sleeps = true;
            sleeps = self
                .woken
                .wait(sleeps)
                .unwrap_or_else(PoisonError::into_inner);
            *sleeps = false;
        }
        drop(sleeps);
        std::thread::sleep(look);
    }

    /// Wakes the watchdog, so that it can see that the program is gone.
    pub fn wake(&self) {
        if *self.sleeps.lock().unwrap_or_else(PoisonError::into_inner) {
            self.woken.notify_all();
        }
    }

    fn millis(&self) -> u64 {
        u64::try_from(self.base.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    pub fn begin(&self) {
        self.stopped.store(false, Ordering::Relaxed);
        self.began.store(self.millis() + 1, Ordering::Release);
        self.wake();
    }

    pub fn end(&self) {
        self.began.store(0, Ordering::Release);
    }

    /// How long the turn has been running.
    pub fn elapsed(&self) -> Option<Duration> {
        match self.began.load(Ordering::Acquire) {
            0 => None,
            began => Some(Duration::from_millis(
                (self.millis() + 1).saturating_sub(began),
            )),
        }
    }

    /// Asked by the engine every few thousand operations: whether to interrupt.
    pub fn overdue(&self) -> bool {
        let over = self.elapsed().is_some_and(|elapsed| elapsed > self.limit);
        if over {
            self.stopped.store(true, Ordering::Relaxed);
        }
        over
    }

    /// Whether this turn was interrupted.
    pub fn was_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    pub fn limit(&self) -> Duration {
        self.limit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_is_overdue_after_its_limit() {
        let turn = Turn::new(Duration::ZERO);
        assert!(!turn.overdue(), "no turn runs");
        turn.begin();
        std::thread::sleep(Duration::from_millis(3));
        assert!(turn.overdue() && turn.was_stopped());
        turn.end();
        assert_eq!(turn.elapsed(), None);
        turn.begin();
        assert!(!turn.was_stopped());
    }
}
