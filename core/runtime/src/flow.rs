//! How far a page's view is behind: what was sent to it and not applied yet. A program can make data faster than a view
//! shows it; without this the difference would pile up in the host, which other programs share. Pure.

use std::collections::VecDeque;

/// Timers of the program wait while a view is this far behind: some seconds of work for a view.
pub(crate) const SLOW: usize = 16 << 20;
/// A program that a view is this far behind is stopped. Answers of the host can make it go on even without timers.
pub(crate) const TOO_MUCH: usize = 96 << 20;
/// Only batches are acknowledged: after so many bytes of other messages an empty one asks how far the view has come.
const PROBE: usize = 4 << 20;

#[derive(Debug, Default)]
pub(crate) struct Flow {
    /// Batches that are on their way: number, and the bytes up to it.
    sent: VecDeque<(u32, usize)>,
    /// Bytes of other messages since the last batch.
    since: usize,
    behind: usize,
    /// Nobody shows the page: what is sent is dropped by the host.
    gone: bool,
}

impl Flow {
    pub fn batch(&mut self, n: u32, bytes: usize) {
        if self.gone {
            return;
        }
        self.sent.push_back((n, self.since + bytes));
        self.since = 0;
        self.behind += bytes;
    }

    /// Another message; true if an empty batch is to follow it.
    pub fn message(&mut self, bytes: usize) -> bool {
        if self.gone {
            return false;
        }
        self.since += bytes;
        self.behind += bytes;
        self.since >= PROBE
    }

    /// The view has applied everything up to this batch. One that was gone is back.
    pub fn applied(&mut self, n: u32) {
        self.gone = false;
        while let Some((_, bytes)) = self.sent.pop_front_if(|(number, _)| *number <= n) {
            self.behind = self.behind.saturating_sub(bytes);
        }
    }

    pub fn lost(&mut self) {
        *self = Flow {
            gone: true,
            ..Flow::default()
        };
    }

    pub fn behind(&self) -> usize {
        self.behind
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_applied_is_no_longer_behind() {
        let mut flow = Flow::default();
        flow.batch(1, 100);
        assert!(!flow.message(10));
        flow.batch(2, 100);
        assert_eq!(flow.behind(), 210);
        flow.applied(1);
        assert_eq!(flow.behind(), 110);
        assert!(flow.message(PROBE), "nobody would say how far it came");
        flow.batch(3, 1);
        flow.applied(3);
        assert_eq!(flow.behind(), 0);
    }

    #[test]
    fn a_page_without_a_view_is_not_behind() {
        let mut flow = Flow::default();
        flow.batch(1, 100);
        flow.lost();
        flow.batch(2, 100);
        assert!(!flow.message(PROBE));
        assert_eq!(flow.behind(), 0);
        flow.applied(2);
        flow.batch(3, 5);
        assert_eq!(flow.behind(), 5);
    }
}
