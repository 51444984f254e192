//! What the window shows, as one value: host events and a person's actions in, effects out. No toolkit, no I/O: the tests
//! drive it without a display. It holds nothing of a program but what the host said last, and rules nothing but where
//! things are drawn.

mod events;
mod picture;
mod said;
mod scanner;
mod script;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use tiffin_host::{
    Ask, CallId, ChromeAction, ChromeState, HostError, Insets, InstanceId, Opening, PromptAnswer,
    PromptId, Scene, ViewId,
};

pub use said::{Grant, Said};
pub use scanner::{Scanner, Source};
pub use script::receive_script;

use crate::keys::Shortcut;
use crate::surface::{Margins, Rectangle};

/// Something for the driver to do, in order.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    Create {
        background: (u8, u8, u8),
        view: ViewId,
        url: String,
        margins: Margins,
    },
    Script {
        view: ViewId,
        script: String,
    },
    Show {
        view: ViewId,
        margins: Margins,
        background: (u8, u8, u8),
    },
    Hide {
        view: ViewId,
    },
    Margins {
        view: ViewId,
        margins: Margins,
    },
    Destroy {
        view: ViewId,
    },
    Title(String),
    /// Where the chrome takes clicks.
    Region(Vec<Rectangle>),
    OpenHome,
    OpenProgram {
        program: String,
    },
    /// Its errors at once come back through [`Model::open_refused`].
    OpenLink {
        text: String,
        scene: Scene,
    },
    Back,
    Close(InstanceId),
    Tab(InstanceId, u32),
    Chrome(InstanceId, ChromeAction),
    Answer(PromptId, PromptAnswer),
    /// Set the clipboard, then answer.
    SetClipboard(CallId, String),
    /// Answer with the clipboard's text.
    GetClipboard(CallId),
    /// Show the system's file dialog, then answer with the picture's path.
    PickPicture(CallId),
    Reply(CallId, Result<String, String>),
    /// Show the system's file dialog; its picture comes back through the scanner.
    ChoosePicture,
    CopyText(String),
    /// Ask the host to end; it answers with its last event.
    Quit,
    /// The host has ended: leave.
    Leave,
}

/// A sheet of the shell itself.
#[derive(Debug, Clone, PartialEq)]
pub enum Panel {
    Menu,
    About,
    Share { link: String, copied: bool },
    Scanner(Scanner),
}

/// What hides the whole window.
#[derive(Debug, Clone, PartialEq)]
pub enum Cover {
    Opening(Opening),
    Failed {
        program: Option<String>,
        error: HostError,
    },
}

#[derive(Debug, Clone, PartialEq)]
struct PageView {
    /// Of the instance that shows it; `None` while it waits, prewarmed.
    instance: Option<InstanceId>,
    /// The host wants it shown as soon as its instance is in front.
    on: bool,
    margins: Margins,
    /// Counts shows, so that the last one shown is found.
    order: u64,
}

#[derive(Debug, Clone, PartialEq)]
struct Asking {
    prompt: PromptId,
    ask: Ask,
}

/// Where the keyboard belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    Chrome,
    Page(ViewId),
}

#[derive(Debug)]
pub struct Model {
    host_name: String,
    dark: bool,
    language: String,
    front: Option<InstanceId>,
    states: BTreeMap<InstanceId, ChromeState>,
    views: BTreeMap<ViewId, PageView>,
    shows: u64,
    cover: Option<Cover>,
    prompts: Vec<Asking>,
    panel: Option<Panel>,
    /// What was opened last from here, for "try again".
    attempt: Option<(String, Scene)>,
    /// A turn's messages by view, until its end.
    outbox: BTreeMap<ViewId, Vec<String>>,
}

impl Model {
    #[must_use]
    pub fn new(host_name: &str, language: &str, dark: bool) -> Self {
        Model {
            host_name: host_name.to_owned(),
            dark,
            language: language.to_owned(),
            front: None,
            states: BTreeMap::new(),
            views: BTreeMap::new(),
            shows: 0,
            cover: None,
            prompts: Vec::new(),
            panel: None,
            attempt: None,
            outbox: BTreeMap::new(),
        }
    }

    pub fn set_dark(&mut self, dark: bool) {
        self.dark = dark;
    }

    /// A link from the command line, or from a code.
    pub fn open_link(&mut self, text: &str, scene: Scene) -> Vec<Effect> {
        self.attempt = Some((text.to_owned(), scene));
        vec![Effect::OpenLink {
            text: text.to_owned(),
            scene,
        }]
    }

    /// The host refused a link at once.
    pub fn open_refused(&mut self, error: HostError) {
        self.cover = Some(Cover::Failed {
            program: None,
            error,
        });
    }

    pub fn shortcut(&mut self, shortcut: Shortcut) -> Vec<Effect> {
        match shortcut {
            Shortcut::Back => self.back(),
            Shortcut::Quit => vec![Effect::Quit],
            Shortcut::OpenPicture => vec![Effect::ChoosePicture],
            // The driver's: it owns the clipboard and the focus.
            Shortcut::PastePicture | Shortcut::SwitchFocus => Vec::new(),
        }
    }

    /// Out of the topmost thing: a question, a sheet, a failure; else one page back.
    pub fn back(&mut self) -> Vec<Effect> {
        if let Some(asking) = self.prompts.first() {
            let prompt = asking.prompt;
            self.prompts.retain(|p| p.prompt != prompt);
            return vec![Effect::Answer(prompt, PromptAnswer::Dismissed)];
        }
        if self.panel.is_some() {
            return self.close_panel();
        }
        if self.cover.is_some() {
            return self.dismiss();
        }
        let Some((instance, state)) = self.front_state() else {
            return vec![Effect::Back];
        };
        if let Some(modal) = &state.modal {
            return match modal.show_cancel {
                true => vec![Effect::Chrome(instance, ChromeAction::ModalCancel)],
                false => Vec::new(),
            };
        }
        if state.sheet.is_some() {
            return vec![Effect::Chrome(instance, ChromeAction::SheetCancel)];
        }
        vec![Effect::Back]
    }

    fn close_panel(&mut self) -> Vec<Effect> {
        match self.panel.take() {
            Some(Panel::Scanner(scanner)) => scanner.cancelled(),
            _ => Vec::new(),
        }
    }

    /// Leaves a cover: to what was in front, or home.
    fn dismiss(&mut self) -> Vec<Effect> {
        let opening = matches!(self.cover.take(), Some(Cover::Opening(_)));
        if opening || self.front.is_none() {
            vec![Effect::OpenHome]
        } else {
            Vec::new()
        }
    }

    fn retry(&mut self) -> Vec<Effect> {
        let Some(Cover::Failed { program, .. }) = self.cover.take() else {
            return Vec::new();
        };
        match (&self.attempt, program) {
            (Some((text, scene)), _) => vec![Effect::OpenLink {
                text: text.clone(),
                scene: *scene,
            }],
            (None, Some(program)) => vec![Effect::OpenProgram { program }],
            (None, None) => vec![Effect::OpenHome],
        }
    }

    fn front_state(&self) -> Option<(InstanceId, &ChromeState)> {
        let front = self.front?;
        self.states.get(&front).map(|state| (front, state))
    }

    /// Where the keyboard belongs now.
    #[must_use]
    pub fn focus(&self) -> Option<Focus> {
        let asks = self.cover.is_some() || self.panel.is_some() || !self.prompts.is_empty();
        let state = self.front_state().map(|(_, state)| state);
        if asks
            || state.is_some_and(|s| s.modal.is_some() || s.sheet.is_some() || s.crash.is_some())
        {
            return Some(Focus::Chrome);
        }
        let page = self
            .views
            .iter()
            .filter(|(_, v)| v.on && v.instance == self.front)
            .max_by_key(|(_, v)| v.order);
        page.map(|(view, _)| Focus::Page(*view))
    }
}

fn margins(insets: Insets) -> Margins {
    // Insets come from the host's own arithmetic on a sane window; the clamp only keeps the cast honest.
    #[allow(clippy::cast_possible_truncation)]
    let pixels = |value: f64| value.round().clamp(0.0, 10_000.0) as i32;
    Margins {
        top: pixels(insets.top),
        right: pixels(insets.right),
        bottom: pixels(insets.bottom),
        left: pixels(insets.left),
    }
}

/// `#rrggbb`; anything else is the window's own white or black.
fn colour(text: &str, dark: bool) -> (u8, u8, u8) {
    let byte = |at: usize| {
        text.get(at..at + 2)
            .and_then(|pair| u8::from_str_radix(pair, 16).ok())
    };
    match (
        text.len() == 7 && text.starts_with('#'),
        byte(1),
        byte(3),
        byte(5),
    ) {
        (true, Some(red), Some(green), Some(blue)) => (red, green, blue),
        _ if dark => (0x11, 0x11, 0x11),
        _ => (0xff, 0xff, 0xff),
    }
}
