use std::time::Duration;

use serde_json::json;
use tiffin_runtime::*;

use crate::support::{Options, Source, World};

#[test]
fn require_finds_what_real_programs_ask_for() {
    let source = Source::new("App({})")
        .file("utils/util.js", "exports.name = 'util'; implicit = 3; exports.callee = (function(){ return typeof arguments.callee })()")
        .file("pages/near.js", "module.exports = 'near'")
        .file("miniprogram_npm/lib/index.js", "module.exports = require('./inner') + require('other')")
        .file("miniprogram_npm/lib/inner.js", "module.exports = 'lib'")
        .file("miniprogram_npm/other.js", "module.exports = '+other'")
        .file("a.js", "exports.early = 1; exports.b = require('./b.js').seen")
        .file("b.js", "exports.seen = require('./a').early")
        .page("pages/a", "<view/>", "const u = require('../utils/util.js'); Page({ onLoad(){ console.log(u.name, implicit, u.callee, require('near'), require('lib'), require('utils/util') === u, require('/a').b);
            try { require('./none') } catch (e) { console.log(e.message) } } })");
    let mut world = World::start(&source);
    world.settle();
    assert_eq!(
        world.trace(),
        "util 3 function near lib+other true 1 module './none' is not defined, required by 'pages/a.js'"
    );
}

/// A page named as its npm package; without the package the name means the page, whose exports are not there yet.
#[test]
fn a_page_finds_the_package_of_its_own_name() {
    let source = Source::new("App({})")
        .file("miniprogram_npm/lodash/index.js", "module.exports = { chunk: 'npm', fp: require('lodash/fp') }")
        .file("miniprogram_npm/lodash/fp.js", "module.exports = 'fp'")
        .page("pages/lodash/lodash", "<view/>", "const l = require('lodash'); Page({ onLoad(){ console.log(l.chunk, l.fp, require('lodash/fp'), typeof require('./lodash').chunk) } })")
        .page("pages/alone/alone", "<view/>", "console.log(JSON.stringify(require('alone'))); Page({})");
    let mut world = World::start(&source);
    world.settle();
    assert_eq!(world.trace(), "{} npm fp fp undefined");
    assert!(world.faults.is_empty(), "{:?}", world.faults);
}

#[test]
fn names_of_browsers_are_undefined() {
    let names = "window,document,self,location,navigator,fetch,XMLHttpRequest,WebSocket,localStorage,performance,SharedArrayBuffer,URL,TextEncoder";
    let js = format!(
        "const location = 1; Page({{ onLoad(){{ console.log([{names}].map(x => typeof x).join()) }} }})"
    );
    let plain = js
        .replace("const location = 1; ", "")
        .replace("URL,TextEncoder", "")
        .replace("performance,SharedArrayBuffer,", "");
    let source = Source::new("App({})")
        .page("pages/a", "<view/>", &plain)
        .page("pages/b", "<view/>", &js);
    let mut world = World::start(&source);
    world.settle();
    assert_eq!(world.trace(), ["undefined"; 9].join(","));
    assert!(
        world.faults.is_empty(),
        "a file may declare such a name itself: {:?}",
        world.faults
    );
}

/// Not documented, and read by real programs at the top of app.js.
#[test]
fn wx_config_is_there_before_app_js() {
    let source = Source::new("console.log(__wxConfig.envVersion, __wxConfig.pages, typeof __wxConfig.none, __wxConfig.accountInfo.appId.length > 0); App({})")
        .page("pages/a", "<view/>", "Page({})");
    let mut world = World::start(&source);
    world.settle();
    assert_eq!(world.trace(), "release [\"pages/a\"] undefined true");
}

#[test]
fn jobs_go_before_timers() {
    let source = Source::new("App({})").page("pages/a", "<view/>", "Page({ onLoad(){ setTimeout(() => { console.log('t1'); Promise.resolve().then(() => console.log('p2')) }); setTimeout((a, b) => console.log('t2', a + b), 0, 1, 2); Promise.resolve().then(() => console.log('p1'));
        const i = setInterval(() => { console.log('i'); if (++this.n > 1) clearInterval(i) }, 5); clearTimeout(setTimeout(() => console.log('never'), 1)) }, n: 0 })");
    let mut world = World::start(&source);
    world.settle();
    assert_eq!(world.trace(), "p1 t1 p2 t2 3 i i");
}

#[test]
fn timers_stop_while_suspended() {
    let source = Source::new("App({})").page(
        "pages/a",
        "<view/>",
        "Page({ onReady(){ console.log('on'); setTimeout(() => console.log('late'), 100) } })",
    );
    let mut world = World::start(&source);
    world.until_log("on");
    world.program.post(Input::Hide);
    world.program.post(Input::Suspend);
    std::thread::sleep(Duration::from_millis(200));
    world.settle();
    assert_eq!(world.trace(), "on");
    world.program.post(Input::Show { launch: None });
    world.until_log("late");
}

#[test]
fn bytecode_is_kept_and_a_damaged_one_is_made_again() {
    let source = Source::new("App({})").page(
        "pages/a",
        "<text>{{a}}</text>",
        "Page({ data: {a: 1},\n onLoad(){\n throw new Error('x') } })",
    );
    let options = Options::default();
    for round in 0..3 {
        let mut world = World::with(&source, options.clone());
        world.settle();
        assert_eq!(world.page(1).text(), "1");
        assert_eq!(
            world.fault(0).3,
            Some(3),
            "lines stay true in round {round}"
        );
        let mut kept = options.kept.lock().unwrap();
        assert_eq!(kept.len(), 4, "framework, templates, app.js, page");
        if round == 1 {
            kept.values_mut()
                .for_each(|bytes| *bytes.last_mut().unwrap() ^= 1);
        }
    }
}

/// A program may look whether a function is a class, or native, by its text.
#[test]
fn a_function_s_text_does_not_tell_whether_there_was_bytecode() {
    let source = Source::new("App({})").page(
        "pages/a",
        "<view/>",
        "class Shop { open(now) { return now } }\nPage({ onLoad(){ console.log(String(Shop), String(new Shop().open), String((a) => a), /native code/.test(String(this.setData)), /native code/.test(String(Map))) } })",
    );
    let options = Options::default();
    for round in 0..2 {
        let mut world = World::with(&source, options.clone());
        world.settle();
        assert_eq!(
            world.trace(),
            "class Shop { open(now) { return now } } open(now) { return now } (a) => a true true",
            "round {round}"
        );
    }
}

#[test]
fn lazy_loading_runs_only_what_is_needed() {
    let source = Source::new("App({ onLaunch(){ this.globalData = {n: 1} } })")
        .page(
            "pages/a",
            "<view/>",
            "console.log('a.js', getApp().globalData.n); Page({})",
        )
        .page("pages/b", "<view/>", "console.log('b.js'); Page({})");
    let mut world = World::start(&source);
    world.settle();
    let mut both: Vec<_> = world.log.clone();
    both.sort();
    assert_eq!(
        both,
        ["a.js 1", "b.js"],
        "each script of the main package runs at start"
    );
    let mut world = World::start(&source.app("lazyCodeLoading", json!("requiredComponents")));
    world.settle();
    assert_eq!(world.trace(), "a.js 1");
}

#[test]
fn components_behaviors_relations_generics() {
    let source = Source::new("App({})")
        .page("pages/a", "<list><item wx:for='{{2}}' label='{{index}}'/></list><view class='x'/>", "Page({ onReady(){ const l = this.selectComponent('.none'); console.log(l, this.selectAllComponents('.it').length) } })")
        .component("c/list", "<slot/>", "Component({ relations: { './item': { type: 'child', linked(t){ console.log('linked', t.data.label) } } } })")
        .component("c/item", "<text>{{label}}{{shared}}</text>", "const b = Behavior({ data: {shared: 's'}, methods: { hi(){ return 'hi' } }, attached(){ console.log('b.attached', this.hi()) } }); Component({ behaviors: [b, 'wx://form-field'], properties: {label: {type: Number, observer: 'changed'}}, methods: { changed(n){ console.log('changed', n) } }, relations: { './list': { type: 'parent' } } })")
        .json("pages/a", json!({"usingComponents": {"list": "c/list", "item": "c/item"}}));
    let mut world = World::start(&source);
    world.settle();
    assert_eq!(world.page(1).text(), "0s1s");
    let trace = world.trace();
    assert!(
        trace.contains("changed 1")
            && trace.contains("linked 0 ")
            && trace.contains("b.attached hi")
            && trace.ends_with("null 0"),
        "{trace}"
    );
    assert!(world.faults.is_empty(), "{:?}", world.faults);
}
