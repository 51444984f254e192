//! What a release must be before the store puts its name under it, beyond signatures: every package is
//! there, is a valid package, holds exactly the files the release lists, and says that it belongs to it.
//!
//! Blocking: reads every byte of every package.

use std::fs::File;

use tiffin_protocol::package::{self, PackageReader};
use tiffin_protocol::release::{PackageEntry, Release};
use tiffin_protocol::{Code, Fault, Limits};

use crate::limits;

/// The picture of a program: bytes and media type.
pub type Icon = (Vec<u8>, &'static str);

/// Checks one package of a release; returns the icon if it is in there.
pub fn package(
    release: &Release,
    entry: &PackageEntry,
    file: File,
    limits: Limits,
) -> Result<Option<Icon>, Fault> {
    let mut reader = PackageReader::open(file, limits)?;
    // Digest of the whole, then path, size and digest of each file, and that there are no others.
    reader.check_against(entry)?;

    let manifest = reader.manifest()?;
    if manifest.app_id != release.program {
        return Err(Fault::new(
            Code::ManifestProgram,
            format!("{}: {}", entry.name, manifest.app_id),
        ));
    }
    if manifest.tiffin.template_abi != release.template_abi {
        let detail = format!(
            "{}: {} in the manifest",
            entry.name, manifest.tiffin.template_abi
        );
        return Err(Fault::new(Code::ReleaseTemplateAbi, detail));
    }
    let config = reader.config()?;
    if config.template_abi != release.template_abi {
        let detail = format!(
            "{}: {} in {}",
            entry.name,
            config.template_abi,
            package::CONFIG
        );
        return Err(Fault::new(Code::ReleaseTemplateAbi, detail));
    }
    if config.package != entry.name || config.root != entry.root {
        let detail = format!(
            "{} says that it is package {:?}",
            entry.name, config.package
        );
        return Err(Fault::new(Code::ConfigInvalid, detail));
    }
    if entry.name != "main" {
        return Ok(None);
    }
    if !manifest.pages.contains(&release.entry) {
        return Err(Fault::new(
            Code::ManifestPage,
            format!("entry {} is not a page", release.entry),
        ));
    }
    let Some(path) = &release.icon else {
        return Ok(None);
    };
    let known = reader
        .entry(path.as_str())
        .ok_or_else(|| Fault::new(Code::PackageFileMissing, path.as_str()))?;
    if known.len > limits::ICON_BYTES {
        return Err(Fault::new(
            Code::PackageFileTooLarge,
            format!("icon {path}: at most {} bytes", limits::ICON_BYTES),
        ));
    }
    let bytes = reader.read(path.as_str())?;
    match media_type(&bytes) {
        Some(kind) => Ok(Some((bytes, kind))),
        None => Err(Fault::new(
            Code::ReleaseInvalid,
            format!("icon {path} is not PNG, JPEG, WebP, GIF or SVG"),
        )),
    }
}

/// By the bytes, never by the name.
fn media_type(bytes: &[u8]) -> Option<&'static str> {
    let svg = || {
        let text = std::str::from_utf8(bytes)
            .ok()?
            .trim_start_matches('\u{feff}')
            .trim_start();
        let start =
            text.starts_with("<svg") || (text.starts_with("<?xml") && text.contains("<svg"));
        start.then_some("image/svg+xml")
    };
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [b'G', b'I', b'F', b'8', ..] => Some("image/gif"),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Some("image/webp"),
        _ => svg(),
    }
}
