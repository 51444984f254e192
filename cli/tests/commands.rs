//! The commands as a developer runs them: exit codes, what is printed, what is
//! written. What hosts make of what was published is in the journeys.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::path::Path;
use std::process::{Command, Output};

use tiffin_store::catalog::{By, Principal};

fn tiffin(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tiffin"))
        .args(args)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn a_new_program_builds_and_bundles() {
    let folder = tempfile::TempDir::new().unwrap();
    let at = folder.path();
    let made = tiffin(at, &["new", "tea-house"]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let again = tiffin(at, &["new", "tea-house"]);
    assert_eq!(again.status.code(), Some(3));
    let built = tiffin(at, &["build", "tea-house", "--out", "dist"]);
    assert!(built.status.success(), "{}", text(&built.stderr));
    // A template that warns would teach the wrong thing.
    assert_eq!(text(&built.stderr), "");
    let release = std::fs::read_to_string(at.join("dist/release.json")).unwrap();
    assert!(release.contains("\"program\": \"tea-house\""), "{release}");
    let keys = tiffin(at, &["keys", "new", "--out", "key.pem"]);
    assert!(keys.status.success());
    assert_eq!(
        tiffin(at, &["keys", "new", "--out", "key.pem"])
            .status
            .code(),
        Some(3)
    );
    let shown = tiffin(at, &["keys", "show", "key.pem"]);
    assert_eq!(keys.stdout, shown.stdout);
    let bundle = tiffin(
        at,
        &["bundle", "tea-house", "--key", "key.pem", "--out", "home"],
    );
    assert!(bundle.status.success(), "{}", text(&bundle.stderr));
    let envelope = std::fs::read(at.join("home/release.json")).unwrap();
    let envelope = tiffin_protocol::dsse::Envelope::parse(&envelope).unwrap();
    let key = tiffin_protocol::dsse::VerifyingKey::from_base64(text(&shown.stdout).trim()).unwrap();
    let keys = tiffin_protocol::dsse::key_set([&key]);
    let payload = envelope.verify(&keys, 1).unwrap();
    let release = tiffin_protocol::release::Release::parse(&payload).unwrap();
    let main = std::fs::read(at.join("home/main.zip")).unwrap();
    assert_eq!(
        release.packages[0].sha256,
        tiffin_protocol::Sha256::of(&main)
    );
}

#[test]
fn errors_are_shown_with_excerpts() {
    let folder = tempfile::TempDir::new().unwrap();
    let at = folder.path();
    tiffin(at, &["new", "shop"]);
    std::fs::write(
        at.join("shop/pages/index/index.js"),
        "Page({\n  data: {\n})\n",
    )
    .unwrap();
    std::fs::write(
        at.join("shop/pages/detail/detail.wxml"),
        "<view>\n  {{ a + }}\n</view>\n",
    )
    .unwrap();
    let built = tiffin(at, &["build", "shop"]);
    assert_eq!(built.status.code(), Some(1));
    let shown = text(&built.stderr);
    for part in [
        "js.syntax",
        "pages/index/index.js:3:2",
        "wxml.syntax",
        "pages/detail/detail.wxml:2:",
        "{{ a + }}",
        "2 errors, 0 warnings",
    ] {
        assert!(shown.contains(part), "{part} in\n{shown}");
    }
    assert!(!at.join("dist").exists());
}

#[test]
fn qr_codes_are_of_links_only() {
    let folder = tempfile::TempDir::new().unwrap();
    let at = folder.path();
    let link = "http://127.0.0.1:8787/m/canteen";
    assert!(text(&tiffin(at, &["qr", link]).stdout).lines().count() > 10);
    assert!(tiffin(at, &["qr", link, "--out", "a.png"]).status.success());
    assert!(image::open(at.join("a.png")).unwrap().width() >= 480);
    assert!(tiffin(at, &["qr", link, "--out", "a.svg"]).status.success());
    assert_eq!(
        tiffin(at, &["qr", link, "--out", "a.gif"]).status.code(),
        Some(3)
    );
    assert_eq!(tiffin(at, &["qr", "hello"]).status.code(), Some(3));
    assert_eq!(tiffin(at, &["qr"]).status.code(), Some(2));
}

#[test]
fn a_store_that_is_not_there_is_named() {
    let folder = tempfile::TempDir::new().unwrap();
    let at = folder.path();
    tiffin(at, &["new", "shop"]);
    tiffin(at, &["keys", "new", "--out", "key.pem"]);
    let publish = |store: &str| {
        let out = tiffin(
            at,
            &[
                "publish", "shop", "--store", store, "--token", "t", "--key", "key.pem",
            ],
        );
        assert_eq!(out.status.code(), Some(3));
        text(&out.stderr)
    };
    assert!(publish("http://127.0.0.1:9").contains("does not answer"));
    // http leads nowhere but to this device.
    assert!(publish("http://example.com").contains("tiffin:"));
}

#[test]
fn a_check_names_what_is_not_there() {
    let folder = tempfile::TempDir::new().unwrap();
    let at = folder.path();
    tiffin(at, &["new", "shop"]);
    let clean = tiffin(at, &["check", "shop", "--strict"]);
    assert!(clean.status.success(), "{}", text(&clean.stderr));
    assert_eq!(text(&clean.stdout), "nothing found\n");
    let page = at.join("shop/pages/index/index.js");
    let script = std::fs::read_to_string(&page).unwrap();
    std::fs::write(
        &page,
        format!("{script}\nwx.cloud.init()\nwx.requestPayment({{}})\n"),
    )
    .unwrap();
    let checked = tiffin(at, &["check", "shop", "--short"]);
    assert!(checked.status.success());
    let shown = text(&checked.stdout);
    assert!(
        shown.contains("warning[api.fails] pages/index/index.js:"),
        "{shown}"
    );
    assert!(shown.contains("(nearest: "), "{shown}");
    let strict = tiffin(at, &["check", "shop", "--strict"]);
    assert_eq!(strict.status.code(), Some(1));
    assert!(!at.join("dist").exists());
}

#[test]
fn source_maps_go_beside_the_packages() {
    let folder = tempfile::TempDir::new().unwrap();
    let at = folder.path();
    tiffin(at, &["new", "shop"]);
    std::fs::write(at.join("shop/extra.ts"), "export const a: number = 1\n").unwrap();
    let built = tiffin(at, &["build", "shop", "--source-maps"]);
    assert!(built.status.success(), "{}", text(&built.stderr));
    let map = std::fs::read_to_string(at.join("dist/maps/extra.js.map")).unwrap();
    assert!(
        map.contains("\"version\":3") && map.contains("extra.ts"),
        "{map}"
    );
}

/// A store of this process, on a free port of this machine until the process ends: its address and token.
fn store(folder: &Path) -> (String, String) {
    let (data, (tell, told)) = (folder.join("store"), std::sync::mpsc::channel());
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let by = By {
                who: Principal::Operator("test".into()),
                at: tiffin_store::clock::system(),
            };
            tiffin_store::init(by, &data, None, "Test").await.unwrap();
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            let origin = format!("http://{}", listener.local_addr().unwrap());
            let config = tiffin_store::Config {
                data: data.clone(),
                public: tiffin_protocol::StoreRef::parse(&origin).unwrap(),
                head_life: tiffin_store::HEAD_LIFE,
                limits: tiffin_protocol::Limits::DEFAULT,
                clock: tiffin_store::clock::system,
            };
            let store = tiffin_store::Store::open(config).await.unwrap();
            let token = std::fs::read_to_string(data.join("token")).unwrap();
            tell.send((origin, token.trim().to_owned())).unwrap();
            tiffin_store::serve::serve(listener, store.router(), std::future::pending()).await;
        });
    });
    told.recv_timeout(std::time::Duration::from_secs(60))
        .unwrap()
}

#[test]
fn a_version_that_the_project_keeps_counts_on() {
    let folder = tempfile::TempDir::new().unwrap();
    let at = folder.path();
    let (store, token) = store(at);
    tiffin(at, &["new", "shop"]);
    tiffin(at, &["keys", "new", "--out", "key.pem"]);
    let publish = |change: &str, more: &[&str]| {
        let page = at.join("shop/pages/index/index.js");
        let script = std::fs::read_to_string(&page).unwrap();
        std::fs::write(&page, format!("{script}\n// {change}\n")).unwrap();
        let mut args = vec![
            "publish", "shop", "--store", &store, "--token", &token, "--key", "key.pem", "--no-qr",
        ];
        args.extend(more);
        let out = tiffin(at, &args);
        (out.status.code(), text(&out.stderr))
    };
    for version in ["1.0.0", "1.0.1", "1.0.2"] {
        let (code, said) = publish(version, &[]);
        assert_eq!(code, Some(0), "{said}");
        assert!(
            said.contains(&format!("published shop {version} ")),
            "{said}"
        );
    }
    // What is asked for is not bent: the store refuses it.
    let (code, said) = publish("back", &["--version", "1.0.1"]);
    assert_eq!(code, Some(3), "{said}");
    assert!(said.contains("release.version"), "{said}");
    let (_, said) = publish("on", &["--version", "1.1"]);
    assert!(said.contains("published shop 1.1 "), "{said}");
    let (code, said) = publish("other bytes", &["--version", "1.1"]);
    assert_eq!(code, Some(3), "{said}");
    assert!(said.contains("release.version"), "{said}");
    let (_, said) = publish("and on", &[]);
    assert!(said.contains("published shop 1.2 "), "{said}");
}
