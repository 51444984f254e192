//! When the engine looks for garbage in cycles (docs/adr/0035). All else is freed at once, by counting references; this
//! walks the whole heap, and whoever waits for a turn would wait for it too. So a turn may leave garbage behind, up to a
//! bound, and it is collected between turns: soon if there is much of it, else once nothing happens.
//!
//! The engine's own trigger is all that is used: making an object collects first if the heap is above a threshold, and
//! leaves another threshold. So the threshold tells afterwards whether the engine has collected, and to collect is to make
//! an object under a low threshold, which costs nothing if there is nothing to do.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

use rquickjs::{Context, Object, Runtime, qjs};

/// So much may a heap grow before a turn is interrupted for a collection: what some 3,000 rows of a list take. A turn that
/// makes more is collected by the engine's own rule, whenever the heap has grown by half.
const TURN: usize = 32 << 20;
/// The part of the heap's limit by which a heap grows at least between two collections inside a turn: a program that is
/// nearly out of memory shall not spend its turn on collections.
const STEP: usize = 64;
/// Growth that is collected between two turns although the next input may come at any moment.
const BUSY: usize = 8 << 20;
/// Growth that is collected when nothing has happened for a while; less is not worth waking for.
const QUIET: usize = 256 << 10;

/// How a heap may have grown since the last collection without there being another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leave {
    /// Between two turns.
    Busy,
    /// When nothing happens.
    Quiet,
    /// The program is going to sleep.
    Nothing,
}

/// Turns in which there were collections, collections between turns, and what was left after the last one. Read by other threads.
#[derive(Debug, Default)]
pub(crate) struct Counted {
    pub in_turns: AtomicU32,
    pub between: AtomicU32,
    pub live: AtomicUsize,
}

/// Growth inside a turn.
fn in_turn(live: usize, limit: usize) -> usize {
    (limit.saturating_sub(live) / 2).clamp((limit / STEP).min(TURN), TURN)
}

fn growth(leave: Leave, live: usize, limit: usize) -> usize {
    match leave {
        // A large heap takes long to walk. A turn has at least as much left for itself.
        Leave::Busy => BUSY.max(live / 2).min(in_turn(live, limit) / 2),
        Leave::Quiet => QUIET + live / 8,
        Leave::Nothing => 0,
    }
}

pub(super) struct Collector {
    /// The heap's limit, bytes.
    limit: usize,
    /// The threshold that was set last.
    bound: Cell<usize>,
    /// Bytes left by the last collection.
    live: Cell<usize>,
    counted: Arc<Counted>,
}

impl Collector {
    pub fn new(limit: usize, counted: Arc<Counted>) -> Collector {
        Collector {
            limit,
            bound: Cell::new(0),
            live: Cell::new(0),
            counted,
        }
    }

    /// From now on. What the framework's boot leaves is collected by the engine's own rule, while the heap is small:
    /// a program at rest would keep the holes.
    pub fn begin(&self, runtime: &Runtime) {
        self.set(runtime, in_turn(0, self.limit));
    }

    fn set(&self, runtime: &Runtime, threshold: usize) {
        self.bound.set(threshold);
        runtime.set_gc_threshold(threshold);
    }

    /// If the engine has collected since the threshold was set: counts it, and sets the next one.
    fn look(&self, runtime: &Runtime, context: &Context, counter: &AtomicU32) -> bool {
        // SAFETY: reads a number of the runtime that this context has.
        let threshold = context.with(|ctx| unsafe {
            qjs::JS_GetGCThreshold(qjs::JS_GetRuntime(ctx.as_raw().as_ptr()))
        });
        if usize::try_from(threshold) == Ok(self.bound.get()) {
            return false;
        }
        // Walks the heap once more, and not for people who wait: a turn's end is not told to anybody.
        let live = usize::try_from(runtime.memory_usage().malloc_size).unwrap_or_default();
        counter.fetch_add(1, Ordering::Relaxed);
        self.counted.live.store(live, Ordering::Relaxed);
        self.live.set(live);
        self.set(runtime, live.saturating_add(in_turn(live, self.limit)));
        true
    }

    /// Between turns: collects if the heap has grown by more than is left alone. Whether it did.
    pub fn collect(&self, runtime: &Runtime, context: &Context, leave: Leave) -> bool {
        self.look(runtime, context, &self.counted.in_turns);
        let (before, live) = (self.bound.get(), self.live.get());
        let low = live.saturating_add(growth(leave, live, self.limit));
        self.set(runtime, low.min(before));
        context.with(|ctx| {
            // A heap that has no room for an empty object was collected all the same.
            if Object::new(ctx.clone()).is_err() {
                drop(ctx.catch());
            }
        });
        let collected = self.look(runtime, context, &self.counted.between);
        if !collected {
            self.set(runtime, before);
        }
        collected
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MB: usize = 1 << 20;

    #[test]
    fn a_turn_is_collected_before_the_limit_is_met() {
        for limit in [8 * MB, 32 * MB, 128 * MB, 1024 * MB] {
            for part in 0..=62 {
                let live = limit / 64 * part;
                let bound = live + in_turn(live, limit);
                assert!(live < bound && bound < limit, "{live} of {limit}: {bound}");
            }
        }
    }

    #[test]
    fn what_is_left_between_turns_leaves_a_turn_as_much_again() {
        for limit in [8 * MB, 32 * MB, 128 * MB] {
            for live in [0, MB, limit / 2, limit - MB] {
                let busy = growth(Leave::Busy, live, limit);
                assert!(busy * 2 <= in_turn(live, limit), "{live} of {limit}");
            }
        }
        assert_eq!(growth(Leave::Busy, 2 * MB, 128 * MB), 8 * MB);
        assert_eq!(in_turn(2 * MB, 128 * MB), 32 * MB);
        assert_eq!(growth(Leave::Nothing, 2 * MB, 128 * MB), 0);
    }
}
