//! The screen as a value: what a shell draws, and nothing else.

use serde::Serialize;

use crate::chrome::ChromeState;
use crate::environment::Insets;
use crate::error::HostError;
use crate::ids::{InstanceId, PromptId, ViewId};

pub use tiffin_protocol::message::NativeKind;

/// Everything on the screen. What is later in this order lies over what is earlier: layers, chrome, cover, panel, prompt.
#[derive(Debug, Clone, PartialEq)]
pub struct Screen {
    /// The program in front. `None` before the first, and while one starts again.
    pub front: Option<InstanceId>,
    /// What the window is called: the program's name, or the host's.
    pub title: String,
    /// Bottom first. Only of the program in front: what others do is not seen.
    pub layers: Vec<Layer>,
    /// Bars, overlays and the crash page of the program in front.
    pub chrome: Option<ChromeState>,
    pub cover: Option<Cover>,
    pub panel: Option<Panel>,
    pub prompt: Option<Prompt>,
    /// What [`super::ScreenAction::Back`] would do now.
    pub back: BackMeans,
}

/// One layer of the screen.
#[derive(Debug, Clone, PartialEq)]
pub enum Layer {
    Page {
        view: ViewId,
        /// Where it lies: the window less these.
        insets: Insets,
        /// Behind it, and while it loads: `#rrggbb`.
        background: String,
        /// How it came on top, for one that was not on the screen before.
        transition: Transition,
    },
    Native {
        /// Stays the same while the node is there.
        id: u64,
        kind: NativeKind,
        /// On the window.
        rect: Rect,
        /// What of it is seen; on the window too.
        clip: Rect,
        /// The page's view that gives it its place.
        owner: ViewId,
    },
}

/// A rectangle of the window, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

/// How a page came on top, for a shell that animates.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Transition {
    #[default]
    None,
    Push,
    Pop,
}

/// What hides the whole window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cover {
    /// Nothing is there, or nothing is left: the plain page of the shell itself.
    Start,
    Opening(Opening),
    /// Stays until it is read ([`super::ScreenAction::Dismiss`]) or tried again.
    Failed {
        program: Option<String>,
        error: HostError,
        /// [`super::ScreenAction::Retry`] makes sense.
        retry: bool,
        /// The network is in the way: it is tried again by itself as long as this is shown, and leaving ends that.
        waits: bool,
        /// Leaving it leads to the home; else to the program below.
        to_home: bool,
    },
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

/// A sheet over the program in front. What it says of the program (name, icon, favourite) is in `Screen::chrome`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Panel {
    Menu,
    About,
    /// A link to pass on, as a code and to copy.
    Share {
        link: String,
        title: String,
        copied: bool,
    },
    /// A shell with a camera shows its viewfinder instead, while there is no choice to make.
    Scanner {
        busy: bool,
        error: Option<HostError>,
        /// What was read is a part of a text that lies over several codes: the person is asked for the others.
        parts: Option<Parts>,
        /// Filled only if there are several.
        choices: Vec<Choice>,
    },
}

/// One of several codes, as a person recognises it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub text: String,
    /// The program it leads to, for its icon.
    pub program: Option<String>,
    /// The program's name, or what it is called in links; the text itself if it is no link.
    pub title: String,
    /// Where it leads: store and page. Empty if the title says all.
    pub detail: String,
    /// What it hands to the page, as a person reads it: `table=12`. Of several codes of one page, only what tells them
    /// apart. At most 82 characters.
    pub parameters: String,
    pub openable: bool,
}

/// How many codes of a text that lies over several were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Parts {
    pub read: u8,
    /// 2 to 16.
    pub of: u8,
}

/// A question that only the host asks: drawn by trusted chrome, above everything. One at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    pub id: PromptId,
    pub instance: InstanceId,
    pub ask: Ask,
}

/// What a prompt asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum Ask {
    /// May the program use this? Answered with a [`super::PromptAnswer::Grant`].
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

/// What back does now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackMeans {
    /// Refuses the question, this once.
    Prompt,
    /// Closes the panel.
    Panel,
    /// Leaves the cover.
    Cover,
    /// A modal wants an answer: nothing happens, as on WeChat.
    Stays,
    /// Cancels the action sheet.
    Sheet,
    /// Leaves the program that crashed.
    Crash,
    /// One page back.
    Page,
    /// Out of the program: it goes behind.
    Program,
    /// Nothing is left of ours: the system may leave the app.
    App,
}
