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
