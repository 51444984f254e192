//! A program that means harm: each attempt ends with an error of its own, and nothing else is touched. A healthy program
//! beside it answers all the while.

use std::time::Duration;

use serde_json::json;
use tiffin_runtime::*;

use crate::support::{Options, Source, World};

fn page(js: &str) -> Source {
    let wxml = "<view id='go' bindtap='go' class='{{c}}' style='{{s}}' data-x='{{d}}' hidden='{{h}}'>{{t}}</view><view id='ok' bindtap='ok'/>";
    Source::new("App({})").page("pages/a", wxml, js)
}

/// Runs `go()`, and then asks whether the program still answers.
fn survives(body: &str) -> World {
    let js = format!(
        "Page({{ data: {{ t: 'start' }}, go() {{ {body} }}, ok() {{ this.setData({{ t: 'fine' }}); console.log('ok') }} }})"
    );
    let mut world = World::with(&page(&js), Options::short());
    world.settle().tap(1, "go").settle();
    world.tap(1, "ok");
    world.until(body, |world| world.page(1).text().contains("fine"));
    world.settle();
    world
}

/// Runs `go()`, which is to end the program, or to fail for want of memory.
fn ends(body: &str) -> FaultKind {
    let js = format!("Page({{ go() {{ {body} }} }})");
    let mut other = World::start(&page("Page({ ok() { console.log('ok') } })"));
    other.settle();
    let mut world = World::with(&page(&js), Options::short());
    world.settle().tap(1, "go");
    other.tap(1, "ok").until_log("ok");
    // Without room for an error object the engine throws null: that ends the flood, if not always the program.
    let ends = |fault: (FaultKind, String, Option<String>, Option<u32>, bool)| {
        fault.4 || fault.0 == FaultKind::Memory
    };
    let fatal = |world: &World| (0..world.faults.len()).find(|at| ends(world.fault(*at)));
    world.until(body, |world| fatal(world).is_some());
    world.settle();
    let (kind, message, ..) = world.fault(fatal(&world).expect("an end"));
    assert!(message.len() < 21_000);
    kind
}

fn thrown(world: &World) -> String {
    world.fault(0).1
}

#[test]
fn data_that_cannot_be_shown() {
    assert!(thrown(&survives("const a = {}; a.a = a; this.setData({ t: a })")).contains("cyclic"));
    assert!(
        thrown(&survives(
            "let a = []; for (let i = 0; i < 5000; i++) a = [a]; this.setData({ t: a })"
        ))
        .contains("nested")
    );
    assert!(
        thrown(&survives("this.setData({ t: new Array(600000).fill(1) })")).contains("too many")
    );
    assert!(thrown(&survives("this.setData({ t: 'x'.repeat(17 << 20) })")).contains("too large"));
    let big = survives("this.setData({ t: 'x'.repeat(1 << 20) })");
    assert!(big.faults.is_empty(), "a megabyte is shown");
}

#[test]
fn a_hundred_thousand_nodes() {
    let js =
        "Page({ data: { list: [] }, go() { this.setData({ list: new Array(100000).fill(0) }) } })";
    let wxml = "<view id='go' bindtap='go'/><view wx:for='{{list}}'>{{index}}</view>";
    let source = Source::new("App({})").page("pages/a", wxml, js);
    let options = Options {
        limits: Limits {
            turn: Duration::from_secs(9),
            ..Limits::default()
        },
        ..Options::default()
    };
    let mut world = World::with(&source, options);
    world
        .settle()
        .tap(1, "go")
        .until("a fault", |world| !world.faults.is_empty());
    let (kind, message, _, _, fatal) = world.fault(0);
    let known =
        message.contains("100000 nodes") || matches!(kind, FaultKind::Stuck | FaultKind::Memory);
    assert!(
        (fatal || kind == FaultKind::Memory) && known,
        "{kind:?} {message}"
    );
}

#[test]
fn prototypes_by_every_way() {
    let world = survives(
        "this.setData({ '__proto__.p': 1, 'a.__proto__.p': 1, 'constructor.prototype.p': 1, 'b[0].__proto__.p': 1 });
         this.setData(JSON.parse('{\"__proto__\": {\"p\": 1}, \"c\": {\"__proto__\": {\"p\": 1}}}'));
         wx.setStorageSync('k', JSON.parse('{\"__proto__\": {\"p\": 1}}')); wx.getStorageSync('k');
         console.log(String({}.p), String([].p), String(this.data.c && this.data.c.p))",
    );
    assert!(
        world
            .log
            .iter()
            .any(|line| line.starts_with("undefined undefined")),
        "{:?}",
        world.log
    );
    assert!(world.faults.is_empty());
}

#[test]
fn a_world_with_other_prototypes() {
    // What a program does to its own engine is its own: the framework goes on, or says so.
    let world = survives(
        "Object.prototype.evil = 1; Array.prototype.more = function () {}; Object.prototype.toJSON = undefined; String.prototype.trim = null",
    );
    assert!(world.faults.is_empty(), "{:?}", world.faults);
}

#[test]
fn loops_that_are_not_loops() {
    assert_eq!(
        ends("/^(a+)+$/.test('a'.repeat(40) + 'b')"),
        FaultKind::Stuck
    );
    // Jobs that make jobs: each waits for the next, so that memory may end before the turn does.
    let kind = ends("const f = () => Promise.resolve().then(f); f()");
    assert!(
        matches!(kind, FaultKind::Stuck | FaultKind::Memory),
        "{kind:?}"
    );
    assert_eq!(
        ends("(async () => { for (;;) await null })()"),
        FaultKind::Stuck
    );
    assert_eq!(
        ends("const p = new Proxy({}, { ownKeys() { for (;;); } }); this.setData({ t: p })"),
        FaultKind::Stuck
    );
    assert_eq!(
        ends("const o = { then(r) { r(o) } }; Promise.resolve(o)"),
        FaultKind::Stuck,
        "a promise of itself"
    );
}

#[test]
fn floods_leave_room_for_taps() {
    survives("for (let i = 0; i < 3000; i++) setInterval(() => {}, 0)");
    survives("const f = () => setTimeout(f, 0); for (let i = 0; i < 500; i++) f()");
    survives("const f = () => wx.nextTick(f); f()");
    let world = survives(
        "const f = () => { for (let i = 0; i < 3000; i++) console.log('x'); }; f(); setTimeout(() => {}, 10)",
    );
    assert!(world.log.len() < 1_100);
}

#[test]
fn things_that_are_too_big() {
    let world = survives("try { 'x'.repeat(2 ** 30) } catch (e) { console.log(e.name) }");
    assert!(
        world.log.iter().any(|line| line.ends_with("Error")),
        "{:?}",
        world.log
    );
    let world = survives(
        "wx.request({ url: 'https://a.b', data: 'x'.repeat(9 << 20), fail(e) { console.log(e.errMsg.slice(0, 40)) } })",
    );
    assert!(
        world
            .log
            .iter()
            .any(|line| line.starts_with("request:fail arguments are too large")),
        "{:?}",
        world.log
    );
    let world = survives("throw new Error('y'.repeat(1 << 20))");
    assert!(thrown(&world).len() < 21_000);
    survives(
        "console.log('z'.repeat(5 << 20)); console.log(new Array(100).fill(new Array(100).fill(new Array(100).fill(new Array(100).fill(1)))))",
    );
    let world =
        survives("try { JSON.parse('['.repeat(1e6)) } catch (e) { console.log('deep', e.name) }");
    assert!(
        world.log.iter().any(|line| line.starts_with("deep")),
        "{:?}",
        world.log
    );
}

#[test]
fn values_that_fight_back() {
    let evil = "const evil = { toString() { throw new Error('no') }, valueOf() { throw new Error('no') }, [Symbol.toPrimitive]() { throw new Error('no') } };
        const trap = new Proxy({ a: 1 }, { get() { throw new Error('trap') }, ownKeys() { throw new Error('trap') } });
        const getter = { get a() { throw new Error('getter') } };";
    for value in [
        "evil",
        "trap",
        "getter",
        "[evil]",
        "Symbol('s')",
        "123n",
        "null",
        "NaN",
        "() => 1",
        "new Date(NaN)",
        "new Map([[1, 2]])",
    ] {
        survives(&format!(
            "{evil} for (const k of ['c', 's', 'd', 'h', 't', 'a.b', 'a[0]']) try {{ this.setData({{ [k]: {value} }}) }} catch (e) {{}}"
        ));
    }
    survives(&format!(
        "{evil} this.triggerEvent('x', getter); this.triggerEvent(evil)"
    ));
    survives(&format!(
        "{evil} for (const f of [wx.request, wx.setStorage, wx.showToast, wx.navigateTo, wx.pageScrollTo, wx.canIUse]) for (const v of [evil, trap, getter, {{ url: evil, title: trap }}]) try {{ f(v) }} catch (e) {{}}"
    ));
    survives(&format!(
        "{evil} for (const v of [evil, trap, Symbol()]) for (const f of [setTimeout, clearTimeout, wx.nextTick, console.log, wx.createSelectorQuery().select.bind(wx.createSelectorQuery())]) try {{ f(v, v) }} catch (e) {{}}"
    ));
    survives(&format!("{evil} throw trap"));
    survives(&format!("{evil} throw evil"));
    survives("throw { get message() { throw 1 }, get stack() { throw 2 } }");
    survives(
        "Promise.reject({ get message() { throw 1 }, get stack() { throw 2 }, toJSON() { throw 3 } })",
    );
}

#[test]
fn details_of_events_are_the_program_s_own() {
    let source = Source::new("App({})")
        .page("pages/a", "<c id='c' bind:x='x'/>", "Page({ x(e) { try { e.detail.a } catch (f) { console.log('caught', f.message) } } })")
        .json("pages/a", json!({"usingComponents": {"c": "/c"}}))
        .component("c", "<view/>", "Component({ lifetimes: { ready() { this.triggerEvent('x', { get a() { throw new Error('boom') } }) } } })");
    let mut world = World::start(&source);
    world.settle();
    assert_eq!(world.trace(), "caught boom");
}

#[test]
fn a_canvas_that_is_drawn_on_without_end() {
    let js = "Page({ go() { wx.createSelectorQuery().select('#c').node(r => { const ctx = r.node.getContext('2d'); for (let i = 0; i < 201000; i++) ctx.beginPath(); for (let i = 0; i < 3000; i++) ctx.save(); console.log('drawn') }).exec() } })";
    let source = Source::new("App({})").page(
        "pages/a",
        "<canvas id='c' type='2d'/><view id='go' bindtap='go'/>",
        js,
    );
    let mut world = World::start(&source);
    world.settle().tap(1, "go").until_log("drawn").settle();
    assert!(world.invokes.len() <= 11);
    assert!(
        world
            .log
            .iter()
            .any(|line| line.contains("more than 200000 commands"))
    );
}
