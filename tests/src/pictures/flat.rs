//! The codes before anybody takes a picture of them: what they say, how it is written, and what befell them.

use encoding_rs::{GBK, SHIFT_JIS, UTF_8};
use image::{GrayImage, Luma};
use qrcode::{EcLevel, QrCode};

use super::dice::Dice;
use super::raw_code::{self, Header};
use super::{Hardship, hurt};

/// What is to be read, and the codes that say it.
pub(super) fn codes(
    text: &str,
    hardship: Hardship,
    dice: &mut Dice,
) -> (Vec<String>, Vec<GrayImage>) {
    match hardship {
        Hardship::Several => {
            let texts: Vec<String> = (0..3).map(|n| format!("{text}?n={n}")).collect();
            let codes = texts
                .iter()
                .map(|text| render(text, EcLevel::M, hardship))
                .collect();
            (texts, codes)
        }
        Hardship::Charset => {
            let (mark, tail, charset) = match dice.below(6) {
                0 => ("", "菜单", GBK),
                1 => ("", "桌3", GBK),
                2 => ("", "靠窗二号桌", GBK),
                3 => ("", "桌3", UTF_8),
                4 => ("\u{feff}", "菜单", UTF_8),
                _ => ("", "テーブル3", SHIFT_JIS),
            };
            let text = format!("{text}&t={tail}");
            let written = format!("{mark}{text}");
            let (bytes, _, _) = charset.encode(&written);
            let code = raw_code::drawn(None, &bytes, PIXELS);
            (vec![text], vec![code])
        }
        Hardship::Sequence => {
            let text = format!("{text}&order=noodles-with-egg,tea&t=桌子十二号");
            let parity = text.bytes().fold(0, |parity, byte| parity ^ byte);
            let parts = text.as_bytes().chunks(text.len().div_ceil(3));
            let header = |index| Header {
                index,
                count: 3,
                parity,
            };
            let codes = (0..)
                .zip(parts)
                .map(|(index, part)| raw_code::drawn(Some(header(index)), part, PIXELS))
                .collect();
            (vec![text], codes)
        }
        Hardship::Damaged => {
            let mut code = render(text, EcLevel::H, hardship);
            hurt::eye(&mut code, PIXELS, dice);
            (vec![text.to_owned()], vec![code])
        }
        Hardship::RoundEyes => {
            let mut code = render(text, EcLevel::M, hardship);
            hurt::round(&mut code, PIXELS);
            (vec![text.to_owned()], vec![code])
        }
        _ => {
            let level = if hardship == Hardship::Logo {
                EcLevel::H
            } else {
                EcLevel::M
            };
            (vec![text.to_owned()], vec![render(text, level, hardship)])
        }
    }
}

/// A module of a flat code.
const PIXELS: u32 = 8;

/// The flat code with its quiet zone.
fn render(text: &str, level: EcLevel, hardship: Hardship) -> GrayImage {
    let Ok(code) = QrCode::with_error_correction_level(text, level) else {
        return GrayImage::from_pixel(8, 8, Luma([255]));
    };
    let mut image = code
        .render::<Luma<u8>>()
        .module_dimensions(PIXELS, PIXELS)
        .quiet_zone(true)
        .build();
    if hardship == Hardship::Logo {
        let (w, middle) = (image.width() / 5, image.width() / 2);
        for y in middle - w / 2..middle + w / 2 {
            for x in middle - w / 2..middle + w / 2 {
                let ring = x.abs_diff(middle).max(y.abs_diff(middle)) * 2;
                image.put_pixel(x, y, Luma([if ring > w * 3 / 4 { 255 } else { 120 }]));
            }
        }
    }
    if hardship == Hardship::Inverted {
        image::imageops::invert(&mut image);
    }
    image
}
