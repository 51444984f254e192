//! What waits for a package: modules of `require.async`, components that a placeholder stands for.

use serde_json::json;
use tiffin_protocol::event::Event;
use tiffin_runtime::*;

use crate::support::{Options, Source, World};

/// A page `pages/a` in `main`, and a subpackage `s` in `sub` that is not there.
fn source(wxml: &str, js: &str) -> Source {
    Source::new("App({})").page("pages/a", wxml, js).app(
        "subPackages",
        json!([{"root": "sub", "name": "s", "pages": []}, {"root": "far", "name": "far", "pages": []}]),
    )
}

fn start(source: &Source) -> World {
    let options = Options {
        absent: vec!["s".into(), "far".into()],
        ..Options::default()
    };
    World::with(source, options)
}

/// How often a package was asked for.
fn asked(world: &World, package: &str) -> usize {
    let line = format!("need {package}");
    world.events.iter().filter(|event| **event == line).count()
}

fn until_asked<'a>(world: &'a mut World, package: &str, times: usize) -> &'a mut World {
    world.until("asked for", |world| asked(world, package) == times)
}

fn arrives<'a>(world: &'a mut World, package: &str) -> &'a mut World {
    world.absent.lock().unwrap().retain(|name| name != package);
    answer(world, package, Ok(()))
}

fn answer<'a>(world: &'a mut World, package: &str, result: Result<(), String>) -> &'a mut World {
    world.program.post(Input::Package {
        package: package.into(),
        result,
    });
    world
}

fn network(world: &mut World) {
    world.program.post(Input::Event {
        event: Event::NetworkStatusChange,
        payload: json!({"isConnected": true, "networkType": "wifi"}).to_string(),
    });
}

#[test]
fn require_async_waits_for_the_package() {
    let source = source(
        "<view id='again' bindtap='again'/>",
        "Page({ onReady(){ require.async('../sub/util.js').then(m => console.log('then', m.n)); require('../sub/util', m => console.log('callback', m.n)); require.async('sub/util').then(m => console.log('bare', m.n)); console.log('asked') },
            again(){ require.async('/sub/util').then(m => console.log('again', m.n, require('../sub/util').n)) } })",
    )
    .file("sub/util.js", "console.log('runs'); exports.n = 5");
    let mut world = start(&source);
    until_asked(&mut world, "s", 1).settle();
    assert_eq!(
        world.trace(),
        "asked",
        "nothing runs before the package is there"
    );
    arrives(&mut world, "s").until_log("bare 5");
    let mut lines = world.trace();
    lines = lines.replace("runs ", "");
    assert_eq!(lines, "then 5 callback 5 bare 5");
    world.tap(1, "again").until_log("again 5 5");
    assert_eq!(asked(&world, "s"), 1);
}

#[test]
fn what_does_not_come_is_an_error_and_can_be_tried_again() {
    let source = source(
        "<view id='go' bindtap='go'/>",
        "Page({ go(){ require('../sub/util.js', () => console.log('came'), e => console.log('errback', JSON.stringify(e))); require.async('../sub/util.js').then(m => console.log('then', m.n), e => console.log('catch', JSON.stringify(e), e instanceof Error)) } })",
    )
    .file("sub/util.js", "exports.n = 5");
    let mut world = start(&source);
    world.tap(1, "go");
    until_asked(&mut world, "s", 1);
    answer(&mut world, "s", Err("network.offline".into())).settle();
    let error = r#"{"mod":"sub/util.js","errMsg":"loadSubpackage: fail network.offline"}"#;
    assert_eq!(world.trace(), format!("errback {error} catch {error} true"));
    world.tap(1, "go");
    until_asked(&mut world, "s", 2);
    arrives(&mut world, "s").until_log("then 5");
    assert_eq!(world.trace(), "came then 5");
}

#[test]
fn what_is_no_module_is_an_error_that_names_it() {
    let source = source(
        "<view/>",
        "const gone = Proxy.revocable({}, {}); gone.revoke();
        const bad = [5, null, undefined, {}, Symbol('s'), gone.proxy, { get [Symbol.toPrimitive]() { throw new Error('getter') } }, '../../../etc/passwd', 'plugin://x/y', '', '../sub/none', '/far/none.js', 'http://127.0.0.1/x.js'];
        Page({ async onReady(){ for (const each of bad) { try { await require.async(each); console.log('came') } catch (e) { console.log(typeof e.mod, typeof e.errMsg, e.errMsg.includes(typeof each === 'string' ? 'is not defined' : 'takes a string')) } }
            require('../sub/none', () => 0, 5); try { require(gone.proxy) } catch (e) { console.log(e.message) }
            require({}, () => 0, e => console.log('end', e.mod, e.errMsg)) } })",
    );
    let mut world = start(&source);
    until_asked(&mut world, "s", 1);
    arrives(&mut world, "s");
    until_asked(&mut world, "far", 1);
    arrives(&mut world, "far").until_log("end [object Object] require takes a string");
    world.settle();
    assert_eq!(
        world.trace(),
        "string string true ".repeat(13)
            + "require takes a string end [object Object] require takes a string"
    );
    // An error that nobody listens for is reported.
    assert_eq!(world.faults.len(), 1, "{:?}", world.faults);
    assert!(world.fault(0).1.contains("'../sub/none' is not defined"));
}

#[test]
fn a_module_that_throws_is_an_error_and_runs_again() {
    let source = source(
        "<view/>",
        "Page({ async onReady(){ for (const i of [1, 2]) await require.async('../sub/bad').catch(e => console.log(e.mod, e.errMsg)); await require.async('../sub/wild').catch(e => console.log(typeof e.errMsg)); console.log('end') } })",
    )
    .file("sub/bad.js", "console.log('runs'); throw new TypeError('no')")
    .file("sub/wild.js", "throw { get message() { throw 1 }, toString() { throw 2 } }");
    let mut world = start(&source);
    until_asked(&mut world, "s", 1);
    arrives(&mut world, "s").until_log("end");
    assert_eq!(world.trace(), "runs sub/bad no runs sub/bad no string end");
}

#[test]
fn packages_may_require_each_other_in_circles() {
    let source = source(
        "<view/>",
        "exports.page = 'page'; Page({ onReady(){ require.async('../sub/one').then(m => m.more).then(text => console.log(text)) } })",
    )
    .file("sub/one.js", "exports.name = 'one'; exports.more = require.async('../far/two').then(two => two.name + two.back)")
    .file("far/two.js", "exports.name = 'two'; exports.back = require('../sub/one').name + require('../pages/a').page");
    let mut world = start(&source);
    until_asked(&mut world, "s", 1);
    arrives(&mut world, "s");
    until_asked(&mut world, "far", 1);
    arrives(&mut world, "far").until_log("twoonepage");
}

const CARD: &str = "Component({ properties: {v: {type: null, observer(v){ console.log('v', JSON.stringify(v)) }}}, attached(){ console.log('card', this.data.v) }, ready(){ console.log('ready') }, methods: { tap(){ this.triggerEvent('told', {v: this.data.v}) } } })";

/// A page with a component of `s` and what stands for it.
fn placed(wxml: &str, js: &str, placeholder: serde_json::Value) -> Source {
    source(wxml, js)
        .component("sub/card", "<view class='in' id='in-{{v}}' bindtap='tap'>[{{v}}<slot/>]</view>", CARD)
        .component("c/wait", "<text>wait <slot/></text>", "Component({ properties: {v: null}, attached(){ console.log('wait') }, detached(){ console.log('gone') } })")
        .json("pages/a", json!({"usingComponents": {"card": "/sub/card", "wait": "/c/wait"}, "componentPlaceholder": placeholder}))
}

#[test]
fn a_placeholder_is_replaced_with_properties_events_and_slots() {
    let source = placed(
        "<view>a<card id='card' class='big' style='color:red' data-x='1' v='{{n}}' bind:told='told'><text>{{t}}</text></card>b</view><view id='more' bindtap='more'/>",
        "Page({ data: {n: 1, t: 's'}, more(){ this.setData({n: this.data.n + 1, t: this.data.t + 't'}) }, told(e){ console.log('told', e.detail.v, e.currentTarget.dataset.x, this.selectComponent('#card').data.v) } })",
        json!({"card": "wait"}),
    );
    let mut world = start(&source);
    until_asked(&mut world, "s", 1).settle();
    assert_eq!(world.page(1).text(), "await sb");
    world.tap(1, "more").settle();
    assert_eq!(world.page(1).text(), "await stb");
    assert_eq!(world.trace(), "wait");
    arrives(&mut world, "s").until_log("ready");
    assert_eq!(world.page(1).text(), "a[2st]b");
    assert_eq!(world.trace(), "v 2 gone card 2 ready");
    let page = world.page(1);
    let card = page.node(page.by_id("card").unwrap()).unwrap();
    assert!(card.classes.contains("big") && card.style.contains("color:red"));
    world.tap(1, "in-2").until_log("told 2 1 2");
    world.tap(1, "more").settle();
    assert_eq!(world.page(1).text(), "a[3stt]b");
    assert!(world.faults.is_empty(), "{:?}", world.faults);
}

/// The items of a loop are those of today, not those of the day when the placeholder was made.
#[test]
fn placeholders_in_loops_are_replaced_with_what_is_true_now() {
    let source = placed(
        "<view id='set' bindtap='set'/><view wx:for='{{list}}' wx:key='k'><block wx:if='{{item.on}}'><card v='{{item.v + index}}'>{{item.t}}</card></block></view>",
        "Page({ data: {list: [{k: 1, v: 'a', on: true, t: 'x'}, {k: 2, v: 'b', on: true, t: 'y'}, {k: 3, v: 'c', on: true, t: 'z'}]}, set(){ this.setData({list: [{k: 2, v: 'B', on: true, t: 'Y'}, {k: 1, v: 'A', on: true, t: 'X'}, {k: 3, v: 'C', on: false}]}) } })",
        json!({"card": "wait"}),
    );
    let mut world = start(&source);
    until_asked(&mut world, "s", 1).settle();
    assert_eq!(world.page(1).text(), "wait xwait ywait z");
    world.tap(1, "set").settle();
    arrives(&mut world, "s").settle();
    assert_eq!(world.page(1).text(), "[B0Y][A1X]");
    assert_eq!(asked(&world, "s"), 1);
    world.tap(1, "set").settle();
    assert_eq!(world.page(1).text(), "[B0Y][A1X]");
    assert!(world.faults.is_empty(), "{:?}", world.faults);
}

#[test]
fn a_built_in_component_may_stand_for_another() {
    let source = placed(
        "<card v='1'><text>inside</text></card>",
        "Page({})",
        json!({"card": "view"}),
    );
    let mut world = start(&source);
    until_asked(&mut world, "s", 1).settle();
    assert_eq!(world.page(1).text(), "inside");
    arrives(&mut world, "s").settle();
    assert_eq!(world.page(1).text(), "[1inside]");
}

#[test]
fn a_failed_download_keeps_the_placeholder_and_is_tried_again() {
    let source = placed(
        "<card v='1'/><card wx:if='{{more}}' v='2'/><view id='more' bindtap='more'/>",
        "wx.onLazyLoadError(e => console.log(JSON.stringify(e)), 'soon'); Page({ more(){ this.setData({more: true}) } })",
        json!({"card": "wait"}),
    );
    let error = r#"{"type":"subpackage","subpackage":["s"],"errMsg":"loadSubpackage: fail"}"#;
    let mut world = start(&source);
    until_asked(&mut world, "s", 1).settle();
    world.trace();
    answer(&mut world, "s", Err("network.offline".into())).until_log(error);
    assert_eq!(world.page(1).text(), "wait ");
    world.log.clear();
    // The next one that is shown asks again.
    world.tap(1, "more");
    until_asked(&mut world, "s", 2);
    answer(&mut world, "s", Err("network.offline".into())).until_log(error);
    assert_eq!(world.page(1).text(), "wait wait ");
    // So does another network.
    network(&mut world);
    until_asked(&mut world, "s", 3);
    arrives(&mut world, "s").until("replaced", |world| world.page(1).text() == "[1][2]");
    network(&mut world);
    world.settle();
    assert_eq!(asked(&world, "s"), 3);
}

#[test]
fn a_download_that_takes_long_is_told() {
    let source = placed(
        "<card v='1'/>",
        "wx.onLazyLoadError(e => console.log(e.errMsg, e.subpackage[0]), 1); Page({})",
        json!({"card": "wait"}),
    );
    let mut world = start(&source);
    until_asked(&mut world, "s", 1).until_log("loadSubpackage: timeout s");
    arrives(&mut world, "s").until("replaced", |world| world.page(1).text() == "[1]");
}

/// A module of the package, or a page of it, brings it too.
#[test]
fn whatever_brings_a_package_brings_its_components() {
    let source = placed(
        "<card v='1'/><view id='go' bindtap='go'/>",
        "Page({ go(){ wx.navigateTo({ url: '/sub/page', success(){ console.log('went') } }) } })",
        json!({"card": "wait"}),
    )
    .page("sub/page", "<view/>", "Page({})");
    let mut world = start(&source);
    until_asked(&mut world, "s", 1);
    answer(&mut world, "s", Err("network.offline".into())).settle();
    world.tap(1, "go");
    until_asked(&mut world, "s", 2);
    arrives(&mut world, "s").until_log("went");
    // It is here; the host is asked, so that the page has its sheets.
    until_asked(&mut world, "s", 3);
    answer(&mut world, "s", Ok(())).until("replaced", |world| world.page(1).text() == "[1]");
}

#[test]
fn a_late_component_may_use_late_components() {
    let source = source("<outer/>", "Page({})")
        .component("sub/outer", "<view>o<inner/></view>", "Component({})")
        .component("far/inner", "<view>i</view>", "Component({ attached(){ console.log('inner') } })")
        .json("pages/a", json!({"usingComponents": {"outer": "/sub/outer"}, "componentPlaceholder": {"outer": "view"}}))
        .json("sub/outer", json!({"usingComponents": {"inner": "/far/inner"}, "componentPlaceholder": {"inner": "view"}}));
    let mut world = start(&source);
    until_asked(&mut world, "s", 1);
    assert_eq!(asked(&world, "far"), 0);
    arrives(&mut world, "s");
    until_asked(&mut world, "far", 1);
    arrives(&mut world, "far").until_log("inner");
    world.settle();
    assert_eq!(world.page(1).text(), "oi");
}

#[test]
fn placeholders_that_are_none_do_no_harm() {
    for placeholder in [
        json!("wait"),
        json!(["wait"]),
        json!({"card": 5, "none": "card"}),
        json!({"card": "card"}),
        json!({"card": "nowhere"}),
        json!({"card": "wait", "wait": "card"}),
    ] {
        let source = placed(
            "<card v='1'>x</card><text>end</text>",
            "Page({})",
            placeholder.clone(),
        );
        let mut world = start(&source);
        world.settle();
        assert!(world.page(1).text().ends_with("end"), "{placeholder}");
        let fatal = |fault: &Output| matches!(fault, Output::Fault { fatal: true, .. });
        assert!(!world.faults.iter().any(fatal), "{placeholder}");
    }
}

#[test]
fn a_program_that_ends_while_a_package_loads_just_ends() {
    let source = placed(
        "<card v='1'/>",
        "Page({ onReady(){ require.async('../sub/none').then(() => 0, () => 0) }, onUnload(){ console.log('unload') } })",
        json!({"card": "wait"}),
    );
    let mut world = start(&source);
    until_asked(&mut world, "s", 1);
    world.program.post(Input::Close);
    arrives(&mut world, "s").until("exit", |world| world.exited);
    assert!(world.log.iter().any(|line| line == "unload"));
    assert!(world.faults.is_empty(), "{:?}", world.faults);
}

#[test]
fn answers_that_nobody_asked_for_do_nothing() {
    let mut world = start(&placed("<view>x</view>", "Page({})", json!({})));
    for package in ["s", "main", "none", ""] {
        answer(&mut world, package, Ok(()));
        answer(&mut world, package, Err("no".into()));
    }
    world.settle();
    assert_eq!(world.page(1).text(), "x");
    assert!(world.faults.is_empty(), "{:?}", world.faults);
}
