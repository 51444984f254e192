//! Calls that stay open, bytes beside JSON, and what a shell declares: from the program to the host and back.

use tiffin_protocol::capability::Queue;
use tiffin_protocol::event::Event;
use tiffin_runtime::*;

use crate::support::{Options, Source, World};

fn world(js: &str, options: Options) -> World {
    let source = Source::new("App({})").page("pages/a", "<view/>", js);
    let mut world = World::with(&source, options);
    world.settle();
    assert!(world.faults.is_empty(), "{:?}", world.faults);
    world
}

fn run(js: &str) -> World {
    world(js, Options::default())
}

fn tell(world: &World, event: &str, payload: impl Into<Payload>, last: bool) {
    let call = world.calls[0].0;
    let (event, payload) = (event.to_owned(), payload.into());
    let offered = world.program.offer(Input::CallEvent {
        call,
        event,
        payload,
        last,
        queue: Queue::Bounded,
    });
    assert!(offered.taken(), "{offered:?}");
}

fn reply(world: &World, at: usize, payload: impl Into<Payload>) {
    world.program.post(Input::Reply {
        call: world.calls[at].0,
        result: Ok(payload.into()),
    });
}

#[test]
fn bytes_cross_beside_the_json_and_not_in_it() {
    let mut world = run("Page({ onLoad() {
        const sent = new Uint8Array([9, 1, 2, 3, 9]).subarray(1, 4);
        wx.request({ url: 'https://a.b', method: 'POST', data: sent, responseType: 'arraybuffer',
          success: (r) => console.log(r.data instanceof ArrayBuffer, new Uint8Array(r.data).join()) }) } })");
    assert_eq!(world.calls[0].2["data"], serde_json::json!({"$bytes": 0}));
    assert_eq!(world.blobs[0], [[1, 2, 3]]);
    let (json, blobs) = (r#"{"data":{"$bytes":0}}"#.to_owned(), vec![vec![7, 0, 255]]);
    reply(&world, 0, Payload { json, blobs });
    assert_eq!(world.settle().trace(), "true 7,0,255");
}

#[test]
fn what_looks_like_bytes_and_is_not_stays_what_it_is() {
    let mut world = run(
        "Page({ onLoad() { wx.request({ url: 'https://a.b', data: { $bytes: 4 },
        success: (r) => console.log(JSON.stringify(r.data)) }) } })",
    );
    assert!(world.blobs[0].is_empty());
    reply(&world, 0, r#"{"data":{"$bytes":0}}"#);
    assert_eq!(world.settle().trace(), r#"{"$bytes":0}"#);
}

#[test]
fn a_task_has_the_events_and_methods_of_its_row() {
    let mut world = run("Page({ onLoad() {
        const task = wx.uploadFile({ url: 'https://a.b', filePath: 'wxfile://tmp/a', name: 'f', success: () => console.log('sent') });
        console.log(Object.keys(task).filter((key) => !['then', 'catch', 'finally'].includes(key)).join());
        const once = () => console.log('never'); task.onProgressUpdate(once); task.offProgressUpdate(once);
        task.onProgressUpdate((p) => console.log('at', p.progress)) } })");
    tell(&world, "headersReceived", "{}", false);
    tell(&world, "progressUpdate", r#"{"progress":50}"#, false);
    reply(&world, 0, "{}");
    assert_eq!(
        world.settle().trace(),
        "abort,onHeadersReceived,offHeadersReceived,onProgressUpdate,offProgressUpdate at 50 sent"
    );
}

#[test]
fn a_socket_opens_sends_hears_and_closes() {
    let mut world = run("Page({ onLoad() {
        const socket = wx.connectSocket({ url: 'wss://a', success: (r) => console.log(r.errMsg) });
        socket.send({ data: 'early', fail: (e) => console.log(e.errMsg) });
        socket.onOpen(() => { console.log('open', socket.readyState);
          socket.send({ data: 'hi', success: (r) => console.log(r.errMsg) });
          socket.send({ data: new Uint8Array([1, 2]).buffer });
          socket.send({ data: 5, fail: (e) => console.log(e.errMsg) }) });
        socket.onMessage((m) => { console.log(typeof m.data === 'string' ? m.data : new Uint8Array(m.data).join());
          if (m.data === 'bye') socket.close({ code: 1001, reason: 'enough' }) });
        socket.onClose((e) => console.log('closed', e.code, socket.readyState)) } })");
    reply(&world, 0, "{}");
    tell(&world, "open", r#"{"header":{}}"#, false);
    let (json, blobs) = (r#"{"data":{"$bytes":0}}"#.to_owned(), vec![vec![3, 4]]);
    tell(&world, "message", Payload { json, blobs }, false);
    tell(&world, "message", r#"{"data":"bye"}"#, false);
    world.settle();
    tell(&world, "close", r#"{"code":1001,"reason":"enough"}"#, true);
    let trace = world.settle().trace();
    for said in [
        "sendSocketMessage:fail SocketTask.readyState is not OPEN",
        "connectSocket:ok",
        "open 1",
        "sendSocketMessage:ok",
        "sendSocketMessage:fail parameter error",
        "3,4 bye",
        "closed 1001 3",
    ] {
        assert!(trace.contains(said), "{said} in {trace}");
    }
    let methods: Vec<_> = world
        .methods
        .iter()
        .map(|(name, args)| (name.as_str(), args.json.as_str(), args.blobs.len()))
        .collect();
    assert_eq!(
        methods,
        [
            ("send", r#"{"data":"hi"}"#, 0),
            ("send", r#"{"data":{"$bytes":0}}"#, 1),
            ("close", r#"{"code":1001,"reason":"enough"}"#, 0),
        ]
    );
    assert_eq!(world.methods[1].1.blobs, [[1, 2]]);
}

#[test]
fn an_answer_comes_however_much_waits_while_a_program_sleeps() {
    let mut world = run(
        "Page({ onLoad() { let n = 0; wx.getUpdateManager().onUpdateReady(() => n++);
        wx.login({ success: () => console.log('answered', n > 9999) }) } })",
    );
    world.program.post(Input::Hide);
    world.program.post(Input::Suspend);
    for _ in 0..10_001 {
        world.program.post(Input::Event {
            event: Event::UpdateReady,
            payload: "{}".into(),
        });
    }
    reply(&world, 0, "{}");
    world.program.post(Input::Show { launch: None });
    world.until_log("answered true");
}

#[test]
fn what_the_shell_does_not_do_fails_before_it_is_asked() {
    let js = "Page({ onLoad() { console.log(wx.canIUse('getLocation'), wx.canIUse('scanCode'));
        wx.getLocation({ fail: (e) => console.log(e.errMsg), success: () => console.log('there') }) } })";
    let options = Options {
        ports: vec!["scanCode".into()],
        ..Options::default()
    };
    let mut without = world(js, options);
    assert_eq!(without.trace(), "false true getLocation:fail not supported");
    assert!(without.calls.is_empty());
    let mut with = run(js);
    assert_eq!(with.calls[0].1, "getLocation");
    reply(&with, 0, "{}");
    assert_eq!(with.settle().trace(), "true true there");
}

#[test]
fn every_event_of_the_update_manager_is_heard() {
    let mut world = run("const m = wx.getUpdateManager(); m.onCheckForUpdate((r) => console.log('check', r.hasUpdate));
        m.onUpdateReady(() => console.log('ready')); m.onUpdateFailed(() => console.log('failed')); Page({})");
    for (event, payload) in [
        (Event::CheckForUpdate, r#"{"hasUpdate":true}"#),
        (Event::UpdateReady, "{}"),
        (Event::UpdateFailed, "{}"),
    ] {
        let payload = payload.to_owned();
        world.program.post(Input::Event { event, payload });
    }
    assert_eq!(world.settle().trace(), "check true ready failed");
}

#[test]
fn a_program_waits_for_a_host_that_is_far_behind() {
    let options = Options {
        limits: Limits {
            unheard: 50,
            ..Limits::default()
        },
        ..Options::default()
    };
    let js = "App({ onLaunch() { let n = 0; setInterval(() => console.log('tick', n++), 1) } })";
    let source = Source::new(js).page("pages/a", "<view/>", "Page({})");
    let mut world = World::with(&source, options);
    // Nobody says that anything was heard: it comes to rest.
    world.until("ticks", |world| world.log.len() > 10);
    world.drain();
    let rested = world.log.len();
    assert!(rested < 60, "{rested}");
    for _ in 0..50 {
        world.program.heard();
    }
    world.until("it goes on", |world| world.log.len() > rested);
}

#[test]
fn a_socket_that_was_closed_before_it_opened_never_says_it_is_open() {
    let mut world = run("Page({ onLoad() { const s = wx.connectSocket({ url: 'wss://a.b' });
        s.onOpen(() => console.log('opened')); s.onClose((c) => console.log('closed', c.code, s.readyState)); s.close({});
        s.onMessage(() => console.log('at', s.readyState)) } })");
    tell(&world, "open", r#"{"header":{}}"#, false);
    tell(&world, "message", r#"{"data":"x"}"#, false);
    tell(&world, "close", r#"{"code":1000,"reason":""}"#, true);
    assert_eq!(world.settle().trace(), "at 2 closed 1000 3");
}
