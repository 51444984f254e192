//! Scripts: what goes through untouched, and what becomes CommonJS on its lines.

use crate::project::Project;

fn compiled(name: &str, text: &str) -> String {
    let project = Project::new(&[(name, text), ("lib.js", "exports.a = 1")]);
    project.file("m.js")
}

#[test]
fn sloppy_commonjs_is_not_touched() {
    for text in [
        "var a = 010; b = a; with (a) {}\r\nmodule.exports = arguments.callee",
        "return 1",
        "// import x\nvar s = 'export default'",
        "const f = async () => { for await (const x of y) {} }; a?.b ?? (c ||= 1n)",
        "import('./lib')",
        "",
    ] {
        assert_eq!(compiled("m.js", text), text);
    }
}

#[test]
fn modules_become_commonjs_on_their_lines() {
    let text = "import { a } from './lib'\n\nimport d from './lib'\nexport const x = `1\n${a}\n3`\n\nexport default function f() {\n  return (\n    a + d\n  )\n}\n\nexport { x as y }\nexport * from './lib'\nlast(a)\n";
    let out = compiled("m.js", text);
    let line = |needle: &str| {
        out.lines()
            .position(|l| l.contains(needle))
            .unwrap_or_else(|| panic!("{needle}: {out}"))
            + 1
    };
    assert!(
        !out.contains("import ") && !out.contains("export "),
        "{out}"
    );
    assert_eq!(line("const x"), 4, "{out}");
    assert!(out.contains("`1\n${"), "{out}");
    assert_eq!(line("function f("), 8, "{out}");
    assert_eq!(line("return _lib"), 9, "{out}");
    assert_eq!(line("last("), 16, "{out}");
    assert_eq!(line("require(\"./lib\")"), 1, "{out}");
}

#[test]
fn typescript_loses_its_types() {
    let text = "interface A { n: number }\n\nenum E { One = 1 }\nexport class C {\n  private x: number = E.One\n\n  get(a?: A): number { return a!.n as number }\n}\n";
    let out = compiled("m.ts", text);
    assert!(
        !out.contains("interface") && !out.contains("private"),
        "{out}"
    );
    let line = out.lines().position(|l| l.contains("get(")).unwrap() + 1;
    assert_eq!(line, 7, "{out}");
}

#[test]
fn a_line_break_never_ends_a_statement() {
    let text = "export function f(a) {\n  return /* x */ (\n    a\n  )\n}\nexport const g = async (\n  x\n) => {\n  throw (\n    x\n  )\n}\nlet i = 0;\ni\n++\ni\n";
    let out = compiled("m.js", text);
    for bad in ["return\n", "throw\n", "async\n", "\n=>"] {
        assert!(!out.contains(bad), "{bad:?} in {out}");
    }
}

/// What tools leave in their output is no missing module.
#[test]
fn only_the_programs_own_requires_are_looked_for() {
    let (_, findings) = Project::new(&[
        (
            "p/p.js",
            "if (false) { require('hot-reload') }\nif (!1) require('a'); else require('./there')\n(function(modules){ modules[0](function(name){}) })([function(require, module, exports){ require('./inner') }, (require) => require('x')])\nrequire('./none')\nPage({})",
        ),
        ("p/there.js", ""),
    ])
    .build();
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert!(findings[0].contains("p/p.js:4:9"), "{findings:#?}");
    let project = Project::new(&[(
        "p/p.ts",
        "import { A } from './types.d'\nimport type { B } from './b'\nimport C from 'C'\nlet x: A | B | C.D\nimport './gone'\nPage({})",
    )]);
    std::fs::remove_file(project.path().join("p/p.js")).unwrap();
    let (_, findings) = project.build();
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert!(findings[0].contains("p/p.ts:5:8"), "{findings:#?}");
}

/// A page named as the package that it uses has the package in its build.
#[test]
fn a_bare_name_is_never_the_file_itself() {
    let files = [
        ("app.json", r#"{"pages": ["lodash/lodash", "alone/alone"]}"#),
        ("lodash/lodash.wxml", "<view/>"),
        ("lodash/lodash.js", "require('lodash'); Page({})"),
        ("alone/alone.wxml", "<view/>"),
        ("alone/alone.js", "require('alone'); Page({})"),
        (
            "miniprogram_npm/lodash/index.js",
            "module.exports = require('lodash') && 'npm'",
        ),
        ("miniprogram_npm/unused/index.js", ""),
    ];
    let (build, findings) = Project::new(&files).build();
    assert_eq!(findings, Vec::<String>::new());
    let paths = crate::project::paths(&build, "main");
    let has = |path: &str| paths.iter().any(|known| known == path);
    assert!(has("miniprogram_npm/lodash/index.js"), "{paths:?}");
    assert!(!has("miniprogram_npm/unused/index.js"), "{paths:?}");
}

#[test]
fn style_options_of_the_script_count() {
    let scope = |js: &str, json: &str| {
        let project = Project::new(&[
            ("p/p.json", r#"{"usingComponents": {"c": "/c"}}"#),
            ("c.wxml", "<view/>"),
            ("c.js", js),
            ("c.json", json),
            (
                "base.js",
                "exports.make = function (o) { o.options = { addGlobalClass: true }; Component(o) }",
            ),
        ]);
        let config: serde_json::Value =
            serde_json::from_str(&project.file("__tiffin__/config.json")).unwrap();
        let unit = &config["units"]["c"];
        (
            unit["config"]["styleIsolation"]
                .as_str()
                .unwrap()
                .to_owned(),
            unit["scope"].as_str().unwrap().is_empty(),
        )
    };
    let said = |isolation: &str, empty: bool| (isolation.to_owned(), empty);
    assert_eq!(scope("Component({})", "{}"), said("isolated", false));
    assert_eq!(
        scope("Component({options: {styleIsolation: 'shared'}})", "{}"),
        said("shared", true)
    );
    assert_eq!(
        scope("Component({})", r#"{"styleIsolation": "apply-shared"}"#),
        said("apply-shared", false)
    );
    assert_eq!(
        scope("Component({options: {addGlobalClass: !0}})", "{}"),
        said("apply-shared", false)
    );
    assert_eq!(
        scope("require('./base').make({})", "{}"),
        said("apply-shared", false)
    );
}

/// A page's mode: its scope, its kind, whether it takes app.wxss; and what becomes of its
/// own sheet.
#[test]
fn pages_have_every_style_isolation() {
    let page = |js: &str, json: &str| {
        let project = Project::new(&[
            ("p/p.js", js),
            ("p/p.json", json),
            ("p/p.wxss", "page .a view{}"),
        ]);
        let (build, _) = project.build();
        let config = crate::project::file(&build, "main", "__tiffin__/config.json");
        let config: serde_json::Value = serde_json::from_str(&config).unwrap();
        let unit = &config["units"]["p/p"];
        let scope = unit["scope"].as_str().unwrap();
        let css = crate::project::file(&build, "main", "p/p.css");
        let css = match scope {
            "" => css,
            scope => css.replace(scope, "c3k"),
        };
        let kind = unit["config"]["styleIsolation"]
            .as_str()
            .unwrap()
            .to_owned();
        (kind, unit["config"]["appStyle"] != false, css)
    };
    let (open, closed) = ("wx-page .a wx-view{}", "wx-page .c3k--a wx-view.c3k--{}");
    for (mode, kind, app, css) in [
        ("", "page-shared", true, open),
        ("shared", "page-shared", true, open),
        ("isolated", "isolated", true, closed),
        ("apply-shared", "apply-shared", true, closed),
        ("page-isolated", "isolated", false, closed),
        ("page-apply-shared", "apply-shared", false, closed),
        ("page-shared", "page-shared", false, open),
    ] {
        let expected = (kind.to_owned(), app, css.to_owned());
        let json = format!(r#"{{"styleIsolation": "{mode}"}}"#);
        assert_eq!(page("Page({})", &json), expected, "{mode} in JSON");
        let js =
            format!("Component({{options: {{styleIsolation: '{mode}', addGlobalClass: true}}}})");
        if !mode.is_empty() {
            assert_eq!(page(&js, "{}"), expected, "{mode} in JavaScript");
        }
    }
}

#[test]
fn source_maps_lead_back_to_the_source() {
    let text = "import { a } from './lib'\n// 注释\nexport const b = (x: number): number => {\n  const 名 = '错'; throw new Error(名 + a + x)\n}\n";
    let project = Project::new(&[("m.ts", text), ("lib.js", "exports.a = 1")]);
    let options = tiffin_compiler::Options {
        source_maps: true,
        ..tiffin_compiler::Options::default()
    };
    let (build, _) = tiffin_compiler::build(project.path(), &options, &|_| {});
    let build = build.unwrap();
    let paths: Vec<&str> = build.maps.iter().map(|(p, _)| p.as_str()).collect();
    // CommonJS needs none.
    assert_eq!(paths, ["m.js"]);
    let code = crate::project::file(&build, "main", "m.js");
    let map = sourcemap::SourceMap::from_slice(build.maps[0].1.as_bytes()).unwrap();
    assert_eq!(map.get_source_contents(0), Some(text));
    for needle in ["throw", "'错'", "Error("] {
        let at = text.find(needle).unwrap();
        let (line, column) = position(text, at);
        let needle = needle.replace('\'', "\"").replace(' ', "");
        let at = code
            .find(&needle)
            .unwrap_or_else(|| panic!("{needle} in {code}"));
        let (out_line, out_column) = position(&code, at);
        let token = map.lookup_token(out_line, out_column).unwrap();
        assert_eq!(
            (token.get_src_line(), token.get_src_col()),
            (line, column),
            "{needle}"
        );
        assert_eq!(token.get_source(), Some("m.ts"));
    }
}

fn position(text: &str, at: usize) -> (u32, u32) {
    let before = &text[..at];
    let line = before.matches('\n').count();
    let column = before.rsplit('\n').next().unwrap().encode_utf16().count();
    (line as u32, column as u32)
}
