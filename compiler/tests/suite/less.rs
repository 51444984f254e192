//! Less, compiled as the official tool's plugin does.

use std::time::{Duration, Instant};

use crate::project::Project;

fn project(files: &[(&str, &str)]) -> Project {
    let project = Project::new(files);
    project.write(
        "project.config.json",
        r#"{"tiffin": {"program": "test"}, "setting": {"useCompilerPlugins": ["less"]}}"#,
    );
    project
}

/// The page's sheet on one line.
fn css(less: &str) -> String {
    let css = project(&[("p/p.less", less)]).file("p/p.css");
    css.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_language_is_whole() {
    for (less, expected) in [
        (
            "@c: red; .a { color: @c; // a note\n .b & { margin: 0 } &:not(.x) view { top: 75rpx } }",
            ".a { color: red; } .b .a { margin: 0; } .a:not(.x) wx-view { top: 10vw; }",
        ),
        (
            ".pad(@n, @m: 75rpx) { padding: @n * 2 @m } .a { .pad(75RPX) }",
            ".a { padding: 20vw 10vw; }",
        ),
        (
            ".a { width: ~'calc(100% - @{w})'; @w: 75rpx; height: calc(100vh - 75rpx) }",
            ".a { width: calc(100% - 10vw); height: calc(100vh - 10vw); }",
        ),
        (
            ".m() when (@k = 1) { left: 0 } .m() when (default()) { right: 0 } @k: 2; .a { .m() }",
            ".a { right: 0; }",
        ),
        (
            ".col(@i) when (@i > 0) { .c-@{i} { width: percentage((@i / 4)) } .col(@i - 1) } .col(2);",
            ".c-2 { width: 50%; } .c-1 { width: 25%; }",
        ),
        (
            "@map: { a: 75rpx; b: 150rpx }; each(@map, { .e-@{key} { top: @value } });",
            ".e-a { top: 10vw; } .e-b { top: 20vw; }",
        ),
        (
            ".a { color: fade(#000, 50%); background: lighten(#000, 20%); .x(); } .x() { top: 0 !important }",
            ".a { color: rgba(0, 0, 0, 0.5); background: #333333; top: 0 !important; }",
        ),
        (
            ".a { &:extend(.b); } .b { top: 0 } @media (min-width: 1px) { .c { .d { top: 1rpx * 75 } } }",
            ".b, .a { top: 0; } @media (min-width: 1px) { .c .d { top: 10vw; } }",
        ),
        (
            "@p: color; @s: card; .@{s}-x { @{p}: @@p; } @color: blue; page { --a: 75rpx }",
            ".card-x { color: blue; } wx-page { --a: 10vw; }",
        ),
        (
            ".a { width: (750rpx / 2); @media (max-width: 75rpx) { top: 0 } }",
            ".a { width: 50vw; } @media (max-width: 10vw) { .a { top: 0; } }",
        ),
    ] {
        assert_eq!(css(less), expected, "{less}");
    }
}

#[test]
fn sheets_import_each_other() {
    let made = project(&[
        ("app.less", "@import 'styles/vars'; page { color: @c }"),
        (
            "styles/vars.less",
            "@import (reference) './mixins.less';\n@c: red;",
        ),
        (
            "styles/mixins.less",
            ".pad() { .deep() } .deep() { padding: 75rpx } .never { top: 0 }",
        ),
        (
            "styles/plain.wxss",
            "@import './more.wxss'; .plain{width:75rpx} // no Less",
        ),
        ("styles/more.wxss", ".more{}"),
        ("miniprogram_npm/lib/base.less", ".lib { top: @c }"),
        (
            "p/p.less",
            "@import '../styles/vars';\n@import '../styles/plain.wxss';\n@import '/styles/also.wxss';\n@import 'lib/base.less';\n.a { .pad() }",
        ),
        ("styles/also.less", ".also { color: red }"),
        ("p/q.wxss", "@import '../styles/also.wxss';"),
    ]);
    assert_eq!(made.file("app.css"), "wx-page {\n  color: red;\n}\n");
    let css = made.build().0;
    let css = crate::project::file(&css, "main", "p/p.css");
    for part in [
        ".more{}",
        ".plain{width:10vw}",
        ".also {\n  color: red;",
        ".lib {\n  top: red;",
        ".a {\n  padding: 10vw;",
    ] {
        assert!(css.contains(part), "{part} in {css}");
    }
    assert!(!css.contains("never") && !css.contains("@import"), "{css}");
}

#[test]
fn pictures_are_embedded_from_the_project_only() {
    let made = project(&[
        ("i/dot.png", "x"),
        (
            "p/p.less",
            ".a { background: data-uri('../i/dot.png') } .b { background: data-uri('../../../../../etc/hostname') }\n.c { background: url(../i/dot.png) } .d { background: svg-gradient(to right, red, blue) }",
        ),
    ]);
    let css = made.file("p/p.css");
    assert!(css.contains("data:image/png;base64,eA=="), "{css}");
    assert!(css.contains("../../../../../etc/hostname"), "{css}");
    assert!(css.contains("url(\"/i/dot.png\")"), "{css}");
    assert!(css.contains("data:image/svg+xml,"), "{css}");
}

#[test]
fn errors_are_where_they_are() {
    for (less, head) in [
        (
            ".a {\n  color: @gone;\n}\n",
            "error[less.syntax] p/p.less:2:10: variable @gone is undefined",
        ),
        (
            ".a {\n  /* 中文 */ .gone();\n}\n",
            "error[less.syntax] p/p.less:2:12: .gone is undefined",
        ),
        (
            ".a {\n  color: red;\n",
            "error[less.syntax] p/p.less:3:1: Unrecognised input",
        ),
        (
            "\n@import './none';",
            "error[less.syntax] p/p.less:2:1: there is no sheet `./none`",
        ),
        (
            "@import '../../../../../etc/passwd';",
            "error[less.syntax] p/p.less:1:1: there is no sheet",
        ),
        (
            "@plugin 'x';",
            "error[less.syntax] p/p.less:1:1: plugins of Less are not run",
        ),
        (
            ".a { b: `1 + 1`; }",
            "error[less.syntax] p/p.less:1:9: Inline JavaScript is not enabled",
        ),
    ] {
        let findings = project(&[("p/p.less", less)]).fail();
        assert!(
            findings.len() == 1 && findings[0].starts_with(head),
            "{head}: {findings:#?}"
        );
    }
    let inner = project(&[
        ("p/p.less", "@import './q';"),
        ("p/q.less", "\n.a { width: @gone }"),
        ("p/unused.less", "broken {"),
    ])
    .fail();
    assert_eq!(inner.len(), 1, "{inner:#?}");
    assert!(
        inner[0].starts_with("error[less.syntax] p/q.less:2:13"),
        "{inner:#?}"
    );
}

#[test]
fn an_endless_sheet_ends() {
    let start = Instant::now();
    for (less, code) in [
        ("a{".repeat(100_000), "less.nesting"),
        (".a() { .b(); } .b() { .a(); } .c { .a(); }".to_owned(), "less."),
        (
            ".l(@i) when (@i > 0) { .l(@i - 1); .l(@i - 1); } .l(100000);".to_owned(),
            "less.",
        ),
        (
            "@a: 'aaaaaaaaaaaaaaaa'; .g(@s, @i) when (@i > 0) { .g('@{s}@{s}@{s}@{s}', @i - 1) } .g(@s, 0) { a: @s } .x { .g(@a, 20) }".to_owned(),
            "less.",
        ),
    ] {
        // A second sheet shows that what was stopped does not hold up the others.
        let project = project(&[("p/p.less", &less), ("app.less", ".ok { top: 0 }")]);
        let findings = project.fail();
        assert!(
            findings.len() == 1 && findings[0].contains(code) && findings[0].contains("p/p.less"),
            "{code}: {findings:#?}"
        );
    }
    assert!(
        start.elapsed() < Duration::from_secs(120),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn the_same_sheets_give_the_same_bytes() {
    let files: Vec<(String, String)> = (0..24)
        .map(|n| {
            (
                format!("s/{n}.less"),
                format!("@import '../v'; .s{n} {{ width: @w * {n} }}"),
            )
        })
        .collect();
    let mut all: Vec<(&str, &str)> = files
        .iter()
        .map(|(p, t)| (p.as_str(), t.as_str()))
        .collect();
    let imports: String = (0..24)
        .map(|n| format!("@import '../s/{n}.wxss';\n"))
        .collect();
    all.push(("v.less", "@w: 75rpx;"));
    all.push(("p/p.wxss", &imports));
    let project = project(&all);
    let first = project.file("p/p.css");
    assert!(first.contains(".s23 {\n  width: 230vw;"), "{first}");
    assert_eq!(first, project.file("p/p.css"));
}

#[test]
fn without_the_plugin_they_are_sources_of_another_tool() {
    let made = Project::new(&[("p/p.less", "broken {")]);
    assert_eq!(made.build().1, Vec::<String>::new());
}
