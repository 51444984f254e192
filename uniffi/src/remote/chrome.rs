//! What a shell draws around the pages of a program, and what a person does to it: the shapes, as in the room above.

use super::*;

#[uniffi::remote(Record)]
pub struct ChromeState {
    pub program: String,
    pub name: String,
    pub home: bool,
    pub nav_bar: NavBar,
    pub tab_bar: Option<TabBar>,
    pub toast: Option<Toast>,
    pub loading: Option<Loading>,
    pub modal: Option<Modal>,
    pub sheet: Option<Sheet>,
    pub capsule: Option<Capsule>,
    pub crash: Option<CrashPage>,
    pub notice: Option<Notice>,
    pub content_insets: Insets,
    pub background: String,
    pub pull_down: bool,
}

#[uniffi::remote(Record)]
pub struct NavBar {
    pub title: String,
    pub background: String,
    pub front: Ink,
    pub back: bool,
    pub home: bool,
    pub loading: bool,
    pub custom: bool,
    pub height: f64,
}

#[uniffi::remote(Enum)]
pub enum Ink {
    Black,
    White,
}

#[uniffi::remote(Record)]
pub struct TabBar {
    pub items: Vec<TabItem>,
    pub selected: u32,
    pub color: String,
    pub selected_color: String,
    pub background: String,
    pub border: Ink,
    pub custom: bool,
    pub height: f64,
}

#[uniffi::remote(Record)]
pub struct TabItem {
    pub page: String,
    pub text: String,
    pub icon: Option<String>,
    pub selected_icon: Option<String>,
    pub badge: Option<String>,
    pub red_dot: bool,
}

#[uniffi::remote(Record)]
pub struct Toast {
    pub title: String,
    pub icon: String,
    pub image: Option<String>,
    pub mask: bool,
}

#[uniffi::remote(Record)]
pub struct Loading {
    pub title: String,
    pub mask: bool,
}

#[uniffi::remote(Record)]
pub struct Modal {
    pub title: String,
    pub content: String,
    pub show_cancel: bool,
    pub cancel_text: String,
    pub cancel_color: String,
    pub confirm_text: String,
    pub confirm_color: String,
    pub editable: bool,
    pub placeholder: String,
}

#[uniffi::remote(Record)]
pub struct Sheet {
    pub alert_text: Option<String>,
    pub items: Vec<String>,
    pub item_color: String,
    pub cancel_text: String,
}

#[uniffi::remote(Record)]
pub struct Capsule {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
    pub front: Ink,
    pub favourite: bool,
}

#[uniffi::remote(Record)]
pub struct CrashPage {
    pub code: String,
    pub message_en: String,
    pub message_zh: String,
    pub detail: String,
    pub file: Option<String>,
    pub line: Option<u32>,
}

#[uniffi::remote(Record)]
pub struct Notice {
    pub code: String,
    pub message_en: String,
    pub message_zh: String,
    pub detail: String,
    pub file: Option<String>,
    pub line: Option<u32>,
}

#[uniffi::remote(Enum)]
pub enum ChromeAction {
    ModalConfirm { text: String },
    ModalCancel,
    SheetPick(u32),
    SheetCancel,
    ToastDone,
    NavBack,
    NavHome,
    MenuShare,
    MenuFavourite(bool),
    MenuRestart,
    NoticeDone,
    CrashRestart,
    PullDown,
}
