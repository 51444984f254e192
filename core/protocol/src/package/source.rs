//! Ranges of the file that a package is read from.

use std::io::{Read, Seek, SeekFrom};

use crate::error::{Code, Fault, Result};

pub(super) fn disk(error: std::io::Error) -> Fault {
    let cut = error.kind() == std::io::ErrorKind::UnexpectedEof;
    Fault::new(
        if cut {
            Code::PackageTruncated
        } else {
            Code::PackageRead
        },
        error.to_string(),
    )
}

/// A range of the file. Callers have checked it against the size, so that memory stays bounded.
pub(super) fn read_at<R: Read + Seek>(source: &mut R, offset: u64, len: u64) -> Result<Vec<u8>> {
    source.seek(SeekFrom::Start(offset)).map_err(disk)?;
    let mut bytes = Vec::new();
    let read = source.take(len).read_to_end(&mut bytes).map_err(disk)?;
    if read as u64 == len {
        Ok(bytes)
    } else {
        Err(Fault::new(Code::PackageTruncated, format!("at {offset}")))
    }
}
