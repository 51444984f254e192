//! What a person does to the screen.

use serde::Serialize;
use tiffin_protocol::Scene;

use crate::chrome::ChromeAction;
use crate::error::HostError;
use crate::ids::{CallId, InstanceId, PromptId};

/// Where a link comes from. The scene that a program reads follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkSource {
    /// A code before the camera.
    Camera,
    /// A code in a picture: of the album, a file, a drop, a paste.
    Picture,
    /// Outside of the app: a browser, another app, the command line.
    External,
    /// Typed or picked in the app itself.
    App,
}

impl LinkSource {
    #[must_use]
    pub fn scene(self) -> Scene {
        match self {
            LinkSource::Camera => Scene::ScanCamera,
            LinkSource::Picture => Scene::ScanAlbum,
            LinkSource::External => Scene::ExternalLink,
            LinkSource::App => Scene::Main,
        }
    }
}

/// What a person did. An action on something that is not on the screen any more does nothing.
#[derive(Debug, Clone, PartialEq)]
pub enum ScreenAction {
    /// The system's back button, key or gesture: what [`super::Screen::back`] says.
    Back,
    /// Leaves the cover: an opening is given up, a failure was read.
    Dismiss,
    /// Opens again what failed.
    Retry,
    /// Opens a link; unlike [`crate::Host::open_link`] its failure is shown.
    OpenLink {
        text: String,
        source: LinkSource,
    },
    /// The capsule's close button.
    Close(InstanceId),
    Tab {
        instance: InstanceId,
        index: u32,
    },
    Chrome {
        instance: InstanceId,
        action: ChromeAction,
    },
    Answer {
        prompt: PromptId,
        answer: PromptAnswer,
    },
    /// The capsule's menu.
    Menu,
    About,
    /// Opens the scanner's sheet; with a call, what is read there is the answer of `wx.scanCode`.
    Scanner {
        call: Option<CallId>,
    },
    ClosePanel,
    /// The shared link was copied.
    Copied,
    /// A picture is being read.
    Reading,
    /// These codes were read. One opens (or answers the call), of several the person picks one.
    Found {
        texts: Vec<String>,
        source: LinkSource,
        call: Option<CallId>,
    },
    /// No code could be read: the call, if one waits for what a shell's own viewfinder sees, is cancelled. For `scan.part`
    /// it waits on, in the scanner.
    Unreadable {
        error: HostError,
        call: Option<CallId>,
    },
    /// One of several codes.
    Pick(u32),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum PromptAnswer {
    Grant(Grant),
    /// Closed without an answer: refused this once.
    Dismissed,
}

/// How long a yes or no holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Grant {
    /// This call only.
    Once,
    /// Until the program ends.
    WhileOpen,
    Always,
    Never,
}

/// How short the device is of memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemoryLevel {
    /// What nobody sees is to go: views that wait, and those of programs behind.
    Low,
    /// Else the system takes the app: programs behind end too, and pages that are not on top lose their views.
    Critical,
}
