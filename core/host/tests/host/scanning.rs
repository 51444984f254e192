//! Pictures of codes, as people take them.

use std::time::{Duration, Instant};

use image::{GrayImage, ImageFormat, Luma as Grey};
use tiffin_host::*;

use crate::shell::Shell;
use crate::store::Store;

fn code(text: &str, module: u32) -> GrayImage {
    let code = qrcode::QrCode::new(text).unwrap();
    code.render::<Grey<u8>>()
        .module_dimensions(module, module)
        .build()
}

fn png(picture: &GrayImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture
        .write_to(&mut std::io::Cursor::new(&mut bytes), ImageFormat::Png)
        .unwrap();
    bytes
}

/// Maps each pixel back by a projective map: rotation by `angle`, and perspective.
fn photographed(code: &GrayImage, angle: f32, perspective: f32, noise: u32) -> GrayImage {
    let (width, height) = (900, 900);
    let mut seed = 12_345_u32;
    GrayImage::from_fn(width, height, |x, y| {
        let (x, y) = (x as f32 - 450.0, y as f32 - 450.0);
        let w = 1.0 + perspective * y / 900.0;
        let (x, y) = (x / w, y / w);
        let (sin, cos) = angle.to_radians().sin_cos();
        let (u, v) = (x * cos + y * sin, -x * sin + y * cos);
        let (u, v) = (
            u + code.width() as f32 / 2.0,
            v + code.height() as f32 / 2.0,
        );
        let inside = u >= 0.0 && v >= 0.0 && u < code.width() as f32 && v < code.height() as f32;
        let base = if inside {
            i32::from(code.get_pixel(u as u32, v as u32).0[0])
        } else {
            190
        };
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let jitter = if noise == 0 {
            0
        } else {
            ((seed >> 16) % noise) as i32 - noise as i32 / 2
        };
        Grey([(base * 7 / 10 + 40 + jitter).clamp(0, 255) as u8])
    })
}

#[test]
fn rotated_tilted_and_noisy_codes_are_read() {
    let store = Store::start();
    let shell = Shell::new(store.settings());
    let text = format!("{}?table=12", store.link("canteen"));
    let code = code(&text, 10);
    for (angle, perspective, noise) in [
        (0.0, 0.0, 0),
        (33.0, 0.0, 40),
        (180.0, 0.3, 0),
        (-75.0, 0.35, 60),
    ] {
        let picture = photographed(&code, angle, perspective, noise);
        let found = shell.host.scan_picture(&png(&picture)).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].text, text, "{angle} {perspective} {noise}");
        assert!(found[0].openable);
        assert_eq!(found[0].link.as_ref().unwrap().program, "canteen");
    }
}

#[test]
fn inverted_faint_small_and_several_codes_are_read() {
    let store = Store::start();
    let shell = Shell::new(store.settings());
    let text = store.link("canteen");
    let plain = code(&text, 8);
    let inverted = GrayImage::from_fn(plain.width(), plain.height(), |x, y| {
        Grey([255 - plain.get_pixel(x, y).0[0]])
    });
    let faint = GrayImage::from_fn(plain.width(), plain.height(), |x, y| {
        Grey([120 + plain.get_pixel(x, y).0[0] / 16])
    });
    for picture in [&inverted, &faint, &code(&text, 2)] {
        assert_eq!(
            shell.host.scan_picture(&png(picture)).unwrap()[0].text,
            text
        );
    }
    let mut both = GrayImage::from_pixel(plain.width() * 2 + 40, plain.height() + 60, Grey([255]));
    image::imageops::overlay(&mut both, &plain, 0, 0);
    image::imageops::overlay(
        &mut both,
        &code("https://example.com/menu", 8),
        i64::from(plain.width()) + 40,
        30,
    );
    let found = shell.host.scan_picture(&png(&both)).unwrap();
    assert_eq!(found.iter().filter(|found| found.openable).count(), 1);
    assert_eq!(
        found
            .iter()
            .find(|found| !found.openable)
            .unwrap()
            .link
            .as_ref()
            .unwrap_err()
            .code,
        Code::LinkForeign
    );
}

#[test]
fn a_camera_frame_has_padding_between_its_rows() {
    let store = Store::start();
    let shell = Shell::new(store.settings());
    let text = store.link("canteen");
    let code = code(&text, 6);
    let stride = code.width() as usize + 37;
    let mut data = vec![7; stride * code.height() as usize];
    for (row, pixels) in data.chunks_mut(stride).zip(code.rows()) {
        for (to, from) in row.iter_mut().zip(pixels) {
            *to = from.0[0];
        }
    }
    let frame = |height, stride| Luma {
        width: code.width(),
        height,
        stride,
        data: &data,
    };
    assert_eq!(
        shell.host.scan_luma(frame(code.height(), stride)).unwrap()[0].text,
        text
    );
    for bad in [
        frame(code.height() + 9, stride),
        frame(code.height(), 3),
        frame(0, stride),
        frame(u32::MAX, usize::MAX),
    ] {
        assert_eq!(
            shell.host.scan_luma(bad).unwrap_err().code,
            Code::ScanPicture
        );
    }
}

#[test]
fn pictures_that_hold_nothing_or_are_none() {
    let store = Store::start();
    let shell = Shell::new(store.settings());
    let fails = |bytes: &[u8]| shell.host.scan_picture(bytes).unwrap_err().code;
    assert_eq!(
        fails(&png(&GrayImage::from_pixel(300, 300, Grey([200])))),
        Code::ScanNothing
    );
    assert_eq!(fails(b""), Code::ScanPicture);
    assert_eq!(fails(b"GIF89a nonsense"), Code::ScanPicture);
    let whole = png(&code("x", 4));
    assert_eq!(fails(&whole[..whole.len() / 2]), Code::ScanPicture);
    // A header that promises 60,000 x 60,000 pixels.
    let mut bomb = whole.clone();
    bomb[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    assert_eq!(fails(&bomb), Code::ScanPicture);
    // Another store's code is read, and not opened.
    let found = shell
        .host
        .scan_picture(&png(&code("https://store.example/m/canteen", 6)))
        .unwrap();
    assert!(!found[0].openable);
}

/// A picture may be made to be dear: slower than this, optimised or not, and a person thinks the app hangs.
const PATIENCE: Duration = Duration::from_secs(20);
/// What reading a picture may add to the memory of this process: what `core/scan` lets a decoder take, and some copies.
const MEMORY_KB: u64 = 400 * 1024;

fn encoded(picture: &GrayImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    let picture = image::DynamicImage::ImageLuma8(picture.clone());
    // A GIF has no grey of its own.
    image::DynamicImage::ImageRgb8(picture.into_rgb8())
        .write_to(&mut std::io::Cursor::new(&mut bytes), format)
        .unwrap();
    bytes
}

/// The largest this process has been, in KB; nothing where the system does not say.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok())
        .unwrap_or(0)
}

/// A PNG whose header tells these sizes, colour type and depth.
fn png_claiming(width: u32, height: u32, depth: u8, colour: u8) -> Vec<u8> {
    let mut bytes = encoded(&code("x", 4), ImageFormat::Png);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    bytes[24] = depth;
    bytes[25] = colour;
    let check = crc32fast::hash(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&check.to_be_bytes());
    bytes
}

#[test]
fn hostile_pictures_are_refused_in_time_and_memory() {
    let store = Store::start();
    let shell = Shell::new(store.settings());
    let text = store.link("canteen");
    let plain = code(&text, 8);
    let half = |format| {
        let bytes = encoded(&plain, format);
        bytes[..bytes.len() / 2].to_vec()
    };
    let mut gif = encoded(&plain, ImageFormat::Gif);
    gif[6..10].copy_from_slice(&[0xff; 4]);
    let finders = GrayImage::from_fn(1400, 1400, |x, y| {
        let ring = (x % 16).abs_diff(7).max((y % 16).abs_diff(7)) / 2;
        Grey([if ring == 2 || ring > 3 { 255 } else { 0 }])
    });
    let checks = GrayImage::from_fn(4096, 4096, |x, y| Grey([((x + y) % 2 * 255) as u8]));
    let before = peak();
    for (what, bytes, expected) in [
        ("no bytes", Vec::new(), Code::ScanPicture),
        ("half a PNG", half(ImageFormat::Png), Code::ScanPicture),
        // A JPEG is readable as far as it goes.
        ("half a JPEG", half(ImageFormat::Jpeg), Code::ScanNothing),
        ("half a GIF", half(ImageFormat::Gif), Code::ScanPicture),
        (
            "an SVG",
            b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>".to_vec(),
            Code::ScanPicture,
        ),
        (
            "a PNG that says 30,000 x 30,000",
            png_claiming(30_000, 30_000, 8, 0),
            Code::ScanPicture,
        ),
        (
            "a PNG that says 16,384 x 16,384, eight bytes a pixel",
            png_claiming(16_384, 16_384, 16, 6),
            Code::ScanPicture,
        ),
        (
            "a PNG without a width",
            png_claiming(0, 9, 8, 0),
            Code::ScanPicture,
        ),
        ("a GIF that says 65,535 x 65,535", gif, Code::ScanPicture),
        (
            "one pixel",
            png(&GrayImage::from_pixel(1, 1, Grey([0]))),
            Code::ScanNothing,
        ),
        (
            "one row of 16,384",
            png(&GrayImage::from_pixel(16_384, 1, Grey([0]))),
            Code::ScanNothing,
        ),
        (
            "a small file of 150 million pixels",
            png(&GrayImage::new(15_000, 10_000)),
            Code::ScanNothing,
        ),
        ("a chessboard of pixels", png(&checks), Code::ScanNothing),
        ("7,700 corners of codes", png(&finders), Code::ScanNothing),
    ] {
        let start = Instant::now();
        let outcome = shell.host.scan_picture(&bytes);
        assert_eq!(outcome.map_err(|error| error.code), Err(expected), "{what}");
        assert!(start.elapsed() < PATIENCE, "{what}: {:?}", start.elapsed());
    }
    let more = peak() - before;
    assert!(more < MEMORY_KB, "{more} KB");
}

#[test]
fn a_moving_picture_is_read_by_its_first_frame() {
    let store = Store::start();
    let shell = Shell::new(store.settings());
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
    for text in [store.link("canteen"), store.link("other")] {
        let frame = image::DynamicImage::ImageLuma8(code(&text, 6)).to_rgba8();
        encoder.encode_frame(image::Frame::new(frame)).unwrap();
    }
    drop(encoder);
    let found = shell.host.scan_picture(&bytes).unwrap();
    let texts: Vec<_> = found.into_iter().map(|found| found.text).collect();
    assert_eq!(texts, [store.link("canteen")]);
}
