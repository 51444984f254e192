//! New versions: staged while the old one runs, opened at the next start, rolled back by themselves.

use serde_json::json;
use tiffin_host::*;
use tiffin_protocol::release::Head;

use crate::device::title;
use crate::shell::Shell;
use crate::store::{Source, Store, hello};

fn open(folder: &tempfile::TempDir, store: &Store) -> Shell {
    let mut shell = Shell::at(folder.path(), store.settings());
    shell.open(&store.link("canteen"));
    shell
}

/// Opens, and waits until the new version is on the device.
fn open_and_stage(
    folder: &tempfile::TempDir,
    store: &Store,
    package: &tiffin_protocol::Sha256,
) -> Shell {
    let mut shell = open(folder, store);
    let file = folder.path().join(format!("packages/{package}.zip"));
    shell.until("the new version is here", |_| file.is_file());
    shell.settle(std::time::Duration::from_millis(300));
    shell
}

#[test]
fn a_new_version_opens_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::start();
    store.publish("canteen", 1, &hello("One"));
    open(&folder, &store).close();
    let package = store.publish("canteen", 2, &hello("Two"));
    let shell = open_and_stage(&folder, &store, &package);
    assert_eq!(title(&shell), "One", "nobody waits for an update");
    shell.close();
    store.stop();
    let shell = open(&folder, &store);
    assert_eq!(title(&shell), "Two", "offline too");
}

#[test]
fn a_version_that_fails_its_first_start_is_rolled_back_and_not_fetched_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::start();
    store.publish("canteen", 1, &hello("One"));
    open(&folder, &store).close();
    let bad = Source::new("App({ this is not a program").page(
        "pages/index/index",
        "<view/>",
        "Page({})",
        json!({}),
    );
    let package = store.publish("canteen", 2, &bad);
    open_and_stage(&folder, &store, &package).close();
    let mut shell = Shell::at(folder.path(), store.settings());
    shell.open(&store.link("canteen"));
    assert_eq!(title(&shell), "One");
    assert!(
        shell.logs.iter().any(|log| log.contains("rolled back")),
        "{:?}",
        shell.logs
    );
    shell.close();
    let before = store
        .hits()
        .iter()
        .filter(|hit| hit.contains(&package.to_string()))
        .count();
    let mut shell = open(&folder, &store);
    shell.settle(std::time::Duration::from_millis(500));
    assert_eq!(title(&shell), "One");
    assert_eq!(
        store
            .hits()
            .iter()
            .filter(|hit| hit.contains(&package.to_string()))
            .count(),
        before
    );
    shell.close();
    // A repaired version comes through.
    let package = store.publish("canteen", 3, &hello("Three"));
    open_and_stage(&folder, &store, &package).close();
    assert_eq!(title(&open(&folder, &store)), "Three");
}

#[test]
fn a_lower_sequence_never_replaces_a_higher_one() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::start();
    store.publish("canteen", 5, &hello("Five"));
    open(&folder, &store).close();
    store.publish("canteen", 4, &hello("Four"));
    let mut shell = open(&folder, &store);
    shell.settle(std::time::Duration::from_millis(500));
    shell.close();
    assert_eq!(title(&open(&folder, &store)), "Five");
}

#[test]
fn a_recalled_version_does_not_open_once_the_store_said_so() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::start();
    store.publish("canteen", 1, &hello("One"));
    open(&folder, &store).close();
    let zip = hello("Two").zip("canteen");
    let release = store.release("canteen", 2, &zip);
    let recall = |head: Head| Head {
        recalled: vec![1],
        ..head
    };
    store.publish_as("canteen", &release, &zip, recall);
    // The package is not there, so the update cannot be staged; the head was read.
    let package = release.packages[0].sha256;
    store.remove(&format!("/blobs/{package}"));
    store.remove(&format!("/blobs/{package}.zst"));
    let mut shell = open(&folder, &store);
    shell.settle(std::time::Duration::from_millis(700));
    shell.close();
    let mut shell = Shell::at(folder.path(), store.settings());
    shell
        .host
        .open_link(&store.link("canteen"), Scene::ScanCamera)
        .unwrap();
    assert_eq!(shell.until_failed().code, Code::ReleaseRecalled);
    shell.close();
    store.publish_as("canteen", &release, &zip, recall);
    assert_eq!(title(&open(&folder, &store)), "Two");
}

/// Opens what the store withdrew, and is refused.
fn refused(folder: &tempfile::TempDir, store: &Store) {
    let mut shell = Shell::at(folder.path(), store.settings());
    shell
        .host
        .open_link(&store.link("canteen"), Scene::ScanCamera)
        .unwrap();
    assert_eq!(shell.until_failed().code, Code::ReleaseRecalled);
    shell.close();
}

#[test]
fn a_withdrawn_program_is_not_installed() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::start();
    let zip = hello("One").zip("canteen");
    let release = store.release("canteen", 1, &zip);
    let package = store.publish_as("canteen", &release, &zip, |head| Head {
        recalled: vec![1],
        ..head
    });
    refused(&folder, &store);
    let fetched = store.hits();
    assert!(
        !fetched.iter().any(|hit| hit.contains("/blobs/")),
        "{fetched:?}"
    );
    assert!(
        !folder
            .path()
            .join(format!("packages/{package}.zip"))
            .exists()
    );
}

#[test]
fn a_withdrawn_program_is_refused_once_the_store_said_so_and_opens_when_it_is_restored() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::start();
    let zip = hello("One").zip("canteen");
    let release = store.release("canteen", 1, &zip);
    store.publish_as("canteen", &release, &zip, |head| head);
    open(&folder, &store).close();
    let withdrawn = |head: Head| Head {
        recalled: vec![1],
        ..head
    };
    store.publish_as("canteen", &release, &zip, withdrawn);
    // Nobody waits for the store, so it opens this once.
    let mut shell = open(&folder, &store);
    shell.settle(std::time::Duration::from_millis(700));
    assert_eq!(title(&shell), "One");
    shell.close();
    refused(&folder, &store);
    refused(&folder, &store);
    store.publish_as("canteen", &release, &zip, |head| head);
    assert_eq!(title(&open(&folder, &store)), "One");
    store.publish_as("canteen", &release, &zip, withdrawn);
    let mut shell = open(&folder, &store);
    shell.settle(std::time::Duration::from_millis(700));
    shell.close();
    store.stop();
    refused(&folder, &store);
}

#[test]
fn an_old_version_does_not_open_in_place_of_a_withdrawn_one() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::start();
    store.publish("canteen", 1, &hello("One"));
    open(&folder, &store).close();
    let zip = hello("Two").zip("canteen");
    let release = store.release("canteen", 2, &zip);
    store.publish_as("canteen", &release, &zip, |head| Head {
        recalled: vec![2],
        ..head
    });
    let mut shell = open(&folder, &store);
    shell.settle(std::time::Duration::from_millis(700));
    shell.close();
    refused(&folder, &store);
    store.publish("canteen", 3, &hello("Three"));
    assert_eq!(title(&open(&folder, &store)), "Three");
}

#[test]
fn a_crash_at_any_point_of_an_install_leaves_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::start();
    store.publish("canteen", 1, &hello("One"));
    open(&folder, &store).close();
    let package = store.publish("canteen", 2, &hello("Two"));
    let zip = store.get(&format!("/blobs/{package}"));
    let wire = store.get(&format!("/blobs/{package}.zst"));
    let staging = folder.path().join("staging");
    let kept = folder
        .path()
        .join("packages")
        .join(format!("{package}.zip"));
    // What a kill leaves behind at each step: half a download, an unverified package, a package without its row.
    let leftovers: [(std::path::PathBuf, &[u8]); 4] = [
        (
            staging.join(format!("{package}.zst.part")),
            &wire[..wire.len() / 2],
        ),
        (
            staging.join(format!("{package}.zip")),
            &zip[..zip.len() / 2],
        ),
        (staging.join(format!("{package}.zip")), &zip),
        (kept, &zip),
    ];
    let online = store.settings();
    store.stop();
    for (path, bytes) in leftovers {
        std::fs::write(&path, bytes).unwrap();
        let mut shell = Shell::at(folder.path(), online.clone());
        shell.open(&store.link("canteen"));
        assert_eq!(title(&shell), "One", "{}", path.display());
        shell.close();
    }
    assert!(
        !staging.join(format!("{package}.zip")).exists(),
        "staging is cleaned"
    );
}

#[test]
fn a_program_that_applies_its_update_starts_again_as_the_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::start();
    let eager = Source::new(
        "App({}); const m = wx.getUpdateManager(); \
         m.onUpdateReady(() => { console.log('ready'); m.applyUpdate() })",
    )
    .page(
        "pages/index/index",
        "<view>x</view>",
        "Page({})",
        json!({"navigationBarTitleText": "One"}),
    );
    store.publish("canteen", 1, &eager);
    open(&folder, &store).close();
    store.publish("canteen", 2, &hello("Two"));
    let mut shell = open(&folder, &store);
    shell.until_log("ready");
    shell.until("the new one is in front", |shell| {
        shell
            .front_chrome()
            .is_some_and(|state| state.nav_bar.title == "Two")
    });
    let first = shell.events.iter().find_map(|event| match event {
        HostEvent::Draw(screen) => screen.front,
        _ => None,
    });
    assert!(shell.events.contains(&HostEvent::Closed {
        instance: first.unwrap()
    }));
}
