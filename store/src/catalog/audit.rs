//! Who changed what and when: each write of the catalog carries a [`By`], and is kept as a [`Change`] in the same
//! transaction. For administrators, who ask it after something went wrong; nothing in the store decides by it.

use std::fmt;
use std::str::FromStr;

use tiffin_protocol::ProgramId;
use tiffin_protocol::dsse::KeyId;

/// Longest name of an operator or a token that is kept, in characters.
const NAME_CHARS: usize = 64;

/// Who writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Principal {
    /// A person on the store's machine, by the name of their account there; noted, not proven.
    Operator(String),
    /// Who showed the token of this name.
    Token(String),
    /// Who showed the token of this name, with a statement signed by this developer.
    Developer { token: String, key: KeyId },
    /// The store itself, at its start.
    Store,
}

impl Principal {
    /// The same, once a developer's signature was verified.
    pub fn signed_by(self, key: KeyId) -> Self {
        match self {
            Self::Token(token) => Self::Developer { token, key },
            other => other,
        }
    }
}

/// As it is stored and shown: `operator alice`, `token publish`, `token publish key 0123...`, `store`. Control characters
/// and what is too long are left out, so that no name can look like a line of its own.
impl fmt::Display for Principal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = |name: &str| -> String {
            let kept = name
                .chars()
                .filter(|c| !c.is_control() && !c.is_whitespace());
            kept.take(NAME_CHARS).collect()
        };
        match self {
            Self::Operator(name) => write!(f, "operator {}", plain(name)),
            Self::Token(name) => write!(f, "token {}", plain(name)),
            Self::Developer { token, key } => write!(f, "token {} key {key}", plain(token)),
            Self::Store => f.write_str("store"),
        }
    }
}

/// A principal, and the time in seconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    pub who: Principal,
    pub at: i64,
}

/// What was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    AddProgram,
    AddRelease,
    PointHead,
    AddRoot,
}

const ACTIONS: [(Action, &str); 4] = [
    (Action::AddProgram, "program.add"),
    (Action::AddRelease, "release.add"),
    (Action::PointHead, "head.point"),
    (Action::AddRoot, "root.add"),
];

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = ACTIONS.iter().find(|(action, _)| action == self);
        f.write_str(word.map_or("", |(_, word)| word))
    }
}

impl FromStr for Action {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let action = ACTIONS.iter().find(|(_, word)| *word == text);
        action
            .map(|(action, _)| *action)
            .ok_or_else(|| format!("unknown action {text}"))
    }
}

/// A line of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Seconds since 1970.
    pub at: i64,
    /// [`Principal`], as it was stored.
    pub who: String,
    pub action: Action,
    pub program: Option<ProgramId>,
    /// For people, such as `1.0.1 (release 2)`.
    pub detail: String,
}
