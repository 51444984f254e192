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
    /// Something only the platform can do; answer with [`crate::Host::platform_result`].
    PlatformCall {
        call: CallId,
        instance: InstanceId,
        name: String,
        args_json: String,
    },
    /// A person should point the camera, or choose a picture; answer with [`crate::Host::platform_result`]:
    /// `{"text": "..."}`, or fail with `cancel`.
    Scan {
        call: CallId,
        instance: InstanceId,
        only_camera: bool,
    },
    Log {
        instance: InstanceId,
        level: LogLevel,
        text: String,
    },
    /// After [`crate::Host::shutdown`], the last event.
    Exit,
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
