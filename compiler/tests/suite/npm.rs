//! `miniprogram_npm` out of node_modules.

use crate::project::{Project, file};

/// A project with three small packages: one for mini-programs that uses another,
/// and a plain one of two modules that uses a third.
fn project(page: &str) -> Project {
    Project::new(&[
        ("p/p.js", page),
        (
            "p/p.json",
            r#"{"usingComponents": {"v-tag": "@v/ui/tag", "v-x": "@v/ui/tag/index"}}"#,
        ),
        ("p/p.wxss", "@import '@v/ui/base.wxss';"),
        (
            "package.json",
            r#"{"dependencies": {"@v/ui": "1", "plain": "1", "gone": "1"}, "devDependencies": {"server": "1"}}"#,
        ),
        (
            "node_modules/@v/ui/package.json",
            r#"{"miniprogram": "lib", "dependencies": {"mini-base": "2"}}"#,
        ),
        ("node_modules/@v/ui/src/tag.js", "not packed ("),
        ("node_modules/@v/ui/lib/base.wxss", ".v{width:75rpx}"),
        (
            "node_modules/@v/ui/lib/tag/index.js",
            "var b = require('mini-base'); Component({options: {styleIsolation: 'apply-shared'}})",
        ),
        (
            "node_modules/@v/ui/lib/tag/index.json",
            r#"{"component": true}"#,
        ),
        ("node_modules/@v/ui/lib/tag/index.wxml", "<view/>"),
        ("node_modules/@v/ui/lib/tag/index.wxss", ".t{}"),
        ("node_modules/@v/ui/lib/unused/index.js", "Component({})"),
        ("node_modules/@v/ui/lib/i.png", "x"),
        (
            "node_modules/@v/ui/node_modules/mini-base/package.json",
            "{}",
        ),
        (
            "node_modules/@v/ui/node_modules/mini-base/miniprogram_dist/index.js",
            "exports.nested = 1",
        ),
        ("node_modules/mini-base/package.json", "{}"),
        (
            "node_modules/mini-base/miniprogram_dist/index.js",
            "exports.top = 1",
        ),
        (
            "node_modules/plain/package.json",
            r#"{"main": "./lib/main", "dependencies": {"deep": "1"}}"#,
        ),
        (
            "node_modules/plain/lib/main.js",
            "var d = require('deep'); var j = require('../data.json'); exports.n = d.default + j.n; exports.env = process.env.NODE_ENV; exports.tail = require('./tail')",
        ),
        (
            "node_modules/plain/lib/tail.js",
            "module.exports = require('./main').n // a cycle",
        ),
        ("node_modules/plain/data.json", r#"{"n": 2}"#),
        (
            "node_modules/deep/package.json",
            r#"{"exports": {".": {"import": "./m.js", "require": "./m.js"}}}"#,
        ),
        ("node_modules/deep/m.js", "export default 40\n"),
        ("node_modules/server/package.json", "{}"),
        ("node_modules/server/index.js", "require('fs')"),
    ])
}

#[test]
fn packages_are_copied_or_bundled() {
    let (build, findings) = project("var p = require('plain'); Page({})").build();
    assert_eq!(findings, Vec::<String>::new());
    let names = crate::project::paths(&build, "main");
    let of_npm: Vec<&str> = names
        .iter()
        .map(String::as_str)
        .filter(|n| n.starts_with("miniprogram_npm"))
        .collect();
    assert_eq!(
        of_npm,
        [
            "miniprogram_npm/@v/ui/i.png",
            "miniprogram_npm/@v/ui/miniprogram_npm/mini-base/index.js",
            "miniprogram_npm/@v/ui/tag/index.css",
            "miniprogram_npm/@v/ui/tag/index.js",
            "miniprogram_npm/plain/index.js",
        ]
    );
    assert_eq!(file(&build, "main", "p/p.css"), ".v{width:10vw}");
    let bundle = file(&build, "main", "miniprogram_npm/plain/index.js");
    assert!(
        bundle.contains("default") && !bundle.contains("export default"),
        "{bundle}"
    );
    assert!(bundle.contains(r#"{"n":2}"#), "{bundle}");
}

#[test]
fn what_is_not_installed_is_said_where_it_is_used() {
    let project = project("require('gone'); Page({})");
    let (_, findings) = project.build();
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].contains("js.require-missing") && findings[0].contains("p/p.js:1:9"));
}

#[test]
fn what_the_developer_built_stays() {
    let project = project("require('plain'); Page({})");
    project.write("miniprogram_npm/plain/index.js", "mine");
    assert_eq!(project.file("miniprogram_npm/plain/index.js"), "mine");
}

#[test]
fn relations_say_where_packages_go() {
    let project = Project::new(&[
        (
            "project.config.json",
            r#"{"miniprogramRoot": "mini/", "tiffin": {"program": "test"}, "setting": {"packNpmManually": true, "packNpmRelationList": [{"packageJsonPath": "./package.json", "miniprogramNpmDistDir": "./mini/shop"}, {"packageJsonPath": "./package.json", "miniprogramNpmDistDir": "../out"}]}}"#,
        ),
        (
            "mini/app.json",
            r#"{"pages": ["p/p"], "subPackages": [{"root": "shop", "pages": ["a/a"]}]}"#,
        ),
        ("mini/app.js", "App({})"),
        ("mini/p/p.js", "Page({})"),
        ("mini/p/p.wxml", "<view/>"),
        ("mini/shop/a/a.js", "require('plain'); Page({})"),
        ("mini/shop/a/a.wxml", "<view/>"),
        ("package.json", r#"{"dependencies": {"plain": "1"}}"#),
        ("node_modules/plain/package.json", "{}"),
        ("node_modules/plain/index.js", "exports.a = 1"),
    ]);
    let (build, findings) = project.build();
    assert!(
        findings.len() == 1 && findings[0].contains("npm.relation"),
        "{findings:?}"
    );
    assert!(
        crate::project::paths(&build, "shop")
            .contains(&"shop/miniprogram_npm/plain/index.js".to_owned())
    );
}

#[test]
fn a_broken_package_does_not_stop_a_build() {
    let project = project("Page({})");
    project.write("node_modules/plain/lib/main.js", "this is (");
    let (_, findings) = project.build();
    assert!(
        findings.len() == 1 && findings[0].contains("npm.bundle"),
        "{findings:?}"
    );
    project.write(
        "node_modules/plain/package.json",
        r#"{"main": "../../../../../../../etc/passwd"}"#,
    );
    let (_, findings) = project.build();
    assert!(
        findings.len() == 1 && findings[0].contains("npm.bundle"),
        "{findings:?}"
    );
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_of_the_project_are_not_followed() {
    let outside = tempfile::TempDir::new().unwrap();
    std::fs::write(outside.path().join("package.json"), "{}").unwrap();
    std::fs::write(outside.path().join("index.js"), "secret").unwrap();
    let project = project("require('gone'); Page({})");
    std::os::unix::fs::symlink(outside.path(), project.path().join("node_modules/gone")).unwrap();
    let (_, findings) = project.build();
    assert!(
        findings.len() == 1 && findings[0].contains("js.require-missing"),
        "{findings:?}"
    );
}

#[test]
fn an_extended_library_comes_from_npm() {
    let page = (
        "p/p.json",
        r#"{"usingComponents": {"mp-a": "/weui-miniprogram/a/a", "mp-b": "weui-miniprogram/a/a"}}"#,
    );
    let app = (
        "app.json",
        r#"{"pages": ["p/p"], "useExtendedLib": {"weui": true}}"#,
    );
    // A version is as good as `true`.
    let latest = (
        "app.json",
        r#"{"pages": ["p/p"], "useExtendedLib": {"weui": "latest"}}"#,
    );
    let (_, findings) = Project::new(&[page, latest]).build();
    assert_eq!(findings.len(), 2, "{findings:?}");
    assert!(
        findings
            .iter()
            .all(|f| f.contains("component.extended-lib"))
    );
    let project = Project::new(&[
        page,
        app,
        ("package.json", "{}"),
        ("app.wxss", ".mine{}"),
        (
            "node_modules/weui-miniprogram/package.json",
            r#"{"miniprogram": "miniprogram_dist"}"#,
        ),
        (
            "node_modules/weui-miniprogram/miniprogram_dist/a/a.js",
            "Component({})",
        ),
        (
            "node_modules/weui-miniprogram/miniprogram_dist/a/a.wxml",
            "<view/>",
        ),
        (
            "node_modules/weui-miniprogram/miniprogram_dist/weui-wxss/dist/style/weui.wxss",
            ".weui{}",
        ),
    ]);
    let (build, findings) = project.build();
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!(file(&build, "main", "app.css"), ".weui{}\n.mine{}");
    let config = file(&build, "main", "__tiffin__/config.json");
    assert!(
        config.contains(r#""mp-a":"miniprogram_npm/weui-miniprogram/a/a""#),
        "{config}"
    );
}

#[test]
fn the_form_without_node_is_taken_and_the_rest_is_named_once() {
    let project = project("require('plain'); Page({})");
    project.write(
        "node_modules/plain/package.json",
        r#"{"main": "./node.js", "browser": {"./node.js": "./web.js"}}"#,
    );
    project.write("node_modules/plain/node.js", "exports.node = 1");
    project.write(
        "node_modules/plain/web.js",
        "exports.web = require('fs') || require('http')",
    );
    let (build, findings) = project.build();
    assert!(file(&build, "main", "miniprogram_npm/plain/index.js").contains("exports.web"));
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].contains("`fs`, `http`"), "{findings:?}");
}

/// A package as the official tool built it: its modules have a `require` of their own.
#[test]
fn a_built_package_is_whole() {
    let (_, findings) = Project::new(&[
        ("p/p.js", "require('built'); Page({})"),
        (
            "miniprogram_npm/built/index.js",
            "module.exports = (function() { var __MODS__ = {}; var __DEFINE__ = function(id, f) { __MODS__[id] = f }; __DEFINE__(1, function(require, module, exports) { var c = require('./core'); module.exports = require('other') }); })()",
        ),
    ])
    .build();
    assert_eq!(findings, Vec::<String>::new());
}
