use serde_json::json;
use tiffin_runtime::*;

use crate::support::{Source, World};

#[test]
fn a_rebuilt_view_equals_the_live_one() {
    let source = Source::new("App({})")
        .page("pages/a", "<view id='go' bindtap='go' capture-bind:touchstart='x'><card wx:for='{{list}}' wx:key='*this' n='{{item}}' class='k' style='top:{{item}}px'/><input value='{{v}}'/></view>", "Page({ data: {list: [3, 1, 2], v: ''}, go(){ this.setData({list: [1, 2, 3, 4]}) } })")
        .component("c/card", "<view class='in'>{{n}}<slot/></view>", "Component({ properties: {n: Number} })")
        .json("pages/a", json!({"usingComponents": {"card": "c/card"}}))
        .json("c/card", json!({"scope": "c1"}));
    let mut world = World::start(&source);
    world.settle().tap(1, "go").settle();
    let html = world.page(1).html();
    assert!(
        html.contains(r#"<card class="k" style="top:1px">"#),
        "{html}"
    );
    assert!(html.contains(r#"<view class="c1--in">"#), "{html}");
    assert_eq!(world.program.snapshot(PageId(1)).unwrap().n, 2);
    assert_eq!(world.rebuilt(1).tree().shown(), world.page(1).shown());
    // What the user did is in the tree as well.
    let input = world.page(1).first("input").unwrap();
    world.view(
        PageId(1),
        json!({"t": "state", "node": input, "kind": "value", "value": "typed"}),
    );
    world.view(
        PageId(1),
        json!({"t": "state", "node": 0, "kind": "page-scroll", "value": 120}),
    );
    world.settle();
    let snapshot = world.program.snapshot(PageId(1)).unwrap();
    let fresh = world.rebuilt(1);
    assert_eq!(
        fresh.tree().node(input).unwrap().attrs["value"],
        json!("typed")
    );
    assert_eq!(snapshot.scroll_top, 120.0);
    assert!(world.program.snapshot(PageId(9)).is_none());
}

/// Content of a slot that is not there at the moment is in no place, and comes back later.
#[test]
fn a_rebuilt_view_knows_what_is_out_of_the_document() {
    let source = Source::new("App({})")
        .page("pages/a", "<box><view><text>in</text></view></box>", "Page({})")
        .json("pages/a", json!({"usingComponents": {"box": "c/box"}}))
        .component("c/box", "<view id='go' bindtap='go'/><view wx:if='{{on}}'><slot/></view>", "Component({ data: {on: false}, methods: { go() { this.setData({on: !this.data.on}) } } })");
    let mut world = World::start(&source);
    world.settle();
    assert_eq!(world.page(1).text(), "");
    let fresh = world.rebuilt(1);
    world.views.insert(PageId(1), fresh);
    world.tap(1, "go").settle();
    assert_eq!(world.page(1).text(), "in");
    world.tap(1, "go").settle();
    assert_eq!(world.page(1).text(), "");
}

#[test]
fn what_waits_for_a_view_that_died_is_answered() {
    let mut world = World::start(&Source::new("App({})").page(
        "pages/a",
        "<view id='go' bindtap='go'>{{a}}</view>",
        "Page({ data: {a: 0}, go(){ this.setData({a: this.data.a + 1}, () => console.log('shown', this.data.a)); wx.createSelectorQuery().select('#go').boundingClientRect().exec(r => console.log('rect', r[0])) } })",
    ));
    world.settle();
    world.views_answer = false;
    world.tap(1, "go").settle();
    assert_eq!(world.trace(), "");
    world.program.post(Input::ViewGone { page: PageId(1) });
    world.settle();
    assert_eq!(world.trace(), "shown 1 rect null");
    world.tap(1, "go").settle();
    assert_eq!(
        world.trace(),
        "shown 2 rect null",
        "with no view nothing is waited for"
    );
}
