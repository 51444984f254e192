use serde_json::json;
use tiffin_protocol::message::FromView;
use tiffin_runtime::*;

use crate::support::{Options, Source, World};

fn page(js: &str) -> Source {
    Source::new("App({})").page("pages/a", "<view id='go' bindtap='go'>{{t}}</view>", js)
}

#[test]
fn thrown_in_app_in_load_and_in_a_handler() {
    let source = Source::new("App({\n  onLaunch(){\n    null.x\n  }, onError(e){ console.log('heard', e.split('\\n')[0]) } })")
        .page("pages/a", "<view id='go' bindtap='go'/>", "Page({ onLoad(){\n throw new Error('load') },\n\n go(){ undefinedName() } })");
    let mut world = World::start(&source);
    world.settle().tap(1, "go").settle();
    let found: Vec<_> = (0..3)
        .map(|at| world.fault(at))
        .map(|(kind, _, file, line, fatal)| (kind, file.unwrap(), line.unwrap(), fatal))
        .collect();
    assert_eq!(found[0], (FaultKind::App, "app.js".into(), 3, false));
    assert_eq!(found[1], (FaultKind::Page, "pages/a.js".into(), 2, false));
    assert_eq!(
        found[2],
        (FaultKind::Handler, "pages/a.js".into(), 4, false)
    );
    assert!(world.trace().contains("heard Error: load"));
}

#[test]
fn scripts_that_cannot_run() {
    let mut world =
        World::start(&Source::new("App({})\nthis is not").page("pages/a", "<view/>", "Page({})"));
    world.until("fault", |world| !world.faults.is_empty());
    let (kind, message, file, line, fatal) = world.fault(0);
    assert_eq!(
        (kind, file.as_deref(), line, fatal),
        (FaultKind::App, Some("app.js"), Some(2), true),
        "{message}"
    );
    world.program.post(Input::Close);
    world.until("exit", |world| world.exited);
    let mut world = World::start(&Source::new("App({})").page("pages/a", "<view/>", "\n\nboom()"));
    world.settle();
    assert_eq!(world.fault(0).2.as_deref(), Some("pages/a.js"));
    assert_eq!(world.fault(0).3, Some(3));
}

#[test]
fn an_endless_loop_is_stopped_and_named() {
    let source = page("Page({ go(){\n  console.log(1);\n  let n = 0;\n  while (true) n++\n} })");
    let mut world = World::with(&source, Options::short());
    world
        .settle()
        .tap(1, "go")
        .until("stopped", |world| !world.faults.is_empty());
    let (kind, message, file, line, fatal) = world.fault(0);
    assert_eq!(
        (kind, file.as_deref(), fatal),
        (FaultKind::Stuck, Some("pages/a.js"), true),
        "{message}"
    );
    assert_eq!(line, Some(4));
    assert!(
        world.program.snapshot(PageId(1)).is_some(),
        "the page can still be shown"
    );
    world.program.post(Input::Close);
    world.until("exit", |world| world.exited);
}

#[test]
fn a_loop_in_catch_and_in_a_promise_is_stopped_too() {
    let source = page(
        "Page({ go(){ Promise.resolve().then(() => { for (;;) { try { while (true); } catch (e) {} } }) } })",
    );
    let mut world = World::with(&source, Options::short());
    world
        .settle()
        .tap(1, "go")
        .until("stopped", |world| !world.faults.is_empty());
    assert_eq!(world.fault(0).0, FaultKind::Stuck);
}

#[test]
fn what_cannot_be_interrupted_is_declared_dead() {
    let options = Options::short();
    // 2 ** 28 takes some seconds; a machine so busy that the limits are longer needs more of it.
    let times = options.limits.turn.as_secs() + 1;
    let source = page(&format!(
        "Page({{ go(){{ Array.prototype.join.call({{length: 2 ** 28 * {times}}}, '') }} }})"
    ));
    let mut world = World::with(&source, options);
    let mut other = World::start(&page("Page({ go(){ console.log('alive') } })"));
    other.settle();
    world.settle().tap(1, "go");
    other.tap(1, "go").until_log("alive");
    world.until("dead", |world| world.exited);
    let (kind, _, _, _, fatal) = world.fault(0);
    assert_eq!((kind, fatal), (FaultKind::Dead, true));
}

#[test]
fn memory_is_bounded() {
    let source =
        page("Page({ go(){ const a = []; for (;;) a.push(new Array(10000).fill(a.length)) } })");
    let options = Options {
        limits: Limits {
            heap: 32 << 20,
            ..Limits::default()
        },
        ..Options::default()
    };
    let mut world = World::with(&source, options);
    world
        .settle()
        .tap(1, "go")
        .until("fault", |world| !world.faults.is_empty());
    let (kind, message, ..) = world.fault(0);
    assert_eq!(kind, FaultKind::Memory, "{message}");
}

#[test]
fn recursion_is_an_error_that_can_be_caught() {
    let mut world = World::start(&page(
        "Page({ go(){ const f = () => f() + 1; try { f() } catch (e) { console.log(e instanceof RangeError || e.message) } } })",
    ));
    world
        .settle()
        .tap(1, "go")
        .until("caught", |world| !world.log.is_empty());
    assert!(world.faults.is_empty());
}

#[test]
fn rejected_promises_are_told() {
    let app = "App({ onUnhandledRejection(e){ console.log('unhandled', e.reason.message) } })";
    let source = Source::new(app).page(
        "pages/a",
        "<view/>",
        "Page({ onLoad(){ Promise.reject(new Error('x')); Promise.reject(1).catch(() => {}) } })",
    );
    let mut world = World::start(&source);
    world.until_log("unhandled x");
    assert!(world.faults.is_empty());
}

#[test]
fn calls_timers_and_nodes_are_bounded() {
    let js = "Page({ data: {n: 0}, onLoad(){ let calls = 0, timers = 0; try { for (;;) { wx.request({url: 'https://a.b', fail(e){ console.log(e.errMsg); }}); if (++calls > 20) break } } catch (e) {}
        try { for (;;) { setTimeout(() => {}, 1e6); timers++ } } catch (e) { console.log(timers, e.message) } }, go(){ this.setData({n: 500}) } })";
    let source = Source::new("App({})").page(
        "pages/a",
        "<view id='go' bindtap='go'/><view wx:for='{{n}}'/>",
        js,
    );
    let limits = Limits {
        calls: 20,
        timers: 7,
        nodes: 200,
        ..Limits::default()
    };
    let mut world = World::with(
        &source,
        Options {
            limits,
            ..Options::default()
        },
    );
    world.settle();
    let trace = world.trace();
    assert!(
        trace.contains("request:fail too many calls are open: at most 20"),
        "{trace}"
    );
    assert!(trace.contains("too many timers: at most 7"), "{trace}");
    world
        .tap(1, "go")
        .until("nodes", |world| !world.faults.is_empty());
    let (kind, message, ..) = world.fault(0);
    assert_eq!(kind, FaultKind::TooMuch);
    assert!(message.contains("more than 200 nodes"));
}

#[test]
fn the_bridge_is_out_of_reach() {
    let js = "Page({ onLoad(){ const seen = []; for (const k of Object.getOwnPropertyNames(globalThis)) if (/native|tiffin|bridge|hook/i.test(k)) seen.push(k);
        Function.prototype.call = () => { throw 1 }; console.log(seen.join() || 'nothing', typeof eval, Function('return 1')(), Function('return this')() === globalThis) } })";
    let mut world = World::start(&page(js));
    world.settle();
    assert!(world.trace().contains("nothing undefined undefined true"));
}

#[test]
fn floods_of_console_lines_are_cut() {
    let mut world = World::start(&page(
        "Page({ onLoad(){ for (let i = 0; i < 5000; i++) console.log(i) } })",
    ));
    world.settle();
    assert!(world.log.len() < 2100, "{}", world.log.len());
}

#[test]
fn garbage_from_a_view_is_ignored() {
    let mut world = World::start(&page("Page({ go(){ console.log('went') } })"));
    world.settle();
    for message in [
        "",
        "{",
        "[]",
        "null",
        r#"{"t":1}"#,
        r#"{"t":"event"}"#,
        r#"{"t":"event","node":"x","type":3}"#,
        r#"{"t":"applied"}"#,
        r#"{"t":"state","node":-1,"kind":"value"}"#,
        r#"{"t":"queried","q":99,"result":5}"#,
        r#"{"t":"page","event":"__proto__"}"#,
    ] {
        assert!(FromView::parse(message).is_err(), "{message}");
    }
    // What has the protocol's shape is still about nodes, questions and pages that are not there.
    for message in [
        r#"{"t":"event","node":4000000000,"type":"tap"}"#,
        r#"{"t":"event","node":0,"type":"__proto__","detail":null}"#,
        r#"{"t":"applied","n":18446744073709551615}"#,
        r#"{"t":"state","node":4000000000,"kind":"value","value":1}"#,
        r#"{"t":"state","node":0,"kind":"page-scroll","value":{"top":"far"}}"#,
        r#"{"t":"queried","q":99,"result":[]}"#,
        r#"{"t":"invoked","q":99,"error":"__proto__"}"#,
        r#"{"t":"page","event":"resize","detail":[null]}"#,
        r#"{"t":"ready"}"#,
    ] {
        for page in [PageId(1), PageId(77)] {
            let message = FromView::parse(message).unwrap();
            world.program.post(Input::View { page, message });
        }
    }
    world.tap(1, "go").until_log("went");
    assert!(world.faults.is_empty(), "{:?}", world.faults);
    let _ = json!(null);
}

/// With no room for an error object the engine throws null; so may a program.
#[test]
fn null_ends_a_program_only_where_its_heap_is_full() {
    let js = "Page({ go(){ this.n = (this.n || 0) + 1; if (this.n === 2) console.log('goes on');
        if (this.n === 2) this.kept = new ArrayBuffer(24 << 20);\n throw null } })";
    let mut options = Options::default();
    options.limits.heap = 32 << 20;
    let mut world = World::with(&page(js), options);
    world.settle().tap(1, "go").settle();
    let (kind, message, _, _, fatal) = world.fault(0);
    assert_eq!((kind, fatal), (FaultKind::Memory, false), "{message}");
    world.tap(1, "go").until_log("goes on");
    world.until("the end", |world| world.faults.len() == 2);
    let (kind, message, _, _, fatal) = world.fault(1);
    assert_eq!((kind, fatal), (FaultKind::Memory, true), "{message}");
    assert!(message.contains("out of memory"), "{message}");
}
