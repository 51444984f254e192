//! The way out: outputs go to the sink until the bridge is cut.

use std::sync::Mutex;

use crate::api::{Output, Sink};

/// Cutting is final: a thread that was declared dead may still run, but nobody hears it.
pub(crate) struct Outlet {
    sink: Mutex<Option<Sink>>,
}

impl Outlet {
    pub fn new(sink: Sink) -> Outlet {
        Outlet {
            sink: Mutex::new(Some(sink)),
        }
    }

    fn sink(&self) -> Option<Sink> {
        self.sink
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
            .clone()
    }

    pub fn send(&self, output: Output) {
        if let Some(sink) = self.sink() {
            sink(output);
        }
    }

    /// Nothing is sent from now on, but what the caller sends by the sink returned.
    pub fn cut(&self) -> Option<Sink> {
        self.sink
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
            .take()
    }
}
