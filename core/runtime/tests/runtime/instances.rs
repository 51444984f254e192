use serde_json::{Value, json};

use crate::support::{Source, World};

fn run(page: &str, script: &str) -> World {
    let source = Source::new("App({})")
        .page("pages/a", page, script)
        .json("pages/a", json!({"usingComponents": {"one": "c/one", "two": "c/two"}}))
        .component("c/one", "<text>{{n}}</text>", "Component({ data: { n: 1 }, lifetimes: { created() { this.me = this; this.big = { me: this } } },
            methods: { hi() { return 'hi ' + this.data.n } } })")
        .component("c/two", "<view data-p='{{p}}' p='{{p}}'/>", "Component({ properties: { p: Object, list: Array },
            observers: { p(p) { if (p) console.log('got', p.hi()) }, list(list) { if (list.length) console.log('list', list[0].one.hi()) } } })");
    let mut world = World::start(&source);
    world.settle();
    world
}

#[test]
fn an_instance_in_data_stays_the_same_object() {
    let mut world = run(
        "<one id='x'/>",
        "Page({ data: { a: {} }, onReady() { const x = this.selectComponent('#x')
            this.setData({ x, list: [x, { x }], 'a.b': x, me: this })
            const d = this.data
            console.log(d.x === x, d.list[0] === x, d.list[1].x === x, d.a.b === x, d.me === this, d.x.hi())
            this.setData({ 'list[0]': null, x: null })
            console.log(d.x, d.list[0], d.list[1].x === x, x.me === x) } })",
    );
    assert_eq!(
        world.trace(),
        "true true true true true hi 1 null null true true"
    );
    assert!(world.faults.is_empty(), "{:?}", world.faults);
}

#[test]
fn an_instance_is_handed_on_as_a_property_and_kept_by_a_component() {
    let mut world = run(
        "<one id='x'/><two id='t' p='{{x}}' list='{{list}}'/>",
        "Page({ data: {}, onReady() { const x = this.selectComponent('#x'), t = this.selectComponent('#t')
            this.setData({ x, list: [{ one: x }] })
            console.log(t.data.p === x, t.data.list[0].one === x, t.data.list !== this.data.list)
            t.setData({ p: t }); console.log(t.data.p === t) }, hi() {} })",
    );
    let trace = world.trace();
    assert!(trace.contains("got hi 1"), "{trace}");
    assert!(trace.contains("list hi 1"), "{trace}");
    assert!(trace.contains("true true true"), "{trace}");
    assert!(trace.ends_with("true"), "{trace}");
}

#[test]
fn nothing_of_an_instance_goes_to_the_view() {
    let world = run(
        "<one id='x'/><picker id='p' range='{{list}}' value='{{x}}' data-x='{{x}}' data-deep='{{ {x} }}'/><two p='{{x}}'/>",
        "Page({ data: {}, onReady() { const x = this.selectComponent('#x'); this.setData({ x, list: ['a', x, { n: 1, x }] }) } })",
    );
    let view = world.page(1);
    let node = view.node(view.by_id("p").unwrap()).unwrap();
    assert_eq!(node.attrs["range"], json!(["a", null, {"n": 1, "x": null}]));
    assert_eq!(node.attrs["value"], Value::Null);
    assert!(!node.data.contains_key("x"), "{:?}", node.data);
    let sent = format!("{view:?}");
    for inner in ["_$", "big", "\"me\""] {
        assert!(!sent.contains(inner), "{inner} in {sent}");
    }
}

/// A store that wraps what it is given in proxies wraps instances too.
#[test]
fn a_proxy_around_an_instance_is_one_too() {
    let mut world = run(
        "<one id='x'/>",
        "Page({ data: {}, onReady() { const p = new Proxy(this.selectComponent('#x'), {}); this.setData({ p }); console.log(this.data.p === p, this.data.p.hi()) } })",
    );
    assert_eq!(world.trace(), "true hi 1");
    assert!(world.faults.is_empty(), "{:?}", world.faults);
}

#[test]
fn an_instance_among_bad_data_changes_nothing_about_its_refusal() {
    let mut world = run(
        "<one id='x'/><text>{{ok}}</text>",
        "Page({ data: {}, onReady() { const x = this.selectComponent('#x'), a = { x }; a.a = a
            const { proxy, revoke } = Proxy.revocable(x, {}); revoke()
            const tried = (data) => { try { this.setData(data); console.log('taken') } catch (e) { console.log(e.message ? 'refused' : 'odd') } }
            tried({ a, ok: 1 }); tried({ proxy, ok: 2 }); tried({ get y() { throw new Error('y') }, ok: 3 })
            console.log(Object.keys(this.data).length); this.setData({ ok: 4 }) } })",
    );
    assert_eq!(world.trace(), "refused refused refused 0");
    assert!(world.page(1).text().ends_with('4'));
}

/// What a program puts on an instance is its own, and is not walked into: setData of one costs nothing.
#[test]
fn an_instance_that_holds_a_lot_is_not_looked_into() {
    let mut world = run(
        "<one id='x'/>",
        "Page({ data: {}, onReady() { const x = this.selectComponent('#x'); x.rows = Array.from({ length: 600000 }, (_, i) => i)
            Object.defineProperty(x, 'trap', { enumerable: true, get() { throw new Error('read') } })
            this.setData({ x }); console.log(this.data.x === x) } })",
    );
    assert_eq!(world.trace(), "true");
    assert!(world.faults.is_empty(), "{:?}", world.faults);
}
