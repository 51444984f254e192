//! `--keep-going`: what is missing or broken is left out, each with a warning at its
//! place; the rest is a whole program.

use tiffin_compiler::{Build, Options};

use crate::project::{Project, file, lines, paths};

fn keep_going(project: &Project) -> (Option<Build>, Vec<String>) {
    let options = Options {
        keep_going: true,
        ..Options::default()
    };
    let (build, report) = tiffin_compiler::build(project.path(), &options, &|_| {});
    assert!(build.is_some() == (report.errors() == 0));
    (build, lines(&report))
}

fn heads(findings: &[String]) -> Vec<&str> {
    findings
        .iter()
        .map(|f| f.split(": ").next().unwrap())
        .collect()
}

fn config(build: &Build) -> serde_json::Value {
    serde_json::from_str(&file(build, "main", "__tiffin__/config.json")).unwrap()
}

#[test]
fn pages_that_cannot_be_are_left_out_with_their_tabs() {
    let project = Project::new(&[
        (
            "app.json",
            "{\"pages\": [\"gone/gone\",\n\"js/js\",\n\"wxml/wxml\",\n\"p/p\", \"q/q\"],\n\"entryPagePath\": \"js/js\",\n\"subPackages\": [{\"root\": \"s\", \"pages\": [\"a\", \"b\"]}],\n\"tabBar\": {\"list\": [{\"pagePath\": \"gone/gone\", \"text\": \"x\"}, {\"pagePath\": \"p/p\", \"text\": \"p\"}, {\"pagePath\": \"q/q\", \"text\": \"q\"}]}}",
        ),
        ("js/js.js", "Page({"),
        ("js/js.wxml", "<view/>"),
        ("wxml/wxml.js", "Page({})"),
        ("wxml/wxml.wxml", "<view>"),
        ("q/q.js", "Page({})"),
        ("q/q.wxml", "<view/>"),
        ("s/a.js", "Page({})"),
        ("s/a.wxml", "<view/>"),
    ]);
    project.fail();
    let (build, findings) = keep_going(&project);
    let build = build.unwrap();
    assert_eq!(
        heads(&findings),
        [
            "warning[app.page-missing] app.json:1:12",
            "warning[app.page-left-out] app.json:2:1",
            "warning[app.page-left-out] app.json:3:1",
            "warning[app.page-missing] app.json:6:46",
            "warning[js.syntax] js/js.js:1:7",
            "warning[wxml.syntax] wxml/wxml.wxml:1:2",
        ],
        "{findings:#?}"
    );
    let config = config(&build);
    let app = &config["app"];
    assert_eq!(app["pages"], serde_json::json!(["p/p", "q/q", "s/a"]));
    assert_eq!(app["subPackages"][0]["pages"], serde_json::json!(["a"]));
    assert_eq!(build.entry, "p/p");
    let tabs = app["tabBar"]["list"].as_array().unwrap();
    assert_eq!(tabs.len(), 2);
    assert_eq!(tabs[0]["pagePath"], "p/p");
    let units: Vec<&String> = config["units"].as_object().unwrap().keys().collect();
    assert_eq!(units, ["p/p", "q/q"]);
}

#[test]
fn parts_of_a_page_that_cannot_be_leave_the_page() {
    let project = Project::new(&[
        (
            "p/p.json",
            r#"{"usingComponents": {"gone": "./none", "half": "/half", "npm": "some/npm", "bare": "/bare"}}"#,
        ),
        (
            "p/p.wxml",
            "<import src=\"no.wxml\"/><include src=\"no2\"/><wxs src=\"no.wxs\" module=\"m\"/><wxs module=\"n\">var = 1</wxs><gone/><half/>{{m.a(1)}}{{n.b}}",
        ),
        ("p/p.js", "require('../lib'); require('../none'); Page({})"),
        ("p/p.wxss", "@import 'no.wxss';\n.a{}"),
        ("lib.js", "exports.a = {"),
        ("half.js", "Component({"),
        ("half.wxml", "<view/>"),
        ("bare.js", "Component({})"),
        ("bare.wxml", "<view>"),
        ("bare.json", "{"),
    ]);
    let (build, findings) = keep_going(&project);
    let build = build.unwrap_or_else(|| panic!("{findings:#?}"));
    assert_eq!(
        heads(&findings),
        [
            "warning[json.syntax] bare.json:1:2",
            "warning[wxml.syntax] bare.wxml:1:2",
            "warning[js.syntax] half.js:1:12",
            "warning[js.syntax] lib.js:1:14",
            "warning[js.require-missing] p/p.js:1:28",
            "warning[component.missing] p/p.json:1:30",
            "warning[component.missing] p/p.json:1:64",
            "warning[wxml.import-missing] p/p.wxml:1:14",
            "warning[wxml.include-missing] p/p.wxml:1:38",
            "warning[wxs.missing] p/p.wxml:1:49",
            "warning[wxs.syntax] p/p.wxml:1:94",
            "warning[wxss.import-missing] p/p.wxss:1:9",
        ],
        "{findings:#?}"
    );
    let config = config(&build);
    assert_eq!(
        config["units"]["p/p"]["config"]["usingComponents"],
        serde_json::json!({"half": "half", "bare": "bare"})
    );
    assert_eq!(file(&build, "main", "p/p.css").trim(), ".a{}");
    // What runs it says what is wrong with it.
    let lib = file(&build, "main", "lib.js");
    assert!(
        lib.starts_with(
            "throw new Error(\"lib.js was left out of the build: error[js.syntax] lib.js:1:14"
        ),
        "{lib}"
    );
    let templates = file(&build, "main", "__tiffin__/templates.js");
    for path in ["p/p", "half", "bare"] {
        assert!(
            templates.contains(&format!("G[\"{path}\"]=")),
            "{templates}"
        );
    }
    assert!(templates.contains("R[\"p/no\"]=D("), "{templates}");
    assert!(!templates.contains("var = 1"), "{templates}");
}

#[test]
fn a_program_needs_a_page_and_its_own_script() {
    for (path, text, code) in [
        ("app.js", "App({", "js.syntax"),
        ("app.json", "{", "json.syntax"),
        ("app.json", r#"{"pages": ["gone/gone"]}"#, "app.pages"),
        ("p/p.js", "Page({", "app.pages"),
    ] {
        let (build, findings) = keep_going(&Project::new(&[(path, text)]));
        assert!(build.is_none(), "{path}");
        let error = format!("error[{code}]");
        assert!(
            findings.iter().any(|f| f.starts_with(&error)),
            "{findings:#?}"
        );
    }
}

#[test]
fn cycles_and_bad_names_do_not_reach_the_template() {
    let project = Project::new(&[
        ("app.json", r#"{"pages": ["p/p", "a/a", "b/b", "c/c"]}"#),
        ("a/a.js", "Page({})"),
        ("a/a.wxml", "<include src=\"a.wxml\"/>"),
        ("b/b.js", "Page({})"),
        ("b/b.wxml", "<wxs module=\"x y\">this is (</wxs>"),
        ("c/c.js", "Page({})"),
        ("c/c.wxml", "<wxs src=\"../../../c.wxs\" module=\"m\"/>"),
    ]);
    let (build, findings) = keep_going(&project);
    let build = build.unwrap_or_else(|| panic!("{findings:#?}"));
    assert_eq!(config(&build)["app"]["pages"], serde_json::json!(["p/p"]));
    let templates = file(&build, "main", "__tiffin__/templates.js");
    assert!(!templates.contains("this is ("), "{templates}");
}

#[test]
fn an_independent_subpackage_does_without_what_lies_outside() {
    let project = Project::new(&[
        (
            "app.json",
            r#"{"pages": ["p/p"], "subpackages": [{"root": "s", "pages": ["q"], "independent": true}]}"#,
        ),
        ("s/q.wxml", "<c/>"),
        ("s/q.js", "Page({})"),
        ("s/q.json", r#"{"usingComponents": {"c": "/c"}}"#),
        ("c.wxml", "<view/>"),
        ("c.js", "Component({})"),
    ]);
    let (build, findings) = keep_going(&project);
    assert_eq!(
        heads(&findings),
        ["warning[component.outside-independent] s/q.json:1:27"]
    );
    let config = file(&build.unwrap(), "s", "__tiffin__/config.json");
    assert!(!config.contains("\"c\":"), "{config}");
}

/// 1.4 MB that nothing names, 0.4 MB that is named, and scripts of which half is comment.
#[test]
fn a_package_that_is_too_large_loses_what_nothing_names() {
    let picture = "x".repeat(700_000);
    let script = format!(
        "/*{}*/\nPage({{}})\nvar p = 'named.png'\n",
        "c".repeat(600_000)
    );
    let project = Project::new(&[
        ("p/p.js", &script),
        ("readme1.gif", &picture),
        ("readme2.gif", &picture),
        ("i/named.png", &"x".repeat(400_000)),
        ("huge.gif", &"x".repeat(2_200_000)),
    ]);
    let findings = project.fail();
    assert!(
        findings.iter().any(|f| f.contains("project.too-large")),
        "{findings:?}"
    );
    let (build, findings) = keep_going(&project);
    assert_eq!(
        heads(&findings),
        ["warning[project.too-large] huge.gif:1:1"]
    );
    // Comments go first, and that is enough here.
    let build = build.unwrap();
    assert_eq!(
        file(&build, "main", "p/p.js"),
        "\nPage({});\nvar p=\"named.png\";"
    );
    project.write("readme3.gif", &picture);
    let (build, findings) = keep_going(&project);
    assert_eq!(
        heads(&findings),
        [
            "warning[project.too-large] huge.gif:1:1",
            "warning[package.left-out] readme1.gif:1:1"
        ]
    );
    let paths = paths(&build.unwrap(), "main");
    assert!(paths.contains(&"i/named.png".to_owned()));
    assert!(paths.contains(&"readme2.gif".to_owned()));
}
