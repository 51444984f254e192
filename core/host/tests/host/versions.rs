//! One owner of version truth: what a device knows about a program's versions, and what it does with it when stores, keys,
//! crashes and strangers do their worst.

use std::path::Path;
use std::time::{Duration, SystemTime};

use serde_json::json;
use tiffin_host::*;
use tiffin_protocol::dsse::SigningKey;
use tiffin_protocol::release::Head;
use tiffin_protocol::time::Time;
use tiffin_protocol::{Sha256, release::Release};

use crate::device::{database, number, open, publish, refused, title};
use crate::shell::Shell;
use crate::store::{Source, Store, hello, noise, now};

/// Opens, and waits until a version is staged.
fn open_and_stage(folder: &Path, store: &Store) {
    let mut shell = open(folder, &store.settings(), store);
    shell.until("a version waits", |_| {
        number(
            folder,
            "SELECT count(*) FROM program WHERE pending IS NOT NULL",
        ) == 1
    });
    shell.close();
}

fn launched(shell: &Shell) -> bool {
    shell.logs.iter().any(|log| log.starts_with("launch"))
}

fn crashed(shell: &Shell) -> bool {
    shell
        .front_chrome()
        .is_some_and(|chrome| chrome.crash.is_some())
}

/// A version that fails before its first page.
fn broken() -> Source {
    Source::new("App({ this is not a program").page(
        "pages/index/index",
        "<view/>",
        "Page({})",
        json!({}),
    )
}

#[test]
fn two_openings_of_a_program_that_is_not_here_share_one_download() {
    let store = Store::start();
    let source = hello("Hello").file("big.bin", noise(500_000, 1));
    let package = store.publish("canteen", 1, &source);
    store.slow(Duration::from_millis(10));
    let mut shell = Shell::new(store.settings());
    let link = store.link("canteen");
    shell.host.open_link(&link, Scene::ScanCamera).unwrap();
    let some = |shell: &Shell| {
        let stage = match shell.cover() {
            Some(Cover::Opening(opening)) => Some(opening.stage),
            _ => None,
        };
        matches!(stage, Some(Stage::Downloading { done, .. }) if done > 0)
    };
    shell.until("a part of it is here", some);
    shell.host.open_link(&link, Scene::ScanCamera).unwrap();
    shell.until_page();
    let wire = format!("/blobs/{package}.zst ");
    let asked = store.hits();
    let asked = asked.iter().filter(|hit| hit.starts_with(&wire)).count();
    assert_eq!(asked, 1, "{:?}", store.hits());
}

#[test]
fn two_ways_into_a_subpackage_that_is_not_here_share_one_download() {
    let store = Store::start();
    let main = hello("Main")
        .app("otherPages", json!(["sub/a/a"]))
        .app(
            "subPackages",
            json!([{"root": "sub", "name": "sub", "pages": ["a/a"], "independent": false}]),
        )
        .zip("canteen");
    let sub = Source::new("")
        .page("sub/a/a", "<view>sub</view>", "Page({})", json!({}))
        .file("sub/big.bin", noise(500_000, 2))
        .package("canteen", "sub", "sub");
    let mut release = store.release("canteen", 1, &main);
    let limits = tiffin_protocol::Limits::DEFAULT;
    let entry = tiffin_protocol::package::describe("sub", "sub", false, &sub, &limits).unwrap();
    let package = entry.sha256;
    release.packages.push(entry);
    store.publish_as("canteen", &release, &main, |head| head);
    let wire = format!("/blobs/{package}.zst");
    store.put(&wire, zstd::encode_all(&sub[..], 3).unwrap());
    let folder = tempfile::tempdir().unwrap();
    open(folder.path(), &store.settings(), &store).close();
    store.slow(Duration::from_millis(10));
    let mut shell = Shell::at(folder.path(), store.settings());
    let link = format!("{}/sub/a/a", store.link("canteen"));
    for way in 1..=2 {
        shell
            .host
            .open_link(&format!("{link}?way={way}"), Scene::ScanCamera)
            .unwrap();
        shell.until("it is on its way", |_| {
            store.hits().iter().any(|hit| hit.starts_with(&wire))
        });
    }
    shell.until_page();
    let hits = store.hits();
    let asked = hits.iter().filter(|hit| hit.starts_with(&wire)).count();
    assert_eq!(asked, 1, "{hits:?}");
}

#[test]
fn an_older_head_of_the_same_sequence_does_not_undo_a_recall() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::start();
    let earlier = |head: Head| Head {
        issued_at: Time::from_unix(now() - 100).unwrap(),
        ..head
    };
    publish(&store, 1, &hello("One"), earlier);
    let head = "/api/v1/programs/canteen/head";
    let before = store.get(head);
    open(folder.path(), &store.settings(), &store).close();
    publish(&store, 1, &hello("One"), |head| Head {
        recalled: vec![1],
        ..head
    });
    let mut shell = open(folder.path(), &store.settings(), &store);
    let asked = |store: &Store| {
        let hits = store.hits();
        hits.iter().filter(|hit| hit.starts_with(head)).count()
    };
    shell.until("the store was asked", |_| asked(&store) == 2);
    shell.settle(Duration::from_millis(300));
    shell.close();
    let error = refused(folder.path(), &store.settings(), &store);
    assert_eq!(error.code, Code::ReleaseRecalled);
    // Somebody in between answers with what the store said earlier; it has not expired.
    store.put(head, before);
    let error = refused(folder.path(), &store.settings(), &store);
    assert_eq!(error.code, Code::ReleaseRecalled);
}

#[test]
fn after_a_failed_start_a_recalled_version_does_not_run() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::start();
    store.publish("canteen", 1, &hello("One"));
    open(folder.path(), &store.settings(), &store).close();
    publish(&store, 2, &broken(), |head| Head {
        recalled: vec![1],
        ..head
    });
    let package = Sha256::of(&broken().zip("canteen"));
    let mut shell = open(folder.path(), &store.settings(), &store);
    let file = folder.path().join(format!("packages/{package}.zip"));
    shell.until("the new version is here", |_| file.is_file());
    shell.settle(Duration::from_millis(500));
    shell.close();
    let mut shell = Shell::at(folder.path(), store.settings());
    shell
        .host
        .open_link(&store.link("canteen"), Scene::ScanCamera)
        .unwrap();
    shell.until("the crash page", |shell| crashed(shell) || launched(shell));
    shell.settle(Duration::from_millis(500));
    assert!(
        !launched(&shell),
        "a recalled version ran: {:?}",
        shell.logs
    );
}

#[test]
fn a_forced_update_that_fails_at_its_start_comes_to_an_end() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::start();
    store.publish("canteen", 1, &hello("One"));
    open(folder.path(), &store.settings(), &store).close();
    publish(&store, 2, &broken(), |head| Head {
        min_sequence: 2,
        ..head
    });
    let mut shell = open(folder.path(), &store.settings(), &store);
    let package = Sha256::of(&broken().zip("canteen"));
    let file = folder.path().join(format!("packages/{package}.zip"));
    shell.until("the new version is here", |_| file.is_file());
    shell.settle(Duration::from_millis(500));
    shell.close();
    let before = store.hits().len();
    let mut shell = Shell::at(folder.path(), store.settings());
    shell
        .host
        .open_link(&store.link("canteen"), Scene::ScanCamera)
        .unwrap();
    // The person tries again, and again; then it says that it makes no sense for now.
    for _ in 0..2 {
        shell.until("the crash page", crashed);
        let front = shell.front.unwrap();
        shell.chrome.clear();
        shell.chrome_action(front, ChromeAction::CrashRestart);
    }
    shell.until("the crash page", crashed);
    let front = shell.front.unwrap();
    shell.chrome_action(front, ChromeAction::CrashRestart);
    let error = shell.until_failed();
    assert_eq!(error.code, Code::ReleaseFailed, "{error}");
    shell.settle(Duration::from_millis(500));
    assert!(!launched(&shell), "too old a version ran: {:?}", shell.logs);
    let requests = store.hits().len() - before;
    assert!(requests < 12, "{requests} requests");
    shell.close();
    // Offline nobody says that it is too old: the last good one opens.
    store.stop();
    let shell = open(folder.path(), &store.settings(), &store);
    assert_eq!(title(&shell), "One");
    shell.close();
    store.go_on();
    store.publish("canteen", 3, &hello("Three"));
    let shell = open(folder.path(), &store.settings(), &store);
    assert_eq!(title(&shell), "Three");
}

#[test]
fn a_start_that_somebody_cuts_off_is_no_failure() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::start();
    store.publish("canteen", 1, &hello("One"));
    open(folder.path(), &store.settings(), &store).close();
    store.publish("canteen", 2, &hello("Two"));
    open_and_stage(folder.path(), &store);
    for _ in 0..8 {
        let mut shell = Shell::at(folder.path(), store.settings());
        shell.dead_views = true;
        shell
            .host
            .open_link(&store.link("canteen"), Scene::ScanCamera)
            .unwrap();
        shell.until_log("launch");
        shell.close();
    }
    let shell = open(folder.path(), &store.settings(), &store);
    assert_eq!(title(&shell), "Two");
    shell.close();
    assert_eq!(
        number(folder.path(), "SELECT count(*) FROM failed_release"),
        0
    );
}

/// A native crash takes the whole process with it, and nobody can tell it from a kill by the system: it takes many.
#[test]
fn a_version_that_takes_the_process_down_each_time_is_given_up() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::start();
    store.publish("canteen", 1, &hello("One"));
    open(folder.path(), &store.settings(), &store).close();
    store.publish("canteen", 2, &hello("Two"));
    open_and_stage(folder.path(), &store);
    let shell = open(folder.path(), &store.settings(), &store);
    assert_eq!(title(&shell), "Two");
    shell.close();
    for (starts, opens) in [(5, "Two"), (6, "One")] {
        let sql = format!("UPDATE program SET trial_starts = {starts}");
        database(folder.path()).execute(&sql, []).unwrap();
        let shell = open(folder.path(), &store.settings(), &store);
        assert_eq!(title(&shell), opens, "after {starts} starts");
        shell.close();
    }
}

#[test]
fn a_store_that_changes_its_release_key_alone_strands_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::start();
    let settings = store.settings();
    store.publish("canteen", 1, &hello("One"));
    open(folder.path(), &settings, &store).close();
    store.rotate_release_key(2, 40);
    let package = store.publish("canteen", 2, &hello("Two"));
    let mut shell = open(folder.path(), &settings, &store);
    let file = folder.path().join(format!("packages/{package}.zip"));
    shell.until("the new version is here", |_| file.is_file());
    shell.settle(Duration::from_millis(500));
    shell.close();
    store.stop();
    let shell = open(folder.path(), &settings, &store);
    assert_eq!(title(&shell), "Two");
}

#[test]
fn what_came_before_its_signer_was_rotated_out_opens_offline() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::start();
    let settings = store.settings();
    store.publish("canteen", 1, &hello("One"));
    open(folder.path(), &settings, &store).close();
    store.rotate(2, 50);
    store.publish("another", 1, &hello("Another"));
    let mut shell = Shell::at(folder.path(), settings.clone());
    shell.open(&store.link("another"));
    shell.close();
    store.stop();
    let shell = open(folder.path(), &settings, &store);
    assert_eq!(title(&shell), "One");
}

/// Writes a version of canteen into the database and the packages, as the store's and the developer's, and makes it active.
fn plant(folder: &Path, release: &Release, zip: &[u8], keys: [&SigningKey; 2]) {
    let mut envelope = release.sign(keys[0]).unwrap();
    envelope.sign(keys[1]).unwrap();
    let envelope = envelope.to_bytes().unwrap();
    let digest = Sha256::of(&envelope).to_string();
    let package = release.packages[0].sha256;
    std::fs::write(folder.join(format!("packages/{package}.zip")), zip).unwrap();
    let db = database(folder);
    db.execute(
        "INSERT INTO release (digest, program, sequence, version, envelope, added_at) VALUES (?1, 'canteen', ?2, '9', ?3, 0)",
        rusqlite::params![digest, release.sequence, envelope],
    )
    .unwrap();
    db.execute("UPDATE program SET active = ?1", [digest])
        .unwrap();
}

#[test]
fn a_release_that_somebody_wrote_into_the_database_does_not_run() {
    let store = Store::start();
    store.publish("canteen", 1, &hello("One"));
    let thief = SigningKey::from_seed(&[77; 32]);
    let zip = hello("Stolen").zip("canteen");
    for (signed_by, code) in [
        // Signed by nobody that counts; by the store's key, and another developer; by the developer alone.
        ([&thief, &thief], Code::ReleaseStore),
        ([&thief, &store.store_key], Code::ReleaseDeveloper),
        ([&store.developer, &thief], Code::ReleaseStore),
    ] {
        let folder = tempfile::tempdir().unwrap();
        open(folder.path(), &store.settings(), &store).close();
        let mut release = store.release("canteen", 2, &zip);
        let public = signed_by[0].public();
        release.developer = public.id();
        release.developer_key = tiffin_protocol::release::PublicKey::of(&public);
        plant(folder.path(), &release, &zip, signed_by);
        store.stop();
        let error = refused(folder.path(), &store.settings(), &store);
        assert_eq!(error.code, code);
        store.go_on();
        let shell = open(folder.path(), &store.settings(), &store);
        assert_eq!(title(&shell), "One", "fetched again");
        assert!(
            !shell.logs.iter().any(|log| log.contains("Stolen")),
            "{:?}",
            shell.logs
        );
        shell.close();
    }
}

fn with_both(owner: &Store, other: &Store) -> Settings {
    let mut settings = owner.settings();
    settings.stores.extend(other.settings().stores);
    settings
}

#[test]
fn a_link_of_another_trusted_store_opens_what_is_installed() {
    let folder = tempfile::tempdir().unwrap();
    let (owner, other) = (Store::start(), Store::start());
    let settings = with_both(&owner, &other);
    owner.publish("canteen", 1, &hello("One"));
    let package = other.publish("canteen", 5, &hello("Five"));
    open(folder.path(), &settings, &owner).close();
    for _ in 0..2 {
        let shell = open(folder.path(), &settings, &other);
        assert_eq!(title(&shell), "One", "versions are the owner's to decide");
        shell.close();
    }
    let wanted = format!("/blobs/{package}");
    assert!(!other.hits().iter().any(|hit| hit.starts_with(&wanted)));
    // The owner's next version is no rollback of what the other store said.
    owner.publish("canteen", 2, &hello("Two"));
    let mut shell = open(folder.path(), &settings, &owner);
    shell.until("a version waits", |_| {
        number(
            folder.path(),
            "SELECT count(*) FROM program WHERE pending IS NOT NULL",
        ) == 1
    });
    shell.close();
    let shell = open(folder.path(), &settings, &owner);
    assert_eq!(title(&shell), "Two");
    shell.close();
    // What the other store says is its own matter, and it may go away.
    other.stop();
    owner.stop();
    let shell = open(folder.path(), &settings, &other);
    assert_eq!(title(&shell), "Two");
}

#[test]
fn a_link_to_another_developers_program_of_the_same_name_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (owner, mut other) = (Store::start(), Store::start());
    other.developer = SigningKey::from_seed(&[9; 32]);
    let settings = with_both(&owner, &other);
    owner.publish("canteen", 1, &hello("One"));
    other.publish("canteen", 1, &hello("Other"));
    open(folder.path(), &settings, &owner).close();
    let error = refused(folder.path(), &settings, &other);
    assert_eq!(error.code, Code::ReleaseDeveloper);
}

/// A host that asks about everything it has, all the time.
fn eager(store: &Store) -> Settings {
    Settings {
        update: UpdateSettings {
            check_every_ms: 200,
        },
        ..store.settings()
    }
}

#[test]
fn a_recall_is_heard_of_without_opening_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::start();
    publish(&store, 1, &hello("One"), |head| head);
    open(folder.path(), &store.settings(), &store).close();
    publish(&store, 1, &hello("One"), |head| Head {
        recalled: vec![1],
        ..head
    });
    let head = store.get("/api/v1/programs/canteen/head");
    let mut shell = Shell::at(folder.path(), eager(&store));
    shell.until("the new head is kept", |_| {
        let kept = database(folder.path()).query_row("SELECT envelope FROM head", [], |row| {
            row.get::<_, Vec<u8>>(0)
        });
        kept.is_ok_and(|kept| kept == head)
    });
    shell.close();
    let hits = store.hits();
    assert!(
        hits.iter().any(|hit| hit.starts_with("/api/v1/root/2")),
        "newer roots are asked for first: {hits:?}"
    );
    store.stop();
    let error = refused(folder.path(), &store.settings(), &store);
    assert_eq!(error.code, Code::ReleaseRecalled);
}

#[test]
fn what_waits_and_was_taken_back_meanwhile_is_not_promoted() {
    for change in [
        |head: Head| Head {
            recalled: vec![2],
            ..head
        },
        |head: Head| Head {
            min_sequence: 3,
            ..head
        },
    ] {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::start();
        store.publish("canteen", 1, &hello("One"));
        open(folder.path(), &store.settings(), &store).close();
        store.publish("canteen", 2, &hello("Two"));
        open_and_stage(folder.path(), &store);
        // Its packages cannot be had, so that it does not take the place of what waits.
        publish(&store, 3, &hello("Three"), change);
        let package = Sha256::of(&hello("Three").zip("canteen"));
        store.remove(&format!("/blobs/{package}"));
        store.remove(&format!("/blobs/{package}.zst"));
        let head = store.get("/api/v1/programs/canteen/head");
        let mut shell = Shell::at(folder.path(), eager(&store));
        shell.until("the new head is kept", |_| {
            let kept = database(folder.path()).query_row("SELECT envelope FROM head", [], |row| {
                row.get::<_, Vec<u8>>(0)
            });
            kept.is_ok_and(|kept| kept == head)
        });
        shell.close();
        let mut shell = Shell::at(folder.path(), store.settings());
        shell
            .host
            .open_link(&store.link("canteen"), Scene::ScanCamera)
            .unwrap();
        shell.until("an end", |shell| {
            shell.failed().is_some() || launched(shell)
        });
        if shell.failed().is_none() {
            shell.until_page();
            assert_eq!(title(&shell), "One");
        }
    }
}

#[test]
fn a_store_recovers_from_a_stolen_head_key_by_a_new_epoch() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::start();
    let settings = store.settings();
    store.publish("canteen", 1, &hello("One"));
    open(folder.path(), &settings, &store).close();
    // The thief announces a version that no honest one comes after.
    publish(&store, 1, &hello("One"), |mut head| {
        head.stable.sequence = 1 << 50;
        head
    });
    let mut shell = open(folder.path(), &settings, &store);
    shell.until("it was heard", |_| {
        number(folder.path(), "SELECT count(*) FROM head") == 1
            && store
                .hits()
                .iter()
                .filter(|hit| hit.contains("/head"))
                .count()
                == 2
    });
    shell.settle(Duration::from_millis(500));
    shell.close();
    store.epoch = 1;
    store.rotate(2, 60);
    store.publish("canteen", 2, &hello("Two"));
    let mut shell = open(folder.path(), &settings, &store);
    shell.settle(Duration::from_millis(1_000));
    shell.close();
    let shell = open(folder.path(), &settings, &store);
    assert_eq!(title(&shell), "Two");
}

/// Makes all files of a folder look as if they had been there for long.
fn age(folder: &Path) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let file = std::fs::File::options()
            .append(true)
            .open(entry.unwrap().path())
            .unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(7_200))
            .unwrap();
    }
}

fn files(folder: &Path) -> usize {
    std::fs::read_dir(folder).unwrap().count()
}

#[test]
fn old_versions_and_removed_programs_leave_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let bundle = tempfile::tempdir().unwrap();
    let store = Store::start();
    let home = Source::new("App({})").page(
        "pages/index/index",
        "<view id=\"box\" bindtap=\"tap\">home</view>",
        "Page({ tap() { tiffin.remove({ program: 'canteen' }).then(() => console.log('removed')) } })",
        json!({"navigationBarTitleText": "Home"}),
    );
    let settings = Settings {
        home: Some(store.home(bundle.path(), &home)),
        ..store.settings()
    };
    let place = |name: &str| folder.path().join(name);
    for sequence in 1..=4 {
        let source = hello(&format!("V{sequence}")).file("only.js", format!("// {sequence}"));
        let package = store.publish("canteen", sequence, &source);
        let mut shell = open(folder.path(), &settings, &store);
        shell.until("it is here", |_| {
            place(&format!("packages/{package}.zip")).is_file()
        });
        shell.settle(Duration::from_millis(500));
        shell.close();
    }
    let used = |folder: &Path| {
        let entries = std::fs::read_dir(folder.join("bytecode")).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.ends_with(".used")).count()
    };
    assert!(
        used(folder.path()) >= 2,
        "what a version uses is written down"
    );
    for name in ["packages", "bytecode"] {
        age(&place(name));
    }
    std::fs::write(
        place("bytecode").join("f".repeat(64)),
        b"of a version long gone",
    )
    .unwrap();
    age(&place("bytecode"));
    // V4 waits, V3 is active, V2 is kept to fall back to.
    let mut shell = Shell::at(
        folder.path(),
        Settings {
            update: UpdateSettings {
                check_every_ms: 200,
            },
            ..settings.clone()
        },
    );
    shell.until("old packages are gone", |_| files(&place("packages")) <= 3);
    shell.until("old statements are gone", |_| {
        number(folder.path(), "SELECT count(*) FROM release") <= 3
    });
    shell.until("old bytecode is gone", |_| {
        !place("bytecode").join("f".repeat(64)).exists()
    });
    shell.close();
    store.stop();
    let mut shell = open(folder.path(), &settings, &store);
    assert_eq!(title(&shell), "V4", "what is in use stays");
    shell.settle(Duration::from_millis(300));
    shell.close();
    for name in ["packages", "bytecode"] {
        age(&place(name));
    }
    let mut shell = Shell::at(folder.path(), settings);
    shell.host.open_home();
    shell.until_page();
    shell.tap("box");
    shell.until_log("removed");
    shell.until("its packages are gone", |_| files(&place("packages")) == 0);
    for table in ["release", "head", "failed_release", "program"] {
        let sql = format!("SELECT count(*) FROM {table}");
        assert_eq!(number(folder.path(), &sql), 0, "{table}");
    }
}
