//! What the window shows: the host's newest [`Screen`], and what of it is drawn already. Host events and a person's actions
//! in, effects out. No toolkit, no I/O: the tests drive it without a display. It rules nothing: what is on the screen and
//! what an action does is the host's; here it is only placed.

mod picture;
mod said;
#[cfg(test)]
mod tests;

use tiffin_host::{
    BackMeans, CallId, ChromeAction, HostEvent, Insets, InstanceId, Layer, LogLevel, Screen,
    ScreenAction, ViewId,
};

pub use said::{Grant, Said};

use crate::keys::Shortcut;
use crate::platform::{Plan, plan};
use crate::surface::{Margins, Rectangle};

/// A new view is as tall as a page under a navigation bar: most are, and then nothing moves when it is shown.
const PREWARMED: Margins = Margins {
    top: 44,
    right: 0,
    bottom: 0,
    left: 0,
};

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
    /// For the host.
    Act(ScreenAction),
    /// Set the clipboard, then answer.
    SetClipboard(CallId, String),
    /// Answer with the clipboard's text.
    GetClipboard(CallId),
    /// Show the system's file dialog, then answer with the picture's path.
    PickPicture(CallId),
    Reply(CallId, Result<String, String>),
    /// Show the system's file dialog; its picture is scanned.
    ChoosePicture,
    CopyText(String),
    /// Ask the host to end; it answers with its last event.
    Quit,
    /// The host has ended: leave.
    Leave,
}

/// Where the keyboard belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    Chrome,
    Page(ViewId),
}

/// A page's view where it was put.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Placed {
    view: ViewId,
    margins: Margins,
}

#[derive(Debug)]
pub struct Model {
    host_name: String,
    dark: bool,
    language: String,
    screen: Option<Screen>,
    placed: Option<Placed>,
    title: String,
}

impl Model {
    #[must_use]
    pub fn new(host_name: &str, language: &str, dark: bool) -> Self {
        Model {
            host_name: host_name.to_owned(),
            dark,
            language: language.to_owned(),
            screen: None,
            placed: None,
            title: String::new(),
        }
    }

    pub fn set_dark(&mut self, dark: bool) {
        self.dark = dark;
    }

    /// A whole pull of events.
    pub fn turn(&mut self, events: Vec<HostEvent>) -> Vec<Effect> {
        let mut effects = Vec::new();
        for event in events {
            self.event(event, &mut effects);
        }
        effects
    }

    fn event(&mut self, event: HostEvent, effects: &mut Vec<Effect>) {
        match event {
            HostEvent::ViewCreate { view, url } => effects.push(Effect::Create {
                background: colour("", self.dark),
                view,
                url,
                margins: PREWARMED,
            }),
            HostEvent::ViewScript { view, script } => {
                effects.push(Effect::Script { view, script });
            }
            HostEvent::ViewDestroy { view } => {
                self.placed = self.placed.filter(|placed| placed.view != view);
                effects.push(Effect::Destroy { view });
            }
            HostEvent::Draw(screen) => self.draw(*screen, effects),
            HostEvent::Closed { .. } => {}
            HostEvent::PortCall {
                call,
                name,
                payload,
                ..
            } => effects.push(match plan(&name, &payload.json) {
                Plan::Answer(answer) => Effect::Reply(call, answer),
                Plan::SetClipboard(text) => Effect::SetClipboard(call, text),
                Plan::PickPicture => Effect::PickPicture(call),
                Plan::GetClipboard => Effect::GetClipboard(call),
                // A desktop has no viewfinder: the sheet takes a picture.
                Plan::Scan => Effect::Act(ScreenAction::Scanner { call: Some(call) }),
            }),
            // No call of a desktop stays open; one that is gone is answered in vain.
            HostEvent::PortMethod { .. } | HostEvent::PortGone { .. } => {}
            // The desktop reads the host's lines with its own subscriber, and asks for none.
            HostEvent::HostLog { .. } => {}
            HostEvent::Log {
                instance,
                level,
                text,
            } => log(instance, level, &text),
            HostEvent::Exit => effects.push(Effect::Leave),
        }
    }

    /// Puts the page where it belongs; everything else of the screen is the chrome's picture.
    fn draw(&mut self, screen: Screen, effects: &mut Vec<Effect>) {
        let page = screen.layers.iter().find_map(|layer| match layer {
            Layer::Page {
                view,
                insets,
                background,
                ..
            } => Some((*view, margins(*insets), colour(background, self.dark))),
            // No native views on a desktop yet.
            Layer::Native { .. } => None,
        });
        let before = self.placed;
        self.placed = page.map(|(view, margins, _)| Placed { view, margins });
        match (before, page) {
            (Some(before), Some((view, margins, _))) if before.view == view => {
                if before.margins != margins {
                    effects.push(Effect::Margins { view, margins });
                }
            }
            (before, page) => {
                // First the new one, so that nothing shines through in between.
                effects.extend(page.map(|(view, margins, background)| Effect::Show {
                    view,
                    margins,
                    background,
                }));
                effects.extend(before.map(|before| Effect::Hide { view: before.view }));
            }
        }
        let title = match &screen.title {
            name if *name == self.host_name => name.clone(),
            name => format!("{name} - {}", self.host_name),
        };
        if title != self.title {
            effects.push(Effect::Title(title.clone()));
            self.title = title;
        }
        self.screen = Some(screen);
    }

    pub fn shortcut(&mut self, shortcut: Shortcut) -> Vec<Effect> {
        match shortcut {
            Shortcut::Back => vec![Effect::Act(ScreenAction::Back)],
            Shortcut::Cancel => vec![Effect::Act(self.cancel())],
            Shortcut::Quit => vec![Effect::Quit],
            Shortcut::OpenPicture => vec![Effect::ChoosePicture],
            // The driver's: it owns the clipboard and the focus.
            Shortcut::PastePicture | Shortcut::SwitchFocus => Vec::new(),
        }
    }

    /// A modal without a cancel button stays, as back leaves it.
    fn cancel(&self) -> ScreenAction {
        let modal = self.screen.as_ref().filter(|screen| {
            let modal = screen
                .chrome
                .as_ref()
                .and_then(|chrome| chrome.modal.as_ref());
            screen.back == BackMeans::Stays && modal.is_some_and(|modal| modal.show_cancel)
        });
        match modal.and_then(|screen| screen.front) {
            Some(instance) => ScreenAction::Chrome {
                instance,
                action: ChromeAction::ModalCancel,
            },
            None => ScreenAction::Back,
        }
    }

    fn front(&self) -> Option<InstanceId> {
        self.screen.as_ref()?.front
    }

    /// Where the keyboard belongs now.
    #[must_use]
    pub fn focus(&self) -> Option<Focus> {
        let screen = self.screen.as_ref()?;
        let asks = screen.cover.is_some() || screen.panel.is_some() || screen.prompt.is_some();
        let overlaid = screen
            .chrome
            .as_ref()
            .is_some_and(|s| s.modal.is_some() || s.sheet.is_some() || s.crash.is_some());
        if asks || overlaid {
            return Some(Focus::Chrome);
        }
        self.placed.map(|placed| Focus::Page(placed.view))
    }
}

fn log(instance: InstanceId, level: LogLevel, text: &str) {
    match level {
        LogLevel::Debug => tracing::debug!(target: "program", %instance, "{text}"),
        LogLevel::Log | LogLevel::Info => tracing::info!(target: "program", %instance, "{text}"),
        LogLevel::Warn => tracing::warn!(target: "program", %instance, "{text}"),
        LogLevel::Error => tracing::error!(target: "program", %instance, "{text}"),
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
