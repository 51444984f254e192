//! What strangers send: each with its own code, and nothing of it opened.

use std::time::Duration;

use tiffin_host::*;
use tiffin_protocol::release::{Channel, Head};
use tiffin_protocol::time::Time;

use crate::shell::Shell;
use crate::store::{Store, hello, now};

fn refused(store: &Store) -> HostError {
    let mut shell = Shell::new(store.settings());
    shell
        .host
        .open_link(&store.link("canteen"), Scene::ScanCamera)
        .unwrap();
    let error = shell.until_failed();
    assert!(shell.front.is_none(), "nothing opened");
    error
}

#[test]
fn links_that_lead_nowhere() {
    let store = Store::start();
    let shell = Shell::new(store.settings());
    let code = |text: &str| {
        shell
            .host
            .open_link(text, Scene::ScanCamera)
            .unwrap_err()
            .code
    };
    assert_eq!(code("https://example.com/menu"), Code::LinkForeign);
    assert_eq!(code("WIFI:T:WPA;S:x;;"), Code::LinkForeign);
    assert_eq!(
        code("https://other-store.example/m/canteen"),
        Code::LinkStore
    );
    assert_eq!(
        code("http://other-store.example/m/canteen"),
        Code::LinkInsecure
    );
    assert_eq!(
        shell
            .host
            .open_program("No Such", Scene::Main)
            .unwrap_err()
            .code,
        Code::ProgramId
    );
}

#[test]
fn an_unknown_program_and_a_store_that_is_gone() {
    let store = Store::start();
    assert_eq!(refused(&store).code, Code::ProgramUnknown);
    store.stop();
    let error = refused(&store);
    assert_eq!(
        (error.code, error.remedy),
        (Code::StoreUnreachable, Remedy::Offline)
    );
}

#[test]
fn one_flipped_byte_in_a_package() {
    let store = Store::start();
    let package = store.publish("canteen", 1, &hello("Hello"));
    let mut zip = store.get(&format!("/blobs/{package}"));
    let middle = zip.len() / 2;
    zip[middle] ^= 1;
    store.put(
        &format!("/blobs/{package}.zst"),
        zstd::encode_all(&zip[..], 3).unwrap(),
    );
    assert_eq!(refused(&store).code, Code::PackageDigest);
    store.remove(&format!("/blobs/{package}.zst"));
    store.put(&format!("/blobs/{package}"), zip);
    assert_eq!(refused(&store).code, Code::PackageDigest);
}

#[test]
fn a_truncated_package_and_a_bomb() {
    let store = Store::start();
    let package = store.publish("canteen", 1, &hello("Hello"));
    let zip = store.get(&format!("/blobs/{package}"));
    store.put(
        &format!("/blobs/{package}.zst"),
        zstd::encode_all(&zip[..zip.len() - 10], 3).unwrap(),
    );
    assert_eq!(refused(&store).code, Code::PackageSize);
    store.put(
        &format!("/blobs/{package}.zst"),
        zstd::encode_all(&vec![0; 50_000_000][..], 3).unwrap(),
    );
    assert_eq!(refused(&store).code, Code::PackageSize);
    store.put(
        &format!("/blobs/{package}.zst"),
        b"not zstd at all".to_vec(),
    );
    assert_eq!(refused(&store).code, Code::PackageDigest);
}

#[test]
fn one_flipped_byte_on_the_disk_is_noticed_and_fetched_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::start();
    let package = store.publish("canteen", 1, &hello("Hello"));
    let mut shell = Shell::at(folder.path(), store.settings());
    shell.open(&store.link("canteen"));
    shell.close();
    let file = folder.path().join(format!("packages/{package}.zip"));
    let good = std::fs::read(&file).unwrap();
    // In the config, which is read before anything starts.
    let at = good
        .windows(11)
        .position(|window| window == b"templateAbi")
        .unwrap();
    let mut bad = good.clone();
    bad[at] ^= 1;
    std::fs::write(&file, &bad).unwrap();
    let mut shell = Shell::at(folder.path(), store.settings());
    shell.open(&store.link("canteen"));
    assert_eq!(std::fs::read(&file).unwrap(), good);
    shell.close();
    std::fs::write(&file, &bad).unwrap();
    store.stop();
    let mut shell = Shell::at(folder.path(), store.settings());
    shell
        .host
        .open_link(&store.link("canteen"), Scene::ScanCamera)
        .unwrap();
    assert_eq!(shell.until_failed().code, Code::PackageFileDigest);
}

#[test]
fn a_script_changed_on_the_disk_never_runs() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::start();
    let package = store.publish("canteen", 1, &hello("Hello"));
    let mut shell = Shell::at(folder.path(), store.settings());
    shell.open(&store.link("canteen"));
    shell.close();
    store.stop();
    let file = folder.path().join(format!("packages/{package}.zip"));
    let mut bytes = std::fs::read(&file).unwrap();
    let at = bytes
        .windows(8)
        .position(|window| window == b"'launch'")
        .unwrap();
    bytes[at + 1] = b'L';
    std::fs::write(&file, &bytes).unwrap();
    let mut shell = Shell::at(folder.path(), store.settings());
    shell
        .host
        .open_link(&store.link("canteen"), Scene::ScanCamera)
        .unwrap();
    shell.until("the crash page", |shell| {
        shell
            .front_chrome()
            .is_some_and(|chrome| chrome.crash.is_some())
    });
    assert!(
        !shell.logs.iter().any(|log| log.starts_with("Launch")),
        "{:?}",
        shell.logs
    );
}

#[test]
fn a_store_key_that_the_root_does_not_name() {
    let mut store = Store::start();
    let settings = store.settings();
    store.store_key = tiffin_protocol::dsse::SigningKey::from_seed(&[8; 32]);
    store.publish("canteen", 1, &hello("Hello"));
    let mut shell = Shell::new(settings);
    shell
        .host
        .open_link(&store.link("canteen"), Scene::ScanCamera)
        .unwrap();
    assert_eq!(shell.until_failed().code, Code::EnvelopeSigner);
}

#[test]
fn another_developer_cannot_take_a_program_over() {
    let mut store = Store::start();
    store.publish("canteen", 1, &hello("Hello"));
    let folder = tempfile::tempdir().unwrap();
    let mut shell = Shell::at(folder.path(), store.settings());
    shell.open(&store.link("canteen"));
    shell.close();
    store.developer = tiffin_protocol::dsse::SigningKey::from_seed(&[9; 32]);
    store.publish("canteen", 2, &hello("Stolen"));
    let mut shell = Shell::at(folder.path(), store.settings());
    shell.open(&store.link("canteen"));
    shell.settle(Duration::from_millis(500));
    shell.close();
    let mut shell = Shell::at(folder.path(), store.settings());
    shell.open(&store.link("canteen"));
    assert_eq!(shell.front_chrome().unwrap().nav_bar.title, "Hello");
}

#[test]
fn heads_that_lie() {
    type Change = fn(Head) -> Head;
    let cases: [(Code, Change); 7] = [
        (Code::HeadProgram, |head| Head {
            program: "other".parse().unwrap(),
            ..head
        }),
        (Code::HeadStore, |head| Head {
            store: "https://elsewhere.example".into(),
            ..head
        }),
        (Code::HeadExpired, |head| Head {
            issued_at: Time::from_unix(0).unwrap(),
            expires: Time::from_unix(now() - 1).unwrap(),
            ..head
        }),
        (Code::ReleaseSequence, |mut head| {
            head.stable.sequence += 1;
            head
        }),
        (Code::HeadEpoch, |head| Head { epoch: 1, ..head }),
        (Code::HeadChannel, |head| Head {
            channel: Channel::TRIAL,
            ..head
        }),
        (Code::HeadFormat, |head| Head { format: 3, ..head }),
    ];
    for (code, change) in cases {
        let store = Store::start();
        let zip = hello("Hello").zip("canteen");
        store.publish_as("canteen", &store.release("canteen", 1, &zip), &zip, change);
        assert_eq!(refused(&store).code, code);
    }
}

#[test]
fn a_release_of_another_program_and_a_manifest_that_lies() {
    let store = Store::start();
    let zip = hello("Hello").zip("canteen");
    store.publish_as("canteen", &store.release("other", 1, &zip), &zip, |head| {
        head
    });
    assert_eq!(refused(&store).code, Code::ReleaseProgram);
    let zip = hello("Hello").zip("other");
    store.publish_as(
        "canteen",
        &store.release("canteen", 1, &zip),
        &zip,
        |head| head,
    );
    assert_eq!(refused(&store).code, Code::ManifestProgram);
}

#[test]
fn what_a_view_may_load() {
    let store = Store::start();
    store.publish("canteen", 1, &hello("Hello"));
    let mut shell = Shell::new(store.settings());
    shell.open(&store.link("canteen"));
    let view = shell.shown.unwrap();
    let picture = shell.host.view_resource(view, "/images/a.png").unwrap();
    assert_eq!(picture.mime, "image/png");
    assert_eq!(
        picture.body.read().unwrap(),
        vec![0x89, b'P', b'N', b'G', 1, 2, 3]
    );
    let document = shell
        .host
        .view_resource(view, "/__tiffin__/view.html")
        .unwrap();
    assert!(
        document
            .headers
            .iter()
            .any(|(name, value)| *name == "Content-Security-Policy"
                && value.contains("connect-src 'none'"))
    );
    let code = |view, path: &str| shell.host.view_resource(view, path).unwrap_err().code;
    assert_eq!(code(view, "/images/absent.png"), Code::PackageFileMissing);
    assert_eq!(code(view, "/../../../etc/passwd"), Code::PackageFileMissing);
    assert_eq!(
        code(view, "/__tiffin__/config.json"),
        Code::PackageFileMissing
    );
    assert_eq!(
        code(view, "/__tiffin__/icon/canteen"),
        Code::PermissionDenied
    );
    assert_eq!(code(ViewId(999), "/images/a.png"), Code::PermissionDenied);
    // The prewarmed one has the document and nothing else.
    shell.until("a blank view", |shell| {
        shell.views.keys().any(|other| *other != view)
    });
    let blank = *shell.views.keys().find(|other| **other != view).unwrap();
    assert!(
        shell
            .host
            .view_resource(blank, "/__tiffin__/view.js")
            .is_ok()
    );
    assert_eq!(
        shell
            .host
            .view_resource(blank, "/images/a.png")
            .unwrap_err()
            .code,
        Code::PermissionDenied
    );
    // A script of the program is no script in a view.
    assert_eq!(
        shell.host.view_resource(view, "/app.js").unwrap().mime,
        "text/plain; charset=utf-8"
    );
}

#[test]
fn messages_of_a_hostile_view_do_nothing() {
    let store = Store::start();
    store.publish("canteen", 1, &hello("Hello"));
    let mut shell = Shell::new(store.settings());
    shell.open(&store.link("canteen"));
    let view = shell.shown.unwrap();
    let deep = "[".repeat(100_000);
    let huge = format!(r#"{{"t":"log","message":"{}"}}"#, "x".repeat(2_000_000));
    for text in [
        "",
        "null",
        "{}",
        "{\"t\":1}",
        r#"{"t":"nonsense"}"#,
        r#"{"t":"applied","n":-1}"#,
        &deep,
        &huge,
        r#"{"t":"event","node":4294967295,"type":"tap"}"#,
        r#"{"t":"event","node":1,"type":"__proto__"}"#,
        r#"{"t":"queried","q":77,"result":[]}"#,
        r#"{"t":"state","node":1,"kind":"page-scroll","value":"x"}"#,
    ] {
        shell.host.view_message(view, text);
        shell.host.view_message(ViewId(12_345), text);
    }
    shell.tap("box");
    shell.until("it still works", |shell| shell.page_text().contains("hi 1"));
}
