//! The structure of a ZIP, judged: frame, directory, each name, each local header, layout, in this order.
//! docs/formats/package.md lists the codes.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek};

use super::Entry;
use super::records::{
    CENTRAL_LEN, Central, END, END_LEN, END64, End, Fields, LOCAL, LOCAL_LEN, LOCATOR64,
    LOCATOR64_LEN, Local, SPANNED,
};
use super::source::read_at;
use crate::error::{Code, Fault, Result};
use crate::id::{PackagePath, shorten};
use crate::limits::Limits;

/// A package starts with its first file: nothing in front, not a volume of several.
pub(super) fn first_bytes<R: Read + Seek>(source: &mut R, size: u64) -> Result<()> {
    let bytes = read_at(source, 0, size.min(4))?;
    match Fields(&bytes).u32() {
        Ok(LOCAL | END) => Ok(()),
        Ok(SPANNED) => Err(Fault::new(Code::PackageSpanned, "marker of a first volume")),
        _ => Err(Fault::new(
            Code::PackageNotZip,
            "does not start with a file",
        )),
    }
}

/// The end record: the last 22 bytes exactly, since comments are not allowed.
pub(super) fn find_end<R: Read + Seek>(source: &mut R, size: u64) -> Result<End> {
    let tail_len = size.min((END_LEN + LOCATOR64_LEN + 65_535) as u64);
    let tail = read_at(source, size - tail_len, tail_len)?;
    let Some((before, last)) = tail
        .len()
        .checked_sub(END_LEN)
        .and_then(|at| tail.split_at_checked(at))
    else {
        return Err(Fault::new(
            Code::PackageTruncated,
            "shorter than an empty ZIP",
        ));
    };
    let signature = END.to_le_bytes();
    if !last.starts_with(&signature) {
        // A whole record earlier on means that something follows it; else the end was cut off.
        let starts = tail
            .get(..before.len() + signature.len() - 1)
            .unwrap_or_default();
        let elsewhere = starts.windows(signature.len()).any(|w| w == signature);
        return Err(if elsewhere {
            Fault::new(Code::PackageComment, "bytes after the end record")
        } else {
            Fault::new(Code::PackageTruncated, "no end record")
        });
    }
    let end = End::read(&mut Fields(last))?;
    if end.comment_len != 0 {
        return Err(Fault::new(Code::PackageTruncated, "the comment is cut off"));
    }
    let locator = before
        .len()
        .checked_sub(LOCATOR64_LEN)
        .and_then(|at| before.get(at..));
    let zip64 = locator.is_some_and(|l| l.starts_with(&LOCATOR64.to_le_bytes()));
    if zip64
        || end.entries == u16::MAX
        || end.central_len == u32::MAX
        || end.central_offset == u32::MAX
    {
        return Err(Fault::new(Code::PackageZip64, "end record"));
    }
    if end.disk != 0 || end.central_disk != 0 || end.entries_here != end.entries {
        return Err(Fault::new(Code::PackageSpanned, "volume numbers"));
    }
    let directory_end = u64::from(end.central_offset) + u64::from(end.central_len);
    if directory_end != size - END_LEN as u64 {
        return Err(Fault::new(
            Code::PackageCorrupt,
            "the directory does not end where the end record starts",
        ));
    }
    Ok(end)
}

pub(super) fn directory_records<'a>(
    directory: &'a [u8],
    end: &End,
    limits: &Limits,
) -> Result<Vec<Central<'a>>> {
    let count = usize::from(end.entries);
    if count > limits.entries {
        return Err(Fault::new(
            Code::PackageTooManyFiles,
            format!("{count}, at most {}", limits.entries),
        ));
    }
    // 16-bit counts wrap: more records than the count says would show up as bytes left over.
    let most = directory.len() / CENTRAL_LEN;
    if count > most {
        return Err(Fault::new(
            Code::PackageCorrupt,
            "more files than the directory has room for",
        ));
    }
    let mut fields = Fields(directory);
    let mut records = Vec::with_capacity(count);
    for _ in 0..count {
        let record = Central::read(&mut fields)?;
        check_record(&record, limits)?;
        records.push(record);
    }
    if fields.0.starts_with(&END64.to_le_bytes()) {
        return Err(Fault::new(Code::PackageZip64, "end record"));
    }
    if fields.0.is_empty() {
        Ok(records)
    } else if most > limits.entries {
        Err(Fault::new(
            Code::PackageTooManyFiles,
            "more records than the count says",
        ))
    } else {
        Err(Fault::new(
            Code::PackageCorrupt,
            "bytes left over in the directory",
        ))
    }
}

/// Flags: 0 encrypted, 3 data descriptor, 6 strong encryption, 11 UTF-8, 13 masked headers.
const ENCRYPTED: u16 = 1 | 1 << 6 | 1 << 13;
const DESCRIPTOR: u16 = 1 << 3;
const UTF8: u16 = 1 << 11;
/// APPNOTE 4.4.4: bits 1 and 2 describe how a deflated entry was packed and mean nothing for a stored one.
const MEANINGLESS: u16 = 1 << 1 | 1 << 2;

fn check_record(record: &Central<'_>, limits: &Limits) -> Result<()> {
    let common = &record.common;
    let name = || shorten(&String::from_utf8_lossy(common.name));
    let refuse = |code: Code| Err(Fault::new(code, name()));
    if common.flags & ENCRYPTED != 0 {
        return refuse(Code::PackageEncrypted);
    }
    if common.flags & DESCRIPTOR != 0 {
        return refuse(Code::PackageDescriptor);
    }
    if common.method != 0 {
        return refuse(Code::PackageCompressed);
    }
    if common.flags & !(UTF8 | MEANINGLESS) != 0 {
        return refuse(Code::PackageCorrupt);
    }
    if common.packed == u32::MAX || common.len == u32::MAX || record.offset == u32::MAX {
        return refuse(Code::PackageZip64);
    }
    if common.packed != common.len {
        return refuse(Code::PackageMismatch);
    }
    if u64::from(common.len) > limits.file_bytes {
        return refuse(Code::PackageFileTooLarge);
    }
    if record.disk != 0 {
        return refuse(Code::PackageSpanned);
    }
    if !record.comment.is_empty() {
        return refuse(Code::PackageComment);
    }
    check_extra(record.extra).map_err(|code| Fault::new(code, name()))?;
    check_kind(record).map_err(|code| Fault::new(code, name()))
}

/// Extra fields change what other readers see (Zip64 sizes, Unicode names), so none is allowed.
fn check_extra(extra: &[u8]) -> std::result::Result<(), Code> {
    const ZIP64: [u8; 2] = [1, 0];
    match extra {
        [] => Ok(()),
        _ if extra.starts_with(&ZIP64) => Err(Code::PackageZip64),
        _ => Err(Code::PackageExtra),
    }
}

/// Plain files only. The kind is in the upper half of the external attributes, for archives made on Unix.
fn check_kind(record: &Central<'_>) -> std::result::Result<(), Code> {
    const DOS_DIRECTORY: u32 = 0x10;
    let mode = record.external >> 16;
    let unix = record.made_by >> 8 == 3 || record.made_by >> 8 == 19;
    match mode & 0o170_000 {
        0o120_000 => Err(Code::PackageSymlink),
        0o040_000 => Err(Code::PackageDirectory),
        0 | 0o100_000 => Ok(()),
        _ if unix => Err(Code::PackageSpecialFile),
        _ => Ok(()),
    }?;
    if record.external & DOS_DIRECTORY != 0 || record.common.name.ends_with(b"/") {
        return Err(Code::PackageDirectory);
    }
    Ok(())
}

/// Each name is a path of ours, and no two name the same file on any file system.
pub(super) fn check_names(records: &[Central<'_>]) -> Result<Vec<PackagePath>> {
    let mut exact = BTreeSet::new();
    let mut folded = BTreeMap::new();
    let mut paths = Vec::with_capacity(records.len());
    for record in records {
        let raw = record.common.name;
        let text = std::str::from_utf8(raw)
            .map_err(|_| Fault::new(Code::PackageName, shorten(&String::from_utf8_lossy(raw))))?;
        if !text.is_ascii() && record.common.flags & UTF8 == 0 {
            return Err(Fault::new(Code::PackageName, shorten(text)));
        }
        let path: PackagePath = text.parse()?;
        if !exact.insert(text) {
            return Err(Fault::new(Code::PackageDuplicate, shorten(text)));
        }
        if let Some(other) = folded.insert(path.folded(), text) {
            return Err(Fault::new(
                Code::PackageCaseClash,
                format!("{} and {}", shorten(other), shorten(text)),
            ));
        }
        paths.push(path);
    }
    for path in folded.keys() {
        // `a/b/c` makes folders `a` and `a/b`: none of them may be a file.
        for (at, _) in path.match_indices('/') {
            if path
                .get(..at)
                .is_some_and(|folder| folded.contains_key(folder))
            {
                return Err(Fault::new(Code::PackagePrefixClash, shorten(path)));
            }
        }
    }
    Ok(paths)
}

/// The local header says the same as the directory. Returns where the header starts, and the file.
pub(super) fn check_local<R: Read + Seek>(
    source: &mut R,
    record: &Central<'_>,
    path: PackagePath,
    directory: u64,
) -> Result<(u64, Entry)> {
    let mismatch = |what: &str| Fault::new(Code::PackageMismatch, format!("{path}: {what}"));
    let start = u64::from(record.offset);
    let common = &record.common;
    let fixed_end = start + LOCAL_LEN as u64;
    if fixed_end > directory {
        return Err(mismatch("header outside of the data"));
    }
    let fixed = read_at(source, start, LOCAL_LEN as u64)?;
    let local = Local::read(&mut Fields(&fixed))?;
    let offset = fixed_end + u64::from(local.name_len) + u64::from(local.extra_len);
    if offset + u64::from(common.len) > directory {
        return Err(Fault::new(
            Code::PackageOverlap,
            format!("{path}: runs into the directory"),
        ));
    }
    let name = read_at(source, fixed_end, u64::from(local.name_len))?;
    if name != common.name {
        return Err(mismatch("name"));
    }
    if local.flags & DESCRIPTOR != 0 {
        return Err(Fault::new(Code::PackageDescriptor, path.as_str()));
    }
    if (local.flags, local.method) != (common.flags, common.method) {
        return Err(mismatch("flags or method"));
    }
    if (local.time, local.date) != (common.time, common.date) {
        return Err(mismatch("date"));
    }
    if (local.crc, local.packed, local.len) != (common.crc, common.packed, common.len) {
        return Err(mismatch("size or CRC"));
    }
    if local.extra_len != 0 {
        let extra = read_at(
            source,
            fixed_end + u64::from(local.name_len),
            u64::from(local.extra_len),
        )?;
        check_extra(&extra).map_err(|code| Fault::new(code, path.as_str()))?;
    }
    let entry = Entry {
        offset,
        len: u64::from(common.len),
        crc: common.crc,
        path,
    };
    Ok((start, entry))
}

/// Files follow each other without overlap and without a byte in between, from 0 to the directory.
pub(super) fn check_layout(mut spans: Vec<(u64, u64)>, directory: u64) -> Result<()> {
    spans.sort_unstable();
    let mut at = 0;
    for (start, end) in spans {
        if start < at {
            return Err(Fault::new(Code::PackageOverlap, format!("at {start}")));
        }
        if start > at {
            return Err(Fault::new(
                Code::PackageGap,
                format!("{} bytes at {at}", start - at),
            ));
        }
        at = end;
    }
    if at == directory {
        Ok(())
    } else {
        Err(Fault::new(
            Code::PackageGap,
            format!("{} bytes at {at}", directory - at),
        ))
    }
}
