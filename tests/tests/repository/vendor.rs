//! The vendored engine is the published crate with the patch beside it, and nothing else (docs/adr/0027): the patch is taken
//! back, and every file compared with the digests of what was published.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use super::files::{root, text, under};

const FOLDER: &str = "vendor/rquickjs-sys";

/// The old text, from the new one and the part of a unified patch that is about it.
fn taken_back(new: &str, patch: &str) -> String {
    let new: Vec<&str> = new.split_inclusive('\n').collect();
    let mut old = String::new();
    let mut at = 0;
    let mut patch = patch.lines().peekable();
    while let Some(line) = patch.next() {
        // @@ -3249,17 +3249,36 @@
        let Some(hunk) = line.strip_prefix("@@ -") else {
            continue;
        };
        let start = hunk.split('+').nth(1).unwrap();
        let start: usize = start.split([',', ' ']).next().unwrap().parse().unwrap();
        old.extend(new[at..start - 1].iter().copied());
        at = start - 1;
        while let Some(line) = patch.next_if(|line| line.starts_with([' ', '+', '-'])) {
            let (mark, rest) = line.split_at(1);
            if mark != "-" {
                assert_eq!(new[at].trim_end_matches('\n'), rest, "line {}", at + 1);
                at += 1;
            }
            if mark != "+" {
                writeln!(old, "{rest}").unwrap();
            }
        }
    }
    old.extend(new[at..].iter().copied());
    old
}

/// Each patched file, and what the patch says of it.
fn patches() -> BTreeMap<PathBuf, String> {
    let patch = text(format!("{FOLDER}.patch"));
    let mut parts = BTreeMap::new();
    for part in patch.split("--- a/").skip(1) {
        let (name, rest) = part.split_once('\n').unwrap();
        let (to, hunks) = rest.split_once('\n').unwrap();
        assert_eq!(to, format!("+++ b/{name}"));
        parts.insert(PathBuf::from(name), hunks.to_owned());
    }
    parts
}

fn hex(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn the_vendored_engine_is_the_published_one_and_the_patch() {
    let list = text(format!("{FOLDER}.sha256"));
    let published: BTreeMap<PathBuf, &str> = list
        .lines()
        .map(|line| line.split_once("  ").unwrap())
        .map(|(digest, name)| (PathBuf::from(name), digest))
        .collect();
    let mut patches = patches();
    let mut here = Vec::new();
    for file in under(FOLDER) {
        let name = file.strip_prefix(FOLDER).unwrap().to_path_buf();
        let bytes = std::fs::read(root().join(&file)).unwrap();
        let digest = match patches.remove(&name) {
            Some(hunks) => hex(taken_back(&String::from_utf8(bytes).unwrap(), &hunks).as_bytes()),
            None => hex(&bytes),
        };
        assert_eq!(
            published.get(&name).copied(),
            Some(digest.as_str()),
            "{} is not what was published: change the patch and run scripts/engine",
            file.display()
        );
        here.push(name);
    }
    assert!(patches.is_empty(), "patched, and not there: {patches:?}");
    assert_eq!(here, published.into_keys().collect::<Vec<_>>());
}

#[test]
fn the_list_is_of_the_version_that_is_built() {
    let manifest = text(format!("{FOLDER}/Cargo.toml"));
    let version = manifest
        .lines()
        .find_map(|line| line.strip_prefix("version = "))
        .unwrap();
    let wanted = format!("rquickjs = {{ version = \"={}\"", version.trim_matches('"'));
    assert!(text("Cargo.toml").contains(&wanted), "{wanted}");
    for manifest in ["Cargo.toml", "tests/fuzz/Cargo.toml"] {
        assert!(
            text(manifest).contains("[patch.crates-io]\nrquickjs-sys = "),
            "{manifest} builds the engine without its patch"
        );
    }
}
