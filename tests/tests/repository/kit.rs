//! What a repository needs besides code: one place for each thing, and CI that runs what developers run.

use std::path::Path;

use super::files::{root, text, under};

#[test]
fn the_oldest_rust_is_said_once_and_no_file_chooses_a_toolchain() {
    let files = under("");
    for file in &files {
        let name = file.file_name().unwrap().to_string_lossy();
        assert!(!name.starts_with("rust-toolchain"), "{}", file.display());
    }
    let said: Vec<String> = files
        .iter()
        .filter(|file| file.ends_with("Cargo.toml"))
        .filter(|file| {
            text(file)
                .lines()
                .any(|line| line.starts_with("rust-version = "))
        })
        .map(|file| file.display().to_string())
        .collect();
    assert_eq!(said, ["Cargo.toml"]);
}

#[test]
fn ci_runs_what_developers_run() {
    let workflow = text(".github/workflows/ci.yml");
    assert!(workflow.contains("- run: .ci/run"));
    assert!(text(".ci/run").contains("exec scripts/test"));
    // The tools that scripts need are set up by scripts: a workflow's own would be another set-up.
    for own in ["cargo test", "cargo clippy", "npm ", "apt-get"] {
        assert!(!workflow.contains(own), "ci.yml does by itself: {own}");
    }
}

#[test]
fn every_script_says_what_it_does_and_can_be_run() {
    let mut seen = 0;
    for file in under("scripts") {
        let text = text(&file);
        let mut lines = text.lines();
        let python = file.extension().is_some();
        if python || file == Path::new("scripts/lib.sh") {
            continue;
        }
        seen += 1;
        assert_eq!(
            lines.next(),
            Some("#!/usr/bin/env bash"),
            "{}",
            file.display()
        );
        assert!(
            lines.next().unwrap().starts_with("# "),
            "{}: says nothing",
            file.display()
        );
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(root().join(&file))
                .unwrap()
                .permissions()
                .mode();
            assert!(mode & 0o111 != 0, "{} cannot be run", file.display());
        }
    }
    assert!(seen > 10);
}

#[test]
fn the_documents_that_a_stranger_looks_for_are_there() {
    for (file, words) in [
        ("README.md", "scripts/test"),
        ("CONTRIBUTING.md", "One idea each"),
        ("CHANGELOG.md", "## [Unreleased]"),
        ("SECURITY.md", "## Reporting"),
        ("LICENSE", "Apache License"),
        (".editorconfig", "root = true"),
        (".github/pull_request_template.md", "- [ ]"),
    ] {
        assert!(text(file).contains(words), "{file}");
    }
}
