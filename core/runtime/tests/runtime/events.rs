use serde_json::json;

use crate::support::{Source, World};

fn run(wxml: &str, js: &str) -> World {
    let mut world = World::start(&Source::new("App({})").page("pages/a", wxml, js));
    world.settle();
    world
}

#[test]
fn bubbling_catching_capturing_marking() {
    let mut world = run(
        "<view bindtap='a' capture-bind:tap='cap' mark:m='1' data-who='outer'><view catchtap='b' id='mid'><view id='in' bindtap='c' mark:n='2'/></view><view id='mut' mut-bind:tap='d'><view id='mut2' mut-bind:tap='e'/></view></view>",
        "const log = n => function(e){ console.log(n, e.currentTarget.dataset.who || '', JSON.stringify(e.mark)) }; Page({ a: log('a'), b: log('b'), c: log('c'), d: log('d'), e: log('e'), cap: log('cap') })",
    );
    world.tap(1, "in").settle();
    assert_eq!(
        world.trace(),
        "cap outer {\"n\":\"2\",\"m\":\"1\"} c  {\"n\":\"2\",\"m\":\"1\"} b  {\"n\":\"2\",\"m\":\"1\"}"
    );
    world.tap(1, "mut2").settle();
    assert_eq!(
        world.trace(),
        "cap outer {\"m\":\"1\"} e  {\"m\":\"1\"} a outer {\"m\":\"1\"}"
    );
}

#[test]
fn handlers_get_plain_objects() {
    let mut world = run(
        "<view id='x' data-foo-bar='{{ {a: 1} }}' bindtap='t'/>",
        "Page({ t(e){ const c = {...e}; console.log(Object.keys(c).sort().join(), c.type); console.log(JSON.stringify(e.target), e.timeStamp, e.touches[0].pageX, JSON.stringify(e).length > 50) } })",
    );
    world.tap(1, "x").settle();
    assert_eq!(
        world.trace(),
        "_userTap,changedTouches,currentTarget,detail,mark,target,timeStamp,touches,type tap {\"id\":\"x\",\"dataset\":{\"fooBar\":{\"a\":1}},\"offsetLeft\":3,\"offsetTop\":4} 12.5 5 true"
    );
}

#[test]
fn events_of_components() {
    let source = Source::new("App({})")
        .page("pages/a", "<view bind:pick='outer'><card id='k' bind:pick='pick' bindtap='host'/></view>", "Page({ pick(e){ console.log('pick', e.detail.n, e.target.id) }, outer(){ console.log('outer') }, host(e){ console.log('host', e.target.id) } })")
        .component("c/card", "<view id='inner' bindtap='go'/>", "Component({ methods: { go(e){ console.log('inner', e.target.id); this.triggerEvent('pick', {n: 1}); this.triggerEvent('pick', {n: 2}, {bubbles: true}) } } })")
        .json("pages/a", json!({"usingComponents": {"card": "c/card"}}));
    let mut world = World::start(&source);
    world.settle().tap(1, "inner").settle();
    assert_eq!(world.trace(), "inner inner pick 1 k pick 2 k outer host k");
}

#[test]
fn dynamic_handlers_and_ones_that_are_not_there() {
    let mut world = run(
        "<view id='x' bindtap='{{h}}'/><view id='y' bindtap='nothing'/>",
        "Page({ data: {h: 'one'}, onLoad(){ this.later = () => console.log('later') }, one(){ console.log('one'); this.setData({h: 'two'}) }, two(){ console.log('two'); this.setData({h: 'later'}) } })",
    );
    world
        .tap(1, "x")
        .settle()
        .tap(1, "x")
        .settle()
        .tap(1, "x")
        .settle()
        .tap(1, "y")
        .settle();
    assert_eq!(world.trace(), "one two later");
    assert!(world.faults.is_empty());
}

#[test]
fn two_way_binding() {
    let mut world = run(
        "<input model:value='{{v}}' bindinput='on'/><text>{{v}}</text>",
        "Page({ data: {v: 'a'}, on(e){ console.log(this.data.v, e.detail.value) } })",
    );
    let node = world.page(1).first("input").unwrap();
    world
        .event(1, node, "input", json!({"value": "abc", "cursor": 3}))
        .settle();
    assert_eq!(world.trace(), "abc abc");
    assert_eq!(world.page(1).text(), "abc");
}

#[test]
fn input_may_be_corrected_by_its_handler() {
    let mut world = run(
        "<input bindinput='on'/>",
        "Page({ on(e){ return e.detail.value.toUpperCase() } })",
    );
    let node = world.page(1).first("input").unwrap();
    world
        .event(1, node, "input", json!({"value": "abc"}))
        .settle();
    assert!(world.events.contains(&"view 1 invoke".to_owned()));
}

#[test]
fn forms_give_what_the_view_collected() {
    let mut world = run(
        "<form bindsubmit='s'><input name='n'/></form>",
        "Page({ s(e){ console.log(e.type, e.detail.value.n) } })",
    );
    let node = world.page(1).first("form").unwrap();
    world
        .event(1, node, "submit", json!({"value": {"n": "x"}}))
        .settle();
    assert_eq!(world.trace(), "submit x");
}

#[test]
fn components_may_be_fields_of_a_form() {
    let source = Source::new("App({})")
        .page(
            "pages/a",
            "<form bindsubmit='s'><view><rate name='stars' value='{{3}}'/></view></form>",
            "Page({ s(e){ console.log(JSON.stringify(e.detail.value)) } })",
        )
        .component(
            "c/rate",
            "<view/>",
            "Component({ behaviors: ['wx://form-field'], properties: {value: Number} })",
        )
        .json("pages/a", json!({"usingComponents": {"rate": "c/rate"}}));
    let mut world = World::start(&source);
    world.settle();
    let node = world.page(1).first("form").unwrap();
    world
        .event(1, node, "submit", json!({"value": {"n": "x"}}))
        .settle();
    assert_eq!(world.trace(), "{\"n\":\"x\",\"stars\":3}");
}

#[test]
fn navigators_route() {
    let source = Source::new("App({})")
        .page("pages/a", "<navigator url='b?x=1'><text id='t'>go</text></navigator><navigator id='back' open-type='navigateBack'/>", "Page({})")
        .page("pages/b", "<navigator id='back' open-type='navigateBack'/>", "Page({ onLoad(q){ console.log('b', q.x) }, onUnload(){ console.log('gone') } })");
    let mut world = World::start(&source);
    world
        .settle()
        .tap(1, "t")
        .until_log("b 1")
        .settle()
        .tap(2, "back")
        .until_log("gone");
}

#[test]
fn wxs_handlers_and_observers() {
    let mut world = run(
        "<wxs module='m'>module.exports = { tap: function(e, owner){ owner.selectComponent('#x').setStyle({color: 'red'}).addClass('on'); owner.callMethod('said', {n: e.target.dataset.n}) }, ch: function(n, o, owner, self){ if (n) owner.callMethod('changed', n + '/' + o) } }</wxs><view id='x' data-n='{{5}}' bindtap='{{m.tap}}' change:p='{{m.ch}}' p='{{p}}'/><view change:q='{{u}}' q='1'/>",
        "Page({ data: {p: 1}, said(a){ console.log('said', a.n); this.setData({p: 2}) }, changed(a){ console.log(a) } })",
    );
    assert_eq!(world.trace(), "1/undefined");
    world.tap(1, "x").settle();
    assert_eq!(world.trace(), "said 5 2/1");
    assert!(
        world
            .page(1)
            .html()
            .contains("class=\"on\" style=\"color:red\""),
        "{}",
        world.page(1).html()
    );
    assert!(world.faults.is_empty(), "{:?}", world.faults);
}

#[test]
fn page_events() {
    let mut world = run(
        "<view/>",
        "Page({ onPageScroll(e){ console.log('scroll', e.scrollTop) }, onReachBottom(){ console.log('bottom') }, onPullDownRefresh(){ console.log('pull'); wx.stopPullDownRefresh() }, onResize(e){ console.log('size', e.size.windowWidth) } })",
    );
    for message in [
        json!({"t": "page", "event": "scroll", "detail": {"scrollTop": 9}}),
        json!({"t": "page", "event": "reachBottom"}),
        json!({"t": "page", "event": "pullDownRefresh"}),
    ] {
        world.view(tiffin_runtime::PageId(1), message);
    }
    world.program.post(tiffin_runtime::Input::Environment {
        json: json!({"size": {"windowWidth": 500}}).to_string(),
    });
    world.settle();
    assert_eq!(world.trace(), "scroll 9 bottom pull size 500");
    let called = world.calls.iter().map(|(_, name, _)| name.as_str());
    assert_eq!(called.collect::<Vec<_>>(), ["stopPullDownRefresh"]);
}

/// The host measures the window and the view itself: one change, one `onResize`.
#[test]
fn a_page_hears_of_a_size_once() {
    let mut world = run(
        "<view/>",
        "Page({ onLoad(){ wx.onWindowResize(() => console.log('window')) }, onResize(e){ console.log(e.deviceOrientation, e.size.windowWidth) } })",
    );
    for width in [800, 300] {
        let detail = json!({"size": {"windowWidth": width, "windowHeight": 500}});
        world.program.post(tiffin_runtime::Input::Environment {
            json: detail.to_string(),
        });
        let orientation = if width > 500 { "landscape" } else { "portrait" };
        let seen = json!({"size": detail["size"], "deviceOrientation": orientation});
        world.view(
            tiffin_runtime::PageId(1),
            json!({"t": "page", "event": "resize", "detail": seen}),
        );
        // A size that a newer one overtakes is never heard of.
        world.settle();
    }
    assert_eq!(world.trace(), "landscape 800 window portrait 300 window");
}

/// An observer finds the children of its element the first time already, and what it does is part of the same batch.
#[test]
fn wxs_observers_see_the_whole_tree() {
    let source = Source::new("App({})")
        .page("pages/a", "<cell/>", "Page({})")
        .json("pages/a", json!({"usingComponents": {"cell": "c/cell"}}))
        .component("c/cell", "<wxs module='m'>module.exports = { open: function(n, o, owner){ owner.selectComponent('.in').setStyle({left: n + 'px'}); owner.callMethod('opened', n) } }</wxs><view change:open='{{m.open}}' open='{{p}}'><view class='in'/></view>",
            "Component({ data: {p: 3}, methods: { opened(n){ Promise.resolve().then(() => console.log('job', n)) } } })");
    let mut world = World::start(&source);
    world.settle().until_log("job 3");
    assert!(world.faults.is_empty(), "{:?}", world.faults);
    assert!(
        world.page(1).html().contains("left:3px"),
        "{}",
        world.page(1).html()
    );
    assert_eq!(world.batches(1), 1);
}
