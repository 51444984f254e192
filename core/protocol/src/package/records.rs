//! The raw records of a ZIP (APPNOTE 6.3.10), read field by field without interpretation.

use crate::error::{Code, Fault, Result};

/// Little-endian reader over a record.
pub(super) struct Fields<'a>(pub &'a [u8]);

impl<'a> Fields<'a> {
    pub fn take(&mut self, n: usize) -> Result<&'a [u8]> {
        let cut = || Fault::new(Code::PackageTruncated, "a record is cut off");
        let (head, tail) = self.0.split_at_checked(n).ok_or_else(cut)?;
        self.0 = tail;
        Ok(head)
    }

    pub fn u16(&mut self) -> Result<u16> {
        let bytes = self.take(2)?;
        Ok(bytes.iter().rev().fold(0, |n, b| n << 8 | u16::from(*b)))
    }

    pub fn u32(&mut self) -> Result<u32> {
        let bytes = self.take(4)?;
        Ok(bytes.iter().rev().fold(0, |n, b| n << 8 | u32::from(*b)))
    }
}

pub(super) const LOCAL: u32 = 0x0403_4b50;
pub(super) const CENTRAL: u32 = 0x0201_4b50;
pub(super) const END: u32 = 0x0605_4b50;
pub(super) const END64: u32 = 0x0606_4b50;
pub(super) const LOCATOR64: u32 = 0x0706_4b50;
pub(super) const SPANNED: u32 = 0x0807_4b50;
pub(super) const LOCAL_LEN: usize = 30;
pub(super) const CENTRAL_LEN: usize = 46;
pub(super) const END_LEN: usize = 22;
pub(super) const LOCATOR64_LEN: usize = 20;

/// End of central directory record.
pub(super) struct End {
    pub disk: u16,
    pub central_disk: u16,
    pub entries_here: u16,
    pub entries: u16,
    pub central_len: u32,
    pub central_offset: u32,
    pub comment_len: u16,
}

impl End {
    pub fn read(fields: &mut Fields<'_>) -> Result<Self> {
        fields.u32()?;
        Ok(Self {
            disk: fields.u16()?,
            central_disk: fields.u16()?,
            entries_here: fields.u16()?,
            entries: fields.u16()?,
            central_len: fields.u32()?,
            central_offset: fields.u32()?,
            comment_len: fields.u16()?,
        })
    }
}

/// What a local header and a central record both say about a file.
#[derive(PartialEq, Eq)]
pub(super) struct Common<'a> {
    pub flags: u16,
    pub method: u16,
    pub time: u16,
    pub date: u16,
    pub crc: u32,
    pub packed: u32,
    pub len: u32,
    pub name: &'a [u8],
}

/// A central directory record.
pub(super) struct Central<'a> {
    pub made_by: u16,
    pub common: Common<'a>,
    pub disk: u16,
    pub external: u32,
    pub offset: u32,
    pub extra: &'a [u8],
    pub comment: &'a [u8],
}

impl<'a> Central<'a> {
    pub fn read(fields: &mut Fields<'a>) -> Result<Self> {
        if fields.u32()? != CENTRAL {
            return Err(Fault::new(Code::PackageCorrupt, "central directory"));
        }
        let made_by = fields.u16()?;
        fields.u16()?; // version needed
        let (flags, method, time, date) =
            (fields.u16()?, fields.u16()?, fields.u16()?, fields.u16()?);
        let (crc, packed, len) = (fields.u32()?, fields.u32()?, fields.u32()?);
        let (name_len, extra_len, comment_len) = (fields.u16()?, fields.u16()?, fields.u16()?);
        let disk = fields.u16()?;
        fields.u16()?; // internal attributes
        let (external, offset) = (fields.u32()?, fields.u32()?);
        let name = fields.take(name_len.into())?;
        let extra = fields.take(extra_len.into())?;
        let comment = fields.take(comment_len.into())?;
        let common = Common {
            flags,
            method,
            time,
            date,
            crc,
            packed,
            len,
            name,
        };
        Ok(Self {
            made_by,
            common,
            disk,
            external,
            offset,
            extra,
            comment,
        })
    }
}

/// A local file header: the fixed part.
pub(super) struct Local {
    pub flags: u16,
    pub method: u16,
    pub time: u16,
    pub date: u16,
    pub crc: u32,
    pub packed: u32,
    pub len: u32,
    pub name_len: u16,
    pub extra_len: u16,
}

impl Local {
    pub fn read(fields: &mut Fields<'_>) -> Result<Self> {
        if fields.u32()? != LOCAL {
            return Err(Fault::new(
                Code::PackageMismatch,
                "no file where the directory says",
            ));
        }
        fields.u16()?; // version needed
        Ok(Self {
            flags: fields.u16()?,
            method: fields.u16()?,
            time: fields.u16()?,
            date: fields.u16()?,
            crc: fields.u32()?,
            packed: fields.u32()?,
            len: fields.u32()?,
            name_len: fields.u16()?,
            extra_len: fields.u16()?,
        })
    }
}
