//! Bytecode that was made on this device: one file for a key of engine, file name and source, whichever program it is of, so
//! that the framework and what an update did not change are compiled once. Beside them, for each release, the keys that its
//! runs used: what no release that is here uses goes.

use std::collections::{BTreeSet, HashSet};
use std::path::PathBuf;

use tiffin_protocol::Sha256;

use super::{Cache, SETTLED};

/// `bytecode/<release>.used`: keys, one a line.
const USED: &str = "used";
/// A key, in hexadecimal.
const KEY_CHARS: usize = 64;

impl Cache {
    /// The key covers engine, format and source.
    pub(crate) fn bytecode(&self, key: &str) -> Option<Vec<u8>> {
        std::fs::read(self.bytecode_path(key)?).ok()
    }

    /// Keeps bytecode; a failure only costs time at the next start.
    pub(crate) fn store_bytecode(&self, key: &str, bytes: &[u8]) {
        let Some(path) = self.bytecode_path(key) else {
            return;
        };
        let staged = self.staging.join(format!("{key}.bytecode"));
        if std::fs::write(&staged, bytes).is_err() || std::fs::rename(&staged, path).is_err() {
            let _ = std::fs::remove_file(staged);
        }
    }

    /// A run of this release used these keys. The home's are kept like any other's, under its own release.
    pub(crate) fn record_bytecode_use(&self, release: &Sha256, keys: &BTreeSet<String>) {
        let path = self.bytecode.join(format!("{release}.{USED}"));
        let before = std::fs::read_to_string(&path).unwrap_or_default();
        let known: BTreeSet<&str> = before.lines().collect();
        if keys.iter().all(|key| known.contains(key.as_str())) {
            return;
        }
        let mut all = known;
        all.extend(keys.iter().map(String::as_str));
        let text: String = all.iter().map(|key| format!("{key}\n")).collect();
        if let Err(error) = std::fs::write(&path, text) {
            tracing::warn!(%error, "the use of bytecode was not noted");
        }
    }

    /// Removes the bytecode that none of these releases used. What is younger than an hour may be of a program that runs.
    pub(crate) fn clean_bytecode(&self, releases: &HashSet<Sha256>) {
        let Ok(entries) = std::fs::read_dir(&self.bytecode) else {
            return;
        };
        let (mut keys, mut used) = (Vec::new(), HashSet::new());
        for entry in entries.flatten() {
            let path = entry.path();
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
                continue;
            };
            let owner = name.strip_suffix(".used").map(str::parse::<Sha256>);
            match owner {
                Some(Ok(release)) if releases.contains(&release) => {
                    let list = std::fs::read_to_string(&path).unwrap_or_default();
                    used.extend(list.lines().map(str::to_owned));
                }
                Some(_) if is_old(&entry) => {
                    let _ = std::fs::remove_file(&path);
                }
                None if is_old(&entry) => keys.push(name.to_owned()),
                _ => {}
            }
        }
        for key in keys.iter().filter(|key| !used.contains(*key)) {
            let _ = std::fs::remove_file(self.bytecode.join(key));
        }
    }

    fn bytecode_path(&self, key: &str) -> Option<PathBuf> {
        let sound = key.len() == KEY_CHARS && key.bytes().all(|b| b.is_ascii_hexdigit());
        sound.then(|| self.bytecode.join(key))
    }
}

fn is_old(entry: &std::fs::DirEntry) -> bool {
    let modified = entry.metadata().and_then(|meta| meta.modified());
    let age = modified.ok().and_then(|at| at.elapsed().ok());
    age.is_some_and(|age| age >= SETTLED)
}
