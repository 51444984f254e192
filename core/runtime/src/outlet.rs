//! The way out: outputs go to the sink until the bridge is cut. It counts what the host has not heard yet.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::api::{Output, Sink};

/// Cutting is final: a thread that was declared dead may still run, but nobody hears it.
pub(crate) struct Outlet {
    sink: Mutex<Option<Sink>>,
    unheard: Mutex<usize>,
    eased: Condvar,
}

impl Outlet {
    pub fn new(sink: Sink) -> Outlet {
        Outlet {
            sink: Mutex::new(Some(sink)),
            unheard: Mutex::new(0),
            eased: Condvar::new(),
        }
    }

    fn sink(&self) -> Option<Sink> {
        self.sink
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn unheard(&self) -> MutexGuard<'_, usize> {
        self.unheard.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn send(&self, output: Output) {
        if let Some(sink) = self.sink() {
            *self.unheard() += 1;
            sink(output);
        }
    }

    pub fn heard(&self) {
        let mut unheard = self.unheard();
        *unheard = unheard.saturating_sub(1);
        drop(unheard);
        self.eased.notify_all();
    }

    /// Waits, at most so long, until fewer than so many outputs are unheard; whether it is so.
    pub fn eased(&self, limit: usize, wait: Duration) -> bool {
        let unheard = self.unheard();
        let (unheard, _) = self
            .eased
            .wait_timeout_while(unheard, wait, |unheard| *unheard >= limit)
            .unwrap_or_else(PoisonError::into_inner);
        *unheard < limit
    }

    /// Nothing is sent from now on, but what the caller sends by the sink returned.
    pub fn cut(&self) -> Option<Sink> {
        self.sink
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }
}
