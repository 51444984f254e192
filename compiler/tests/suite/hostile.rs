//! Projects made to hurt: each ends in an error, soon, and nothing else happens.

use std::time::{Duration, Instant};

use crate::project::{Project, build, lines};

#[track_caller]
fn refused(project: &Project, code: &str) {
    let start = Instant::now();
    let findings = project.fail();
    assert!(
        findings.iter().any(|f| f.contains(&format!("[{code}]"))),
        "{findings:#?}"
    );
    assert!(start.elapsed() < Duration::from_secs(60));
}

#[test]
fn nesting_is_bounded() {
    let deep = 100_000;
    refused(
        &Project::new(&[("p/p.js", &"(".repeat(deep))]),
        "js.nesting",
    );
    refused(
        &Project::new(&[("p/p.wxml", &"<view>".repeat(deep))]),
        "wxml.nesting",
    );
    refused(
        &Project::new(&[("p/p.wxml", &format!("{{{{{}", "[".repeat(deep)))]),
        "wxml.nesting",
    );
    refused(
        &Project::new(&[("p/p.json", &"[".repeat(deep))]),
        "json.syntax",
    );
    // Sheets: what is nested too deeply does nothing.
    Project::new(&[("p/p.wxss", &format!(".a{}", "{".repeat(deep)))]).build();
}

/// Each include brings the names around it.
#[test]
fn includes_in_loops_do_not_grow_without_bound() {
    let names =
        (0..500).map(|n| format!("<block wx:for='{{{{l}}}}' wx:for-item='item_of_loop_{n}'>"));
    let loops: String = names.collect();
    let text = loops + &"<include src='/q'/>\n".repeat(2_000) + &"</block>".repeat(500);
    refused(
        &Project::new(&[("p/p.wxml", &text), ("q.wxml", "<view/>")]),
        "wxml.nesting",
    );
}

#[test]
fn nesting_below_the_bound_does_not_overflow() {
    let deep = tiffin_compiler::limits::MAX_NESTING - 10;
    let (open, close) = ("<view>".repeat(deep), "</view>".repeat(deep));
    Project::new(&[("p/p.wxml", &format!("{open}{close}"))]).build();
    let (open, close) = ("(".repeat(deep), ")".repeat(deep));
    Project::new(&[("p/p.js", &format!("a = {open}1{close}"))]).build();
    Project::new(&[("p/p.js", &format!("export const a = {open}1{close}"))]).build();
    Project::new(&[("p/p.wxml", &format!("{{{{{open}1{close}}}}}"))]).build();
}

#[test]
fn cycles_end() {
    refused(
        &Project::new(&[
            ("p/p.wxss", "@import '../a.wxss';"),
            ("a.wxss", "@import 'b.wxss';"),
            ("b.wxss", "@import 'a.wxss';"),
        ]),
        "wxss.import-cycle",
    );
    refused(
        &Project::new(&[
            ("p/p.wxml", "<include src='/a'/>"),
            ("a.wxml", "<include src='b'/>"),
            ("b.wxml", "<include src='a'/>"),
        ]),
        "wxml.include-cycle",
    );
    // These may: templates import each other, components and modules too.
    Project::new(&[
        ("p/p.wxml", "<import src='/a'/>"),
        ("a.wxml", "<import src='p/p'/><wxs src='a.wxs' module='m'/>"),
        ("a.wxs", "require('./a.wxs')"),
        ("p/p.json", r#"{"usingComponents": {"c": "/c"}}"#),
        ("c.json", r#"{"usingComponents": {"c": "/c"}}"#),
        ("c.wxml", "<c/>"),
        ("c.js", "require('./c'); Component({})"),
    ])
    .build();
}

#[test]
fn imports_that_double_are_bounded() {
    let project = Project::new(&[("p/p.wxss", "@import '/s0.wxss';")]);
    for level in 0..30 {
        let next = level + 1;
        let text = format!("@import 's{next}.wxss';@import 's{next}.wxss';.a{{color:red}}");
        project.write(&format!("s{level}.wxss"), &text);
    }
    project.write("s30.wxss", ".x{color:red}");
    refused(&project, "wxss.too-large");
}

#[test]
fn sizes_are_bounded() {
    refused(
        &Project::new(&[("p/p.js", &" ".repeat(9 << 20))]),
        "project.too-large",
    );
    refused(
        &Project::new(&[("a.png", &" ".repeat(3 << 20))]),
        "project.too-large",
    );
    let large = " ".repeat(1 << 20);
    let project = Project::new(&[("a.png", &large), ("b.png", &large)]);
    refused(&project, "package.too-large");
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::TempDir::new().unwrap();
    std::fs::write(outside.path().join("secret.json"), "{}").unwrap();
    let project = Project::new(&[]);
    symlink(outside.path(), project.path().join("assets")).unwrap();
    symlink(
        outside.path().join("secret.json"),
        project.path().join("s.json"),
    )
    .unwrap();
    let (build, findings) = project.build();
    assert_eq!(findings.len(), 2, "{findings:#?}");
    assert!(
        findings
            .iter()
            .all(|f| f.starts_with("warning[project.symlink]"))
    );
    assert!(
        !crate::project::paths(&build, "main")
            .iter()
            .any(|p| p.contains("s.json"))
    );

    let rooted = Project::new(&[("project.config.json", r#"{"miniprogramRoot": "out/"}"#)]);
    symlink(outside.path(), rooted.path().join("out")).unwrap();
    refused(&rooted, "project.root");
    refused(
        &Project::new(&[("project.config.json", r#"{"miniprogramRoot": "../"}"#)]),
        "project.root",
    );
}

#[test]
fn paths_do_not_climb_out() {
    refused(
        &Project::new(&[("app.json", r#"{"pages": ["p/p", "../../etc/passwd"]}"#)]),
        "app.page",
    );
    refused(
        &Project::new(&[("p/p.wxml", "<include src='../../../etc/passwd'/>")]),
        "wxml.include-missing",
    );
    refused(
        &Project::new(&[("p/p.wxss", "@import '../../../etc/passwd';")]),
        "wxss.import-missing",
    );
}

#[test]
fn names_that_packages_use_are_refused() {
    refused(
        &Project::new(&[("__tiffin__/config.json", "{}")]),
        "project.reserved",
    );
}

#[test]
fn odd_bytes_are_refused() {
    let project = Project::new(&[]);
    std::fs::write(project.path().join("p/p.wxml"), b"<view>\xff</view>").unwrap();
    refused(&project, "project.encoding");
    let (_, report) = build(std::path::Path::new("/nowhere/at/all"));
    assert_eq!(report.errors(), 1, "{:?}", lines(&report));
}
