//! The window and its views: one chrome view over everything, one view for each page between the bars. This is the only
//! place that names wry; everything above it speaks of view numbers, insets and rectangles.
//!
//! On Linux the views are widgets in one `GtkOverlay` (measured clean: show, hide, late creation, drop, resize). Elsewhere
//! they are wry's child views with bounds; that part is type-checked on Linux and has never run.

mod policy;
mod schemes;

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
pub use linux::{Surface, follow_theme, prepare};

#[cfg(not(target_os = "linux"))]
mod child;
#[cfg(not(target_os = "linux"))]
pub use child::{Surface, follow_theme, prepare};

pub use policy::decode;
pub use schemes::{Reply, Responder};

use std::path::PathBuf;
use std::sync::Arc;

use crate::keys::Shortcut;

/// Space that the bars take from each edge of the window, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Margins {
    pub top: i32,
    pub right: i32,
    pub bottom: i32,
    pub left: i32,
}

/// A rectangle of the window, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(from = "(i32, i32, i32, i32)")]
pub struct Rectangle {
    pub x: i32,
    pub y: i32,
    pub width: i32,
    pub height: i32,
}

impl From<(i32, i32, i32, i32)> for Rectangle {
    fn from((x, y, width, height): (i32, i32, i32, i32)) -> Self {
        Rectangle {
            x,
            y,
            width,
            height,
        }
    }
}

/// What a view asks its origin for. The view is the one that really asked; the address is checked to be its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceRequest {
    /// `None` for the chrome.
    pub view: Option<u64>,
    /// Decoded, with a leading slash.
    pub path: String,
    pub query: String,
}

/// What the views tell the shell. Each hook has one caller and one meaning; names for their types would only hide them.
/// All but `resource` are called on the window's thread, and must return at once.
#[allow(clippy::type_complexity)]
pub struct Hooks {
    pub page_said: Box<dyn Fn(u64, &str)>,
    /// The process that drew this page is gone.
    pub page_lost: Box<dyn Fn(u64)>,
    pub chrome_said: Box<dyn Fn(String)>,
    pub chrome_lost: Box<dyn Fn()>,
    pub dropped: Box<dyn Fn(Vec<PathBuf>)>,
    /// On screen, or minimised.
    pub visible: Box<dyn Fn(bool)>,
    /// True if the key is used up.
    pub shortcut: Box<dyn Fn(Shortcut) -> bool>,
    /// May be called from any thread.
    pub resource: Arc<dyn Fn(ResourceRequest, Responder) + Send + Sync>,
}

/// How the views are made.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where the web engine keeps caches of the programs' pictures.
    pub data_dir: PathBuf,
    /// A WebDriver may attach: tests only. All views then share one context, because an engine lets only one be driven.
    pub automation: bool,
}

/// The address of the chrome document.
pub const CHROME_URL: &str = "chrome://shell/index.html";
