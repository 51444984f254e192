//! Programs while they run: overlays, storage, lives and deaths of views, crashes, the front and what is behind it.

use std::time::Duration;

use serde_json::json;
use tiffin_host::*;

use crate::shell::Shell;
use crate::store::{Source, Store, hello};

fn page(js: &str) -> Source {
    Source::new("App({})").page(
        "pages/index/index",
        "<view id=\"box\" bindtap=\"tap\">hi {{n}}</view>",
        js,
        json!({}),
    )
}

fn opened(source: &Source) -> (Store, Shell) {
    let store = Store::start();
    store.publish("canteen", 1, source);
    let mut shell = Shell::new(store.settings());
    shell.open(&store.link("canteen"));
    (store, shell)
}

#[test]
fn overlays_belong_to_the_instance_and_outlive_the_page() {
    let source = page("Page({ tap() { wx.navigateTo({ url: '/pages/two/two' }) } })").page(
        "pages/two/two",
        "<view>two</view>",
        "Page({ onShow() { wx.showToast({ title: 'done', duration: 60000 }); wx.navigateBack() } })",
        json!({}),
    );
    let (_store, mut shell) = opened(&source);
    shell.tap("box");
    shell.until("two views were shown and the first again", |shell| {
        let pops = shell.events.iter().filter(|event| {
            matches!(event, HostEvent::Draw(screen) if matches!(
                screen.layers.first(),
                Some(Layer::Page { transition: Transition::Pop, .. })
            ))
        });
        pops.count() >= 1
    });
    shell.until("the toast is up", |shell| {
        shell
            .front_chrome()
            .unwrap()
            .toast
            .as_ref()
            .is_some_and(|toast| toast.title == "done")
    });
    shell.chrome_action(shell.front.unwrap(), ChromeAction::ToastDone);
    shell.until("the toast is gone", |shell| {
        shell.front_chrome().unwrap().toast.is_none()
    });
}

#[test]
fn what_makes_no_sense_fails() {
    let (_store, mut shell) = opened(&page(
        "Page({ tap() { wx.navigateBackMiniProgram({ fail: (e) => console.log(e.errMsg) }); \
         wx.setNavigationBarColor({ frontColor: '#123456', backgroundColor: '#ffffff', fail: (e) => console.log(e.errMsg) }) } })",
    ));
    shell.tap("box");
    shell.until_log("navigateBackMiniProgram:fail");
    shell.until_log("setNavigationBarColor:fail");
}

#[test]
fn a_modal_and_a_sheet_answer_their_program() {
    let (_store, mut shell) = opened(&page(
        "Page({ tap() { wx.showModal({ title: 'sure?', success: (r) => { console.log('modal', r.confirm); \
         wx.showActionSheet({ itemList: ['a', 'b'], success: (r) => console.log('sheet', r.tapIndex) }) } }) } })",
    ));
    shell.tap("box");
    shell.until("the modal", |shell| {
        shell.front_chrome().unwrap().modal.is_some()
    });
    let front = shell.front.unwrap();
    shell.chrome_action(front, ChromeAction::SheetPick(0));
    shell.chrome_action(
        front,
        ChromeAction::ModalConfirm {
            text: String::new(),
        },
    );
    shell.until("the sheet", |shell| {
        shell.front_chrome().unwrap().sheet.is_some()
    });
    shell.chrome_action(front, ChromeAction::SheetPick(7));
    shell.chrome_action(front, ChromeAction::SheetPick(1));
    shell.until_log("sheet 1");
    assert!(shell.logs.iter().any(|log| log.contains("modal true")));
    assert!(shell.front_chrome().unwrap().modal.is_none());
}

#[test]
fn storage_survives_the_host_and_system_information_is_there_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::start();
    let source = page(
        "const info = wx.getSystemInfoSync(); const menu = wx.getMenuButtonBoundingClientRect();
         console.log('window', info.windowWidth, info.windowHeight, menu.width);
         const n = (wx.getStorageSync('n') || 0) + 1; wx.setStorageSync('n', n); console.log('start', n);
         Page({ data: { n }, onLoad() { wx.getStorage({ key: 'absent', fail: (e) => console.log(e.errMsg) }) } })",
    );
    store.publish("canteen", 1, &source);
    for start in 1..=2 {
        let mut shell = Shell::at(folder.path(), store.settings());
        shell.open(&store.link("canteen"));
        shell.until_log("getStorage:fail data not found");
        assert!(
            shell.logs.contains(&format!("start {start}")),
            "{:?}",
            shell.logs
        );
        assert!(
            shell.logs.contains(&"window 390 800 87".to_owned()),
            "{:?}",
            shell.logs
        );
        shell.close();
    }
}

#[test]
fn a_killed_view_is_rebuilt_without_asking_the_program() {
    let (_store, mut shell) = opened(&hello("Hello"));
    shell.tap("box");
    shell.until("a change", |shell| shell.page_text().contains("hi 1"));
    let old = shell.shown.unwrap();
    shell.host.view_lost(old);
    shell.until("a new view", |shell| shell.shown != Some(old));
    shell.until_page();
    let messages = shell.page().unwrap();
    assert_eq!(messages[0]["t"], "assign");
    assert!(
        messages[1].to_string().contains("hi 1"),
        "the tree as it was: {}",
        messages[1]
    );
    shell.tap("box");
    shell.until("it lives", |shell| shell.page_text().contains("hi 2"));
    assert_eq!(
        shell.logs.iter().filter(|log| log.contains("load")).count(),
        1
    );
}

#[test]
fn closing_keeps_a_program_alive_and_opening_resumes_it() {
    let (store, mut shell) = opened(&hello("Hello"));
    let canteen = shell.front.unwrap();
    shell.tap("box");
    shell.until("a change", |shell| shell.page_text().contains("hi 1"));
    store.publish("other", 1, &hello("Other"));
    shell
        .host
        .open_link(&store.link("other"), Scene::ScanCamera)
        .unwrap();
    shell.until("another is in front", |shell| shell.front != Some(canteen));
    shell.until_page();
    shell
        .host
        .open_program("canteen", Scene::PulledRecents)
        .unwrap();
    shell.until("back in front", |shell| shell.front == Some(canteen));
    shell.until_log("show 1089");
    shell.until_page();
    assert!(shell.page_text().contains("hi 1"), "its state is there");
    assert_eq!(
        shell
            .logs
            .iter()
            .filter(|log| log.contains("launch"))
            .count(),
        2
    );
}

#[test]
fn a_program_that_throws_at_its_start_shows_where() {
    let store = Store::start();
    store.publish(
        "canteen",
        1,
        &Source::new("App({\n onLaunch() {\n").page(
            "pages/index/index",
            "<view/>",
            "Page({})",
            json!({}),
        ),
    );
    let mut shell = Shell::new(store.settings());
    shell
        .host
        .open_link(&store.link("canteen"), Scene::ScanCamera)
        .unwrap();
    shell.until("the crash page", |shell| {
        shell
            .front_chrome()
            .is_some_and(|chrome| chrome.crash.is_some())
    });
    let crash = shell.front_chrome().unwrap().crash.clone().unwrap();
    assert_eq!(crash.code, "program.crashed");
    assert_eq!(crash.file.as_deref(), Some("app.js"), "{crash:?}");
    let front = shell.front.unwrap();
    shell.chrome_action(front, ChromeAction::CrashRestart);
    shell.until("another try", |shell| shell.front != Some(front));
}

#[test]
fn an_endless_loop_is_stopped_and_named_while_another_program_lives() {
    let store = Store::start();
    store.publish(
        "canteen",
        1,
        &page("Page({\n tap() {\n  for (;;) {}\n } })"),
    );
    store.publish("other", 1, &hello("Other"));
    let mut settings = store.settings();
    settings.limits.turn_ms = 1_000;
    let mut shell = Shell::new(settings);
    shell.open(&store.link("canteen"));
    let stuck = shell.front.unwrap();
    shell.tap("box");
    shell
        .host
        .open_link(&store.link("other"), Scene::ScanCamera)
        .unwrap();
    shell.until("another opens meanwhile", |shell| {
        shell.front != Some(stuck)
    });
    shell.until_page();
    shell.tap("box");
    shell.until("and answers", |shell| shell.page_text().contains("hi 1"));
    shell.until_log("did not answer");
    shell.host.open_program("canteen", Scene::Main).unwrap();
    shell.until("it starts anew", |shell| {
        shell
            .events
            .contains(&HostEvent::Closed { instance: stuck })
    });
}

/// https://developers.weixin.qq.com/miniprogram/dev/reference/configuration/app.html#window
#[test]
fn bars_have_wechats_colours_where_nobody_says_otherwise() {
    let source = page("Page({ tap() { wx.navigateTo({ url: '/pages/two/two' }) } })")
        .page(
            "pages/two/two",
            "<view>two</view>",
            "Page({})",
            json!({"navigationBarBackgroundColor": "#abcdef", "navigationBarTextStyle": "black", "backgroundColor": "#eeeeee"}),
        )
        .app("tabBar", json!({"list": [{"pagePath": "pages/index/index", "text": "1"}, {"pagePath": "pages/three", "text": "3"}]}))
        .page("pages/three", "<view/>", "Page({})", json!({}));
    let (_store, mut shell) = opened(&source);
    let chrome = shell.front_chrome().unwrap();
    assert_eq!(
        (chrome.nav_bar.background.as_str(), chrome.nav_bar.front),
        ("#000000", Ink::White)
    );
    assert_eq!(chrome.capsule.unwrap().front, Ink::White);
    assert_eq!(chrome.background, "#ffffff");
    let tabs = chrome.tab_bar.clone().unwrap();
    assert_eq!(
        (tabs.background.as_str(), tabs.border),
        ("#ffffff", Ink::Black)
    );
    shell.tap("box");
    shell.until("the other page", |shell| {
        shell.front_chrome().unwrap().nav_bar.front == Ink::Black
    });
    let chrome = shell.front_chrome().unwrap();
    assert_eq!(
        (
            chrome.nav_bar.background.as_str(),
            chrome.background.as_str()
        ),
        ("#abcdef", "#eeeeee")
    );
}

/// A program whose first tap throws, in a host whose owner develops programs, or uses them.
fn faulty(show_errors: bool) -> (Store, Shell) {
    let store = Store::start();
    store.publish("canteen", 1, &page(
        "Page({ data: { n: 0 }, tap() { this.setData({ n: this.data.n + 1 });\n if (this.data.n === 1) absent.x() } })",
    ));
    let mut settings = store.settings();
    settings.show_errors = show_errors;
    let mut shell = Shell::new(settings);
    shell.open(&store.link("canteen"));
    shell.tap("box");
    (store, shell)
}

#[test]
fn an_error_in_a_handler_is_logged_and_not_shown_to_who_uses_the_program() {
    let (_store, mut shell) = faulty(false);
    shell.until_log("absent is not defined");
    shell.tap("box");
    shell.until("it goes on", |shell| shell.page_text().contains("hi 2"));
    assert!(shell.front_chrome().unwrap().notice.is_none());
}

#[test]
fn an_error_in_a_handler_is_told_a_developer_and_the_program_goes_on() {
    let (_store, mut shell) = faulty(true);
    shell.until("the notice", |shell| {
        shell.front_chrome().unwrap().notice.is_some()
    });
    let notice = shell.front_chrome().unwrap().notice.clone().unwrap();
    assert_eq!(
        (notice.code.as_str(), notice.file.as_deref(), notice.line),
        ("program.error", Some("pages/index/index.js"), Some(2))
    );
    shell.tap("box");
    shell.until("it goes on", |shell| shell.page_text().contains("hi 2"));
}

#[test]
fn a_scoped_call_asks_once_and_writes_down() {
    let (_store, mut shell) = opened(&page(
        "Page({ tap() { wx.getLocation({ success: (r) => console.log('at', r.latitude), fail: (e) => console.log(e.errMsg) }) } })",
    ));
    let prompt = |shell: &Shell| {
        shell.prompt().map(|prompt| {
            assert!(
                matches!(&prompt.ask, Ask::Consent { scope, .. } if scope == "scope.userLocation")
            );
            prompt.id
        })
    };
    shell.tap("box");
    shell.until("a question", |shell| prompt(shell).is_some());
    let first = prompt(&shell);
    shell.answer_prompt(first.unwrap(), PromptAnswer::Dismissed);
    shell.until_log("getLocation:fail auth deny");
    shell.tap("box");
    shell.until("another question", |shell| {
        prompt(shell).is_some_and(|prompt| Some(prompt) != first)
    });
    shell.answer_prompt(prompt(&shell).unwrap(), PromptAnswer::Grant(Grant::Always));
    let call = |shell: &Shell| {
        shell.events.iter().rev().find_map(|event| match event {
            HostEvent::PortCall { call, name, .. } if name == "getLocation" => Some(*call),
            _ => None,
        })
    };
    shell.until("the platform's turn", |shell| call(shell).is_some());
    shell.host.port_answer(
        call(&shell).unwrap(),
        Ok(r#"{"latitude": 31.2, "longitude": 121.5}"#.into()),
    );
    shell.until_log("at 31.2");
    let (second, asked) = (call(&shell), prompt(&shell));
    shell.tap("box");
    shell.until("no question any more", |shell| call(shell) != second);
    assert_eq!(prompt(&shell), asked);
}

#[test]
fn the_home_has_its_api_and_nobody_else() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::start();
    let home = page(
        "const list = () => tiffin.recents().then((r) => console.log('recents', r.items.map((i) => i.program + i.icon).join()));
         list(); Page({ onLoad() { tiffin.onChange(list) }, tap() { tiffin.open({ program: 'canteen' }) } })",
    );
    let home = store.home(folder.path(), &home);
    store.publish(
        "canteen",
        1,
        &page("console.log('tiffin is', typeof tiffin); Page({})"),
    );
    let bundle = home.bundle.clone();
    let settings = Settings {
        home: Some(home),
        ..store.settings()
    };
    let mut shell = Shell::new(settings.clone());
    shell.host.open_home();
    shell.until_page();
    let home = shell.front.unwrap();
    assert!(shell.front_chrome().unwrap().capsule.is_none());
    shell.tap("box");
    shell.until_log("tiffin is undefined");
    shell.until_page();
    let canteen = shell.front.unwrap();
    assert_ne!(canteen, home);
    shell.host.act(ScreenAction::Close(canteen));
    shell.until("home in front", |shell| shell.front == Some(home));
    shell.until_log("recents canteen/__tiffin__/icon/canteen");
    shell.host.act(ScreenAction::Close(home));
    shell.settle(Duration::from_millis(200));
    assert_eq!(shell.front, Some(home), "the home does not close");
    // A home that another key signed does not start.
    let other = tiffin_protocol::dsse::SigningKey::from_seed(&[9; 32])
        .public()
        .to_base64();
    let mut shell = Shell::new(Settings {
        home: Some(HomeSettings { bundle, key: other }),
        ..store.settings()
    });
    shell.host.open_home();
    assert_eq!(shell.until_failed().code, Code::ReleaseDeveloper);
}

#[test]
fn requests_go_only_where_the_release_says() {
    let store = Store::start();
    store.put("/menu.json", br#"{"dish":"noodles"}"#.to_vec());
    let js = format!(
        "Page({{ tap() {{ for (const base of ['{}', 'http://127.0.0.1:9'])
           wx.request({{ url: base + '/menu.json', success: (r) => console.log(r.statusCode, r.data.dish), fail: (e) => console.log(e.errMsg) }}) }} }})",
        store.base
    );
    let zip = page(&js).zip("canteen");
    let mut release = store.release("canteen", 1, &zip);
    release.domains.request = vec![store.base.clone()];
    store.publish_as("canteen", &release, &zip, |head| head);
    let mut shell = Shell::new(store.settings());
    shell.open(&store.link("canteen"));
    shell.tap("box");
    shell.until_log("200 noodles");
    shell.until_log("request:fail url not in domain list");
}

#[test]
fn tabs_are_drawn_switched_and_badged() {
    let second =
        "Page({ onShow() { wx.setTabBarBadge({ index: 0, text: '99999' }); wx.hideTabBar() } })";
    let source = page("Page({})")
        .page("pages/two/two", "<view>two</view>", second, json!({}))
        .app(
            "tabBar",
            json!({"list": [{"pagePath": "pages/index/index", "text": "One"},
                {"pagePath": "pages/two/two", "text": "Two"}]}),
        );
    let (_store, mut shell) = opened(&source);
    let bar = shell.front_chrome().unwrap().tab_bar.clone().unwrap();
    assert_eq!(
        (bar.selected, bar.items.len(), bar.items[1].text.as_str()),
        (0, 2, "Two")
    );
    assert!(shell.front_chrome().unwrap().content_insets.bottom > 0.0);
    shell.tab(1);
    shell.until("the bar is hidden", |shell| {
        shell.front_chrome().unwrap().tab_bar.is_none()
    });
    assert!(!shell.front_chrome().unwrap().nav_bar.back);
    shell.tab(0);
}
