//! What the host tells a shell. A shell pulls these in batches with [`crate::Host::next_events`] and draws them; nothing
//! is ever called up into a shell.

use serde::Serialize;

use crate::chrome::ChromeState;
use crate::error::HostError;
use crate::ids::{CallId, InstanceId, PromptId, ViewId};

#[derive(Debug, Clone, PartialEq)]
pub enum HostEvent {
    /// Make a view, hidden, and load the address.
    ViewCreate {
        view: ViewId,
        url: String,
    },
    /// Evaluate `__tiffin.receive(<json>)` in the view. The text is one JSON value that is safe inside a script.
    ViewMessage {
        view: ViewId,
        json: String,
    },
    /// Put the view into the content area of its instance, above the others.
    ViewShow {
        view: ViewId,
        instance: InstanceId,
        transition: Transition,
    },
    ViewHide {
        view: ViewId,
    },
    ViewDestroy {
        view: ViewId,
    },
    /// The instance's bars and overlays, whole.
    Chrome {
        instance: InstanceId,
        state: Box<ChromeState>,
    },
    /// This instance is in front now; hide everything of the others.
    Front {
        instance: InstanceId,
        program: String,
        name: String,
    },
    /// A program is on its way; nothing of it can be shown yet.
    Opening(Opening),
    /// The last `Opening` did not come to a program.
    OpenFailed {
        program: Option<String>,
        error: HostError,
    },
    Closed {
        instance: InstanceId,
    },
    /// A question that only the host asks: drawn by trusted chrome, above every view.
    Prompt {
        prompt: PromptId,
        instance: InstanceId,
        ask: Ask,
    },
    /// The answer is not wanted any more.
    PromptGone {
        prompt: PromptId,
    },
    /// Something that this shell declared to do (`HostConfig::ports`), or `share`, which each does. Answered once, by
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
    Log {
        instance: InstanceId,
        level: LogLevel,
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Transition {
    None,
    Push,
    Pop,
}

/// How far an opening has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Opening {
    pub program: String,
    /// Empty until the release is known.
    pub name: String,
    pub stage: Stage,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase", tag = "stage")]
pub enum Stage {
    Resolving,
    /// In bytes, over all packages that are missing.
    Downloading {
        done: u64,
        total: u64,
    },
    Verifying,
    Starting,
}

/// What a prompt asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum Ask {
    /// May the program use this? Answered with a [`PromptAnswer::Grant`].
    Consent {
        program: String,
        name: String,
        scope: String,
        /// What the program says it needs it for; its words, to be drawn as such.
        reason: String,
        title_en: String,
        title_zh: String,
    },
    /// May the program open another one? Answered with `Grant(Once)` or `Grant(Never)`.
    OpenProgram { from: String, to: String },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum PromptAnswer {
    Grant(Grant),
    /// Closed without an answer: refused this once.
    Dismissed,
}

/// How long a yes or no holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Grant {
    /// This call only.
    Once,
    Always,
    Never,
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
