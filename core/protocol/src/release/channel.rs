//! A channel: for whom a Head speaks. A program has one Head per channel.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::error::{Code, Fault};
use crate::id::shorten;

/// The name of a channel: 1 to 32 bytes of `[a-z0-9-]`. Names beyond the known three are a store's own.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Channel(Cow<'static, str>);

impl Channel {
    /// Longest name, in bytes: a word, as it stands in addresses and in rows.
    pub const MAX: usize = 32;
    /// What everybody gets.
    pub const RELEASE: Channel = Channel(Cow::Borrowed("release"));
    /// For those who try a version before everybody gets it.
    pub const TRIAL: Channel = Channel(Cow::Borrowed("trial"));
    /// For those who work on the program.
    pub const DEVELOP: Channel = Channel(Cow::Borrowed("develop"));

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Channel {
    type Err = Fault;

    fn from_str(s: &str) -> Result<Self, Fault> {
        let letters = s
            .bytes()
            .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        if letters && (1..=Self::MAX).contains(&s.len()) {
            Ok(Self(Cow::Owned(s.to_owned())))
        } else {
            let detail = format!("channel {}", shorten(s));
            Err(Fault::new(Code::HeadInvalid, detail))
        }
    }
}

impl fmt::Display for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Channel {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Channel {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(d)?
            .parse()
            .map_err(D::Error::custom)
    }
}
