//! What a person decided about programs, and the ledger: the shapes, as in the room above.

use super::*;

#[uniffi::remote(Enum)]
pub enum Grant {
    Once,
    WhileOpen,
    Always,
    Never,
}

#[uniffi::remote(Enum)]
pub enum GrantState {
    NotAsked,
    WhileOpen,
    Until(i64),
    Always,
    Never,
}

#[uniffi::remote(Record)]
pub struct GrantEntry {
    pub program: String,
    pub scope: String,
    pub title_en: String,
    pub title_zh: String,
    pub state: GrantState,
}

#[uniffi::remote(Enum)]
pub enum LedgerOutcome {
    Allowed,
    Denied,
    Undeclared,
}

#[uniffi::remote(Record)]
pub struct LedgerEntry {
    pub id: i64,
    pub at: i64,
    pub last_at: i64,
    pub count: i64,
    pub program: String,
    pub page: String,
    pub scope: String,
    pub capability: String,
    pub outcome: LedgerOutcome,
}

#[uniffi::remote(Record)]
pub struct LedgerQuery {
    pub program: Option<String>,
    pub scope: Option<String>,
    pub outcome: Option<LedgerOutcome>,
    pub before: Option<i64>,
}
