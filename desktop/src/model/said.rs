//! What the chrome document says a person did.

use serde::Deserialize;
use tiffin_host::{ChromeAction, InstanceId, PromptAnswer, PromptId};

use super::{Effect, Model, Panel};
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
        index: usize,
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Grant {
    Once,
    Always,
    Never,
    Dismissed,
}

impl Grant {
    fn answer(self) -> PromptAnswer {
        match self {
            Grant::Once => PromptAnswer::Grant(tiffin_host::Grant::Once),
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
            } => self.chrome_action(action, text, index, on),
            Said::Tab { index } => self.for_front(|front| Effect::Tab(front, index)),
            Said::Back => self.back(),
            Said::Close => self.for_front(Effect::Close),
            Said::Menu => self.open_panel(Panel::Menu),
            Said::About => self.open_panel(Panel::About),
            Said::PanelClose => self.close_panel(),
            Said::Scan => self.open_scanner(),
            Said::ScanChoose => vec![Effect::ChoosePicture],
            Said::ScanPick { index } => self.scan_pick(index),
            Said::Copy { text } => {
                if let Some(Panel::Share { copied, .. }) = &mut self.panel {
                    *copied = true;
                }
                vec![Effect::CopyText(text)]
            }
            Said::Dismiss => self.dismiss(),
            Said::Retry => self.retry(),
            Said::Prompt { prompt, grant } => {
                let prompt = PromptId(prompt);
                self.prompts.retain(|asking| asking.prompt != prompt);
                vec![Effect::Answer(prompt, grant.answer())]
            }
        }
    }

    fn chrome_action(&mut self, action: Action, text: String, index: u32, on: bool) -> Vec<Effect> {
        let menu = matches!(
            action,
            Action::MenuShare | Action::MenuFavourite | Action::MenuRestart
        );
        if menu {
            self.panel = None;
        }
        let action = match action {
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
        };
        self.for_front(|front| Effect::Chrome(front, action))
    }

    fn open_panel(&mut self, panel: Panel) -> Vec<Effect> {
        let effects = self.close_panel();
        self.panel = self.front.map(|_| panel);
        effects
    }

    fn for_front(&self, effect: impl FnOnce(InstanceId) -> Effect) -> Vec<Effect> {
        self.front.map(effect).into_iter().collect()
    }
}
