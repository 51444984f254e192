//! The same work for many files, on all cores.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::limits::PARSER_STACK;

/// The results in the order of the jobs; `done(so many)` is called after each, from
/// several threads.
pub fn map<T: Sync, R: Send>(
    jobs: &[T],
    work: impl Fn(&T) -> R + Sync,
    done: &(dyn Fn(usize) + Sync),
) -> Vec<R> {
    map_with(jobs, || (), |(), job| work(job), done)
}

/// As [`map`], with something that each thread makes for itself and keeps.
pub fn map_with<T: Sync, R: Send, S>(
    jobs: &[T],
    start: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, &T) -> R + Sync,
    done: &(dyn Fn(usize) + Sync),
) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let finished = AtomicUsize::new(0);
    let results = Mutex::new(Vec::with_capacity(jobs.len()));
    let run = || {
        let mut state = start();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(job) = jobs.get(at) else { return };
            let result = work(&mut state, job);
            if let Ok(mut results) = results.lock() {
                results.push((at, result));
            }
            done(finished.fetch_add(1, Ordering::Relaxed) + 1);
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get());
    std::thread::scope(|scope| {
        for _ in 1..threads.min(jobs.len()) {
            // Parsers recurse: the default stack is not enough for what the
            // nesting bound lets through.
            let _ = std::thread::Builder::new()
                .stack_size(PARSER_STACK)
                .spawn_scoped(scope, run);
        }
        // The build's own thread has such a stack too.
        run();
    });
    let mut results = results.into_inner().unwrap_or_default();
    results.sort_by_key(|(at, _)| *at);
    results.into_iter().map(|(_, result)| result).collect()
}
