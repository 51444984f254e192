//! The system's own dialogs and its clipboard. All answer later, on the window's thread.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
pub use linux::{
    choose_picture, clipboard_picture, clipboard_text, has_clipboard_picture, set_clipboard_text,
};

#[cfg(not(target_os = "linux"))]
mod other;
#[cfg(not(target_os = "linux"))]
pub use other::{
    choose_picture, clipboard_picture, clipboard_text, has_clipboard_picture, set_clipboard_text,
};

/// Endings of the pictures that can be scanned.
pub const PICTURES: &[&str] = &["png", "jpg", "jpeg", "gif", "webp", "bmp"];

/// What the file dialog says.
#[must_use]
pub fn choose_title(language: &str) -> (&'static str, &'static str, &'static str) {
    match language.starts_with("zh") {
        true => ("选择含二维码的图片", "选择", "取消"),
        false => ("Choose a picture with a code", "Choose", "Cancel"),
    }
}
