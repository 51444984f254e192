//! The language itself: some 470 expressions (dates, numbers, regular expressions, classes, generators, typed arrays,
//! proxies, errors, promises), with what V8 gives for each; language/run.js says how that was recorded. What is left as
//! our engine has it is in engine.rs.

use crate::support::{Source, World};

const V8: &str = include_str!("language/v8.txt");

fn file(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/language/");
    std::fs::read_to_string(format!("{folder}{name}.js")).unwrap()
}

#[test]
fn expressions_give_what_they_give_in_v8() {
    let mut source = Source::new("App({})").page(
        "pages/a",
        "<view/>",
        "Page({ onLoad() { require('../language/run')((line) => console.log(line), () => console.log('done')) } })",
    );
    for name in ["run", "numbers", "text", "lists", "objects", "control"] {
        source = source.file(&format!("language/{name}.js"), &file(name));
    }
    let mut world = World::start(&source);
    world.until_log("done");
    assert!(world.faults.is_empty(), "{:?}", world.faults);
    let ours = world.log.iter().map(String::as_str);
    let wrong: Vec<String> = V8
        .lines()
        .chain(["done"])
        .zip(ours)
        .filter(|(theirs, ours)| theirs != ours)
        .map(|(theirs, ours)| format!("{ours}\n  in V8 {theirs}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(world.log.len(), V8.lines().count() + 1);
}
