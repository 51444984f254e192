//! macOS and Windows: rfd and arboard. Unverified: compiled for neither so far.

use std::path::PathBuf;

use tao::window::Window;

use super::{PICTURES, choose_title};

/// Shows the file dialog; `done` is called once, with nothing if the person chose nothing.
pub fn choose_picture(window: &Window, language: &str, done: impl Fn(Option<PathBuf>) + 'static) {
    let (title, ..) = choose_title(language);
    let dialog = rfd::FileDialog::new()
        .set_title(title)
        .set_parent(window)
        .add_filter("", PICTURES);
    done(dialog.pick_file());
}

#[must_use]
pub fn has_clipboard_picture() -> bool {
    arboard::Clipboard::new().is_ok_and(|mut clipboard| clipboard.get_image().is_ok())
}

/// The clipboard's picture as a BMP file, which needs no encoder.
pub fn clipboard_picture(done: impl FnOnce(Vec<u8>) + 'static) {
    let picture = arboard::Clipboard::new().and_then(|mut clipboard| clipboard.get_image());
    if let Ok(picture) = picture
        && let Some(bytes) = bmp(picture.width, picture.height, &picture.bytes)
    {
        done(bytes);
    }
}

/// A 24-bit BMP from RGBA rows, bottom up as the format has it.
fn bmp(width: usize, height: usize, rgba: &[u8]) -> Option<Vec<u8>> {
    let row = (width * 3).next_multiple_of(4);
    let size = u32::try_from(row * height).ok()?;
    let mut bytes = Vec::with_capacity(54 + row * height);
    bytes.extend_from_slice(b"BM");
    for word in [
        size + 54,
        0,
        54,
        40,
        u32::try_from(width).ok()?,
        u32::try_from(height).ok()?,
    ] {
        bytes.extend_from_slice(&word.to_le_bytes());
    }
    bytes.extend_from_slice(&[1, 0, 24, 0]);
    for word in [0, size, 2835, 2835, 0, 0] {
        bytes.extend_from_slice(&u32::to_le_bytes(word));
    }
    for line in rgba.chunks_exact(width.checked_mul(4)?).rev() {
        for pixel in line.chunks_exact(4) {
            if let [red, green, blue, _] = pixel {
                bytes.extend_from_slice(&[*blue, *green, *red]);
            }
        }
        bytes.resize(bytes.len() + row - width * 3, 0);
    }
    Some(bytes)
}

pub fn clipboard_text(done: impl FnOnce(Option<String>) + 'static) {
    done(
        arboard::Clipboard::new()
            .and_then(|mut clipboard| clipboard.get_text())
            .ok(),
    );
}

/// Answers whether it worked.
pub fn set_clipboard_text(text: &str) -> bool {
    arboard::Clipboard::new()
        .and_then(|mut clipboard| clipboard.set_text(text))
        .is_ok()
}
