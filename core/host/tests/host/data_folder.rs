//! What people have survives: a data folder that version 04a59b9 made opens in every later one, with everything in it.
//! `makes_a_folder` is the test that made it, run by that version: `TIFFIN_MAKE_FOLDER=DIR cargo test -p tiffin-host
//! makes_a_folder -- --ignored`. A fixture is never made again; a later version adds its own beside it.

use std::path::Path;

use serde_json::json;
use tiffin_host::*;
use tiffin_protocol::release::Head;

use crate::shell::{Shell, all_ports};
use crate::store::{Source, Store, hello};

/// The address of the store that the folders remember. Nobody answers there when they are opened.
const ADDRESS: &str = "127.0.0.1:48917";

/// Fills every table and folder with a tap.
const BUSY: &str = "Page({ onLoad() { console.log('order', wx.getStorageSync('order')); \
    wx.login({ success: (r) => console.log('login', typeof r.code) }) }, \
    tap() { wx.setStorageSync('order', '面条 noodles'); \
      wx.downloadFile({ url: BASE + '/pictures/a.bin', success: (r) => wx.saveFile({ tempFilePath: r.tempFilePath, \
        success: () => console.log('kept a file'), fail: (e) => console.log(e.errMsg) }) }); \
      wx.getLocation({ success: (r) => console.log('at', r.latitude), fail: (e) => console.log(e.errMsg) }) } })";

fn busy(store: &Store, title: &str) -> Source {
    Source::new("App({ onLaunch(o) { console.log('launch', o.scene) } })").page(
        "pages/index/index",
        "<view id=\"box\" bindtap=\"tap\">hi</view>",
        &format!("const BASE = '{}'; {BUSY}", store.base),
        json!({"navigationBarTitleText": title}),
    )
}

fn publish_busy(store: &Store, sequence: u64, title: &str) -> tiffin_protocol::Sha256 {
    let zip = busy(store, title).zip("canteen");
    let mut release = store.release("canteen", sequence, &zip);
    release.name = "食堂 Canteen".into();
    release.domains.download = vec![store.base.clone()];
    store.publish_as("canteen", &release, &zip, |head| head)
}

fn grant(shell: &mut Shell) {
    shell.until("a question", |shell| shell.prompt().is_some());
    let prompt = shell.prompt().unwrap().id;
    let answer = PromptAnswer::Grant(Grant::Always);
    shell.answer_prompt(prompt, answer);
    let call = |shell: &Shell| {
        shell.events.iter().rev().find_map(|event| match event {
            HostEvent::PortCall { call, name, .. } if name == "getLocation" => Some(*call),
            _ => None,
        })
    };
    shell.until("the platform's turn", |shell| call(shell).is_some());
    let place = r#"{"latitude": 31.2, "longitude": 121.5}"#;
    shell
        .host
        .port_answer(call(shell).unwrap(), Ok(place.into()));
    shell.until_log("at 31.2");
}

#[test]
#[ignore = "made the fixture, once, with the version that is named after"]
fn makes_a_folder() {
    let folder = std::path::PathBuf::from(std::env::var("TIFFIN_MAKE_FOLDER").unwrap());
    let data = folder.join("data");
    std::fs::create_dir_all(&data).unwrap();
    let mut store = Store::start_at(ADDRESS);
    let settings = store.settings();
    std::fs::write(folder.join("root.json"), store.root()).unwrap();
    store.put("/pictures/a.bin", vec![7; 321]);
    let open = |store: &Store, program: &str| {
        let mut shell = Shell::at(&data, settings.clone());
        shell.open(&store.link(program));
        shell.settle(std::time::Duration::from_millis(500));
        shell
    };
    // canteen: storage, a saved file, a grant, the ledger, an identity, a favourite, and a version that waits.
    publish_busy(&store, 1, "One");
    let mut shell = open(&store, "canteen");
    shell.tap("box");
    grant(&mut shell);
    shell.until_log("kept a file");
    let front = shell.front.unwrap();
    let action = ChromeAction::MenuFavourite(true);
    shell.chrome_action(front, action);
    shell.close();
    let staged = publish_busy(&store, 2, "Two");
    let shell = open(&store, "canteen");
    assert!(data.join(format!("packages/{staged}.zip")).is_file());
    shell.close();
    // laundry: its second version failed here, and the first one opens.
    store.publish("laundry", 1, &hello("Laundry"));
    open(&store, "laundry").close();
    let bad = Source::new("App({ this is not a program").page(
        "pages/index/index",
        "<view/>",
        "Page({})",
        json!({}),
    );
    store.publish("laundry", 2, &bad);
    open(&store, "laundry").close();
    let shell = open(&store, "laundry");
    assert_eq!(shell.front_chrome().unwrap().nav_bar.title, "Laundry");
    shell.close();
    // bakery: withdrawn by its store, and this device heard of it.
    let zip = hello("Bakery").zip("bakery");
    let release = store.release("bakery", 1, &zip);
    store.publish_as("bakery", &release, &zip, |head| head);
    open(&store, "bakery").close();
    store.publish_as("bakery", &release, &zip, |head| Head {
        recalled: vec![1],
        ..head
    });
    open(&store, "bakery").close();
    // library: of a root that changed hands since.
    store.rotate(2, 20);
    store.publish("library", 1, &hello("Library"));
    open(&store, "library").close();
    for name in ["lock", "staging", "bytecode"] {
        let path = data.join(name);
        let _ = std::fs::remove_file(&path).or_else(|_| std::fs::remove_dir_all(&path));
    }
    let db = rusqlite::Connection::open(data.join("tiffin.db")).unwrap();
    db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE); VACUUM; PRAGMA wal_checkpoint(TRUNCATE);")
        .unwrap();
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The folder of an earlier version, in a place where it may be used.
fn fixture(name: &str) -> (tempfile::TempDir, Settings) {
    let source = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name);
    let folder = tempfile::tempdir().unwrap();
    copy(&source.join("data"), folder.path());
    let settings = Settings {
        stores: vec![StoreSettings {
            name: "Test".into(),
            base: format!("http://{ADDRESS}"),
            root: std::fs::read(source.join("root.json")).unwrap(),
        }],
        ..Settings::default()
    };
    (folder, settings)
}

fn link(program: &str) -> String {
    format!("http://{ADDRESS}/m/{program}")
}

#[test]
fn a_folder_of_04a59b9_opens_with_everything_that_was_in_it() {
    let (folder, settings) = fixture("data-04a59b9");
    let titles = [("laundry", "Laundry"), ("library", "Library")];
    for (program, title) in titles {
        let mut shell = Shell::at(folder.path(), settings.clone());
        shell.open(&link(program));
        assert_eq!(shell.front_chrome().unwrap().nav_bar.title, title);
        shell.close();
    }
    // What waited opens, with what the person left there.
    let mut shell = Shell::at(folder.path(), settings.clone());
    shell.open(&link("canteen"));
    assert_eq!(shell.front_chrome().unwrap().nav_bar.title, "Two");
    shell.until_log("order 面条 noodles");
    shell.until_log("login string");
    assert!(shell.front_chrome().unwrap().capsule.unwrap().favourite);
    // The grant stands: the platform is asked, and not the person.
    shell.tap("box");
    shell.until("the platform's turn", |shell| {
        shell
            .events
            .iter()
            .any(|event| matches!(event, HostEvent::PortCall { name, .. } if name == "getLocation"))
    });
    assert_eq!(shell.prompt(), None);
    shell.close();
    // What the store took back stays taken back, though its head was not kept then.
    let mut shell = Shell::at(folder.path(), settings);
    shell
        .host
        .open_link(&link("bakery"), Scene::ScanCamera)
        .unwrap();
    assert_eq!(shell.until_failed().code, Code::ReleaseRecalled);
    shell.close();
    let saved = std::fs::read_dir(folder.path().join("files/canteen/store")).unwrap();
    let saved: Vec<Vec<u8>> = saved
        .map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
        .collect();
    assert_eq!(saved, [vec![7; 321]]);
    let db = rusqlite::Connection::open(folder.path().join("tiffin.db")).unwrap();
    let count = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(count("SELECT count(*) FROM program WHERE uses > 0"), 4);
    assert_eq!(
        count("SELECT count(*) FROM ledger WHERE capability = 'getLocation'"),
        2
    );
    let openid = "SELECT count(*) FROM identity WHERE openid = '9b1a29e1a0ea76417ac0af7eb6b2'";
    assert_eq!(count(openid), 1);
    // A version that failed is known to have failed, with a time when it may be tried again.
    let failed = "SELECT count(*) FROM failed_release WHERE program = 'laundry' AND count = 1 AND again > 1796072474";
    assert_eq!(count(failed), 1);
}

/// Every file below a folder, with its bytes.
fn everything(folder: &Path) -> std::collections::BTreeMap<std::path::PathBuf, Vec<u8>> {
    let mut found = std::collections::BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.clone(), std::fs::read(path).unwrap());
            }
        }
    }
    found
}

#[test]
fn a_folder_of_a_newer_version_is_left_as_it_is() {
    let (folder, settings) = fixture("data-04a59b9");
    let mut shell = Shell::at(folder.path(), settings.clone());
    shell.open(&link("library"));
    shell.close();
    let format = folder.path().join("format");
    let ours: u32 = std::fs::read_to_string(&format)
        .unwrap()
        .trim()
        .parse()
        .unwrap();
    std::fs::write(&format, format!("{}\n", ours + 1)).unwrap();
    std::fs::remove_file(folder.path().join("lock")).unwrap();
    let before = everything(folder.path());
    let config = || HostConfig {
        data_dir: folder.path().to_owned(),
        settings: settings.clone(),
        view_origin: ViewOrigin::Scheme("mp".into()),
        ports: all_ports(),
        log: None,
    };
    let error = Host::start(config(), Environment::default())
        .map(|_| ())
        .unwrap_err();
    assert_eq!(
        (error.code, error.remedy),
        (Code::HostDataNewer, Remedy::Incompatible)
    );
    assert!(before == everything(folder.path()), "something was touched");
    // Without the file, the database's own number says the same.
    std::fs::remove_file(&format).unwrap();
    let db = rusqlite::Connection::open(folder.path().join("tiffin.db")).unwrap();
    db.pragma_update(None, "user_version", ours + 1).unwrap();
    drop(db);
    let error = Host::start(config(), Environment::default())
        .map(|_| ())
        .unwrap_err();
    assert_eq!(error.code, Code::HostDataNewer);
}
