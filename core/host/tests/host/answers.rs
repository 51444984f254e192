//! What a store's answer, or its silence, does to what is on the device: it may forbid, and it never makes anybody wait for
//! what is here.

use serde_json::json;
use tiffin_host::*;
use tiffin_protocol::release::Head;

use crate::device::{number, open, publish, refused, title};
use crate::shell::Shell;
use crate::store::{Source, Store, hello, noise};

fn with_both(owner: &Store, other: &Store) -> Settings {
    let mut settings = owner.settings();
    settings.stores.extend(other.settings().stores);
    settings
}

/// A folder whose program is below the minimum that its store said last.
fn below_the_minimum(store: &Store) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    publish(store, 1, &hello("One"), |head| head);
    open(folder.path(), &store.settings(), store).close();
    let minimum = |head: Head| Head {
        min_sequence: 2,
        ..head
    };
    // What it names cannot be fetched yet: its package breaks off.
    publish(
        store,
        2,
        &hello("Two").file("a", noise(400_000, 4)),
        minimum,
    );
    store.cut(30_000, usize::MAX);
    let mut shell = open(folder.path(), &store.settings(), store);
    let said = store.get("/api/v1/programs/canteen/head");
    shell.until("the new head is kept", |_| {
        let db = rusqlite::Connection::open(folder.path().join("tiffin.db")).unwrap();
        let kept = db.query_row("SELECT envelope FROM head", [], |row| {
            row.get::<_, Vec<u8>>(0)
        });
        kept.is_ok_and(|kept| kept == said)
    });
    shell.close();
    folder
}

#[test]
fn a_link_of_another_store_that_never_answers_opens_what_is_installed() {
    let folder = tempfile::tempdir().unwrap();
    let (owner, other) = (Store::start(), Store::start());
    let settings = with_both(&owner, &other);
    owner.publish("canteen", 1, &hello("One"));
    open(folder.path(), &settings, &owner).close();
    other.fall_silent();
    let shell = open(folder.path(), &settings, &other);
    assert_eq!(title(&shell), "One");
    assert_eq!(other.waiting(), 1, "nobody waited until it was given up");
}

#[test]
fn below_the_minimum_it_opens_where_no_store_answers_and_not_where_the_store_does_not_know_it() {
    let store = Store::start();
    let folder = below_the_minimum(&store);
    let head = "/api/v1/programs/canteen/head";
    let good = store.get(head);
    store.remove(head);
    let error = refused(folder.path(), &store.settings(), &store);
    assert_eq!(error.code, Code::ProgramUnknown);
    // Nonsense says nothing, and nor does nobody.
    store.put(head, b"welcome to this wireless network".to_vec());
    let shell = open(folder.path(), &store.settings(), &store);
    assert_eq!(title(&shell), "One");
    shell.close();
    store.put(head, good);
    store.stop();
    let shell = open(folder.path(), &store.settings(), &store);
    assert_eq!(title(&shell), "One");
}

#[test]
fn what_is_fit_opens_also_where_the_store_does_not_know_it_any_more() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::start();
    store.publish("canteen", 1, &hello("One"));
    open(folder.path(), &store.settings(), &store).close();
    store.remove("/api/v1/programs/canteen/head");
    for _ in 0..2 {
        let shell = open(folder.path(), &store.settings(), &store);
        assert_eq!(title(&shell), "One");
        shell.close();
    }
}

#[test]
fn what_the_store_takes_back_while_it_is_asked_does_not_open_instead() {
    let store = Store::start();
    let folder = below_the_minimum(&store);
    publish(
        &store,
        3,
        &hello("Three").file("a", noise(400_000, 5)),
        |head| Head {
            min_sequence: 2,
            recalled: vec![1],
            ..head
        },
    );
    // It says so, and then breaks off.
    let error = refused(folder.path(), &store.settings(), &store);
    assert_eq!(error.code, Code::ReleaseRecalled, "{error}");
}

#[test]
fn what_failed_here_is_not_installed_again_from_another_store_before_its_time() {
    let folder = tempfile::tempdir().unwrap();
    let (owner, other) = (Store::start(), Store::start());
    let broken = Source::new("App({ this is not a program").page(
        "pages/index/index",
        "<view/>",
        "Page({})",
        json!({}),
    );
    owner.publish("canteen", 1, &hello("One"));
    open(folder.path(), &owner.settings(), &owner).close();
    for store in [&owner, &other] {
        store.publish("canteen", 2, &broken);
    }
    let mut shell = open(folder.path(), &owner.settings(), &owner);
    shell.until("a version waits", |_| {
        let sql = "SELECT count(*) FROM program WHERE pending IS NOT NULL";
        number(folder.path(), sql) == 1
    });
    shell.close();
    let shell = open(folder.path(), &owner.settings(), &owner);
    assert_eq!(title(&shell), "One", "the broken one gave way");
    shell.close();
    // The same statement, of a store that takes the place of one that is not trusted any more.
    let mut shell = Shell::at(folder.path(), other.settings());
    let link = other.link("canteen");
    shell.host.open_link(&link, Scene::ScanCamera).unwrap();
    let crashed = |shell: &Shell| {
        let chrome = shell.front_chrome();
        chrome.is_some_and(|chrome| chrome.crash.is_some())
    };
    shell.until("an end", |shell| shell.failed().is_some() || crashed(shell));
    let code = shell.failed().map(|error| error.code);
    assert_eq!(code, Some(Code::ReleaseFailed));
}
