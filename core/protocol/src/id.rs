//! The small names everything else is made of: program ids, digests, paths inside packages.
//!
//! Each is checked once, when it is made, so that code holding one never checks again.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use sha2::Digest as _;

use crate::error::{Code, Fault};

/// The name of a program, such as `canteen` or `wx0123456789abcdef`.
///
/// 3 to 64 bytes of `[a-z0-9.-]`, starts with a letter, no `..`, does not end with `.` or `-`.
/// Lower case only, because it becomes the host of an origin, and hosts are folded to lower case.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProgramId(String);

impl ProgramId {
    /// Shortest id, in bytes.
    pub const MIN: usize = 3;
    /// Longest id, in bytes: a DNS label plus one, and it fits every file system as a folder name.
    pub const MAX: usize = 64;

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ProgramId {
    type Err = Fault;

    fn from_str(s: &str) -> Result<Self, Fault> {
        let charset = s
            .bytes()
            .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-'));
        let ok = (Self::MIN..=Self::MAX).contains(&s.len())
            && charset
            && s.starts_with(|c: char| c.is_ascii_lowercase())
            && !s.contains("..")
            && !s.ends_with(['.', '-']);
        if ok {
            Ok(Self(s.to_owned()))
        } else {
            Err(Fault::new(Code::ProgramId, shorten(s)))
        }
    }
}

/// The SHA-256 digest of some bytes; written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Sha256(pub [u8; 32]);

impl Sha256 {
    /// Digest of bytes that are in memory.
    pub fn of(bytes: &[u8]) -> Self {
        Self(sha2::Sha256::digest(bytes).into())
    }

    /// For digests made piece by piece: feed it, then [`Sha256Stream::finish`].
    pub fn stream() -> Sha256Stream {
        Sha256Stream(sha2::Sha256::new())
    }

    /// 64 lower-case hexadecimal digits.
    pub fn hex(&self) -> String {
        hex(&self.0)
    }
}

/// A digest in the making.
#[derive(Clone)]
pub struct Sha256Stream(sha2::Sha256);

impl Sha256Stream {
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    pub fn finish(self) -> Sha256 {
        Sha256(self.0.finalize().into())
    }
}

impl FromStr for Sha256 {
    type Err = Fault;

    fn from_str(s: &str) -> Result<Self, Fault> {
        let bad = || Fault::new(Code::Digest, shorten(s));
        if s.len() != 64 {
            return Err(bad());
        }
        let mut out = [0u8; 32];
        for (slot, pair) in out.iter_mut().zip(s.as_bytes().chunks_exact(2)) {
            let [high, low] = pair else { return Err(bad()) };
            *slot = nibble(*high).ok_or_else(bad)? << 4 | nibble(*low).ok_or_else(bad)?;
        }
        Ok(Self(out))
    }
}

fn nibble(c: u8) -> Option<u8> {
    match c {
        b'0'..=b'9' => Some(c - b'0'),
        b'a'..=b'f' => Some(c - b'a' + 10),
        _ => None,
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut out, b| {
            let _ = write!(out, "{b:02x}");
            out
        })
}

/// The place of a file inside a package: relative, `/` between segments.
///
/// At most 512 bytes of UTF-8, 255 a segment; no empty, `.` or `..` segment, no backslash, colon, NUL or other
/// control character, and nothing else that W3C MiniApp Packaging ("File Names") forbids. So it can be joined
/// to a folder on any system without leaving it.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PackagePath(String);

impl PackagePath {
    /// Longest path, in bytes. Longer ones do not fit the file systems developers unpack on.
    pub const MAX: usize = 512;
    /// Longest segment, in bytes, by W3C MiniApp Packaging.
    pub const MAX_SEGMENT: usize = 255;

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What two paths have in common when a file system ignores case: used to refuse clashes.
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }

    /// The part after the last dot of the last segment, lower case; empty if there is none.
    pub fn extension(&self) -> String {
        let name = self.0.rsplit('/').next().unwrap_or_default();
        name.rsplit_once('.')
            .map(|(_, e)| e.to_ascii_lowercase())
            .unwrap_or_default()
    }
}

impl FromStr for PackagePath {
    type Err = Fault;

    fn from_str(s: &str) -> Result<Self, Fault> {
        let slip = s.starts_with('/')
            || s.contains('\\')
            || s.contains(':')
            || s.split('/')
                .any(|segment| segment == ".." || segment == ".");
        if slip {
            return Err(Fault::new(Code::PathSlip, shorten(s)));
        }
        let bad = s.is_empty()
            || s.len() > Self::MAX
            || s.split('/')
                .any(|segment| segment.is_empty() || segment.len() > Self::MAX_SEGMENT)
            || s.chars().any(char::is_control);
        if bad {
            return Err(Fault::new(Code::PathInvalid, shorten(s)));
        }
        let reserved = s.contains(['<', '>', '?', '|', '*', '"'])
            || s.split('/').any(|segment| segment.ends_with('.'));
        if reserved {
            return Err(Fault::new(Code::PathReserved, shorten(s)));
        }
        Ok(Self(s.to_owned()))
    }
}

/// A hostile text, cut and escaped, for use in an error's detail.
pub(crate) fn shorten(s: &str) -> String {
    const KEEP: usize = 80;
    let mut out: String = s.chars().take(KEEP).flat_map(char::escape_debug).collect();
    if s.chars().nth(KEEP).is_some() {
        out.push('…');
    }
    out
}

macro_rules! text_form {
    ($name:ident, $self:ident => $show:expr) => {
        impl fmt::Display for $name {
            fn fmt(&$self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str($show)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&$self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), $show)
            }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&$self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str($show)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
                text.parse().map_err(D::Error::custom)
            }
        }
    };
}

text_form!(ProgramId, self => &self.0);
text_form!(PackagePath, self => &self.0);
text_form!(Sha256, self => &self.hex());
