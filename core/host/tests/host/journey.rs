//! From a link to a page, and again offline.

use serde_json::json;
use tiffin_host::*;

use crate::shell::Shell;
use crate::store::{Store, hello, noise};

#[test]
fn a_link_becomes_a_page_that_answers_taps() {
    let store = Store::start();
    store.publish("canteen", 1, &hello("Hello"));
    let mut shell = Shell::new(store.settings());
    shell.open(&format!("{}?a=%20b", store.link("canteen")));
    assert!(shell.logs.iter().any(|log| log.contains("launch 1011")));
    assert!(
        shell
            .logs
            .iter()
            .any(|log| log.contains(r#"load {"a":"%20b"}"#)),
        "{:?}",
        shell.logs
    );
    assert_eq!(shell.front_chrome().unwrap().nav_bar.title, "Hello");
    let assign = shell.page().unwrap()[0].clone();
    assert_eq!(
        (&assign["t"], &assign["base"]),
        (&json!("assign"), &json!("/pages/index/"))
    );
    assert_eq!(assign["styles"][0]["text"], ".a{color:red}");
    shell.tap("box");
    shell.until("the new text", |shell| shell.page_text().contains("hi 1"));
    let stages: Vec<Stage> = shell
        .events
        .iter()
        .filter_map(|event| match event {
            HostEvent::Draw(screen) => match &screen.cover {
                Some(Cover::Opening(opening)) => Some(opening.stage),
                _ => None,
            },
            _ => None,
        })
        .collect();
    // A slow shell is given the newest only; whatever it is given is in order, and the cover goes with the last.
    assert!(!stages.is_empty());
    let order = |stage: &Stage| match stage {
        Stage::Resolving => 0,
        Stage::Downloading { .. } => 1,
        Stage::Verifying => 2,
        Stage::Starting => 3,
    };
    assert!(stages.is_sorted_by_key(order), "{stages:?}");
    assert_eq!(shell.cover(), None);
}

#[test]
fn what_is_cached_opens_with_the_store_gone() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::start();
    store.publish("canteen", 1, &hello("Hello"));
    let mut shell = Shell::at(folder.path(), store.settings());
    shell.open(&store.link("canteen"));
    shell.close();
    store.stop();
    let mut shell = Shell::at(folder.path(), store.settings());
    shell.open(&store.link("canteen"));
    assert!(shell.page_text().contains("hi 0"));
    shell.close();
    // Also by its name alone, as from recents.
    let mut shell = Shell::at(folder.path(), store.settings());
    shell.host.open_program("canteen", Scene::Main).unwrap();
    shell.until_page();
}

#[test]
fn a_download_that_breaks_off_goes_on_where_it_stopped() {
    let store = Store::start();
    let package = store.publish(
        "canteen",
        1,
        &hello("Hello").file("big.bin", noise(200_000, 0)),
    );
    let mut shell = Shell::new(store.settings());
    store.cut(60_000, 2);
    shell.open(&store.link("canteen"));
    let wire = format!("/blobs/{package}.zst");
    let from: Vec<usize> = store
        .hits()
        .iter()
        .filter_map(|hit| {
            hit.strip_prefix(&wire)
                .map(|from| from.trim().parse().unwrap())
        })
        .collect();
    assert_eq!(from, vec![0, 60_000, 120_000]);
}

#[test]
fn a_second_host_may_not_use_the_same_folder() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::start();
    let _shell = Shell::at(folder.path(), store.settings());
    let config = HostConfig {
        data_dir: folder.path().to_owned(),
        settings: store.settings(),
        view_origin: ViewOrigin::Scheme("mp".into()),
        ports: Vec::new(),
        log: None,
    };
    assert_eq!(
        Host::start(config, Environment::default())
            .err()
            .unwrap()
            .code,
        Code::HostBusy
    );
}

#[test]
fn a_link_to_a_page_opens_it_and_an_unknown_page_says_so() {
    let store = Store::start();
    let source = hello("Hello").page("pages/two/two", "<view>two</view>", "Page({})", json!({}));
    store.publish("canteen", 1, &source);
    let mut shell = Shell::new(store.settings());
    shell.open(&format!("{}/pages/two/two", store.link("canteen")));
    assert!(shell.page_text().contains("two"));
    assert!(
        shell.front_chrome().unwrap().nav_bar.home,
        "a way to the entry page"
    );
    shell
        .host
        .open_link(
            &format!("{}/pages/absent", store.link("canteen")),
            Scene::ScanCamera,
        )
        .unwrap();
    assert_eq!(shell.until_failed().code, Code::PageUnknown);
}
