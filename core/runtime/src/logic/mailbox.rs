//! Inputs of a program, in order. A view that floods it loses messages, a host never does: answers are kept whatever happens,
//! events are bounded, and where only the newest counts an older one goes. What a program that sleeps has no use for waits
//! here.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::task::Waker;
use std::time::{Duration, Instant};

use tiffin_protocol::capability::Queue as Keep;
use tiffin_protocol::message::FromView;

use super::room::{Room, held_to_bounds};
use crate::api::{Input, PageId};

#[derive(Default)]
struct Queue {
    inputs: VecDeque<Input>,
    room: Room,
    /// Who waits for room.
    outside: Vec<Waker>,
    /// So many inputs were looked at while the program sleeps, and none of them wakes it.
    seen: usize,
    closed: bool,
}

/// What a program hears in its sleep.
fn wakes(input: &Input) -> bool {
    matches!(
        input,
        Input::Show { .. } | Input::ViewGone { .. } | Input::Close | Input::Hide | Input::Suspend
    )
}

impl Queue {
    fn taken(&mut self, input: &Input) {
        if self.room.left(input) {
            self.outside.drain(..).for_each(Waker::wake);
        }
    }

    /// Takes out an older one that this input makes pointless. The newer does not get its place: what came between the two
    /// was said before it, and would be heard as if it were newer (a view that tells the size it had).
    fn outdate(&mut self, input: &Input) {
        let at = self.inputs.iter().position(|old| match (old, input) {
            (Input::Environment { .. }, Input::Environment { .. }) => true,
            (Input::Event { event: old, .. }, Input::Event { event, .. }) => old == event,
            (
                Input::CallEvent {
                    call: of,
                    event: old,
                    last: false,
                    ..
                },
                Input::CallEvent { call, event, .. },
            ) => of == call && old == event,
            _ => false,
        });
        let Some(old) = at.and_then(|at| self.inputs.remove(at)) else {
            return;
        };
        if at.is_some_and(|at| at < self.seen) {
            self.seen -= 1;
        }
        self.taken(&old);
    }

    fn next(&mut self, asleep: bool) -> Option<Input> {
        let at = if asleep {
            let found = self.inputs.iter().skip(self.seen).position(wakes);
            self.seen = found.map_or(self.inputs.len(), |at| self.seen + at);
            found.map(|_| self.seen)?
        } else {
            self.seen = 0;
            0
        };
        let input = self.inputs.remove(at)?;
        self.taken(&input);
        Some(input)
    }
}

/// What became of an [`Input`].
#[derive(Debug)]
#[must_use]
pub enum Offered {
    Taken,
    /// Too much of its kind waits: here it is again.
    Full(Box<Input>),
    /// The program has ended: nothing is ever taken again.
    Closed,
}

impl Offered {
    pub fn taken(&self) -> bool {
        matches!(self, Offered::Taken)
    }
}

#[derive(Default)]
pub(crate) struct Mailbox {
    queue: Mutex<Queue>,
    arrived: Condvar,
}

impl Mailbox {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds an input, if there is room for it.
    pub fn push(&self, input: Input) -> Offered {
        self.push_or_wait(input, None)
    }

    /// The same; whoever finds it full is woken when something was taken out, or when nothing ever is again.
    pub fn push_or_wait(&self, input: Input, waker: Option<&Waker>) -> Offered {
        let input = held_to_bounds(input);
        let mut queue = self.lock();
        if queue.closed {
            return Offered::Closed;
        }
        match &input {
            Input::Environment { .. }
            | Input::CallEvent {
                last: false,
                queue: Keep::Latest,
                ..
            } => queue.outdate(&input),
            Input::Event { event, .. } if event.only_latest_counts() => queue.outdate(&input),
            _ => {}
        }
        if !queue.room.admit(&input) {
            if let Some(waker) = waker
                && !queue.outside.iter().any(|known| known.will_wake(waker))
            {
                queue.outside.push(waker.clone());
            }
            return Offered::Full(Box::new(input));
        }
        queue.inputs.push_back(input);
        drop(queue);
        self.arrived.notify_one();
        Offered::Taken
    }

    /// The next input, waiting at most so long (`None`: until there is one). A program that is asleep gets only what it hears
    /// in its sleep; the rest keeps its place.
    pub fn take(&self, wait: Option<Duration>, asleep: bool) -> Option<Input> {
        let end = wait.map(|wait| Instant::now() + wait);
        let mut queue = self.lock();
        loop {
            if let Some(input) = queue.next(asleep) {
                return Some(input);
            }
            queue = match end.map(|end| end.saturating_duration_since(Instant::now())) {
                Some(left) if left.is_zero() => return None,
                Some(left) => {
                    self.arrived
                        .wait_timeout(queue, left)
                        .unwrap_or_else(PoisonError::into_inner)
                        .0
                }
                None => self
                    .arrived
                    .wait(queue)
                    .unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    /// Whether the program is told to end.
    pub fn closing(&self) -> bool {
        let queue = self.lock();
        queue.closed
            || queue
                .inputs
                .iter()
                .any(|input| matches!(input, Input::Close))
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
                        let Some(input) = queue.inputs.remove(at) else {
                            continue;
                        };
                        queue.taken(&input);
                        if let Input::View { message, .. } = input {
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
                .arrived
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
        queue.outside.drain(..).for_each(Waker::wake);
    }
}

#[cfg(test)]
#[path = "mailbox_tests.rs"]
mod tests;
