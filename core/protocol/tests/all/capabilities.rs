use std::collections::BTreeMap;

use tiffin_protocol::capability::{Kind, Lasting, Status, all, find, inner};
use tiffin_protocol::event::Event;

#[test]
fn the_whole_of_wx_is_there() {
    // 495 functions and 4 properties of miniprogram-api-typings 5.2.3, and 5 older ones about saved files.
    assert_eq!(all().len(), 504);
    assert!(all().windows(2).all(|w| w[0].name < w[1].name));
    assert_eq!(all().iter().filter(|c| c.kind == Kind::Value).count(), 4);
    assert_eq!(find("request").unwrap().domain.as_deref(), Some("request"));
    assert!(find("window").is_none());
    assert!(inner().windows(2).all(|w| w[0].name < w[1].name));
    assert!(inner().iter().all(|row| find(&row.name).is_none()));
}

/// A task has events and methods, and only a task has; what the shell does is nobody else's.
#[test]
fn tasks_and_ports_are_consistent() {
    for row in all().iter().chain(inner()) {
        let name = &row.name;
        assert_eq!(row.lasting.is_some(), !row.methods.is_empty(), "{name}");
        assert!(row.lasting.is_some() || row.events.is_empty(), "{name}");
        let done_in = match &row.with {
            Some(with) => {
                let port = find(with).unwrap();
                assert!(port.with.is_none() && port.fallback.is_some(), "{name}");
                Status::Logic
            }
            None => Status::Host,
        };
        assert!(row.fallback.is_none() || row.status == done_in, "{name}");
        assert!(row.with.is_none() || row.fallback.is_some(), "{name}");
        assert!(!row.person || row.status == Status::Host, "{name}");
    }
    let lasting = |name: &str| find(name).and_then(|row| row.lasting);
    assert_eq!(lasting("request"), Some(Lasting::Answer));
    assert_eq!(lasting("connectSocket"), Some(Lasting::End));
}

/// The framework's union of event names is the enum's, word by word.
#[test]
fn events_have_one_name_on_both_sides() {
    let path = "../../framework/logic/host-event.ts";
    let text = std::fs::read_to_string(path).unwrap();
    let union = text.split("export type HostEvent =").nth(1).unwrap();
    let union = union.split("\n\n").next().unwrap();
    let written: Vec<&str> = union.split('\'').skip(1).step_by(2).collect();
    assert_eq!(written, Event::ALL.map(Event::name));
}

#[test]
fn what_most_programs_use_is_answered() {
    for name in [
        "navigateTo",
        "redirectTo",
        "reLaunch",
        "switchTab",
        "navigateBack",
        "getStorageSync",
        "setStorageSync",
        "setStorage",
        "getStorage",
        "removeStorageSync",
        "clearStorageSync",
        "showToast",
        "hideToast",
        "showModal",
        "showLoading",
        "hideLoading",
        "showActionSheet",
        "request",
        "getSystemInfoSync",
        "getSystemInfo",
        "getWindowInfo",
        "login",
        "createSelectorQuery",
        "previewImage",
        "setClipboardData",
        "setNavigationBarTitle",
        "setNavigationBarColor",
        "getUserInfo",
        "stopPullDownRefresh",
        "pageScrollTo",
        "createAnimation",
        "getMenuButtonBoundingClientRect",
        "chooseImage",
        "getSetting",
        "vibrateShort",
        "canIUse",
        "getNetworkType",
        "getUpdateManager",
        "makePhoneCall",
        "scanCode",
        "nextTick",
        "env",
        "onThemeChange",
        "getLaunchOptionsSync",
        "arrayBufferToBase64",
    ] {
        assert!(find(name).unwrap().usable(), "{name}");
    }
    assert!(all().iter().filter(|c| c.usable()).count() >= 60);
}

#[test]
fn rows_are_consistent() {
    for row in all() {
        let listener = ["on", "off"].iter().any(|p| {
            row.name
                .strip_prefix(p)
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()))
        });
        assert_eq!(listener, row.kind == Kind::Event, "{}", row.name);
        assert!(
            !row.name.ends_with("Sync") || row.kind == Kind::Sync,
            "{}",
            row.name
        );
        for kind in row.args.values() {
            let known = ["string", "number", "boolean", "object", "array", "any"];
            assert!(
                known.contains(&kind.trim_end_matches('!')),
                "{}: {kind}",
                row.name
            );
        }
        assert!(row.scope.as_ref().is_none_or(|s| s.starts_with("scope.")));
        assert!(
            row.domain
                .as_ref()
                .is_none_or(|d| ["request", "socket", "upload", "download"].contains(&d.as_str()))
        );
        // A property cannot fail when it is called; an object can, whose members are.
        assert!(row.kind != Kind::Value || row.status != Status::Fail || row.name == "cloud");
        assert!(!row.platforms.is_empty());
    }
    // What can be listened to can be stopped being listened to.
    for row in all().iter().filter(|r| r.kind == Kind::Event) {
        if let Some(off) = row
            .name
            .strip_prefix("on")
            .and_then(|n| find(&format!("off{n}")))
        {
            assert_eq!(off.status, row.status, "{}", row.name);
        }
    }
}

/// docs/formats/capabilities.md counts the table; `UPDATE_DOCS=1` writes the counts.
#[test]
fn documented_counts() {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for row in all() {
        *counts
            .entry(format!("{:?}", row.status).to_lowercase())
            .or_default() += 1;
    }
    let lines = counts
        .iter()
        .map(|(status, n)| format!("| `{status}` | {n} |\n"))
        .collect::<String>();
    crate::codes::section(
        "capabilities.md",
        "counts",
        &format!("| status | rows |\n|---|---|\n{lines}"),
    );
}
