//! Disks that are full, cannot be written, or hold something else; and a store that goes away for longer than one try.
//! A small file system is mounted where that is permitted; where it is not, the test says that it was skipped.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use tiffin_host::*;

use crate::shell::Shell;
use crate::store::{Store, hello, noise};

/// A file system of its own, of so many KiB.
struct Disk {
    folder: tempfile::TempDir,
}

impl Disk {
    fn new(kib: u32) -> Option<Disk> {
        let disk = Disk {
            folder: tempfile::tempdir().unwrap(),
        };
        let size = format!("size={kib}k");
        let mounted = mount(&["-t", "tmpfs", "-o", &size, "tmpfs"], disk.path());
        if !mounted {
            eprintln!("skipped: this user may not mount a file system");
        }
        mounted.then_some(disk)
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn read_only(&self, on: bool) {
        let how = if on { "remount,ro" } else { "remount,rw" };
        // Busy as long as a host that has ended still closes its files.
        let mut tries = (0..100).map(|_| mount(&["-o", how], self.path()));
        let done = tries.any(|done| {
            if !done {
                std::thread::sleep(Duration::from_millis(50));
            }
            done
        });
        assert!(done, "remount");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.path()).output();
    }
}

fn mount(args: &[&str], at: &Path) -> bool {
    let done = Command::new("mount").args(args).arg(at).output();
    done.is_ok_and(|done| done.status.success())
}

fn start(folder: &Path, store: &Store) -> Result<Shell, HostError> {
    let config = HostConfig {
        data_dir: folder.to_owned(),
        settings: store.settings(),
        view_origin: ViewOrigin::Scheme("mp".into()),
        ports: Vec::new(),
        log: None,
    };
    Host::start(config, Environment::default()).map(Shell::of)
}

fn refused(shell: &mut Shell, link: &str) -> HostError {
    shell.events.clear();
    shell.host.open_link(link, Scene::ScanCamera).unwrap();
    shell.until_failed()
}

/// Packages and half packages.
fn staged(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder.join("staging")).unwrap();
    let name = |entry: std::io::Result<std::fs::DirEntry>| {
        entry.unwrap().file_name().into_string().unwrap()
    };
    entries.map(name).collect()
}

#[test]
fn a_full_disk_is_named_and_leaves_what_was_there() {
    let store = Store::start();
    store.publish("small", 1, &hello("Small"));
    store.publish(
        "large",
        1,
        &hello("Large").file("big.bin", noise(1_700_000, 1)),
    );
    let mut full = 0;
    // The room ends in each step: making the database, the download, unpacking, the commit, bytecode.
    for kib in [
        64, 256, 512, 768, 1_024, 1_536, 2_048, 2_560, 3_072, 3_584, 4_096, 5_120, 8_192,
    ] {
        let Some(disk) = Disk::new(kib) else { return };
        let mut shell = match start(disk.path(), &store) {
            Ok(shell) => shell,
            Err(error) => {
                assert_eq!(error.code, Code::DiskFull, "{kib} KiB: {error}");
                full += 1;
                continue;
            }
        };
        shell
            .host
            .open_link(&store.link("small"), Scene::ScanCamera)
            .unwrap();
        shell.until("small", |shell| {
            shell.failed().is_some() || shell.page_text().contains("hi 0")
        });
        let small = shell.failed().cloned();
        if let Some(error) = &small {
            assert_eq!(error.code, Code::DiskFull, "{kib} KiB: {error}");
            full += 1;
        }
        shell.events.clear();
        shell
            .host
            .open_link(&store.link("large"), Scene::ScanCamera)
            .unwrap();
        shell.until("large", |shell| {
            let front = shell.front_chrome();
            shell.failed().is_some() || front.is_some_and(|state| state.nav_bar.title == "Large")
        });
        if let Some(error) = shell.failed() {
            assert_eq!(error.code, Code::DiskFull, "{kib} KiB: {error}");
            full += 1;
        }
        let left = staged(disk.path());
        assert!(
            left.iter().all(|name| name.ends_with(".part")),
            "half written: {left:?}"
        );
        shell.close();
        // What opened still opens, with the store gone and no more room than before.
        if small.is_none() {
            store.stop();
            let mut shell = start(disk.path(), &store).unwrap();
            shell.open(&store.link("small"));
            shell.close();
            store.go_on();
        }
    }
    assert!(full >= 3, "the room was to end, and did {full} times");
}

#[test]
fn room_that_is_made_lets_the_same_install_go_on() {
    let store = Store::start();
    let link = store.link("large");
    let source = hello("Large").file("big.bin", noise(1_700_000, 1));
    store.publish("large", 1, &source);
    let Some(disk) = Disk::new(2_600) else { return };
    let mut shell = start(disk.path(), &store).unwrap();
    assert_eq!(refused(&mut shell, &link).code, Code::DiskFull);
    assert!(mount(&["-o", "remount,size=16m"], disk.path()));
    shell.events.clear();
    shell.open(&link);
    assert_eq!(shell.front_chrome().unwrap().nav_bar.title, "Large");
}

#[test]
fn a_disk_that_cannot_be_written_is_named() {
    let store = Store::start();
    store.publish("canteen", 1, &hello("Hello"));
    store.publish("other", 1, &hello("Other"));
    let Some(disk) = Disk::new(16_384) else {
        return;
    };
    let mut shell = start(disk.path(), &store).unwrap();
    shell.open(&store.link("canteen"));
    shell.settle(Duration::from_millis(300));
    shell.close();
    disk.read_only(true);
    let error = start(disk.path(), &store).map(|_| ()).unwrap_err();
    assert_eq!(error.code, Code::DiskReadOnly, "{error}");
    disk.read_only(false);
    // A new folder on a disk of another kind: nothing to begin with.
    let error = start(Path::new("/proc/self/tiffin"), &store).map(|_| ());
    assert!(
        matches!(
            error.as_ref().map_err(|error| error.code),
            Err(Code::DiskFailed | Code::DiskReadOnly)
        ),
        "{error:?}"
    );
    let mut shell = start(disk.path(), &store).unwrap();
    shell.open(&store.link("canteen"));
    shell.close();
}

#[test]
fn a_database_that_is_none_is_a_fault_of_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::start();
    std::fs::write(folder.path().join("tiffin.db"), vec![7; 8_192]).unwrap();
    let error = start(folder.path(), &store).map(|_| ()).unwrap_err();
    assert_eq!(error.code, Code::DiskFailed, "{error}");
}

#[test]
fn a_store_that_is_gone_for_a_day_costs_no_byte_twice() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::start();
    let package = store.publish(
        "canteen",
        1,
        &hello("Hello").file("big.bin", noise(900_000, 3)),
    );
    let wire = format!("/blobs/{package}.zst");
    let whole = store.get(&wire).len();
    // Each try of the first visit breaks off, then the store is gone, then the host itself.
    store.cut(100_000, 4);
    let mut shell = start(folder.path(), &store).unwrap();
    let error = refused(&mut shell, &store.link("canteen"));
    assert_eq!(
        (error.code, error.remedy),
        (Code::DownloadInterrupted, Remedy::Offline)
    );
    store.stop();
    let error = refused(&mut shell, &store.link("canteen"));
    assert_eq!(error.remedy, Remedy::Offline, "{error}");
    shell.close();
    assert_eq!(staged(folder.path()), [format!("{package}.zst.part")]);
    store.go_on();
    let mut shell = start(folder.path(), &store).unwrap();
    shell.open(&store.link("canteen"));
    let from: Vec<usize> = store
        .hits()
        .iter()
        .filter_map(|hit| hit.strip_prefix(&wire))
        .map(|from| from.trim().parse().unwrap())
        .collect();
    assert_eq!(from, vec![0, 100_000, 200_000, 300_000, 400_000]);
    assert_eq!(store.sent(&wire), whole, "no byte twice");
    assert!(staged(folder.path()).is_empty());
}
