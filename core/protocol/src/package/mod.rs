//! Packages: ZIP files as W3C MiniApp Packaging has them, with stored entries, so that a file of a program is
//! a range of a file on disk.
//!
//! Reading is strict: one archive has one meaning, whoever reads it. Every byte belongs to exactly one record,
//! and whatever two readers could understand differently is refused (docs/formats/package.md).

mod checks;
mod reader;
mod records;
mod source;
mod writer;

pub use reader::PackageReader;
pub use writer::{PackageWriter, describe};

use crate::id::PackagePath;

/// Name of the manifest in each package.
pub const MANIFEST: &str = "manifest.json";
/// Name of the compiled configuration in each package.
pub const CONFIG: &str = "__tiffin__/config.json";
/// Name of the compiled templates in each package.
pub const TEMPLATES: &str = "__tiffin__/templates.js";
/// Folder that only the compiler writes to.
pub const RESERVED: &str = "__tiffin__/";

/// A file of a package: a range of the ZIP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub path: PackagePath,
    /// Of its first byte, from the start of the ZIP.
    pub offset: u64,
    /// Bytes.
    pub len: u64,
    /// CRC-32 (ISO 3309), as ZIP has it.
    pub crc: u32,
}
