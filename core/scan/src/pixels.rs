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

/// Each two by two pixels become one. The crate's own scaling would take sixteen bytes for each pixel on the way, a
/// gigabyte for a large photograph.
pub(crate) fn halved(picture: &GrayImage) -> GrayImage {
    let (width, height) = ((picture.width() / 2).max(1), (picture.height() / 2).max(1));
    let mut data = Vec::with_capacity(width as usize * height as usize);
    let row = picture.width().max(1) as usize;
    for rows in picture.as_raw().chunks(2 * row).take(height as usize) {
        let (upper, lower) = rows.split_at(row.min(rows.len()));
        let lower = if lower.is_empty() { upper } else { lower };
        let pairs = upper.chunks(2).zip(lower.chunks(2)).take(width as usize);
        data.extend(pairs.map(|(above, below)| mean(above, below)));
    }
    GrayImage::from_raw(width, height, data).unwrap_or_default()
}

fn mean(above: &[u8], below: &[u8]) -> u8 {
    let sum: u32 = above.iter().chain(below).map(|grey| u32::from(*grey)).sum();
    let count = u32::try_from(above.len() + below.len()).unwrap_or(1);
    u8::try_from(sum / count.max(1)).unwrap_or(u8::MAX)
}

/// Halved until no side is longer, and how much smaller it became.
pub(crate) fn within(mut picture: GrayImage, side: u32) -> (GrayImage, f32) {
    let mut factor = 1.0;
    while picture.width().max(picture.height()) > side {
        picture = halved(&picture);
        factor /= 2.0;
    }
    (picture, factor)
}

pub(crate) fn doubled(picture: &GrayImage) -> GrayImage {
    let (width, height) = (picture.width() * 2, picture.height() * 2);
    imageops::resize(picture, width, height, imageops::FilterType::Triangle)
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
        let lit = GrayImage::from_fn(30, 10, |x, _| {
            Luma([match x / 10 {
                0 => 10,
                1 => 225,
                _ => 250,
            }])
        });
        let after = highlights(&lit);
        assert!(after.get_pixel(15, 5).0 < [128], "{after:?}");
        assert_eq!(after.get_pixel(25, 5), &Luma([255]));
    }

    #[test]
    fn a_wall_stays_a_wall() {
        let wall = GrayImage::from_pixel(9, 9, Luma([77]));
        assert_eq!(stretched(&wall), wall);
        assert_eq!(halved(&wall), GrayImage::from_pixel(4, 4, Luma([77])));
    }

    #[test]
    fn halving_averages_and_ends_at_one_pixel() {
        let pair = GrayImage::from_fn(2, 1, |x, _| Luma([if x == 0 { 10 } else { 20 }]));
        assert_eq!(halved(&pair), GrayImage::from_pixel(1, 1, Luma([15])));
        assert_eq!(halved(&halved(&pair)).dimensions(), (1, 1));
        let line = GrayImage::new(9000, 1);
        let (small, factor) = within(line, 3000);
        assert_eq!((small.dimensions(), factor), ((2250, 1), 0.25));
    }
}
