//! The data folder: what is in it, who may read it, and that one process has it at a time.
//!
//! ```text
//! DIR/lock            held while a process uses the folder
//! DIR/token           the bearer token for uploads and releases          (0600)
//! DIR/root.json       the newest root, an envelope: the anchor hosts are given
//! DIR/keys/root.pem   the root's private key: take it offline after `init` (0600)
//! DIR/keys/release.pem, DIR/keys/head.pem   private keys of `serve`        (0600)
//! DIR/catalog.db      SQLite
//! DIR/blobs/ab/ab...  packages, releases, icons
//! ```

use std::fs::{File, OpenOptions, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Why the data folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    #[error("{}: {source}", path.display())]
    Io {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error("{} is used by another process", .0.display())]
    Busy(PathBuf),
    #[error("there is no store in {}", .0.display())]
    Absent(PathBuf),
}

/// An opened data folder; holds its lock.
#[derive(Debug)]
pub struct DataDir {
    path: PathBuf,
    _lock: File,
}

impl DataDir {
    /// Opens the folder, made if absent, and locks it. The lock goes with the process, however it ends.
    pub fn open(path: &Path) -> Result<Self, DataError> {
        for folder in [path.to_path_buf(), path.join("keys"), path.join("blobs")] {
            std::fs::create_dir_all(&folder).map_err(|e| io(&folder, e))?;
        }
        private(&path.join("keys"), 0o700)?;
        let place = path.join("lock");
        let lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&place)
            .map_err(|e| io(&place, e))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self {
                path: path.to_path_buf(),
                _lock: lock,
            }),
            Err(TryLockError::WouldBlock) => Err(DataError::Busy(path.to_path_buf())),
            Err(TryLockError::Error(e)) => Err(io(&place, e)),
        }
    }

    pub fn catalog(&self) -> PathBuf {
        self.path.join("catalog.db")
    }

    pub fn blobs(&self) -> PathBuf {
        self.path.join("blobs")
    }

    pub fn root(&self) -> PathBuf {
        self.path.join("root.json")
    }

    pub fn token(&self) -> PathBuf {
        self.path.join("token")
    }

    /// A private key by role: `root`, `release` or `head`.
    pub fn key(&self, role: &str) -> PathBuf {
        self.path.join("keys").join(format!("{role}.pem"))
    }
}

/// The catalog of a store that may be running: SQLite keeps several processes apart, so no lock is taken. Makes nothing.
pub fn shared_catalog(folder: &Path) -> Result<PathBuf, DataError> {
    let path = folder.join("catalog.db");
    match path.is_file() {
        true => Ok(path),
        false => Err(DataError::Absent(folder.to_path_buf())),
    }
}

/// The whole text of a file; none if it is not there.
pub fn read(path: &Path) -> Result<Option<String>, DataError> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(io(path, e)),
    }
}

/// Writes a file so that it is there whole or not at all. `secret` ones only the owner may read.
pub fn write(path: &Path, bytes: &[u8], secret: bool) -> Result<(), DataError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut staged = tempfile::NamedTempFile::new_in(folder).map_err(|e| io(folder, e))?;
    staged
        .write_all(bytes)
        .and_then(|()| staged.as_file().sync_all())
        .map_err(|e| io(path, e))?;
    if !secret {
        private(staged.path(), 0o644)?;
    }
    staged.persist(path).map_err(|e| io(path, e.error))?;
    let sync = File::open(folder).and_then(|folder| folder.sync_all());
    // Folders cannot be opened on Windows; there the rename alone has to do.
    if cfg!(unix) {
        sync.map_err(|e| io(folder, e))
    } else {
        Ok(())
    }
}

fn private(path: &Path, mode: u32) -> Result<(), DataError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))
            .map_err(|e| io(path, e))?;
    }
    #[cfg(not(unix))]
    let _ = (path, mode);
    Ok(())
}

fn io(path: &Path, source: std::io::Error) -> DataError {
    DataError::Io {
        path: path.to_path_buf(),
        source,
    }
}
