//! Programs behind the front, and devices in bad order: clocks, the oldest one, a disk that takes nothing.

use std::time::Duration;

use serde_json::json;
use tiffin_host::*;

use crate::shell::Shell;
use crate::store::{Source, Store, hello};

fn with(store: &Store, change: impl FnOnce(&mut Limits)) -> Settings {
    let mut settings = store.settings();
    change(&mut settings.limits);
    settings
}

fn closed(shell: &Shell) -> Vec<InstanceId> {
    let ends = shell.events.iter().filter_map(|event| match event {
        HostEvent::Closed { instance } => Some(*instance),
        _ => None,
    });
    ends.collect()
}

#[test]
fn a_program_behind_falls_asleep_and_then_ends() {
    let store = Store::start();
    let ticking = Source::new("App({}); setInterval(() => console.log('tick'), 100)").page(
        "pages/index/index",
        "<view>x</view>",
        "Page({})",
        json!({}),
    );
    store.publish("canteen", 1, &ticking);
    let mut shell = Shell::new(with(&store, |limits| {
        limits.suspend_after_ms = 300;
        limits.close_after_ms = 2_500;
    }));
    shell.open(&store.link("canteen"));
    shell.until_log("tick");
    let first = shell.front.unwrap();
    shell.host.visibility(false);
    shell.settle(Duration::from_millis(1_000));
    let asleep = shell.logs.len();
    shell.settle(Duration::from_millis(700));
    assert_eq!(shell.logs.len(), asleep, "asleep, no code runs");
    shell.until("it ends", |shell| closed(shell) == [first]);
}

/// Two pages; a tap leads from the first, with a query, to the second, which says how it wants to start again.
fn two_pages(strategy: Option<&str>) -> Source {
    let again = strategy.map_or(json!({}), |strategy| json!({ "restartStrategy": strategy }));
    Source::new("App({ onLaunch(o) { console.log('launched at', o.path, o.query.id) } })")
        .page(
            "pages/index/index",
            "<view id=\"box\" bindtap=\"tap\">first</view>",
            "Page({ tap() { wx.navigateTo({ url: '/pages/two/two?id=7' }) } })",
            json!({}),
        )
        .page(
            "pages/two/two",
            "<view>second</view>",
            "Page({ onLoad(q) { console.log('second page', q.id) } })",
            again,
        )
}

/// Opened, gone to its second page, and away so long that it ended.
fn away_for_long(store: &Store, source: &Source) -> Shell {
    store.publish("canteen", 1, source);
    let mut shell = Shell::new(with(store, |limits| {
        limits.suspend_after_ms = 50;
        limits.close_after_ms = 300;
    }));
    shell.open(&store.link("canteen"));
    let first = shell.front.unwrap();
    shell.tap("box");
    shell.until_log("second page 7");
    shell.host.visibility(false);
    shell.until("it ends", |shell| closed(shell) == [first]);
    shell.until("nothing is in front", |shell| shell.front.is_none());
    shell.logs.clear();
    shell
}

#[test]
fn a_person_who_comes_back_late_finds_the_program_at_its_entry_page() {
    let store = Store::start();
    let mut shell = away_for_long(&store, &two_pages(None));
    shell.host.visibility(true);
    shell.until_log("launched at pages/index/index");
    shell.until_page();
}

#[test]
fn a_page_that_wants_to_be_found_again_is() {
    let store = Store::start();
    let mut shell = away_for_long(&store, &two_pages(Some("homePageAndLatestPage")));
    shell.host.visibility(true);
    shell.until_log("launched at pages/two/two 7");
    shell.until_page();
}

#[test]
fn what_is_opened_on_the_way_back_comes_instead() {
    let store = Store::start();
    store.publish("other", 1, &hello("Other"));
    let mut shell = away_for_long(&store, &two_pages(None));
    shell
        .host
        .open_link(&store.link("other"), Scene::ExternalLink)
        .unwrap();
    shell.host.visibility(true);
    shell.until_page();
    shell.settle(Duration::from_millis(500));
    assert!(
        !shell.logs.iter().any(|log| log.contains("launched at")),
        "{:?}",
        shell.logs
    );
}

#[test]
fn a_program_that_cannot_start_again_leaves_the_home() {
    let store = Store::start();
    let folder = tempfile::tempdir().unwrap();
    store.publish("canteen", 1, &hello("Hello"));
    let mut settings = with(&store, |limits| {
        limits.suspend_after_ms = 1_000;
        limits.close_after_ms = 1_500;
    });
    // As soon as the canteen is in front, the home removes it: it cannot start again without its store.
    let home = Source::new(
        "App({ onHide() { tiffin.remove({ program: 'canteen' }).then(() => console.log('removed')) } })",
    )
    .page("pages/index/index", "<view>home</view>", "Page({})", json!({}));
    settings.home = Some(store.home(folder.path(), &home));
    let mut shell = Shell::new(settings);
    shell.host.open_home();
    shell.until_page();
    let home = shell.front.unwrap();
    shell.open(&store.link("canteen"));
    shell.until_log("removed");
    shell.until("the canteen is in front", |shell| shell.front != Some(home));
    let canteen = shell.front.unwrap();
    store.stop();
    shell.host.visibility(false);
    shell.until("it ends", |shell| closed(shell).contains(&canteen));
    shell.host.visibility(true);
    shell.until("the home", |shell| {
        shell.front_chrome().is_some_and(|chrome| chrome.home)
    });
    shell.until_failed();
}

#[test]
fn views_of_a_program_that_sleeps_are_told_and_told_again_when_it_wakes() {
    let store = Store::start();
    store.publish("canteen", 1, &hello("Hello"));
    let mut shell = Shell::new(with(&store, |limits| limits.suspend_after_ms = 50));
    shell.open(&store.link("canteen"));
    let last = |shell: &Shell| shell.page().unwrap().last().unwrap()["t"].clone();
    shell.host.visibility(false);
    shell.until("suspended", |shell| last(shell) == "suspend");
    shell.host.visibility(true);
    shell.until("resumed", |shell| last(shell) == "resume");
}

#[test]
fn a_program_behind_puts_no_page_on_the_screen() {
    let store = Store::start();
    let moving = Source::new("App({})")
        .page(
            "pages/index/index",
            "<view>first</view>",
            "Page({ onHide() { wx.navigateTo({ url: '/pages/two/two' }) } })",
            json!({}),
        )
        .page(
            "pages/two/two",
            "<view>second</view>",
            "Page({ onLoad() { console.log('moved') } })",
            json!({}),
        );
    store.publish("canteen", 1, &moving);
    store.publish("other", 1, &hello("Other"));
    let mut shell = Shell::new(store.settings());
    shell.open(&store.link("canteen"));
    let behind = shell.front.unwrap();
    shell.shown = None;
    shell
        .host
        .open_link(&store.link("other"), Scene::ScanCamera)
        .unwrap();
    shell.until("another is in front", |shell| shell.front != Some(behind));
    shell.until_page();
    shell.until_log("moved");
    shell.settle(Duration::from_millis(500));
    assert!(shell.page_text().contains("Other"), "{}", shell.page_text());
    shell.host.open_program("canteen", Scene::Main).unwrap();
    shell.until("it shows where it went", |shell| {
        shell.page_text().contains("second")
    });
}

#[test]
fn when_memory_is_short_programs_behind_end() {
    let store = Store::start();
    for program in ["one", "two"] {
        store.publish(program, 1, &hello(program));
    }
    let mut shell = Shell::new(store.settings());
    shell.open(&store.link("one"));
    let one = shell.front.unwrap();
    shell
        .host
        .open_link(&store.link("two"), Scene::ScanCamera)
        .unwrap();
    shell.until("two is in front", |shell| {
        shell.front.is_some() && shell.front != Some(one)
    });
    shell.until_page();
    shell.host.trim_memory(MemoryLevel::Critical);
    shell.until("one ends", |shell| closed(shell) == [one]);
    shell.tap("box");
    shell.until("two goes on", |shell| shell.page_text().contains("hi 1"));
}

#[test]
fn only_so_many_programs_live_and_the_longest_unused_ends() {
    let store = Store::start();
    for program in ["one", "two", "three"] {
        store.publish(program, 1, &hello(program));
    }
    let mut shell = Shell::new(with(&store, |limits| limits.programs_alive = 2));
    let mut opened = Vec::new();
    for program in ["one", "two", "three"] {
        shell.shown = None;
        let before = shell.front;
        shell
            .host
            .open_link(&store.link(program), Scene::ScanCamera)
            .unwrap();
        shell.until("it is in front", |shell| shell.front != before);
        shell.until_page();
        opened.push(shell.front.unwrap());
    }
    shell.until("one ends", |shell| !closed(shell).is_empty());
    assert_eq!(closed(&shell), [opened[0]]);
}

#[test]
fn another_program_opens_after_a_yes_and_knows_who_sent_it() {
    let store = Store::start();
    let from = Source::new("App({})").page(
        "pages/index/index",
        "<view id=\"box\" bindtap=\"tap\">x</view>",
        "Page({ tap() { wx.navigateToMiniProgram({ appId: 'other', path: 'pages/index/index?a=1', \
         extraData: { n: 7 }, fail: (e) => console.log(e.errMsg) }) } })",
        json!({}),
    );
    let to = Source::new(
        "App({ onLaunch(o) { console.log('from', o.referrerInfo.appId, o.referrerInfo.extraData.n, o.query.a, o.scene) } })",
    )
    .page("pages/index/index", "<view>y</view>", "Page({})", json!({}));
    store.publish("canteen", 1, &from);
    store.publish("other", 1, &to);
    let mut shell = Shell::new(store.settings());
    shell.open(&store.link("canteen"));
    for answer in [Grant::Never, Grant::Once] {
        shell.tap("box");
        shell.until("the question", |shell| shell.prompt().is_some());
        let prompt = shell.prompt().unwrap().id;
        shell.answer_prompt(prompt, PromptAnswer::Grant(answer));
        shell.until("no question", |shell| shell.prompt().is_none());
        if answer == Grant::Never {
            shell.until_log("navigateToMiniProgram:fail cancel");
        }
    }
    shell.until_log("from canteen 7 1 1037");
}

#[test]
fn a_folder_that_cannot_be_written_is_said_to_be_so() {
    // sysfs takes no folders, whoever asks.
    let config = HostConfig {
        data_dir: "/sys/tiffin".into(),
        settings: Settings::default(),
        view_origin: ViewOrigin::Scheme("mp".into()),
        ports: Vec::new(),
        log: None,
    };
    let error = Host::start(config, Environment::default()).err().unwrap();
    assert_eq!(error.code, Code::DiskReadOnly, "{error}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_to_be_full_and_what_was_there_stays() {
    let store = Store::start();
    let package = store.publish("canteen", 1, &hello("Hello"));
    let folder = tempfile::tempdir().unwrap();
    let mut shell = Shell::at(folder.path(), store.settings());
    // Where the download goes, no byte finds room.
    let part = folder.path().join(format!("staging/{package}.zst.part"));
    std::os::unix::fs::symlink("/dev/full", &part).unwrap();
    shell
        .host
        .open_link(&store.link("canteen"), Scene::ScanCamera)
        .unwrap();
    assert_eq!(shell.until_failed().code, Code::DiskFull);
    shell.close();
    std::fs::remove_file(&part).unwrap();
    let mut shell = Shell::at(folder.path(), store.settings());
    shell.open(&store.link("canteen"));
}
