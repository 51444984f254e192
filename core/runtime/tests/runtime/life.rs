use serde_json::json;

use crate::support::{Options, Source, World};
use tiffin_protocol::event::Event;
use tiffin_runtime::*;

/// A page that logs its hooks as `name.hook`, with its component.
fn hooks(name: &str) -> String {
    format!(
        "const log = (hook) => console.log('{name}.' + hook);
        Page({{ onLoad(q){{ log('load' + (q.q ? ':' + q.q : '')); console.log('stack=' + getCurrentPages().map(p => p.route.slice(6)).join(',')) }},
        onShow(){{ log('show') }}, onReady(){{ log('ready') }}, onHide(){{ log('hide') }},
        onUnload(){{ log('unload'); console.log('stack=' + getCurrentPages().map(p => p.route.slice(6)).join(',')) }},
        onTabItemTap(e){{ log('tab:' + e.index + e.text) }} }})"
    )
}

fn four_pages() -> Source {
    let app = "App({ onLaunch(o){ console.log('app.launch', o.scene, getCurrentPages().length) }, onShow(){ console.log('app.show') }, onHide(){ console.log('app.hide') } }); console.log('app.end')";
    let mut source = Source::new(app);
    for name in ["a", "b", "c", "d"] {
        source = source.page(&format!("pages/{name}"), "<view/>", &hooks(name));
    }
    source.app("tabBar", json!({"list": [{"pagePath": "pages/a", "text": "A"}, {"pagePath": "pages/b", "text": "B"}]})).app("lazyCodeLoading", json!("requiredComponents"))
}

/// A tool page that is reached by evaluating a route from the first page.
fn go(world: &mut World, call: &str) -> String {
    world.program.post(Input::Event {
        event: Event::NetworkStatusChange,
        payload: json!(call).to_string(),
    });
    world.settle();
    world.trace()
}

fn driven() -> Source {
    let mut source = four_pages();
    let drive = "wx.onNetworkStatusChange((call) => { const [name, url] = call.split(' '); wx[name]({ url: url && '/pages/' + url, delta: 1, fail: (e) => console.log(e.errMsg) }) });";
    let app = format!("{drive}{}", source.files["app.js"]);
    source.files.insert("app.js".into(), app);
    source
}

#[test]
fn start() {
    let source = Source::new("App({ onLaunch(){ console.log('launch', getCurrentPages().length) }, onShow(){ console.log('appshow') } }); console.log('app.end')")
        .page("pages/a", "<card id='k'><card/></card>", "console.log('a.js'); Page({ onLoad(){ console.log('load', getCurrentPages().length) }, onShow(){ console.log('show') }, onReady(){ console.log('ready') } })")
        .component("c/card", "<view><slot/></view>", "console.log('card.js'); const log = (t, e) => console.log('card' + (t.id || '2') + '.' + e);
            Component({ lifetimes: { created(){ console.log('card.created') }, attached(){ log(this, 'attached') }, ready(){ log(this, 'ready') } }, pageLifetimes: { show(){ log(this, 'show') } } })")
        .json("pages/a", json!({"usingComponents": {"card": "c/card"}}));
    let mut world = World::start(&source);
    world.until_log("ready");
    assert_eq!(
        world.trace(),
        "launch 0 appshow app.end card.js a.js card.created card.created cardk.attached card2.attached load 1 cardk.show card2.show show card2.ready cardk.ready ready"
    );
}

#[test]
fn navigate_redirect_back_relaunch() {
    let mut world = World::start(&driven());
    world.settle();
    assert_eq!(
        world.trace(),
        "app.launch 1001 0 app.show app.end a.load stack=a a.show a.ready"
    );
    assert_eq!(
        go(&mut world, "navigateTo c?q=%20x"),
        "a.hide c.load:%20x stack=a,c c.show c.ready"
    );
    assert_eq!(
        go(&mut world, "redirectTo d"),
        "c.unload stack=a,c d.load stack=a,d d.show d.ready"
    );
    assert_eq!(go(&mut world, "navigateBack"), "d.unload stack=a,d a.show");
    assert_eq!(
        go(&mut world, "navigateBack"),
        "navigateBack:fail cannot navigate back at first page"
    );
    assert_eq!(
        go(&mut world, "reLaunch c"),
        "a.unload stack=a c.load stack=c c.show c.ready"
    );
    assert_eq!(
        go(&mut world, "navigateTo none"),
        "navigateTo:fail page \"pages/none\" is not found"
    );
    let opened = [
        "open 1 pages/a",
        "show 1 Launch",
        "ready",
        "open 2 pages/c",
        "show 2 Push",
        "hide 1",
    ];
    assert_eq!(world.events[..6], opened);
}

#[test]
fn tabs() {
    let mut world = World::start(&driven());
    world.settle();
    world.trace();
    assert_eq!(go(&mut world, "switchTab a"), "", "A to A");
    assert_eq!(
        go(&mut world, "switchTab b"),
        "a.hide b.load stack=b b.show b.ready",
        "A to B"
    );
    assert_eq!(
        go(&mut world, "switchTab a"),
        "b.hide a.show",
        "later without onLoad"
    );
    go(&mut world, "navigateTo c");
    assert_eq!(
        go(&mut world, "switchTab a"),
        "c.unload stack=a,c a.show",
        "C to A"
    );
    go(&mut world, "navigateTo c");
    assert_eq!(
        go(&mut world, "switchTab b"),
        "c.unload stack=a,c b.show",
        "C to B, B alive"
    );
    go(&mut world, "switchTab a");
    go(&mut world, "navigateTo c");
    go(&mut world, "navigateTo d");
    assert_eq!(
        go(&mut world, "switchTab b"),
        "d.unload stack=a,c,d c.unload stack=a,c b.show",
        "D to B"
    );
    world.program.post(Input::TabTap { index: 0 });
    world.settle();
    assert_eq!(world.trace(), "b.hide a.show a.tab:0A");
}

#[test]
fn a_page_opened_from_a_share_is_not_a_tab() {
    let options = Options {
        launch: Launch {
            path: "pages/d".into(),
            query: "q=1".into(),
            scene: 1007,
            ..Launch::default()
        },
        ..Options::default()
    };
    let mut world = World::with(&driven(), options);
    world.settle();
    assert_eq!(
        world.trace(),
        "app.launch 1007 0 app.show app.end d.load:1 stack=d d.show d.ready"
    );
    assert_eq!(
        go(&mut world, "switchTab a"),
        "d.unload stack=d a.load stack=a a.show a.ready"
    );
}

#[test]
fn hide_show_and_back() {
    let mut world = World::start(&driven());
    world.settle();
    world.trace();
    world.program.post(Input::Hide);
    world.program.post(Input::Show { launch: None });
    world.settle();
    assert_eq!(world.trace(), "a.hide app.hide app.show a.show");
    world.program.post(Input::Back);
    world.until("back out", |world| {
        world.events.iter().any(|event| event == "back out")
    });
    go(&mut world, "navigateTo c");
    world.program.post(Input::Back);
    world.settle();
    assert_eq!(world.trace(), "c.unload stack=a,c a.show");
    world.program.post(Input::Show {
        launch: Some(Launch {
            path: "pages/d".into(),
            scene: 1011,
            ..Launch::default()
        }),
    });
    world.settle();
    assert_eq!(
        world.trace(),
        "a.unload stack=a d.load stack=d d.show d.ready"
    );
    world.program.post(Input::Close);
    world.until("exit", |world| world.exited);
    assert_eq!(world.trace(), "d.unload stack=d");
}

#[test]
fn a_stack_is_opened_page_upon_page_and_ends_where_one_cannot_be() {
    let place = |path: &str, query: &str| Place {
        path: path.into(),
        query: query.into(),
    };
    let above = |above: &[Place]| Options {
        launch: Launch {
            path: "pages/c".into(),
            above: above.to_vec(),
            ..Launch::default()
        },
        ..Options::default()
    };
    let mut world = World::with(&driven(), above(&[place("pages/d", "q=1")]));
    world.settle();
    let trace = world.trace();
    assert!(trace.contains("c.load stack=c"), "{trace}");
    assert!(trace.contains("d.load:1 stack=c,d"), "{trace}");
    world.program.post(Input::Back);
    world.settle();
    assert_eq!(world.trace(), "d.unload stack=c,d c.show");

    let gone = [place("pages/gone", ""), place("pages/d", "q=1")];
    let mut world = World::with(&driven(), above(&gone));
    world.settle();
    assert!(!world.trace().contains("d.load"), "nothing lies on nothing");
    assert_eq!(
        go(&mut world, "navigateTo d"),
        "c.hide d.load stack=c,d d.show d.ready"
    );
}

#[test]
fn a_page_that_is_not_there() {
    let options = Options {
        launch: Launch {
            path: "pages/gone".into(),
            ..Launch::default()
        },
        ..Options::default()
    };
    let mut source = driven();
    let mut world = World::with(&source, options.clone());
    world.settle();
    assert!(
        world
            .trace()
            .contains("page \"pages/gone\" is not there a.load")
    );
    source.files.insert("app.js".into(), "App({ onPageNotFound(e){ console.log('lost', e.path, e.isEntryPage); wx.redirectTo({url: '/pages/c'}) } })".into());
    let mut world = World::with(&source, options);
    world.settle();
    assert_eq!(
        world.trace(),
        "lost pages/gone true c.load stack=c c.show c.ready"
    );
}

#[test]
fn ten_pages_at_most() {
    let mut world = World::start(&driven());
    world.settle();
    for _ in 0..9 {
        go(&mut world, "navigateTo c");
    }
    assert_eq!(
        go(&mut world, "navigateTo c"),
        "navigateTo:fail webview count limit exceed: at most 10 pages"
    );
}

#[test]
fn event_channels() {
    let source = Source::new("App({})")
        .page("pages/a", "<view id='go' bindtap='go'/>", "Page({ go(){ wx.navigateTo({ url: 'b', events: { back(d){ console.log('back', d.x) } }, success(r){ r.eventChannel.emit('hello', {y: 2}) } }) },
            onLoad(){ console.log(JSON.stringify(this.getOpenerEventChannel())) } })")
        .page("pages/b", "<view/>", "Page({ onLoad(){ const c = this.getOpenerEventChannel(); c.on('hello', d => { console.log('hello', d.y); c.emit('back', {x: 1}) }) } })");
    let mut world = World::start(&source);
    world.settle().tap(1, "go").until_log("back 1");
    assert_eq!(world.trace(), "{} hello 2 back 1");
}

#[test]
fn subpackages_are_asked_for() {
    let source = driven()
        .page(
            "sub/x/x",
            "<view/>",
            "const u = require('../util'); Page({ onLoad(){ console.log('x.load', u.n) } })",
        )
        .json("sub/x/x", json!({"navigationBarTitleText": "X"}))
        .file("sub/util.js", "exports.n = 5")
        .app(
            "subPackages",
            json!([{"root": "sub", "name": "s", "pages": ["x/x"]}]),
        );
    let mut world = World::with(
        &source,
        Options {
            absent: vec!["s".into()],
            ..Options::default()
        },
    );
    world.settle();
    world.trace();
    let call = json!("navigateTo ../sub/x/x").to_string();
    world.program.post(Input::Event {
        event: Event::NetworkStatusChange,
        payload: call,
    });
    world.until("asked", |world| {
        world.events.iter().any(|event| event == "need s")
    });
    world.absent.lock().unwrap().clear();
    world.program.post(Input::Package {
        package: "s".into(),
        result: Ok(()),
    });
    world.until_log("x.load 5");
    // Its title is known when it is announced.
    assert!(
        world
            .configs
            .values()
            .any(|config| config["navigationBarTitleText"] == "X"),
        "{:?}",
        world.configs
    );
}

#[test]
fn components_that_come_late_are_ready_late() {
    let source = Source::new("App({})")
        .page("pages/a", "<view id='go' bindtap='go'/><card wx:if='{{on}}'/>", "Page({ go(){ this.setData({on: true}); console.log('set') }, onReady(){ console.log('ready') } })")
        .component("c/card", "<view/>", "Component({ lifetimes: { attached(){ console.log('attached') }, ready(){ console.log('card.ready') }, detached(){ console.log('detached') } } })")
        .json("pages/a", json!({"usingComponents": {"card": "c/card"}}));
    let mut world = World::start(&source);
    world
        .until_log("ready")
        .tap(1, "go")
        .until_log("card.ready");
    assert_eq!(world.trace(), "ready attached set card.ready");
}
