//! A view without a screen, from the first message to its death.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use serde_json::{Value, json};
use tiffin_headless::{Fault, Layout, View, Why};
use tiffin_protocol::message::{Area, FromView, StateKind, ToView};

fn batch(n: u64, ops: Value) -> ToView {
    ToView::Batch {
        n,
        ops: ops.as_array().unwrap().clone(),
    }
}

/// `<view id=a class="k l"><text>one</text>two</view><image src="1.png"/>`
fn filled() -> View {
    let mut view = View::page();
    let ops = json!([
        1, 2, "view", 3, 1, 2, 14, 2, "a", 10, 2, "k", 10, 2, "l", 1, 3, "text", 2, 4, "one", 3, 3,
        4, 3, 2, 3, 2, 5, "two", 3, 2, 5, 1, 6, "image", 8, 6, "src", "1.png", 3, 1, 6, 17, 2,
        "tap", 1
    ]);
    let said = view.receive(&batch(1, ops)).unwrap();
    assert_eq!(said, [FromView::Applied { n: 1 }, FromView::Painted]);
    view
}

#[test]
fn a_blank_view_becomes_a_page_and_can_be_killed_and_filled_again() {
    let mut view = View::default();
    assert_eq!(view.loaded(), FromView::Ready);
    assert_eq!(
        view.receive(&batch(1, json!([]))),
        Err(Fault::Blank("batch"))
    );
    let assign = r#"{"t":"assign","page":1,"program":"p","path":"a/b","base":"/a/","styles":[],"theme":"light","lang":"zh_CN"}"#;
    assert_eq!(view.read(assign).unwrap(), []);
    assert_eq!(view.shows().unwrap().path, "a/b");
    view.receive(&batch(1, json!([1, 2, "view", 3, 1, 2])))
        .unwrap();
    let said = view
        .receive(&batch(2, json!([2, 3, "x", 3, 2, 3])))
        .unwrap();
    assert_eq!(said, [FromView::Applied { n: 2 }]);
    let shown = view.tree().shown();
    view.kill();
    assert!(view.shows().is_none() && view.tree().is_empty());
    assert!(view.tap(2).is_err());
    view.read(assign).unwrap();
    // A snapshot has the number of the last batch that was sent.
    let whole = json!([1, 2, "view", 3, 1, 2, 2, 3, "x", 3, 2, 3]);
    let said = view.receive(&batch(2, whole)).unwrap();
    assert_eq!(said, [FromView::Applied { n: 2 }, FromView::Painted]);
    assert_eq!(view.tree().shown(), shown);
    assert_eq!(view.counts().batches, 3);
}

#[test]
fn a_batch_out_of_order_is_refused() {
    let mut view = filled();
    for n in [0, 1, 3] {
        let refused = view.receive(&batch(n, json!([])));
        assert_eq!(refused, Err(Fault::Order { n, last: 1 }));
    }
    view.receive(&batch(2, json!([]))).unwrap();
}

#[test]
fn nodes_are_found_as_style_sheets_find_them() {
    let view = filled();
    let tree = view.tree();
    for (selector, found) in [
        ("view", vec![2]),
        ("#a", vec![2]),
        (".k.l", vec![2]),
        (".k.m", vec![]),
        ("page .k text", vec![3]),
        ("text .k", vec![]),
        ("image[src=1.png]", vec![6]),
        ("[src]", vec![6]),
        ("*", vec![1, 2, 3, 6]),
    ] {
        assert_eq!(tree.find(selector).unwrap(), found, "{selector}");
    }
    assert!(matches!(tree.find("a > b#"), Err(Fault::Selector(_))));
    assert_eq!((tree.by_id("a"), tree.by_text("tw")), (Ok(2), Ok(5)));
    assert_eq!(
        (tree.text(), tree.text_of(3)),
        ("onetwo".into(), "one".into())
    );
    let html = r#"<page><view id=a class="k l"><text>one</text>two</view><image src="1.png"></image></page>"#;
    assert_eq!(tree.html(), html);
    let absent = tree.by_id("b").unwrap_err().to_string();
    assert!(absent.starts_with("no #b in <page><view"), "{absent}");
}

#[test]
fn what_makes_no_sense_is_an_error_and_changes_nothing() {
    let shape = |text: &str| Why::Shape(text.to_owned());
    for (ops, why) in [
        (json!([1, 2, "view"]), Why::Taken(2)),
        (json!([2, 1, "x"]), Why::Taken(1)),
        (json!([1, 0, "view"]), Why::Reserved(0)),
        (json!([3, 9, 2]), Why::NoNode(9)),
        (json!([3, 2, 9]), Why::NoNode(9)),
        (json!([3, 5, 6]), Why::NoElement(5)),
        (json!([3, 3, 2]), Why::Inside(2)),
        (json!([3, 2, 1]), Why::Reserved(1)),
        (
            json!([4, 2, 6, 4]),
            Why::NotAChild {
                parent: 2,
                child: 4,
            },
        ),
        (json!([4, 2, 3, 3]), Why::Inside(3)),
        (
            json!([5, 1, 3]),
            Why::NotAChild {
                parent: 1,
                child: 3,
            },
        ),
        (
            json!([6, 1, 5, 3]),
            Why::NotAChild {
                parent: 1,
                child: 3,
            },
        ),
        (json!([7, 2, "x"]), Why::NoText(2)),
        (json!([8, 5, "x", 1]), Why::NoElement(5)),
        (json!([17, 9, "tap", 1]), Why::NoNode(9)),
        (json!([18, 1]), Why::Reserved(1)),
        (json!([18, 9]), Why::NoNode(9)),
        (
            json!([3, 2]),
            shape("message.op: operation 3 lacks arguments"),
        ),
        (
            json!([7, 4, 1]),
            shape("message.op: operation 7 has a wrong argument"),
        ),
        (json!([99, 4]), shape("message.op: 99")),
    ] {
        let mut view = filled();
        let before = view.tree().clone();
        let fault = view.receive(&batch(2, ops.clone())).unwrap_err();
        let code = ops[0].as_u64().unwrap() as u32;
        let at = 0;
        assert_eq!(fault, Fault::Operation { at, code, why }, "{ops}");
        assert_eq!(*view.tree(), before, "{ops}");
    }
}

#[test]
fn operations_before_a_wrong_one_are_applied_and_it_is_named_by_its_place() {
    let mut view = filled();
    let fault = view.receive(&batch(2, json!([7, 4, "1", 7, 2, "x", 7, 4, "2"])));
    let (at, code, why) = (3, 7, Why::NoText(2));
    assert_eq!(fault, Err(Fault::Operation { at, code, why }));
    assert_eq!(view.tree().text(), "1two");
}

#[test]
fn a_tap_has_what_a_finger_s_has() {
    let mut view = filled();
    let json: Value = serde_json::from_str(&view.tap(4).unwrap().to_json().unwrap()).unwrap();
    let touch =
        json!([{"identifier": 0, "pageX": 5.0, "pageY": 6.0, "clientX": 5.0, "clientY": 6.0}]);
    assert_eq!(
        json,
        json!({"t": "event", "node": 4, "type": "tap", "detail": {"x": 5.0, "y": 6.0}, "touches": touch,
            "changedTouches": touch, "timeStamp": 1.0, "offset": {"left": 0.0, "top": 0.0}, "bubbles": true})
    );
    assert!(view.hears(4, "tap") && !view.hears(6, "tap") && !view.hears(4, "longpress"));
    let FromView::Event(end) = view.event(6, "touchend", json!({})).unwrap() else {
        panic!("no event");
    };
    assert_eq!(
        (end.touches.map(|t| t.len()), end.time_stamp),
        (Some(0), 2.0)
    );
    let FromView::Event(load) = view.event(6, "load", json!({})).unwrap() else {
        panic!("no event");
    };
    assert_eq!((load.touches, load.bubbles), (None, false));
    assert!(view.tap(9).is_err());
    let state = view.state(6, StateKind::Value, json!("x")).unwrap();
    assert!(FromView::parse(&state.to_json().unwrap()).is_ok());
    assert!(view.state(9, StateKind::Value, json!("x")).is_err());
    assert!(view.state(0, StateKind::PageScroll, json!(3)).is_ok());
    // What stands in no place cannot be touched.
    view.receive(&batch(2, json!([5, 1, 6]))).unwrap();
    assert!(view.tap(6).is_err());
}

#[test]
fn questions_that_need_a_layout_say_so_and_others_are_answered() {
    let query = r#"{"t":"query","q":7,"items":[{"node":6,"fields":{"rect":true,"size":true,"properties":["src","dataX"]}},{"node":99,"fields":{}},{"node":null,"fields":{"rect":true}}]}"#;
    let mut view = filled();
    let said = view.read(query).unwrap();
    let result = vec![
        json!({"src": "1.png", "dataX": null}),
        Value::Null,
        json!({}),
    ];
    let level = "warn".to_owned();
    let message = json!("rect, size of a query needs a view with a screen");
    assert_eq!(
        said,
        [
            FromView::Queried { q: 7, result },
            FromView::Log { level, message }
        ]
    );
    let area = Area {
        left: 1.0,
        top: 2.0,
        width: 10.0,
        height: 20.0,
    };
    let mut view = filled().with_layout(Layout::Same(area));
    let said = view.read(query).unwrap();
    let FromView::Queried { result, .. } = &said[0] else {
        panic!("{said:?}");
    };
    assert_eq!(
        (said.len(), &result[0]["right"], &result[2]["bottom"]),
        (1, &json!(11.0), &json!(22.0))
    );
    let said = view
        .read(r#"{"t":"invoke","q":3,"node":2,"method":"focus"}"#)
        .unwrap();
    let error = Some("focus needs a view with a screen".to_owned());
    let result = Value::Null;
    assert_eq!(
        said,
        [FromView::Invoked {
            q: 3,
            result,
            error
        }]
    );
    let silent = view.read(r#"{"t":"invoke","q":0,"node":2,"method":"focus"}"#);
    assert_eq!(silent.unwrap(), []);
}

/// Template 5: `<view class=?><text>?</text></view><image src=?/>`
const ROW: &str = r#"[21, 5, [1, 0, "view", 22, 0, "", 1, 1, "text", 2, 2, "", 3, 1, 2, 3, 0, 1, 1, 3, "image", 8, 3, "src", null], [5, 11, 24]]"#;

#[test]
fn a_run_of_rows_is_what_it_says_in_ordinary_operations() {
    let mut view = filled();
    view.receive(&batch(2, serde_json::from_str(ROW).unwrap()))
        .unwrap();
    let rows = json!([
        23,
        5,
        10,
        1,
        6,
        2,
        ["x y", "A", "a.png", "", "B", null],
        23,
        5,
        18,
        1,
        0,
        1,
        ["z", "C", 1],
        22,
        2,
        "m"
    ]);
    view.receive(&batch(3, rows)).unwrap();
    let html = r#"<page><view id=a class="m"><text>one</text>two</view>"#.to_owned()
        + r#"<view class="x y"><text>A</text></view><image src="a.png"></image><view><text>B</text></view><image src=null></image>"#
        + r#"<image src="1.png"></image><view class="z"><text>C</text></view><image src=1></image></page>"#;
    assert_eq!(view.tree().html(), html);
    assert_eq!(view.tree().by_text("B"), Ok(16));
    assert_eq!(view.counts().of(23), 2);
    view.receive(&batch(4, json!([24, 1, 14, 6]))).unwrap();
    assert_eq!(view.tree().find("image").unwrap(), [13, 21]);
    assert_eq!(view.tree().len(), 13);
    view.receive(&batch(5, json!([24, 1, 0, 0]))).unwrap();
    assert!(view.tree().is_empty());
}

#[test]
fn rows_that_make_no_sense_are_an_error_and_change_nothing() {
    let shape = |text: &str| Why::Shape(format!("message.op: {text}"));
    for (ops, why) in [
        (json!([23, 6, 10, 1, 0, 0, []]), Why::NoTemplate(6)),
        (json!([23, 5, 6, 1, 0, 1, ["", "", ""]]), Why::Taken(6)),
        (json!([23, 5, 10, 9, 0, 1, ["", "", ""]]), Why::NoNode(9)),
        (json!([23, 5, 10, 4, 0, 1, ["", "", ""]]), Why::NoElement(4)),
        (
            json!([23, 5, 10, 1, 3, 1, ["", "", ""]]),
            Why::NotAChild {
                parent: 1,
                child: 3,
            },
        ),
        (
            json!([23, 5, 10, 1, 0, 1, ["", ""]]),
            shape("a template is cloned with more or fewer values than it has holes"),
        ),
        (json!([21, 5, [1, 0, "view"], []]), Why::TemplateTaken(5)),
        (
            json!([21, 7, [2, 0, "x", 8, 0, "a", 1], []]),
            Why::NoElement(2),
        ),
        (
            json!([24, 1, 6, 2]),
            Why::NotAChild {
                parent: 1,
                child: 2,
            },
        ),
        (
            json!([24, 1, 3, 0]),
            Why::NotAChild {
                parent: 1,
                child: 3,
            },
        ),
    ] {
        let mut view = filled();
        view.receive(&batch(2, serde_json::from_str(ROW).unwrap()))
            .unwrap();
        let before = view.tree().clone();
        let fault = view.receive(&batch(3, ops.clone())).unwrap_err();
        let code = ops[0].as_u64().unwrap() as u32;
        let at = 0;
        assert_eq!(fault, Fault::Operation { at, code, why }, "{ops}");
        assert_eq!(*view.tree(), before, "{ops}");
    }
}

#[test]
fn rows_without_values_are_bounded_too() {
    let mut view = View::page();
    let ops = json!([
        21,
        1,
        [1, 0, "view"],
        [],
        23,
        1,
        2,
        1,
        0,
        4_000_000_000u32,
        []
    ]);
    let fault = view.receive(&batch(1, ops));
    let (at, code, why) = (4, 23, Why::TooMany(100_000));
    assert_eq!(fault, Err(Fault::Operation { at, code, why }));
}

#[test]
fn a_page_that_is_very_deep_is_printed() {
    let mut view = View::page();
    let mut ops = Vec::new();
    for id in 2..60_000u32 {
        ops.extend([
            json!(1),
            json!(id),
            json!("view"),
            json!(3),
            json!(id - 1),
            json!(id),
        ]);
    }
    ops.truncate(6 * 20_000);
    view.receive(&batch(1, Value::Array(ops))).unwrap();
    assert_eq!(view.tree().len(), 20_001);
    assert!(view.tree().html().len() > 200_000 && view.tree().text().is_empty());
}

#[test]
fn more_nodes_than_a_page_may_hold_are_refused() {
    let mut view = View::page();
    let ops = (2..=100_001u32).flat_map(|id| [json!(2), json!(id), json!("")]);
    let fault = view.receive(&batch(1, ops.collect()));
    let (at, code, why) = (299_997, 2, Why::TooMany(100_000));
    assert_eq!(fault, Err(Fault::Operation { at, code, why }));
}
