//! Out of the sandbox: no way leads from a program to the functions of the host, to the home's own calls, or to code that
//! no release signed. And the framework goes on when a program replaces the language under it.

use serde_json::json;
use tiffin_runtime::*;

use crate::support::{Options, Source, World};

fn run(js: &str) -> World {
    let page = format!("Page({{ onLoad(){{ {js} }} }})");
    let mut world = World::start(&Source::new("App({})").page("pages/a", "<view/>", &page));
    world.settle();
    world
}

fn says(js: &str) -> String {
    let mut world = run(js);
    assert!(world.faults.is_empty(), "{:?}", world.faults);
    world.trace()
}

#[test]
fn code_from_text_is_not_run() {
    let said = says(
        r"const got = []; const code = 'globalThis.ran = 1; return 7';
        const makers = [Function, (() => 1).constructor, (async () => 1).constructor, (function* () {}).constructor, (async function* () {}).constructor,
            class {}.constructor, wx.request.constructor, setTimeout.constructor, console.log.constructor, [].map.constructor, Object.getPrototypeOf(async () => 1).constructor,
            Reflect.get(Function.prototype, 'constructor'), getApp.constructor.constructor, Symbol.constructor, Proxy.constructor];
        for (const make of makers) for (const how of ['call', 'new', 'reflect', 'bind'])
            try { const f = how === 'call' ? make(code) : how === 'new' ? new make(code) : how === 'reflect' ? Reflect.construct(make, [code]) : make.bind(null, code)(); const r = f(); if (r === 7) got.push(how + makers.indexOf(make)) } catch (e) {}
        try { (0, eval)(code) } catch (e) { got.push('no eval') }
        setTimeout('globalThis.ran = 2', 0); class Sub extends Function { constructor() { super(code) } } try { new Sub()() } catch (e) {}
        try { Reflect.construct(Function, [code], Object)() } catch (e) {} try { Function.apply(null, [code])() } catch (e) {}
        setTimeout(() => console.log('got', got.join(), typeof ran), 50)",
    );
    assert!(said.ends_with("got no eval undefined"), "{said}");
}

#[test]
fn the_host_s_functions_are_nowhere_to_be_found() {
    // Everything that can be walked to from what a program has, by properties and prototypes, getters included.
    let said = says(
        r"const seen = new Set(), found = []; const names = /^(commit|askView|toView|compareText|zoneOffset|zoneName|clearTimer|native|__tiffin.*)$/;
        const queue = [[globalThis, 'globalThis'], [wx, 'wx'], [this, 'page'], [getApp(), 'app'], [getCurrentPages(), 'pages'], [console, 'console'], [wx.createSelectorQuery().select('view'), 'query'], [wx.createAnimation({}), 'animation'], [wx.getUpdateManager(), 'updates']];
        let steps = 0;
        while (queue.length && steps < 60000) { const [value, path] = queue.shift(); steps++;
            if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) continue; seen.add(value);
            const proto = Object.getPrototypeOf(value); if (proto) queue.push([proto, path + '.__proto__']);
            for (const key of Reflect.ownKeys(value)) { if (typeof key === 'string' && names.test(key)) found.push(path + '.' + key);
                try { queue.push([value[key], path + '.' + String(key)]) } catch (e) {} } }
        console.log('steps', steps > 1000, 'found', found.slice(0, 20).join() || 'nothing')",
    );
    assert_eq!(said, "steps true found nothing");
}

#[test]
fn internals_cannot_be_caught_in_passing() {
    // Whatever the framework hands to the language's own functions, the host's object is not among it.
    let spy = r"const caught = [], apply = Reflect.apply; const own = Reflect.getOwnPropertyDescriptor; const look = (v) => { if (v && typeof v === 'object' && v !== Object.prototype && (own(v, 'askView') || own(v, 'callMethod'))) caught[caught.length] = Reflect.ownKeys(v).slice(0, 9); return v };
        const wrap = (o, n) => { const f = o[n]; if (typeof f !== 'function') return; o[n] = function (...a) { look(this); for (let i = 0; i < a.length; i++) look(a[i]); return apply(f, this, a) } };
        for (const o of [Array.prototype, Map.prototype, Set.prototype, WeakMap.prototype, Promise.prototype, String.prototype, RegExp.prototype]) for (const n of Object.getOwnPropertyNames(o)) if (n !== 'constructor') try { wrap(o, n) } catch (e) {}
        for (const n of ['keys', 'assign', 'defineProperty', 'create', 'entries']) wrap(Object, n); for (const n of ['parse', 'stringify']) wrap(JSON, n); wrap(Function.prototype, 'call'); wrap(Function.prototype, 'apply'); wrap(Function.prototype, 'bind');
        for (const n of ['askView', 'sync', 'then', 'toJSON']) Object.defineProperty(Object.prototype, n, { configurable: true, get() { look(this); return undefined }, set(v) { look(this); Object.defineProperty(this, n, { value: v, writable: true, configurable: true, enumerable: true }) } });";
    let js = format!(
        "Page({{ data: {{ t: 'a', list: [1] }}, onLoad(){{ {spy} this.spy = caught }}, go(){{ this.setData({{ t: 'b', list: [1, 2] }}); wx.request({{ url: 'https://a.b' }}); wx.setStorageSync('k', 1); wx.createSelectorQuery().select('#go').boundingClientRect().exec(); setTimeout(() => console.log('caught', this.spy.length, String(this.spy[0])), 20) }} }})"
    );
    let source = Source::new("App({})").page(
        "pages/a",
        "<view id='go' bindtap='go'>{{t}}<text wx:for='{{list}}'>{{item}}</text></view>",
        &js,
    );
    let mut world = World::start(&source);
    world.settle().tap(1, "go").settle();
    let told: Vec<_> = world
        .log
        .iter()
        .filter(|line| line.starts_with("caught"))
        .collect();
    assert_eq!(
        told,
        ["caught 0 undefined"],
        "{:?} {:?}",
        world.log,
        world.faults
    );
}

#[test]
fn the_home_s_own_calls_are_the_home_s() {
    let said = says(
        "console.log(typeof tiffin, typeof wx.tiffin, Object.keys(wx).filter((n) => /tiffin/i.test(n)).join() || 'none')",
    );
    assert_eq!(said, "undefined undefined none");
    // A program that comes into possession of a way to make calls by name still gets none of them through.
    let mut world = run(
        "const names = ['tiffin.open', 'tiffin.remove', 'tiffin.recents']; const push = Map.prototype.get;
         const real = JSON.stringify; for (const n of names) try { wx.invoke && wx.invoke(n, {}); wx.__proto__[n] && wx[n]({}) } catch (e) {} console.log('tried')",
    );
    world.settle();
    assert!(
        world
            .calls
            .iter()
            .all(|(_, name, _)| !name.starts_with("tiffin.")),
        "{:?}",
        world.calls
    );
}

/// Replacements that are not the language's any more: what throws, what lies, what is not even a function.
const REPLACED: [&str; 16] = [
    "Array.prototype.push = () => { throw new Error('no') }",
    "Array.prototype.push = undefined; Array.prototype.map = undefined; Array.prototype.forEach = 1",
    "JSON.stringify = () => 'x'; JSON.parse = () => { throw 1 }",
    "globalThis.JSON = undefined",
    "globalThis.Promise = function () { throw 1 }; Promise.resolve = undefined",
    "Promise.prototype.then = () => { throw 1 }",
    "globalThis.Map = globalThis.Set = globalThis.WeakMap = undefined",
    "Map.prototype.get = () => undefined; Set.prototype.has = () => true",
    "Object.keys = () => ['length']; Object.assign = null; Object.defineProperty = () => { throw 1 }",
    "Object.getPrototypeOf = Object.create = undefined",
    "Array.isArray = () => true",
    "String.prototype.split = String.prototype.slice = String.prototype.replace = () => { throw 1 }",
    "Function.prototype.call = Function.prototype.apply = Function.prototype.bind = () => { throw 1 }",
    "Array.prototype[Symbol.iterator] = () => { throw 1 }",
    "globalThis.Object = globalThis.Array = globalThis.Error = globalThis.String = undefined",
    "RegExp.prototype.test = RegExp.prototype.exec = () => true",
];

/// A program may ruin its own engine. Then it fails in its own name; it never takes the thread's order with it: it still
/// closes, its page can still be shown, and the program beside it answers.
#[test]
fn replaced_builtins_ruin_nobody_else() {
    let js = "Page({ go(){ console.log('alive') } })";
    let mut neighbour =
        World::start(&Source::new("App({})").page("pages/a", "<view id='go' bindtap='go'/>", js));
    neighbour.settle();
    for replaced in REPLACED {
        let js = format!(
            "Page({{ data: {{ t: 'first' }}, go(){{ {replaced} }}, ok(){{ this.setData({{ t: 'second' }}) }} }})"
        );
        let wxml = "<view id='go' bindtap='go'/><view id='ok' bindtap='ok'>{{t}}</view>";
        let mut world = World::start(&Source::new("App({})").page("pages/a", wxml, &js));
        world.settle().tap(1, "go").settle();
        world.tap(1, "ok").settle();
        world.view(PageId(1), json!({"t": "page", "event": "reachBottom"}));
        neighbour.tap(1, "go").until_log("alive");
        neighbour.trace();
        assert!(world.program.snapshot(PageId(1)).is_some(), "{replaced}");
        world.program.post(Input::Close);
        world.until(replaced, |world| world.exited);
        let dead = |fault: &Output| {
            matches!(
                fault,
                Output::Fault {
                    kind: FaultKind::Dead,
                    ..
                }
            )
        };
        assert!(
            !world.faults.iter().any(dead),
            "{replaced}: {:?}",
            world.faults
        );
    }
}

/// What programs do replace in earnest (polyfills, error trackers, test kits) does not stop the framework.
#[test]
fn the_framework_holds_its_own_references() {
    for replaced in [
        "JSON.stringify = () => 'x'; JSON.parse = () => { throw 1 }",
        "globalThis.JSON = undefined",
        "globalThis.Promise = function () { throw 1 }",
        "Promise.resolve = Promise.prototype.then = () => { throw 1 }",
        "globalThis.Map = globalThis.Set = globalThis.WeakMap = undefined",
        "Object.keys = Object.entries = () => []; Object.assign = Object.create = null",
        "Array.isArray = () => true; globalThis.Array = Symbol",
        "globalThis.Error = globalThis.Number = globalThis.WeakMap = undefined",
        "Math.max = Date.now = Number.isFinite = undefined",
        "Reflect.apply = undefined; Error.captureStackTrace = undefined",
        // As reactive libraries and trackers do it: seen, and passed on.
        "const { push } = Array.prototype; Array.prototype.push = function (...a) { return push.apply(this, a) }",
        "const { then } = Promise.prototype; Promise.prototype.then = function (...a) { return then.apply(this, a) }",
        "console.log = console.error = () => { throw 1 }",
        "globalThis.setTimeout = globalThis.clearTimeout = undefined",
        "wx.nextTick = wx.request = undefined; globalThis.wx = undefined",
        "globalThis.getCurrentPages = globalThis.Page = globalThis.App = undefined",
    ] {
        let js = format!(
            "Page({{ data: {{ t: 'first' }}, go(){{ {replaced} }}, ok(){{ this.setData({{ t: 'second' }}) }} }})"
        );
        let wxml = "<view id='go' bindtap='go'/><view id='ok' bindtap='ok'>{{t}}</view>";
        let mut world = World::with(
            &Source::new("App({})").page("pages/a", wxml, &js),
            Options::default(),
        );
        world.settle().tap(1, "go").settle().tap(1, "ok").settle();
        assert_eq!(
            world.page(1).text(),
            "second",
            "{replaced}: {:?}",
            world.faults
        );
        assert!(world.faults.is_empty(), "{replaced}: {:?}", world.faults);
    }
}
