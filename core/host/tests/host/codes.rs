//! Codes that are damaged, shaded, transparent, in the charset of a shop's printer, or in parts.

use image::{GrayAlphaImage, GrayImage, ImageFormat, Luma as Grey, LumaA};
use qrcode::{Color, EcLevel, Version};
use tiffin_host::*;

use crate::shell::Shell;
use crate::store::{Store, hello};

const MODULE: u32 = 10;

/// A code of these bytes as they are, after a header: what the crate's own encoder cannot be asked for.
fn raw(header: &[u8], bytes: &[u8], level: EcLevel) -> GrayImage {
    let version = Version::Normal(9);
    let mut bits: Vec<bool> = Vec::new();
    let mut push = |value: usize, width: usize| {
        bits.extend((0..width).rev().map(|bit| value >> bit & 1 == 1));
    };
    if let [index, last, parity] = header {
        push(0b0011, 4);
        push(usize::from(*index), 4);
        push(usize::from(*last), 4);
        push(usize::from(*parity), 8);
    }
    push(0b0100, 4);
    push(bytes.len(), 8);
    for byte in bytes {
        push(usize::from(*byte), 8);
    }
    push(0, 4);
    let mut data: Vec<u8> = bits
        .chunks(8)
        .map(|byte| {
            byte.iter()
                .enumerate()
                .fold(0, |value, (bit, on)| value | u8::from(*on) << (7 - bit))
        })
        .collect();
    let codewords = match level {
        EcLevel::L => 232,
        EcLevel::M => 182,
        EcLevel::Q => 132,
        EcLevel::H => 100,
    };
    assert!(data.len() <= codewords, "{} bytes are too many", data.len());
    data.extend(
        [0xec, 0x11]
            .into_iter()
            .cycle()
            .take(codewords - data.len()),
    );
    let (data, correction) = qrcode::ec::construct_codewords(&data, version, level).unwrap();
    let mut canvas = qrcode::canvas::Canvas::new(version, level);
    canvas.draw_all_functional_patterns();
    canvas.draw_data(&data, &correction);
    let colours = canvas.apply_best_mask().into_colors();
    let size = 53;
    GrayImage::from_fn((size + 8) * MODULE, (size + 8) * MODULE, |x, y| {
        let at = |pixel: u32| (pixel / MODULE).checked_sub(4).filter(|at| *at < size);
        let dark = at(x)
            .zip(at(y))
            .is_some_and(|(x, y)| colours[(y * size + x) as usize] == Color::Dark);
        Grey([if dark { 0 } else { 255 }])
    })
}

fn png(picture: impl Into<image::DynamicImage>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut to = std::io::Cursor::new(&mut bytes);
    picture.into().write_to(&mut to, ImageFormat::Png).unwrap();
    bytes
}

fn parts(text: &str, count: u8) -> Vec<Vec<u8>> {
    let parity = text.bytes().fold(0, |parity, byte| parity ^ byte);
    let each = text.len().div_ceil(usize::from(count));
    let chunks = (0..).zip(text.as_bytes().chunks(each));
    chunks
        .map(|(at, bytes)| png(raw(&[at, count - 1, parity], bytes, EcLevel::M)))
        .collect()
}

fn texts(found: Result<Vec<Scanned>, HostError>) -> Vec<String> {
    found.unwrap().into_iter().map(|code| code.text).collect()
}

#[test]
fn a_shops_gbk_a_byte_order_mark_and_utf_8_are_read() {
    let store = Store::start();
    let shell = Shell::new(store.settings());
    let link = store.link("canteen");
    let written = |tail: &[u8]| {
        let bytes = [link.as_bytes(), b"?table=", tail].concat();
        shell.host.scan_picture(&png(raw(&[], &bytes, EcLevel::M)))
    };
    // 菜单 and 桌3 in GBK.
    assert_eq!(
        texts(written(&[0xb2, 0xcb, 0xb5, 0xa5])),
        [format!("{link}?table=菜单")]
    );
    assert_eq!(
        texts(written(&[0xd7, 0xc0, b'3'])),
        [format!("{link}?table=桌3")]
    );
    assert_eq!(
        texts(written("桌3".as_bytes())),
        [format!("{link}?table=桌3")]
    );
    let marked = ["\u{feff}", &link].concat();
    let found = shell
        .host
        .scan_picture(&png(raw(&[], marked.as_bytes(), EcLevel::M)))
        .unwrap();
    assert!(found[0].openable, "{found:?}");
}

#[test]
fn a_code_on_nothing_is_read_in_black_and_in_white() {
    let store = Store::start();
    let shell = Shell::new(store.settings());
    let link = store.link("canteen");
    let code = raw(&[], link.as_bytes(), EcLevel::M);
    for ink in [0, 255] {
        let picture = GrayAlphaImage::from_fn(code.width(), code.height(), |x, y| {
            LumaA([ink, 255 - code.get_pixel(x, y).0[0]])
        });
        assert_eq!(
            texts(shell.host.scan_picture(&png(picture))),
            std::slice::from_ref(&link),
            "ink {ink}"
        );
    }
}

/// The corner of an eye torn off, a hole through it, its middle gone; each of the three eyes.
#[test]
fn a_code_with_a_damaged_eye_is_read() {
    let store = Store::start();
    let shell = Shell::new(store.settings());
    let link = store.link("canteen");
    let code = raw(&[], link.as_bytes(), EcLevel::H);
    let far = 46 * MODULE;
    let quiet = 4 * MODULE;
    let mut missed = Vec::new();
    for (left, top) in [(0, 0), (far, 0), (0, far)] {
        for damage in ["corner", "hole", "middle", "all"] {
            let mut picture = code.clone();
            for (x, y, pixel) in picture.enumerate_pixels_mut() {
                let inside =
                    |at: u32, from: u32| at.checked_sub(from + quiet).filter(|at| *at < 7 * MODULE);
                let Some((x, y)) = inside(x, left).zip(inside(y, top)) else {
                    continue;
                };
                let gone = match damage {
                    "corner" => x < 35 && y < 35,
                    "hole" => x.pow(2) + y.pow(2) < 23_u32.pow(2),
                    "middle" => (25..45).contains(&x) && (25..45).contains(&y),
                    _ => true,
                };
                if gone {
                    *pixel = Grey([255]);
                }
            }
            let found = shell.host.scan_picture(&png(picture));
            if !found.is_ok_and(|found| found.len() == 1 && found[0].text == link) {
                missed.push(format!("{damage} of {left} {top}"));
            }
        }
    }
    assert!(missed.is_empty(), "{missed:?}");
}

#[test]
fn a_code_under_the_sharp_edge_of_a_shadow_is_read() {
    let store = Store::start();
    let shell = Shell::new(store.settings());
    let link = store.link("canteen");
    let code = raw(&[], link.as_bytes(), EcLevel::M);
    for (share, light) in [(7, 28), (5, 35), (9, 25)] {
        let edge = code.width() * share / 10;
        let shaded = GrayImage::from_fn(code.width(), code.height(), |x, y| {
            let paper = u32::from(code.get_pixel(x, y).0[0]) * 9 / 10 + 8;
            let light = if x + y * 6 / 10 > edge { light } else { 100 };
            Grey([(paper * light / 100) as u8])
        });
        assert_eq!(
            texts(shell.host.scan_picture(&png(shaded))),
            std::slice::from_ref(&link),
            "{share} {light}"
        );
    }
}

#[test]
fn parts_of_a_text_are_collected_from_pictures_and_frames_in_any_order() {
    let store = Store::start();
    let shell = Shell::new(store.settings());
    let link = format!("{}?table=桌子十二号", store.link("canteen"));
    let parts = parts(&link, 3);
    let scan = |part: &[u8]| shell.host.scan_picture(part);
    let more = |part: &[u8]| {
        let error = scan(part).unwrap_err();
        assert_eq!(error.code, Code::ScanPart);
        error.detail
    };
    assert_eq!(more(&parts[2]), "1 of 3");
    assert_eq!(more(&parts[2]), "1 of 3", "the same again");
    let frame = image::load_from_memory(&parts[0]).unwrap().into_luma8();
    let frame = Luma {
        width: frame.width(),
        height: frame.height(),
        stride: frame.width() as usize,
        data: frame.as_raw(),
    };
    assert_eq!(shell.host.scan_luma(frame).unwrap_err().detail, "2 of 3");
    let found = scan(&parts[1]).unwrap();
    assert_eq!(
        (found[0].text.as_str(), found[0].openable),
        (link.as_str(), true)
    );
    assert_eq!(
        more(&parts[1]),
        "1 of 3",
        "what was put together is done with"
    );
}

#[test]
fn all_parts_on_one_sheet_are_the_text() {
    let store = Store::start();
    let shell = Shell::new(store.settings());
    let link = store.link("canteen");
    let pictures: Vec<_> = parts(&link, 3)
        .iter()
        .map(|part| image::load_from_memory(part).unwrap().into_luma8())
        .collect();
    let side = pictures[0].width();
    let mut sheet = GrayImage::from_pixel(side * 3, side, Grey([255]));
    for (at, part) in (0..).zip(&pictures) {
        image::imageops::overlay(&mut sheet, part, at * i64::from(side), 0);
    }
    assert_eq!(texts(shell.host.scan_picture(&png(sheet))), [link]);
}

#[test]
fn headers_of_parts_that_lie_are_refused() {
    let store = Store::start();
    let shell = Shell::new(store.settings());
    let code = |header: &[u8], text: &str| {
        shell
            .host
            .scan_picture(&png(raw(header, text.as_bytes(), EcLevel::M)))
    };
    let failed = |header: &[u8], text: &str| code(header, text).unwrap_err().code;
    assert_eq!(failed(&[3, 1, 0], "the fourth of two"), Code::ScanNothing);
    assert_eq!(
        failed(&[15, 0, 0], "the sixteenth of one"),
        Code::ScanNothing
    );
    assert_eq!(texts(code(&[0, 0, 0], "the only one")), ["the only one"]);
    assert_eq!(failed(&[0, 1, 77], "of another"), Code::ScanPart);
    assert_eq!(failed(&[1, 1, 77], "text than this"), Code::ScanParts);
    // Sixteen parts is what the header can say at most.
    for index in 0..15 {
        assert_eq!(
            failed(&[index, 15, 5], &format!("part {index}")),
            Code::ScanPart
        );
    }
}

#[test]
fn the_screen_says_how_many_parts_were_read_until_the_person_leaves() {
    let store = Store::start();
    store.publish("canteen", 1, &hello("Hello"));
    let mut shell = Shell::new(store.settings());
    shell.open(&store.link("canteen"));
    shell.until_page();
    let link = format!("{}?table=3", store.link("canteen"));
    let parts = parts(&link, 2);
    let scan = |shell: &Shell, part: &[u8]| {
        let action = match shell.host.scan_picture(part) {
            Ok(found) => ScreenAction::Found {
                texts: found.into_iter().map(|code| code.text).collect(),
                source: LinkSource::Picture,
                call: None,
            },
            Err(error) => ScreenAction::Unreadable { error, call: None },
        };
        shell.host.act(action);
    };
    let read = |shell: &Shell| match shell.panel() {
        Some(Panel::Scanner { parts, .. }) => *parts,
        _ => None,
    };
    let one = Some(Parts { read: 1, of: 2 });
    scan(&shell, &parts[0]);
    shell.until("the first part", |shell| read(shell) == one);
    shell.host.act(ScreenAction::ClosePanel);
    shell.until("no sheet", |shell| shell.panel().is_none());
    scan(&shell, &parts[1]);
    shell.until("the other one alone", |shell| read(shell) == one);
    scan(&shell, &parts[0]);
    shell.until("both", |shell| shell.panel().is_none());
}

#[test]
fn two_tables_of_one_page_are_told_apart_by_their_parameters() {
    let store = Store::start();
    store.publish("canteen", 1, &hello("Hello"));
    let mut shell = Shell::new(store.settings());
    shell.open(&store.link("canteen"));
    shell.until_page();
    let text = |table| format!("{}?shop=5&table={table}", store.link("canteen"));
    shell.host.act(ScreenAction::Found {
        texts: vec![text(12), text(13)],
        source: LinkSource::Camera,
        call: None,
    });
    let seen = |shell: &Shell| match shell.panel() {
        Some(Panel::Scanner { choices, .. }) => choices
            .iter()
            .map(|choice| choice.parameters.clone())
            .collect(),
        _ => Vec::new(),
    };
    shell.until("the choice", |shell| {
        seen(shell) == ["table=12", "table=13"]
    });
}

#[test]
fn the_longest_text_of_a_code_and_one_that_is_cut_within_a_character_are_read() {
    let store = Store::start();
    let shell = Shell::new(store.settings());
    // 7,089 digits: the most that any code holds.
    let digits = "7".repeat(7_089);
    let code = qrcode::QrCode::with_version(&digits, Version::Normal(40), EcLevel::L).unwrap();
    let picture = code.render::<Grey<u8>>().module_dimensions(4, 4).build();
    let found = shell.host.scan_picture(&png(picture)).unwrap();
    assert_eq!(found[0].text, digits);
    assert_eq!(found[0].link.as_ref().unwrap_err().code, Code::LinkTooLong);
    // 菜单 without its last byte is of no charset that a shop writes; whatever it is read as, it is no link.
    let found = shell
        .host
        .scan_picture(&png(raw(&[], &[0xb2, 0xcb, 0xb5], EcLevel::M)))
        .unwrap();
    assert!(found[0].link.is_err());
}
