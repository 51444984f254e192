//! Every finding with its code, line and column, and all of them at once.

use crate::project::Project;

/// `severity[code] file:line:column`
fn heads(findings: &[String]) -> Vec<&str> {
    findings
        .iter()
        .map(|f| f.split(": ").next().unwrap())
        .collect()
}

#[test]
fn all_errors_of_a_project_are_found_at_once() {
    let project = Project::new(&[
        (
            "app.json",
            "{\n  \"pages\": [\"p/p\", \"gone/gone\", \"half/half\"],\n  \"entryPagePath\": \"x\",\n  \"tabBar\": {\"list\": [{\"pagePath\": \"no\"}]}\n}",
        ),
        ("half/half.wxml", "<view/>"),
        (
            "p/p.json",
            "{\n  \"usingComponents\": {\n    \"a\": \"./none\",\n    \"b\": \"some-npm/b\"\n  }\n}",
        ),
        ("p/p.js", "Page({\n  data: {\n})\n"),
        (
            "p/p.wxml",
            "<view>\n  <import src=\"no.wxml\"/>\n  <include src=\"../no\"/>\n  <wxs src=\"no.wxs\" module=\"m\"/>\n</view>",
        ),
        ("p/p.wxss", "@import \"no.wxss\";"),
    ]);
    let findings = project.fail();
    assert_eq!(
        heads(&findings),
        [
            "error[app.page-missing] app.json:2:20",
            "error[app.page-missing] app.json:2:33",
            "error[app.entry] app.json:3:20",
            "error[app.tab] app.json:4:36",
            "error[js.syntax] p/p.js:3:2",
            "error[component.missing] p/p.json:3:10",
            "error[component.missing] p/p.json:4:10",
            "error[wxml.import-missing] p/p.wxml:2:16",
            "error[wxml.include-missing] p/p.wxml:3:17",
            "error[wxs.missing] p/p.wxml:4:8",
            "error[wxss.import-missing] p/p.wxss:1:9",
        ],
        "{findings:#?}"
    );
}

#[test]
fn syntax_errors_have_places() {
    for (file, text, head) in [
        (
            "p/p.json",
            "{\n  \"a\" 1\n}",
            "error[json.syntax] p/p.json:2:7",
        ),
        (
            "app.json",
            "{ pages: [] }",
            "error[json.syntax] app.json:1:3",
        ),
        (
            "app.json",
            "{\"pages\": []}",
            "error[app.pages] app.json:1:11",
        ),
        ("p/p.js", "a b", "error[js.syntax] p/p.js:1:3"),
        (
            "p/p.js",
            "export default 1\nimport {",
            "error[js.syntax] p/p.js:2:9",
        ),
        (
            "p/p.wxml",
            "<view>\n  <text>中文{{ a + }}</text>\n</view>",
            "error[wxml.syntax] p/p.wxml:2:18",
        ),
        (
            "p/p.wxml",
            "<view>\n<text>",
            "error[wxml.syntax] p/p.wxml:1:2",
        ),
        (
            "p/p.wxml",
            "<wxs module=\"m\">\nvar = 1\n</wxs>",
            "error[wxs.syntax] p/p.wxml:2:5",
        ),
        (
            "p/p.wxml",
            "<wxs module=\"a b\">1</wxs>",
            "error[wxs.name] p/p.wxml:1:14",
        ),
        (
            "p/p.wxml",
            "<include src=\"p.wxml\"/>",
            "error[wxml.include-cycle] p/p.wxml:1:15",
        ),
        (
            "p/p.wxss",
            "@import \"p.wxss\";",
            "error[wxss.import-cycle] p/p.wxss:1:9",
        ),
        ("app.js", "App({}", "error[js.syntax] app.js:1:7"),
    ] {
        let findings = Project::new(&[(file, text)]).fail();
        assert!(
            findings.iter().any(|f| f.starts_with(head)),
            "{head}\n{findings:#?}"
        );
    }
}

#[test]
fn a_page_of_an_independent_subpackage_uses_its_own_components() {
    let findings = Project::new(&[
        ("app.json", r#"{"pages": ["p/p"], "subpackages": [{"root": "s", "pages": ["q"], "independent": true}]}"#),
        ("s/q.wxml", "<c/>"),
        ("s/q.js", "Page({})"),
        ("s/q.json", r#"{"usingComponents": {"c": "/c"}}"#),
        ("c.wxml", "<view/>"),
        ("c.js", "Component({})"),
    ])
    .fail();
    assert_eq!(
        heads(&findings),
        ["error[component.outside-independent] s/q.json:1:27"]
    );
}

#[test]
fn warnings_do_not_stop_a_build() {
    let (_, findings) = Project::new(&[
        ("p/p.js", "require('./none')\nPage({})"),
        ("p/p.json", r#"{"usingComponents": {"x": "plugin://a/b"}}"#),
        ("broken.js", "a b"),
        ("p/p.wxml", "<view wx:foo=\"1\">a &foo; b</view>"),
    ])
    .build();
    assert_eq!(
        heads(&findings),
        [
            "warning[js.skipped] broken.js:1:1",
            "warning[js.require-missing] p/p.js:1:9",
            "warning[component.plugin] p/p.json:1:27",
            "warning[wxml.suspicious] p/p.wxml:1:7",
            "warning[wxml.suspicious] p/p.wxml:1:20",
        ],
        "{findings:#?}"
    );
}

/// docs/guide/cli.md lists every code that the compiler can give.
#[test]
fn the_manual_lists_every_code() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let manual = std::fs::read_to_string(root.join("../docs/guide/cli.md")).unwrap();
    let mut folders = vec![root.join("src")];
    let mut missing = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for word in text.split('"').filter(|w| is_code(w)) {
                if !manual.contains(&format!("`{word}`")) {
                    missing.push(word.to_owned());
                }
            }
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
}

fn is_code(word: &str) -> bool {
    let rooms = [
        "app",
        "component",
        "json",
        "js",
        "wxml",
        "wxs",
        "wxss",
        "project",
        "package",
        "npm",
        "sass",
        "less",
        "api",
        "element",
    ];
    match word.split_once('.') {
        Some((room, rest)) => {
            rooms.contains(&room)
                && rest.len() > 3
                && !["json", "wxss", "wxml"].contains(&rest)
                && rest.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
        }
        None => false,
    }
}

/// What lies in another subpackage may not be there yet: with a placeholder it is waited for, from an independent
/// subpackage too.
#[test]
fn a_component_of_another_subpackage_wants_a_placeholder() {
    let app = r#"{"pages": ["p/p"], "subPackages": [{"root": "s", "pages": ["q"]}, {"root": "alone", "pages": ["q"], "independent": true}]}"#;
    let project = |placeholder: &str| {
        let using = |path: &str| {
            format!(
                r#"{{"usingComponents": {{"far": "{path}"}}, "componentPlaceholder": {placeholder}}}"#
            )
        };
        Project::new(&[
            ("app.json", app),
            ("p/p.json", &using("/s/c")),
            ("s/q.wxml", "<view/>"),
            ("s/q.js", "Page({})"),
            ("s/q.json", &using("/p/main")),
            ("s/c.wxml", "<view/>"),
            ("s/c.js", "Component({})"),
            ("p/main.js", "Component({})"),
            ("alone/q.wxml", "<view/>"),
            ("alone/q.js", "Page({})"),
            ("alone/q.json", &using("/s/c")),
        ])
    };
    let (build, findings) = project(r#"{"far": "view"}"#).build();
    assert_eq!(findings, Vec::<String>::new());
    let config = crate::project::file(&build, "s", "__tiffin__/config.json");
    assert!(config.contains("\"s/c\""), "{config}");
    let findings = project("{}").fail();
    let has = |line: &str| findings.iter().any(|f| f.starts_with(line));
    assert!(
        has("warning[component.other-package] p/p.json:1:"),
        "{findings:#?}"
    );
    assert!(
        has("error[component.outside-independent] alone/q.json:1:"),
        "{findings:#?}"
    );
    assert!(
        !findings.iter().any(|f| f.contains("s/q.json")),
        "{findings:#?}"
    );
}
