//! What is on the screen, from a person's action to the value that a shell draws: openings that are given up, questions in
//! their order, back, sheets, native views.

use std::time::Duration;

use serde_json::json;
use tiffin_host::*;

use crate::shell::Shell;
use crate::store::{Source, Store, hello, noise};

/// Opens something that takes long: 600 KB in pieces, half a second each.
fn opening(store: &Store, shell: &mut Shell) {
    let large = hello("Large").file("large.bin", noise(600 * 1024, 7));
    store.publish("large", 1, &large);
    store.slow(Duration::from_millis(500));
    shell
        .host
        .open_link(&store.link("large"), Scene::ScanCamera)
        .unwrap();
    shell.until("it downloads", |shell| {
        matches!(
            shell.cover(),
            Some(Cover::Opening(Opening {
                stage: Stage::Downloading { .. },
                ..
            }))
        )
    });
}

#[test]
fn an_opening_that_is_dismissed_stops_and_its_cover_goes() {
    let store = Store::start();
    store.publish("canteen", 1, &hello("Hello"));
    let mut shell = Shell::new(store.settings());
    shell.open(&store.link("canteen"));
    let front = shell.front;
    opening(&store, &mut shell);
    assert_eq!(
        shell.screen.as_ref().map(|screen| screen.back),
        Some(BackMeans::Cover)
    );
    shell.host.act(ScreenAction::Dismiss);
    shell.until("no cover", |shell| shell.cover().is_none());
    assert_eq!(shell.front, front, "what was there is there");
    // Had it gone on, its progress or its end would be seen now.
    shell.settle(Duration::from_millis(1_500));
    assert_eq!((shell.cover(), shell.front), (None, front));
    store.slow(Duration::ZERO);
    shell.open(&store.link("large"));
    shell.until("it opens when it is wanted", |shell| shell.front != front);
}

#[test]
fn the_cover_follows_what_was_opened_last() {
    let store = Store::start();
    store.publish("canteen", 1, &hello("Hello"));
    let mut shell = Shell::new(store.settings());
    opening(&store, &mut shell);
    shell
        .host
        .open_link(&store.link("canteen"), Scene::ScanCamera)
        .unwrap();
    shell.until("the cover is the canteen's, or gone", |shell| {
        match shell.cover() {
            Some(Cover::Opening(opening)) => opening.program == "canteen",
            other => other.is_none(),
        }
    });
    store.slow(Duration::ZERO);
    shell.until_page();
    shell.settle(Duration::from_millis(700));
    assert_eq!(shell.cover(), None);
    assert_eq!(shell.front_chrome().unwrap().program, "canteen");
}

#[test]
fn what_failed_can_be_tried_again_and_a_stranger_s_link_cannot() {
    let store = Store::start();
    store.publish("canteen", 1, &hello("Hello"));
    let mut shell = Shell::new(store.settings());
    store.stop();
    let text = store.link("canteen");
    shell.host.act(ScreenAction::OpenLink {
        text,
        source: LinkSource::External,
    });
    shell.until("it fails", |shell| {
        matches!(shell.cover(), Some(Cover::Failed { retry: true, .. }))
    });
    store.go_on();
    shell.events.clear();
    shell.host.act(ScreenAction::Retry);
    shell.until_page();
    shell.until_log("launch 1069");
    shell.host.act(ScreenAction::OpenLink {
        text: "https://stranger.example/m/canteen".into(),
        source: LinkSource::Camera,
    });
    shell.until("refused", |shell| {
        matches!(shell.cover(), Some(Cover::Failed { retry: false, .. }))
    });
}

/// A program that asks for three things at once, and moves on behind if it is told to.
fn asking() -> Source {
    Source::new("App({})").page(
        "pages/index/index",
        "<view id=\"box\" bindtap=\"tap\">x</view>",
        "Page({ tap() { for (const n of ['one', 'two', 'three']) \
           wx.navigateToMiniProgram({ appId: n, fail: (e) => console.log(n, e.errMsg) }) } })",
        json!({}),
    )
}

fn to(shell: &Shell) -> Option<String> {
    match &shell.prompt()?.ask {
        Ask::OpenProgram { to, .. } => Some(to.clone()),
        Ask::Consent { .. } => None,
    }
}

#[test]
fn back_answers_the_question_that_is_seen_and_no_other() {
    let store = Store::start();
    store.publish("canteen", 1, &asking());
    let mut shell = Shell::new(store.settings());
    shell.open(&store.link("canteen"));
    shell.tap("box");
    for name in ["one", "two", "three"] {
        shell.until(name, |shell| to(shell).as_deref() == Some(name));
        let logs = shell.logs.len();
        shell.host.act(ScreenAction::Back);
        shell.until_log(&format!("{name} navigateToMiniProgram:fail cancel"));
        assert_eq!(shell.logs.len(), logs + 1, "one answer: {:?}", shell.logs);
    }
    shell.until("no question", |shell| shell.prompt().is_none());
}

#[test]
fn questions_of_a_program_behind_wait_for_it() {
    let store = Store::start();
    store.publish("canteen", 1, &asking());
    store.publish("other", 1, &hello("Other"));
    let mut shell = Shell::new(store.settings());
    shell.open(&store.link("canteen"));
    let canteen = shell.front;
    shell.tap("box");
    shell.until("a question", |shell| shell.prompt().is_some());
    let asked = shell.prompt().unwrap().id;
    shell.host.act(ScreenAction::OpenLink {
        text: store.link("other"),
        source: LinkSource::External,
    });
    shell.until("another is in front", |shell| {
        shell.front.is_some() && shell.front != canteen
    });
    assert_eq!(shell.prompt(), None);
    let answer = PromptAnswer::Grant(Grant::Once);
    shell.answer_prompt(asked, answer);
    shell.settle(Duration::from_millis(200));
    shell.host.open_program("canteen", Scene::Main).unwrap();
    shell.until("it is asked again", |shell| {
        shell.prompt().is_some_and(|prompt| prompt.id == asked)
    });
}

#[test]
fn a_sheet_closes_with_back_and_with_its_program() {
    let store = Store::start();
    store.publish("canteen", 1, &hello("Hello"));
    let mut shell = Shell::new(store.settings());
    shell.open(&store.link("canteen"));
    for action in [ScreenAction::Menu, ScreenAction::About] {
        shell.host.act(action);
        shell.until("a sheet", |shell| shell.panel().is_some());
        shell.host.act(ScreenAction::Back);
        shell.until("no sheet", |shell| shell.panel().is_none());
    }
    shell.host.act(ScreenAction::Menu);
    shell.until("the menu", |shell| shell.panel() == Some(&Panel::Menu));
    let front = shell.front.unwrap();
    shell.host.act(ScreenAction::Close(front));
    shell.until("it went with its program", |shell| {
        shell.panel().is_none() && shell.front != Some(front)
    });
}

#[test]
fn a_map_lies_over_its_page_and_goes_with_the_view() {
    let store = Store::start();
    store.publish("canteen", 1, &hello("Hello"));
    let mut shell = Shell::new(store.settings());
    shell.open(&store.link("canteen"));
    let view = shell.shown.unwrap();
    let place = json!({"node": 5, "kind": "map", "rect": {"left": 10, "top": 20, "width": 100, "height": 50}});
    let report = json!({"t": "natives", "places": [place]});
    shell.host.view_message(view, &report.to_string());
    let native = |shell: &Shell| {
        let layers = shell.screen.as_ref().unwrap().layers.iter();
        let mut natives = layers.filter_map(|layer| match layer {
            Layer::Native {
                rect, owner, kind, ..
            } => Some((*rect, *owner, *kind)),
            Layer::Page { .. } => None,
        });
        natives.next()
    };
    shell.until("a map", |shell| native(shell).is_some());
    let top = shell.front_chrome().unwrap().content_insets.top;
    let rect = Rect {
        left: 10.0,
        top: 20.0 + top,
        width: 100.0,
        height: 50.0,
    };
    assert_eq!(native(&shell), Some((rect, view, NativeKind::Map)));
    shell.host.view_lost(view);
    shell.until("a new view without it", |shell| {
        shell.shown.is_some_and(|now| now != view) && native(shell).is_none()
    });
}

#[test]
fn a_page_has_only_so_many_native_views() {
    let store = Store::start();
    store.publish("canteen", 1, &hello("Hello"));
    let mut shell = Shell::new(store.settings());
    shell.open(&store.link("canteen"));
    let place = |node: u32| json!({"node": node, "kind": "camera", "rect": {"left": 1e300, "top": -1e300, "width": 1e300, "height": -1}});
    let many: Vec<_> = (0..1_000).map(place).collect();
    let report = json!({"t": "natives", "places": many}).to_string();
    shell.host.view_message(shell.shown.unwrap(), &report);
    shell.until("natives", |shell| {
        shell.screen.as_ref().unwrap().layers.len() > 1
    });
    let layers = &shell.screen.as_ref().unwrap().layers;
    assert_eq!(layers.len(), 1 + 16);
    for layer in layers {
        if let Layer::Native { rect, clip, .. } = layer {
            assert!(
                rect.left.abs() <= 1_000_001.0 && rect.width <= 1_000_000.0,
                "{rect:?}"
            );
            assert!(clip.width == 0.0 && clip.height == 0.0, "{clip:?}");
        }
    }
}
