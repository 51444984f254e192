//! The order of what is pulled, and what is merged while it waits.

use std::sync::Arc;

use super::*;
use crate::event::LogLevel;
use crate::ids::InstanceId;
use crate::screen::BackMeans;

fn destroyed(view: u64) -> HostEvent {
    HostEvent::ViewDestroy { view: ViewId(view) }
}

fn log(n: usize) -> HostEvent {
    HostEvent::Log {
        instance: InstanceId(1),
        level: LogLevel::Log,
        text: n.to_string(),
    }
}

fn screen(title: &str) -> HostEvent {
    HostEvent::Draw(Box::new(Screen {
        front: None,
        title: title.into(),
        layers: Vec::new(),
        chrome: None,
        cover: None,
        panel: None,
        prompt: None,
        back: BackMeans::App,
    }))
}

#[test]
fn pulls_in_order_and_in_batches() {
    let queue = EventQueue::default();
    for n in 0..5 {
        queue.push(destroyed(n));
    }
    assert_eq!(queue.pull(Duration::ZERO, 3).len(), 3);
    assert_eq!(
        queue.pull(Duration::ZERO, 3),
        vec![destroyed(3), destroyed(4)]
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

#[test]
fn messages_become_one_script_a_view_and_only_the_newest_screen_is_given() {
    let queue = EventQueue::default();
    queue.push(screen("old"));
    queue.message(ViewId(2), "{\"t\":\"b\"}".into());
    queue.message(ViewId(1), "{\"t\":\"a\"}".into());
    queue.message(ViewId(2), "{\"t\":\"c\"}".into());
    queue.push(screen("new"));
    let script = |view, script: &str| HostEvent::ViewScript {
        view: ViewId(view),
        script: script.into(),
    };
    assert_eq!(
        queue.pull(Duration::ZERO, 100),
        vec![
            screen("new"),
            script(1, "__tiffin.receive({\"t\":\"a\"});"),
            script(
                2,
                "__tiffin.receive({\"t\":\"b\"});__tiffin.receive({\"t\":\"c\"});"
            ),
        ]
    );
    queue.message(ViewId(1), "{}".into());
    queue.push(destroyed(1));
    assert_eq!(
        queue.pull(Duration::ZERO, 100),
        vec![destroyed(1)],
        "what is gone is told nothing"
    );
}

#[test]
fn a_program_that_logs_without_end_holds_nothing_back() {
    let queue = EventQueue::default();
    for n in 0..10 * MAX_LOGS {
        queue.push(log(n));
    }
    queue.push(destroyed(1));
    queue.push(screen("x"));
    queue.push(HostEvent::Exit);
    let first = queue.pull(Duration::ZERO, 3);
    assert_eq!(first, vec![destroyed(1), screen("x"), log(0)]);
    let mut rest = Vec::new();
    while rest.last() != Some(&HostEvent::Exit) {
        rest.extend(queue.pull(Duration::ZERO, 256));
    }
    assert_eq!(rest.len(), MAX_LOGS, "bounded, and the end is the last");
}

#[test]
fn the_host_s_lines_come_through_a_program_s_flood_and_are_bounded_too() {
    let queue = EventQueue::default();
    let line = |n: usize| HostEvent::HostLog {
        level: LogLevel::Warn,
        target: "room".into(),
        text: n.to_string(),
    };
    for n in 0..10 * MAX_LOGS {
        queue.push(log(n));
        queue.push(line(n));
    }
    let pulled = queue.pull(Duration::ZERO, 100_000);
    assert_eq!(pulled.len(), MAX_LOGS + MAX_HOST_LOGS);
    assert_eq!(pulled.first(), Some(&log(0)));
    assert_eq!(pulled.get(1), Some(&line(0)), "in their order");
    queue.push(line(1));
    assert_eq!(queue.pull(Duration::ZERO, 1), vec![line(1)], "room again");
}

#[test]
fn methods_of_a_call_are_counted_until_the_shell_took_them() {
    let queue = EventQueue::default();
    let (one, other) = (CallId(1), CallId(2));
    let most = || Payload::from("x".repeat(MAX_METHODS));
    assert!(queue.method(one, "set".into(), most()));
    assert!(!queue.method(one, "play".into(), "{}".into()));
    assert!(queue.method(other, "play".into(), "{}".into()));
    let pulled = queue.pull(Duration::ZERO, 1);
    assert!(matches!(pulled.as_slice(), [HostEvent::PortMethod { call, .. }] if *call == one));
    assert!(queue.method(one, "play".into(), "{}".into()));
    assert_eq!(queue.pull(Duration::ZERO, 10).len(), 2);
    assert!(queue.lock().methods.is_empty());
}
