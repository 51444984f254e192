//! Any project folder is built or refused with findings. The input is the files of one page, parted by lines of `----`:
//! WXML, WXSS, WXS, JavaScript, the page's JSON, app.json (without: a good one).
#![no_main]

use std::path::PathBuf;
use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use tiffin_compiler::{Options, build};

const FILES: [&str; 6] = ["p/p.wxml", "p/p.wxss", "p/m.wxs", "p/p.js", "p/p.json", "app.json"];
const OTHERS: [(&str, &str); 6] = [
    ("app.json", r#"{"pages": ["p/p"]}"#),
    ("p/p.json", "{}"),
    ("app.js", "App({})"),
    ("project.config.json", r#"{"appid": "fuzzed", "projectname": "fuzzed"}"#),
    ("c.wxml", "<slot/>"),
    ("c.js", "Component({})"),
];

fn folder() -> &'static PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder").keep();
        std::fs::create_dir(folder.join("p")).expect("a folder");
        folder
    })
}

fuzz_target!(|text: &str| {
    let write = |name: &str, text: &str| std::fs::write(folder().join(name), text).expect("a file");
    for (name, text) in OTHERS {
        write(name, text);
    }
    let mut parts = text.split("\n----\n");
    for name in FILES {
        match parts.next() {
            Some(part) => write(name, part),
            None => {
                let known = OTHERS.iter().any(|(other, _)| *other == name);
                if !known {
                    write(name, "");
                }
            }
        }
    }
    let options = Options { check: true, ..Options::default() };
    let (built, report) = build(folder(), &options, &|_| {});
    assert!(built.is_some() || report.errors() > 0, "refused, and nobody says why");
});
