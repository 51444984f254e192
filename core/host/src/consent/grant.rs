//! A person's standing answer, and what it means at a time. Pure.

use serde::Serialize;

/// What a call may do right now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Allowed,
    Denied,
    /// Nobody answered yet, or the answer has run out.
    Ask,
}

/// What a person decided about one scope of one program. An answer for one call only is none of these: it is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "state", content = "until", rename_all = "camelCase")]
pub enum GrantState {
    /// Nobody was asked, or the answer was taken back: the next call asks.
    NotAsked,
    /// Until the program ends. Not stored.
    WhileOpen,
    /// Seconds since 1970. After that it is as if nobody was asked.
    Until(i64),
    Always,
    Never,
}

impl GrantState {
    pub(crate) fn standing(self, now: i64) -> Standing {
        match self {
            GrantState::Always | GrantState::WhileOpen => Standing::Allowed,
            GrantState::Until(end) if now < end => Standing::Allowed,
            GrantState::Never => Standing::Denied,
            GrantState::Until(_) | GrantState::NotAsked => Standing::Ask,
        }
    }

    /// As the database has it; `None` for what is not stored.
    pub(super) fn stored(self) -> Option<(&'static str, Option<i64>)> {
        match self {
            GrantState::NotAsked | GrantState::WhileOpen => None,
            GrantState::Until(end) => Some(("until", Some(end))),
            GrantState::Always => Some(("always", None)),
            GrantState::Never => Some(("never", None)),
        }
    }

    /// What a row means. A row that says something else was not written by us, and grants nothing.
    pub(super) fn read(state: &str, until: Option<i64>) -> GrantState {
        match (state, until) {
            ("always", _) => GrantState::Always,
            ("never", _) => GrantState::Never,
            ("until", Some(end)) => GrantState::Until(end),
            _ => GrantState::NotAsked,
        }
    }
}

/// One scope of one program, for the person who looks through them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GrantEntry {
    pub program: String,
    pub scope: String,
    /// What it lets the program do, as a prompt says it.
    pub title_en: String,
    pub title_zh: String,
    #[serde(flatten)]
    pub state: GrantState,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_until_a_date_asks_again_from_that_date_on() {
        let state = GrantState::Until(100);
        assert_eq!(state.standing(99), Standing::Allowed);
        assert_eq!(state.standing(100), Standing::Ask);
    }

    #[test]
    fn what_is_stored_reads_back_and_what_nobody_wrote_grants_nothing() {
        for state in [GrantState::Always, GrantState::Never, GrantState::Until(7)] {
            let stored = state.stored();
            assert_eq!(
                stored.map(|(name, until)| GrantState::read(name, until)),
                Some(state)
            );
        }
        for (name, until) in [("until", None), ("yes", None), ("", Some(9))] {
            assert_eq!(GrantState::read(name, until), GrantState::NotAsked);
        }
    }
}
