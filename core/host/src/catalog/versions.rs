//! Which version of a program opens: activation, staging, the trial of a new one, the way back.

use rusqlite::{Connection, OptionalExtension, params};
use tiffin_protocol::ProgramId;
use tiffin_protocol::release::{Head, Release};

use super::{Catalog, Staged};
use crate::db::now;
use crate::error::HostError;

/// A program that does not paint a page in this many starts counts as failed: one start may be killed by chance.
const TRIAL_STARTS: i64 = 3;

impl Catalog {
    /// The first version of a program, or one that replaces the active at once.
    pub(crate) fn activate(&self, staged: &Staged) -> Result<(), HostError> {
        let mut db = self.db.firm();
        let tx = db.transaction()?;
        let program = staged.release.program.as_str();
        insert_release(&tx, staged)?;
        tx.execute(
            "INSERT INTO program (id, name, description, store, developer_key, active, installed_at) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) \
             ON CONFLICT (id) DO UPDATE SET name = excluded.name, description = excluded.description, \
             previous = CASE WHEN active = excluded.active THEN previous ELSE active END, \
             active = excluded.active, pending = NULL, \
             trial_starts = CASE WHEN active = excluded.active THEN trial_starts ELSE 0 END",
            params![
                program,
                staged.release.name,
                staged.release.description,
                staged.store,
                staged.release.developer_key.public,
                staged.digest.to_string(),
                now()
            ],
        )?;
        super::lists::index(&tx, program)?;
        tx.commit()?;
        Ok(())
    }

    /// A newer version, complete on the device: it opens at the next cold start.
    pub(crate) fn stage(&self, staged: &Staged) -> Result<(), HostError> {
        let mut db = self.db.firm();
        let tx = db.transaction()?;
        insert_release(&tx, staged)?;
        tx.execute(
            "UPDATE program SET pending = ?2 WHERE id = ?1",
            params![staged.release.program.as_str(), staged.digest.to_string()],
        )?;
        tx.commit()?;
        Ok(())
    }

    /// What was staged cannot open: it is fetched again some time.
    pub(crate) fn unstage(&self, program: &ProgramId) -> Result<(), HostError> {
        self.db.firm().execute(
            "UPDATE program SET pending = NULL WHERE id = ?1",
            [program.as_str()],
        )?;
        Ok(())
    }

    /// At a cold start: what is pending becomes active, on trial.
    pub(crate) fn promote(&self, program: &ProgramId) -> Result<(), HostError> {
        let mut db = self.db.firm();
        let tx = db.transaction()?;
        tx.execute(
            "UPDATE program SET previous = active, active = pending, pending = NULL, trial_starts = 0 \
             WHERE id = ?1 AND pending IS NOT NULL AND pending <> active",
            [program.as_str()],
        )?;
        let release = tx
            .query_row(
                "SELECT r.envelope FROM program p JOIN release r ON r.digest = p.active WHERE p.id = ?1",
                [program.as_str()],
                |row| row.get::<_, Vec<u8>>(0),
            )
            .optional()?;
        if let Some(envelope) = release {
            let payload =
                tiffin_protocol::dsse::Envelope::parse(&envelope)?.unverified_payload()?;
            let release = Release::parse(&payload)?;
            tx.execute(
                "UPDATE program SET name = ?2, description = ?3 WHERE id = ?1",
                params![program.as_str(), release.name, release.description],
            )?;
        }
        super::lists::index(&tx, program.as_str())?;
        tx.commit()?;
        Ok(())
    }

    /// Notes a start. Returns true if the version was given its chances and never painted a page.
    pub(crate) fn starting(&self, program: &ProgramId) -> Result<bool, HostError> {
        let db = self.db.firm();
        db.execute(
            "UPDATE program SET trial_starts = trial_starts + 1 WHERE id = ?1 AND trial_starts IS NOT NULL",
            [program.as_str()],
        )?;
        let starts: Option<i64> = db
            .query_row(
                "SELECT trial_starts FROM program WHERE id = ?1",
                [program.as_str()],
                |row| row.get(0),
            )
            .optional()?
            .flatten();
        Ok(starts.is_some_and(|starts| starts > TRIAL_STARTS))
    }

    /// The active version has painted a page: it is good.
    pub(crate) fn painted(&self, program: &ProgramId) -> Result<(), HostError> {
        self.db.firm().execute(
            "UPDATE program SET trial_starts = NULL WHERE id = ?1 AND trial_starts IS NOT NULL",
            [program.as_str()],
        )?;
        Ok(())
    }

    /// A version that never painted a page goes: the one before it is active again, and the failed one is remembered as bad.
    /// False if the active one is good, or there is none to go back to.
    pub(crate) fn roll_back(&self, program: &ProgramId, reason: &str) -> Result<bool, HostError> {
        let mut db = self.db.firm();
        let tx = db.transaction()?;
        tx.execute(
            "INSERT OR REPLACE INTO bad_release (program, sequence, reason, at) \
             SELECT p.id, r.sequence, ?2, ?3 FROM program p JOIN release r ON r.digest = p.active \
             WHERE p.id = ?1 AND p.previous IS NOT NULL AND p.trial_starts IS NOT NULL",
            params![program.as_str(), reason, now()],
        )?;
        let changed = tx.execute(
            "UPDATE program SET active = previous, previous = NULL, pending = NULL, trial_starts = NULL \
             WHERE id = ?1 AND previous IS NOT NULL AND trial_starts IS NOT NULL",
            [program.as_str()],
        )?;
        tx.commit()?;
        Ok(changed > 0)
    }

    pub(crate) fn is_bad(&self, program: &ProgramId, sequence: u64) -> Result<bool, HostError> {
        let found: Option<i64> = self
            .db
            .firm()
            .query_row(
                "SELECT 1 FROM bad_release WHERE program = ?1 AND sequence = ?2",
                params![program.as_str(), sequence],
                |row| row.get(0),
            )
            .optional()?;
        Ok(found.is_some())
    }

    /// Keeps what a verified head says; a lower sequence than known never gets here.
    pub(crate) fn note_head(&self, head: &Head) -> Result<(), HostError> {
        let recalled = serde_json::to_string(&head.recalled).unwrap_or_else(|_| "[]".into());
        self.db.firm().execute(
            "UPDATE program SET head_sequence = max(head_sequence, ?2), min_sequence = ?3, recalled = ?4, \
             checked_at = ?5 WHERE id = ?1",
            params![head.program.as_str(), head.stable.sequence, head.min_sequence, recalled, now()],
        )?;
        Ok(())
    }
}

fn insert_release(tx: &Connection, staged: &Staged) -> Result<(), HostError> {
    tx.execute(
        "INSERT OR IGNORE INTO release (digest, program, sequence, version, envelope, added_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            staged.digest.to_string(),
            staged.release.program.as_str(),
            staged.release.sequence,
            staged.release.version,
            staged.envelope,
            now()
        ],
    )?;
    for package in &staged.release.packages {
        tx.execute(
            "INSERT OR IGNORE INTO package (sha256, size, added_at, used_at) VALUES (?1, ?2, ?3, ?3)",
            params![package.sha256.to_string(), package.size, now()],
        )?;
    }
    Ok(())
}
