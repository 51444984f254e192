//! What is kept, and what is not read.
#![allow(clippy::unwrap_used)]

use super::*;

fn page(path: &str, bytes: usize) -> SavedPage {
    SavedPage {
        path: path.into(),
        query: "q".repeat(bytes),
    }
}

#[test]
fn it_comes_back_as_it_was() {
    let saved = Saved::new(Some("canteen".into()), vec![page("a", 3), page("b", 0)]);
    assert_eq!(Saved::parse(&saved.to_text()), Some(saved));
}

#[test]
fn too_long_a_stack_keeps_its_top() {
    let pages = vec![page("a", 60_000), page("b", 60_000), page("c", 60_000)];
    let text = Saved::new(Some("canteen".into()), pages).to_text();
    assert!(text.len() <= MAX_BYTES);
    let kept = Saved::parse(&text).unwrap().pages;
    assert_eq!(kept, vec![page("c", 60_000)]);
    let alone = Saved::new(None, vec![page("a", 2 * MAX_BYTES)]).to_text();
    assert!(alone.len() <= MAX_BYTES, "not even the top fits");
}

#[test]
fn what_is_not_ours_is_not_read() {
    let newer = r#"{"format":2,"program":null,"pages":[]}"#;
    let long = " ".repeat(MAX_BYTES + 1);
    for bad in ["", "null", "{}", newer, &long] {
        assert_eq!(Saved::parse(bad), None, "{bad}");
    }
}

#[test]
fn of_more_pages_than_a_stack_has_the_top_ones_are_read() {
    let pages: Vec<SavedPage> = (0..12).map(|n| page("a", n)).collect();
    let text = Saved::new(Some("canteen".into()), pages.clone()).to_text();
    let kept = Saved::parse(&text).unwrap().pages;
    assert_eq!(Some(kept.as_slice()), pages.get(2..));
}
