use serde_json::json;
use tiffin_protocol::Code;
use tiffin_protocol::message::{
    Clones, FromView, StateKind, Template, ToView, op, ops, script_literal,
};

use crate::code;

#[test]
fn from_views() {
    for text in [
        r#"{"t":"ready"}"#,
        r#"{"t":"applied","n":1}"#,
        r#"{"t":"painted"}"#,
        r#"{"t":"queried","q":5,"result":[{"left":0},null]}"#,
        r#"{"t":"invoked","q":6,"result":1}"#,
        r#"{"t":"invoked","q":6,"error":"no"}"#,
        r#"{"t":"event","node":12,"type":"tap","detail":{"x":1},"touches":[{"identifier":0,"pageX":1,"pageY":2,"clientX":1,"clientY":2}],"changedTouches":[],"timeStamp":123.4,"offset":{"left":1,"top":2},"bubbles":true,"currents":{"3":{"left":0,"top":0}}}"#,
        r#"{"t":"state","node":12,"kind":"page-scroll","value":100}"#,
        r#"{"t":"page","event":"reachBottom"}"#,
        r#"{"t":"error","message":"x","stack":"y"}"#,
        r#"{"t":"log","level":"warn","message":["x"]}"#,
    ] {
        let message = FromView::parse(text).unwrap_or_else(|e| panic!("{text}: {e}"));
        assert_eq!(
            FromView::parse(&serde_json::to_string(&message).unwrap()).unwrap(),
            message
        );
    }
    let scrolled =
        FromView::parse(r#"{"t":"state","node":1,"kind":"page-scroll","value":1}"#).unwrap();
    assert!(matches!(
        scrolled,
        FromView::State {
            kind: StateKind::PageScroll,
            ..
        }
    ));
}

#[test]
fn from_hostile_views() {
    for text in [
        "",
        "{}",
        "[]",
        "1",
        r#"{"t":"assign"}"#,
        r#"{"t":"event"}"#,
        r#"{"t":"applied","n":-1}"#,
        r#"{"t":"state","node":1,"kind":"x","value":1}"#,
    ] {
        assert_eq!(code(FromView::parse(text)), Code::MessageInvalid, "{text}");
    }
    let huge = format!(r#"{{"t":"log","message":"{}"}}"#, "x".repeat(1 << 20));
    assert_eq!(code(FromView::parse(&huge)), Code::MessageTooLarge);
    let deep = format!(
        r#"{{"t":"log","message":{}1{}}}"#,
        "[".repeat(100),
        "]".repeat(100)
    );
    assert_eq!(code(FromView::parse(&deep)), Code::JsonTooDeep);
    let fingers = vec![json!({"identifier": 1}); 65];
    let crowd = json!({"t": "event", "node": 1, "type": "tap", "touches": fingers}).to_string();
    assert_eq!(code(FromView::parse(&crowd)), Code::MessageInvalid);
    let twice = r#"{"t":"ready","t":"painted"}"#;
    assert_eq!(code(FromView::parse(twice)), Code::JsonDuplicate);
}

/// The pixels of a canvas are an answer of some megabytes; nothing else that a view says is as large.
#[test]
fn answers_may_be_larger_than_events() {
    let long = |bytes: usize| "x".repeat(bytes);
    let pixels = format!(r#"{{"t":"invoked","q":1,"result":"{}"}}"#, long(6 << 20));
    assert!(matches!(
        FromView::parse(&pixels),
        Ok(FromView::Invoked { q: 1, .. })
    ));
    let many = format!(r#"{{"t":"queried","q":1,"result":["{}"]}}"#, long(2 << 20));
    assert!(FromView::parse(&many).is_ok());
    let endless = format!(r#"{{"t":"invoked","q":1,"result":"{}"}}"#, long(8 << 20));
    assert_eq!(code(FromView::parse(&endless)), Code::MessageTooLarge);
    let typed = format!(
        r#"{{"t":"state","node":1,"kind":"value","value":"{}"}}"#,
        long(1 << 20)
    );
    assert_eq!(code(FromView::parse(&typed)), Code::MessageTooLarge);
}

#[test]
fn to_views() {
    let batch = ToView::Batch {
        n: 1,
        ops: vec![json!(1), json!(2), json!("view")],
    };
    assert_eq!(
        batch.to_json().unwrap(),
        r#"{"t":"batch","n":1,"ops":[1,2,"view"]}"#
    );
    assert_eq!(
        ToView::Refresh { on: true }.to_json().unwrap(),
        r#"{"t":"refresh","on":true}"#
    );
    assert_eq!(ToView::Suspend.to_json().unwrap(), r#"{"t":"suspend"}"#);
    assert_eq!(
        script_literal("\"</script>\u{2028}\""),
        r#""\u003c/script>\u2028""#
    );
}

#[test]
fn operations() {
    let flat = [
        json!(op::CREATE),
        json!(2),
        json!("view"),
        json!(op::APPEND),
        json!(1),
        json!(2),
        json!(op::ATTR),
        json!(2),
        json!("x"),
        json!({"a": 1}),
    ];
    let parsed: Vec<_> = ops(&flat).collect::<Result<_, _>>().unwrap();
    let codes: Vec<u32> = parsed.iter().map(|o| o.code).collect();
    assert_eq!(codes, [op::CREATE, op::APPEND, op::ATTR]);
    assert_eq!(parsed[2].args[2]["a"], 1);
    for bad in [
        json!([21]),
        json!([25]),
        json!([23, 1, 2, 1, 0, 1]),
        json!([24, 1, 2]),
        json!([0]),
        json!(["x"]),
        json!([1, 2]),
        json!([1, -2, "view"]),
        json!([1, 4_294_967_296u64, "view"]),
        json!([3, 1, "2"]),
        json!([1.5]),
    ] {
        let flat = bad.as_array().unwrap();
        assert_eq!(
            code(ops(flat).collect::<Result<Vec<_>, _>>()),
            Code::MessageOp,
            "{bad}"
        );
    }
    for number in 1..=24 {
        assert!(op::args(number).is_some());
    }
}

fn row() -> Template {
    // <view class="?"><text>?</text></view><image src=?/>
    let flat = json!([
        1, 0, "view", 22, 0, "", 1, 1, "text", 2, 2, "", 3, 1, 2, 3, 0, 1, 1, 3, "image", 8, 3,
        "src", null
    ]);
    Template::parse(&flat, &json!([5, 11, 24])).unwrap()
}

#[test]
fn a_clone_says_what_ordinary_operations_say() {
    let row = row();
    assert_eq!((row.size(), row.tops()), (4, &[0, 3][..]));
    let values = json!(["a b", "one", "1.png", "", "two", null]);
    let clones = Clones {
        first: 10,
        parent: 1,
        before: 7,
        count: 2,
        values: values.as_array().unwrap(),
    };
    let first = json!([
        1, 10, "view", 22, 10, "a b", 1, 11, "text", 2, 12, "one", 3, 11, 12, 3, 10, 11, 1, 13,
        "image", 8, 13, "src", "1.png", 4, 1, 10, 7, 4, 1, 13, 7
    ]);
    let flat = row.expand(&clones).unwrap();
    let length = first.as_array().unwrap().len();
    assert_eq!(json!(flat[..length]), first);
    assert_eq!(flat.len(), 2 * length);
    assert!(ops(&flat).all(|op| op.is_ok()));
    let ending = row
        .expand(&Clones {
            before: 0,
            ..clones
        })
        .unwrap();
    assert_eq!(
        json!(ending[length - 8..length - 2]),
        json!([3, 1, 10, 3, 1, 13])
    );
    let apart = row
        .expand(&Clones {
            parent: 0,
            ..clones
        })
        .unwrap();
    assert_eq!(apart.len(), 2 * (length - 8));
}

#[test]
fn a_template_that_is_no_row_is_refused() {
    for (flat, holes) in [
        (json!({}), json!([])),
        (json!([1, 0, "view"]), json!({})),
        (json!([1, 1, "view"]), json!([])),
        (json!([1, 0, "view", 1, 0, "view"]), json!([])),
        (json!([1, 0, "view", 3, 0, 0]), json!([])),
        (json!([1, 0, "view", 3, 0, 1]), json!([])),
        (json!([1, 0, "a", 1, 1, "b", 3, 0, 1, 3, 0, 1]), json!([])),
        (json!([8, 0, "x", 1]), json!([])),
        (json!([1, 0, "view", 18, 0]), json!([])),
        (json!([1, 0, "view", 23, 1, 2, 1, 0, 1, []]), json!([])),
        (json!([1, 0, "view"]), json!([2])),
        (json!([2, 0, "x"]), json!([3])),
        (json!([2, 0, "x"]), json!([-1])),
        (json!([2, 0, "x"]), json!([2, 2])),
        (json!([2, 0, 1]), json!([2])),
    ] {
        assert_eq!(
            code(Template::parse(&flat, &holes)),
            Code::MessageOp,
            "{flat}"
        );
    }
}

#[test]
fn a_clone_with_other_values_than_its_template_has_holes_is_refused() {
    let row = row();
    for (first, count, values) in [
        (2, 1, json!(["", ""])),
        (2, 2, json!(["", "", ""])),
        (2, 1, json!(["", 5, ""])),
        (2, 1, json!([["x"], "", ""])),
        (1, 1, json!(["", "", ""])),
        (u32::MAX, 1, json!(["", "", ""])),
        (2, u32::MAX, json!([])),
    ] {
        let clones = Clones {
            first,
            parent: 1,
            before: 0,
            count,
            values: values.as_array().unwrap(),
        };
        assert_eq!(code(row.expand(&clones)), Code::MessageOp, "{values}");
    }
}
