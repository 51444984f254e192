//! Which version of a program opens: activation, staging, the trial of a new one, the way back. Each is one transaction;
//! [`crate::update::policy`] decided before.

use rusqlite::{Connection, params};
use tiffin_protocol::release::Release;
use tiffin_protocol::time::Time;
use tiffin_protocol::{ProgramId, Sha256};

use super::Catalog;
use crate::db::now;
use crate::error::HostError;
use crate::resolve::Staged;
use crate::update::known::Version;

impl Catalog {
    /// The first version of a program, or one that replaces the active at once. It is this store's program from then on.
    pub(crate) fn activate(&self, staged: &Staged) -> Result<(), HostError> {
        let mut db = self.db.durable();
        let tx = db.transaction()?;
        let program = staged.release.program.as_str();
        insert_release(&tx, staged)?;
        // What goes behind is kept to fall back to only if it ever painted a page.
        tx.execute(
            "INSERT INTO program (id, name, description, store, developer_key, active, installed_at) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) \
             ON CONFLICT (id) DO UPDATE SET name = excluded.name, description = excluded.description, \
             previous = CASE WHEN active = excluded.active OR trial_starts IS NOT NULL THEN previous ELSE active END, \
             active = excluded.active, pending = NULL, store = excluded.store, \
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
        let mut db = self.db.durable();
        let tx = db.transaction()?;
        insert_release(&tx, staged)?;
        tx.execute(
            "UPDATE program SET pending = ?2 WHERE id = ?1",
            params![staged.release.program.as_str(), staged.digest.to_string()],
        )?;
        tx.commit()?;
        Ok(())
    }

    /// A version turned out not to open (it was staged, or the one before): it is fetched again some time.
    pub(crate) fn drop_version(
        &self,
        program: &ProgramId,
        digest: &Sha256,
    ) -> Result<(), HostError> {
        self.db.durable().execute(
            "UPDATE program SET pending = CASE WHEN pending = ?2 THEN NULL ELSE pending END, \
             previous = CASE WHEN previous = ?2 THEN NULL ELSE previous END WHERE id = ?1",
            params![program.as_str(), digest.to_string()],
        )?;
        Ok(())
    }

    /// Makes the staged version or the one before the active one. What was staged is on trial; what was before was good, and
    /// what it replaces is not kept to fall back to.
    pub(crate) fn switch(
        &self,
        program: &ProgramId,
        to: &Version,
        release: &Release,
    ) -> Result<(), HostError> {
        let mut db = self.db.durable();
        let tx = db.transaction()?;
        tx.execute(
            "UPDATE program SET \
             previous = CASE WHEN previous = ?2 THEN NULL WHEN trial_starts IS NOT NULL THEN previous ELSE active END, \
             trial_starts = CASE WHEN previous = ?2 THEN NULL ELSE 0 END, \
             active = ?2, pending = CASE WHEN pending = ?2 THEN NULL ELSE pending END, \
             name = ?3, description = ?4 WHERE id = ?1 AND active <> ?2",
            params![
                program.as_str(),
                to.digest.to_string(),
                release.name,
                release.description
            ],
        )?;
        super::lists::index(&tx, program.as_str())?;
        tx.commit()?;
        Ok(())
    }

    /// A start of the active version, as long as it is on trial.
    pub(crate) fn starting(&self, program: &ProgramId) -> Result<(), HostError> {
        self.db.durable().execute(
            "UPDATE program SET trial_starts = trial_starts + 1 WHERE id = ?1 AND trial_starts IS NOT NULL",
            [program.as_str()],
        )?;
        Ok(())
    }

    /// The start was cut off before the first page, in order: by the person, or because the app ends. It says nothing.
    pub(crate) fn start_cut_off(&self, program: &ProgramId) -> Result<(), HostError> {
        self.db.durable().execute(
            "UPDATE program SET trial_starts = trial_starts - 1 WHERE id = ?1 AND trial_starts > 0",
            [program.as_str()],
        )?;
        Ok(())
    }

    /// The active version has painted a page: it is good, and its failures are forgotten.
    pub(crate) fn painted(&self, program: &ProgramId) -> Result<(), HostError> {
        let db = self.db.durable();
        let changed = db.execute(
            "UPDATE program SET trial_starts = NULL WHERE id = ?1 AND trial_starts IS NOT NULL",
            [program.as_str()],
        )?;
        if changed > 0 {
            db.execute(
                "DELETE FROM failed_release WHERE program = ?1 \
                 AND digest = (SELECT active FROM program WHERE id = ?1)",
                [program.as_str()],
            )?;
        }
        Ok(())
    }

    /// A version did not start: remembered with its count, and when it may be tried again. Its trial begins anew then.
    pub(crate) fn record_failed_start(
        &self,
        program: &ProgramId,
        version: &Version,
        count: u32,
        again: Time,
        reason: &str,
    ) -> Result<(), HostError> {
        let mut db = self.db.durable();
        let tx = db.transaction()?;
        tx.execute(
            "INSERT OR REPLACE INTO failed_release (program, digest, sequence, count, again, reason) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                program.as_str(),
                version.digest.to_string(),
                version.sequence,
                count,
                again.unix(),
                crate::capability::shortened(reason, 500)
            ],
        )?;
        tx.execute(
            "UPDATE program SET trial_starts = 0 WHERE id = ?1 AND active = ?2",
            params![program.as_str(), version.digest.to_string()],
        )?;
        tx.commit()?;
        Ok(())
    }

    /// Forgets release statements that no program names any more, and failures of versions that are behind the active one.
    /// The rest is what is in use. A failure of what a store still names is kept, whatever its number: sequences count within
    /// an epoch, and a version of a later one may have a lower number.
    pub(crate) fn forget_unnamed(&self) -> Result<(), HostError> {
        self.db.durable().execute_batch(
            "DELETE FROM release WHERE digest NOT IN (SELECT active FROM program) \
                 AND digest NOT IN (SELECT pending FROM program WHERE pending IS NOT NULL) \
                 AND digest NOT IN (SELECT previous FROM program WHERE previous IS NOT NULL)",
        )?;
        for (program, digest) in self.failed_behind()? {
            if !self.is_named(&program, &digest)? {
                self.db.durable().execute(
                    "DELETE FROM failed_release WHERE program = ?1 AND digest = ?2",
                    params![program.as_str(), digest.to_string()],
                )?;
            }
        }
        Ok(())
    }

    /// Failures whose sequence is below the active version's.
    fn failed_behind(&self) -> Result<Vec<(ProgramId, Sha256)>, HostError> {
        let db = self.db.durable();
        let mut statement = db.prepare(
            "SELECT f.program, f.digest FROM failed_release f JOIN program p ON p.id = f.program \
             JOIN release r ON r.digest = p.active WHERE r.sequence > f.sequence",
        )?;
        let rows = statement.query_map([], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
        })?;
        let mut failed = Vec::new();
        for row in rows {
            let (program, digest) = row?;
            failed.push((program.parse()?, super::rows::digest(&digest)?));
        }
        Ok(failed)
    }

    /// Whether the last head of a trusted store names this release.
    fn is_named(&self, program: &ProgramId, digest: &Sha256) -> Result<bool, HostError> {
        for store in self.stores.all() {
            let head = self.last_head(program, store)?;
            if head.is_some_and(|head| head.stable.release == *digest) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn insert_release(tx: &Connection, staged: &Staged) -> Result<(), HostError> {
    // Named again by a head of a later epoch, it counts there.
    tx.execute(
        "INSERT INTO release (digest, program, sequence, version, envelope, added_at, epoch) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) \
         ON CONFLICT (digest) DO UPDATE SET epoch = max(epoch, excluded.epoch)",
        params![
            staged.digest.to_string(),
            staged.release.program.as_str(),
            staged.release.sequence,
            staged.release.version,
            staged.envelope,
            now(),
            staged.epoch
        ],
    )?;
    Ok(())
}

#[cfg(test)]
#[path = "versions_tests.rs"]
mod tests;
