#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use serde_json::{Value, json};
use tiffin_protocol::message::StateKind;

use super::{Op, Tree};

fn page() -> Tree {
    let mut tree = Tree::new(100);
    let ops = [
        Op::Create {
            id: 2,
            tag: "view".into(),
        },
        Op::Create {
            id: 3,
            tag: "input".into(),
        },
        Op::Text {
            id: 4,
            text: "hi".into(),
        },
        Op::Append {
            parent: 2,
            child: 3,
        },
        Op::Append {
            parent: 2,
            child: 4,
        },
        Op::Append {
            parent: 1,
            child: 2,
        },
        Op::Attr {
            id: 3,
            name: "value".into(),
            value: json!(""),
        },
    ];
    assert_eq!(tree.commit(&ops).unwrap().unwrap().0, 1);
    tree
}

fn ops(json: &str) -> Vec<Value> {
    serde_json::from_str::<Value>(json).unwrap()["ops"]
        .as_array()
        .unwrap()
        .clone()
}

#[test]
fn what_changes_nothing_is_dropped() {
    let mut tree = page();
    let again = [
        Op::Attr {
            id: 3,
            name: "value".into(),
            value: json!(""),
        },
        Op::SetText {
            id: 4,
            text: "hi".into(),
        },
        Op::RemoveClass {
            id: 2,
            name: "x".into(),
        },
    ];
    assert_eq!(tree.commit(&again).unwrap(), None);
    assert_eq!(tree.number(), 1);
}

#[test]
fn typed_text_survives_a_rebuild_and_can_be_cleared() {
    let mut tree = page();
    assert!(tree.mirror(3, StateKind::Value, &json!("typed")));
    let (n, json) = tree.rebuild();
    assert_eq!(n, 1);
    assert!(json.contains(r#"8,3,"value","typed""#), "{json}");
    // The program writes the same empty value again: the view has something else, so it is sent.
    let clear = [Op::Attr {
        id: 3,
        name: "value".into(),
        value: json!(""),
    }];
    assert_eq!(
        ops(&tree.commit(&clear).unwrap().unwrap().1),
        vec![json!(8), json!(3), json!("value"), json!("")]
    );
    assert!(tree.rebuild().1.contains(r#"8,3,"value","""#));
}

#[test]
fn a_node_cannot_be_put_into_itself() {
    let mut tree = page();
    assert!(
        !tree
            .apply(&Op::Append {
                parent: 3,
                child: 2
            })
            .unwrap()
    );
    assert!(
        !tree
            .apply(&Op::Append {
                parent: 2,
                child: 2
            })
            .unwrap()
    );
    assert!(
        !tree
            .apply(&Op::Append {
                parent: 2,
                child: 1
            })
            .unwrap()
    );
}

#[test]
fn order_follows_insert_replace_remove_release() {
    let mut tree = page();
    for op in [
        Op::Text {
            id: 5,
            text: "a".into(),
        },
        Op::Insert {
            parent: 2,
            child: 5,
            before: 3,
        },
        Op::Text {
            id: 6,
            text: "b".into(),
        },
        Op::Replace {
            parent: 2,
            new: 6,
            old: 4,
        },
        Op::Release { id: 4 },
    ] {
        assert!(tree.apply(&op).unwrap(), "{op:?}");
    }
    let text = tree.rebuild().1;
    let place = |what: &str| text.find(what).unwrap();
    assert!(place("2,5,\"a\"") < place("1,3,\"input\""));
    assert!(place("1,3,\"input\"") < place("2,6,\"b\""));
    assert!(!text.contains("\"hi\""));
    assert!(
        tree.apply(&Op::Remove {
            parent: 2,
            child: 3
        })
        .unwrap()
    );
    // What is out of the document is made too, in no place: it may be put back until it is released.
    let text = tree.rebuild().1;
    assert!(text.contains("1,3,\"input\"") && !text.contains("3,2,3"));
    for id in [2, 3, 5, 6] {
        assert!(tree.apply(&Op::Release { id }).unwrap());
    }
    assert_eq!(ops(&tree.rebuild().1).len(), 0);
}

#[test]
fn nodes_are_bounded() {
    let mut tree = Tree::new(2);
    assert!(
        tree.apply(&Op::Create {
            id: 2,
            tag: "view".into()
        })
        .unwrap()
    );
    assert!(
        tree.apply(&Op::Create {
            id: 3,
            tag: "view".into()
        })
        .is_err()
    );
}

#[test]
fn listeners_keep_both_phases() {
    let mut tree = page();
    assert!(
        tree.apply(&Op::Listen {
            id: 2,
            event: "tap".into(),
            flags: 1
        })
        .unwrap()
    );
    assert!(
        tree.apply(&Op::Listen {
            id: 2,
            event: "tap".into(),
            flags: 9
        })
        .unwrap()
    );
    assert!(
        !tree
            .apply(&Op::Listen {
                id: 2,
                event: "tap".into(),
                flags: 1
            })
            .unwrap()
    );
    let text = tree.rebuild().1;
    assert!(text.contains(r#"17,2,"tap",1,17,2,"tap",9"#), "{text}");
}

#[test]
fn a_plain_node_is_small_and_stays_so() {
    assert_eq!(size_of::<super::node::Node>(), 80);
    let mut tree = page();
    // Writes of nothing do not dress a node either.
    for op in [
        Op::Style {
            id: 2,
            text: String::new(),
        },
        Op::Id {
            id: 2,
            name: String::new(),
        },
        Op::Scope {
            id: 2,
            own: String::new(),
            host: String::new(),
        },
        Op::Unattr {
            id: 2,
            name: "x".into(),
        },
        Op::Listen {
            id: 2,
            event: "tap".into(),
            flags: 0,
        },
    ] {
        assert!(!tree.apply(&op).unwrap(), "{op:?}");
    }
    assert!(tree.nodes[&2].dress().is_none());
    assert!(tree.nodes[&3].dress().is_some());
}

#[test]
fn texts_are_written_as_json_writes_them() {
    let mut all: Vec<String> = (0..=0x7f_u8)
        .map(|byte| format!("a{}b", byte as char))
        .collect();
    all.extend([
        "".into(),
        "\"".into(),
        "中文 \u{2028}\u{7f}\u{ffff}".into(),
        "\\n".into(),
    ]);
    for text in all {
        let mut batch = super::Batch::default();
        batch.push(&Op::Text {
            id: u32::MAX,
            text: text.clone(),
        });
        let expected = json!([2, u32::MAX, text]).as_array().unwrap().clone();
        assert_eq!(ops(&batch.finish(1)), expected, "{text:?}");
        let mut again = super::Batch::default();
        again.push(&Op::Text {
            id: 1,
            text: text.clone(),
        });
        let exact = serde_json::to_string(&text).unwrap();
        assert!(
            again.finish(1).contains(&format!("2,1,{exact}]")),
            "{text:?}"
        );
    }
}
