//! The rooms of core/host that decide, without what acts on their decisions: none names the driver, or the parts that
//! everything shares; and nothing names the facade, which stands on top.

use std::path::Path;

use super::files::root;
use super::rust::Crate;

const ROOMS: &[&str] = &[
    "resolve", "install", "cache", "catalog", "consent", "views", "instance", "screen",
];

/// Files that decide, in rooms whose other files act.
const FILES: &[&str] = &[
    "core/host/src/update/known.rs",
    "core/host/src/update/policy.rs",
    "core/host/src/capability/lanes.rs",
];

const OUT_OF_SIGHT: &[&str] = &["driver", "shared"];

fn room(file: &Path) -> Option<String> {
    let inside = file.strip_prefix("core/host/src").ok()?;
    let first = inside.iter().next()?.to_str()?;
    Some(first.trim_end_matches(".rs").to_owned())
}

#[test]
fn rooms_that_decide_name_neither_the_driver_nor_what_is_shared() {
    let host = Crate::read(Path::new("core/host/src/lib.rs"));
    for file in FILES {
        assert!(root().join(file).is_file(), "{file} is not there");
    }
    let mut looked = 0;
    for ((from, to), by) in host.edges() {
        let (Some(here), Some(there)) = (room(&from), room(&to)) else {
            continue;
        };
        let decides = FILES.iter().any(|file| Path::new(file) == from);
        if !decides && !ROOMS.contains(&here.as_str()) {
            continue;
        }
        looked += 1;
        assert!(
            !OUT_OF_SIGHT.contains(&there.as_str()),
            "{} names {there} ({by}): hand it what it needs instead",
            from.display()
        );
    }
    assert!(
        looked > 30,
        "only {looked} uses were found: this test looks in the wrong place"
    );
}

#[test]
fn nothing_below_names_the_facade() {
    let host = Crate::read(Path::new("core/host/src/lib.rs"));
    let edges = host.edges();
    let from = |file: &str| edges.keys().any(|(from, _)| from == Path::new(file));
    assert!(
        from("core/host/src/host.rs"),
        "the facade was not found: this test looks in the wrong place"
    );
    for ((from, to), by) in &edges {
        assert!(
            to != Path::new("core/host/src/host.rs"),
            "{} names the facade ({by})",
            from.display()
        );
    }
}
