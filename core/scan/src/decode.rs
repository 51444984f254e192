//! The two decoders. zxing-cpp is C++ and gets nothing but grey pixels of bounded size; rqrr is Rust and may panic on a
//! picture, which is then one without a code.

use std::panic::catch_unwind;

use image::GrayImage;
use rqrr::BitGrid;
use zxingcpp::{Barcode, BarcodeFormat, BarcodeReader, Binarizer, ImageFormat, ImageView};

use crate::outcome::{Content, Found};
use crate::sequence::Part;
use crate::{charset, corners, modules};

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
    different(valid.filter_map(|code| {
        let at = code.position();
        Some(Found {
            content: content(&code)?,
            corners: [
                point(at.top_left),
                point(at.top_right),
                point(at.bottom_right),
                point(at.bottom_left),
            ],
        })
    }))
}

/// Nothing for a code without a text, and for a part whose number is not one of its count.
fn content(code: &Barcode) -> Option<Content> {
    // Empty if the charset it declares is none that is known.
    let declared = code.has_eci().then(|| code.text());
    let declared = declared.filter(|text| !text.is_empty());
    let bytes = code.bytes();
    let (index, count) = (code.sequence_index(), code.sequence_size());
    // Below 1 if the code says nothing of it, 0 of 1 if it says that it is the only one.
    if count > 1 || (count == 1 && index != 0) {
        let part = Part::new(index, count, &code.sequence_id(), bytes, declared);
        return part.map(Content::Part);
    }
    let text = declared.unwrap_or_else(|| charset::text(&bytes, || code.text()));
    (!text.is_empty()).then_some(Content::Text(text))
}

/// The second decoder: QR only, not inverted; dark is below the middle grey. It finds grids; what they say, the first one
/// reads, so that a text is the same whoever found it. Nothing for a picture with more corners of codes than codes have:
/// the decoder tries them all with each other (measured: 900 corners 5 s, 7,700 minutes).
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
            let modules = u32::try_from(grid.grid.size()).ok()?;
            let drawn = modules::drawn(modules, |x, y| grid.grid.bit(y as usize, x as usize));
            let found = zxing(&drawn, 1.0, Threshold::Global, Kinds::Qr);
            let content = found.into_iter().next()?.content;
            let corners = grid.bounds.each_ref().map(point);
            Some(Found { content, corners })
        }))
    });
    read.unwrap_or_default()
}

/// The same code twice (a reflection, a torn detection) is one choice for the person.
fn different(codes: impl Iterator<Item = Found>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for code in codes {
        if !found.iter().any(|other| other.content == code.content) {
            found.push(code);
        }
    }
    found
}
