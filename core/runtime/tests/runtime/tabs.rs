//! The program's own tab bar, behaviors of pages, and the small ways from component to component.

use serde_json::json;

use crate::support::{Source, World};

fn tabs() -> Source {
    let page = |name: &str| {
        format!(
            "Page({{ onLoad() {{ console.log('load {name}', typeof this.getTabBar, !!this.getTabBar()) }}, onShow() {{ this.getTabBar().setData({{ selected: '{name}' }}) }},
              add() {{ this.setData({{ more: true }}) }} }})"
        )
    };
    let wxml = "<view id=\"x\" bindtap=\"add\">page</view><view wx:if=\"{{more}}\">more</view>";
    Source::new("App({})")
        .app(
            "tabBar",
            json!({"custom": true, "list": [{"pagePath": "pages/a", "text": "A"}, {"pagePath": "pages/b", "text": "B"}]}),
        )
        .page("pages/a", wxml, &page("a"))
        .page("pages/b", wxml, &page("b"))
        .component(
            "custom-tab-bar/index",
            "<view id=\"go\" bindtap=\"go\">[{{selected}}]</view>",
            "Component({ data: { selected: '-' }, lifetimes: { attached() { console.log('attached') }, ready() { console.log('ready') }, detached() { console.log('detached') } },
              pageLifetimes: { show() { console.log('bar shown') } }, methods: { go() { wx.switchTab({ url: '/pages/b' }) } } })",
        )
}

#[test]
fn each_tab_page_has_its_own_bar_above_the_rest() {
    let world = &mut World::start(&tabs());
    world.settle();
    assert_eq!(
        world.trace(),
        "attached load a function true bar shown ready"
    );
    assert_eq!(world.page(1).text(), "page[a]");
    world.tap(1, "x").settle();
    assert_eq!(
        world.page(1).text(),
        "pagemore[a]",
        "what comes later goes before it"
    );
    world.tap(1, "go").settle();
    assert_eq!(world.page(2).text(), "page[b]");
    assert_eq!(world.page(1).text(), "pagemore[a]");
    assert!(world.faults.is_empty());
}

#[test]
fn pages_take_behaviors() {
    let js = "const b = Behavior({ data: { from: 'b' }, methods: { hi() { return 'hi ' + this.data.from } }, lifetimes: { attached() { console.log('attached') } } });
        Page({ behaviors: [b], data: { own: 1 }, onLoad() { console.log(this.hi(), this.data.own) } })";
    let mut world =
        World::start(&Source::new("App({})").page("pages/a", "<view>{{from}}</view>", js));
    world.settle();
    assert_eq!(world.trace(), "attached hi b 1");
    assert_eq!(world.page(1).text(), "b");
}

#[test]
fn components_find_their_owner_and_the_window_s_size_is_watched() {
    let source = Source::new("App({})")
        .page(
            "pages/a",
            "<c id=\"c\"/>",
            "Page({ name: 'the page', onReady() { const o = wx.createMediaQueryObserver(); o.observe({ minWidth: 500 }, r => console.log('wide', r.matches)) } })",
        )
        .json("pages/a", json!({"usingComponents": {"c": "/c"}}))
        .component(
            "c",
            "<view/>",
            "Component({ lifetimes: { ready() { console.log(this.selectOwnerComponent().name) } } })",
        );
    let mut world = World::start(&source);
    world.settle();
    world.program.post(tiffin_runtime::Input::Environment {
        json: r#"{"size":{"windowWidth":600,"windowHeight":400}}"#.into(),
    });
    world.settle();
    assert_eq!(world.trace(), "the page wide false wide true");
}

#[test]
fn listeners_of_the_program() {
    let js = "const seen = (n) => (x) => console.log(n, typeof x === 'string' ? x.split('\\n')[0] : x && x.reason ? x.reason.message : '');
        wx.onAppShow(seen('show')); wx.onAppHide(seen('hide')); wx.onError(seen('error')); wx.onUnhandledRejection(seen('rejection'));
        App({ onShow() { console.log('own show') } })";
    let page = "Page({ onReady() { setTimeout(() => { throw new Error('oops') }); Promise.reject(new Error('no')) } })";
    let mut world = World::start(&Source::new(js).page("pages/a", "<view/>", page));
    world.settle();
    world.program.post(tiffin_runtime::Input::Hide);
    world
        .program
        .post(tiffin_runtime::Input::Show { launch: None });
    world.settle();
    assert_eq!(
        world.trace(),
        "own show show  rejection no error Error: oops hide  own show show "
    );
}
