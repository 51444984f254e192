//! One package held open: where each file lies, and whether its bytes were compared with the release yet.

use std::collections::HashMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use tiffin_protocol::package::PackageReader;
use tiffin_protocol::release::PackageEntry;
use tiffin_protocol::{Limits, Sha256};

use super::missing;
use crate::error::{Code, HostError};

pub(crate) struct OpenPackage {
    path: PathBuf,
    file: File,
    slots: HashMap<String, Slot>,
}

struct Slot {
    offset: u64,
    len: u64,
    sha256: Sha256,
    verified: AtomicBool,
}

/// A file's place in a package: what a shell is given to serve it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Range {
    pub path: PathBuf,
    pub offset: u64,
    pub len: u64,
}

impl OpenPackage {
    /// Reads the directory of the ZIP and pairs it with the files that the release lists.
    pub(crate) fn open(path: &Path, entry: &PackageEntry) -> Result<OpenPackage, HostError> {
        let file = File::open(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => {
                HostError::new(Code::ProgramNotCached, path.display().to_string())
            }
            _ => HostError::disk("opening a package", &error),
        })?;
        let reader = PackageReader::open(&file, Limits::DEFAULT)?;
        let mut places: HashMap<&str, (u64, u64)> = reader
            .entries()
            .iter()
            .map(|found| (found.path.as_str(), (found.offset, found.len)))
            .collect();
        let mut slots = HashMap::with_capacity(entry.files.len());
        for listed in &entry.files {
            let Some((offset, len)) = places.remove(listed.path.as_str()) else {
                return Err(HostError::new(
                    Code::PackageFileMissing,
                    listed.path.as_str(),
                ));
            };
            if len != listed.size {
                return Err(HostError::new(
                    Code::PackageFileDigest,
                    format!("{}: {len} bytes", listed.path.as_str()),
                ));
            }
            let slot = Slot {
                offset,
                len,
                sha256: listed.sha256,
                verified: AtomicBool::new(false),
            };
            slots.insert(listed.path.as_str().to_owned(), slot);
        }
        if let Some(unlisted) = places.keys().next() {
            return Err(HostError::new(
                Code::PackageFileUnlisted,
                (*unlisted).to_owned(),
            ));
        }
        Ok(OpenPackage {
            path: path.to_owned(),
            file,
            slots,
        })
    }

    /// The bytes of a file; the first time in a run they are compared with the release.
    pub(crate) fn read(&self, path: &str) -> Result<Vec<u8>, HostError> {
        let slot = self.slots.get(path).ok_or_else(|| missing(path))?;
        let bytes = self.pread(slot)?;
        if !slot.verified.load(Ordering::Acquire) {
            check(path, &bytes, &slot.sha256)?;
            slot.verified.store(true, Ordering::Release);
        }
        Ok(bytes)
    }

    /// Where a file's bytes lie, after they were compared with the release.
    pub(crate) fn range(&self, path: &str) -> Result<Range, HostError> {
        let slot = self.slots.get(path).ok_or_else(|| missing(path))?;
        if !slot.verified.load(Ordering::Acquire) {
            check(path, &self.pread(slot)?, &slot.sha256)?;
            slot.verified.store(true, Ordering::Release);
        }
        Ok(Range {
            path: self.path.clone(),
            offset: slot.offset,
            len: slot.len,
        })
    }

    fn pread(&self, slot: &Slot) -> Result<Vec<u8>, HostError> {
        let len =
            usize::try_from(slot.len).map_err(|_| HostError::new(Code::PackageFileTooLarge, ""))?;
        let mut bytes = vec![0; len];
        read_exact_at(&self.file, &mut bytes, slot.offset).map_err(|error| match error.kind() {
            std::io::ErrorKind::UnexpectedEof => {
                HostError::new(Code::PackageTruncated, self.path.display().to_string())
            }
            _ => HostError::new(Code::PackageRead, error.to_string()),
        })?;
        Ok(bytes)
    }
}

fn check(path: &str, bytes: &[u8], expected: &Sha256) -> Result<(), HostError> {
    if Sha256::of(bytes) == *expected {
        Ok(())
    } else {
        Err(HostError::new(Code::PackageFileDigest, path.to_owned()))
    }
}

#[cfg(unix)]
fn read_exact_at(file: &File, bytes: &mut [u8], offset: u64) -> std::io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, offset)
}

#[cfg(windows)]
fn read_exact_at(file: &File, mut bytes: &mut [u8], mut offset: u64) -> std::io::Result<()> {
    use std::os::windows::fs::FileExt;
    while !bytes.is_empty() {
        let count = file.seek_read(bytes, offset)?;
        if count == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        bytes = bytes.get_mut(count..).unwrap_or_default();
        offset += count as u64;
    }
    Ok(())
}
