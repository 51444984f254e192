//! Inputs of a program, in order. A view that floods it loses messages, a host never does.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tiffin_protocol::message::FromView;

use crate::api::{Input, PageId};

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

    /// Waits for the `invoked` message with number `q` of a page's view, ahead of all else that waits; the message.
    /// Ends early if the view is gone or the program is to close.
    pub fn answer(&self, page: PageId, q: u32, wait: Duration) -> Result<FromView, &'static str> {
        let end = Instant::now() + wait;
        let mut queue = self.lock();
        let mut seen = 0;
        loop {
            for at in seen..queue.inputs.len() {
                match queue.inputs.get(at) {
                    Some(Input::View { page: of, message })
                        if *of == page
                            && matches!(message, FromView::Invoked { q: of, .. } if *of == u64::from(q)) =>
                    {
                        if let Some(Input::View { message, .. }) = queue.inputs.remove(at) {
                            queue.from_views -= 1;
                            return Ok(message);
                        }
                    }
                    Some(Input::ViewGone { page: of }) if *of == page => {
                        return Err("the view is gone");
                    }
                    Some(Input::Close) => return Err("the program is closing"),
                    _ => {}
                }
            }
            // Only this thread takes things out: what was looked at stays where it is.
            seen = queue.inputs.len();
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err("the view did not answer");
            }
            queue = self
                .filled
                .wait_timeout(queue, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
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
    use serde_json::Value;

    #[test]
    fn an_answer_goes_ahead_of_what_waits() {
        let mailbox = Mailbox::default();
        let invoked = |q| Input::View {
            page: PageId(1),
            message: FromView::Invoked {
                q,
                result: Value::Null,
                error: None,
            },
        };
        let wait = Duration::from_millis(5);
        mailbox.push(Input::View {
            page: PageId(1),
            message: FromView::Painted,
        });
        assert!(mailbox.answer(PageId(1), 7, wait).is_err());
        mailbox.push(invoked(6));
        mailbox.push(invoked(7));
        assert!(mailbox.answer(PageId(2), 7, wait).is_err());
        assert!(mailbox.answer(PageId(1), 7, wait).is_ok());
        mailbox.push(Input::ViewGone { page: PageId(1) });
        assert_eq!(
            mailbox.answer(PageId(1), 8, Duration::from_secs(60)),
            Err("the view is gone")
        );
        for _ in 0..3 {
            assert!(mailbox.take(Some(Duration::ZERO)).is_some());
        }
        assert!(mailbox.take(Some(Duration::ZERO)).is_none());
    }

    #[test]
    fn views_are_bounded_hosts_are_not() {
        let mailbox = Mailbox::default();
        let view = || Input::View {
            page: PageId(1),
            message: FromView::Painted,
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
