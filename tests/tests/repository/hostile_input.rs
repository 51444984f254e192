//! docs/hostile-input.md names a test for each thing that strangers hand in: the tests are there, and the codes exist.

use super::files::{has_extension, root, text, under};

/// Everything that tests are written in.
fn sources() -> String {
    ["core", "store", "compiler/tests", "tests/tests"]
        .into_iter()
        .flat_map(under)
        .filter(|path| has_extension(path, &["rs"]))
        .map(text)
        .collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || "_./-*".contains(c)))
        .map(|word| word.trim_end_matches(['.', '/']))
}

#[test]
fn every_test_that_the_table_names_is_there() {
    let doc = text("docs/hostile-input.md");
    let sources = sources();
    let named: Vec<&str> = words(&doc)
        .filter(|word| {
            word.trim_matches('_').matches('_').count() >= 2 && !word.contains(['.', '/'])
        })
        .collect();
    assert!(named.len() > 60, "{}", named.len());
    for name in named {
        assert!(sources.contains(&format!("fn {name}(")), "no test {name}");
    }
    let places = [
        ("protocol", "core/protocol/tests/all"),
        ("runtime", "core/runtime/tests/runtime"),
        ("host", "core/host/tests/host"),
        ("store", "store/tests/store"),
        ("journeys", "tests/tests/journeys"),
    ];
    for path in words(&doc).filter(|word| word.ends_with(".rs") && word.contains('/')) {
        let short = places.iter().find_map(|(short, place)| {
            let rest = path.strip_prefix(short)?.strip_prefix('/')?;
            Some(format!("{place}/{rest}"))
        });
        let here = root().join(path).is_file();
        let there = short.is_some_and(|short| root().join(short).is_file());
        assert!(here || there, "no file {path}");
    }
}

#[test]
fn every_code_that_the_table_names_exists() {
    let doc = text("docs/hostile-input.md");
    let codes = text("core/protocol/src/codes.rs");
    let areas = [
        "path",
        "package",
        "manifest",
        "envelope",
        "release",
        "head",
        "link",
        "scan",
        "program",
        "page",
        "download",
        "disk",
        "message",
        "permission",
    ];
    let mut seen = 0;
    for code in doc.split('`').skip(1).step_by(2) {
        let Some((area, reason)) = code.split_once('.') else {
            continue;
        };
        if areas.contains(&area) && reason.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
            assert!(codes.contains(&format!("\"{code}\"")), "no code {code}");
            seen += 1;
        }
    }
    assert!(seen > 50, "{seen}");
}
