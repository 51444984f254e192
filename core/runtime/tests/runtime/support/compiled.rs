//! Programs as the compiler makes them: what templates become is its work and the framework's together.

use std::collections::HashMap;
use std::io::Cursor;

use tiffin_compiler::{Options, build};
use tiffin_protocol::Limits;
use tiffin_protocol::package::PackageReader;

use super::Packages;

/// The packages of a project of these files. `app.js`, `app.json` with the page `p/p`, and that page's script are there
/// if they are not given.
pub fn packages(files: &[(&str, &str)]) -> Packages {
    let folder = tempfile::TempDir::new().unwrap();
    let usual = [
        ("project.config.json", r#"{"tiffin": {"program": "test"}}"#),
        ("app.json", r#"{"pages": ["p/p"]}"#),
        ("app.js", "App({})"),
        ("p/p.js", "Page({})"),
    ];
    for (path, text) in usual.iter().chain(files) {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let (build, report) = build(folder.path(), &Options::default(), &|_| {});
    let lines: Vec<String> = report.sorted().iter().map(|d| d.line()).collect();
    let build = build.unwrap_or_else(|| panic!("{lines:#?}"));
    let package = |bytes: &Vec<u8>| {
        let mut reader = PackageReader::open(Cursor::new(bytes), Limits::DEFAULT).unwrap();
        let paths: Vec<String> = reader
            .entries()
            .iter()
            .map(|entry| entry.path.as_str().to_owned())
            .collect();
        let mut files = HashMap::new();
        for path in paths {
            let bytes = reader.read(&path).unwrap().to_vec();
            files.insert(path, bytes);
        }
        files
    };
    build
        .packages
        .iter()
        .map(|found| (found.name.clone(), package(&found.bytes)))
        .collect()
}
