//! Tiffin's promises are numbered once, in ARCHITECTURE.md; whoever names one by number means that one.

use std::collections::BTreeSet;

use super::files::{has_extension, root, text, under};

fn section() -> String {
    let doc = text("ARCHITECTURE.md");
    doc.split("\n## ")
        .find(|section| section.starts_with("Promises\n"))
        .expect("ARCHITECTURE.md has a section of promises")
        .to_owned()
}

/// The numbers under the heading, in order.
fn promised() -> Vec<u32> {
    section()
        .lines()
        .filter_map(|line| line.split_once(". **")?.0.parse().ok())
        .collect()
}

#[test]
fn every_promise_that_is_named_by_number_is_one() {
    let promised = promised();
    assert_eq!(promised, (1..=promised.len() as u32).collect::<Vec<_>>());
    assert!(promised.len() >= 7);
    let mut named = BTreeSet::new();
    for file in under("") {
        let Ok(text) = std::fs::read_to_string(root().join(&file)) else {
            continue; // a picture
        };
        for (line, text) in (1..).zip(text.lines()) {
            for rest in text.split("promise ").skip(1) {
                let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
                let Ok(number) = digits.parse::<u32>() else {
                    continue;
                };
                assert!(
                    promised.contains(&number),
                    "{}:{line}: there is no promise {number}",
                    file.display()
                );
                named.insert(number);
            }
            let lower = text.to_lowercase();
            let other = lower.find("invariant ").is_some_and(|at| {
                lower[at + "invariant ".len()..].starts_with(|c: char| c.is_ascii_digit())
            });
            assert!(
                !other,
                "{}:{line}: they are called promises",
                file.display()
            );
        }
    }
    assert!(
        named.len() >= 5,
        "only {named:?} were found: this test looks in the wrong place"
    );
}

#[test]
fn every_promise_names_tests_that_are_there() {
    let sources: String = under("")
        .into_iter()
        .filter(|path| has_extension(path, &["rs"]))
        .map(text)
        .collect();
    let section = section();
    for number in promised() {
        let row = section
            .lines()
            .find_map(|line| line.strip_prefix(&format!("| {number} | ")))
            .unwrap_or_else(|| panic!("no test is named for promise {number}"));
        let tests: Vec<&str> = row.split('`').skip(1).step_by(2).collect();
        assert!(!tests.is_empty(), "no test is named for promise {number}");
        for name in tests {
            let there = sources.contains(&format!("fn {name}("));
            assert!(
                there,
                "promise {number} names a test that is not there: {name}"
            );
        }
    }
}
