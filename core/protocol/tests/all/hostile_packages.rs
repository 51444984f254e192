use std::io::Cursor;

use tiffin_protocol::package::PackageReader;
use tiffin_protocol::{Code, Limits};

use crate::code;
use crate::zips::{Ending, File, file, zip, zip_with};

#[track_caller]
fn refused(bytes: Vec<u8>) -> Code {
    crate::corpus::keep("package", &bytes);
    code(PackageReader::open(Cursor::new(bytes), Limits::DEFAULT))
}

fn two() -> [File; 2] {
    [file("a.js", b"one"), file("b.js", b"two")]
}

#[test]
fn the_plain_form_of_the_corpus_is_accepted() {
    assert!(PackageReader::open(Cursor::new(zip(&two())), Limits::DEFAULT).is_ok());
    assert!(PackageReader::open(Cursor::new(zip(&[])), Limits::DEFAULT).is_ok());
    assert!(
        PackageReader::open(
            Cursor::new(zip(&[file("图/标.png", b"x")])),
            Limits::DEFAULT
        )
        .is_ok()
    );
}

#[test]
fn not_a_zip() {
    assert_eq!(
        refused(b"<html>404</html> and some more bytes".to_vec()),
        Code::PackageNotZip
    );
    assert_eq!(refused(vec![]), Code::PackageNotZip);
    // Bytes in front: a self-extracting archive, or two formats in one.
    let mut bytes = b"#!/bin/sh\n".to_vec();
    bytes.extend(zip(&two()));
    assert_eq!(refused(bytes), Code::PackageNotZip);
}

#[test]
fn truncated_anywhere() {
    let bytes = zip(&two());
    for len in 4..bytes.len() {
        let code = refused(bytes[..len].to_vec());
        assert_eq!(
            code,
            Code::PackageTruncated,
            "cut at {len} of {}",
            bytes.len()
        );
    }
}

#[test]
fn slips() {
    for name in [
        "../evil.js",
        "a/../../evil.js",
        "/etc/passwd",
        "C:/evil.js",
        "a\\..\\evil.js",
        "./a.js",
        "a/.",
        "..",
    ] {
        assert_eq!(refused(zip(&[file(name, b"x")])), Code::PathSlip, "{name}");
    }
}

#[test]
fn names_that_are_not_names() {
    for name in ["", "a//b", "a\0b", "a\nb", "a\u{7f}b", "a\u{85}b"] {
        assert_eq!(
            refused(zip(&[file(name, b"x")])),
            Code::PathInvalid,
            "{name:?}"
        );
    }
    assert_eq!(
        refused(zip(&[file(&"x".repeat(256), b"x")])),
        Code::PathInvalid
    );
    assert_eq!(
        refused(zip(&[file(&"x/".repeat(300), b"x")])),
        Code::PackageDirectory
    );
    assert_eq!(
        refused(zip(&[file(&format!("{}x", "x/".repeat(300)), b"x")])),
        Code::PathInvalid
    );
    for name in ["a<b", "a>b", "a?b", "a|b", "a*b", "a\"b", "a.", "a./b"] {
        assert_eq!(
            refused(zip(&[file(name, b"x")])),
            Code::PathReserved,
            "{name:?}"
        );
    }
}

#[test]
fn names_not_in_utf8() {
    let latin = file("x", b"x").both(|f| f.name = vec![b'a', 0xe9]);
    assert_eq!(refused(zip(&[latin])), Code::PackageName);
    let unflagged = file("é.js", b"x").both(|f| f.flags = 0);
    assert_eq!(refused(zip(&[unflagged])), Code::PackageName);
}

#[test]
fn encrypted() {
    for flag in [1, 1 << 6, 1 << 13] {
        let sealed = file("a.js", b"x").both(|f| f.flags = flag);
        assert_eq!(refused(zip(&[sealed])), Code::PackageEncrypted);
    }
    // Only one of the two headers admits it.
    let sealed = file("a.js", b"x").local(|f| f.flags = 1);
    assert_eq!(refused(zip(&[sealed])), Code::PackageMismatch);
}

#[test]
fn compressed_is_how_bombs_are_made() {
    for method in [1, 8, 9, 12, 14, 93, 95, 99] {
        let packed = file("a.js", b"x").both(|f| f.method = method);
        assert_eq!(refused(zip(&[packed])), Code::PackageCompressed, "{method}");
    }
    let bomb = file("a.js", &[0; 1000]).both(|f| {
        f.method = 8;
        f.len = 4_000_000_000;
    });
    assert_eq!(refused(zip(&[bomb])), Code::PackageCompressed);
    // Stored, but with another size unpacked.
    let bomb = file("a.js", &[0; 1000]).both(|f| f.len = 2_000);
    assert_eq!(refused(zip(&[bomb])), Code::PackageMismatch);
}

#[test]
fn data_descriptors() {
    let hidden = file("a.js", b"x").both(|f| f.flags = 1 << 3);
    assert_eq!(refused(zip(&[hidden])), Code::PackageDescriptor);
    let hidden = file("a.js", b"x").local(|f| {
        f.flags = 1 << 3;
        f.crc = 0;
        f.packed = 0;
        f.len = 0;
    });
    assert_eq!(refused(zip(&[hidden])), Code::PackageDescriptor);
}

#[test]
fn links_folders_and_devices() {
    let of_kind = |mode: u32| file("a", b"../../etc/passwd").both(|f| f.external = mode << 16);
    assert_eq!(refused(zip(&[of_kind(0o120_777)])), Code::PackageSymlink);
    assert_eq!(refused(zip(&[of_kind(0o040_755)])), Code::PackageDirectory);
    for device in [0o020_666, 0o060_666, 0o010_644, 0o140_644] {
        assert_eq!(refused(zip(&[of_kind(device)])), Code::PackageSpecialFile);
    }
    // A link is a link whatever system the archive claims to be from.
    let foreign = of_kind(0o120_777).both(|f| f.made_by = 0);
    assert_eq!(refused(zip(&[foreign])), Code::PackageSymlink);
    assert_eq!(
        refused(zip(&[file("folder/", b"")])),
        Code::PackageDirectory
    );
    let dos = file("folder", b"").both(|f| {
        f.made_by = 0;
        f.external = 0x10;
    });
    assert_eq!(refused(zip(&[dos])), Code::PackageDirectory);
}

#[test]
fn spanned() {
    let with = |ending: Ending| refused(zip_with(&two(), &ending));
    assert_eq!(
        with(Ending {
            disk: 1,
            ..Ending::default()
        }),
        Code::PackageSpanned
    );
    assert_eq!(
        with(Ending {
            central_disk: 1,
            ..Ending::default()
        }),
        Code::PackageSpanned
    );
    assert_eq!(
        with(Ending {
            entries_here: Some(1),
            ..Ending::default()
        }),
        Code::PackageSpanned
    );
    let elsewhere = file("a.js", b"x").both(|f| f.disk = 2);
    assert_eq!(refused(zip(&[elsewhere])), Code::PackageSpanned);
    let mut marked = 0x0807_4b50u32.to_le_bytes().to_vec();
    marked.extend(zip(&two()));
    assert_eq!(refused(marked), Code::PackageSpanned);
}

#[test]
fn the_same_file_twice() {
    assert_eq!(
        refused(zip(&[file("app.js", b"good"), file("app.js", b"evil")])),
        Code::PackageDuplicate
    );
    assert_eq!(
        refused(zip(&[file("app.js", b"good"), file("App.js", b"evil")])),
        Code::PackageCaseClash
    );
    assert_eq!(
        refused(zip(&[file("Ä.js", b"good"), file("ä.js", b"evil")])),
        Code::PackageCaseClash
    );
    assert_eq!(
        refused(zip(&[file("a", b"good"), file("a/b", b"evil")])),
        Code::PackagePrefixClash
    );
    assert_eq!(
        refused(zip(&[file("A", b"good"), file("a/b/c", b"evil")])),
        Code::PackagePrefixClash
    );
}

#[test]
fn overlaps() {
    // The quoted-overlap bomb: several records share one file's bytes.
    let mut shared = file("b.js", b"two");
    shared.offset = Some(0);
    shared.central.name = b"b.js".to_vec();
    assert_eq!(
        refused(zip(&[file("a.js", b"one"), shared])),
        Code::PackageMismatch
    );
    let inner = zip(&[file("b.js", b"two")]);
    let header = &inner[..30 + 4 + 3];
    let outer = file("a.js", header);
    let mut quoted = file("b.js", b"two");
    quoted.offset = Some(30 + 4);
    let mut bytes = zip(std::slice::from_ref(&outer));
    // Directory with both records, data with one.
    let directory = zip(&[outer, quoted]);
    let data_len = 30 + 4 + header.len();
    let directory_start = directory.len() - 22 - 2 * (46 + 4);
    bytes.truncate(data_len);
    bytes.extend(&directory[directory_start..directory.len() - 22]);
    let mut end = directory[directory.len() - 22..].to_vec();
    end[16..20].copy_from_slice(&(data_len as u32).to_le_bytes());
    bytes.extend(end);
    assert_eq!(refused(bytes), Code::PackageOverlap);
    // A file that runs into the directory.
    let long = file("a.js", b"one").both(|f| {
        f.len = 60;
        f.packed = 60;
    });
    assert_eq!(refused(zip(&[long])), Code::PackageOverlap);
}

#[test]
fn hidden_bytes() {
    let mut hidden = file("b.js", b"two");
    hidden.gap = b"hidden".to_vec();
    assert_eq!(
        refused(zip(&[file("a.js", b"one"), hidden])),
        Code::PackageGap
    );
    let after = Ending {
        after_files: b"APK Sig Block 42".to_vec(),
        ..Ending::default()
    };
    assert_eq!(refused(zip_with(&two(), &after)), Code::PackageGap);
    let before_end = Ending {
        before: b"hidden".to_vec(),
        ..Ending::default()
    };
    assert_eq!(refused(zip_with(&two(), &before_end)), Code::PackageCorrupt);
    let comment = Ending {
        comment: b"hi".to_vec(),
        ..Ending::default()
    };
    assert_eq!(refused(zip_with(&two(), &comment)), Code::PackageComment);
    let mut trailing = zip(&two());
    trailing.extend(b"hidden");
    assert_eq!(refused(trailing), Code::PackageComment);
    let commented = file("a.js", b"x").central(|f| f.comment = b"hi".to_vec());
    assert_eq!(refused(zip(&[commented])), Code::PackageComment);
}

#[test]
fn extra_fields() {
    // 0x7075: another name for readers that know Unicode paths.
    let renamed = file("a.js", b"x").central(|f| f.extra = vec![0x75, 0x70, 1, 0, 1]);
    assert_eq!(refused(zip(&[renamed])), Code::PackageExtra);
    let local = file("a.js", b"x").local(|f| f.extra = vec![0x75, 0x70, 1, 0, 1]);
    assert_eq!(refused(zip(&[local])), Code::PackageExtra);
}

#[test]
fn zip64() {
    let extra = file("a.js", b"x").both(|f| f.extra = vec![1, 0, 8, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
    assert_eq!(refused(zip(&[extra])), Code::PackageZip64);
    let large = file("a.js", b"x").both(|f| f.len = u32::MAX);
    assert_eq!(refused(zip(&[large])), Code::PackageZip64);
    let mut locator = 0x0606_4b50u32.to_le_bytes().to_vec();
    locator.extend([0; 52]);
    locator.extend(0x0706_4b50u32.to_le_bytes());
    locator.extend([0; 16]);
    let ending = Ending {
        before: locator,
        ..Ending::default()
    };
    assert_eq!(refused(zip_with(&two(), &ending)), Code::PackageZip64);
    let ending = Ending {
        entries: Some(0xffff),
        entries_here: Some(0xffff),
        ..Ending::default()
    };
    assert_eq!(refused(zip_with(&two(), &ending)), Code::PackageZip64);
}

#[test]
fn headers_that_contradict_each_other() {
    let changes: [fn(&mut crate::zips::Fields); 6] = [
        |f| f.name = b"b.js".to_vec(),
        |f| f.crc ^= 1,
        |f| f.len = 2,
        |f| f.packed = 2,
        |f| f.method = 8,
        |f| f.time = 9,
    ];
    for change in changes {
        assert_eq!(
            refused(zip(&[file("a.js", b"one").local(change)])),
            Code::PackageMismatch
        );
    }
    let mut lost = file("a.js", b"one");
    lost.offset = Some(3);
    assert_eq!(refused(zip(&[lost])), Code::PackageMismatch);
    let mut beyond = file("a.js", b"one");
    beyond.offset = Some(4_000_000);
    assert_eq!(refused(zip(&[beyond])), Code::PackageMismatch);
}

#[test]
fn directories_that_lie() {
    let with = |ending: Ending| refused(zip_with(&two(), &ending));
    assert_eq!(
        with(Ending {
            central_len: Some(5),
            ..Ending::default()
        }),
        Code::PackageCorrupt
    );
    assert_eq!(
        with(Ending {
            central_offset: Some(0),
            ..Ending::default()
        }),
        Code::PackageCorrupt
    );
    assert_eq!(
        with(Ending {
            central_offset: Some(u32::MAX - 1),
            ..Ending::default()
        }),
        Code::PackageCorrupt
    );
    assert_eq!(
        with(Ending {
            entries: Some(1),
            entries_here: Some(1),
            ..Ending::default()
        }),
        Code::PackageCorrupt
    );
    assert_eq!(
        with(Ending {
            entries: Some(3),
            entries_here: Some(3),
            ..Ending::default()
        }),
        Code::PackageCorrupt
    );
    let flagged = file("a.js", b"x").both(|f| f.flags = 1 << 5);
    assert_eq!(refused(zip(&[flagged])), Code::PackageCorrupt);
}

#[test]
fn too_many_and_too_large() {
    let limits = Limits {
        package_bytes: 4096,
        total_bytes: 8192,
        file_bytes: 100,
        entries: 3,
    };
    let open = |bytes: Vec<u8>| PackageReader::open(Cursor::new(bytes), limits);
    let names = ["a", "b", "c", "d"];
    let files: Vec<File> = names.iter().map(|n| file(n, b"x")).collect();
    assert!(open(zip(&files[..3])).is_ok());
    assert_eq!(code(open(zip(&files))), Code::PackageTooManyFiles);
    assert!(open(zip(&[file("a", &[0; 100])])).is_ok());
    assert_eq!(
        code(open(zip(&[file("a", &[0; 101])]))),
        Code::PackageFileTooLarge
    );
    assert_eq!(code(open(vec![0; 4097])), Code::PackageTooLarge);
}

#[test]
fn a_hundred_thousand_entries() {
    // Their count does not fit 16 bits: whatever the end record says, they are too many.
    let files: Vec<File> = (0..100_000).map(|n| file(&format!("{n:x}"), b"")).collect();
    let limits = Limits {
        package_bytes: 64 << 20,
        ..Limits::DEFAULT
    };
    for entries in [0, 1, 34_464, 65_534] {
        let ending = Ending {
            entries: Some(entries),
            entries_here: Some(entries),
            ..Ending::default()
        };
        let result = PackageReader::open(Cursor::new(zip_with(&files, &ending)), limits);
        assert_eq!(code(result), Code::PackageTooManyFiles);
    }
    let bytes = zip_with(&files, &Ending::default());
    assert_eq!(refused(bytes), Code::PackageTooLarge);
}

#[test]
fn a_wrong_crc_is_found_on_reading() {
    let wrong = file("a.js", b"one").both(|f| f.crc ^= 1);
    let mut reader = PackageReader::open(Cursor::new(zip(&[wrong])), Limits::DEFAULT).unwrap();
    assert_eq!(code(reader.read("a.js")), Code::PackageCrc);
    assert_eq!(code(reader.check_contents()), Code::PackageCrc);
}
