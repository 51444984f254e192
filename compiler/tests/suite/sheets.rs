//! WXSS against CSS.

use crate::project::{Project, file};

/// The page's sheet, and the same text as an isolated component's, whose prefix
/// is written `c3k` here.
fn sheets(text: &str) -> (String, String) {
    let project = Project::new(&[
        ("p/p.json", r#"{"usingComponents": {"c": "/c/c"}}"#),
        ("p/p.wxss", text),
        ("c/c.wxss", text),
        ("c/c.wxml", "<view/>"),
        ("c/c.js", "Component({})"),
        ("i.png", "x"),
    ]);
    let (build, _) = project.build();
    let config: serde_json::Value =
        serde_json::from_str(&file(&build, "main", "__tiffin__/config.json")).unwrap();
    let scope = config["units"]["c/c"]["scope"].as_str().unwrap().to_owned();
    let component = file(&build, "main", "c/c.css").replace(&scope, "c3k");
    (file(&build, "main", "p/p.css"), component)
}

#[test]
fn selectors_and_lengths() {
    for (written, page, component) in [
        (".a{}", ".a{}", ".c3k--a{}"),
        ("view{}", "wx-view{}", "wx-view.c3k--{}"),
        (
            "view text{}",
            "wx-view wx-text{}",
            "wx-view.c3k-- wx-text.c3k--{}",
        ),
        ("my-card{}", "wx-my-card{}", "wx-my-card.c3k--{}"),
        ("Page{}", "wx-page{}", "wx-page.c3k--{}"),
        ("wx-button{}", "wx-button{}", "wx-button.c3k--{}"),
        (
            ".a.b>view{}",
            ".a.b>wx-view{}",
            ".c3k--a.c3k--b>wx-view.c3k--{}",
        ),
        ("#x,*{}", "#x,*{}", "#x.c3k--,*.c3k--{}"),
        ("[type=a]{}", "[type=a]{}", "[type=a].c3k--{}"),
        (
            "view::before{}",
            "wx-view::before{}",
            "wx-view.c3k--::before{}",
        ),
        ("::after{}", "::after{}", ".c3k--::after{}"),
        (
            ".a:not(view):hover{}",
            ".a:not(wx-view):hover{}",
            ".c3k--a:not(wx-view):hover{}",
        ),
        (
            "view:not(.b){}",
            "wx-view:not(.b){}",
            "wx-view.c3k--:not(.c3k--b){}",
        ),
        (
            "view:nth-child(2n + 1){}",
            "wx-view:nth-child(2n + 1){}",
            "wx-view.c3k--:nth-child(2n + 1){}",
        ),
        (":host .a{}", "wx-page .a{}", ".c3k--host .c3k--a{}"),
        (":host(.x){}", "wx-page:is(.x){}", ".c3k--host:is(.x){}"),
        (".a\\:b{}", ".a\\:b{}", ".c3k--a\\:b{}"),
        (
            ".a + .b ~ .c{}",
            ".a + .b ~ .c{}",
            ".c3k--a + .c3k--b ~ .c3k--c{}",
        ),
    ] {
        let (p, c) = sheets(written);
        assert_eq!((p.as_str(), c.as_str()), (page, component), "{written}");
    }
    for (written, page) in [
        (".a{width:750rpx}", ".a{width:100vw}"),
        (
            ".a{margin:-1RPX .5rpx +2Rpx 0rpx}",
            ".a{margin:-0.133333vw 0.066667vw 0.266667vw 0vw}",
        ),
        (
            ".a{--x:10rpx;width:calc(100% - 75rpx)}",
            ".a{--x:1.333333vw;width:calc(100% - 10vw)}",
        ),
        (".a::after{content:'10rpx'}", ".a::after{content:'10rpx'}"),
        (
            "@media (max-width:75rpx){view{}}",
            "@media (max-width:10vw){wx-view{}}",
        ),
        (
            "@keyframes k{from{top:0}50%{top:75rpx}}",
            "@keyframes k{from{top:0}50%{top:10vw}}",
        ),
        (
            "@font-face{font-family:a;src:url(data:font/woff;base64,AA==)}",
            "@font-face{font-family:a;src:url(data:font/woff;base64,AA==)}",
        ),
        (
            ".a{background:url(../i.png)}",
            ".a{background:url(\"/i.png\")}",
        ),
        (
            ".a{background:url('../i.png')}",
            ".a{background:url(\"/i.png\")}",
        ),
        (
            ".a{background:url(https://a.b/i.png)}",
            ".a{background:url(https://a.b/i.png)}",
        ),
        (
            ".a{background:url(../none.png)}",
            ".a{background:url(../none.png)}",
        ),
        ("@charset \"utf-8\";.a{}", ".a{}"),
        (".a{color:red", ".a{color:red"),
    ] {
        assert_eq!(sheets(written).0, page, "{written}");
    }
}

#[test]
fn what_is_no_rule_is_left_out_with_a_warning() {
    let project = Project::new(&[(
        "p/p.wxss",
        ".ok{color:red}\n}\n.a,{color:red}\n.3d{color:red}\n// note\n.b{color:red}\n.c{color:red}\n",
    )]);
    let (_, findings) = project.build();
    let heads: Vec<&str> = findings
        .iter()
        .map(|f| f.split(": ").next().unwrap())
        .collect();
    assert_eq!(
        heads,
        [
            "warning[wxss.syntax] p/p.wxss:2:1",
            "warning[wxss.selector] p/p.wxss:3:3",
            "warning[wxss.selector] p/p.wxss:4:1",
            "warning[wxss.selector] p/p.wxss:5:1",
        ]
    );
    assert_eq!(
        project.file("p/p.css"),
        ".ok{color:red}\n\n\n\n\n\n.c{color:red}\n"
    );
}

/// The official demo and others leave the semicolon out; in WeChat the line ends the import.
#[test]
fn an_import_may_lack_its_semicolon() {
    let project = Project::new(&[
        (
            "p/p.wxss",
            "@import '../a'\n\n.p{top:0}\n@import \"../b\" // b\n.q{top:1px}",
        ),
        ("a.wxss", ".a{top:2px}"),
        ("b.wxss", ".b{top:3px}"),
    ]);
    let css = project.file("p/p.css");
    for rule in [".a{top:2px}", ".p{top:0}", ".b{top:3px}", ".q{top:1px}"] {
        assert!(css.contains(rule), "{rule} in {css}");
    }
}

#[test]
fn imports_are_inlined() {
    let project = Project::new(&[
        (
            "p/p.wxss",
            "@import '../a.wxss';\n@import url(\"../b\") screen;\n.p{}",
        ),
        ("a.wxss", "@import './b.wxss';.a{}"),
        ("b.wxss", "view{}"),
    ]);
    assert_eq!(
        project.file("p/p.css"),
        "wx-view{}.a{}\n@media screen{wx-view{}}\n.p{}"
    );
}

/// Brackets of selectors that are not the sheet's first, fonts and pictures in it.
#[test]
fn rules_after_the_first_are_like_the_first() {
    let text = ".z{}\n.a:not(:empty){}\n.a:not(:last-child)>view:not([disabled]):active{}\n[data-weui-theme=\"light\"],page{--a:1}\n@media (min-width: 1px){.m:is(.a, .b)::after{}}\n:host([x]) .q{}";
    let (page, component) = sheets(text);
    assert_eq!(
        page,
        ".z{}\n.a:not(:empty){}\n.a:not(:last-child)>wx-view:not([disabled]):active{}\n[data-weui-theme=\"light\"],wx-page{--a:1}\n@media (min-width: 1px){.m:is(.a, .b)::after{}}\nwx-page:is([x]) .q{}"
    );
    assert!(
        component.contains(".c3k--a:not(:last-child)>wx-view.c3k--:not([disabled]):active{}"),
        "{component}"
    );
    assert!(
        component.contains(".m:is(.c3k--a, .c3k--b)::after")
            || component.contains(".c3k--m:is(.c3k--a, .c3k--b)::after"),
        "{component}"
    );
}

#[test]
fn fonts_and_pictures_in_sheets_stay() {
    let data = "A".repeat(300_000);
    let text = format!(
        "@font-face{{font-family:i;src:url(data:font/woff2;base64,{data}==) format('woff2'),url('//at.alicdn.com/t/f.ttf?t=1') format('truetype')}}\n.i::before{{content:\"\\e600\";background:url(\"data:image/svg+xml;utf8,<svg width='1rpx'/>\") no-repeat}}\n.l{{background-image:url( ../i.png )}}"
    );
    let (page, _) = sheets(&text);
    assert_eq!(page, text.replace("url( ../i.png )", "url(\"/i.png\")"));
}
