//! What views and shells have posted and the driver has not taken yet: counted at the host's door for each view and each call,
//! so that one that floods a busy driver fills no memory, and takes no room from others.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::command::Command;
use crate::event::Payload;
use crate::ids::{CallId, ViewId};

/// Messages of one view: as many as may wait for its program.
const MAX_VIEW_MESSAGES: usize = 2_000;
/// Bytes of their texts: four of the largest answers of a view.
const MAX_VIEW_BYTES: usize = 32 << 20;
/// Events of one call of a shell: as many as may wait for its program.
const MAX_PORT_EVENTS: usize = 256;
/// Bytes of them: what all calls of a program may have waiting.
const MAX_PORT_BYTES: usize = 16 << 20;

/// Who posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Source {
    View(ViewId),
    Port(CallId),
}

/// What became of something that was posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    Taken,
    /// There is no room for it, for the first time since the last of this source was taken out.
    Full,
    /// There is still none.
    StillFull,
}

#[derive(Default)]
struct Load {
    count: usize,
    bytes: usize,
    full: bool,
    /// The newest event that found no room.
    newest: Option<(String, Payload)>,
}

/// The counts. Both sides of the driver's mailbox share them.
#[derive(Default)]
pub(super) struct Inflow {
    waiting: Mutex<HashMap<Source, Load>>,
}

impl Inflow {
    fn lock(&self) -> MutexGuard<'_, HashMap<Source, Load>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts it if there is room. One alone always has: its own bound was checked where it came from.
    pub(super) fn enter(&self, source: Source, bytes: usize) -> Entry {
        let (most, most_bytes) = match source {
            Source::View(_) => (MAX_VIEW_MESSAGES, MAX_VIEW_BYTES),
            Source::Port(_) => (MAX_PORT_EVENTS, MAX_PORT_BYTES),
        };
        let mut waiting = self.lock();
        let load = waiting.entry(source).or_default();
        // What comes after one that waits outside waits behind it.
        let fits = load.newest.is_none()
            && load.count < most
            && load.bytes.saturating_add(bytes) <= most_bytes;
        if fits || (load.count == 0 && load.newest.is_none()) {
            load.count += 1;
            load.bytes = load.bytes.saturating_add(bytes);
            return Entry::Taken;
        }
        match std::mem::replace(&mut load.full, true) {
            false => Entry::Full,
            true => Entry::StillFull,
        }
    }

    /// Keeps an event that found no room, in the place of an older one: where only the newest counts, it must not be lost.
    /// Whether there was no older one, so that the driver has to be told.
    pub(super) fn replace_newest(&self, call: CallId, name: String, payload: Payload) -> bool {
        let mut waiting = self.lock();
        let load = waiting.entry(Source::Port(call)).or_default();
        load.newest.replace((name, payload)).is_none()
    }

    /// The one that was kept; there is room again.
    pub(super) fn take_newest(&self, call: CallId) -> Option<(String, Payload)> {
        let mut waiting = self.lock();
        let load = waiting.get_mut(&Source::Port(call))?;
        load.full = false;
        let newest = load.newest.take();
        if load.count == 0 {
            waiting.remove(&Source::Port(call));
        }
        newest
    }

    /// The driver takes a command.
    pub(super) fn left(&self, command: &Command) {
        match command {
            Command::ViewMessage { view, bytes, .. } => self.leave(Source::View(*view), *bytes),
            Command::PortEvent {
                call,
                payload,
                last: false,
                ..
            } => self.leave(Source::Port(*call), payload.len()),
            _ => {}
        }
    }

    fn leave(&self, source: Source, bytes: usize) {
        let mut waiting = self.lock();
        let Some(load) = waiting.get_mut(&source) else {
            return;
        };
        load.count = load.count.saturating_sub(1);
        load.bytes = load.bytes.saturating_sub(bytes);
        if load.count == 0 && load.newest.is_none() {
            waiting.remove(&source);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_that_floods_a_busy_driver_is_held_at_the_door_and_no_other_is() {
        let inflow = Inflow::default();
        let (loud, quiet) = (Source::View(ViewId(1)), Source::View(ViewId(2)));
        for _ in 0..MAX_VIEW_MESSAGES {
            assert_eq!(inflow.enter(loud, 1), Entry::Taken);
        }
        assert_eq!(inflow.enter(loud, 1), Entry::Full);
        assert_eq!(inflow.enter(loud, 1), Entry::StillFull, "said once");
        assert_eq!(inflow.enter(quiet, 1), Entry::Taken);
        let message = tiffin_protocol::message::FromView::Painted;
        inflow.left(&Command::ViewMessage {
            view: ViewId(1),
            message,
            bytes: 1,
        });
        assert_eq!(inflow.enter(loud, 1), Entry::Taken);
    }

    #[test]
    fn the_newest_event_that_found_no_room_is_kept_and_none_overtakes_it() {
        let inflow = Inflow::default();
        let (call, port) = (CallId(1), Source::Port(CallId(1)));
        assert_eq!(inflow.enter(port, MAX_PORT_BYTES), Entry::Taken);
        assert_eq!(inflow.enter(port, 1), Entry::Full);
        assert!(inflow.replace_newest(call, "change".into(), "1".into()));
        inflow.leave(port, MAX_PORT_BYTES);
        assert_eq!(inflow.enter(port, 1), Entry::StillFull);
        assert!(!inflow.replace_newest(call, "change".into(), "2".into()));
        assert_eq!(
            inflow.take_newest(call),
            Some(("change".into(), "2".into()))
        );
        assert!(inflow.lock().is_empty());
        assert_eq!(inflow.enter(port, 1), Entry::Taken);
    }

    #[test]
    fn events_of_a_port_are_counted_by_their_bytes_and_taken_out_again() {
        let inflow = Inflow::default();
        let port = Source::Port(CallId(1));
        let event = |last| Command::PortEvent {
            call: CallId(1),
            name: "change".into(),
            payload: "x".repeat(MAX_PORT_BYTES + 1).into(),
            last,
        };
        assert_eq!(
            inflow.enter(port, MAX_PORT_BYTES + 1),
            Entry::Taken,
            "alone"
        );
        assert_eq!(inflow.enter(port, 0), Entry::Full);
        inflow.left(&event(true));
        assert_eq!(
            inflow.enter(port, 0),
            Entry::StillFull,
            "an end is not counted"
        );
        inflow.left(&event(false));
        assert!(
            inflow.lock().is_empty(),
            "nothing is kept of who has nothing"
        );
        for _ in 0..MAX_PORT_EVENTS {
            assert_eq!(inflow.enter(port, 0), Entry::Taken);
        }
        assert_eq!(inflow.enter(port, 0), Entry::Full);
    }
}
