use serde_json::json;

use crate::support::{Source, World};

fn run(wxml: &str, js: &str) -> World {
    let mut world = World::start(&Source::new("App({})").page("pages/a", wxml, js));
    world.settle();
    world
}

#[test]
fn at_once_in_data_later_in_the_view() {
    let mut world = run(
        "<text>{{a}}{{b.c[1]}}</text>",
        "Page({ data: {a: 1, b: {c: [1, 2]}}, onReady(){ this.setData({a: 2, 'b.c[1]': 7}, () => console.log('shown')); console.log(this.data.a, this.data.b.c[1]);
            wx.nextTick(() => console.log('tick')); Promise.resolve().then(() => console.log('job')) } })",
    );
    assert_eq!(world.page(1).text(), "27");
    assert!(world.trace().starts_with("2 7 job"));
}

#[test]
fn one_batch_a_turn_and_nothing_for_nothing() {
    let mut world = run(
        "<view id='go' bindtap='go'>{{a}}</view><view id='same' bindtap='same'/>",
        "Page({ data: {a: 1}, go(){ this.setData({a: 2}); this.setData({a: 3}); Promise.resolve().then(() => this.setData({a: 4})) }, same(){ this.setData({a: 4}, () => console.log('same')) } })",
    );
    let before = world.batches(1);
    world.tap(1, "go").settle();
    assert_eq!(
        (world.batches(1) - before, world.page(1).text().as_str()),
        (1, "4")
    );
    world.tap(1, "same").until_log("same");
    assert_eq!(
        world.batches(1) - before,
        1,
        "nothing changed, nothing sent, but the callback came"
    );
}

#[test]
fn what_is_undefined_is_left_out() {
    let mut world = run(
        "<text>{{a}}</text>",
        "Page({ data: {a: 1}, onReady(){ this.setData({a: undefined, b: null}); this.setData(undefined); this.setData(); console.log(this.data.a, this.data.b, 'x' in this.data) } })",
    );
    assert_eq!(
        world.trace(),
        "setData of pages/a: \"a\" is undefined and was left out 1 null false"
    );
    assert!(world.faults.is_empty());
}

#[test]
fn cyclic_data_is_an_error_not_a_crash() {
    let mut world = run(
        "<text>{{a.b}}</text>",
        "Page({ data: {}, self: null, onReady(){ const a = {}; a.a = a; try { this.setData({a}) } catch (e) { console.log(e.message) }
            this.setData({a: {b: 1}}); console.log('still here') } })",
    );
    assert_eq!(
        world.trace(),
        "data is cyclic, or nested too deeply still here"
    );
    assert_eq!(world.page(1).text(), "1");
}

#[test]
fn prototypes_are_out_of_reach() {
    let mut world = run(
        "<text/>",
        "Page({ data: {o: {}}, onReady(){ this.setData({'__proto__.x': 1, 'o.__proto__.y': 2, 'o.constructor.z': 3});
            const j = JSON.parse('{\"__proto__\": {\"p\": 1}}'); this.setData({o: j}); console.log(({}).x, ({}).y, ({}).p, Object.z) } })",
    );
    assert!(
        world
            .trace()
            .ends_with("undefined undefined undefined undefined")
    );
}

#[test]
fn objects_keep_their_class_on_a_page_and_functions_pass_as_properties() {
    let source = Source::new("App({})")
        .page("pages/a", "<card fn='{{fn}}' />", "class Store { hi(){ return 'hi' } } const cyc = {}; cyc.me = cyc; Page({ store: new Store(), cyc, list: [1], data: {}, onReady(){ console.log(this.store.hi(), this.cyc.me === this.cyc, this.list.length); this.setData({fn: () => 'called'}) } })")
        .component("c/card", "<text>{{x}}</text>", "Component({ properties: {fn: null}, data: {x: ''}, observers: { fn(f){ if (f) console.log(f()) } } })")
        .json("pages/a", json!({"usingComponents": {"card": "c/card"}}));
    let mut world = World::start(&source);
    world.until_log("called");
    assert_eq!(world.trace(), "hi true 1 called");
}

#[test]
fn lists_conditions_templates_slots() {
    let mut world = run(
        "<template name='t'><text>[{{n}}]</text></template><block wx:for='{{list}}' wx:key='id'><template is='t' data='{{n: item.id}}'/></block><view wx:if='{{!list.length}}'>none</view><view wx:else id='go' bindtap='go'>{{list.length}}</view>",
        "Page({ data: {list: [{id: 1}, {id: 2}, {id: 3}]}, go(){ const l = this.data.list.slice().reverse(); l.push({id: 9}); this.setData({list: l}) } })",
    );
    assert_eq!(world.page(1).text(), "[1][2][3]3");
    world.tap(1, "go").settle();
    assert_eq!(world.page(1).text(), "[3][2][1][9]4");
}

#[test]
fn a_thousand_rows() {
    let mut world = run(
        "<view wx:for='{{rows}}' wx:key='id' data-id='{{item.id}}' class='row {{item.id === on ? \"on\" : \"\"}}'>{{item.label}}</view><view id='swap' bindtap='swap'/><view id='clear' bindtap='clear'/>",
        "const rows = []; for (let i = 0; i < 1000; i++) rows.push({id: i, label: 'row ' + i}); Page({ data: {rows, on: 3}, swap(){ const r = this.data.rows.slice(); const t = r[1]; r[1] = r[998]; r[998] = t; this.setData({rows: r}) }, clear(){ this.setData({rows: []}) } })",
    );
    assert!(world.page(1).len() > 2000);
    let before = world.operations(1);
    world.tap(1, "swap").settle();
    let swapped = world.operations(1) - before;
    assert!(swapped <= 12, "{swapped} operations to swap two rows");
    world.tap(1, "clear").settle();
    assert!(world.page(1).len() < 10);
    assert!(world.faults.is_empty());
}
