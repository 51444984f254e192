//! What buttons do by their `open-type`, and passing a page on: from the tap in a view to what the shell is asked for.

use serde_json::{Value, json};
use tiffin_host::*;

use crate::shell::Shell;
use crate::store::{Source, Store};

const LOG: &str = "console.log(e.type, JSON.stringify(e.detail))";

/// One page with these buttons, whose methods are these.
fn opened(wxml: &str, methods: &str) -> (Store, Shell) {
    let store = Store::start();
    let js = format!("Page({{ heard(e) {{ {LOG} }}, {methods} }})");
    let source = Source::new("App({})")
        .page("pages/index/index", wxml, &js, json!({}))
        .page(
            "pages/dish/dish",
            "<view id=\"box\" bindtap=\"tap\">dish</view>",
            "Page({ onLoad(q) { console.log('dish', q.id) } })",
            json!({}),
        );
    store.publish("canteen", 1, &source);
    let mut shell = Shell::new(store.settings());
    shell.open(&store.link("canteen"));
    (store, shell)
}

/// The sheet with the link to pass on.
fn shared(shell: &Shell) -> Option<Value> {
    match shell.panel() {
        Some(Panel::Share { link, title, .. }) => Some(json!({ "link": link, "title": title })),
        _ => None,
    }
}

#[test]
fn a_button_for_the_user_s_name_asks_and_tells() {
    let (_store, mut shell) = opened(
        "<button id=\"box\" open-type=\"getUserInfo\" bindgetuserinfo=\"heard\"><text>me</text></button>",
        "",
    );
    shell.tap("box");
    shell.until_log("getuserinfo {");
    shell.until_log("\"errMsg\":\"getUserInfo:ok\"");
    shell.until_log("\"nickName\"");
}

/// Nothing hangs and nothing is silent: what a service of WeChat's would do fails by name.
#[test]
fn what_only_wechat_has_fails_by_name() {
    for (open_type, event, message) in [
        (
            "getPhoneNumber",
            "getphonenumber",
            "getPhoneNumber:fail not supported",
        ),
        ("contact", "contact", "enterContact:fail not supported"),
        ("launchApp", "error", "launchApplication:fail not supported"),
    ] {
        let wxml = format!("<button id=\"box\" open-type=\"{open_type}\" bind{event}=\"heard\"/>");
        let (_store, mut shell) = opened(&wxml, "");
        shell.tap("box");
        shell.until_log(message);
    }
}

#[test]
fn a_button_shares_what_the_page_says() {
    let (store, mut shell) = opened(
        "<button id=\"box\" open-type=\"share\" data-dish=\"7\">share</button>",
        "onShareAppMessage(o) { console.log(o.from, o.target.dataset.dish); \
           return { title: 'Noodles', path: '/pages/dish/dish?id=' + o.target.dataset.dish } }",
    );
    shell.tap("box");
    shell.until("share", |shell| shared(shell).is_some());
    shell.until_log("button 7");
    let card = shared(&shell).unwrap();
    assert_eq!(card["title"], "Noodles");
    let link = format!("{}/pages/dish/dish?id=7", store.link("canteen"));
    assert_eq!(card["link"], link);
    shell.open(&link);
    shell.until_log("dish 7");
}

#[test]
fn a_promise_may_say_better_and_a_bad_page_is_not_shared() {
    let (store, mut shell) = opened(
        "<view id=\"box\" bindtap=\"tap\"/>",
        "onShareAppMessage() { return { title: 'a', promise: Promise.resolve({ title: 'b', path: 'pages/dish/dish' }) } }",
    );
    let front = shell.front.unwrap();
    shell.chrome_action(front, ChromeAction::MenuShare);
    shell.until("share", |shell| shared(shell).is_some());
    let link = format!("{}/pages/dish/dish", store.link("canteen"));
    assert_eq!(shared(&shell).unwrap(), json!({"title": "b", "link": link}));

    let (_store, mut shell) = opened(
        "<view id=\"box\" bindtap=\"tap\"/>",
        "onShareAppMessage() { return { path: '/pages/nowhere/nowhere' } }",
    );
    let front = shell.front.unwrap();
    shell.chrome_action(front, ChromeAction::MenuShare);
    shell.until_log("page \"pages/nowhere/nowhere\" is not found");
    assert_eq!(shared(&shell), None);
}

#[test]
fn without_a_word_from_the_page_it_is_passed_on_as_it_was_opened() {
    let (store, mut shell) = opened("<view id=\"box\"/>", "");
    let link = format!("{}/pages/dish/dish?id=a%20b", store.link("canteen"));
    shell.open(&link);
    shell.until_log("dish a%20b");
    let front = shell.front.unwrap();
    shell.chrome_action(front, ChromeAction::MenuShare);
    shell.until("share", |shell| shared(shell).is_some());
    assert_eq!(shared(&shell).unwrap()["link"], link);
}

#[test]
fn a_pull_by_the_program_reaches_its_page() {
    let (_store, mut shell) = opened(
        "<view id=\"box\" bindtap=\"tap\"/>",
        "tap() { wx.startPullDownRefresh({ success: (r) => console.log(r.errMsg) }) }, \
         onPullDownRefresh() { console.log('pulled'); wx.stopPullDownRefresh() }",
    );
    shell.tap("box");
    shell.until_log("startPullDownRefresh:ok");
    shell.until_log("pulled");
}
