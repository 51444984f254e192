//! Finding codes in a grey plane. The plane as it is first; only if that finds nothing, the dearer tries: a smaller
//! picture (far too many pixels a module, noise), a larger one (few pixels a module), stretched contrast (grey on grey).

use zxingcpp::{BarcodeFormat, BarcodeReader, Binarizer, ImageFormat, ImageView};

use super::Found;
use crate::error::{Code, HostError};

/// Codes of one picture that are given back; a sheet of stickers has more than a person chooses from.
const MAX_CODES: i32 = 16;
const MAX_SIDE: u32 = 16_384;
/// A plane is enlarged only while it stays below this.
const MAX_ENLARGED_SIDE: u32 = 2_600;
/// Below this there is nothing to gain from a smaller picture.
const MIN_REDUCED_SIDE: u32 = 360;

/// A brightness plane: one byte a pixel, rows `stride` bytes apart (a camera's Y plane).
#[derive(Debug, Clone, Copy)]
pub struct Luma<'a> {
    pub width: u32,
    pub height: u32,
    pub stride: usize,
    pub data: &'a [u8],
}

impl<'a> Luma<'a> {
    /// The same if its numbers agree with its bytes.
    pub(crate) fn checked(self) -> Result<Luma<'a>, HostError> {
        let (width, height) = (self.width as usize, self.height as usize);
        let sized = (1..=MAX_SIDE).contains(&self.width) && (1..=MAX_SIDE).contains(&self.height);
        // The last row may lack its padding.
        let needed = height
            .checked_sub(1)
            .and_then(|rows| self.stride.checked_mul(rows))
            .and_then(|b| b.checked_add(width));
        if sized && self.stride >= width && needed.is_some_and(|needed| needed <= self.data.len()) {
            return Ok(self);
        }
        let detail = format!(
            "{}x{} stride {} in {} bytes",
            self.width,
            self.height,
            self.stride,
            self.data.len()
        );
        Err(HostError::new(Code::ScanPicture, detail))
    }

    /// Without padding between the rows.
    fn packed(self) -> Option<image::GrayImage> {
        let width = self.width as usize;
        let mut data = Vec::with_capacity(width * self.height as usize);
        for row in self.data.chunks(self.stride).take(self.height as usize) {
            data.extend_from_slice(row.get(..width)?);
        }
        image::GrayImage::from_raw(self.width, self.height, data)
    }
}

/// All codes of the plane, in reading order. Empty if there is none.
pub(crate) fn find(plane: Luma<'_>) -> Vec<Found> {
    let Some(picture) = plane.packed() else {
        return Vec::new();
    };
    let found = read(&picture, 1.0, Binarizer::LocalAverage);
    if !found.is_empty() {
        return found;
    }
    let longest = picture.width().max(picture.height());
    let stretched = stretch(&picture);
    let tries: [&dyn Fn() -> Vec<Found>; 6] = [
        &|| read(&stretched, 1.0, Binarizer::GlobalHistogram),
        &|| {
            if longest > MIN_REDUCED_SIDE {
                scaled(&picture, 0.5)
            } else {
                Vec::new()
            }
        },
        &|| read(&stretched, 1.0, Binarizer::LocalAverage),
        &|| {
            if longest * 2 <= MAX_ENLARGED_SIDE {
                scaled(&stretched, 2.0)
            } else {
                Vec::new()
            }
        },
        &|| blurred(&stretched),
        &|| {
            if longest > 2 * MIN_REDUCED_SIDE {
                scaled(&stretched, 0.25)
            } else {
                Vec::new()
            }
        },
    ];
    tries
        .iter()
        .map(|attempt| attempt())
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

fn scaled(picture: &image::GrayImage, factor: f32) -> Vec<Found> {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let size = |side: u32| ((side as f32 * factor) as u32).max(1);
    let smaller = image::imageops::resize(
        picture,
        size(picture.width()),
        size(picture.height()),
        image::imageops::FilterType::Triangle,
    );
    read(&smaller, factor, Binarizer::LocalAverage)
}

/// Against salt-and-pepper noise.
fn blurred(picture: &image::GrayImage) -> Vec<Found> {
    read(
        &image::imageops::fast_blur(picture, 1.5),
        1.0,
        Binarizer::LocalAverage,
    )
}

/// Spreads the darkest and lightest hundredth to black and white.
fn stretch(picture: &image::GrayImage) -> image::GrayImage {
    let mut counts = [0_u64; 256];
    for pixel in picture.as_raw() {
        if let Some(count) = counts.get_mut(usize::from(*pixel)) {
            *count += 1;
        }
    }
    let edge = (picture.as_raw().len() as u64 / 100).max(1);
    let low = level(counts.iter().enumerate(), edge).unwrap_or(0);
    let high = level(counts.iter().enumerate().rev(), edge).unwrap_or(255);
    if high <= low {
        return picture.clone();
    }
    let mut stretched = picture.clone();
    for pixel in stretched.iter_mut() {
        let value = (usize::from(*pixel).saturating_sub(low) * 255 / (high - low)).min(255);
        *pixel = u8::try_from(value).unwrap_or(u8::MAX);
    }
    stretched
}

/// The first grey value at which this many pixels were passed.
fn level<'a>(values: impl Iterator<Item = (usize, &'a u64)>, edge: u64) -> Option<usize> {
    let mut seen = 0;
    for (value, count) in values {
        seen += count;
        if seen >= edge {
            return Some(value);
        }
    }
    None
}

fn read(picture: &image::GrayImage, factor: f32, binarizer: Binarizer) -> Vec<Found> {
    let (Ok(width), Ok(height)) = (
        i32::try_from(picture.width()),
        i32::try_from(picture.height()),
    ) else {
        return Vec::new();
    };
    let Ok(view) = ImageView::from_slice(picture.as_raw(), width, height, ImageFormat::Lum) else {
        return Vec::new();
    };
    let reader = BarcodeReader::new()
        .formats([
            BarcodeFormat::QRCode,
            BarcodeFormat::MicroQRCode,
            BarcodeFormat::DataMatrix,
            BarcodeFormat::Aztec,
        ])
        .try_harder(true)
        .try_rotate(true)
        .try_invert(true)
        .try_downscale(true)
        .binarizer(binarizer)
        .max_number_of_symbols(MAX_CODES);
    let Ok(codes) = reader.from(&view) else {
        return Vec::new();
    };
    #[allow(clippy::cast_precision_loss)]
    let point = |p: zxingcpp::PointI| (p.x as f32 / factor, p.y as f32 / factor);
    let mut found: Vec<Found> = Vec::new();
    for code in codes {
        let text = code.text();
        // The same code twice (a reflection, a torn detection) is one choice for the person.
        if !code.is_valid() || text.is_empty() || found.iter().any(|other| other.text == text) {
            continue;
        }
        let at = code.position();
        found.push(Found {
            text,
            corners: [
                point(at.top_left),
                point(at.top_right),
                point(at.bottom_right),
                point(at.bottom_left),
            ],
        });
    }
    found
}
