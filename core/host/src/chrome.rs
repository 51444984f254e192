//! The bars and overlays of one instance as values. The host owns them; a shell draws the newest state it was given and
//! decides nothing. Sizes follow WeChat: navigation bar 44 under the status bar, tab bar 50, capsule 87 x 32, 7 from the
//! right edge and 6 below the status bar.

use serde::Serialize;

use crate::environment::{Environment, Insets};

/// Height of the navigation bar without the status bar.
pub const NAV_BAR_HEIGHT: f64 = 44.0;
/// Height of the tab bar without the bottom safe area.
pub const TAB_BAR_HEIGHT: f64 = 50.0;
pub const CAPSULE_WIDTH: f64 = 87.0;
pub const CAPSULE_HEIGHT: f64 = 32.0;
pub const CAPSULE_RIGHT: f64 = 7.0;
pub const CAPSULE_TOP: f64 = 6.0;

/// Everything around a program's pages, whole each time it changes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChromeState {
    pub program: String,
    pub name: String,
    /// True for the built-in home program: no capsule.
    pub home: bool,
    pub nav_bar: NavBar,
    /// `None` on pages that are not tabs, or while hidden.
    pub tab_bar: Option<TabBar>,
    pub toast: Option<Toast>,
    pub loading: Option<Loading>,
    pub modal: Option<Modal>,
    pub sheet: Option<Sheet>,
    pub capsule: Option<Capsule>,
    /// What covers the pages when the program stopped.
    pub crash: Option<CrashPage>,
    /// An error that did not stop the program, for a strip that goes away by itself: on a developer's host only
    /// (`Settings::show_errors`).
    pub notice: Option<Notice>,
    /// Where the page's view lies: the window less these.
    pub content_insets: Insets,
    /// Behind the page, and while it loads: `#rrggbb`.
    pub background: String,
    /// The person may pull the page down.
    pub pull_down: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NavBar {
    pub title: String,
    /// `#rrggbb`.
    pub background: String,
    pub front: Ink,
    pub back: bool,
    /// A house instead of the arrow: the page was opened from outside and is not the entry.
    pub home: bool,
    pub loading: bool,
    /// `navigationStyle: custom`: the shell draws no bar, only the capsule.
    pub custom: bool,
    /// With the status bar.
    pub height: f64,
}

/// Colour of texts and icons on a bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Ink {
    #[default]
    Black,
    White,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TabBar {
    pub items: Vec<TabItem>,
    pub selected: u32,
    pub color: String,
    pub selected_color: String,
    pub background: String,
    pub border: Ink,
    /// `tabBar.custom`: the page draws it, the shell draws nothing.
    pub custom: bool,
    /// With the bottom safe area.
    pub height: f64,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TabItem {
    pub page: String,
    pub text: String,
    /// A path for [`crate::Host::chrome_resource`]: a file of the program.
    pub icon: Option<String>,
    pub selected_icon: Option<String>,
    pub badge: Option<String>,
    pub red_dot: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Toast {
    pub title: String,
    /// `success`, `error`, `loading` or `none`.
    pub icon: String,
    /// A file of the program, instead of the icon.
    pub image: Option<String>,
    pub mask: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Loading {
    pub title: String,
    pub mask: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
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

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Sheet {
    pub alert_text: Option<String>,
    pub items: Vec<String>,
    pub item_color: String,
    pub cancel_text: String,
}

/// The capsule's rectangle in window coordinates, and its style.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Capsule {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
    pub front: Ink,
    /// A star that is filled or not in the capsule's menu.
    pub favourite: bool,
}

/// A program that stopped: what a person reads, and what its author needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CrashPage {
    pub code: String,
    pub message_en: String,
    pub message_zh: String,
    /// The program's own error: `TypeError: x is not a function`.
    pub detail: String,
    pub file: Option<String>,
    pub line: Option<u32>,
}

/// A program's error that a person should know of though the program goes on: thrown in `onLoad` or in a handler.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    pub code: String,
    pub message_en: String,
    pub message_zh: String,
    pub detail: String,
    pub file: Option<String>,
    pub line: Option<u32>,
}

/// What a person did to a bar or an overlay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChromeAction {
    /// The text is what was typed, for `editable`.
    ModalConfirm {
        text: String,
    },
    ModalCancel,
    SheetPick(u32),
    SheetCancel,
    /// The toast's time ran out in the shell, or it was tapped away. The host keeps its own clock too.
    ToastDone,
    NavBack,
    NavHome,
    /// From the capsule's menu.
    MenuShare,
    MenuFavourite(bool),
    /// Ends the program and opens it afresh.
    MenuRestart,
    /// The notice was tapped away.
    NoticeDone,
    /// The crash page's button.
    CrashRestart,
    /// The person pulled the page down.
    PullDown,
}

/// The capsule's rectangle for a window; `None` of it depends on the program, so it is known before app.js runs.
#[must_use]
pub fn capsule_rect(environment: &Environment) -> (f64, f64, f64, f64) {
    let left = environment.window_width - CAPSULE_RIGHT - CAPSULE_WIDTH;
    (
        left,
        environment.status_bar_height + CAPSULE_TOP,
        CAPSULE_WIDTH,
        CAPSULE_HEIGHT,
    )
}

/// The content area of a page: what lies between the bars that are there.
#[must_use]
pub fn content_insets(environment: &Environment, custom_nav: bool, tab_bar: bool) -> Insets {
    let top = if custom_nav {
        0.0
    } else {
        environment.status_bar_height + NAV_BAR_HEIGHT
    };
    let bottom = if tab_bar {
        TAB_BAR_HEIGHT + environment.safe_area.bottom
    } else {
        0.0
    };
    Insets {
        top,
        bottom,
        ..Insets::default()
    }
}
