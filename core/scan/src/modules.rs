//! A QR code drawn from its modules, as a printer would: for a decoder that reads what another one found.

use image::{GrayImage, Luma};

/// Pixels for each; enough for a decoder, and version 40 stays below 800.
const PIXELS: u32 = 4;
const QUIET: u32 = 4;

/// The eyes are drawn as they should be: where they are is known, and how each of their modules looked is not asked.
pub(crate) fn drawn(size: u32, dark: impl Fn(u32, u32) -> bool) -> GrayImage {
    let side = (size + 2 * QUIET) * PIXELS;
    GrayImage::from_fn(side, side, |x, y| {
        let inside = |at: u32| (at / PIXELS).checked_sub(QUIET).filter(|at| *at < size);
        let (Some(x), Some(y)) = (inside(x), inside(y)) else {
            return Luma([u8::MAX]);
        };
        let ink = eye(size, x, y).unwrap_or_else(|| dark(x, y));
        Luma([if ink { 0 } else { u8::MAX }])
    })
}

/// Whether a module of an eye or of the light edge around it is dark; nothing for one that is of neither.
fn eye(size: u32, x: u32, y: u32) -> Option<bool> {
    let far = size.saturating_sub(4);
    let near = |at: u32, middle: u32| at.abs_diff(middle);
    let distances = [(3, 3), (far, 3), (3, far)].map(|(a, b)| near(x, a).max(near(y, b)));
    match distances.into_iter().min() {
        Some(2 | 4) => Some(false),
        Some(0..=3) => Some(true),
        _ => None,
    }
}
