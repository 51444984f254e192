//! Pictures of codes, as people take them.

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
