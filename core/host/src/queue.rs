//! What waits for the shell. A shell pulls: it is never called, so it can never block the driver or a program.
//!
//! A pull gives, in this order: what happened, the newest screen, one script for each view that was told something, and
//! what programs and the host logged. The screen and the scripts are merged while they wait, so that a slow shell gets larger batches
//! and not a longer queue; logs come last and are dropped when too many wait, so that a program that logs without end
//! holds nothing back.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::event::{HostEvent, Payload};
use crate::ids::{CallId, ViewId};
use crate::screen::Screen;
use crate::screen::script::receive_script;

/// Log lines that wait at most; a shell that is behind by more reads the newest state, not the history.
const MAX_LOGS: usize = 2_000;
/// Of the host's own lines, which a program that logs without end must not hide: counted apart.
const MAX_HOST_LOGS: usize = 500;

/// What methods of one call may hold while the shell is busy: as much as those of a call that the host does.
const MAX_METHODS: usize = 16 << 20;
/// What one that waits costs beside its arguments.
const OVERHEAD: usize = 1_024;

#[derive(Default)]
struct Waiting {
    events: VecDeque<HostEvent>,
    /// Bytes of the methods among them, by call.
    methods: HashMap<CallId, usize>,
    screen: Option<Box<Screen>>,
    /// What each view is told, as JSON values that are safe inside a script.
    messages: BTreeMap<ViewId, Vec<String>>,
    logs: VecDeque<HostEvent>,
    /// How many of the logs are the host's.
    host_logs: usize,
    /// The last event of all.
    exit: bool,
}

impl Waiting {
    /// Nothing but perhaps the end.
    fn is_quiet(&self) -> bool {
        self.events.is_empty()
            && self.screen.is_none()
            && self.messages.is_empty()
            && self.logs.is_empty()
    }

    /// The shell took it.
    fn left(&mut self, event: &HostEvent) {
        let HostEvent::PortMethod { call, payload, .. } = event else {
            return;
        };
        let of_call = self.methods.entry(*call).or_default();
        *of_call = of_call.saturating_sub(payload.len() + OVERHEAD);
        if *of_call == 0 {
            self.methods.remove(call);
        }
    }
}

#[derive(Default)]
pub(crate) struct EventQueue {
    waiting: Mutex<Waiting>,
    arrived: Condvar,
}

impl EventQueue {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn push(&self, event: HostEvent) {
        let mut waiting = self.lock();
        match event {
            HostEvent::Exit => waiting.exit = true,
            HostEvent::Draw(screen) => waiting.screen = Some(screen),
            HostEvent::Log { .. } => {
                if waiting.logs.len() - waiting.host_logs < MAX_LOGS {
                    waiting.logs.push_back(event);
                }
            }
            HostEvent::HostLog { .. } => {
                if waiting.host_logs < MAX_HOST_LOGS {
                    waiting.host_logs += 1;
                    waiting.logs.push_back(event);
                }
            }
            HostEvent::ViewDestroy { view } => {
                waiting.messages.remove(&view);
                waiting.events.push_back(event);
            }
            event => waiting.events.push_back(event),
        }
        self.arrived.notify_all();
    }

    /// A method of a call that the shell does; false, and it is dropped, if too much of that call waits.
    pub(crate) fn method(&self, call: CallId, method: String, payload: Payload) -> bool {
        let mut waiting = self.lock();
        let of_call = waiting.methods.entry(call).or_default();
        // One alone always has room: its own bound was checked where it came from.
        if *of_call > 0 && *of_call + payload.len() > MAX_METHODS {
            return false;
        }
        *of_call += payload.len() + OVERHEAD;
        waiting.events.push_back(HostEvent::PortMethod {
            call,
            method,
            payload,
        });
        self.arrived.notify_all();
        true
    }

    /// One message to a view, safe inside a script.
    pub(crate) fn message(&self, view: ViewId, json: String) {
        self.lock().messages.entry(view).or_default().push(json);
        self.arrived.notify_all();
    }

    /// About `max` events, waiting up to `wait` for the first. Empty on time-out.
    pub(crate) fn pull(&self, wait: Duration, max: usize) -> Vec<HostEvent> {
        let deadline = Instant::now() + wait;
        let mut waiting = self.lock();
        while waiting.is_quiet() && !waiting.exit {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Vec::new();
            }
            waiting = self
                .arrived
                .wait_timeout(waiting, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
        let max = max.max(1);
        let count = waiting.events.len().min(max);
        let mut events: Vec<HostEvent> = waiting.events.drain(..count).collect();
        for event in &events {
            waiting.left(event);
        }
        if !waiting.events.is_empty() {
            // A screen and a script may name views that are only made by what is left.
            return events;
        }
        events.extend(waiting.screen.take().map(HostEvent::Draw));
        let messages = std::mem::take(&mut waiting.messages);
        events.extend(messages.into_iter().map(|(view, messages)| {
            let script = receive_script(&messages);
            HostEvent::ViewScript { view, script }
        }));
        let count = waiting.logs.len().min(max.saturating_sub(events.len()));
        let lines = waiting.logs.drain(..count).collect::<Vec<_>>();
        let host_lines = lines.iter().filter(|line| is_host_log(line)).count();
        waiting.host_logs -= host_lines;
        events.extend(lines);
        if waiting.exit && waiting.is_quiet() {
            waiting.exit = false;
            events.push(HostEvent::Exit);
        }
        events
    }
}

fn is_host_log(event: &HostEvent) -> bool {
    matches!(event, HostEvent::HostLog { .. })
}

#[cfg(test)]
mod tests;
