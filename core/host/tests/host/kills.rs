//! Power loss, played by kill -9: a host of its own process installs and updates, and dies at a different moment each
//! time. Whenever it was, what opened before opens afterwards without a network, and nothing piles up.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tiffin_host::*;

use crate::shell::Shell;
use crate::store::{Store, hello, noise};

/// Moments at which the process is killed.
const INSTALLS: u64 = 16;
const UPDATES: u64 = 28;
/// Half downloads that may stay, to go on with.
const MAX_PARTS: usize = 8;

/// The process that dies: this binary again, in the role that `child` plays.
fn spawn(folder: &Path, store: &Store) -> Child {
    let root = folder.parent().unwrap().join("root");
    std::fs::write(&root, store.root()).unwrap();
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kills::child", "--ignored", "--nocapture"])
        .env("TIFFIN_KILLS", folder)
        .env("TIFFIN_KILLS_BASE", &store.base)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
#[ignore = "a role that the other tests of this file start"]
fn child() {
    let folder = std::path::PathBuf::from(std::env::var("TIFFIN_KILLS").unwrap());
    let base = std::env::var("TIFFIN_KILLS_BASE").unwrap();
    let settings = Settings {
        stores: vec![StoreSettings {
            name: "Test".into(),
            base: base.clone(),
            root: std::fs::read(folder.parent().unwrap().join("root")).unwrap(),
        }],
        ..Settings::default()
    };
    let mut shell = Shell::at(&folder, settings);
    shell.open(&format!("{base}/m/canteen"));
    shell.settle(Duration::from_secs(20));
}

/// Files that are not packages in their place.
fn leftovers(folder: &Path) -> (usize, u64) {
    let Ok(entries) = std::fs::read_dir(folder.join("staging")) else {
        return (0, 0);
    };
    let sizes: Vec<u64> = entries
        .map(|entry| entry.unwrap().metadata().unwrap().len())
        .collect();
    (sizes.len(), sizes.iter().sum())
}

fn die_after(folder: &Path, store: &Store, millis: u64) {
    let mut child = spawn(folder, store);
    std::thread::sleep(Duration::from_millis(millis));
    child.kill().unwrap();
    child.wait().unwrap();
}

/// Opens without a store; the title of what opened, or why nothing did.
fn offline(folder: &Path, store: &Store) -> Result<String, HostError> {
    store.stop();
    let mut shell = Shell::at(folder, store.settings());
    shell
        .host
        .open_link(&store.link("canteen"), Scene::ScanCamera)
        .unwrap();
    shell.until("an answer", |shell| {
        shell.failed().is_some() || shell.page_text().contains("hi 0")
    });
    let outcome = match shell.failed() {
        Some(error) => Err(error.clone()),
        None => Ok(shell.front_chrome().unwrap().nav_bar.title.clone()),
    };
    shell.close();
    store.go_on();
    outcome
}

fn version(sequence: u64) -> crate::store::Source {
    hello(&format!("V{sequence}")).file("big.bin", noise(600_000, sequence))
}

#[test]
fn killed_at_any_moment_of_a_first_install() {
    let outer = tempfile::tempdir().unwrap();
    let store = Store::start();
    store.publish("canteen", 1, &version(1));
    store.slow(Duration::from_millis(4));
    let (mut opened, mut absent) = (0, 0);
    for moment in 0..INSTALLS {
        let folder = outer.path().join(format!("data{moment}"));
        std::fs::create_dir(&folder).unwrap();
        die_after(&folder, &store, 20 + moment * 60);
        match offline(&folder, &store) {
            Ok(title) => {
                assert_eq!(title, "V1");
                opened += 1;
            }
            // Nothing was there, and nothing is: the next try gets it.
            Err(error) => {
                assert!(
                    matches!(error.remedy, Remedy::Offline),
                    "moment {moment}: {error}"
                );
                absent += 1;
            }
        }
        let mut shell = Shell::at(&folder, store.settings());
        shell.open(&store.link("canteen"));
        shell.close();
        assert_eq!(leftovers(&folder), (0, 0), "moment {moment}");
    }
    eprintln!("{opened} opened without a network, {absent} had nothing yet");
    assert!(absent > 0, "no kill came early");
}

#[test]
fn killed_at_any_moment_of_an_update() {
    let outer = tempfile::tempdir().unwrap();
    let folder = outer.path().join("data");
    std::fs::create_dir(&folder).unwrap();
    let store = Store::start();
    store.publish("canteen", 1, &version(1));
    let mut shell = Shell::at(&folder, store.settings());
    shell.open(&store.link("canteen"));
    shell.close();
    store.slow(Duration::from_millis(4));
    let mut newest = 1;
    let mut steps = 0;
    for moment in 0..UPDATES {
        let next = moment + 2;
        store.publish("canteen", next, &version(next));
        die_after(&folder, &store, 20 + moment * 60);
        let title = offline(&folder, &store)
            .unwrap_or_else(|error| panic!("moment {moment}: nothing opens: {error}"));
        let opened: u64 = title[1..].parse().unwrap();
        assert!(
            opened >= newest && opened <= next,
            "moment {moment}: {title} after V{newest}"
        );
        steps += u64::from(opened > newest);
        newest = opened;
        let (files, bytes) = leftovers(&folder);
        assert!(
            files <= MAX_PARTS && bytes <= 700_000 * MAX_PARTS as u64,
            "moment {moment}: {files} files, {bytes} bytes"
        );
    }
    eprintln!("{steps} updates of {UPDATES} came through before the kill");
    assert!(steps > 0, "no kill came late");
    // The last one, let be: it comes through.
    let mut shell = Shell::at(&folder, store.settings());
    shell.open(&store.link("canteen"));
    let last = UPDATES + 1;
    let zip = version(last).zip("canteen");
    let package = tiffin_protocol::Sha256::of(&zip);
    let kept = folder.join(format!("packages/{package}.zip"));
    shell.until("the last version is here", |_| kept.is_file());
    shell.settle(Duration::from_millis(500));
    shell.close();
    assert_eq!(offline(&folder, &store).unwrap(), format!("V{last}"));
}
