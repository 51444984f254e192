//! Inputs of a program, in order. A view that floods it loses messages, a host never does.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::api::Input;

/// Messages of views that may wait: several seconds of touch events on a busy page.
const MAX_VIEW_MESSAGES: usize = 2_000;

#[derive(Default)]
struct Queue {
    inputs: VecDeque<Input>,
    from_views: usize,
    closed: bool,
}

#[derive(Default)]
pub(crate) struct Mailbox {
    queue: Mutex<Queue>,
    filled: Condvar,
}

impl Mailbox {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds an input; false if it was dropped.
    pub fn push(&self, input: Input) -> bool {
        let mut queue = self.lock();
        if queue.closed {
            return false;
        }
        if matches!(input, Input::View { .. }) {
            if queue.from_views >= MAX_VIEW_MESSAGES {
                return false;
            }
            queue.from_views += 1;
        }
        queue.inputs.push_back(input);
        drop(queue);
        self.filled.notify_one();
        true
    }

    /// The next input, waiting at most so long (`None`: until there is one).
    pub fn take(&self, wait: Option<Duration>) -> Option<Input> {
        let mut queue = self.lock();
        if queue.inputs.is_empty() {
            queue = match wait {
                Some(wait) if wait.is_zero() => queue,
                Some(wait) => {
                    self.filled
                        .wait_timeout(queue, wait)
                        .unwrap_or_else(PoisonError::into_inner)
                        .0
                }
                None => self
                    .filled
                    .wait(queue)
                    .unwrap_or_else(PoisonError::into_inner),
            };
        }
        let input = queue.inputs.pop_front()?;
        if matches!(input, Input::View { .. }) {
            queue.from_views -= 1;
        }
        Some(input)
    }

    /// Nothing is taken in from now on.
    pub fn close(&self) {
        let mut queue = self.lock();
        queue.closed = true;
        queue.inputs.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::PageId;

    #[test]
    fn views_are_bounded_hosts_are_not() {
        let mailbox = Mailbox::default();
        let view = || Input::View {
            page: PageId(1),
            message: String::new(),
        };
        for _ in 0..MAX_VIEW_MESSAGES {
            assert!(mailbox.push(view()));
        }
        assert!(!mailbox.push(view()));
        assert!(mailbox.push(Input::Hide));
        assert!(mailbox.take(Some(Duration::ZERO)).is_some());
        assert!(mailbox.push(view()));
        mailbox.close();
        assert!(!mailbox.push(Input::Hide));
        assert!(mailbox.take(Some(Duration::ZERO)).is_none());
    }
}
