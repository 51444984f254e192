//! What a Cargo.toml or framework/package.json asks for, some source names: a dependency that nobody uses is built, audited
//! and updated for nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::files::{has_extension, root, text, under};
use super::source;

/// Crates whose library is called otherwise.
const CALLED: &[(&str, &str)] = &[("zxing-cpp", "zxingcpp")];

/// Asked for by another package, beside itself.
const UNNAMED_PACKAGES: &[(&str, &str)] = &[("@babel/core", "@babel/eslint-parser")];

/// Programs of packages, by the name that scripts call them.
const PROGRAMS: &[(&str, &str)] = &[("typescript", "tsc")];

/// The code of all Rust sources under a folder.
fn code(folders: &[PathBuf]) -> String {
    let mut all = String::new();
    for folder in folders {
        if root().join(folder).is_file() {
            all.push_str(&source::code(&text(folder)));
        } else if root().join(folder).is_dir() {
            for file in under(&folder.display().to_string()) {
                if has_extension(&file, &["rs"]) {
                    all.push_str(&source::code(&text(&file)));
                    all.push('\n');
                }
            }
        }
    }
    all
}

/// Whether code names a crate: `name::`, `use name;`, `extern crate name;`.
fn names(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let inside = |c: char| c.is_alphanumeric() || c == '_';
        let before = code[..at].chars().next_back();
        let after = &code[at + name.len()..];
        !before.is_some_and(inside)
            && (after.starts_with("::")
                || (after.starts_with([';', ' ']) && code[..at].trim_end().ends_with("use"))
                || code[..at].trim_end().ends_with("extern crate"))
    })
}

/// The workspace, and the fuzz targets, which have lock files of their own.
const MANIFESTS: &[&str] = &[
    "Cargo.toml",
    "core/protocol/fuzz/Cargo.toml",
    "tests/fuzz/Cargo.toml",
];

fn packages() -> Vec<serde_json::Value> {
    let mut packages = Vec::new();
    for manifest in MANIFESTS {
        let output = Command::new(env!("CARGO"))
            .args([
                "metadata",
                "--format-version",
                "1",
                "--no-deps",
                "--offline",
                "--manifest-path",
                manifest,
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
        packages.extend(metadata["packages"].as_array().unwrap().iter().cloned());
    }
    packages
}

#[test]
fn every_dependency_of_a_crate_is_named_by_its_sources() {
    let mut seen = 0;
    let mut unused = String::new();
    for package in packages() {
        let krate = package["name"].as_str().unwrap();
        let manifest = Path::new(package["manifest_path"].as_str().unwrap());
        let home = manifest
            .parent()
            .unwrap()
            .strip_prefix(root())
            .unwrap()
            .to_path_buf();
        let normal = code(&["src", "fuzz_targets"].map(|folder| home.join(folder)));
        let dev = code(&["src", "tests", "examples", "benches"].map(|folder| home.join(folder)));
        let build = code(&[home.join("build.rs")]);
        for dependency in package["dependencies"].as_array().unwrap() {
            let name = dependency["rename"]
                .as_str()
                .or(dependency["name"].as_str())
                .unwrap();
            let called = CALLED.iter().find(|(package, _)| *package == name);
            let name = called.map_or_else(
                || name.replace('-', "_"),
                |(_, called)| (*called).to_owned(),
            );
            seen += 1;
            let kind = dependency["kind"].as_str();
            let (code, place) = match kind {
                Some("dev") => (&dev, "no test or example"),
                Some("build") => (&build, "no build.rs"),
                _ => (&normal, "nothing in src"),
            };
            if !names(code, &name) {
                unused.push_str(&format!("  {krate}: {place} names {name}\n"));
            }
        }
    }
    assert!(seen > 80, "only {seen} dependencies were found");
    assert!(unused.is_empty(), "unused dependencies:\n{unused}");
}

#[test]
fn every_version_of_the_workspace_is_asked_for() {
    let workspace = text("Cargo.toml");
    let section = workspace
        .split("[workspace.dependencies]\n")
        .nth(1)
        .unwrap();
    let section = section.split("\n[").next().unwrap();
    let names: Vec<&str> = section
        .lines()
        .filter_map(|line| line.split_once(" = ").map(|(name, _)| name))
        .collect();
    assert!(names.len() > 40);
    let manifests: String = under("")
        .into_iter()
        .filter(|path| path.ends_with("Cargo.toml") && path != Path::new("Cargo.toml"))
        .map(text)
        .collect();
    for name in names {
        // A crate asks for it by one line, or with features of its own.
        let asked = [
            format!("\n{name}.workspace"),
            format!("\n{name} = {{ workspace = true"),
        ];
        assert!(
            asked.iter().any(|form| manifests.contains(form)),
            "no crate asks for {name} of the workspace"
        );
    }
}

#[test]
fn every_package_of_the_framework_is_named_by_its_sources() {
    let package: serde_json::Value = serde_json::from_str(&text("framework/package.json")).unwrap();
    let scripts = package["scripts"].to_string();
    let sources: BTreeMap<PathBuf, String> = under("framework")
        .into_iter()
        .filter(|path| has_extension(path, &["ts", "mjs", "js"]))
        .map(|path| (path.clone(), text(path)))
        .collect();
    let mut seen = 0;
    for list in ["dependencies", "devDependencies"] {
        for name in package[list].as_object().unwrap().keys() {
            seen += 1;
            let program = PROGRAMS
                .iter()
                .find(|(known, _)| known == name)
                .map_or(name.as_str(), |(_, program)| program);
            let ran = scripts
                .split(|c: char| !c.is_alphanumeric())
                .any(|word| word == program);
            let named = sources.values().any(|text| {
                text.contains(&format!("'{name}'")) || text.contains(&format!("'{name}/"))
            });
            let known = UNNAMED_PACKAGES.iter().any(|(known, _)| known == name);
            assert!(
                ran || named || known,
                "framework/package.json asks for {name}, which nothing names"
            );
        }
    }
    assert!(seen > 8);
}

#[test]
fn a_crate_is_known_by_its_name_in_code() {
    for code in [
        "use serde::Serialize;",
        "#[tokio::main]\nserde::x()",
        "pub use serde;",
        "use serde as s;",
    ] {
        assert!(names(code, "serde"), "{code}");
    }
    for code in [
        "use serde_json::Value;",
        "let serde = 1;",
        "my_serde::x()",
        "",
    ] {
        assert!(!names(code, "serde"), "{code}");
    }
}
