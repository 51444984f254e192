//! Owns the package files on the device: `packages/<sha256>.zip`, each whole and verified when it was put there. A file of
//! a package is read by offset, and its digest is compared with the release's before its first use in a run.

mod bytecode;
mod evict;
mod opened;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tiffin_protocol::Sha256;
use tiffin_protocol::release::PackageEntry;

use crate::error::{Code, HostError};

pub(crate) use evict::{Named, surplus};
pub(crate) use opened::{OpenPackage, Range};

/// Longer than a person waits for a download to go on.
const RESUMABLE: std::time::Duration = std::time::Duration::from_secs(24 * 3600);
/// Half packages that are kept to go on with: a program and some subpackages. At most 2 MB each.
const MAX_PARTS: usize = 8;
/// No install takes longer.
const SETTLED: std::time::Duration = std::time::Duration::from_secs(3600);

pub(crate) struct Cache {
    packages: PathBuf,
    staging: PathBuf,
    bytecode: PathBuf,
    /// Packages that something holds open, by digest: two views of one program share one.
    open: Mutex<HashMap<Sha256, Weak<OpenPackage>>>,
}

impl Cache {
    /// Makes the folders; removes what a crash left in staging, except downloads that can be resumed.
    pub(crate) fn open(data_dir: &Path) -> Result<Cache, HostError> {
        let cache = Cache {
            packages: data_dir.join("packages"),
            staging: data_dir.join("staging"),
            bytecode: data_dir.join("bytecode"),
            open: Mutex::default(),
        };
        for folder in [&cache.packages, &cache.staging, &cache.bytecode] {
            std::fs::create_dir_all(folder).map_err(|error| {
                HostError::disk(&format!("making {}", folder.display()), &error)
            })?;
        }
        cache.clean_staging();
        Ok(cache)
    }

    fn clean_staging(&self) {
        let Ok(entries) = std::fs::read_dir(&self.staging) else {
            return;
        };
        let mut parts = Vec::new();
        for entry in entries.flatten() {
            let path = entry.path();
            let resumable = path
                .extension()
                .is_some_and(|extension| extension == "part");
            let meta = entry.metadata();
            let age = meta
                .and_then(|meta| meta.modified())
                .ok()
                .and_then(|at| at.elapsed().ok())
                .unwrap_or_default();
            if resumable && age < RESUMABLE {
                parts.push((age, path));
            } else {
                let _ = std::fs::remove_file(path);
            }
        }
        // The youngest stay: what a newer version made pointless does not pile up.
        parts.sort();
        for (_, path) in parts.into_iter().skip(MAX_PARTS) {
            let _ = std::fs::remove_file(path);
        }
    }

    pub(crate) fn path_of(&self, sha256: &Sha256) -> PathBuf {
        self.packages.join(format!("{sha256}.zip"))
    }

    pub(crate) fn staged(&self, sha256: &Sha256, extension: &str) -> PathBuf {
        self.staging.join(format!("{sha256}.{extension}"))
    }

    /// Whether the file is there. Its bytes are checked when it is opened and read.
    pub(crate) fn has(&self, entry: &PackageEntry) -> bool {
        std::fs::metadata(self.path_of(&entry.sha256)).is_ok_and(|meta| meta.len() == entry.size)
    }

    /// As [`Cache::has`], for somebody who is about to name it: a clean-up leaves alone what is young.
    pub(crate) fn claim(&self, entry: &PackageEntry) -> bool {
        let now = std::time::SystemTime::now();
        let touched = std::fs::File::options()
            .append(true)
            .open(self.path_of(&entry.sha256))
            .and_then(|file| file.set_modified(now));
        if let Err(error) = touched
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(%error, "a package was not claimed");
        }
        self.has(entry)
    }

    /// Moves a verified file from staging to its place, and waits until the disk has both.
    pub(crate) fn store_verified(&self, staged: &Path, sha256: &Sha256) -> Result<(), HostError> {
        let target = self.path_of(sha256);
        let failed = |error: std::io::Error| HostError::disk("keeping a package", &error);
        std::fs::File::open(staged)
            .and_then(|file| file.sync_all())
            .map_err(failed)?;
        std::fs::rename(staged, &target).map_err(failed)?;
        sync_folder(&self.packages);
        Ok(())
    }

    /// Forgets a package whose bytes turned out not to be the signed ones, so that it is fetched again.
    pub(crate) fn discard(&self, sha256: &Sha256) {
        let _ = std::fs::remove_file(self.path_of(sha256));
        self.lock().remove(sha256);
    }

    /// The package as the release describes it, opened once per run.
    pub(crate) fn package(&self, entry: &PackageEntry) -> Result<Arc<OpenPackage>, HostError> {
        let mut open = self.lock();
        if let Some(package) = open.get(&entry.sha256).and_then(Weak::upgrade) {
            return Ok(package);
        }
        let package = Arc::new(OpenPackage::open(&self.path_of(&entry.sha256), entry)?);
        open.retain(|_, package| package.strong_count() > 0);
        open.insert(entry.sha256, Arc::downgrade(&package));
        Ok(package)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Sha256, Weak<OpenPackage>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Removes a package file that nothing names any more. An open one stays readable until it is closed.
    pub(crate) fn remove(&self, sha256: &Sha256) {
        let _ = std::fs::remove_file(self.path_of(sha256));
    }

    /// Package files that have their place for an hour or longer: digest and size. A younger one may be about to be named by
    /// an install that still runs.
    pub(crate) fn stored(&self) -> Vec<(Sha256, u64)> {
        let Ok(entries) = std::fs::read_dir(&self.packages) else {
            return Vec::new();
        };
        let parse = |entry: std::fs::DirEntry| {
            let name = entry.file_name().into_string().ok()?;
            let digest = name.strip_suffix(".zip")?.parse().ok()?;
            let meta = entry.metadata().ok()?;
            let age = meta.modified().ok()?.elapsed().ok()?;
            (age >= SETTLED).then_some((digest, meta.len()))
        };
        entries.flatten().filter_map(parse).collect()
    }
}

/// A rename is on the disk only when its folder is.
fn sync_folder(folder: &Path) {
    #[cfg(unix)]
    if let Ok(folder) = std::fs::File::open(folder) {
        let _ = folder.sync_all();
    }
    #[cfg(not(unix))]
    let _ = folder;
}

pub(crate) fn missing(path: &str) -> HostError {
    HostError::new(Code::PackageFileMissing, path.to_owned())
}
