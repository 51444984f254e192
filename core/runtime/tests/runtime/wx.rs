use serde_json::json;
use tiffin_protocol::capability::Queue;
use tiffin_protocol::event::Event;
use tiffin_runtime::*;

use crate::support::{Options, Source, World};

fn run(wxml: &str, js: &str) -> World {
    let mut world = World::start(&Source::new("App({})").page("pages/a", wxml, js));
    world.settle();
    world
}

fn answer(world: &mut World, at: usize, result: Result<&str, &str>) {
    let call = world.calls[at].0;
    world.program.post(Input::Reply {
        call,
        result: result.map(Payload::from).map_err(CallError::from),
    });
    world.settle();
}

#[test]
fn callbacks_and_promises() {
    let js = "Page({ onLoad(){ const a = wx.showModal({ title: 't', success(r){ console.log('ok', r.errMsg, r.confirm) }, complete(r){ console.log('done', r.errMsg) } }); console.log(a);
        wx.showModal({ title: 'u' }).then(r => console.log('then', r.confirm), e => console.log('catch', e.errMsg)) } })";
    let mut world = run("<view/>", js);
    assert_eq!(
        world
            .calls
            .iter()
            .map(|(_, name, args)| (name.as_str(), args.clone()))
            .collect::<Vec<_>>(),
        [
            ("showModal", json!({"title": "t"})),
            ("showModal", json!({"title": "u"}))
        ]
    );
    answer(&mut world, 0, Ok(r#"{"confirm":true}"#));
    answer(&mut world, 1, Err("no window"));
    answer(&mut world, 1, Ok("{}"));
    assert_eq!(
        world.trace(),
        "undefined ok showModal:ok true done showModal:ok catch showModal:fail no window"
    );
}

#[test]
fn requests_are_tasks() {
    let js = "Page({ onLoad(){ const t = wx.request({ url: 'https://a.b/c', data: {x: 1}, responseType: 'arraybuffer', success(r){ console.log('got', r.statusCode, r.data.byteLength) }, fail(e){ console.log(e.errMsg, e.errno) } });
        t.onHeadersReceived(h => console.log('headers', h.header.a)); t.abort() } })";
    let mut world = run("<view/>", js);
    assert_eq!(world.calls[0].1, "request");
    assert!(world.events.contains(&"method abort".to_owned()));
    let call = world.calls[0].0;
    world.program.post(Input::CallEvent {
        call,
        event: "headersReceived".into(),
        payload: r#"{"header":{"a":"b"}}"#.into(),
        last: false,
        queue: Queue::Bounded,
    });
    answer(
        &mut world,
        0,
        Ok(r#"{"statusCode":200,"data":{"$bytes":"AAEC"}}"#),
    );
    assert_eq!(world.trace(), "headers b got 200 3");
}

#[test]
fn storage_is_synchronous() {
    let js = "Page({ onLoad(){ wx.setStorageSync('k', {a: [1, 'x']}); console.log(wx.getStorageSync('k').a[1], JSON.stringify(wx.getStorageSync('none')), wx.getSystemInfoSync().platform) } })";
    assert_eq!(run("<view/>", js).trace(), "x \"\" desktop");
}

#[test]
fn absent_is_absent_and_failing_fails() {
    let js = "Page({ onLoad(){ console.log(typeof wx.addCard, wx.canIUse('addCard'), wx.canIUse('request'), wx.canIUse('view'), typeof wx.request); wx.mine = 1; console.log(wx.mine);
        wx.addPhoneContact({ firstName: 'x', fail(e){ console.log(e.errMsg) } }) } })";
    assert_eq!(
        run("<view/>", js).trace(),
        "undefined false true true function 1 addPhoneContact:fail not supported"
    );
}

/// Component libraries keep an animation in their data and set its duration between steps.
#[test]
fn an_animation_lives_in_the_data_of_a_component() {
    let source = Source::new("App({})")
        .page("pages/a", "<c/>", "Page({})")
        .json("pages/a", serde_json::json!({"usingComponents": {"c": "c/c"}}))
        .component(
            "c/c",
            "<view/>",
            "Component({ data: { animation: null }, ready() {
               this.setData({ animation: wx.createAnimation({ duration: 9, timingFunction: 'ease' }) }, () => {
                 this.data.animation.option.transition.duration = 0;
                 const made = this.data.animation.translateX(3).width(2).step().rotate(1).step({ delay: 4 }).export();
                 for (const { animates, option } of made.actions) console.log(animates.map((a) => a.type).join(), Object.values(option.transition).join());
                 console.log(this.data.animation.export().actions.length);
               }) } })",
        );
    let mut world = World::start(&source);
    world.settle();
    assert!(world.faults.is_empty(), "{:?}", world.faults);
    assert_eq!(
        world.trace(),
        "translateX,style 0,ease,0 translateX,rotate 0,ease,4 0"
    );
}

/// Programs make these while they start, without asking: `const fs = wx.getFileSystemManager()` is the first line of many.
#[test]
fn objects_that_are_not_there_fail_when_they_are_used() {
    let js = "const fs = wx.getFileSystemManager(), map = wx.createMapContext('m'), sound = wx.getBackgroundAudioManager();
        Page({ onLoad() {
          fs.readFile({ filePath: 'x', fail: (e) => console.log(e.errMsg) });
          fs.access({ path: 'x' }).catch((e) => console.log('caught', e.errMsg));
          try { fs.readFileSync('x') } catch (e) { console.log(e.message) }
          map.moveToLocation(); map.getScale({ complete: (e) => console.log(e.errMsg) });
          sound.onError((e) => console.log('heard', e.errMsg)); sound.src = '/a.mp3'; sound.play(); console.log(sound.src, sound.paused);
          wx.preDownloadSubpackage({ packageType: 'workers', fail: (e) => console.log(e.errMsg) }).onProgressUpdate(() => console.log('progress'));
          wx.createRewardedVideoAd({ adUnitId: 'a' }).load().then(() => console.log('ad'), (e) => console.log(e.errMsg));
        } })";
    let mut world = run("<view/>", js);
    assert!(world.faults.is_empty(), "{:?}", world.faults);
    let trace = world.trace();
    for said in [
        "readFile:fail not supported",
        "caught access:fail not supported",
        "readFileSync:fail not supported",
        "getScale:fail not supported",
        "heard play:fail not supported",
        "/a.mp3 true",
        "load:fail not supported",
        "preDownloadSubpackage:fail not supported",
    ] {
        assert!(trace.contains(said), "{said} in {trace}");
    }
}

#[test]
fn what_a_program_logs_for_its_developer_is_logged() {
    let js = "Page({ onLoad() { wx.getLogManager({ level: 1 }).info('a', { b: 1 }); wx.getRealtimeLogManager().error('c');
        console.log(JSON.stringify(wx.getExtConfigSync())); wx.getExtConfig({ success: (r) => console.log(JSON.stringify(r.extConfig)) }) } })";
    assert_eq!(run("<view/>", js).trace(), "a {b: 1} c {} {}");
}

/// <https://developers.weixin.qq.com/miniprogram/dev/api/base/wx.canIUse.html>
#[test]
fn can_i_use_goes_down_to_arguments_and_words() {
    let yes = [
        "request",
        "request.object.method",
        "getSystemInfo.success.theme",
        "getSystemInfoSync.return.theme",
        "onNetworkStatusChange.callback.isConnected",
        "button",
        "button.open-type.share",
        "text.user-select",
        "swiper.bindchange",
        "view.hidden",
        "root-portal",
        "open-data",
    ];
    let no = [
        "addCard",
        "addCard.object.cardList",
        "request.object.nothing",
        "request.nothing",
        "showToast.object.nothing",
        "button.open-type.nothing",
        "button.open-type.getPhoneNumber",
        "button.nothing",
        "swiper.__proto__",
        "constructor",
        "live-player",
        "",
    ];
    let js = format!(
        "Page({{ onLoad() {{ const say = (list) => list.filter((each) => wx.canIUse(each)).join(' '); \
         console.log(say({yes:?})); console.log('|', say({no:?})) }} }})"
    );
    assert_eq!(run("<view/>", &js).trace(), format!("{} | ", yes.join(" ")));
}

#[test]
fn queries_come_after_what_was_set() {
    let js = "Page({ data: {n: 0}, onReady(){ this.setData({n: 2}); wx.createSelectorQuery().select('#x').boundingClientRect(r => console.log('own', r.id, r.dataset.k, r.width)).selectAll('.r').fields({size: true, dataset: true}).select('#none').boundingClientRect().selectViewport().scrollOffset().exec(r => console.log(r.length, r[1].length, r[2], r[3].scrollWidth)) } })";
    let mut world = run(
        "<view id='x' data-k='v'/><view wx:for='{{n}}' class='r'/>",
        js,
    );
    let query = world
        .events
        .iter()
        .position(|event| event == "view 1 query")
        .unwrap();
    assert!(world.batches(1) >= 2 && query > 0);
    assert_eq!(world.trace(), "own x v 10 4 2 null 10");
}

#[test]
fn animations_are_recorded() {
    let js = "Page({ data: {}, onReady(){ const a = wx.createAnimation({duration: 300}); a.opacity(0.5).translate(10, 20).step().rotate(90).step({duration: 10}); this.setData({a: a.export()}) } })";
    let world = run("<view id='x' animation='{{a}}'/>", js);
    let node = world.page(1).by_id("x").unwrap();
    let actions = &world.page(1).node(node).unwrap().attrs["animation"]["actions"];
    assert_eq!(actions.as_array().unwrap().len(), 2);
    assert_eq!(
        actions[0]["animates"][1],
        json!({"type": "translate", "args": [10, 20]})
    );
}

#[test]
fn only_the_home_program_has_tiffin() {
    let source = Source::new("App({})").page("pages/a", "<view/>", "Page({ onLoad(){ console.log(typeof tiffin); if (typeof tiffin === 'object') tiffin.search({query: 'x'}).then(r => console.log(r.items.length)) } })");
    assert_eq!(World::start(&source).settle().trace(), "undefined");
    let mut world = World::with(
        &source,
        Options {
            is_home: true,
            ..Options::default()
        },
    );
    world.settle();
    assert_eq!(world.calls[0].1, "tiffin.search");
    answer(&mut world, 0, Ok(r#"{"items":[1]}"#));
    assert_eq!(world.trace(), "object 1");
}

#[test]
fn host_events_reach_listeners() {
    let js = "Page({ onLoad(){ const f = e => console.log('net', e.networkType); wx.onNetworkStatusChange(f); wx.onNetworkStatusChange(() => wx.offNetworkStatusChange(f)) } })";
    let mut world = run("<view/>", js);
    for _ in 0..2 {
        world.program.post(Input::Event {
            event: Event::NetworkStatusChange,
            payload: r#"{"networkType":"wifi"}"#.into(),
        });
    }
    world.settle();
    assert_eq!(world.trace(), "net wifi");
}
