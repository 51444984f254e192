//! Inputs of a program, in order. A view that floods it loses messages, a host never does: answers are kept whatever happens,
//! events are bounded, and where only the newest counts an older one goes. What a program that sleeps has no use for waits
//! here.

use std::collections::{HashMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tiffin_protocol::capability::Queue as Keep;
use tiffin_protocol::message::FromView;

use crate::api::{CallId, Input, PageId};

/// Messages of views that may wait: several seconds of touch events on a busy page.
const MAX_VIEW_MESSAGES: usize = 2_000;
/// Events of the host that may wait: hours of a program that sleeps.
const MAX_EVENTS: usize = 10_000;
/// Events of one open call that may wait: a socket that is told of it stops reading.
const MAX_CALL_EVENTS: usize = 256;

#[derive(Default)]
struct Queue {
    inputs: VecDeque<Input>,
    from_views: usize,
    events: usize,
    of_calls: HashMap<CallId, usize>,
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
    /// Whether there is room for it; it is counted if there is.
    fn admit(&mut self, input: &Input) -> bool {
        match input {
            Input::View { .. } if self.from_views >= MAX_VIEW_MESSAGES => return false,
            Input::View { .. } => self.from_views += 1,
            Input::Event { .. } if self.events >= MAX_EVENTS => return false,
            Input::Event { .. } => self.events += 1,
            Input::CallEvent {
                call, last: false, ..
            } => {
                let waiting = self.of_calls.entry(*call).or_default();
                if *waiting >= MAX_CALL_EVENTS {
                    return false;
                }
                *waiting += 1;
            }
            _ => {}
        }
        true
    }

    fn taken(&mut self, input: &Input) {
        match input {
            Input::View { .. } => self.from_views -= 1,
            Input::Event { .. } => self.events -= 1,
            Input::CallEvent {
                call, last: false, ..
            } => {
                if let Some(waiting) = self.of_calls.get_mut(call) {
                    *waiting -= 1;
                    if *waiting == 0 {
                        self.of_calls.remove(call);
                    }
                }
            }
            _ => {}
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
        match &input {
            Input::Environment { .. }
            | Input::CallEvent {
                last: false,
                queue: Keep::Latest,
                ..
            } => queue.outdate(&input),
            Input::Event { event, .. } if event.keeps_latest() => queue.outdate(&input),
            _ => {}
        }
        if !queue.admit(&input) {
            return false;
        }
        queue.inputs.push_back(input);
        drop(queue);
        self.filled.notify_one();
        true
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
                    self.filled
                        .wait_timeout(queue, left)
                        .unwrap_or_else(PoisonError::into_inner)
                        .0
                }
                None => self
                    .filled
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
    use crate::api::{PageId, Payload};
    use serde_json::Value;
    use tiffin_protocol::event::Event;

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
            assert!(mailbox.take(Some(Duration::ZERO), false).is_some());
        }
        assert!(mailbox.take(Some(Duration::ZERO), false).is_none());
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
        assert!(mailbox.take(Some(Duration::ZERO), false).is_some());
        assert!(mailbox.push(view()));
        mailbox.close();
        assert!(!mailbox.push(Input::Hide));
        assert!(mailbox.take(Some(Duration::ZERO), false).is_none());
    }

    fn event(event: Event, payload: &str) -> Input {
        Input::Event {
            event,
            payload: payload.into(),
        }
    }

    fn of_call(name: &str, queue: Keep, last: bool) -> Input {
        Input::CallEvent {
            call: CallId(1),
            event: name.into(),
            payload: Payload::default(),
            last,
            queue,
        }
    }

    #[test]
    fn answers_are_kept_however_many_events_wait_for_a_program_that_sleeps() {
        let mailbox = Mailbox::default();
        let count = |asleep| {
            let next = || mailbox.take(Some(Duration::ZERO), asleep);
            std::iter::from_fn(next).count()
        };
        for _ in 0..MAX_EVENTS {
            assert!(mailbox.push(event(Event::UpdateReady, "")));
        }
        assert!(!mailbox.push(event(Event::UpdateReady, "")));
        let reply = || Input::Reply {
            call: CallId(1),
            result: Ok(Payload::default()),
        };
        for _ in 0..500 {
            assert!(mailbox.push(reply()));
        }
        assert_eq!(count(true), 0, "it sleeps on");
        mailbox.push(Input::Show { launch: None });
        assert_eq!(count(true), 1);
        assert_eq!(count(false), MAX_EVENTS + 500);
        assert!(mailbox.push(event(Event::UpdateReady, "")), "counted out");
    }

    #[test]
    fn the_newest_takes_the_place_of_what_it_makes_pointless() {
        let mailbox = Mailbox::default();
        for n in 0..1_000 {
            assert!(mailbox.push(event(Event::NetworkStatusChange, &n.to_string())));
            assert!(mailbox.push(of_call("progressUpdate", Keep::Latest, false)));
            assert!(mailbox.push(Input::Environment {
                json: n.to_string()
            }));
        }
        let take = || mailbox.take(Some(Duration::ZERO), false);
        assert!(matches!(take(), Some(Input::Event { payload, .. }) if payload == "999"));
        assert!(matches!(take(), Some(Input::CallEvent { .. })));
        assert!(matches!(take(), Some(Input::Environment { json }) if json == "999"));
        assert!(take().is_none());
    }

    #[test]
    fn the_newest_comes_after_what_was_said_before_it() {
        let mailbox = Mailbox::default();
        let environment = |json: &str| Input::Environment { json: json.into() };
        mailbox.push(environment("800"));
        mailbox.push(event(Event::UpdateReady, "of 800"));
        // A program that sleeps has looked at both, and woke for none.
        assert!(mailbox.take(Some(Duration::ZERO), true).is_none());
        mailbox.push(environment("300"));
        mailbox.push(Input::Hide);
        let hide = mailbox.take(Some(Duration::ZERO), true);
        assert!(matches!(hide, Some(Input::Hide)), "{hide:?}");
        let take = || mailbox.take(Some(Duration::ZERO), false);
        assert!(matches!(take(), Some(Input::Event { payload, .. }) if payload == "of 800"));
        assert!(matches!(take(), Some(Input::Environment { json }) if json == "300"));
        assert!(take().is_none());
    }

    #[test]
    fn a_call_whose_events_all_count_is_told_when_too_many_wait() {
        let mailbox = Mailbox::default();
        for _ in 0..MAX_CALL_EVENTS {
            assert!(mailbox.push(of_call("message", Keep::Bounded, false)));
        }
        assert!(!mailbox.push(of_call("message", Keep::Bounded, false)));
        assert!(
            mailbox.push(of_call("close", Keep::Bounded, true)),
            "an end"
        );
        assert!(mailbox.take(Some(Duration::ZERO), false).is_some());
        assert!(mailbox.push(of_call("message", Keep::Bounded, false)));
    }
}
