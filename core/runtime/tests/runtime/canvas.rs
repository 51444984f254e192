//! Canvas: what is recorded, sent, asked, and drawn again in a new view. Intersections, too: both live in the view.

use serde_json::{Value, json};
use tiffin_runtime::*;

use crate::support::{Source, World};

fn run(wxml: &str, js: &str) -> World {
    let mut world = World::start(&Source::new("App({})").page("pages/a", wxml, js));
    world.settle();
    world
}

fn draws(world: &World) -> Vec<Value> {
    let calls = world.invokes.iter();
    calls
        .filter(|call| call["method"] == "draw")
        .map(|call| call["args"]["commands"].clone())
        .collect()
}

const NODE: &str = "wx.createSelectorQuery().select('#c').fields({ node: true, size: true }).exec(r => { const canvas = r[0].node, ctx = canvas.getContext('2d');";

#[test]
fn a_2d_canvas_sends_one_batch_a_tick() {
    let js = format!(
        "Page({{ onReady() {{ {NODE} canvas.width = 100; canvas.height = 50; ctx.fillStyle = 'red'; ctx.fillRect(0, 0, 10, 10);
        const g = ctx.createLinearGradient(0, 0, 1, 1); g.addColorStop(0, '#fff'); ctx.strokeStyle = g; ctx.lineWidth = {{ valueOf() {{ throw 1 }} }};
        ctx.save(); ctx.translate(5, NaN); ctx.restore(); console.log(ctx.fillStyle, canvas.width, ctx.lineWidth, r[0].width, ctx.getTransform().e, canvas.getContext('webgl'));
        console.log(ctx.measureText('ab').width, ctx.measureText('ab').width, ctx.getImageData(0, 0, 1, 1).data.length, canvas.toDataURL());
        const img = canvas.createImage(); img.onload = () => console.log('loaded', img.width); img.src = 'a.png';
        canvas.requestAnimationFrame(() => {{ ctx.clearRect(0, 0, 100, 50); ctx.fillRect(1, 2, 3, 4) }}) }}) }} }})"
    );
    let world = &mut run("<canvas type=\"2d\" id=\"c\"/>", &js);
    assert_eq!(
        world.trace(),
        "red 100 1 10 0 null 42 42 4 data:image/png;base64,AAAA loaded 40"
    );
    let sent = draws(world);
    let first: Vec<&Value> = sent[0].as_array().unwrap().iter().collect();
    assert_eq!(first[0], &json!(["width", 100]));
    let all: Vec<Value> = sent
        .iter()
        .flat_map(|batch| batch.as_array().unwrap().clone())
        .collect();
    assert!(all.contains(&json!(["strokeStyle", {"gradient": "linear", "args": [0, 0, 1, 1], "stops": [[0, "#fff"]]}])));
    assert!(all.contains(&json!(["translate", 5, 0])));
    let measured = world.invokes.iter();
    assert_eq!(
        measured
            .filter(|call| call["method"] == "measureText")
            .count(),
        1,
        "kept"
    );
    let frame = |batch: &Value| {
        let list = batch.as_array().unwrap();
        list.contains(&json!(["clearRect", 0, 0, 100, 50]))
            && list.contains(&json!(["fillRect", 1, 2, 3, 4]))
    };
    assert!(
        sent.iter().any(frame),
        "a frame is cleared and drawn in one batch"
    );
    // The view dies: what is on the canvas now is drawn again, what was cleared is not.
    world.invokes.clear();
    world.program.post(Input::ViewGone { page: PageId(1) });
    world.view(PageId(1), json!({"t": "applied", "n": 1}));
    world.settle();
    let again = draws(world);
    assert_eq!(again.len(), 1, "{again:?}");
    let again = again[0].as_array().unwrap();
    assert!(
        again.contains(&json!(["fillStyle", "red"]))
            && again.contains(&json!(["fillRect", 1, 2, 3, 4]))
    );
    assert!(!again.contains(&json!(["fillRect", 0, 0, 10, 10])));
}

#[test]
fn the_old_canvas_draws_when_told() {
    let js = "Page({ onReady() { const c = wx.createCanvasContext('k'); console.log(c.lineWidth, c.fillStyle); c.setFillStyle('red'); c.fillRect(0, 0, 5, 5); c.setFontSize(20); c.font = 'bold 12px x';
        c.drawImage('/a.png', 0, 0); console.log(c.measureText('ab').width); c.draw(false, () => { console.log('drawn');
        c.arc(1, 2, 3, 0, 7); c.fill(); c.draw(true);
        wx.canvasToTempFilePath({ canvasId: 'k', fileType: 'jpg', success(r) { console.log(r.tempFilePath) } });
        wx.canvasToTempFilePath({ canvasId: 'none', fail(e) { console.log(e.errMsg) } });
        wx.canvasGetImageData({ canvasId: 'k', x: 0, y: 0, width: 1, height: 1, success(r) { console.log(r.data.length) } }) }) } })";
    let mut world = run(
        "<view wx:if=\"{{true}}\"><canvas canvas-id=\"k\"/></view>",
        js,
    );
    assert_eq!(
        world.trace(),
        "1 #000000 42 drawn canvasToTempFilePath:fail canvas is empty data:image/png;base64,AAAA 4"
    );
    let sent = draws(&world);
    assert_eq!(sent[0][1], json!(["setFillStyle", "red"]));
    assert_eq!(sent[1][1], json!(["arc", 1, 2, 3, 0, 7]));
}

#[test]
fn a_view_that_does_not_answer_is_waited_for_once() {
    let js = format!(
        "Page({{ onReady() {{ {NODE} const t = Date.now(); let failed = 0; for (let i = 0; i < 5; i++) try {{ canvas.toDataURL() }} catch (e) {{ failed++; if (!i) console.log(e.message) }}
        console.log(failed, Date.now() - t < 2500, ctx.measureText('中').width) }}) }} }})"
    );
    let source = Source::new("App({})").page("pages/a", "<canvas type=\"2d\" id=\"c\"/>", &js);
    let mut world = World::start(&source);
    world.invokes_answer = false;
    world.until_log("5 true 10");
    assert!(
        world
            .trace()
            .starts_with("toDataURL:fail the view did not answer")
    );
}

#[test]
fn intersections_reach_their_listener_until_the_end() {
    let js = "Page({ onReady() { this.o = this.createIntersectionObserver({ thresholds: [0.5], observeAll: true });
        this.o.relativeTo('.box', { bottom: 10 }).relativeToViewport().observe('.it', r => console.log(r.id, r.dataset.k, r.intersectionRatio)) }, stop() { this.o.disconnect() } })";
    let wxml = "<view class=\"box\" id=\"box\" bindtap=\"stop\"><view class=\"it\" id=\"a\" data-k=\"1\"/><view class=\"it\" id=\"b\"/></view>";
    let world = &mut run(wxml, js);
    let watched: Vec<Value> = world
        .invokes
        .iter()
        .filter(|call| call["method"] == "observeIntersection")
        .cloned()
        .collect();
    assert_eq!(watched.len(), 2);
    let (a, root) = (
        world.page(1).by_id("a").unwrap(),
        world.page(1).by_id("box").unwrap(),
    );
    assert_eq!(watched[0]["node"], a);
    assert_eq!(
        watched[0]["args"]["relative"],
        json!([{"node": root, "margins": {"left": 0, "right": 0, "top": 0, "bottom": 10}},
               {"node": null, "margins": {"left": 0, "right": 0, "top": 0, "bottom": 0}}])
    );
    let observer = watched[0]["args"]["observer"].clone();
    let detail = json!({"observer": observer, "intersectionRatio": 0.7});
    world.event(1, a, "intersection", detail.clone()).settle();
    world
        .event(1, root, "intersection", detail.clone())
        .settle();
    world.tap(1, "box").settle();
    world.event(1, a, "intersection", detail).settle();
    assert_eq!(world.trace(), "a 1 0.7");
    assert!(
        world
            .invokes
            .iter()
            .any(|call| call["method"] == "unobserveIntersection")
    );
    // A page that is rebuilt watches again only what is still wanted.
    world.invokes.clear();
    world.program.post(Input::ViewGone { page: PageId(1) });
    world.view(PageId(1), json!({"t": "applied", "n": 1}));
    world.settle();
    assert!(world.invokes.is_empty());
}
