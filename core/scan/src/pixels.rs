//! Copies of a picture in which a code that is hard to read is easier to.

use image::{GrayImage, imageops};

/// On the scale from the darkest to the lightest: what is at least this light is light. A reflection lifts dark modules
/// to just below white before it swallows them.
const NEARLY_WHITE: u32 = 235;

/// Spreads the darkest and lightest hundredth to black and white.
pub(crate) fn stretched(picture: &GrayImage) -> GrayImage {
    let (low, high) = range(picture);
    mapped(picture, |value| {
        value.saturating_sub(low) * 255 / (high - low).max(1)
    })
}

/// The same, with all below nearly white drawn towards black.
pub(crate) fn highlights(picture: &GrayImage) -> GrayImage {
    let (low, high) = range(picture);
    mapped(picture, |value| {
        let value = (value.saturating_sub(low) * 255 / (high - low).max(1)).min(255);
        if value < NEARLY_WHITE {
            value * 128 / NEARLY_WHITE
        } else {
            128 + (value - NEARLY_WHITE) * 127 / (255 - NEARLY_WHITE)
        }
    })
}

pub(crate) fn blurred(picture: &GrayImage) -> GrayImage {
    imageops::fast_blur(&stretched(picture), 1.5)
}

pub(crate) fn scaled(picture: &GrayImage, factor: f32) -> GrayImage {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss
    )]
    let size = |side: u32| ((side as f32 * factor) as u32).max(1);
    imageops::resize(
        picture,
        size(picture.width()),
        size(picture.height()),
        imageops::FilterType::Triangle,
    )
}

/// Each grey replaced by another, by a table.
fn mapped(picture: &GrayImage, to: impl Fn(u32) -> u32) -> GrayImage {
    let table: [u8; 256] =
        std::array::from_fn(|value| u8::try_from(to(value as u32).min(255)).unwrap_or(u8::MAX));
    let mut copy = picture.clone();
    for pixel in copy.iter_mut() {
        *pixel = table.get(usize::from(*pixel)).copied().unwrap_or_default();
    }
    copy
}

/// The greys that a hundredth of the picture is darker and lighter than; black to white for one without contrast.
fn range(picture: &GrayImage) -> (u32, u32) {
    let mut counts = [0_u64; 256];
    for pixel in picture.as_raw() {
        if let Some(count) = counts.get_mut(usize::from(*pixel)) {
            *count += 1;
        }
    }
    let edge = (picture.as_raw().len() as u64 / 100).max(1);
    let low = level((0..).zip(&counts), edge).unwrap_or(0);
    let high = level((0..256).zip(&counts).rev(), edge).unwrap_or(255);
    if low < high { (low, high) } else { (0, 255) }
}

/// The first grey value at which this many pixels were passed.
fn level<'a>(values: impl Iterator<Item = (u32, &'a u64)>, edge: u64) -> Option<u32> {
    let mut seen = 0;
    for (value, count) in values {
        seen += count;
        if seen >= edge {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Luma;

    #[test]
    fn grey_on_grey_becomes_black_on_white() {
        let faint = GrayImage::from_fn(20, 20, |x, _| Luma([if x < 10 { 100 } else { 120 }]));
        let clear = stretched(&faint);
        assert_eq!(clear.get_pixel(0, 0), &Luma([0]));
        assert_eq!(clear.get_pixel(19, 0), &Luma([255]));
    }

    #[test]
    fn what_a_lamp_lifted_is_dark_again() {
        let lit = GrayImage::from_fn(30, 10, |x, _| Luma([[10, 225, 250][(x / 10) as usize % 3]]));
        let after = highlights(&lit);
        assert!(after.get_pixel(15, 5).0 < [128], "{after:?}");
        assert_eq!(after.get_pixel(25, 5), &Luma([255]));
    }

    #[test]
    fn a_wall_stays_a_wall() {
        let wall = GrayImage::from_pixel(9, 9, Luma([77]));
        assert_eq!(stretched(&wall), wall);
        assert_eq!(
            scaled(&GrayImage::from_pixel(1, 1, Luma([9])), 0.25).dimensions(),
            (1, 1)
        );
    }
}
