//! Reading packages strictly: all checks of the structure when it is opened, of the contents when they are read.

use std::collections::BTreeSet;
use std::io::{Read, Seek, SeekFrom};

use super::checks::{
    check_layout, check_local, check_names, directory_records, find_end, first_bytes,
};
use super::source::{disk, read_at};
use super::{CONFIG, Entry, MANIFEST};
use crate::config::AppConfig;
use crate::error::{Code, Fault, Result};
use crate::id::{PackagePath, Sha256, shorten};
use crate::limits::Limits;
use crate::manifest::Manifest;
use crate::release::PackageEntry;

/// A verified package over anything that reads and seeks.
#[derive(Debug)]
pub struct PackageReader<R> {
    source: R,
    size: u64,
    entries: Vec<Entry>,
}

impl<R: Read + Seek> PackageReader<R> {
    /// Checks the whole structure, not yet the contents ([`Self::check_contents`], [`Self::check_against`]).
    ///
    /// Reads the directory and each local header; memory is bounded by the package's size limit.
    pub fn open(mut source: R, limits: Limits) -> Result<Self> {
        let size = source.seek(SeekFrom::End(0)).map_err(disk)?;
        if size > limits.package_bytes {
            return Err(Fault::new(
                Code::PackageTooLarge,
                format!("{size} bytes, at most {}", limits.package_bytes),
            ));
        }
        first_bytes(&mut source, size)?;
        let end = find_end(&mut source, size)?;
        let directory_offset = u64::from(end.central_offset);
        let directory = read_at(&mut source, directory_offset, u64::from(end.central_len))?;
        let raw = directory_records(&directory, &end, &limits)?;
        let names = check_names(&raw)?;
        let mut entries = Vec::with_capacity(raw.len());
        let mut spans = Vec::with_capacity(raw.len());
        for (record, path) in raw.iter().zip(names) {
            let (start, entry) = check_local(&mut source, record, path, directory_offset)?;
            spans.push((start, entry.offset + entry.len));
            entries.push(entry);
        }
        check_layout(spans, directory_offset)?;
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Self {
            source,
            size,
            entries,
        })
    }

    /// Every file, sorted by path.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The file at this path.
    pub fn entry(&self, path: &str) -> Option<&Entry> {
        let found = self
            .entries
            .binary_search_by(|e| e.path.as_str().cmp(path))
            .ok()?;
        self.entries.get(found)
    }

    /// Bytes of the ZIP.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// A whole file, its CRC checked.
    pub fn read(&mut self, path: &str) -> Result<Vec<u8>> {
        let missing = || Fault::new(Code::PackageFileMissing, shorten(path));
        let entry = self.entry(path).cloned().ok_or_else(missing)?;
        let bytes = read_at(&mut self.source, entry.offset, entry.len)?;
        if zip_crc(&bytes) != entry.crc {
            return Err(Fault::new(Code::PackageCrc, entry.path.as_str()));
        }
        Ok(bytes)
    }

    /// The CRC of each file.
    pub fn check_contents(&mut self) -> Result<()> {
        let paths: Vec<PackagePath> = self.entries.iter().map(|e| e.path.clone()).collect();
        paths
            .iter()
            .try_for_each(|path| self.read(path.as_str()).map(drop))
    }

    /// That this package is what a release lists: size, digest, and each file's size and digest, no more, no less.
    pub fn check_against(&mut self, listed: &PackageEntry) -> Result<()> {
        if self.size != listed.size {
            return Err(Fault::new(
                Code::PackageSize,
                format!("{} bytes, signed {}", self.size, listed.size),
            ));
        }
        self.source.seek(SeekFrom::Start(0)).map_err(disk)?;
        let whole = read_at(&mut self.source, 0, self.size)?;
        if Sha256::of(&whole) != listed.sha256 {
            return Err(Fault::new(Code::PackageDigest, listed.name.clone()));
        }
        let mut unlisted: BTreeSet<&str> = self.entries.iter().map(|e| e.path.as_str()).collect();
        for file in &listed.files {
            if !unlisted.remove(file.path.as_str()) {
                return Err(Fault::new(Code::PackageFileMissing, file.path.as_str()));
            }
        }
        if let Some(path) = unlisted.first() {
            return Err(Fault::new(Code::PackageFileUnlisted, *path));
        }
        for file in &listed.files {
            let bytes = self.read(file.path.as_str())?;
            if bytes.len() as u64 != file.size || Sha256::of(&bytes) != file.sha256 {
                return Err(Fault::new(Code::PackageFileDigest, file.path.as_str()));
            }
        }
        Ok(())
    }

    /// The package's `manifest.json`.
    pub fn manifest(&mut self) -> Result<Manifest> {
        if self.entry(MANIFEST).is_none() {
            return Err(Code::ManifestMissing.into());
        }
        Manifest::parse(&self.read(MANIFEST)?)
    }

    /// The package's `__tiffin__/config.json`.
    pub fn config(&mut self) -> Result<AppConfig> {
        if self.entry(CONFIG).is_none() {
            return Err(Code::ConfigMissing.into());
        }
        AppConfig::parse(&self.read(CONFIG)?)
    }

    pub fn into_inner(self) -> R {
        self.source
    }
}

fn zip_crc(bytes: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(bytes);
    hasher.finalize()
}
