//! Files that import each other in a loop can only be read together. None of more than two, and pairs by name.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::rust::{Crate, Edges};
use super::typescript;

const CRATES: &[(&str, usize)] = &[
    ("core/protocol/src/lib.rs", 20),
    ("core/runtime/src/lib.rs", 30),
    ("core/scan/src/lib.rs", 6),
    ("core/host/src/lib.rs", 50),
    ("compiler/src/lib.rs", 30),
    ("cli/src/main.rs", 8),
    ("store/src/lib.rs", 20),
    ("desktop/src/lib.rs", 15),
    ("uniffi/src/lib.rs", 4),
];

fn all() -> Vec<(String, Edges)> {
    let mut all = Vec::new();
    for (root, least) in CRATES {
        let read = Crate::read(Path::new(root));
        assert!(
            read.len() >= *least,
            "{root}: only {} files were found",
            read.len()
        );
        all.push(((*root).to_owned(), read.edges()));
    }
    for (folder, least) in [
        ("framework/logic", 150),
        ("framework/view", 150),
        ("desktop/chrome", 6),
    ] {
        let edges = typescript::edges(folder);
        assert!(
            edges.len() >= least,
            "{folder}: only {} imports",
            edges.len()
        );
        all.push((folder.to_owned(), edges));
    }
    all
}

/// Strongly connected files: those that reach each other.
fn loops(edges: &Edges) -> Vec<BTreeSet<PathBuf>> {
    let mut next: BTreeMap<&PathBuf, Vec<&PathBuf>> = BTreeMap::new();
    for (from, to) in edges.keys() {
        next.entry(from).or_default().push(to);
    }
    let reach = |start: &PathBuf| {
        let mut seen: BTreeSet<PathBuf> = BTreeSet::new();
        let mut due = vec![start];
        while let Some(at) = due.pop() {
            for to in next.get(at).into_iter().flatten() {
                if seen.insert((*to).clone()) {
                    due.push(to);
                }
            }
        }
        seen
    };
    let reached: BTreeMap<&PathBuf, BTreeSet<PathBuf>> =
        next.keys().map(|from| (*from, reach(from))).collect();
    let mut found: Vec<BTreeSet<PathBuf>> = Vec::new();
    for (from, all) in &reached {
        if all.contains(*from) && !found.iter().any(|known| known.contains(*from)) {
            let together = all
                .iter()
                .filter(|to| reached.get(to).is_some_and(|back| back.contains(*from)))
                .cloned()
                .collect();
            found.push(together);
        }
    }
    found
}

fn explain(edges: &Edges, files: &BTreeSet<PathBuf>) -> String {
    edges
        .iter()
        .filter(|((from, to), _)| files.contains(from) && files.contains(to))
        .map(|((from, to), by)| format!("    {} -> {} ({by})\n", from.display(), to.display()))
        .collect()
}

/// Two files that name each other, each with the reason why that reads better than a third.
const PAIRS: &[(&str, &str, &str)] = &[
    (
        "core/runtime/src/tree/node.rs",
        "core/runtime/src/tree/state.rs",
        "a node holds its mirrored state, which is changed through the tree",
    ),
    (
        "core/host/src/cache/mod.rs",
        "core/host/src/cache/opened.rs",
        "the cache hands out opened packages; an error is worded once",
    ),
    (
        "core/host/src/catalog/lists.rs",
        "core/host/src/catalog/mod.rs",
        "the lists are methods of the catalog in a file of their own",
    ),
    (
        "core/host/src/install/download.rs",
        "core/host/src/install/mod.rs",
        "both run on the room's blocking threads",
    ),
    (
        "core/host/src/instance/bars.rs",
        "core/host/src/instance/mod.rs",
        "the bars are a part of the instance, and methods of it",
    ),
    (
        "compiler/src/build.rs",
        "compiler/src/lib.rs",
        "the crate's door defines what a build is given and gives",
    ),
    (
        "desktop/src/surface/mod.rs",
        "desktop/src/surface/schemes.rs",
        "what a scheme asks for is answered by the surface",
    ),
    (
        "framework/logic/backend/context.ts",
        "framework/logic/backend/node.ts",
        "glass-easel's backend is a document and its nodes, each made by the other",
    ),
    (
        "framework/view/components/component.ts",
        "framework/view/node.ts",
        "a node has a component, which is built around the node",
    ),
];

#[test]
fn no_loop_has_more_than_two_files() {
    let mut large = String::new();
    for (name, edges) in all() {
        for found in loops(&edges).into_iter().filter(|found| found.len() > 2) {
            large.push_str(&format!("  {name}:\n{}", explain(&edges, &found)));
        }
    }
    assert!(
        large.is_empty(),
        "files import each other in a loop; move what they share into a file that names none of them:\n{large}"
    );
}

#[test]
fn two_files_that_import_each_other_are_named_with_a_reason() {
    let mut unmet: BTreeSet<BTreeSet<PathBuf>> =
        PAIRS.iter().map(|(a, b, _)| set(&[a, b])).collect();
    let mut new = String::new();
    for (_, edges) in all() {
        for found in loops(&edges).into_iter().filter(|found| found.len() == 2) {
            if !unmet.remove(&found) {
                new.push_str(&explain(&edges, &found));
            }
        }
    }
    assert!(
        new.is_empty(),
        "two files import each other; take them apart, or say in tests/tests/repository/loops.rs why not:\n{new}"
    );
    assert!(
        unmet.is_empty(),
        "these do not import each other any more, so take them off the list: {unmet:?}"
    );
    for (_, _, reason) in PAIRS {
        assert!(!reason.is_empty());
    }
}

fn set(files: &[&str]) -> BTreeSet<PathBuf> {
    files.iter().map(PathBuf::from).collect()
}

#[test]
fn a_loop_is_found_and_a_line_is_none() {
    let edges = |pairs: &[(&str, &str)]| {
        let edge = |(from, to): &(&str, &str)| ((from.into(), to.into()), String::new());
        pairs.iter().map(edge).collect::<Edges>()
    };
    assert!(loops(&edges(&[("a", "b"), ("b", "c"), ("a", "c")])).is_empty());
    let found = loops(&edges(&[
        ("a", "b"),
        ("b", "c"),
        ("c", "a"),
        ("c", "d"),
        ("e", "a"),
    ]));
    assert_eq!(found, [set(&["a", "b", "c"])]);
}
