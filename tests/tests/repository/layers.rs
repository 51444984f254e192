//! The arrows of ARCHITECTURE.md, enforced: who may depend on whom, and which
//! file alone may name the script engine.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::files::root;

/// For each crate, the crates of this workspace it may name (build and normal dependencies).
const ALLOWED: &[(&str, &[&str])] = &[
    ("tiffin-protocol", &[]),
    ("tiffin-runtime", &["tiffin-protocol"]),
    ("tiffin-headless", &["tiffin-protocol"]),
    ("tiffin-scan", &[]),
    (
        "tiffin-host",
        &["tiffin-protocol", "tiffin-runtime", "tiffin-scan"],
    ),
    ("tiffin-uniffi", &["tiffin-host", "tiffin-headless"]),
    ("tiffin-desktop", &["tiffin-host", "tiffin-protocol"]),
    ("tiffin-compiler", &["tiffin-protocol"]),
    ("tiffin-store", &["tiffin-protocol", "tiffin-compiler"]),
    (
        "tiffin-cli",
        &["tiffin-protocol", "tiffin-compiler", "tiffin-host"],
    ),
    ("tiffin-journeys", &[]),
];

fn workspace_dependencies() -> BTreeMap<String, Vec<String>> {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
            "--offline",
        ])
        .current_dir(root())
        .output()
        .expect("cargo metadata runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut crates = BTreeMap::new();
    for package in metadata["packages"].as_array().unwrap() {
        let arrows = package["dependencies"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|d| d["kind"].as_str() != Some("dev"))
            .filter_map(|d| d["name"].as_str())
            .filter(|name| name.starts_with("tiffin-"))
            .map(str::to_owned)
            .collect();
        crates.insert(package["name"].as_str().unwrap().to_owned(), arrows);
    }
    crates
}

#[test]
fn dependencies_follow_the_layers() {
    let crates = workspace_dependencies();
    assert!(
        crates.len() >= ALLOWED.len(),
        "a crate is missing from the workspace"
    );
    for (name, arrows) in &crates {
        let allowed = ALLOWED
            .iter()
            .find(|(known, _)| known == name)
            .unwrap_or_else(|| panic!("{name} is not in the table of layers"))
            .1;
        for arrow in arrows {
            assert!(
                allowed.contains(&arrow.as_str()),
                "{name} must not depend on {arrow}"
            );
        }
    }
}

/// The one file outside core/runtime/src/engine that may name QuickJS: Less runs in it
/// (docs/adr/0013).
const LESS: &str = "compiler/src/languages/less.rs";

#[test]
fn only_the_engine_and_less_name_the_script_engine() {
    let mut seen = Vec::new();
    let rooms = ["core", "compiler", "cli", "store", "desktop", "uniffi"];
    let mut folders: Vec<PathBuf> = rooms.iter().map(|room| root().join(room)).collect();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                if text.contains("rquickjs::") {
                    let path = path.strip_prefix(root()).unwrap().to_path_buf();
                    assert!(
                        path.starts_with("core/runtime/src/engine") || path == Path::new(LESS),
                        "{} names rquickjs",
                        path.display()
                    );
                    seen.push(path);
                }
            }
        }
    }
    assert!(
        seen.len() > 1 && seen.contains(&PathBuf::from(LESS)),
        "the engine was not found: this test looks in the wrong place"
    );
}
