use serde_json::{Value, json};
use tiffin_protocol::Code;
use tiffin_protocol::config::{AppConfig, UnitKind};
use tiffin_protocol::manifest::{ColorScheme, Direction, Manifest};

use crate::code;

/// The example of the W3C specification, its id as ours are, and our member.
pub fn example() -> Value {
    json!({
        "dir": "ltr", "lang": "en-US", "app_id": "org.example.miniapp", "name": "MiniApp Demo", "short_name": "MiniApp",
        "version": {"name": "1.0.1", "code": 11}, "description": "A Simple MiniApp Demo",
        "icons": [{"label": "Red lightning", "src": "common/icons/icon.png", "sizes": "48x48"}],
        "platform_version": {"min_code": 1, "release_type": "Beta1", "target_code": 2},
        "pages": ["pages/index/index", "pages/detail/detail"],
        "window": {"background_color": "#ffffff", "fullscreen": false, "navigation_bar_text_style": "black"},
        "widgets": [{"name": "widget", "min_code": "2", "path": "widgets/index/index"}],
        "req_permissions": [{"name": "system.permission.LOCATION", "reason": "To show the map"}],
        "color_scheme": "light", "device_type": ["phone", "tv", "car"],
        "tiffin": {"templateAbi": "glass-easel-0.12.1", "entry": "pages/index/index", "scopes": [],
            "domains": {"request": ["https://api.example.com"]},
            "subpackages": [{"name": "order", "root": "packages/order", "independent": true}], "later": 1}
    })
}

fn parse(value: &Value) -> Result<Manifest, tiffin_protocol::Fault> {
    let bytes = serde_json::to_vec(value).unwrap();
    crate::corpus::keep("manifest", &bytes);
    Manifest::parse(&bytes)
}

fn with(member: &str, value: Value) -> Value {
    let mut manifest = example();
    manifest[member] = value;
    manifest
}

#[test]
fn the_example_of_the_specification() {
    let manifest = parse(&example()).unwrap();
    assert_eq!(
        (manifest.dir, manifest.color_scheme),
        (Direction::Ltr, ColorScheme::Light)
    );
    assert_eq!(manifest.version.code, 11);
    assert_eq!(manifest.widgets[0].min_code, Some(2));
    assert_eq!(manifest.window.as_ref().unwrap().fullscreen, Some(false));
    assert!(manifest.tiffin.subpackages[0].independent);
    assert_eq!(
        Manifest::parse(&manifest.to_bytes().unwrap()).unwrap(),
        manifest
    );
}

#[test]
fn optional_members_of_a_wrong_type_are_not_there() {
    for member in [
        "dir",
        "lang",
        "short_name",
        "description",
        "window",
        "widgets",
        "req_permissions",
        "color_scheme",
        "device_type",
    ] {
        parse(&with(member, json!({"x": [1]}))).unwrap_or_else(|e| panic!("{member}: {e}"));
    }
    assert_eq!(
        parse(&with("dir", json!("sideways"))).unwrap().dir,
        Direction::Auto
    );
    parse(&with("unknown", json!({"deep": [1, 2]}))).unwrap();
}

#[test]
fn required_members() {
    for member in [
        "app_id",
        "name",
        "version",
        "platform_version",
        "pages",
        "icons",
    ] {
        let mut manifest = example();
        manifest.as_object_mut().unwrap().remove(member);
        assert_eq!(code(parse(&manifest)), Code::ManifestInvalid, "{member}");
        assert_eq!(
            code(parse(&with(member, json!(true)))),
            Code::ManifestInvalid,
            "{member}"
        );
    }
    assert_eq!(
        code(parse(&with("app_id", json!("No Id")))),
        Code::ManifestInvalid
    );
    assert_eq!(
        code(parse(&with("pages", json!([])))),
        Code::ManifestInvalid
    );
    assert_eq!(
        code(parse(&with("pages", json!(["/pages/a"])))),
        Code::PathSlip
    );
    assert_eq!(
        code(parse(&with("icons", json!([{"src": "https://x/y.png"}])))),
        Code::PathSlip
    );
    assert_eq!(code(parse(&with("name", json!("")))), Code::ManifestInvalid);
    assert_eq!(
        code(parse(&with("pages", json!(vec!["a"; 2001])))),
        Code::ManifestInvalid
    );
}

#[test]
fn bounds() {
    let mut long = serde_json::to_vec(&example()).unwrap();
    long.resize(256 * 1024 + 1, b' ');
    assert_eq!(code(Manifest::parse(&long)), Code::ManifestTooLarge);
    assert_eq!(code(Manifest::parse(&b"[".repeat(1000))), Code::JsonTooDeep);
    assert_eq!(
        code(Manifest::parse(br#"{"name":1,"name":2}"#)),
        Code::JsonDuplicate
    );
    assert_eq!(code(Manifest::parse(b"\xff\xfe")), Code::ManifestInvalid);
    assert_eq!(code(Manifest::parse(b"{} {}")), Code::ManifestInvalid);
}

pub fn config() -> Value {
    json!({
        "templateAbi": "glass-easel-0.12.1", "format": 1, "package": "main", "root": "",
        "app": {
            "pages": ["pages/index/index", "packages/order/pay"], "entryPagePath": "pages/index/index",
            "window": {"navigationBarTitleText": "Canteen"},
            "tabBar": {"list": [{"pagePath": "pages/index/index", "text": "Home"}], "color": "#999"},
            "subPackages": [{"root": "packages/order", "name": "order", "pages": ["pay"], "independent": false}],
            "style": "v2", "lazyCodeLoading": "requiredComponents"
        },
        "units": {"pages/index/index": {"kind": "page", "config": {"usingComponents": {"my-card": "components/card/card"}},
            "script": "pages/index/index.js", "style": "pages/index/index.css", "scope": ""}},
        "scripts": ["app.js", "pages/index/index.js"], "appStyle": "app.css"
    })
}

fn parse_config(value: &Value) -> Result<AppConfig, tiffin_protocol::Fault> {
    let bytes = serde_json::to_vec(value).unwrap();
    crate::corpus::keep("config", &bytes);
    AppConfig::parse(&bytes)
}

#[test]
fn configurations() {
    let parsed = parse_config(&config()).unwrap();
    let app = parsed.app.as_ref().unwrap();
    assert_eq!(app.more["style"], "v2");
    assert_eq!(parsed.units["pages/index/index"].kind, UnitKind::Page);
    assert_eq!(
        AppConfig::parse(&parsed.to_bytes().unwrap()).unwrap(),
        parsed
    );
}

type Change = fn(&mut Value);

#[test]
fn configurations_that_lie() {
    let broken: [(Change, Code); 8] = [
        (|c| c["format"] = json!(2), Code::ConfigFormat),
        (
            |c| c["units"] = json!({"../x": {"kind": "page"}}),
            Code::PathSlip,
        ),
        (
            |c| c["units"]["pages/index/index"]["script"] = json!("/etc/x"),
            Code::PathSlip,
        ),
        (|c| c["scripts"] = json!(["a//b"]), Code::PathInvalid),
        (|c| c["app"] = Value::Null, Code::ConfigInvalid),
        (|c| c["app"]["pages"] = json!([]), Code::ConfigInvalid),
        (
            |c| c["app"]["entryPagePath"] = json!("pages/none"),
            Code::ManifestPage,
        ),
        (
            |c| c["app"]["tabBar"]["list"][0]["pagePath"] = json!("pages/none"),
            Code::ManifestPage,
        ),
    ];
    for (number, (change, expected)) in broken.into_iter().enumerate() {
        let mut value = config();
        change(&mut value);
        assert_eq!(code(parse_config(&value)), expected, "change {number}");
    }
    assert_eq!(
        code(AppConfig::parse(&vec![b' '; (2 << 20) + 1])),
        Code::ConfigTooLarge
    );
}
