#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use serde_json::{Value, json};
use tiffin_protocol::message::{Clones, Template, ops};

use super::apply::TooManyNodes;
use super::{Op, Tree};

/// `<view class="? own" id=?><text>?</text></view><image src=? data-n=?/>`
fn template() -> Template {
    let flat = json!([
        1, 0, "view", 15, 0, "s", "", 22, 0, "", 14, 0, "", 17, 0, "tap", 1, 1, 1, "text", 2, 2,
        "", 3, 1, 2, 3, 0, 1, 1, 3, "image", 8, 3, "mode", "top", 8, 3, "src", null, 16, 3, "n",
        null
    ]);
    Template::parse(&flat, &json!([9, 12, 22, 39, 43])).unwrap()
}

fn values(rows: &[u32]) -> Vec<Value> {
    let row = |n: &u32| {
        [
            json!(format!("c{n} c{n} d")),
            json!(format!("id{n}")),
            json!(format!("text \"{n}\"\n")),
            json!({"n": n}),
            json!(n),
        ]
    };
    rows.iter().flat_map(row).collect()
}

fn page() -> Tree {
    let mut tree = Tree::new(60);
    for (id, tag) in [(2, "list"), (3, "head"), (4, "foot")] {
        let tag = tag.to_owned();
        tree.apply(&Op::Create { id, tag }).unwrap();
    }
    for (parent, child) in [(1, 2), (2, 3), (2, 4)] {
        tree.apply(&Op::Append { parent, child }).unwrap();
    }
    let template = template();
    assert!(tree.apply(&Op::Template { id: 7, template }).unwrap());
    tree
}

fn clone(first: u32, parent: u32, before: u32, rows: &[u32]) -> Op {
    Op::Clone {
        template: 7,
        first,
        parent,
        before,
        count: u32::try_from(rows.len()).unwrap(),
        values: values(rows),
    }
}

/// A rebuilt page without its templates: what is in it now.
fn now(tree: &Tree) -> Vec<Value> {
    let batch: Value = serde_json::from_str(&tree.rebuild().1).unwrap();
    let flat = batch["ops"].as_array().unwrap().clone();
    let mut found = Vec::new();
    for op in ops(&flat) {
        let op = op.unwrap();
        if op.code != 21 {
            found.push(json!([op.code, op.args]));
        }
    }
    found
}

/// The same rows by ordinary operations, through the same door as a view's.
fn by_hand(tree: &mut Tree, op: &Op) {
    let Op::Clone {
        first,
        parent,
        before,
        count,
        values,
        ..
    } = op
    else {
        return;
    };
    let clones = Clones {
        first: *first,
        parent: *parent,
        before: *before,
        count: *count,
        values,
    };
    for op in ops(&template().expand(&clones).unwrap()) {
        let op = op.unwrap();
        let id = |n: usize| u32::try_from(op.args[n].as_u64().unwrap()).unwrap();
        let text = |n: usize| op.args[n].as_str().unwrap().to_owned();
        let applied = match op.code {
            1 => Op::Create {
                id: id(0),
                tag: text(1),
            },
            2 => Op::Text {
                id: id(0),
                text: text(1),
            },
            3 => Op::Append {
                parent: id(0),
                child: id(1),
            },
            4 => Op::Insert {
                parent: id(0),
                child: id(1),
                before: id(2),
            },
            8 => Op::Attr {
                id: id(0),
                name: text(1),
                value: op.args[2].clone(),
            },
            14 => Op::Id {
                id: id(0),
                name: text(1),
            },
            15 => Op::Scope {
                id: id(0),
                own: text(1),
                host: text(2),
            },
            16 => Op::Data {
                id: id(0),
                name: text(1),
                value: op.args[2].clone(),
            },
            17 => Op::Listen {
                id: id(0),
                event: text(1),
                flags: 1,
            },
            _ => Op::Classes {
                id: id(0),
                names: text(1),
            },
        };
        tree.apply(&applied).unwrap();
    }
}

#[test]
fn a_run_of_rows_is_the_nodes_that_ordinary_operations_make() {
    for before in [0, 3, 4, 99] {
        let op = clone(10, 2, before, &[1, 2, 3]);
        let mut run = page();
        assert!(run.apply(&op).unwrap());
        let mut hand = page();
        by_hand(&mut hand, &op);
        assert_eq!(now(&run), now(&hand), "before {before}");
        assert_eq!(run.len(), 4 + 3 * 4);
    }
}

#[test]
fn a_run_goes_to_the_view_as_it_came_and_a_new_view_is_told_the_templates() {
    let mut tree = page();
    let (n, batch) = tree.commit(&[clone(10, 2, 4, &[1])]).unwrap().unwrap();
    assert_eq!(n, 1);
    let batch: Value = serde_json::from_str(&batch).unwrap();
    assert_eq!(
        batch["ops"],
        json!([23, 7, 10, 2, 4, 1, ["c1 c1 d", "id1", "text \"1\"\n", {"n": 1}, 1]])
    );
    let whole: Value = serde_json::from_str(&tree.rebuild().1).unwrap();
    assert_eq!(whole["ops"][0], 21);
    assert_eq!(whole["ops"][2], json!(template().flat()));
    assert_eq!(whole["ops"][3], json!(template().holes()));
}

#[test]
fn rows_are_moved_changed_and_cleared_like_any_node() {
    let mut tree = page();
    assert!(tree.apply(&clone(10, 2, 4, &[1, 2, 3])).unwrap());
    let whole = now(&tree);
    for op in [
        Op::SetText {
            id: 16,
            text: "x".into(),
        },
        Op::Insert {
            parent: 2,
            child: 18,
            before: 10,
        },
        Op::Insert {
            parent: 2,
            child: 21,
            before: 10,
        },
        Op::Classes {
            id: 10,
            names: "z".into(),
        },
    ] {
        assert!(tree.apply(&op).unwrap(), "{op:?}");
    }
    assert!(
        !tree
            .apply(&Op::Classes {
                id: 10,
                names: "z z".into()
            })
            .unwrap()
    );
    // The first and the last of those that are there now.
    assert!(
        tree.apply(&Op::Clear {
            parent: 2,
            first: 18,
            last: 13
        })
        .unwrap()
    );
    assert_eq!(tree.len(), 4 + 4);
    assert!(
        tree.apply(&Op::Clear {
            parent: 2,
            first: 14,
            last: 17
        })
        .unwrap()
    );
    assert_eq!(tree.len(), 4);
    assert!(tree.apply(&clone(30, 2, 4, &[1, 2, 3])).unwrap());
    assert_eq!(now(&tree).len(), whole.len());
    assert!(
        tree.apply(&Op::Clear {
            parent: 2,
            first: 0,
            last: 0
        })
        .unwrap()
    );
    assert_eq!(tree.len(), 2);
    assert_eq!(now(&tree).len(), 2);
}

#[test]
fn what_is_no_run_changes_nothing() {
    let mut tree = page();
    assert!(tree.apply(&clone(10, 2, 4, &[1, 2])).unwrap());
    let before = now(&tree);
    let short = Op::Clone {
        template: 7,
        first: 40,
        parent: 2,
        before: 0,
        count: 2,
        values: values(&[1]),
    };
    let unknown = Op::Clone {
        template: 8,
        first: 40,
        parent: 2,
        before: 0,
        count: 0,
        values: vec![],
    };
    for op in [
        clone(13, 2, 4, &[3]),
        clone(40, 99, 0, &[3]),
        short,
        unknown,
        Op::Template {
            id: 7,
            template: template(),
        },
        Op::Clear {
            parent: 2,
            first: 14,
            last: 10,
        },
        Op::Clear {
            parent: 1,
            first: 14,
            last: 14,
        },
        Op::Clear {
            parent: 2,
            first: 10,
            last: 99,
        },
        Op::Clear {
            parent: 99,
            first: 0,
            last: 0,
        },
        Op::Clear {
            parent: 4,
            first: 0,
            last: 0,
        },
    ] {
        assert!(!tree.apply(&op).unwrap(), "{op:?}");
    }
    assert_eq!(now(&tree), before);
}

#[test]
fn a_run_that_is_too_long_is_not_made_in_part() {
    let mut tree = page();
    let rows: Vec<u32> = (0..20).collect();
    let before = now(&tree);
    assert_eq!(tree.apply(&clone(10, 2, 0, &rows)), Err(TooManyNodes(60)));
    assert_eq!(now(&tree), before);
    assert!(tree.apply(&clone(10, 2, 0, &rows[..14])).unwrap());
    assert_eq!(tree.len(), 60);
}

#[test]
fn rows_that_are_in_no_place_wait_for_one() {
    let mut tree = page();
    assert!(tree.apply(&clone(10, 0, 0, &[1])).unwrap());
    let apart = now(&tree).len();
    for child in [10, 13] {
        assert!(tree.apply(&Op::Append { parent: 2, child }).unwrap());
    }
    // Two nodes more that are appended.
    assert_eq!(now(&tree).len(), apart + 2);
}
