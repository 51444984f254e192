//! The one error of the formats: a stable code, and a detail for whoever debugs.
//!
//! A code never changes its meaning and is never reused. What a person reads comes from the code (Chinese
//! and English), what a person can do comes from its [`Remedy`]; the detail is for logs and developers and
//! never carries secrets. `docs/formats/errors.md` lists all codes; a test compares it with [`Code::ALL`].

use std::fmt;

/// Short for results of this crate.
pub type Result<T> = std::result::Result<T, Fault>;

/// What a person can do about a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Remedy {
    /// Something is between this device and the store, or nothing is: the message names it, and it passes.
    Offline,
    /// It is not there: check the code or the name.
    NotFound,
    /// It is not from whom it says it is: do not open it, tell the one who gave it.
    Untrusted,
    /// Update the app, or ask the developer for a version that fits.
    Incompatible,
    /// Permission or policy says no.
    Denied,
    /// What was given is not well formed.
    Invalid,
    /// A fault of ours, or of the device: try again, report it.
    Internal,
}

impl Remedy {
    /// A stable word, as used across language borders.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Offline => "offline",
            Self::NotFound => "not_found",
            Self::Untrusted => "untrusted",
            Self::Incompatible => "incompatible",
            Self::Denied => "denied",
            Self::Invalid => "invalid",
            Self::Internal => "internal",
        }
    }
}

impl fmt::Display for Remedy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

macro_rules! codes {
    ($($variant:ident = $text:literal, $remedy:ident, $en:literal, $zh:literal;)*) => {
        /// One stable code for each way to fail.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $(#[doc = $en] $variant,)* }

        impl Code {
            /// Every code, in the order of the documentation.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The stable text, `area.reason`.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// What a person can do about it.
            pub fn remedy(self) -> Remedy {
                match self { $(Self::$variant => Remedy::$remedy,)* }
            }

            /// A sentence for a person, in English.
            pub fn message_en(self) -> &'static str {
                match self { $(Self::$variant => $en,)* }
            }

            /// A sentence for a person, in Chinese.
            pub fn message_zh(self) -> &'static str {
                match self { $(Self::$variant => $zh,)* }
            }
        }
    };
}

include!("codes.rs");

impl Code {
    /// The code with this text, if there is one.
    pub fn find(text: &str) -> Option<Code> {
        Self::ALL.iter().copied().find(|c| c.as_str() == text)
    }

    /// The sentence in the language of a BCP 47 tag: Chinese for `zh…`, else English.
    pub fn message(self, language: &str) -> &'static str {
        if language.starts_with("zh") {
            self.message_zh()
        } else {
            self.message_en()
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl serde::Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, s: S) -> std::result::Result<S::Ok, S::Error> {
        s.serialize_str(self.as_str())
    }
}

impl<'de> serde::Deserialize<'de> for Code {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> std::result::Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(d)?;
        Code::find(&text).ok_or_else(|| serde::de::Error::custom("unknown error code"))
    }
}

/// A failure: which, and what exactly. Displays as `link.foreign: the detail`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub code: Code,
    /// For logs and developers; bounded, hostile text in it is escaped.
    pub detail: String,
}

impl Fault {
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: detail.into(),
        }
    }

    pub fn remedy(&self) -> Remedy {
        self.code.remedy()
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.detail.is_empty() {
            f.write_str(self.code.as_str())
        } else {
            write!(f, "{}: {}", self.code, self.detail)
        }
    }
}

impl std::error::Error for Fault {}

impl From<Code> for Fault {
    fn from(code: Code) -> Self {
        Self::new(code, "")
    }
}
