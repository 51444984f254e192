//! What the template file of a package holds. That it runs in the component
//! framework is shown by the runtime's tests.

use crate::project::Project;

#[test]
fn wxs_keeps_its_rules() {
    let project = Project::new(&[(
        "p/p.wxml",
        "<wxs module=\"m\">var a = x.constructor === 'Array'; y.constructor = 1 // end</wxs>{{m.a}}",
    )]);
    let code = project.file("__tiffin__/templates.js");
    assert!(
        code.contains("__type(x) === 'Array'; y.constructor = 1 // end\n}"),
        "{code}"
    );
    assert!(code.contains("getRegExp") && code.contains("getDate"));
}

/// `class` is a plain name in WXS.
#[test]
fn wxs_reserves_less_than_javascript() {
    let project = Project::new(&[(
        "p/p.wxml",
        "<wxs module=\"m\">var class = 'class'; // class\nvar o = {class: class, with: 1}; module.exports = o.class + o.with</wxs>{{m}}",
    )]);
    let code = project.file("__tiffin__/templates.js");
    assert!(
        code.contains("var clas$ = 'class'; // class\nvar o = {class: clas$, with: 1}; module.exports = o.class + o.with"),
        "{code}"
    );
    let findings =
        Project::new(&[("p/p.wxml", "<wxs module=\"m\">class A {}; var 1</wxs>")]).fail();
    assert!(
        findings[0].starts_with("error[wxs.syntax] p/p.wxml:1:"),
        "{findings:?}"
    );
}

#[test]
fn old_attribute_names_work() {
    let project = Project::new(&[(
        "p/p.wxml",
        "<view wx:for-items=\"{{l}}\" wx:key=\"{{item.k}}\">{{item.k}}</view>",
    )]);
    let code = project.file("__tiffin__/templates.js");
    assert!(code.contains("\"k\""), "{code}");
    assert!(code.contains("F("), "{code}");
}

#[test]
fn a_subpackage_has_what_its_templates_import() {
    let project = Project::new(&[
        (
            "app.json",
            r#"{"pages": ["p/p"], "subPackages": [{"root": "s", "pages": ["q"]}]}"#,
        ),
        ("s/q.wxml", "<include src=\"/shared.wxml\"/>"),
        ("s/q.js", "Page({})"),
        ("shared.wxml", "<text>shared</text>"),
    ]);
    let (build, _) = project.build();
    let code = crate::project::file(&build, "s", "__tiffin__/templates.js");
    assert!(code.contains("G[\"shared\"]="), "{code}");
    assert!(!code.contains("G[\"p/p\"]="), "{code}");
}

#[test]
fn what_has_no_effect_in_wechat_either_is_not_mentioned() {
    let text = "<block class=\"a\"><template is=\"t\" bind:tap=\"x\"/><view wx:key=\"k\"/></block>";
    let (_, findings) = Project::new(&[("p/p.wxml", text)]).build();
    assert_eq!(findings, Vec::<String>::new());
    let project = Project::new(&[
        ("p/p.json", r#"{"usingComponents": {"c": "lib/c"}}"#),
        ("miniprogram_npm/lib/c.wxml", "<view a=\"1\" a=\"2\"/>"),
        ("miniprogram_npm/lib/c.js", "Component({})"),
    ]);
    assert_eq!(project.build().1, Vec::<String>::new());
}

#[test]
fn quotes_in_expressions_may_be_escaped() {
    let project = Project::new(&[(
        "p/p.wxml",
        r#"<image src="{{ t === 0 ? \"./a.svg\" : \"./b.svg\" }}" class="{{c}}"/>"#,
    )]);
    let code = project.file("__tiffin__/templates.js");
    assert!(code.contains(r#""./a.svg":"./b.svg""#), "{code}");
}

/// A component from app.json is in the configuration of those that use it, by tag, in
/// an included template, or as a generic.
#[test]
fn global_components_go_where_they_are_used() {
    let project = Project::new(&[
        (
            "app.json",
            r#"{"pages": ["p/p", "p/q"], "usingComponents": {"g-tag": "/g/a", "g-part": "/g/b", "g-slot": "/g/c", "g-wait": "/g/d", "g-none": "/g/e", "own": "/g/e"}}"#,
        ),
        (
            "p/p.json",
            r#"{"usingComponents": {"own": "/g/a"}, "componentPlaceholder": {"own": "g-wait"}}"#,
        ),
        (
            "p/p.wxml",
            "<import src='t'/><block wx:if='{{a}}'><g-tag generic:x='g-slot'/></block>",
        ),
        (
            "p/t.wxml",
            "<template name='t'><view><g-part/></view></template>",
        ),
        ("p/q.wxml", "<view/>"),
        ("p/q.js", "Page({})"),
        ("g/a.js", "Component({})"),
        ("g/b.js", "Component({})"),
        ("g/c.js", "Component({})"),
        ("g/d.js", "Component({})"),
        ("g/e.js", "Component({})"),
    ]);
    let config: serde_json::Value =
        serde_json::from_str(&project.file("__tiffin__/config.json")).unwrap();
    let used = |unit: &str| {
        let map = config["units"][unit]["config"]["usingComponents"].as_object();
        let mut names: Vec<String> = map.unwrap().keys().cloned().collect();
        names.sort();
        names
    };
    assert_eq!(used("p/p"), ["g-part", "g-slot", "g-tag", "g-wait", "own"]);
    assert_eq!(used("p/q"), Vec::<String>::new());
}

/// What is wrong with a file is found in the file itself, not in the text that code is made of.
#[test]
fn places_stay_true_where_includes_are_rewritten() {
    let findings = Project::new(&[
        (
            "p/p.wxml",
            "<block wx:for='{{l}}'><include src='q'/></block>\n<text>&lt;</text><view>{{ a b }}</view>",
        ),
        ("p/q.wxml", "<view/>"),
    ])
    .fail();
    assert!(
        findings[0].starts_with("error[wxml.syntax] p/p.wxml:2:29"),
        "{findings:#?}"
    );
    assert_eq!(findings.len(), 1, "{findings:#?}");
}

#[test]
fn a_cycle_of_includes_is_named_where_it_closes() {
    let findings = Project::new(&[
        (
            "p/p.wxml",
            "<block wx:for='{{l}}'>\n<include src='a'/></block>",
        ),
        (
            "p/a.wxml",
            "<view>\n\n<include wx:if='{{item}}' src='./p.wxml'/></view>",
        ),
    ])
    .fail();
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert!(
        findings[0].starts_with("error[wxml.include-cycle] p/p.wxml:2:")
            || findings[0].starts_with("error[wxml.include-cycle] p/a.wxml:3:"),
        "{findings:#?}"
    );
    assert!(findings[0].contains("includes itself"), "{findings:#?}");
}
