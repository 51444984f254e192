use std::io::{Cursor, Read, Seek, SeekFrom};

use tiffin_protocol::package::{PackageReader, PackageWriter, describe};
use tiffin_protocol::{Code, Limits, Sha256};

use crate::code;

fn written(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = PackageWriter::new();
    for (path, bytes) in files {
        writer.add(path.parse().unwrap(), bytes.to_vec()).unwrap();
    }
    writer.finish(&Limits::DEFAULT).unwrap()
}

const FILES: &[(&str, &[u8])] = &[
    ("pages/index.js", b"Page({})"),
    ("app.js", b"App({})"),
    ("empty", b""),
    ("图标.png", &[0x89, 0x50]),
];

#[test]
fn what_is_written_is_read() {
    let bytes = written(FILES);
    let mut reader = PackageReader::open(Cursor::new(&bytes), Limits::DEFAULT).unwrap();
    let paths: Vec<&str> = reader.entries().iter().map(|e| e.path.as_str()).collect();
    assert_eq!(paths, ["app.js", "empty", "pages/index.js", "图标.png"]);
    for (path, content) in FILES {
        assert_eq!(reader.read(path).unwrap(), *content);
        let entry = reader.entry(path).unwrap();
        let range = entry.offset as usize..(entry.offset + entry.len) as usize;
        assert_eq!(&bytes[range], *content);
    }
    reader.check_contents().unwrap();
    assert_eq!(code(reader.read("nothing.js")), Code::PackageFileMissing);
}

#[test]
fn the_same_files_give_the_same_bytes() {
    let mut reversed = FILES.to_vec();
    reversed.reverse();
    assert_eq!(written(FILES), written(&reversed));
    // A change of the form of packages must be deliberate: caches and digests depend on it.
    assert_eq!(Sha256::of(&written(&[("a.js", b"x")])).hex(), PINNED);
}

const PINNED: &str = "56541728981cfb70b7128c4aeb8d8ed266267843aac3cca9b757f5531128f3fa";

/// Standard tools open it: the independent reader of the `zip` crate sees the same.
#[test]
fn others_read_it_too() {
    let bytes = written(FILES);
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    assert_eq!(archive.len(), FILES.len());
    for (path, content) in FILES {
        let mut file = archive.by_name(path).unwrap();
        let mut read = Vec::new();
        file.read_to_end(&mut read).unwrap();
        assert_eq!(read, *content);
    }
}

#[test]
fn the_writer_refuses_clashes_and_excess() {
    let mut writer = PackageWriter::new();
    writer.add("a.js".parse().unwrap(), vec![]).unwrap();
    assert_eq!(
        code(writer.add("a.js".parse().unwrap(), vec![])),
        Code::PackageDuplicate
    );
    assert_eq!(
        code(writer.add("A.js".parse().unwrap(), vec![])),
        Code::PackageCaseClash
    );
    writer.add("a.js/b".parse().unwrap(), vec![]).unwrap();
    assert_eq!(
        code(writer.finish(&Limits::DEFAULT)),
        Code::PackagePrefixClash
    );
    let mut writer = PackageWriter::new();
    writer.add("big".parse().unwrap(), vec![0; 101]).unwrap();
    let limits = Limits {
        file_bytes: 100,
        ..Limits::DEFAULT
    };
    assert_eq!(code(writer.finish(&limits)), Code::PackageFileTooLarge);
    let mut writer = PackageWriter::new();
    writer.add("big".parse().unwrap(), vec![0; 101]).unwrap();
    let limits = Limits {
        package_bytes: 100,
        ..Limits::DEFAULT
    };
    assert_eq!(code(writer.finish(&limits)), Code::PackageTooLarge);
}

#[test]
fn a_package_is_what_a_release_lists() {
    let bytes = written(FILES);
    let listed = describe("main", "", false, &bytes, &Limits::DEFAULT).unwrap();
    let check = |bytes: &[u8], listed: &_| {
        PackageReader::open(Cursor::new(bytes.to_vec()), Limits::DEFAULT)
            .unwrap()
            .check_against(listed)
    };
    check(&bytes, &listed).unwrap();

    // One flipped byte, in each file.
    let reader = PackageReader::open(Cursor::new(&bytes), Limits::DEFAULT).unwrap();
    for entry in reader.entries().iter().filter(|e| e.len > 0) {
        let mut flipped = bytes.clone();
        flipped[entry.offset as usize] ^= 1;
        assert_eq!(code(check(&flipped, &listed)), Code::PackageDigest);
    }
    let longer = written(&[("app.js", b"App({ })")]);
    assert_eq!(code(check(&longer, &listed)), Code::PackageSize);

    // A release that lies about files, signed or not.
    let mut lies = listed.clone();
    lies.files.pop();
    assert_eq!(code(check(&bytes, &lies)), Code::PackageFileUnlisted);
    let mut lies = listed.clone();
    lies.files[0].path = "apq.js".parse().unwrap();
    assert_eq!(code(check(&bytes, &lies)), Code::PackageFileMissing);
    let mut lies = listed.clone();
    lies.files[0].sha256 = Sha256::of(b"something else");
    assert_eq!(code(check(&bytes, &lies)), Code::PackageFileDigest);
    let mut lies = listed;
    lies.files[0].size += 1;
    assert_eq!(code(check(&bytes, &lies)), Code::PackageFileDigest);
}

#[test]
fn packages_say_what_they_lack() {
    let mut reader =
        PackageReader::open(Cursor::new(written(&[("a.js", b"x")])), Limits::DEFAULT).unwrap();
    assert_eq!(code(reader.manifest()), Code::ManifestMissing);
    assert_eq!(code(reader.config()), Code::ConfigMissing);
}

/// A file that shrinks, or a disk that fails, after the package was opened.
#[test]
fn a_source_that_fails() {
    struct Broken(Cursor<Vec<u8>>, bool);
    impl Read for Broken {
        fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
            if self.1 {
                Err(std::io::Error::other("bad sector"))
            } else {
                self.0.read(buf)
            }
        }
    }
    impl Seek for Broken {
        fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
            self.0.seek(to)
        }
    }
    let source = Broken(Cursor::new(written(FILES)), true);
    assert!(
        matches!(PackageReader::open(source, Limits::DEFAULT), Err(f) if f.code == Code::PackageRead)
    );
}
