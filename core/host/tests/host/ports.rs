//! What a shell declares, what it is asked for, and the gate before it: consent, the ledger, a person who looks.

use serde_json::{Value, json};
use tiffin_host::*;

use crate::shell::Shell;
use crate::store::{Source, Store, hello};

const LOCATION: &str = "wx.getLocation({ success: (r) => console.log('at', r.latitude), fail: (e) => console.log(e.errMsg) })";

pub fn page(js: &str) -> Source {
    let wxml = "<view id=\"box\" bindtap=\"tap\">hi</view>";
    Source::new("App({})").page("pages/index/index", wxml, js, json!({}))
}

fn opened(js: &str) -> (Store, Shell) {
    let store = Store::start();
    store.publish("canteen", 1, &page(js));
    let mut shell = Shell::new(store.settings());
    shell.open(&store.link("canteen"));
    (store, shell)
}

/// The questions that were on the screen so far.
pub fn prompts(shell: &Shell) -> Vec<PromptId> {
    let mut seen = Vec::new();
    for event in &shell.events {
        if let HostEvent::Draw(screen) = event
            && let Some(prompt) = &screen.prompt
            && seen.last() != Some(&prompt.id)
        {
            seen.push(prompt.id);
        }
    }
    seen
}

pub fn calls(shell: &Shell) -> Vec<(CallId, String)> {
    let calls = shell.events.iter().filter_map(|event| match event {
        HostEvent::PortCall { call, name, .. } => Some((*call, name.clone())),
        _ => None,
    });
    calls.collect()
}

#[test]
fn what_a_shell_cannot_do_fails_before_the_person_is_asked() {
    let store = Store::start();
    let js = format!(
        "console.log('can', wx.canIUse('getLocation'), wx.canIUse('scanCode')); \
         Page({{ tap() {{ {LOCATION}; wx.makePhoneCall({{ phoneNumber: '1', fail: (e) => console.log(e.errMsg) }}); \
         const sound = wx.createInnerAudioContext(); sound.onError((e) => console.log('sound', e.errMsg)); sound.play() }} }})"
    );
    store.publish("canteen", 1, &page(&js));
    let folder = tempfile::tempdir().unwrap();
    let ports = vec!["scanCode".to_owned()];
    let mut shell = Shell::declaring(folder.path(), store.settings(), ports);
    shell.open(&store.link("canteen"));
    shell.until_log("can false true");
    shell.tap("box");
    shell.until_log("getLocation:fail not supported");
    shell.until_log("makePhoneCall:fail not supported");
    shell.until_log("sound play:fail not supported");
    assert!(prompts(&shell).is_empty() && calls(&shell).is_empty());
}

#[test]
fn a_call_that_cannot_be_written_down_is_not_done() {
    let store = Store::start();
    store.publish(
        "canteen",
        1,
        &page(&format!("Page({{ tap() {{ {LOCATION} }} }})")),
    );
    let folder = tempfile::tempdir().unwrap();
    let mut shell = Shell::at(folder.path(), store.settings());
    shell.open(&store.link("canteen"));
    let db = rusqlite::Connection::open(folder.path().join("tiffin.db")).unwrap();
    let refuse =
        "CREATE TRIGGER refused BEFORE INSERT ON ledger BEGIN SELECT RAISE(ABORT, 'no'); END";
    db.execute_batch(refuse).unwrap();
    shell.tap("box");
    shell.until("a question", |shell| prompts(shell).len() == 1);
    let grant = PromptAnswer::Grant(Grant::Always);
    shell.answer_prompt(prompts(&shell)[0], grant);
    shell.until_log("getLocation:fail the call cannot be written down");
    shell.tap("box");
    shell.until("refused again", |shell| {
        let lines = shell.logs.iter().filter(|log| log.contains("written down"));
        lines.count() == 2
    });
    assert!(calls(&shell).is_empty(), "the shell was asked all the same");
    db.execute_batch("DROP TRIGGER refused").unwrap();
    shell.tap("box");
    shell.until("the shell is asked", |shell| calls(shell).len() == 1);
}

#[test]
fn a_program_that_is_behind_asks_nobody() {
    let (store, mut shell) = opened(
        "Page({ onHide() { \
           wx.getLocation({ fail: (e) => console.log(e.errMsg) }); \
           wx.scanCode({ fail: (e) => console.log(e.errMsg) }); \
           wx.navigateToMiniProgram({ appId: 'other', fail: (e) => console.log(e.errMsg) }) } })",
    );
    store.publish("other", 1, &hello("Other"));
    let canteen = shell.front;
    let link = store.link("other");
    shell.host.open_link(&link, Scene::ScanCamera).unwrap();
    shell.until("another is in front", |shell| {
        shell.front.is_some() && shell.front != canteen
    });
    for name in ["getLocation", "scanCode", "navigateToMiniProgram"] {
        shell.until_log(&format!(
            "{name}:fail the mini program is in the background"
        ));
    }
    assert!(prompts(&shell).is_empty() && calls(&shell).is_empty());
}

#[test]
fn a_call_that_is_over_is_told_to_the_shell_and_its_answer_comes_too_late() {
    let (_store, mut shell) = opened("Page({ tap() { wx.chooseImage({}) } })");
    shell.tap("box");
    shell.until("the shell is asked", |shell| calls(shell).len() == 1);
    let call = calls(&shell)[0].0;
    let front = shell.front.unwrap();
    shell.chrome_action(front, ChromeAction::MenuRestart);
    shell.until("it is gone", |shell| {
        shell.events.contains(&HostEvent::PortGone { call })
    });
    shell.host.port_answer(call, Ok("{}".into()));
    shell.until_page();
}

#[test]
fn a_program_that_crashed_asks_nothing_and_has_nothing_done_any_more() {
    let store = Store::start();
    let js = format!(
        "Page({{ tap() {{ wx.chooseImage({{}}); {LOCATION}; setTimeout(() => {{ while (1); }}, 0) }} }})"
    );
    store.publish("canteen", 1, &page(&js));
    let mut settings = store.settings();
    settings.limits.turn_ms = 500;
    let mut shell = Shell::new(settings);
    shell.open(&store.link("canteen"));
    shell.tap("box");
    shell.until("the question and the call", |shell| {
        prompts(shell).len() == 1 && calls(shell).len() == 1
    });
    let (question, call) = (prompts(&shell)[0], calls(&shell)[0].0);
    shell.until("the crash page", |shell| {
        shell
            .front_chrome()
            .is_some_and(|chrome| chrome.crash.is_some())
    });
    assert!(shell.prompt().is_none(), "no question over a crash page");
    assert!(shell.events.contains(&HostEvent::PortGone { call }));
    // A yes that comes all the same is for nobody: no grant is kept, and the shell is asked for nothing.
    let answer = PromptAnswer::Grant(Grant::Always);
    shell.answer_prompt(question, answer);
    let front = shell.front.unwrap();
    shell.chrome_action(front, ChromeAction::CrashRestart);
    shell.until("it runs again", |shell| {
        shell.front != Some(front) && shell.front.is_some()
    });
    shell.until_page();
    shell.tap("box");
    shell.until("the question again", |shell| prompts(shell).len() == 2);
    assert!(
        calls(&shell).iter().all(|(_, name)| name != "getLocation"),
        "it was done for a program that had crashed"
    );
}

#[test]
fn an_update_is_heard_of_by_the_update_manager() {
    let store = Store::start();
    let js = "const m = wx.getUpdateManager(); m.onCheckForUpdate((r) => console.log('check', r.hasUpdate)); \
              m.onUpdateReady(() => console.log('ready')); Page({})";
    store.publish("canteen", 1, &page(js));
    let folder = tempfile::tempdir().unwrap();
    // What was just fetched is the newest: the store is asked at the next start.
    let mut shell = Shell::at(folder.path(), store.settings());
    shell.open(&store.link("canteen"));
    shell.close();
    let mut shell = Shell::at(folder.path(), store.settings());
    shell.open(&store.link("canteen"));
    shell.until_log("check false");
}

#[test]
fn bytes_reach_the_shell_beside_the_json_and_come_back_from_a_part_of_a_file() {
    let (_store, mut shell) = opened(
        "Page({ tap() { wx.getClipboardData({ extra: new Uint8Array([5, 0, 6]).buffer, \
           success: (r) => console.log('bytes', r.data instanceof ArrayBuffer, new Uint8Array(r.data).join()), \
           fail: (e) => console.log(e.errMsg) }) } })",
    );
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sound.bin");
    std::fs::write(&file, [1, 2, 3, 4, 5]).unwrap();
    shell.tap("box");
    shell.until("the shell is asked", |shell| calls(shell).len() == 1);
    let asked = shell.events.iter().find_map(|event| match event {
        HostEvent::PortCall { payload, .. } => Some(payload.clone()),
        _ => None,
    });
    let asked = asked.unwrap();
    assert_eq!(asked.json, r#"{"extra":{"$bytes":0}}"#);
    assert_eq!(asked.blobs, [Blob::Bytes(vec![5, 0, 6])]);
    let part = |offset, len| Payload {
        json: r#"{"data":{"$bytes":0}}"#.into(),
        blobs: vec![Blob::File {
            path: file.to_string_lossy().into_owned(),
            offset,
            len,
        }],
    };
    shell.host.port_answer(calls(&shell)[0].0, Ok(part(1, 3)));
    shell.until_log("bytes true 2,3,4");
    shell.tap("box");
    shell.until("the shell is asked again", |shell| calls(shell).len() == 2);
    let call = calls(&shell)[1].0;
    shell.host.port_answer(call, Ok(part(0, 64 << 20)));
    shell.until_log("getClipboardData:fail result too large");
    // It was answered: whatever else is said of the call is nobody's.
    shell.host.port_answer(call, Ok(part(0, 1)));
    shell.host.port_event(call, "message", "{}".into(), false);
    shell.tap("box");
    shell.until("it goes on", |shell| calls(shell).len() == 3);
}

/// What a program asked of a call that is open, so far: the method and its arguments.
fn methods(shell: &Shell) -> Vec<(CallId, String, Value)> {
    let methods = shell.events.iter().filter_map(|event| match event {
        HostEvent::PortMethod {
            call,
            method,
            payload,
        } => {
            let args = serde_json::from_str(&payload.json).unwrap();
            Some((*call, method.clone(), args))
        }
        _ => None,
    });
    methods.collect()
}

#[test]
fn a_sound_is_set_played_and_sought_in_the_shell_and_tells_what_becomes_of_it() {
    let store = Store::start();
    let js = "
        const sound = wx.createInnerAudioContext({ useWebAudioImplement: true });
        console.log('can', wx.canIUse('createInnerAudioContext'), sound.paused, sound.volume, sound.src === '');
        for (const name of ['Canplay', 'Play', 'TimeUpdate', 'Ended'])
          sound['on' + name](() => console.log(name, sound.currentTime, sound.duration, sound.paused));
        const never = () => console.log('never'); sound.onPause(never); sound.offPause(never);
        sound.onError((e) => console.log('error', e.errCode, e.errMsg));
        const turns = [
          () => { sound.src = '/sounds/a.mp3'; sound.volume = 7; sound.loop = 'yes'; sound.duration = 5; sound.play();
                  sound.seek(12.5); sound.seek('far'); sound.currentTime = 3; console.log('set', sound.volume, sound.loop) },
          () => { sound.stop(); sound.destroy(); sound.play(); sound.src = '/b.mp3' },
        ];
        Page({ tap() { turns.shift()() } })";
    let source = page(js).file("sounds/a.mp3", vec![0xff, 0xfb, 1, 2]);
    store.publish("canteen", 1, &source);
    let mut shell = Shell::new(store.settings());
    shell.open(&store.link("canteen"));
    shell.until_log("can true true 1 true");
    shell.until("the shell is asked", |shell| calls(shell).len() == 1);
    let asked = shell.events.iter().find_map(|event| match event {
        HostEvent::PortCall {
            call,
            instance,
            payload,
            ..
        } => Some((*call, *instance, payload.json.clone())),
        _ => None,
    });
    let (call, instance, args) = asked.unwrap();
    assert_eq!(args, r#"{"useWebAudioImplement":true}"#);
    shell.host.port_answer(call, Ok("{}".into()));
    shell.tap("box");
    let wanted = [
        ("set", json!({ "src": "/sounds/a.mp3" })),
        ("set", json!({ "volume": 1 })),
        ("play", json!({})),
        ("seek", json!({ "position": 12.5 })),
        ("seek", json!({ "position": 3 })),
    ];
    let wanted = wanted.map(|(method, args)| (call, method.to_owned(), args));
    shell.until("it was told all", |shell| methods(shell).len() >= 5);
    assert_eq!(methods(&shell), wanted);
    shell.until_log("set 1 false");
    let sound = shell.host.chrome_resource(instance, "/sounds/a.mp3");
    let sound = sound.unwrap();
    assert_eq!(sound.mime, "audio/mpeg");
    assert_eq!(sound.body.read().unwrap(), [0xff, 0xfb, 1, 2]);
    let tell = |event: &str, told: Value| {
        let told = told.to_string();
        let host = &shell.host;
        host.port_event(call, event, told.as_str().into(), false);
    };
    tell("canplay", json!({ "duration": 60.5 }));
    tell("play", json!({ "paused": false, "currentTime": 12.5 }));
    tell("pause", json!({}));
    tell(
        "timeUpdate",
        json!({ "currentTime": 13, "duration": "long" }),
    );
    tell(
        "error",
        json!({ "errCode": 10004, "errMsg": "bad", "paused": true }),
    );
    for said in [
        "Canplay 0 60.5 true",
        "Play 12.5 60.5 false",
        "TimeUpdate 13 60.5 false",
        "error 10004 bad",
    ] {
        shell.until_log(said);
    }
    shell.tap("box");
    shell.until("the shell hears that it is over", |shell| {
        shell.events.contains(&HostEvent::PortGone { call })
    });
    let last = methods(&shell).last().cloned().unwrap();
    assert_eq!((methods(&shell).len(), last.1.as_str()), (6, "stop"));
    assert!(!shell.logs.iter().any(|log| log == "never"));
}

#[test]
fn a_sound_that_the_shell_cannot_go_on_with_ends_with_an_error() {
    let (_store, mut shell) = opened(
        "const make = (name) => { const sound = wx.createInnerAudioContext(); sound.onError((e) => console.log(name, e.errMsg, sound.paused)); return sound };
         const [one, two] = ['one', 'two'].map(make); Page({ tap() { one.play(); two.play() } })",
    );
    shell.until("both are asked for", |shell| calls(shell).len() == 2);
    let [one, two] = [0, 1].map(|at| calls(&shell)[at].0);
    shell.host.port_answer(one, Err("no sound card".into()));
    shell.until_log("one createInnerAudioContext:fail no sound card true");
    shell.host.port_answer(two, Ok("{}".into()));
    let lost = json!({ "errMsg": "unplugged" }).to_string();
    let host = &shell.host;
    host.port_event(two, "play", r#"{"paused":false}"#.into(), false);
    host.port_event(two, "error", lost.as_str().into(), true);
    shell.until_log("two unplugged true");
    shell.tap("box");
    shell.until_log("two unplugged true");
    assert!(methods(&shell).is_empty(), "nobody plays it");
}

#[test]
fn a_program_that_asks_more_than_a_busy_shell_takes_loses_that_call_and_no_other() {
    let store = Store::start();
    let js = format!(
        "const sound = wx.createInnerAudioContext(), quiet = wx.createInnerAudioContext();
         sound.onError((e) => console.log('ended', e.errMsg));
         Page({{ tap() {{ for (let n = 0; n < 4; n++) sound.src = 'https://a.b/' + 'x'.repeat(7 << 20);
           quiet.play(); wx.request({{ url: '{}/done' }}) }} }})",
        store.base
    );
    store.publish("canteen", 1, &page(&js));
    let mut settings = store.settings();
    settings.allow_any_domain = true;
    let mut shell = Shell::new(settings);
    shell.open(&store.link("canteen"));
    shell.until("both are asked for", |shell| calls(shell).len() == 2);
    let [loud, quiet] = [0, 1].map(|at| calls(&shell)[at].0);
    for call in [loud, quiet] {
        shell.host.port_answer(call, Ok("{}".into()));
    }
    shell.tap("box");
    // Nothing is pulled until all of it was asked.
    let start = std::time::Instant::now();
    while !store.hits().iter().any(|hit| hit.starts_with("/done")) {
        assert!(start.elapsed() < crate::shell::PATIENCE, "it never asked");
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    shell.until_log("ended too much waits to be sent");
    shell.until("the shell hears that it is over", |shell| {
        shell.events.contains(&HostEvent::PortGone { call: loud })
    });
    let of = |wanted: CallId| {
        let methods = methods(&shell).into_iter();
        methods.filter(|(call, ..)| *call == wanted).count()
    };
    assert_eq!((of(loud), of(quiet)), (2, 1));
    assert!(!shell.events.contains(&HostEvent::PortGone { call: quiet }));
}

#[test]
fn a_file_of_another_program_is_no_sound_of_this_one() {
    let (_store, mut shell) = opened(
        "Page({ tap() { wx.chooseImage({ success: (r) => console.log('picked', r.tempFilePaths[0]) }) } })",
    );
    let folder = tempfile::tempdir().unwrap();
    let picked = folder.path().join("a.mp3");
    std::fs::write(&picked, [1, 2, 3]).unwrap();
    shell.tap("box");
    shell.until("the shell is asked", |shell| calls(shell).len() == 1);
    let answer = json!({ "paths": [picked] }).to_string();
    let call = calls(&shell)[0].0;
    shell.host.port_answer(call, Ok(answer.as_str().into()));
    shell.until_log("picked wxfile://tmp/");
    let said = shell
        .logs
        .iter()
        .find_map(|log| log.strip_prefix("picked "));
    let path = said.unwrap().to_owned();
    let instance = shell.front.unwrap();
    let sound = shell.host.chrome_resource(instance, &path).unwrap();
    assert_eq!(
        (sound.mime, sound.body.read().unwrap()),
        ("audio/mpeg", vec![1, 2, 3])
    );
    for bad in [
        "wxfile://tmp/../../other/tmp/a.mp3",
        "wxfile://store/none.mp3",
        "wxfile://",
    ] {
        let error = shell.host.chrome_resource(instance, bad).unwrap_err();
        assert_eq!(error.code, Code::PackageFileMissing, "{bad}");
    }
}

#[test]
fn a_shell_may_answer_with_as_much_as_a_program_may_ask_with() {
    let (_store, mut shell) = opened(
        "Page({ tap() { wx.getClipboardData({ success: (r) => console.log('text', r.data.length), \
           fail: (e) => console.log(e.errMsg) }) } })",
    );
    for (megabytes, said) in [(5, "text 5242880"), (9, "result too large")] {
        let before = calls(&shell).len();
        shell.tap("box");
        shell.until("the shell is asked", |shell| calls(shell).len() > before);
        let text = json!("x".repeat(megabytes << 20)).to_string();
        let call = calls(&shell)[before].0;
        shell.host.port_answer(call, Ok(text.as_str().into()));
        match megabytes {
            5 => shell.until_log(said),
            _ => shell.until_log(&format!("getClipboardData:fail {said}")),
        };
    }
}
