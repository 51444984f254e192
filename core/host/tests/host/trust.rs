//! Whose word counts: roots that change hands, a database that somebody wrote into, scopes that a release does not list.

use serde_json::json;
use tiffin_host::*;
use tiffin_protocol::dsse::SigningKey;

use crate::shell::Shell;
use crate::store::{Source, Store, hello};

#[test]
fn a_root_that_rotated_twice_is_followed_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::start();
    let settings = store.settings();
    store.publish("canteen", 1, &hello("One"));
    let mut shell = Shell::at(folder.path(), settings.clone());
    shell.open(&store.link("canteen"));
    shell.close();
    store.rotate(2, 20);
    store.rotate(3, 30);
    store.publish("another", 1, &hello("Two"));
    let mut shell = Shell::at(folder.path(), settings.clone());
    shell.open(&store.link("another"));
    shell.close();
    // Kept: the steps are not asked for again, and host.toml still has the first root.
    store.remove("/api/v1/root/2");
    store.remove("/api/v1/root/3");
    store.publish("third", 1, &hello("Three"));
    let mut shell = Shell::at(folder.path(), settings);
    shell.open(&store.link("third"));
    assert_eq!(shell.front_chrome().unwrap().nav_bar.title, "Three");
}

#[test]
fn a_new_root_that_the_old_one_did_not_sign_is_refused() {
    let mut store = Store::start();
    let settings = store.settings();
    let thief = SigningKey::from_seed(&[77; 32]);
    let root = store.root_of(2, &thief, &thief);
    let envelope = root.sign(&thief).unwrap().to_bytes().unwrap();
    store.put("/api/v1/root/2", envelope);
    store.store_key = thief;
    store.publish("canteen", 1, &hello("Stolen"));
    let mut shell = Shell::new(settings);
    shell
        .host
        .open_link(&store.link("canteen"), Scene::ScanCamera)
        .unwrap();
    let error = shell.until_failed();
    assert_eq!(error.remedy, Remedy::Untrusted, "{error}");
}

#[test]
fn a_root_planted_in_the_database_is_not_trusted() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::start();
    let settings = store.settings();
    Shell::at(folder.path(), settings.clone()).close();
    let thief = SigningKey::from_seed(&[77; 32]);
    let root = store.root_of(2, &thief, &thief);
    let envelope = root.sign(&thief).unwrap().to_bytes().unwrap();
    let db = rusqlite::Connection::open(folder.path().join("tiffin.db")).unwrap();
    db.execute(
        "INSERT INTO store_root (store, version, envelope) VALUES (?1, 2, ?2)",
        rusqlite::params![store.base, envelope],
    )
    .unwrap();
    drop(db);
    store.store_key = thief;
    store.publish("canteen", 1, &hello("Stolen"));
    let mut shell = Shell::at(folder.path(), settings);
    shell
        .host
        .open_link(&store.link("canteen"), Scene::ScanCamera)
        .unwrap();
    assert_eq!(shell.until_failed().code, Code::EnvelopeSigner);
}

#[test]
fn a_scope_that_the_release_does_not_list_is_never_asked_for() {
    let store = Store::start();
    let source = Source::new("App({})").page(
        "pages/index/index",
        "<view id=\"box\" bindtap=\"tap\">x</view>",
        "Page({ tap() { wx.getLocation({ fail: (e) => console.log(e.errMsg) }); \
         wx.authorize({ scope: 'scope.userLocation', fail: (e) => console.log(e.errMsg) }) } })",
        json!({}),
    );
    let zip = source.zip("canteen");
    let mut release = store.release("canteen", 1, &zip);
    release.scopes = Vec::new();
    store.publish_as("canteen", &release, &zip, |head| head);
    let mut shell = Shell::new(store.settings());
    shell.open(&store.link("canteen"));
    shell.tap("box");
    shell.until_log("getLocation:fail scope.userLocation is not declared");
    shell.until_log("authorize:fail scope.userLocation is not declared");
    let asked = |event: &HostEvent| match event {
        HostEvent::Draw(screen) => screen.prompt.is_some(),
        HostEvent::PortCall { .. } => true,
        _ => false,
    };
    assert!(!shell.events.iter().any(asked));
}

#[test]
fn sharing_gives_the_shell_a_link_that_opens_the_same_page() {
    let store = Store::start();
    store.publish("canteen", 1, &hello("Hello"));
    let mut shell = Shell::new(store.settings());
    shell.open(&store.link("canteen"));
    shell.chrome_action(shell.front.unwrap(), ChromeAction::MenuShare);
    shell.until("share", |shell| shell.panel().is_some());
    let Some(Panel::Share { link, .. }) = shell.panel().cloned() else {
        panic!("no link: {:?}", shell.panel());
    };
    assert_eq!(link, format!("{}/pages/index/index", store.link("canteen")));
    shell.host.open_link(&link, Scene::ScanCamera).unwrap();
}

/// A version in a link is a wish: the one that the store's head names opens.
#[test]
fn a_version_in_a_link_does_not_bring_an_old_one_back() {
    let store = Store::start();
    store.publish("canteen", 2, &hello("Two"));
    let mut shell = Shell::new(store.settings());
    shell.open(&format!("{};version=1.0.1", store.link("canteen")));
    assert_eq!(shell.front_chrome().unwrap().nav_bar.title, "Two");
}
