//! One program of one store on a device that starts several times: what tests of versions and of stores' answers share.

use std::path::Path;

use tiffin_host::*;
use tiffin_protocol::release::Head;

use crate::shell::Shell;
use crate::store::{Source, Store};

/// The title of the page in front.
pub fn title(shell: &Shell) -> String {
    shell.front_chrome().unwrap().nav_bar.title.clone()
}

/// A start in this folder that opens the program and waits for its page.
pub fn open(folder: &Path, settings: &Settings, store: &Store) -> Shell {
    let mut shell = Shell::at(folder, settings.clone());
    shell.open(&store.link("canteen"));
    shell
}

/// A start whose opening fails, and why.
pub fn refused(folder: &Path, settings: &Settings, store: &Store) -> HostError {
    let mut shell = Shell::at(folder, settings.clone());
    shell
        .host
        .open_link(&store.link("canteen"), Scene::ScanCamera)
        .unwrap();
    let error = shell.until_failed();
    shell.close();
    error
}

/// The device's own database, beside the host that uses it.
pub fn database(folder: &Path) -> rusqlite::Connection {
    rusqlite::Connection::open(folder.join("tiffin.db")).unwrap()
}

/// What one number in it is.
pub fn number(folder: &Path, sql: &str) -> i64 {
    let db = database(folder);
    db.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Publishes a version, with a head that says more.
pub fn publish(store: &Store, sequence: u64, source: &Source, change: impl Fn(Head) -> Head) {
    let zip = source.zip("canteen");
    let release = store.release("canteen", sequence, &zip);
    store.publish_as("canteen", &release, &zip, change);
}
