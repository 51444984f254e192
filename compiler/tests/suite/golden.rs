//! A whole project against what it gave before, and against itself built
//! elsewhere. `TIFFIN_GOLDEN=write` accepts the new output.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::project::{build, file, lines, paths};

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/market")
}

#[test]
fn market_gives_what_it_gave() {
    let (built, report) = build(&fixture());
    let findings = lines(&report);
    let built = built.unwrap_or_else(|| panic!("{findings:#?}"));
    let mut text = format!("{}\n", findings.join("\n"));
    for package in &built.packages {
        for path in paths(&built, &package.name) {
            let content = file(&built, &package.name, &path);
            writeln!(text, "==== {} {path}\n{content}", package.name).unwrap();
        }
    }
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/market.txt");
    if std::env::var_os("TIFFIN_GOLDEN").is_some_and(|v| v == "write") {
        std::fs::write(&golden, &text).unwrap();
    }
    let expected = std::fs::read_to_string(&golden).unwrap();
    for (line, (new, old)) in text.lines().zip(expected.lines()).enumerate() {
        assert_eq!(new, old, "golden/market.txt line {}", line + 1);
    }
    assert_eq!(text.len(), expected.len());
}

#[test]
fn the_same_project_gives_the_same_bytes_anywhere() {
    let (first, _) = build(&fixture());
    let first = first.unwrap();
    let elsewhere = tempfile::TempDir::new().unwrap();
    copy(&fixture(), &elsewhere.path().join("copy"));
    for _ in 0..4 {
        // Hash maps have another seed each time.
        let (again, _) = build(&elsewhere.path().join("copy"));
        for (a, b) in first.packages.iter().zip(&again.unwrap().packages) {
            assert_eq!(a.name, b.name);
            assert!(a.bytes == b.bytes, "package {} differs", a.name);
        }
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in from.read_dir().unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
