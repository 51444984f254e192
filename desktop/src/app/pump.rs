//! One thread pulls the host's events; the next pull waits until this one was drawn, so that a busy moment makes larger
//! batches and not a longer queue.

use std::sync::mpsc::Receiver;
use std::time::Duration;

use tao::event_loop::EventLoopProxy;
use tiffin_host::{Host, HostEvent};

use crate::signal::Signal;

/// Events a turn, at most: enough for a burst, and still a frame's work.
const MAX_EVENTS: usize = 256;
/// How long a pull waits before it looks whether the window is gone.
const PULL_WAIT: Duration = Duration::from_millis(500);

pub(super) fn pump(
    host: Host,
    proxy: EventLoopProxy<Signal>,
    drawn: Receiver<()>,
) -> Result<(), String> {
    let run = move || loop {
        let events = host.next_events(PULL_WAIT, MAX_EVENTS);
        if events.is_empty() {
            continue;
        }
        let last = events.contains(&HostEvent::Exit);
        if proxy.send_event(Signal::Host(events)).is_err() || last || drawn.recv().is_err() {
            return;
        }
    };
    std::thread::Builder::new()
        .name("events".into())
        .spawn(run)
        .map(|_| ())
        .map_err(|error| error.to_string())
}
