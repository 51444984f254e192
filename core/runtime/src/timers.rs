//! Timers of a program: bounded, clamped, paused while it is suspended. Pure: time is told.

use std::collections::{BTreeMap, HashMap};

/// Shortest repeat, so that an interval of 0 leaves room for other work.
const MIN_REPEAT: u64 = 4;
/// Longest wait: what a signed 32-bit number of milliseconds holds, as in browsers.
const MAX_WAIT: f64 = 2_147_483_647.0;

#[derive(Debug, Clone, Copy)]
struct Timer {
    due: u64,
    order: u64,
    repeat: Option<u64>,
}

/// All pending timers. Times are milliseconds of one clock.
#[derive(Debug)]
pub(crate) struct Timers {
    pending: BTreeMap<(u64, u64), u32>,
    timers: HashMap<u32, Timer>,
    last: u32,
    order: u64,
    limit: usize,
}

impl Timers {
    pub fn new(limit: usize) -> Timers {
        Timers {
            pending: BTreeMap::new(),
            timers: HashMap::new(),
            last: 0,
            order: 0,
            limit,
        }
    }

    /// Starts a timer; `None` if too many are pending.
    pub fn start(&mut self, now: u64, ms: f64, repeat: bool) -> Option<u32> {
        if self.timers.len() >= self.limit {
            return None;
        }
        let wait = if ms.is_finite() {
            ms.clamp(0.0, MAX_WAIT) as u64
        } else {
            0
        };
        self.last = self.last.wrapping_add(1).max(1);
        let repeat = repeat.then(|| wait.max(MIN_REPEAT));
        self.put(self.last, now + repeat.unwrap_or(wait), repeat);
        Some(self.last)
    }

    fn put(&mut self, id: u32, due: u64, repeat: Option<u64>) {
        self.order += 1;
        let timer = Timer {
            due,
            order: self.order,
            repeat,
        };
        self.pending.insert((timer.due, timer.order), id);
        self.timers.insert(id, timer);
    }

    pub fn clear(&mut self, id: u32) {
        if let Some(timer) = self.timers.remove(&id) {
            self.pending.remove(&(timer.due, timer.order));
        }
    }

    /// The next timer that is due; a repeating one is put back.
    pub fn pop(&mut self, now: u64) -> Option<u32> {
        let (&(due, order), &id) = self.pending.first_key_value()?;
        if due > now {
            return None;
        }
        self.pending.remove(&(due, order));
        let timer = self.timers.remove(&id)?;
        if let Some(every) = timer.repeat {
            // Missed rounds are not made up for.
            self.put(id, (due + every).max(now + MIN_REPEAT), Some(every));
        }
        Some(id)
    }

    /// When the next one is due.
    pub fn next(&self) -> Option<u64> {
        self.pending.first_key_value().map(|((due, _), _)| *due)
    }

    /// Moves everything later by the time spent suspended.
    pub fn shift(&mut self, by: u64) {
        let old = std::mem::take(&mut self.pending);
        for ((due, order), id) in old {
            self.pending.insert((due + by, order), id);
            if let Some(timer) = self.timers.get_mut(&id) {
                timer.due += by;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_order_of_time_then_of_start() {
        let mut timers = Timers::new(10);
        let a = timers.start(0, 10.0, false).unwrap_or(0);
        let b = timers.start(0, 5.0, false).unwrap_or(0);
        let c = timers.start(0, 5.0, false).unwrap_or(0);
        assert_eq!(timers.pop(4), None);
        assert_eq!(
            (timers.pop(20), timers.pop(20), timers.pop(20)),
            (Some(b), Some(c), Some(a))
        );
        assert_eq!(timers.next(), None);
    }

    #[test]
    fn repeating_clearing_shifting_bounding() {
        let mut timers = Timers::new(2);
        let every = timers.start(0, 0.0, true).unwrap_or(0);
        assert_eq!(timers.pop(100), Some(every));
        assert_eq!(
            timers.next(),
            Some(104),
            "missed rounds are not made up for"
        );
        timers.shift(1000);
        assert_eq!(timers.next(), Some(1104));
        assert!(timers.start(0, f64::NAN, false).is_some());
        assert!(timers.start(0, 1.0, false).is_none(), "at most two");
        timers.clear(every);
        assert!(timers.pop(5000).is_some());
        assert_eq!(timers.pop(5000), None);
    }
}
