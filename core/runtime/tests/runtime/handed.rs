//! What program frameworks hand to APIs: components as objects of their own, ids that are no strings, and objects of `wx`
//! that they wrapped in proxies.

use serde_json::{Value, json};

use crate::support::{Source, World};

/// A page with a component, each with a canvas and an element of its own; `js` is the component's `ready`.
fn run(js: &str) -> World {
    let source = Source::new("App({})")
        .page(
            "pages/a",
            "<canvas canvas-id=\"c\"/><view id=\"v\" data-of=\"page\"/><c id=\"one\"/>",
            "Page({ onReady() {} })",
        )
        .json("pages/a", json!({"usingComponents": {"c": "c/c"}}))
        .component(
            "c/c",
            "<canvas canvas-id=\"c\"/><view id=\"v\" data-of=\"component\"/><video id=\"film\"/><canvas canvas-id=\"{{5}}\"/><canvas canvas-id=\"{{whole}}\"/>",
            &format!("Component({{ data: {{ whole: {{ a: 1 }} }}, lifetimes: {{ ready() {{ {js} }} }} }})"),
        );
    let mut world = World::start(&source);
    world.settle();
    world
}

/// What uni-app makes of a Vue instance: the two names, on an object of its own.
const MOCK: &str = "const mock = Object.create(null);
    for (const name of ['__route__', '__wxExparserNodeId__', '__wxWebviewId__']) if (Object.prototype.hasOwnProperty.call(this, name)) mock[name] = this[name];";

/// Vue's `reactive`: every object that is read through it is wrapped too.
const REACTIVE: &str = "const kept = new WeakMap(), wrap = (o) => { if (!kept.has(o)) kept.set(o, new Proxy(o, { get: (t, k, r) => { const v = Reflect.get(t, k, r); return typeof v === 'object' && v !== null ? wrap(v) : v } })); return kept.get(o) };";

fn drawn(world: &World) -> Vec<Value> {
    let calls = world.invokes.iter();
    calls
        .filter(|call| call["method"] == "draw")
        .map(|call| call["node"].clone())
        .collect()
}

#[test]
fn a_component_is_found_by_the_two_names_on_it() {
    let js = format!(
        "{MOCK} console.log(typeof mock.__wxExparserNodeId__, typeof mock.__wxWebviewId__, Object.keys(this).includes('__wxWebviewId__'), getCurrentPages()[0].__wxWebviewId__ === this.__wxWebviewId__);
         const of = (q) => q.select('#v').fields({{ dataset: true }});
         of(wx.createSelectorQuery().in(mock)).exec(([r]) => console.log('mock', r.dataset.of));
         of(wx.createSelectorQuery().in({{ $scope: this }})).exec(([r]) => console.log('scope', r.dataset.of));
         of(wx.createSelectorQuery().in(this)).exec(([r]) => console.log('this', r.dataset.of));
         of(wx.createSelectorQuery().in({{ __wxWebviewId__: mock.__wxWebviewId__ }})).exec(([r]) => console.log('webview', r.dataset.of));
         of(wx.createSelectorQuery()).exec(([r]) => console.log('none', r.dataset.of))"
    );
    let mut world = run(&js);
    assert_eq!(
        world.trace(),
        "string number false true mock component scope component this component webview page none page"
    );
}

#[test]
fn canvases_and_media_are_found_in_what_a_framework_hands_over() {
    let js = format!(
        "{MOCK} for (const [id, owner] of [['c', mock], ['c', this], [5, mock], [{{ b: 2 }}, mock], ['c', undefined]]) {{
             const ctx = wx.createCanvasContext(id, owner); ctx.fillRect(0, 0, 1, 1); ctx.draw() }}
         wx.createVideoContext('film', mock).play(); wx.createVideoContext('film').play();
         for (const [what, options, owner] of [['canvasToTempFilePath', {{ canvasId: 'c' }}, mock], ['canvasToTempFilePath', {{ canvasId: 5 }}, mock], ['canvasGetImageData', {{ canvasId: {{}}, x: 0, y: 0, width: 1, height: 1 }}, mock], ['canvasGetImageData', {{ canvasId: 5 }}, undefined]])
             wx[what]({{ ...options, success: () => console.log(what, 'ok'), fail: (e) => console.log(e.errMsg) }}, owner)"
    );
    let mut world = run(&js);
    let drawn = drawn(&world);
    assert_eq!(drawn.len(), 5, "{drawn:?}");
    assert_eq!(drawn[0], drawn[1], "the component's own");
    let different: std::collections::BTreeSet<String> =
        drawn[1..].iter().map(Value::to_string).collect();
    assert_eq!(
        different.len(),
        4,
        "its number, its object, and the page's: {drawn:?}"
    );
    let plays = world.invokes.iter().filter(|call| call["method"] == "play");
    assert_eq!(
        plays.count(),
        1,
        "the page has no video of that id, the component has"
    );
    assert_eq!(
        world.trace(),
        "canvasGetImageData:fail canvas is empty canvasToTempFilePath ok canvasToTempFilePath ok canvasGetImageData ok"
    );
}

#[test]
fn an_intersection_observer_watches_in_what_a_framework_hands_over() {
    let js = format!(
        "{MOCK} for (const owner of [mock, this, {{ $scope: this }}, undefined]) wx.createIntersectionObserver(owner).relativeToViewport().observe('#v', () => {{}})"
    );
    let world = run(&js);
    let seen: Vec<&Value> = world
        .invokes
        .iter()
        .filter(|call| call["method"] == "observeIntersection")
        .map(|call| &call["node"])
        .collect();
    assert_eq!(seen.len(), 4);
    assert!(seen[0] == seen[1] && seen[1] == seen[2] && seen[2] != seen[3]);
}

#[test]
fn what_is_no_component_is_named_and_the_page_is_taken() {
    let js = "const { proxy, revoke } = Proxy.revocable({}, {}); revoke();
        const bad = [proxy, { get __wxExparserNodeId__() { throw 1 } }, 5, 'x', [], () => 1, { __wxWebviewId__: NaN, $scope: { $scope: 1 } }];
        for (const each of bad) {
            wx.createSelectorQuery().in(each).select('#v').fields({ dataset: true }).exec(([r]) => console.log(r && r.dataset.of));
            wx.createCanvasContext('c', each).draw();
            wx.createIntersectionObserver(each).observe('#v', () => {});
            wx.createVideoContext(each, each).play();
            for (const name of ['createMapContext', 'createLivePlayerContext', 'createInnerAudioContext', 'createCameraContext', 'createLivePusherContext', 'createMediaQueryObserver']) if (wx[name]) wx[name](each, each);
            wx.canvasToTempFilePath({ canvasId: 'none' }, each).catch((e) => console.log(e.errMsg.split(' ')[0]));
            this.selectComponent(each) }";
    let mut world = run(js);
    assert!(
        world.faults.is_empty(),
        "{:?}",
        (0..world.faults.len())
            .map(|at| world.fault(at))
            .collect::<Vec<_>>()
    );
    let trace = world.trace();
    assert_eq!(trace.matches("canvasToTempFilePath:fail").count(), 7);
    assert!(trace.contains("SelectorQuery.in was given what is no component"));
    // The last one has a name, of a page that is not there.
    assert!(
        trace.ends_with("null page page page page page page"),
        "{trace}"
    );
}

/// A component that is gone is not the page: nothing is found in it.
#[test]
fn a_component_that_is_gone_finds_nothing() {
    let source = Source::new("App({})")
        .page("pages/a", "<view id=\"v\"/><c wx:if=\"{{on}}\" id=\"one\"/>", "Page({ data: { on: true }, onReady() {
            const one = this.selectComponent('#one'), mock = { __wxExparserNodeId__: one.__wxExparserNodeId__, __wxWebviewId__: one.__wxWebviewId__ };
            this.setData({ on: false }, () => {
                wx.createSelectorQuery().in(mock).select('#v').boundingClientRect((r) => console.log('query', r)).exec();
                wx.createCanvasContext('c', mock).draw(false, () => console.log('drawn'));
                wx.canvasToTempFilePath({ canvasId: 'c' }, mock).catch((e) => console.log(e.errMsg)) }) } })")
        .json("pages/a", json!({"usingComponents": {"c": "c/c"}}))
        .component("c/c", "<canvas canvas-id=\"c\"/><view id=\"v\"/>", "Component({})");
    let mut world = World::start(&source);
    world.settle();
    let trace = world.trace();
    for part in [
        "query null",
        "drawn",
        "canvasToTempFilePath:fail canvas is empty",
    ] {
        assert!(trace.contains(part), "{trace}");
    }
}

/// `this.ctx = wx.createCanvasContext(..)` in a Vue program makes a proxy of it, and of all that is read through it.
#[test]
fn objects_of_wx_work_through_the_proxies_of_a_framework() {
    let js = format!(
        "{REACTIVE} const ctx = wrap(wx.createCanvasContext('c', this)); ctx.setFillStyle('red'); ctx.fillStyle = 'blue'; ctx.setFontSize(20); ctx.fillRect(0, 0, 1, 1); ctx.draw(); console.log(ctx.fillStyle, ctx.measureText('ab').width);
         const query = wrap(wx.createSelectorQuery().in(wrap(this))); query.select('#v').fields({{ dataset: true }}, (r) => console.log(r.dataset.of)); query.exec();
         wrap(wx.createVideoContext('film', wrap(this))).play();
         wrap(wx.createIntersectionObserver(wrap(this))).relativeToViewport().observe('#v', () => {{}});
         const animation = wrap(wx.createAnimation({{ duration: 9 }})); animation.translateX(3).step(); console.log(animation.export().actions.length);
         wx.createSelectorQuery().in(this).select('#two').fields({{ node: true }}).exec(([r]) => {{
             const canvas = wrap(r.node), two = wrap(canvas.getContext('2d')); canvas.width = 10; two.fillStyle = 'green'; two.fillRect(0, 0, 1, 1); two.save(); two.restore(); two.drawImage(canvas, 0, 0);
             const image = wrap(canvas.createImage()); image.onload = () => console.log('loaded', image.width); image.src = 'a.png';
             wx.canvasToTempFilePath({{ canvas, success: () => console.log('path'), fail: (e) => console.log(e.errMsg) }});
             console.log(canvas.width, two.fillStyle, two.getImageData(0, 0, 1, 1).data.length) }})"
    );
    let source = Source::new("App({})")
        .page("pages/a", "<c/>", "Page({})")
        .json("pages/a", json!({"usingComponents": {"c": "c/c"}}))
        .component(
            "c/c",
            "<canvas canvas-id=\"c\"/><canvas id=\"two\" type=\"2d\"/><view id=\"v\" data-of=\"component\"/><video id=\"film\"/>",
            &format!("Component({{ lifetimes: {{ ready() {{ {js} }} }} }})"),
        );
    let mut world = World::start(&source);
    world.settle();
    assert!(
        world.faults.is_empty(),
        "{:?}",
        (0..world.faults.len())
            .map(|at| world.fault(at))
            .collect::<Vec<_>>()
    );
    let trace = world.trace();
    assert_eq!(
        trace, "blue 42 1 component 10 green 4 loaded 40 path",
        "{trace}"
    );
    let methods: Vec<&str> = world
        .invokes
        .iter()
        .filter_map(|call| call["method"].as_str())
        .collect();
    for method in ["play", "observeIntersection", "draw"] {
        assert!(methods.contains(&method), "{method}: {methods:?}");
    }
}
