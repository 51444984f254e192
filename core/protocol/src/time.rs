//! Moments in signed documents: RFC 3339 in UTC, whole seconds. The caller says what time it is now.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::error::{Code, Fault};
use crate::id::shorten;

/// Seconds since 1970-01-01T00:00:00Z; written `2026-01-02T03:04:05Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(i64);

impl Time {
    /// From seconds since 1970; `None` outside of the years that RFC 3339 can write.
    pub fn from_unix(seconds: i64) -> Option<Self> {
        jiff::Timestamp::from_second(seconds)
            .ok()
            .filter(|_| (MIN..=MAX).contains(&seconds))
            .map(|_| Self(seconds))
    }

    /// The same, held inside the years that can be written: for a device whose clock is far out.
    pub fn clamped(seconds: i64) -> Self {
        Self(seconds.clamp(MIN, MAX))
    }

    pub fn unix(self) -> i64 {
        self.0
    }

    /// Later (or earlier) by some seconds, held inside the years that can be written.
    pub fn plus(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds).clamp(MIN, MAX))
    }
}

/// 0000-01-01T00:00:00Z
const MIN: i64 = -62_167_219_200;
/// 9999-12-30T22:00:00Z, the last second jiff holds, rounded down to the hour.
const MAX: i64 = 253_402_207_200;

impl FromStr for Time {
    type Err = Fault;

    fn from_str(s: &str) -> Result<Self, Fault> {
        let bad = || Fault::new(Code::TimeInvalid, shorten(s));
        if s.len() > 32 {
            return Err(bad());
        }
        let stamp: jiff::Timestamp = s.parse().map_err(|_| bad())?;
        Time::from_unix(stamp.as_second()).ok_or_else(bad)
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_second(self.0) {
            Ok(stamp) => write!(f, "{stamp}"),
            Err(_) => Err(fmt::Error),
        }
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        std::borrow::Cow::<'de, str>::deserialize(d)?
            .parse()
            .map_err(D::Error::custom)
    }
}
