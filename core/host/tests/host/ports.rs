//! What a shell declares, what it is asked for, and the gate before it: consent, the ledger, a person who looks.

use serde_json::json;
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
         Page({{ tap() {{ {LOCATION}; wx.makePhoneCall({{ phoneNumber: '1', fail: (e) => console.log(e.errMsg) }}) }} }})"
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
