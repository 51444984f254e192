//! What was open opens again: on a phone the system takes the app, and the person finds it as it was.

use serde_json::json;
use tiffin_host::*;

use crate::shell::Shell;
use crate::store::{Source, Store, hello};

const SHOWN: &str = "onShow() { console.log('stack', getCurrentPages().map((p) => p.route.slice(-3) + JSON.stringify(p.options)).join(' ')) }";

/// Three pages, of which each leads to the next.
fn three_pages() -> Source {
    let page = |next: &str| {
        format!("Page({{ tap() {{ wx.navigateTo({{ url: '/pages/{next}' }}) }}, {SHOWN} }})")
    };
    let view = |text: &str| format!("<view id=\"box\" bindtap=\"tap\">{text}</view>");
    Source::new("App({ onLaunch(o) { console.log('launched at', o.path, o.query.id) } })")
        .page(
            "pages/index/index",
            &view("first"),
            &page("two/two?id=7"),
            json!({}),
        )
        .page(
            "pages/two/two",
            &view("second"),
            &page("six/six?text=a%20b%26"),
            json!({}),
        )
        .page("pages/six/six", &view("third"), &page("none"), json!({}))
}

/// Opened, gone to its third page, and taken: what a phone kept of it.
fn taken(store: &Store, folder: &std::path::Path) -> String {
    store.publish("canteen", 1, &three_pages());
    let mut shell = Shell::at(folder, store.settings());
    shell.open(&store.link("canteen"));
    for (text, path) in [("second", "pages/two/two"), ("third", "pages/six/six")] {
        shell.tap("box");
        shell.until(text, |shell| {
            shell.page_text().contains(text) && shell.host.save_state().contains(path)
        });
    }
    let state = shell.host.save_state();
    shell.close();
    state
}

const STACK: &str = "stack dex{} two{\"id\":\"7\"} six{\"text\":\"a%20b%26\"}";

#[test]
fn what_was_open_opens_again_page_upon_page_when_the_system_took_the_app() {
    let store = Store::start();
    let folder = tempfile::tempdir().unwrap();
    let state = taken(&store, folder.path());
    let mut shell = Shell::at(folder.path(), store.settings());
    shell.host.restore(&state);
    shell.until_log(STACK);
    shell.until("the third page", |shell| {
        shell.page_text().contains("third")
    });
    let launches = shell.logs.iter().filter(|log| log.contains("launched at"));
    assert_eq!(
        launches.collect::<Vec<_>>(),
        ["launched at pages/index/index undefined"],
        "one start"
    );
    assert!(moves(&shell).is_empty(), "{:?}", moves(&shell));
    assert_eq!(shell.host.save_state(), state);
    for text in ["second", "first"] {
        shell.host.act(ScreenAction::Back);
        shell.until(text, |shell| shell.page_text().contains(text));
    }
}

/// The system takes the app a second time, before what was open is open again.
#[test]
fn what_is_still_on_its_way_is_what_was_open() {
    let store = Store::start();
    let folder = tempfile::tempdir().unwrap();
    let state = taken(&store, folder.path());
    let waits = |shell: &mut Shell| {
        shell.until("it is on its way", |shell| {
            matches!(shell.cover(), Some(Cover::Opening(_))) && shell.front.is_none()
        });
    };
    store.fall_silent();
    // Not here yet: the store has to be waited for.
    let elsewhere = folder.path().join("elsewhere");
    let mut shell = Shell::at(&elsewhere, store.settings());
    shell.host.restore(&state);
    waits(&mut shell);
    assert_eq!(shell.host.save_state(), state);
    let link = format!("{}/pages/two/two?id=7", store.link("canteen"));
    shell.host.open_link(&link, Scene::ScanCamera).unwrap();
    shell.until("that page", |shell| {
        let state = shell.host.save_state();
        state.contains("pages/two/two") && !state.contains("pages/six/six")
    });
    shell.host.open_program("canteen", Scene::Main).unwrap();
    let wanted = json!({ "format": 1, "program": "canteen", "pages": [] });
    shell.until("its first page", |shell| {
        serde_json::from_str::<serde_json::Value>(&shell.host.save_state()).unwrap() == wanted
    });
    shell.close();
    let mut shell = Shell::at(&elsewhere, store.settings());
    shell.host.open_link(&link, Scene::ScanCamera).unwrap();
    waits(&mut shell);
    let state = shell.host.save_state();
    shell.close();
    store.go_on();
    let mut shell = Shell::at(&elsewhere, store.settings());
    shell.host.restore(&state);
    shell.until_log("stack two{\"id\":\"7\"}");
}

#[test]
fn pages_that_are_not_there_any_more_are_left_out() {
    let store = Store::start();
    let folder = tempfile::tempdir().unwrap();
    let state = taken(&store, folder.path());
    for (gone, left) in [
        ("pages/two/two", "stack dex{} six{\"text\":\"a%20b%26\"}"),
        (
            "pages/index/index",
            "stack two{\"id\":\"7\"} six{\"text\":\"a%20b%26\"}",
        ),
        ("pages/six/six", "stack dex{} two{\"id\":\"7\"}"),
        ("pages/", "stack dex{}"),
    ] {
        let state = state.replace(gone, "pages/gone/");
        let mut shell = Shell::at(folder.path(), store.settings());
        shell.host.restore(&state);
        shell.until(gone, |shell| shell.logs.iter().any(|log| log == left));
        shell.until_page();
        shell.close();
    }
}

#[test]
fn a_program_that_goes_elsewhere_at_its_start_is_not_pulled_back() {
    let store = Store::start();
    let folder = tempfile::tempdir().unwrap();
    let state = taken(&store, folder.path());
    let login = Source::new("App({})")
        .page(
            "pages/index/index",
            "<view>first</view>",
            "Page({ onLoad() { wx.redirectTo({ url: '/pages/login/login' }) } })",
            json!({}),
        )
        .page(
            "pages/login/login",
            "<view>who are you</view>",
            "Page({ onReady() { console.log('asked', getCurrentPages().length) } })",
            json!({}),
        )
        .page("pages/two/two", "<view>two</view>", "Page({})", json!({}))
        .page("pages/six/six", "<view>six</view>", "Page({})", json!({}));
    let other = folder.path().join("other");
    store.publish("login", 1, &login);
    let mut shell = Shell::at(&other, store.settings());
    shell.host.restore(&state.replace("canteen", "login"));
    shell.until_log("asked 1");
    shell.until("its page", |shell| {
        shell.page_text().contains("who are you")
    });
}

#[test]
fn a_page_opened_before_anything_was_painted_has_the_first_one_below_it() {
    let store = Store::start();
    let source = Source::new("App({})")
        .page(
            "pages/index/index",
            "<view>first</view>",
            "Page({ onLoad() { wx.navigateTo({ url: '/pages/two/two' }) } })",
            json!({}),
        )
        .page(
            "pages/two/two",
            "<view>second</view>",
            "Page({})",
            json!({}),
        );
    store.publish("canteen", 1, &source);
    let mut shell = Shell::new(store.settings());
    shell.open(&store.link("canteen"));
    shell.until("the second page", |shell| {
        shell.page_text().contains("second")
    });
    let screen = shell.screen.clone().unwrap();
    assert_eq!(screen.back, BackMeans::Page);
    assert!(screen.chrome.unwrap().nav_bar.back, "a button for it");
    assert!(moves(&shell).is_empty(), "nothing was there to move away");
}

/// How pages came on the screen, but for those that just were there.
fn moves(shell: &Shell) -> Vec<Transition> {
    let mut moves = Vec::new();
    for event in &shell.events {
        let HostEvent::Draw(screen) = event else {
            continue;
        };
        for layer in &screen.layers {
            if let Layer::Page { transition, .. } = layer
                && *transition != Transition::None
            {
                moves.push(*transition);
            }
        }
    }
    moves
}

#[test]
fn a_state_that_cannot_be_read_leads_home() {
    let store = Store::start();
    let folder = tempfile::tempdir().unwrap();
    let mut settings = store.settings();
    settings.home = Some(store.home(folder.path(), &hello("Home")));
    let mut shell = Shell::new(settings);
    shell.host.restore("{\"format\": 7}");
    shell.until("the home", |shell| {
        shell.front_chrome().is_some_and(|chrome| chrome.home)
    });
}
