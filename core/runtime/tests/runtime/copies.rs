//! `this.data` is the program's own copy: what was given to setData, to `properties`, as first data or by a binding is
//! another object afterwards, all the way down (charleyw/wechat-weapp-redux#16 and #3, wechat-miniprogram/glass-easel#65).

use serde_json::json;

use std::time::Duration;

use crate::support::{Options, Source, World};

fn run(js: &str) -> World {
    let source = Source::new("App({ globalData: {user: {name: 'A'}} })").page(
        "pages/a",
        "<text>{{JSON}}{{form.name}}{{list[0].n}}{{user.name}}</text>",
        js,
    );
    // On a busy machine a turn with much data takes its time: how long is not what is asked here.
    let mut options = Options::default();
    options.limits.turn = Duration::from_secs(60);
    let mut world = World::with(&source, options);
    world.settle();
    world
}

fn say(js: &str) -> String {
    let mut world = run(&format!("Page({{ data: {{}}, onLoad() {{ {js} }} }})"));
    assert!(world.faults.is_empty(), "{:?}", world.faults);
    world.trace()
}

#[test]
fn what_is_given_to_set_data_is_not_what_data_holds() {
    let js = "const EMPTY = {name: '', tags: [], deep: {v: 1}}, app = getApp(), kept = {deep: [{v: 1}]};
        this.setData({form: EMPTY, user: app.globalData.user, kept}); console.log(this.data.form === EMPTY, this.data.form.deep === EMPTY.deep, this.data.kept.deep === kept.deep, this.data.kept.deep[0] === kept.deep[0]);
        this.setData({'form.name': 'typed', 'form.tags[0]': 'x', 'form.deep.v': 2, 'user.name': 'B'}); console.log(JSON.stringify(EMPTY), app.globalData.user.name, this.data.user.name);
        kept.deep[0].v = 2; kept.deep.push(1); console.log(JSON.stringify(this.data.kept)); this.data.form.tags.push('y'); console.log(EMPTY.tags.length);
        this.setData({form: EMPTY}); console.log(JSON.stringify(this.data.form))";
    assert_eq!(
        say(js),
        r#"false false false false {"name":"","tags":[],"deep":{"v":1}} A B {"deep":[{"v":1}]} 0 {"name":"","tags":[],"deep":{"v":1}}"#
    );
}

#[test]
fn one_object_in_two_places_is_two_objects_in_data() {
    let js = "const d = {n: 0}; this.setData({a: d, b: d, list: [d, d], o: {x: d, y: d}}); this.setData({'a.n': 5, 'list[0].n': 9, 'o.x.n': 7});
        console.log(this.data.a.n, this.data.b.n, this.data.list[0].n, this.data.list[1].n, this.data.o.x.n, this.data.o.y.n, d.n);
        this.setData({b: this.data.a}); this.setData({'b.n': 6}); console.log(this.data.a.n, this.data.b.n)";
    assert_eq!(say(js), "5 0 9 0 7 0 0 5 6");
}

#[test]
fn a_path_s_value_is_copied_too_and_so_are_the_other_ways_in() {
    let js = "const d = {n: [0]}; this.setData({list: [], o: {}}); this.setData({'list[1]': d, 'o.p.q': d}); d.n[0] = 1; console.log(this.data.list[1].n[0], this.data.o.p.q.n[0]);
        this.updateData({u: d}); this.replaceDataOnPath(['r', 'x'], d); this.spliceArrayDataOnPath(['list'], 0, 1, [d]); d.n[0] = 2; this.applyDataUpdates();
        console.log(this.data.u.n[0], this.data.r.x.n[0], this.data.list[0].n[0]); this.groupSetData(() => this.setData({g: d})); d.n[0] = 3; console.log(this.data.g.n[0])";
    assert_eq!(say(js), "0 0 1 1 1 2");
}

#[test]
fn first_data_is_each_instance_s_own() {
    let source = Source::new("App({})")
        .page(
            "pages/a",
            "<card id='a'/><card id='b'/>",
            "const first = {deep: [{v: 1}]}; Page({ data: {first}, onReady() { this.setData({'first.deep[0].v': 2}); console.log(first.deep[0].v, this.data.first === first);
                const a = this.selectComponent('#a'), b = this.selectComponent('#b'); a.change(); console.log(a.data.o.v, b.data.o.v, a.data.p.v, b.data.p.v, a.data.o === b.data.o, a.data.p === b.data.p); b.shared(); } })",
        )
        .component(
            "c/card",
            "<text>{{o.v}}</text>",
            "const shared = {v: 1}, value = {v: 1}; Component({ data: {o: shared}, properties: {p: {type: Object, value}},
                methods: { change() { this.setData({'o.v': 2, 'p.v': 3}); this.data.o.w = 1 }, shared() { console.log(JSON.stringify(shared), JSON.stringify(value)) } } })",
        )
        .json("pages/a", json!({"usingComponents": {"card": "c/card"}}));
    let mut world = World::start(&source);
    world.until_log("{\"v\":1} {\"v\":1}");
    assert_eq!(
        world.trace(),
        "1 false 2 1 3 1 false false {\"v\":1} {\"v\":1}"
    );
}

/// weui's slideview marks its buttons in their own observer and gives them back: that ends in WeChat, and is shown.
#[test]
fn what_an_observer_gives_back_as_it_was_is_shown_and_not_observed_again() {
    let source = Source::new("App({})")
        .page(
            "pages/a",
            "<slide id='s' buttons='{{buttons}}' o='{{o}}'/><view id='go' bindtap='go'/><view id='more' bindtap='more'/>",
            "Page({ data: {buttons: [{text: 'a'}], o: {n: 1}}, go() { this.setData({buttons: [{text: 'b'}, {text: 'c'}], o: {n: 2}}) },
                more() { const slide = this.selectComponent('#s'), d = {text: 'd'}; slide.push(d); d.text = 'changed'; console.log(slide.data.buttons[2].text) } })",
        )
        .component(
            "c/slide",
            "<text wx:for='{{buttons}}' wx:key='text'>{{item.text}}{{item.mark}}</text>{{o.n}}{{o.mark}}",
            "Component({ properties: { buttons: { type: Array, value: [], observer() { const b = this.data.buttons; console.log('buttons', b.length); b.forEach((each) => each.mark = '!'); this.setData({buttons: b}) } },
                    o: { type: Object, observer(now) { console.log('o', now.n); now.mark = '?'; this.replaceDataOnPath(['o'], this.data.o); this.applyDataUpdates() } } },
                methods: { push(one) { const b = this.data.buttons; b.push(one); this.setData({buttons: b}) } } })",
        )
        .json("pages/a", json!({"usingComponents": {"slide": "c/slide"}}));
    let mut world = World::start(&source);
    world.settle();
    assert_eq!(world.trace(), "buttons 1 o 1");
    assert_eq!(world.page(1).text(), "a!1?");
    world.tap(1, "go").settle();
    assert_eq!(world.trace(), "buttons 2 o 2");
    assert_eq!(world.page(1).text(), "b!c!2?");
    world.tap(1, "more").settle();
    assert_eq!(world.trace(), "d");
    assert_eq!(world.page(1).text(), "b!c!d2?");
    assert!(world.faults.is_empty(), "{:?}", world.faults);
}

#[test]
fn a_component_and_its_page_never_hold_one_object() {
    let source = Source::new("App({})")
        .page(
            "pages/a",
            "<card id='c' p='{{o}}' model:m='{{form}}' bind:ev='heard'/>",
            "Page({ data: {o: {v: 1}, form: {v: 1}}, onReady() { const c = this.selectComponent('#c'); console.log(c.data.p === this.data.o, c.data.m === this.data.form);
                c.change(); console.log(this.data.o.v, this.data.form.v, c.data.m === this.data.form); this.data.form.v = 9; console.log(c.data.m.v); c.inside(); console.log(this.data.form.v);
                this.setData({'o.v': 5}); console.log(c.data.p.v, c.data.p === this.data.o) }, heard() {} })",
        )
        .component(
            "c/card",
            "<text>{{p.v}}</text>",
            "Component({ properties: {p: Object, m: Object}, methods: { change() { this.setData({'p.v': 2}); const next = {v: 3}; this.setData({m: next}); next.v = 4; }, inside() { this.data.m.v = 7 } } })",
        )
        .json("pages/a", json!({"usingComponents": {"card": "c/card"}}));
    let mut world = World::start(&source);
    world.until_log("5 false");
    assert_eq!(world.trace(), "false false 1 3 false 3 9 5 false");
}

#[test]
fn what_a_handler_gets_is_not_what_the_view_is_made_of() {
    let mut world = World::start(&Source::new("App({})").page(
        "pages/a",
        "<view id='go' bindtap='go' data-item='{{item}}'/><text>{{item.n}}</text>",
        "Page({ data: {item: {n: 1}, other: 0}, go(e) { const {item} = e.currentTarget.dataset; console.log(item.n); item.n = 5; this.setData({other: 1}); console.log(this.data.item.n) } })",
    ));
    world.settle();
    world.tap(1, "go").settle();
    world.tap(1, "go").settle();
    assert_eq!(world.trace(), "1 1 1 1");
    assert_eq!(world.page(1).text(), "1");
}

#[test]
fn objects_of_a_class_and_functions_stay_what_they_are_and_dates_are_copied() {
    let js = "class Store { constructor() { this.n = 1 } hi() { return 'hi' } } const store = new Store(), f = () => 1, m = new Map([[1, 2]]), bytes = new Uint8Array([1, 2]), date = new Date(5), bare = Object.create(null); bare.x = {y: 1};
        this.setData({store, f, m, bytes, date, bare, s: Symbol.iterator, list: [store, f]}); const d = this.data;
        console.log(d.store === store, d.store.hi(), d.f === f, d.m.get(1), d.bytes === bytes, d.date === date, d.date.getTime(), d.bare === bare, d.bare.x.y, d.s === Symbol.iterator, d.list[0] === store);
        date.setTime(9); console.log(d.date.getTime(), isNaN(this.setData({bad: new Date(NaN)}) || this.data.bad)); this.setData({fake: Object.create(Date.prototype)}); console.log(typeof this.data.fake)";
    assert_eq!(
        say(js),
        "true hi true 2 true false 5 false 1 true true 5 true object"
    );
}

#[test]
fn getters_are_read_once_and_what_they_throw_leaves_everything_as_it_was() {
    let js = "let reads = 0; const given = {get x() { reads++; return {v: 1} }}; this.setData({given}); console.log(reads, this.data.given.x === this.data.given.x, this.data.given.x.v);
        const tries = (o) => { try { this.setData(o) } catch (e) { console.log(e.name + ': ' + e.message) } }; this.setData({n: 1});
        tries({n: 2, bad: {get x() { throw new RangeError('mine') }}}); console.log(this.data.n, 'bad' in this.data); tries({n: 2, get top() { throw new RangeError('top') }}); console.log(this.data.n);
        const p = Proxy.revocable({a: 1}, {}), q = Proxy.revocable([1], {}); p.revoke(); q.revoke(); tries({n: 3, p: p.proxy}); tries({n: 3, q: [q.proxy]}); tries(p.proxy); console.log(this.data.n, Object.keys(this.data).join())";
    let said = say(js);
    assert!(
        said.starts_with("1 true 1 RangeError: mine 1 false RangeError: top 1 TypeError: "),
        "{said}"
    );
    assert!(said.ends_with(" 1 given,n"), "{said}");
    assert_eq!(said.matches("revoked proxy").count(), 3, "{said}");
}

#[test]
fn too_much_is_refused_before_anything_is_changed() {
    let js = "const tries = (o) => { try { this.setData(o); return 'taken' } catch (e) { return e.message } }; this.setData({n: 1}); const cyc = {}; cyc.me = cyc; const ring = []; ring.push(ring);
        class Node { constructor() { this.self = this } } let deep = {}; for (let i = 0; i < 1000; i++) deep = {deep}; let wide = {}; for (let i = 0; i < 40; i++) wide = {a: wide, b: wide};
        console.log([tries({n: 2, cyc}), tries({n: 2, ring}), tries({n: 2, o: new Node()}), tries({n: 2, deep})].every((m) => m === 'data is cyclic, or nested too deeply'), tries({n: 2, wide}), tries({n: 2, sparse: new Array(1e9)}), tries({n: 2, long: 'x'.repeat(17 << 20)}));
        console.log(this.data.n, Object.keys(this.data).join()); for (const way of ['updateData', 'replaceDataOnPath', 'spliceArrayDataOnPath']) { try { way === 'updateData' ? this.updateData({n: 3, cyc}) : way === 'replaceDataOnPath' ? this.replaceDataOnPath(['n'], cyc) : this.spliceArrayDataOnPath(['list'], 0, 0, [cyc]) } catch (e) { console.log(e.message) } }
        this.applyDataUpdates(); console.log(this.data.n)";
    assert_eq!(
        say(js),
        "true data has too many values data has too many values data is too large 1 n \
         data is cyclic, or nested too deeply data is cyclic, or nested too deeply data is cyclic, or nested too deeply 1"
    );
}

#[test]
fn wrong_ways_to_call_change_nothing() {
    let js = "this.setData({n: 1}); for (const bad of [null, undefined, 1, 'x', true, () => {}, []]) this.setData(bad); for (const bad of [null, undefined, 1, 'n', {}]) { this.updateData(bad); try { this.replaceDataOnPath(bad, 1) } catch (e) {} try { this.spliceArrayDataOnPath(['n'], 0, 0, bad) } catch (e) {} }
        this.replaceDataOnPath(['__proto__', 'x'], 1); this.replaceDataOnPath(['a', 'constructor', 'x'], 1); this.updateData({'__proto__.y': 1}); this.applyDataUpdates();
        const j = JSON.parse('{\"__proto__\": {\"p\": 1}}'); this.setData({j}); console.log(({}).x, ({}).y, Object.x, this.data.n, this.data.j.p, JSON.stringify(this.data.j))";
    let said = say(js);
    assert!(
        said.ends_with(r#"undefined undefined undefined 1 undefined {"__proto__":{"p":1}}"#),
        "{said}"
    );
}
