//! The queue between the host and the thread of a shell that draws. Blocking pull, so that a shell needs no callbacks.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::event::HostEvent;

/// A shell that stopped pulling must not eat all memory. 50,000 events are minutes of a busy program; past this the log
/// lines and the progress are dropped first, since nothing depends on them. The rest is never dropped: a view's messages
/// are in order or useless.
const SOFT_BOUND: usize = 50_000;

#[derive(Default)]
pub(crate) struct EventQueue {
    events: Mutex<VecDeque<HostEvent>>,
    arrived: Condvar,
}

impl EventQueue {
    fn lock(&self) -> MutexGuard<'_, VecDeque<HostEvent>> {
        self.events.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn push(&self, event: HostEvent) {
        let mut events = self.lock();
        if events.len() >= SOFT_BOUND
            && matches!(event, HostEvent::Log { .. } | HostEvent::Opening(_))
        {
            return;
        }
        // Chrome is the whole state: a newer one makes an older one that nobody drew pointless. Only an adjacent one is
        // replaced, so that the order against other events stays.
        if let (HostEvent::Chrome { instance, .. }, Some(HostEvent::Chrome { instance: last, .. })) =
            (&event, events.back())
            && instance == last
        {
            events.pop_back();
        }
        events.push_back(event);
        self.arrived.notify_all();
    }

    /// At most `max` events, waiting up to `wait` for the first. Empty on time-out.
    pub(crate) fn pull(&self, wait: Duration, max: usize) -> Vec<HostEvent> {
        let deadline = Instant::now() + wait;
        let mut events = self.lock();
        while events.is_empty() {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Vec::new();
            }
            events = self
                .arrived
                .wait_timeout(events, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
        let count = events.len().min(max.max(1));
        events.drain(..count).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::ViewId;
    use std::sync::Arc;

    #[test]
    fn pulls_in_order_and_in_batches() {
        let queue = EventQueue::default();
        for n in 0..5 {
            queue.push(HostEvent::ViewHide { view: ViewId(n) });
        }
        assert_eq!(queue.pull(Duration::ZERO, 3).len(), 3);
        assert_eq!(
            queue.pull(Duration::ZERO, 3),
            vec![
                HostEvent::ViewHide { view: ViewId(3) },
                HostEvent::ViewHide { view: ViewId(4) },
            ]
        );
        assert!(queue.pull(Duration::from_millis(1), 3).is_empty());
    }

    #[test]
    fn wakes_a_waiting_shell() {
        let queue = Arc::new(EventQueue::default());
        let pushing = Arc::clone(&queue);
        let thread = std::thread::spawn(move || pushing.push(HostEvent::Exit));
        assert_eq!(
            queue.pull(Duration::from_secs(10), 1),
            vec![HostEvent::Exit]
        );
        assert!(thread.join().is_ok());
    }
}
