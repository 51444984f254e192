use super::*;
use crate::api::{CallId, PageId, Payload};
use serde_json::Value;
use tiffin_protocol::event::Event;

use super::super::room::{
    MAX_CALL_BYTES, MAX_CALL_EVENTS, MAX_EVENTS, MAX_VIEW_BYTES, MAX_VIEW_MESSAGES,
};

fn push(mailbox: &Mailbox, input: Input) -> bool {
    mailbox.push(input).taken()
}

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
    push(
        &mailbox,
        Input::View {
            page: PageId(1),
            message: FromView::Painted,
        },
    );
    assert!(mailbox.answer(PageId(1), 7, wait).is_err());
    push(&mailbox, invoked(6));
    push(&mailbox, invoked(7));
    assert!(mailbox.answer(PageId(2), 7, wait).is_err());
    assert!(mailbox.answer(PageId(1), 7, wait).is_ok());
    push(&mailbox, Input::ViewGone { page: PageId(1) });
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
        assert!(push(&mailbox, view()));
    }
    assert!(!push(&mailbox, view()));
    assert!(push(&mailbox, Input::Hide));
    assert!(mailbox.take(Some(Duration::ZERO), false).is_some());
    assert!(push(&mailbox, view()));
    mailbox.close();
    assert!(!push(&mailbox, Input::Hide));
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
        assert!(push(&mailbox, event(Event::UpdateReady, "")));
    }
    assert!(!push(&mailbox, event(Event::UpdateReady, "")));
    let reply = || Input::Reply {
        call: CallId(1),
        result: Ok(Payload::default()),
    };
    for _ in 0..500 {
        assert!(push(&mailbox, reply()));
    }
    assert_eq!(count(true), 0, "it sleeps on");
    push(&mailbox, Input::Show { launch: None });
    assert_eq!(count(true), 1);
    assert_eq!(count(false), MAX_EVENTS + 500);
    assert!(push(&mailbox, event(Event::UpdateReady, "")), "counted out");
}

#[test]
fn the_newest_takes_the_place_of_what_it_makes_pointless() {
    let mailbox = Mailbox::default();
    for n in 0..1_000 {
        assert!(push(
            &mailbox,
            event(Event::NetworkStatusChange, &n.to_string())
        ));
        assert!(push(
            &mailbox,
            of_call("progressUpdate", Keep::Latest, false)
        ));
        assert!(push(
            &mailbox,
            Input::Environment {
                json: n.to_string()
            }
        ));
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
    push(&mailbox, environment("800"));
    push(&mailbox, event(Event::UpdateReady, "of 800"));
    // A program that sleeps has looked at both, and woke for none.
    assert!(mailbox.take(Some(Duration::ZERO), true).is_none());
    push(&mailbox, environment("300"));
    push(&mailbox, Input::Hide);
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
        assert!(push(&mailbox, of_call("message", Keep::Bounded, false)));
    }
    assert!(!push(&mailbox, of_call("message", Keep::Bounded, false)));
    assert!(
        push(&mailbox, of_call("close", Keep::Bounded, true)),
        "an end"
    );
    assert!(mailbox.take(Some(Duration::ZERO), false).is_some());
    assert!(push(&mailbox, of_call("message", Keep::Bounded, false)));
}

fn message_of(call: u32, bytes: usize) -> Input {
    Input::CallEvent {
        call: CallId(call),
        event: "message".into(),
        payload: Payload {
            json: String::new(),
            blobs: vec![vec![0; bytes]],
        },
        last: false,
        queue: Keep::Bounded,
    }
}

#[test]
fn what_sockets_say_to_a_program_that_sleeps_is_bounded_by_its_bytes() {
    let mailbox = Mailbox::default();
    // Five sockets, each far from its number.
    let mut waiting = 0;
    while push(&mailbox, message_of(waiting % 5, 1 << 20)) {
        waiting += 1;
        assert!(waiting < 100, "nothing holds them back");
    }
    assert_eq!(waiting as usize, MAX_CALL_BYTES / (1 << 20) - 1);
    assert!(
        push(&mailbox, of_call("close", Keep::Bounded, true)),
        "an end"
    );
    let back = match mailbox.push(message_of(9, 1 << 20)) {
        Offered::Full(back) => Some(back),
        _ => None,
    };
    assert!(mailbox.take(Some(Duration::ZERO), false).is_some());
    let whole = back.is_some_and(|back| push(&mailbox, *back));
    assert!(whole, "what was handed back");
}

#[test]
fn one_that_is_larger_than_all_may_be_waits_alone() {
    let mailbox = Mailbox::default();
    assert!(push(&mailbox, message_of(1, MAX_CALL_BYTES + 1)));
    assert!(!push(&mailbox, message_of(2, 1)));
    assert!(mailbox.take(Some(Duration::ZERO), false).is_some());
    assert!(push(&mailbox, message_of(2, 1)));
    assert!(!push(&mailbox, message_of(1, MAX_CALL_BYTES)));
}

#[test]
fn what_views_say_is_bounded_by_its_bytes_as_parsed() {
    let mailbox = Mailbox::default();
    let answer = || Input::View {
        page: PageId(1),
        message: FromView::Queried {
            q: 1,
            result: vec![Value::String("x".repeat(1 << 20)); 7],
        },
    };
    for _ in 0..MAX_VIEW_BYTES / (8 << 20) {
        assert!(push(&mailbox, answer()));
    }
    assert!(!push(&mailbox, answer()));
    // Small in text, large in memory.
    let detail = || Input::View {
        page: PageId(1),
        message: FromView::Page {
            event: tiffin_protocol::message::PageEvent::Resize,
            detail: vec![Value::Null; (6 << 20) / size_of::<Value>()].into(),
        },
    };
    assert!(!push(&mailbox, detail()));
    assert!(mailbox.take(Some(Duration::ZERO), false).is_some());
    assert!(push(&mailbox, detail()));
}

/// Counts how often somebody was woken.
#[derive(Default)]
struct Woken(std::sync::atomic::AtomicUsize);

impl std::task::Wake for Woken {
    fn wake(self: std::sync::Arc<Self>) {
        self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    }
}

#[test]
fn who_waits_for_room_is_woken_when_there_is_some_and_when_the_program_is_gone() {
    let mailbox = Mailbox::default();
    let woken = std::sync::Arc::<Woken>::default();
    let waker = Waker::from(std::sync::Arc::clone(&woken));
    let times = || woken.0.load(std::sync::atomic::Ordering::Relaxed);
    let full = || message_of(1, MAX_CALL_BYTES);
    let offer = || mailbox.push_or_wait(full(), Some(&waker));
    assert!(offer().taken());
    assert!(matches!(offer(), Offered::Full(_)));
    assert!(matches!(offer(), Offered::Full(_)));
    assert_eq!(times(), 0);
    assert!(mailbox.take(Some(Duration::ZERO), false).is_some());
    assert_eq!(times(), 1);
    assert!(offer().taken());
    assert!(matches!(offer(), Offered::Full(_)));
    mailbox.close();
    assert_eq!(times(), 2);
    assert!(matches!(offer(), Offered::Closed));
}

#[test]
fn an_answer_that_is_larger_than_a_call_s_may_be_has_failed() {
    let mailbox = Mailbox::default();
    let most = tiffin_protocol::limits::CALL_JSON_BYTES;
    for bytes in [most, most + 1] {
        let result = Ok("x".repeat(bytes).into());
        let call = CallId(1);
        assert!(push(&mailbox, Input::Reply { call, result }));
    }
    let take = || match mailbox.take(Some(Duration::ZERO), false) {
        Some(Input::Reply { result, .. }) => result.map(|payload| payload.len()),
        other => Err(format!("{other:?}").into()),
    };
    assert_eq!(take(), Ok(most));
    assert_eq!(take(), Err("result too large".into()));
}
