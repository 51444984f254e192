//! How much may wait for a program, by number and by size: what a view, a socket or a download says while the program sleeps
//! or is busy must not fill the device's memory. What a host says once (an answer, an end) always has room.

use std::collections::HashMap;

use serde_json::Value;
use tiffin_protocol::limits::CALL_JSON_BYTES;
use tiffin_protocol::message::{Event, FromView};

use crate::api::{CallId, Input};

/// Messages of views that may wait: several seconds of touch events on a busy page.
pub(super) const MAX_VIEW_MESSAGES: usize = 2_000;
/// Bytes of them: four of the largest answers of a view, or 16 KiB for each of the most that may wait.
pub(super) const MAX_VIEW_BYTES: usize = 32 << 20;
/// Events of the host that may wait: hours of a program that sleeps.
pub(super) const MAX_EVENTS: usize = 10_000;
/// Events of one open call that may wait: a socket that is told of it stops reading.
pub(super) const MAX_CALL_EVENTS: usize = 256;
/// Bytes of the events of all open calls of a program: one message of a socket that is as
/// large as may be, and as much again of smaller ones. The heap that has to take them
/// in holds eight times as much.
pub(super) const MAX_CALL_BYTES: usize = 16 << 20;
/// What one that waits costs beside what it carries.
const OVERHEAD: usize = 128;

/// A number of things and their bytes.
#[derive(Default)]
struct Load {
    count: usize,
    bytes: usize,
}

impl Load {
    /// Whether one more fits. One alone always does, however large: its own bound was checked where it came from.
    fn fits(&self, bytes: usize, most: usize) -> bool {
        self.bytes == 0 || self.bytes + bytes <= most
    }

    fn add(&mut self, bytes: usize) {
        self.count += 1;
        self.bytes += bytes;
    }

    fn remove(&mut self, bytes: usize) {
        self.count = self.count.saturating_sub(1);
        self.bytes = self.bytes.saturating_sub(bytes);
    }
}

/// What waits for one program.
#[derive(Default)]
pub(super) struct Room {
    from_views: Load,
    events: usize,
    of_calls: HashMap<CallId, usize>,
    calls: Load,
}

impl Room {
    /// Whether there is room for it; it is counted if there is.
    pub(super) fn admit(&mut self, input: &Input) -> bool {
        match input {
            Input::View { message, .. } => {
                let bytes = weight(message);
                let fits = self.from_views.count < MAX_VIEW_MESSAGES
                    && self.from_views.fits(bytes, MAX_VIEW_BYTES);
                if fits {
                    self.from_views.add(bytes);
                }
                fits
            }
            Input::Event { .. } => {
                let fits = self.events < MAX_EVENTS;
                self.events += usize::from(fits);
                fits
            }
            Input::CallEvent {
                call,
                payload,
                last: false,
                ..
            } => {
                let bytes = payload.len() + OVERHEAD;
                let waiting = self.of_calls.get(call).copied().unwrap_or(0);
                if waiting >= MAX_CALL_EVENTS || !self.calls.fits(bytes, MAX_CALL_BYTES) {
                    return false;
                }
                self.of_calls.insert(*call, waiting + 1);
                self.calls.add(bytes);
                true
            }
            _ => true,
        }
    }

    /// One that was admitted is taken out; whether there is room that somebody may wait for.
    pub(super) fn left(&mut self, input: &Input) -> bool {
        match input {
            Input::View { message, .. } => self.from_views.remove(weight(message)),
            Input::Event { .. } => self.events = self.events.saturating_sub(1),
            Input::CallEvent {
                call,
                payload,
                last: false,
                ..
            } => {
                self.calls.remove(payload.len() + OVERHEAD);
                if let Some(waiting) = self.of_calls.get_mut(call) {
                    *waiting -= 1;
                    if *waiting == 0 {
                        self.of_calls.remove(call);
                    }
                }
                return true;
            }
            _ => {}
        }
        false
    }
}

/// An answer whose JSON is larger than a call's may be has failed, whoever gave it.
pub(super) fn held_to_bounds(input: Input) -> Input {
    match input {
        Input::Reply {
            call,
            result: Ok(payload),
        } if payload.json.len() > CALL_JSON_BYTES => Input::Reply {
            call,
            result: Err("result too large".into()),
        },
        other => other,
    }
}

/// What a view's message holds in memory, about.
fn weight(message: &FromView) -> usize {
    let carried = match message {
        FromView::Queried { result, .. } => result.iter().map(of_value).sum(),
        FromView::Invoked { result, error, .. } => {
            of_value(result) + error.as_ref().map_or(0, String::len)
        }
        FromView::Event(event) => of_event(event),
        FromView::State { value, .. } => of_value(value),
        FromView::Page { detail, .. } => of_value(detail),
        FromView::Error { message, stack } => message.len() + stack.len(),
        FromView::Log { level, message } => level.len() + of_value(message),
        FromView::Natives { places } => std::mem::size_of_val(places.as_slice()),
        FromView::Ready | FromView::Applied { .. } | FromView::Painted => 0,
    };
    OVERHEAD + carried
}

fn of_event(event: &Event) -> usize {
    let currents = event.currents.as_ref().map_or(0, |currents| {
        currents.keys().map(|id| id.len() + OVERHEAD).sum()
    });
    let touches = [&event.touches, &event.changed_touches];
    let touches = touches
        .into_iter()
        .flatten()
        .map(|list| size_of_val(list.as_slice()));
    event.kind.len() + of_value(&event.detail) + currents + touches.sum::<usize>()
}

fn of_value(value: &Value) -> usize {
    size_of::<Value>()
        + match value {
            Value::String(text) => text.len(),
            Value::Array(list) => list.iter().map(of_value).sum(),
            Value::Object(map) => {
                let members = map.iter();
                members
                    .map(|(name, value)| name.len() + of_value(value))
                    .sum()
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => 0,
        }
}
