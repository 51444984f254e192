//! The ledger: each sensitive call, whatever became of it, so that a person can see what a program did.

use rusqlite::params;

use super::Consent;
use crate::db::now;
use crate::error::HostError;

/// Rows of the ledger that are kept per device: months of an eager program.
const LEDGER_ROWS: i64 = 20_000;

impl Consent {
    /// Writes a sensitive call down, whatever became of it.
    pub(crate) fn record(
        &self,
        program: &str,
        scope: &str,
        capability: &str,
        outcome: &str,
    ) -> Result<(), HostError> {
        let db = self.db.durable();
        db.execute(
            "INSERT INTO ledger (at, program, scope, capability, outcome) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![now(), program, scope, capability, outcome],
        )?;
        db.execute(
            "DELETE FROM ledger WHERE id <= (SELECT max(id) FROM ledger) - ?1",
            [LEDGER_ROWS],
        )?;
        Ok(())
    }
}
