//! `tiffin check`: each finding with its place and what comes nearest.

use tiffin_compiler::Options;

use crate::project::{Project, lines};

fn check(project: &Project) -> Vec<String> {
    let options = Options {
        check: true,
        ..Options::default()
    };
    lines(&tiffin_compiler::build(project.path(), &options, &|_| {}).1)
}

#[test]
fn apis_that_are_not_there_are_named() {
    let project = Project::new(&[(
        "p/p.js",
        "wx.request({})\nwx.cloud.init()\nwx.chooseAddress({})\nif (wx.createWorker) wx.createWorker('w')\nconst { addCard } = wx\nwx.mine = 1; wx.mine()\nwx.noSuchThing()\nif (wx.canIUse('startWifi')) wx.startWifi()\nwx['addCard']()\n",
    )]);
    let found = check(&project);
    let expected = [
        ("api.fails", "p/p.js:3:4", "wx.chooseAddress"),
        ("api.absent", "p/p.js:5:9", "wx.addCard"),
        ("api.unknown", "p/p.js:7:4", "wx.noSuchThing"),
        ("api.absent", "p/p.js:9:", "wx.addCard"),
    ];
    for (code, place, name) in expected {
        assert!(
            found
                .iter()
                .any(|f| f.contains(code) && f.contains(place) && f.contains(name)),
            "{name} in {found:#?}"
        );
    }
    assert!(
        !found
            .iter()
            .any(|f| f.contains("createWorker") || f.contains("mine") || f.contains("Wifi")),
        "{found:#?}"
    );
    // Without being asked, a build says nothing of it.
    assert_eq!(project.build().1, Vec::<String>::new());
}

#[test]
fn elements_that_are_not_there_are_named() {
    let project = Project::new(&[
        ("p/p.json", r#"{"usingComponents": {"my-card": "/c/c"}}"#),
        ("c/c.js", "Component({})"),
        ("c/c.wxml", "<slot/><my-other/>"),
        (
            "p/p.wxml",
            "<view wx:if=\"{{a}}\">\n<my-card><map/></my-card></view>\n<block wx:else><list-view/></block>\n<template name=\"t\"><picker mode=\"region\"/><picker mode=\"date\"/><h2>x</h2></template>",
        ),
    ]);
    let found = check(&project);
    let expected = [
        ("element.unknown", "c/c.wxml:1:", "<my-other>"),
        ("element.unsupported", "p/p.wxml:2:", "<map>"),
        ("element.unsupported", "p/p.wxml:3:", "<list-view>"),
        ("element.narrow", "p/p.wxml:4:", "<picker>"),
    ];
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (code, place, name) in expected {
        assert!(
            found
                .iter()
                .any(|f| f.contains(code) && f.contains(place) && f.contains(name)),
            "{name} in {found:#?}"
        );
    }
}

#[test]
fn app_json_asks_for_what_is_not_there() {
    let project = Project::new(&[(
        "app.json",
        "{\"pages\": [\"p/p\"],\n\"workers\": \"w\",\n\"renderer\": \"skyline\"}",
    )]);
    let found = check(&project);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found[0].contains("app.json:2:") && found[1].contains("app.json:3:"),
        "{found:?}"
    );
}

#[test]
fn names_of_the_theme_are_in_both_halves() {
    let project = Project::new(&[
        (
            "app.json",
            "{\"pages\": [\"p/p\"], \"darkmode\": true, \"themeLocation\": \"theme.json\",\n\"window\": {\"backgroundColor\": \"@bg\",\n\"navigationBarBackgroundColor\": \"@bar\"}}",
        ),
        (
            "theme.json",
            r##"{"light": {"bg": "#fff", "bar": "#fff"}, "dark": {"bg": "#000"}}"##,
        ),
        ("p/p.json", r#"{"backgroundColor": "@gone"}"#),
    ]);
    let (_, found) = project.build();
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found[0].contains("app.json:3:") && found[0].contains("dark half"),
        "{found:?}"
    );
    assert!(
        found[1].contains("p/p.json") && found[1].contains("`gone`"),
        "{found:?}"
    );
}

#[test]
fn modules_of_other_packages_are_named() {
    let project = Project::new(&[
        (
            "app.json",
            r#"{"pages": ["p/p"], "subPackages": [{"root": "s", "pages": ["a"]}, {"root": "i", "pages": ["b"], "independent": true}]}"#,
        ),
        (
            "p/p.js",
            "require('../s/lib')\nrequire('../s/lib', () => {})\nrequire.async('../s/lib')\nPage({})",
        ),
        (
            "s/a.js",
            "require('../p/p')\nrequire('./lib')\nrequire('../i/lib')",
        ),
        ("s/a.wxml", ""),
        ("s/lib.js", ""),
        ("i/b.js", "require('../lib')\nrequire('./lib')"),
        ("i/b.wxml", ""),
        ("i/lib.js", ""),
        ("lib.js", ""),
    ]);
    let found = check(&project);
    let heads: Vec<&str> = found
        .iter()
        .map(|f| f.split(": ").next().unwrap())
        .collect();
    assert_eq!(
        heads,
        [
            "warning[js.other-package] i/b.js:1:9",
            "warning[js.other-package] p/p.js:1:9",
            "warning[js.other-package] s/a.js:3:9",
        ],
        "{found:#?}"
    );
}

#[test]
fn what_is_missing_is_said_once() {
    let project = Project::new(&[
        (
            "app.json",
            r#"{"pages": ["p/p"], "usingComponents": {"g-gone": "plugin://a/b"}}"#,
        ),
        ("p/p.json", r#"{"usingComponents": {"gone": "./none"}}"#),
        ("p/p.wxml", "<gone/><g-gone/><xr-node/>"),
        ("p/p.js", "require('./data.json'); Page({})"),
    ]);
    let found = check(&project);
    let codes: Vec<&str> = found.iter().map(|f| f.split(' ').next().unwrap()).collect();
    assert_eq!(
        codes,
        [
            "warning[component.plugin]",
            "warning[js.require-missing]",
            "error[component.missing]",
            "warning[element.unsupported]",
        ],
        "{found:#?}"
    );
}
