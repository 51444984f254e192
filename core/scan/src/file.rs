//! From the bytes of a picture file to grey planes, within bounds that a hostile file cannot pass.

use std::io::Cursor;

use image::{GrayAlphaImage, GrayImage, ImageDecoder, ImageReader, Luma, LumaA};

use crate::outcome::Refused;

/// A phone's photograph is 10 MB at most.
const MAX_FILE_BYTES: usize = 32 * 1024 * 1024;
/// Each side; the largest phone cameras give 16,320 x 12,240.
const MAX_SIDE: u32 = 16_384;
/// What decoding may take: 100 million pixels in grey, 50 in RGBA.
const MAX_MEMORY: u64 = 320 * 1024 * 1024;

/// A picture that was decoded.
pub(crate) enum Decoded {
    Opaque(GrayImage),
    /// Has parts that show what lies behind; nobody says what that is.
    Transparent(GrayAlphaImage),
}

impl Decoded {
    fn of(picture: image::DynamicImage) -> Self {
        if !picture.color().has_alpha() {
            return Decoded::Opaque(picture.into_luma8());
        }
        let picture = picture.into_luma_alpha8();
        if picture.pixels().all(|LumaA([_, alpha])| *alpha == u8::MAX) {
            return Decoded::Opaque(on(&picture, u8::MAX));
        }
        Decoded::Transparent(picture)
    }
}

/// With this grey behind it.
pub(crate) fn on(picture: &GrayAlphaImage, ground: u8) -> GrayImage {
    GrayImage::from_fn(picture.width(), picture.height(), |x, y| {
        let LumaA([grey, alpha]) = *picture.get_pixel(x, y);
        let (grey, alpha) = (u32::from(grey), u32::from(alpha));
        let value = (grey * alpha + u32::from(ground) * (255 - alpha)) / 255;
        Luma([u8::try_from(value).unwrap_or(u8::MAX)])
    })
}

pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded, Refused> {
    let refuse = Refused;
    if bytes.len() > MAX_FILE_BYTES {
        return Err(refuse(format!(
            "{} bytes, at most {MAX_FILE_BYTES}",
            bytes.len()
        )));
    }
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|error| refuse(error.to_string()))?;
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_MEMORY);
    reader.limits(limits);
    let mut decoder = reader
        .into_decoder()
        .map_err(|error| refuse(error.to_string()))?;
    // Codes are read in any orientation; only the corners would be wrong without it.
    let orientation = decoder
        .orientation()
        .unwrap_or(image::metadata::Orientation::NoTransforms);
    if decoder.total_bytes() > MAX_MEMORY {
        return Err(refuse(format!(
            "{} bytes of pixels, at most {MAX_MEMORY}",
            decoder.total_bytes()
        )));
    }
    let mut picture =
        image::DynamicImage::from_decoder(decoder).map_err(|error| refuse(error.to_string()))?;
    picture.apply_orientation(orientation);
    Ok(Decoded::of(picture))
}
