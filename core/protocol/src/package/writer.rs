//! Writing packages: the same files give the same bytes, on any machine, at any time.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::error::{Code, Fault, Result};
use crate::id::{PackagePath, Sha256};
use crate::limits::Limits;
use crate::release::{FileEntry, PackageEntry};

/// Collects files, then writes them sorted, stored, dated 1980-01-01.
#[derive(Debug, Default)]
pub struct PackageWriter {
    files: BTreeMap<PackagePath, Vec<u8>>,
    folded: BTreeSet<String>,
}

impl PackageWriter {
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file. A path that is there already, in whatever case, is refused.
    pub fn add(&mut self, path: PackagePath, bytes: Vec<u8>) -> Result<()> {
        if self.files.contains_key(&path) {
            return Err(Fault::new(Code::PackageDuplicate, path.as_str()));
        }
        if !self.folded.insert(path.folded()) {
            return Err(Fault::new(Code::PackageCaseClash, path.as_str()));
        }
        self.files.insert(path, bytes);
        Ok(())
    }

    /// Paths and bytes so far, sorted.
    pub fn files(&self) -> impl Iterator<Item = (&PackagePath, &[u8])> {
        self.files
            .iter()
            .map(|(path, bytes)| (path, bytes.as_slice()))
    }

    /// The ZIP. What it returns, [`super::PackageReader`] accepts with the same limits.
    pub fn finish(self, limits: &Limits) -> Result<Vec<u8>> {
        if self.files.len() > limits.entries {
            return Err(Fault::new(
                Code::PackageTooManyFiles,
                self.files.len().to_string(),
            ));
        }
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644)
            // Else it depends on the system that writes.
            .system(zip::System::Unix);
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let wrong = |e: zip::result::ZipError| Fault::new(Code::PackageWrite, e.to_string());
        for (path, bytes) in &self.files {
            if bytes.len() as u64 > limits.file_bytes {
                let detail = format!(
                    "{path}: {} bytes, at most {}",
                    bytes.len(),
                    limits.file_bytes
                );
                return Err(Fault::new(Code::PackageFileTooLarge, detail));
            }
            zip.start_file(path.as_str(), options).map_err(wrong)?;
            zip.write_all(bytes)
                .map_err(|e| Fault::new(Code::PackageWrite, e.to_string()))?;
        }
        let out = zip.finish().map_err(wrong)?.into_inner();
        if out.len() as u64 > limits.package_bytes {
            let detail = format!("{} bytes, at most {}", out.len(), limits.package_bytes);
            return Err(Fault::new(Code::PackageTooLarge, detail));
        }
        super::PackageReader::open(Cursor::new(&out), *limits)?;
        Ok(out)
    }
}

/// What a release says about a package, from its bytes.
pub fn describe(
    name: &str,
    root: &str,
    independent: bool,
    zip: &[u8],
    limits: &Limits,
) -> Result<PackageEntry> {
    let mut reader = super::PackageReader::open(Cursor::new(zip), *limits)?;
    let paths: Vec<PackagePath> = reader.entries().iter().map(|e| e.path.clone()).collect();
    let mut files = Vec::with_capacity(paths.len());
    for path in paths {
        let bytes = reader.read(path.as_str())?;
        files.push(FileEntry {
            size: bytes.len() as u64,
            sha256: Sha256::of(&bytes),
            path,
        });
    }
    Ok(PackageEntry {
        name: name.to_owned(),
        root: root.to_owned(),
        independent,
        size: zip.len() as u64,
        sha256: Sha256::of(zip),
        files,
    })
}
