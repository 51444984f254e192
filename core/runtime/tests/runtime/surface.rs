//! Every function of `wx`: called with nothing useful, each answers, and nothing throws natively.

use std::collections::BTreeSet;

use serde_json::Value;
use tiffin_runtime::*;

use crate::support::{Source, World};

/// Functions that throw in WeChat too when they are called with nothing, or by the table's word.
fn may_throw(name: &str, message: &str) -> bool {
    message.starts_with(&format!("{name}:fail"))
}

#[test]
fn every_function_answers() {
    let table: Value =
        serde_json::from_str(include_str!("../../../protocol/capabilities.json")).unwrap();
    let rows: Vec<&Value> = table["wx"].as_array().unwrap().iter().collect();
    let js = r"Page({ onReady() {
        const leave = ['exitMiniProgram', 'navigateBack', 'navigateTo', 'redirectTo', 'reLaunch', 'switchTab'];
        for (const name of Object.keys(wx)) {
            if (typeof wx[name] !== 'function' || leave.includes(name)) continue;
            let ended = '';
            try {
                const r = wx[name]({ success() { ended += 's' }, fail(e) { ended += 'f'; if (!(e && typeof e.errMsg === 'string' && e.errMsg.startsWith(name + ':fail'))) console.log('bad ' + name + ' ' + JSON.stringify(e)) }, complete() { ended += 'c' } });
                console.log('called ' + name + ' ' + typeof r);
            } catch (e) { console.log('threw ' + name + ' ' + e.message) }
            setTimeout(() => console.log('ended ' + name + ' ' + ended), 3000);
            try { const p = wx[name]({}); if (p && p.catch) p.catch(() => {}) } catch (e) {}
            try { wx[name]() } catch (e) { if (/undefined|null|not a function/.test(e.message) && !e.message.startsWith(name + ':fail')) console.log('native ' + name + ' ' + e.message) }
            try { wx[name](null, undefined, 5) } catch (e) { if (/cannot read|not a function/.test(e.message)) console.log('native ' + name + ' ' + e.message) }
        }
        console.log('all called') } })";
    let mut world = World::start(&Source::new("App({})").page("pages/a", "<view id=\"a\"/>", js));
    world.until_log("all called");
    // The host says that it cannot.
    let mut answered = 0;
    while answered < world.calls.len() {
        let call = world.calls[answered].0;
        world.program.post(Input::Reply {
            call,
            result: Err("not here".into()),
        });
        answered += 1;
        if answered == world.calls.len() {
            world.settle();
        }
    }
    world.until("the end", |world| {
        world
            .log
            .iter()
            .filter(|line| line.starts_with("ended "))
            .count()
            > 100
    });
    world.settle();
    let bad: Vec<&String> = world
        .log
        .iter()
        .filter(|line| line.starts_with("bad ") || line.starts_with("native "))
        .collect();
    assert!(bad.is_empty(), "{bad:#?}");
    let faults: Vec<_> = (0..world.faults.len())
        .map(|at| world.fault(at).1)
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
    for line in &world.log {
        if let Some(rest) = line.strip_prefix("threw ") {
            let (name, message) = rest.split_once(' ').unwrap();
            assert!(may_throw(name, message), "{line}");
        }
    }
    // Each asynchronous function that is there ended its call: success or fail, then complete.
    let ended: BTreeSet<&str> = world
        .log
        .iter()
        .filter_map(|line| line.strip_prefix("ended "))
        .filter(|line| line.ends_with(" sc") || line.ends_with(" fc"))
        .map(|line| line.split(' ').next().unwrap())
        .collect();
    let leave = [
        "exitMiniProgram",
        "navigateBack",
        "navigateTo",
        "redirectTo",
        "reLaunch",
        "switchTab",
    ];
    let hangs: Vec<&str> = rows
        .iter()
        .filter(|row| row["kind"] == "async" && row["status"] != "absent")
        .map(|row| row["name"].as_str().unwrap())
        .filter(|name| !leave.contains(name) && !ended.contains(name))
        .collect();
    assert!(hangs.is_empty(), "without an end: {hangs:?}");
    // What the table says is there, is there.
    let called: BTreeSet<&str> = world
        .log
        .iter()
        .filter_map(|line| {
            line.strip_prefix("called ")
                .or_else(|| line.strip_prefix("threw "))
        })
        .map(|line| line.split(' ').next().unwrap())
        .collect();
    let missing: Vec<&str> = rows
        .iter()
        .filter(|row| row["kind"] != "value" && row["status"] != "absent")
        .map(|row| row["name"].as_str().unwrap())
        .filter(|name| !leave.contains(name) && !called.contains(name))
        .collect();
    assert!(missing.is_empty(), "in the table, not on wx: {missing:?}");
}

#[test]
fn routes_to_nowhere_fail() {
    let js = r"Page({ onReady() { const kinds = ['navigateTo', 'redirectTo', 'reLaunch', 'switchTab', 'navigateBack'];
        for (const k of kinds) wx[k]({ url: '/no/where', fail(e) { console.log(e.errMsg.split(' ')[0]) }, success() { console.log(k + ':ok') } });
        for (const k of kinds.slice(0, 4)) wx[k]({ fail(e) { console.log(e.errMsg.split(' ')[0]) } }) } })";
    let mut world = World::start(&Source::new("App({})").page("pages/a", "<view/>", js));
    world.settle();
    for kind in [
        "navigateTo:fail",
        "redirectTo:fail",
        "reLaunch:fail",
        "switchTab:fail",
    ] {
        let count = world.log.iter().filter(|line| *line == kind).count();
        assert_eq!(count, 2, "{kind} {:?}", world.log);
    }
    assert!(world.faults.is_empty());
}
