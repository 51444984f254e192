//! QR codes of bytes as they are: in charsets that nothing declares, and as parts of a text over several codes. What an
//! encoder that is asked for a text does not give.

use image::{GrayImage, Luma};
use qrcode::{Color, EcLevel, Version};

const VERSION: i16 = 6;
const CODEWORDS: usize = 108;
const SIZE: u32 = 41;

/// What a code says of itself before its bytes, if it is a part.
#[derive(Clone, Copy)]
pub(super) struct Header {
    pub(super) index: u8,
    pub(super) count: u8,
    /// Of the bytes of all parts.
    pub(super) parity: u8,
}

/// Version 6 with correction M, at most 100 bytes, in pixels a module and with a quiet zone; white if it does not fit.
pub(super) fn drawn(header: Option<Header>, bytes: &[u8], pixels: u32) -> GrayImage {
    let colours = colours(header, bytes).unwrap_or_default();
    let side = (SIZE + 8) * pixels;
    GrayImage::from_fn(side, side, |x, y| {
        let at = |pixel: u32| (pixel / pixels).checked_sub(4).filter(|at| *at < SIZE);
        let index = at(x).zip(at(y)).map(|(x, y)| (y * SIZE + x) as usize);
        let colour = index.and_then(|index| colours.get(index));
        Luma([if colour == Some(&Color::Dark) { 0 } else { 255 }])
    })
}

fn colours(header: Option<Header>, bytes: &[u8]) -> Option<Vec<Color>> {
    let (version, level) = (Version::Normal(VERSION), EcLevel::M);
    let data = codewords(header, bytes)?;
    let (data, correction) = qrcode::ec::construct_codewords(&data, version, level).ok()?;
    let mut canvas = qrcode::canvas::Canvas::new(version, level);
    canvas.draw_all_functional_patterns();
    canvas.draw_data(&data, &correction);
    Some(canvas.apply_best_mask().into_colors())
}

fn codewords(header: Option<Header>, bytes: &[u8]) -> Option<Vec<u8>> {
    let mut bits: Vec<bool> = Vec::new();
    let mut push = |value: usize, width: usize| {
        bits.extend((0..width).rev().map(|bit| value >> bit & 1 == 1));
    };
    if let Some(header) = header {
        push(0b0011, 4);
        push(usize::from(header.index), 4);
        push(usize::from(header.count).checked_sub(1)?, 4);
        push(usize::from(header.parity), 8);
    }
    push(0b0100, 4);
    push(bytes.len(), 8);
    for byte in bytes {
        push(usize::from(*byte), 8);
    }
    push(0, 4);
    let value = |byte: &[bool]| {
        (0..8).fold(0, |value, bit| {
            value << 1 | u8::from(byte.get(bit) == Some(&true))
        })
    };
    let mut data: Vec<u8> = bits.chunks(8).map(value).collect();
    let padding = CODEWORDS.checked_sub(data.len())?;
    data.extend([0xec, 0x11].into_iter().cycle().take(padding));
    Some(data)
}
