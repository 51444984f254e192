//! What the host tells a shell. A shell pulls these in batches with [`crate::Host::next_events`] and draws them; nothing
//! is ever called up into a shell.

use serde::Serialize;

use crate::ids::{CallId, InstanceId, ViewId};
use crate::screen::Screen;

#[derive(Debug, Clone, PartialEq)]
pub enum HostEvent {
    /// Make a view, hidden, and load the address.
    ViewCreate {
        view: ViewId,
        url: String,
    },
    /// Evaluate this in the view: all that its page was told since the last pull, as one script.
    ViewScript {
        view: ViewId,
        script: String,
    },
    ViewDestroy {
        view: ViewId,
    },
    /// Draw this: what is on the screen now, whole. An older one that was not pulled yet is not given.
    Draw(Box<Screen>),
    /// The instance has ended: what a shell keeps of it (tab icons) can go.
    Closed {
        instance: InstanceId,
    },
    /// Something that this shell declared to do (`HostConfig::ports`). Answered once, by
    /// [`crate::Host::port_answer`]; `scanCode` by `{"text"}`, `chooseImage` and `chooseMedia` by `{"paths": []}`.
    PortCall {
        call: CallId,
        instance: InstanceId,
        name: String,
        payload: Payload,
    },
    /// The program calls a method of a call that stays open.
    PortMethod {
        call: CallId,
        method: String,
        payload: Payload,
    },
    /// The call is over for the program: stop what it started. Answers and events come too late.
    PortGone {
        call: CallId,
    },
    /// A line of a program: of its console, or about it.
    Log {
        instance: InstanceId,
        level: LogLevel,
        text: String,
    },
    /// A line of the host's own ([`crate::HostConfig::log`]): at most 1,000 bytes and a few, some hundred a second; what is
    /// beyond is counted and left out. `target` is the module, or the room that the line names.
    HostLog {
        level: LogLevel,
        target: String,
        text: String,
    },
    /// After [`crate::Host::shutdown`], the last event.
    Exit,
}

/// What crosses between a program and a shell: JSON, and bytes beside it. `{"$bytes": 0}` in the JSON stands for the first
/// blob, an ArrayBuffer in the program.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Payload {
    pub json: String,
    pub blobs: Vec<Blob>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Blob {
    Bytes(Vec<u8>),
    /// A part of a file, in bytes; whoever gets it reads it.
    File {
        path: String,
        offset: u64,
        len: u64,
    },
}

impl Payload {
    /// Bytes that it holds itself; what lies in files is not counted.
    pub(crate) fn len(&self) -> usize {
        let blobs = self.blobs.iter().map(|blob| match blob {
            Blob::Bytes(bytes) => bytes.len(),
            Blob::File { path, .. } => path.len(),
        });
        self.json.len() + blobs.sum::<usize>()
    }
}

impl From<String> for Payload {
    fn from(json: String) -> Payload {
        let blobs = Vec::new();
        Payload { json, blobs }
    }
}

impl From<&str> for Payload {
    fn from(json: &str) -> Payload {
        json.to_owned().into()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LogLevel {
    Debug,
    Log,
    Info,
    Warn,
    Error,
}

impl LogLevel {
    /// A console method's name; anything else is `Log`.
    #[must_use]
    pub fn from_name(name: &str) -> LogLevel {
        match name {
            "debug" | "trace" => LogLevel::Debug,
            "info" => LogLevel::Info,
            "warn" => LogLevel::Warn,
            "error" => LogLevel::Error,
            _ => LogLevel::Log,
        }
    }
}
