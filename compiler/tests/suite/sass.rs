//! Sass; a compiled sheet beside a source.

use crate::project::Project;

fn project(files: &[(&str, &str)]) -> Project {
    let project = Project::new(files);
    project.write(
        "project.config.json",
        r#"{"tiffin": {"program": "test"}, "setting": {"useCompilerPlugins": ["sass", "less"]}}"#,
    );
    project
}

#[test]
fn sass_becomes_the_sheet() {
    let made = project(&[
        ("app.scss", "@use 'styles/vars'; page { color: vars.$c }"),
        (
            "styles/_vars.scss",
            "$c: red;\n@mixin pad($n) { padding: $n * 2 }",
        ),
        ("styles/plain.wxss", ".plain{width:75rpx}"),
        (
            "p/p.scss",
            "@import '../styles/vars';\n@import '../styles/plain.wxss';\n.a { width: 10rpx + 65rpx; &:not(.b) { @include pad(75rpx); } view { color: $c } }",
        ),
    ]);
    assert!(made.file("app.css").contains("wx-page {\n  color: red;"));
    let css = made.file("p/p.css");
    for part in [
        ".plain{width:10vw}",
        "width: 10vw",
        ".a:not(.b)",
        "padding: 20vw",
        ".a wx-view",
    ] {
        assert!(css.contains(part), "{part} in {css}");
    }
    let other = project(&[("p/p.sass", ".a\n  .b\n    width: 75rpx\n")]);
    assert!(other.file("p/p.css").contains(".a .b {\n  width: 10vw;"));
}

#[test]
fn a_compiled_sheet_beside_it_wins() {
    let made = project(&[
        ("p/p.scss", "broken {"),
        ("p/p.less", "broken {"),
        ("p/p.wxss", ".mine{}"),
    ]);
    assert_eq!(made.file("p/p.css"), ".mine{}");
}

#[test]
fn errors_are_where_they_are() {
    let findings = project(&[("p/p.scss", ".a {\n  color: $gone;\n}\n")]).fail();
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(
        findings[0].contains("sass.syntax") && findings[0].contains("p/p.scss:2:10"),
        "{findings:?}"
    );
    let inner = project(&[
        ("p/p.scss", "@import './q';"),
        ("p/_q.scss", "\n.a { color: }\n.b {"),
    ])
    .fail();
    assert!(inner[0].contains("p/_q.scss"), "{inner:?}");
    // Nothing outside the project is there.
    let outside = project(&[("p/p.scss", "@import '../../../../../../etc/passwd';")]).fail();
    assert!(outside[0].contains("sass.syntax"), "{outside:?}");
    let deep = project(&[("p/p.scss", &"a{".repeat(100_000))]).fail();
    assert!(deep[0].contains("sass.nesting"), "{deep:?}");
}

#[test]
fn without_the_plugin_they_are_sources_of_another_tool() {
    let made = Project::new(&[("p/p.scss", "broken {"), ("app.less", "broken {")]);
    assert_eq!(made.build().1, Vec::<String>::new());
}
