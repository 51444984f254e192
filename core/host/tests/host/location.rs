//! A call that lasts in the shell, from `wx.startLocationUpdate` to its end: asked, told, stopped, and who hears of it.
//! developers.weixin.qq.com/miniprogram/dev/api/location/wx.startLocationUpdate.html

use serde_json::json;
use tiffin_host::*;

use crate::ports::{calls, prompts};
use crate::shell::{Shell, all_ports};
use crate::store::{Source, Store, hello};

const FOLLOWS: &str = "
    const said = (name) => ({ success: () => console.log(name, 'done'), fail: (e) => console.log(e.errMsg) });
    const start = (type) => wx.startLocationUpdate({ type, ...said('start') });
    wx.onLocationChange((r) => console.log('here', r.latitude));
    wx.onLocationChangeError((e) => console.log('lost', e.errMsg));
    Page({ start() { start('gcj02') }, again() { start('wgs84') }, stop() { wx.stopLocationUpdate(said('stop')) },
           onHide() { start('gcj02') } })";

fn page(js: &str) -> Source {
    let wxml = "<view id=\"start\" bindtap=\"start\"/><view id=\"again\" bindtap=\"again\"/><view id=\"stop\" bindtap=\"stop\"/>";
    Source::new("App({})").page("pages/index/index", wxml, js, json!({}))
}

fn opened(js: &str, ports: Vec<String>) -> (tempfile::TempDir, Store, Shell) {
    let store = Store::start();
    store.publish("canteen", 1, &page(js));
    let folder = tempfile::tempdir().unwrap();
    let mut shell = Shell::declaring(folder.path(), store.settings(), ports);
    shell.open(&store.link("canteen"));
    (folder, store, shell)
}

fn until_asked(shell: &mut Shell, prompts_so_far: usize) {
    shell.until("a question", |shell| prompts(shell).len() == prompts_so_far);
}

fn grant(shell: &Shell, grant: Grant) {
    let prompt = *prompts(shell).last().unwrap();
    shell.answer_prompt(prompt, PromptAnswer::Grant(grant));
}

/// The `n`-th call that the shell was asked for, counted from one.
fn until_call(shell: &mut Shell, n: usize) -> CallId {
    shell.until("the shell is asked", |shell| calls(shell).len() == n);
    calls(shell)[n - 1].0
}

fn at(shell: &Shell, call: CallId, latitude: u32) {
    let payload = json!({ "latitude": latitude }).to_string();
    shell
        .host
        .port_event(call, "change", payload.as_str().into(), false);
}

fn until_gone(shell: &mut Shell, call: CallId) {
    shell.until("the shell hears that it is over", |shell| {
        shell.events.contains(&HostEvent::PortGone { call })
    });
}

/// A program that follows: asked for the first time, allowed for good, and answered.
fn following(js: &str) -> (tempfile::TempDir, Store, Shell, CallId) {
    let (folder, store, mut shell) = opened(js, all_ports());
    shell.tap("start");
    until_asked(&mut shell, 1);
    grant(&shell, Grant::Always);
    let call = until_call(&mut shell, 1);
    shell.host.port_answer(call, Ok("{}".into()));
    (folder, store, shell, call)
}

fn heard(shell: &Shell) -> Vec<&str> {
    let lines = shell.logs.iter().map(String::as_str);
    lines.filter(|line| line.starts_with("here")).collect()
}

#[test]
fn what_is_followed_is_asked_for_once_told_until_it_is_stopped_and_silent_then() {
    let (_folder, _store, mut shell, call) = following(FOLLOWS);
    let asked = shell.events.iter().find_map(|event| match event {
        HostEvent::PortCall { name, payload, .. } => Some((name.clone(), payload.json.clone())),
        _ => None,
    });
    let wanted = ("startLocationUpdate", r#"{"type":"gcj02"}"#);
    assert_eq!(asked.unwrap(), (wanted.0.to_owned(), wanted.1.to_owned()));
    // The answer comes before what is told right after it.
    at(&shell, call, 1);
    shell.until_log("here 1");
    let place = |text: &str| shell.logs.iter().position(|log| log == text);
    assert!(place("start done") < place("here 1"), "{:?}", shell.logs);
    at(&shell, call, 2);
    shell.until_log("here 2");
    // What is none of the call's events is nobody's.
    shell.host.port_event(call, "message", "{}".into(), false);
    shell.tap("stop");
    shell.until_log("stop done");
    until_gone(&mut shell, call);
    at(&shell, call, 3);
    shell.host.port_answer(call, Ok("{}".into()));
    shell.tap("start");
    let second = until_call(&mut shell, 2);
    shell.host.port_answer(second, Ok("{}".into()));
    at(&shell, second, 4);
    shell.until_log("here 4");
    assert_eq!(heard(&shell), ["here 1", "here 2", "here 4"]);
    assert_eq!(prompts(&shell).len(), 1, "asked again");
}

#[test]
fn a_program_that_is_busy_hears_only_the_newest_place() {
    // Busy until the window changes, which the host does after all that it was told before.
    let js = format!(
        "{FOLLOWS};
         wx.onLocationChange((r) => {{ if (r.latitude !== 1) return;
           console.log('busy'); while (wx.getWindowInfo().windowWidth !== 777) {{}} }})"
    );
    let (_folder, _store, mut shell, call) = following(&js);
    at(&shell, call, 1);
    shell.until_log("here 1");
    for latitude in 2..=500 {
        at(&shell, call, latitude);
    }
    shell.host.set_environment(Environment {
        window_width: 777.0,
        ..Environment::default()
    });
    shell.until_log("here 500");
    assert_eq!(heard(&shell), ["here 1", "here 500"]);
}

#[test]
fn a_program_that_ends_follows_no_more() {
    let (_folder, _store, mut shell, call) = following(FOLLOWS);
    shell.until_log("start done");
    let front = shell.front.unwrap();
    shell.chrome_action(front, ChromeAction::MenuRestart);
    until_gone(&mut shell, call);
    at(&shell, call, 1);
    shell.until("another is in front", |shell| {
        shell.front.is_some() && shell.front != Some(front)
    });
    shell.until_page();
    assert!(heard(&shell).is_empty());
}

#[test]
fn a_program_that_is_behind_is_told_nothing_and_begins_nothing() {
    let (_folder, store, mut shell, call) = following(FOLLOWS);
    at(&shell, call, 1);
    shell.until_log("here 1");
    store.publish("other", 1, &hello("Other"));
    let canteen = shell.front;
    shell.open(&store.link("other"));
    shell.until("another is in front", |shell| {
        shell.front.is_some() && shell.front != canteen
    });
    shell.until_log("startLocationUpdate:fail the mini program is in the background");
    at(&shell, call, 2);
    shell
        .host
        .open_link(&store.link("canteen"), Scene::ScanCamera)
        .unwrap();
    shell.until("it is in front again", |shell| shell.front == canteen);
    at(&shell, call, 3);
    shell.until_log("here 3");
    assert_eq!(heard(&shell), ["here 1", "here 3"]);
    assert_eq!(calls(&shell).len(), 1);
}

#[test]
fn a_place_that_is_refused_is_not_asked_of_the_shell() {
    let (_folder, _store, mut shell) = opened(FOLLOWS, all_ports());
    shell.tap("start");
    until_asked(&mut shell, 1);
    grant(&shell, Grant::Never);
    shell.until_log("startLocationUpdate:fail auth deny");
    shell.tap("start");
    shell.until("refused again", |shell| {
        shell
            .logs
            .iter()
            .filter(|log| log.contains("auth deny"))
            .count()
            == 2
    });
    assert_eq!(prompts(&shell).len(), 1);
    assert!(calls(&shell).is_empty());
}

#[test]
fn a_no_to_another_start_ends_the_one_that_was_allowed_once() {
    let (folder, _store, mut shell) = opened(FOLLOWS, all_ports());
    shell.tap("start");
    until_asked(&mut shell, 1);
    grant(&shell, Grant::Once);
    let first = until_call(&mut shell, 1);
    shell.host.port_answer(first, Ok("{}".into()));
    shell.until_log("start done");
    shell.tap("again");
    until_asked(&mut shell, 2);
    grant(&shell, Grant::Never);
    until_gone(&mut shell, first);
    shell.until_log("lost auth deny");
    shell.until_log("startLocationUpdate:fail auth deny");
    let db = rusqlite::Connection::open(folder.path().join("tiffin.db")).unwrap();
    let mut rows = db
        .prepare("SELECT outcome FROM ledger WHERE capability = 'startLocationUpdate' ORDER BY id")
        .unwrap();
    let outcomes = rows.query_map([], |row| row.get::<_, String>(0)).unwrap();
    let outcomes: Vec<String> = outcomes.map(Result::unwrap).collect();
    assert_eq!(outcomes, ["allowed", "denied"]);
}

#[test]
fn the_newest_start_takes_the_place_of_the_one_before() {
    let (_folder, _store, mut shell, first) = following(FOLLOWS);
    shell.until_log("start done");
    shell.tap("again");
    let second = until_call(&mut shell, 2);
    at(&shell, first, 1);
    shell.until_log("here 1");
    shell.host.port_answer(second, Ok("{}".into()));
    until_gone(&mut shell, first);
    at(&shell, first, 2);
    at(&shell, second, 3);
    shell.until_log("here 3");
    assert_eq!(heard(&shell), ["here 1", "here 3"]);
}

#[test]
fn one_that_was_stopped_while_a_person_was_asked_does_not_go_on() {
    let (_folder, _store, mut shell) = opened(FOLLOWS, all_ports());
    shell.tap("start");
    until_asked(&mut shell, 1);
    shell.tap("stop");
    shell.until_log("stop done");
    grant(&shell, Grant::Always);
    let call = until_call(&mut shell, 1);
    shell.host.port_answer(call, Ok("{}".into()));
    until_gone(&mut shell, call);
}

#[test]
fn the_shell_ends_it_before_or_after_its_answer_and_nothing_hangs() {
    let (_folder, _store, mut shell, call) = following(FOLLOWS);
    let lost = r#"{"errMsg":"switched off"}"#;
    shell.host.port_event(call, "error", lost.into(), true);
    shell.until_log("lost switched off");
    shell.until_log("start done");
    shell.tap("start");
    let second = until_call(&mut shell, 2);
    shell.host.port_event(second, "error", lost.into(), true);
    shell.until_log("startLocationUpdate:fail it ended");
    shell.tap("start");
    let third = until_call(&mut shell, 3);
    shell.host.port_answer(third, Err("switched off".into()));
    shell.until_log("startLocationUpdate:fail switched off");
}

#[test]
fn where_the_shell_does_not_follow_none_of_its_functions_are() {
    let js = "console.log('can', ['startLocationUpdate', 'stopLocationUpdate', 'onLocationChange'].map(wx.canIUse).join(), \
                typeof wx.onLocationChange, typeof wx.offLocationChangeError); \
              Page({ start() { wx.startLocationUpdate({ fail: (e) => console.log(e.errMsg) }) }, \
                     stop() { wx.stopLocationUpdate({ fail: (e) => console.log(e.errMsg) }) } })";
    let (_folder, _store, mut shell) = opened(js, vec!["getLocation".into()]);
    shell.until_log("can false,false,false undefined undefined");
    shell.tap("start");
    shell.until_log("startLocationUpdate:fail not supported");
    shell.tap("stop");
    shell.until_log("stopLocationUpdate:fail not supported");
    assert!(prompts(&shell).is_empty() && calls(&shell).is_empty());
    let here = "console.log('can', ['startLocationUpdate', 'stopLocationUpdate', 'onLocationChange'].map(wx.canIUse).join())";
    let (_folder, _store, mut shell) = opened(here, vec!["startLocationUpdate".into()]);
    shell.until_log("can true,true,true");
}

#[test]
fn what_a_shell_tells_is_held_to_the_bounds_of_an_answer_and_an_end_comes_all_the_same() {
    let (_folder, _store, mut shell, call) = following(FOLLOWS);
    let much = json!({ "latitude": 1, "more": "x".repeat(9 << 20) }).to_string();
    shell
        .host
        .port_event(call, "change", much.as_str().into(), false);
    at(&shell, call, 2);
    shell.until_log("here 2");
    assert_eq!(heard(&shell), ["here 2"]);
    shell
        .host
        .port_event(call, "error", much.as_str().into(), true);
    shell.until_log("lost result too large");
}
