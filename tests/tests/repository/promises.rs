//! Tiffin's promises are numbered once, in ARCHITECTURE.md; whoever names one by number means that one.

use std::collections::BTreeSet;

use super::files::{root, text, under};

/// The numbers under the heading, in order.
fn promised() -> Vec<u32> {
    let doc = text("ARCHITECTURE.md");
    let section = doc
        .split("\n## ")
        .find(|section| section.starts_with("Promises\n"))
        .expect("ARCHITECTURE.md has a section of promises");
    section
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
