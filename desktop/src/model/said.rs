//! What the chrome document says a person did.

use serde::Deserialize;
use tiffin_host::{ChromeAction, InstanceId, PromptAnswer, PromptId, ScreenAction};

use super::{Effect, Model};
use crate::surface::Rectangle;

/// More rectangles than the chrome ever has.
const MAX_RECTANGLES: usize = 64;

/// One message of the chrome, `{"do": "...", ...}`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "do", rename_all = "camelCase")]
pub enum Said {
    /// The document is loaded; it may have been loaded again.
    Ready,
    Region {
        rects: Vec<Rectangle>,
    },
    Chrome {
        action: Action,
        #[serde(default)]
        text: String,
        #[serde(default)]
        index: u32,
        #[serde(default)]
        on: bool,
    },
    Tab {
        index: u32,
    },
    Back,
    Close,
    Menu,
    About,
    PanelClose,
    Scan,
    ScanChoose,
    ScanPick {
        index: u32,
    },
    Copy {
        text: String,
    },
    Dismiss,
    Retry,
    Prompt {
        prompt: u64,
        grant: Grant,
    },
}

/// [`ChromeAction`]s by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Action {
    ModalConfirm,
    ModalCancel,
    SheetPick,
    SheetCancel,
    ToastDone,
    NavBack,
    NavHome,
    MenuShare,
    MenuFavourite,
    MenuRestart,
    NoticeDone,
    CrashRestart,
}

impl Action {
    fn with(self, text: String, index: u32, on: bool) -> ChromeAction {
        match self {
            Action::ModalConfirm => ChromeAction::ModalConfirm { text },
            Action::ModalCancel => ChromeAction::ModalCancel,
            Action::SheetPick => ChromeAction::SheetPick(index),
            Action::SheetCancel => ChromeAction::SheetCancel,
            Action::ToastDone => ChromeAction::ToastDone,
            Action::NavBack => ChromeAction::NavBack,
            Action::NavHome => ChromeAction::NavHome,
            Action::MenuShare => ChromeAction::MenuShare,
            Action::MenuFavourite => ChromeAction::MenuFavourite(on),
            Action::MenuRestart => ChromeAction::MenuRestart,
            Action::NoticeDone => ChromeAction::NoticeDone,
            Action::CrashRestart => ChromeAction::CrashRestart,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Grant {
    Once,
    WhileOpen,
    Always,
    Never,
    Dismissed,
}

impl Grant {
    fn answer(self) -> PromptAnswer {
        match self {
            Grant::Once => PromptAnswer::Grant(tiffin_host::Grant::Once),
            Grant::WhileOpen => PromptAnswer::Grant(tiffin_host::Grant::WhileOpen),
            Grant::Always => PromptAnswer::Grant(tiffin_host::Grant::Always),
            Grant::Never => PromptAnswer::Grant(tiffin_host::Grant::Never),
            Grant::Dismissed => PromptAnswer::Dismissed,
        }
    }
}

impl Model {
    pub fn said(&mut self, said: Said) -> Vec<Effect> {
        match said {
            Said::Ready => Vec::new(),
            Said::Region { mut rects } => {
                rects.truncate(MAX_RECTANGLES);
                vec![Effect::Region(rects)]
            }
            Said::Chrome {
                action,
                text,
                index,
                on,
            } => self.for_front(|instance| ScreenAction::Chrome {
                instance,
                action: action.with(text, index, on),
            }),
            Said::Tab { index } => self.for_front(|instance| ScreenAction::Tab { instance, index }),
            Said::Back => act(ScreenAction::Back),
            Said::Close => self.for_front(ScreenAction::Close),
            Said::Menu => act(ScreenAction::Menu),
            Said::About => act(ScreenAction::About),
            Said::PanelClose => act(ScreenAction::ClosePanel),
            Said::Scan => act(ScreenAction::Scanner { call: None }),
            Said::ScanChoose => vec![Effect::ChoosePicture],
            Said::ScanPick { index } => act(ScreenAction::Pick(index)),
            Said::Copy { text } => vec![Effect::CopyText(text), Effect::Act(ScreenAction::Copied)],
            Said::Dismiss => act(ScreenAction::Dismiss),
            Said::Retry => act(ScreenAction::Retry),
            Said::Prompt { prompt, grant } => act(ScreenAction::Answer {
                prompt: PromptId(prompt),
                answer: grant.answer(),
            }),
        }
    }

    fn for_front(&self, action: impl FnOnce(InstanceId) -> ScreenAction) -> Vec<Effect> {
        self.front()
            .map(action)
            .map(Effect::Act)
            .into_iter()
            .collect()
    }
}

fn act(action: ScreenAction) -> Vec<Effect> {
    vec![Effect::Act(action)]
}
