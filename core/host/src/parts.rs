//! Texts that lie over several codes, between one picture and the next: whoever reads a code, a shell's thread or the
//! driver's, adds to the same.

use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use tiffin_scan::{Part, Progress, Sequences, Taken};

use crate::screen::Parts;

/// Parts of texts that lie over several codes, from whichever picture or frame they were read.
#[derive(Debug, Default)]
pub(crate) struct PartsRead(Mutex<Sequences>);

impl PartsRead {
    pub(crate) fn take(&self, part: Part) -> Taken {
        self.locked(|sequences| sequences.take(part, Instant::now()))
    }

    /// Of the text whose part was read last; nothing if all of it was, or it was forgotten.
    pub(crate) fn read(&self) -> Option<Parts> {
        let progress = self.locked(|sequences| sequences.progress());
        progress.map(|Progress { read, of }| Parts { read, of })
    }

    pub(crate) fn forget(&self) {
        self.locked(Sequences::clear);
    }

    fn locked<T>(&self, act: impl FnOnce(&mut Sequences) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
