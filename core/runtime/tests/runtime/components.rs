use serde_json::json;

use crate::support::{Source, World};

/// A property may have the name of a member of glass-easel's own elements: @vant/weapp's button has `dataset`.
#[test]
fn properties_may_have_any_name() {
    let source = Source::new("App({})")
        .page("pages/a", "<one dataset='{{d}}' id='x' data-k='v' bindtap='t'/>", "Page({ data: {d: {k: 1}}, t(e) { console.log(e.currentTarget.dataset.k) },
            onReady() { console.log(JSON.stringify(this.selectComponent('#x').data.dataset), this.selectComponent('#x').childNodes()) } })")
        .json("pages/a", json!({"usingComponents": {"one": "c/one"}}))
        .component("c/one", "<text>{{dataset.k}}</text>", "Component({ properties: { dataset: null, parentNode: String, classList: String },
            methods: { childNodes() { return 'own' } } })");
    let mut world = World::start(&source);
    world.settle();
    assert_eq!(world.page(1).text(), "1");
    world.tap(1, "x").settle();
    assert_eq!(world.trace(), "{\"k\":1} own v");
    assert!(world.faults.is_empty(), "{:?}", world.faults);
}

/// `[Boolean, String]` is no type; programs write it, and in WeChat every value passes.
#[test]
fn a_type_that_is_none_lets_every_value_pass() {
    let source = Source::new("App({})")
        .page(
            "pages/a",
            "<one a='{{true}}' b='x' c='{{d}}'/>",
            "Page({ data: {d: {k: 1}} })",
        )
        .json("pages/a", json!({"usingComponents": {"one": "c/one"}}))
        .component(
            "c/one",
            "<text>{{a}} {{b}} {{c.k}} {{d}}</text>",
            "Component({ properties: { a: { type: [Boolean, String], default: false }, b: [Boolean, String], \
                 c: { type: Date }, d: { type: [Number], value: 4 } } })",
        );
    let mut world = World::start(&source);
    world.settle();
    assert_eq!(world.page(1).text(), "true x 1 4");
    assert!(world.faults.is_empty(), "{:?}", world.faults);
}

/// Style sheets select by `data-*`: plain values reach the view, and follow the data.
#[test]
fn datasets_reach_the_view() {
    let mut world = World::start(&Source::new("App({})").page(
        "pages/a",
        "<view id='x' data-the-mode='{{m}}' data-o='{{o}}' data-n='{{1}}' bindtap='t'/>",
        "Page({ data: {m: 'dark', o: {a: 1}}, t(e) { console.log(JSON.stringify(e.currentTarget.dataset)); this.setData({m: 'light'}) } })",
    ));
    world.settle();
    let id = world.page(1).by_id("x").unwrap();
    let data = |world: &mut World| json!(world.page(1).node(id).unwrap().data).to_string();
    assert_eq!(data(&mut world), r#"{"n":1,"theMode":"dark"}"#);
    world.tap(1, "x").settle();
    assert_eq!(data(&mut world), r#"{"n":1,"theMode":"light"}"#);
    assert_eq!(world.trace(), r#"{"theMode":"dark","o":{"a":1},"n":1}"#);
}

/// What stands in a slot outlives the slot: @vant/weapp's image takes its loading slot away and brings it back.
#[test]
fn what_is_in_a_slot_comes_back_with_the_slot() {
    let source = Source::new("App({})")
        .page("pages/a", "<box id='b'><two slot='s'/><text slot='s'>x</text></box>", "Page({ flip() { const b = this.selectComponent('#b'); b.setData({on: !b.data.on}) },
            onReady() { this.flip(); console.log('1') }, again() { this.flip() } })")
        .json("pages/a", json!({"usingComponents": {"box": "c/box", "two": "c/two"}}))
        .component("c/two", "<view>two</view>", "Component({})")
        .component("c/box", "<view wx:if='{{on}}' id='w' bindtap='go'><slot name='s'/></view><view id='again' bindtap='go'/>",
            "Component({ options: {multipleSlots: true}, data: {on: true}, methods: { go() { this.setData({on: !this.data.on}) } } })");
    let mut world = World::start(&source);
    world.settle();
    assert_eq!(world.page(1).text(), "");
    for _ in 0..3 {
        world.tap(1, "again").settle();
        assert_eq!(world.page(1).text(), "twox");
        world.tap(1, "again").settle();
        assert_eq!(world.page(1).text(), "");
    }
    assert!(world.faults.is_empty(), "{:?}", world.faults);
}

/// Programs have a `modal`, a `toast` or an `icon` of their own: the view must not take them for its own.
#[test]
fn a_component_that_is_called_like_a_built_in_one_says_so_to_the_view() {
    let source = Source::new("App({})")
        .page(
            "pages/a",
            "<modal id='own'>x</modal><icon id='real' type='success'/><my-card id='card'/>",
            "Page({})",
        )
        .json(
            "pages/a",
            json!({"usingComponents": {"modal": "c/modal", "my-card": "c/modal"}}),
        )
        .component("c/modal", "<modal id='inner'/><slot/>", "Component({})");
    let mut world = World::start(&source);
    world.settle();
    let view = world.page(1);
    let tag = |id: &str| view.node(view.by_id(id).unwrap()).unwrap().tag.as_str();
    assert_eq!(tag("own"), "modal.");
    assert_eq!(tag("real"), "icon");
    assert_eq!(tag("card"), "my-card");
    let inner: Vec<&str> = view
        .nodes()
        .filter(|(_, node)| node.id == "inner")
        .map(|(_, node)| node.tag.as_str())
        .collect();
    assert_eq!(inner, ["modal", "modal"]);
}
