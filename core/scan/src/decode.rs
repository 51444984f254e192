//! The two decoders. zxing-cpp is C++ and gets nothing but grey pixels of bounded size; rqrr is Rust and may panic on a
//! picture, which is then one without a code.

use std::panic::catch_unwind;

use image::GrayImage;
use zxingcpp::{BarcodeFormat, BarcodeReader, Binarizer, ImageFormat, ImageView};

use crate::corners;
use crate::outcome::Found;

/// Codes of one picture that are given back; a sheet of stickers has more than a person chooses from.
const MAX_CODES: usize = 16;
/// Three a code, and as many again that only look like one, several times over.
const MAX_CANDIDATES: usize = 300;
/// Greys below are dark for the second decoder.
const DARK: u8 = 128;

/// Which pixels are dark.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Threshold {
    /// Darker than their neighbourhood.
    Local,
    /// Darker than one grey.
    Global,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Kinds {
    Qr,
    Others,
}

/// `factor`: how much larger this copy is than the picture that was given.
pub(crate) fn zxing(
    picture: &GrayImage,
    factor: f32,
    threshold: Threshold,
    kinds: Kinds,
) -> Vec<Found> {
    let (Ok(width), Ok(height)) = (
        i32::try_from(picture.width()),
        i32::try_from(picture.height()),
    ) else {
        return Vec::new();
    };
    let Ok(view) = ImageView::from_slice(picture.as_raw(), width, height, ImageFormat::Lum) else {
        return Vec::new();
    };
    let formats = match kinds {
        Kinds::Qr => vec![BarcodeFormat::QRCode],
        Kinds::Others => vec![
            BarcodeFormat::MicroQRCode,
            BarcodeFormat::DataMatrix,
            BarcodeFormat::Aztec,
        ],
    };
    let binarizer = match threshold {
        Threshold::Local => Binarizer::LocalAverage,
        Threshold::Global => Binarizer::GlobalHistogram,
    };
    let reader = BarcodeReader::new()
        .formats(formats)
        .try_harder(true)
        .try_rotate(true)
        .try_invert(true)
        .try_downscale(true)
        .binarizer(binarizer)
        .max_number_of_symbols(i32::try_from(MAX_CODES).unwrap_or(i32::MAX));
    let Ok(codes) = reader.from(&view) else {
        return Vec::new();
    };
    #[allow(clippy::cast_precision_loss)]
    let point = |p: zxingcpp::PointI| (p.x as f32 / factor, p.y as f32 / factor);
    let valid = codes.into_iter().filter(|code| code.is_valid());
    different(valid.map(|code| {
        let at = code.position();
        Found {
            text: code.text(),
            corners: [
                point(at.top_left),
                point(at.top_right),
                point(at.bottom_right),
                point(at.bottom_left),
            ],
        }
    }))
}

/// The second decoder: QR only, not inverted; dark is below the middle grey. Nothing for a picture with more corners of
/// codes than codes have: the decoder tries them all with each other (measured: 900 corners 5 s, 7,700 minutes).
pub(crate) fn second(picture: &GrayImage, factor: f32) -> Vec<Found> {
    if corners::candidates(picture, DARK) > MAX_CANDIDATES {
        return Vec::new();
    }
    #[allow(clippy::cast_precision_loss)]
    let point = |p: &rqrr::Point| (p.x as f32 / factor, p.y as f32 / factor);
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let read = catch_unwind(|| {
        let raw = picture.as_raw();
        let mut prepared = rqrr::PreparedImage::prepare_from_bitmap(width, height, |x, y| {
            raw.get(y * width + x).is_some_and(|grey| *grey < DARK)
        });
        let grids = prepared.detect_grids();
        different(grids.iter().take(MAX_CODES).filter_map(|grid| {
            let (_, text) = grid.decode().ok()?;
            let corners = grid.bounds.each_ref().map(point);
            Some(Found { text, corners })
        }))
    });
    read.unwrap_or_default()
}

/// The same code twice (a reflection, a torn detection) is one choice for the person.
fn different(codes: impl Iterator<Item = Found>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for code in codes {
        if !code.text.is_empty() && !found.iter().any(|other| other.text == code.text) {
            found.push(code);
        }
    }
    found
}
