//! More than anybody can take: calls, messages, timers, lines, events by the thousand and the million. Each is bounded on
//! this side of the host, which other programs share.

use std::time::Duration;

use serde_json::json;
use tiffin_protocol::message::FromView;
use tiffin_runtime::*;

use crate::support::{Options, Source, World};

const WXML: &str = "<view id='go' bindtap='go' class='x'>{{t}}</view><view id='ok' bindtap='ok'/><canvas id='c' type='2d'/>";

fn world(go: &str, options: Options) -> World {
    let js = format!(
        "Page({{ data: {{ t: 'start' }}, go() {{ {go} }}, ok() {{ this.setData({{ t: 'fine' }}) }} }})"
    );
    let mut world = World::with(&Source::new("App({})").page("pages/a", WXML, &js), options);
    world.settle();
    world
}

/// Runs `go()`; afterwards the program still answers.
fn survives(go: &str) -> World {
    // What is bounded here is memory and numbers, not time: a busy machine may be slow.
    let options = Options {
        limits: Limits {
            turn: Duration::from_secs(40),
            ..Limits::default()
        },
        ..Options::default()
    };
    let mut world = world(go, options);
    world.tap(1, "go").settle().tap(1, "ok");
    world.until(go, |world| world.page(1).text().contains("fine"));
    world.settle();
    world
}

fn logged(world: &World, text: &str) -> bool {
    world.log.iter().any(|line| line.contains(text))
}

/// Runs `go()`, which is too much: the program fails with an error and answers, or is stopped and says why. It is never
/// declared dead, and it never takes the runtime with it.
fn bounded(go: &str) -> World {
    let mut world = world(go, Options::default());
    world.tap(1, "go").settle();
    let stopped = |world: &World| {
        (0..world.faults.len())
            .map(|at| world.fault(at))
            .find(|fault| fault.4)
    };
    let begun = std::time::Instant::now();
    while !world.page(1).text().contains("fine") && stopped(&world).is_none() {
        assert!(begun.elapsed() < Duration::from_secs(60), "no answer: {go}");
        // A tap is lost while too many messages of the view wait; a person taps again.
        world.tap(1, "ok").settle();
    }
    if let Some((kind, message, ..)) = stopped(&world) {
        let known = matches!(kind, FaultKind::Stuck | FaultKind::Memory);
        assert!(known, "{kind:?} {message}: {go}");
    }
    world.program.post(Input::Close);
    world.until(go, |world| world.exited);
    world
}

#[test]
fn a_million_timers() {
    let world = survives(
        "let made = 0; try { for (let i = 0; i < 1e6; i++) { setTimeout(() => {}, 1e7); made++ } } catch (e) { console.log(made, e.message) }",
    );
    assert!(
        logged(&world, "5000 too many timers: at most 5000"),
        "{:?}",
        world.log
    );
}

#[test]
fn a_million_lines() {
    let world = bounded("for (let i = 0; i < 1e6; i++) console.log('line')");
    assert!(world.log.len() < 20_000, "{}", world.log.len());
    assert!(logged(&world, "the rest is left out"));
}

#[test]
fn texts_and_buffers_above_every_bound() {
    let world = bounded(
        "const tried = [() => 'x'.repeat(2 ** 29), () => 'x'.repeat(2 ** 53), () => { let s = 'x'; for (;;) s += s }, () => new Uint8Array(2 ** 30), () => new ArrayBuffer(2 ** 40), () => new Float64Array(2 ** 31), () => new Array(2 ** 32), () => new Array(2 ** 31).fill(1).join(), () => [].concat(...new Array(1e6).fill([1])), () => JSON.stringify('\\u0000'.repeat(1e8)), () => 'x'.padEnd(2 ** 30)];
         const kinds = tried.map((f) => { try { f(); return 'made' } catch (e) { return e === null ? 'null' : e.name } }); console.log('kinds', kinds.join())",
    );
    let kinds = world.log.iter().find(|line| line.starts_with("kinds"));
    assert!(
        kinds.is_some_and(|line| !line.contains("undefined")),
        "{kinds:?}"
    );
    // A string of half a gigabyte was not made within 128 MB.
    assert!(
        !kinds.is_some_and(|line| line.starts_with("kinds made")),
        "{kinds:?}"
    );
}

#[test]
fn depth_without_end() {
    let world = bounded(
        "let deep = []; for (let i = 0; i < 1e6; i++) deep = [deep]; const say = (n, f) => { try { f(); console.log(n, 'ok') } catch (e) { console.log(n, e.name) } };
         say('stringify', () => JSON.stringify(deep)); say('setData', () => this.setData({ t: deep })); say('storage', () => wx.setStorageSync('k', deep)); say('request', () => wx.request({ url: 'https://a.b', data: deep }));
         say('log', () => console.log(deep)); say('event', () => this.triggerEvent('x', deep)); say('flat', () => deep.flat(Infinity)); say('parse', () => JSON.parse('['.repeat(1e6) + ']'.repeat(1e6)));
         const o = {}; let at = o; for (let i = 0; i < 1e5; i++) at = at.a = {}; say('object', () => this.setData({ t: o })); say('clone', () => JSON.parse(JSON.stringify(o)))",
    );
    // The first three always come before the turn is over.
    for name in ["stringify", "setData", "storage"] {
        let line = world.log.iter().find(|line| line.starts_with(name));
        let failed = line.is_some_and(|line| line.ends_with("Error"));
        assert!(failed, "{name}: {:?}", world.log);
    }
}

#[test]
fn getters_that_make_more_getters() {
    let bomb = "const bomb = () => ({ get a() { return bomb() }, get b() { return bomb() } });";
    let world = bounded(&format!("{bomb} this.setData({{ t: bomb() }})"));
    assert!(!world.faults.is_empty());
    bounded(&format!("{bomb} console.log(bomb())"));
    bounded(&format!(
        "{bomb} try {{ wx.setStorageSync('k', bomb()) }} catch (e) {{}}"
    ));
    bounded(&format!(
        "{bomb} wx.request({{ url: 'https://a.b', data: bomb() }})"
    ));
    // Small when it is looked at, endless when it is copied.
    bounded(&format!(
        "{bomb} let looks = 0; this.setData({{ t: {{ get a() {{ return ++looks > 1 ? bomb() : 1 }} }} }})"
    ));
    bounded(
        "const many = new Proxy({}, { ownKeys: () => Array.from({ length: 2e4 }, (_, i) => 'k' + i), getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: 1 }) }); this.setData({ t: many })",
    );
    bounded(
        "const long = new Proxy([], { get: (t, k) => k === 'length' ? 2 ** 32 : 1 }); this.setData({ t: long }); console.log(long)",
    );
    bounded(
        "const self = new Proxy({}, { get: () => self, ownKeys: () => ['a'], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }) }); this.setData({ t: self }); console.log(self)",
    );
}

#[test]
fn questions_by_the_thousand() {
    let world = survives(
        "let answers = 0; for (let i = 0; i < 5000; i++) wx.createSelectorQuery().selectAll('.x').boundingClientRect(() => { if (++answers === 5000) console.log('all', answers) }).exec()",
    );
    assert!(logged(&world, "all 5000"), "{:?}", world.log);
    survives(
        "const q = wx.createSelectorQuery(); for (let i = 0; i < 20000; i++) q.select('.x').fields({ ['k'.repeat(1000)]: true }); q.exec()",
    );
    survives(
        "for (let i = 0; i < 3000; i++) try { this.createIntersectionObserver().relativeToViewport().observe('.x', () => {}) } catch (e) {}",
    );
    survives(
        "wx.createSelectorQuery().select('>'.repeat(1e5)).boundingClientRect().select('.x '.repeat(1e5)).boundingClientRect().select({ toString() { throw 1 } }).boundingClientRect().exec()",
    );
}

fn unanswered(go: &str) -> World {
    let mut world = world(go, Options::default());
    world.views_answer = false;
    world
}

/// A view that never answers: data that nobody shows piles up on neither side.
#[test]
fn data_faster_than_a_view() {
    // By timers: they wait until the view has caught up.
    let mut slow = unanswered(
        "let n = 0; setInterval(() => this.setData({ t: 'x'.repeat(1 << 20) + n++ }), 4)",
    );
    slow.tap(1, "go").settle();
    std::thread::sleep(Duration::from_secs(1));
    slow.settle();
    let before = slow.batches(1);
    assert!((10..60).contains(&before), "{before} MB for nobody");
    assert!(slow.faults.is_empty(), "{:?}", slow.faults);
    slow.view(PageId(1), json!({"t": "applied", "n": slow.batches(1)}));
    slow.until("more, once it is shown", |world| world.batches(1) > before);
    // By answers of the host, which do not wait: the program is stopped.
    let mut fast = unanswered(
        "let n = 0; const more = () => { this.setData({ t: 'x'.repeat(8 << 20) + n++ }); wx.login({ complete: more }) }; more()",
    );
    fast.tap(1, "go");
    let mut answered = 0;
    while fast.faults.is_empty() {
        fast.until("a call or the end", |world| {
            world.calls.len() > answered || !world.faults.is_empty()
        });
        for (call, ..) in fast.calls.iter().skip(answered) {
            fast.program.post(Input::Reply {
                call: *call,
                result: Ok("{}".into()),
            });
        }
        answered = fast.calls.len();
    }
    assert_eq!(fast.fault(0).0, FaultKind::Memory, "{:?}", fast.fault(0).1);
    assert!(answered < 20);
    // By messages that nobody answers.
    let mut messages = unanswered(
        "const big = 'k'.repeat(1 << 20); for (let i = 0; i < 90; i++) wx.createSelectorQuery().select('#go').fields({ [big + i]: true }).exec(); setTimeout(() => { for (let i = 0; i < 90; i++) wx.createSelectorQuery().select('#go').fields({ [big + i]: true }).exec() })",
    );
    messages
        .tap(1, "go")
        .until("the end", |world| !world.faults.is_empty());
    assert_eq!(messages.fault(0).0, FaultKind::Memory);
}

#[test]
fn arguments_of_many_calls_together() {
    let world = survives(
        "const data = 'x'.repeat(7 << 20); let failed = 0; for (let i = 0; i < 12; i++) wx.request({ url: 'https://a.b', data, fail(e) { if (/too large/.test(e.errMsg)) failed++ } }); setTimeout(() => console.log('failed', failed), 50)",
    );
    let bytes: usize = world
        .calls
        .iter()
        .map(|(_, _, args)| args.to_string().len())
        .sum();
    assert!(bytes <= 64 << 20, "{bytes}");
    assert!(logged(&world, "failed 3"), "{:?}", world.log);
}

#[test]
fn a_storm_of_events_from_a_view() {
    let mut world = world("this.n = (this.n || 0) + 1", Options::default());
    let node = world.page(1).by_id("go").unwrap();
    let event =
        json!({"t": "event", "node": node, "type": "touchmove", "detail": {}, "bubbles": true});
    let event = FromView::parse(&event.to_string()).unwrap();
    for _ in 0..100_000 {
        world.program.post(Input::View {
            page: PageId(1),
            message: event.clone(),
        });
    }
    world.settle();
    world.tap(1, "ok");
    world.until("an answer", |world| world.page(1).text().contains("fine"));
    assert!(world.faults.is_empty());
}

/// The page's side is a stranger's too: what it says about nodes, pages and calls that are not its own does nothing.
#[test]
fn forged_messages_of_a_view() {
    let js = "Page({ data: { t: 'start', v: '' }, onLoad(){ wx.navigateTo({ url: '/pages/b' }) }, go(e) { console.log('went', typeof e.detail, JSON.stringify(e.target.dataset)) }, ok() { this.setData({ t: 'fine' }) } })";
    let source = Source::new("App({})")
        .page(
            "pages/a",
            "<view id='go' bindtap='go'>{{t}}</view><input id='in' model:value='{{v}}'/><form id='f' bindsubmit='go'/><view id='ok' bindtap='ok'/>",
            js,
        )
        .page("pages/b", "<view id='go' bindtap='go'/>", "Page({ go() { console.log('b went') } })");
    let mut world = World::start(&source);
    world.until("two pages", |world| world.views.len() == 2);
    world.settle();
    let node = world.page(1).by_id("go").unwrap();
    let (input, form) = (
        world.page(1).by_id("in").unwrap(),
        world.page(1).by_id("f").unwrap(),
    );
    let values = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1e308),
        json!("x"),
        json!("__proto__"),
        json!([]),
        json!([[1]]),
        json!({}),
        json!({"__proto__": {"p": 1}, "constructor": 1, "value": {"__proto__": {"p": 1}}}),
        json!({"value": {}, "cursor": "x"}),
    ];
    for value in &values {
        for (page, node) in [(1, node), (1, input), (1, form), (2, 4_000_000), (7, node)] {
            let messages = [
                json!({"t": "event", "node": node, "type": "tap", "detail": value, "touches": value, "changedTouches": value, "offset": value, "currents": value, "timeStamp": value, "bubbles": value}),
                json!({"t": "event", "node": value, "type": "tap"}),
                json!({"t": "event", "node": node, "type": value}),
                json!({"t": "event", "node": node, "type": "submit", "detail": value}),
                json!({"t": "event", "node": node, "type": "input", "detail": value}),
                json!({"t": "event", "node": node, "type": "intersection", "detail": value}),
                json!({"t": "state", "node": node, "kind": value, "value": value}),
                json!({"t": "state", "node": node, "kind": "value", "value": value}),
                json!({"t": "state", "node": node, "kind": "scroll", "value": value}),
                json!({"t": "state", "node": value, "kind": "page-scroll", "value": value}),
                json!({"t": "applied", "n": value}),
                json!({"t": "queried", "q": value, "result": value}),
                json!({"t": "invoked", "q": value, "result": value, "error": value}),
                json!({"t": "page", "event": value, "detail": value}),
                json!({"t": "page", "event": "scroll", "detail": value}),
                json!({"t": "page", "event": "resize", "detail": value}),
                json!({"t": "error", "message": value, "stack": value}),
                json!({"t": "log", "message": value, "level": value}),
                json!({"t": value}),
                value.clone(),
            ];
            for message in messages {
                world.view(PageId(page), message);
            }
        }
    }
    world.settle();
    let polluted = world.log.iter().any(|line| line.contains("\"p\":1"));
    assert!(!polluted && world.faults.is_empty(), "{:?}", world.faults);
    world.tap(1, "ok");
    world.until("page a", |world| world.page(1).text().contains("fine"));
    world.tap(2, "go").until_log("b went");
}
