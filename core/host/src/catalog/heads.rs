//! What stores said last about a program: each head whole, by program and store, verified again whenever it is read.

use rusqlite::{OptionalExtension, params};
use tiffin_protocol::ProgramId;
use tiffin_protocol::release::{Channel, Head};
use tiffin_protocol::trust::SeenHead;

use super::Catalog;
use crate::db::now;
use crate::error::HostError;
use crate::resolve::{SignedHead, Store};

impl Catalog {
    /// The last head of a store about a program. One that does not verify (somebody wrote into the database, or the store is
    /// not trusted any more) is none.
    pub(crate) fn last_head(
        &self,
        program: &ProgramId,
        store: &Store,
    ) -> Result<Option<Head>, HostError> {
        let envelope: Option<Vec<u8>> = self
            .db
            .durable()
            .prepare_cached(
                "SELECT envelope FROM head WHERE program = ?1 AND store = ?2 AND channel = ?3",
            )?
            .query_row(
                params![program.as_str(), store.base, Channel::RELEASE.as_str()],
                |row| row.get(0),
            )
            .optional()?;
        let Some(envelope) = envelope else {
            return Ok(None);
        };
        match store.stored_head(&envelope, program) {
            Ok(head) => Ok(Some(head)),
            Err(fault) => {
                tracing::error!(%program, store = store.base, %fault, "a kept head is not the store's");
                Ok(None)
            }
        }
    }

    /// What a new head of this store must not fall behind.
    pub(crate) fn seen(&self, program: &ProgramId, store: &Store) -> Result<SeenHead, HostError> {
        if let Some(head) = self.last_head(program, store)? {
            return Ok(SeenHead::of(&head));
        }
        // Installed by an earlier version of this host, which kept the numbers only.
        let noted: Option<u64> = self
            .db
            .durable()
            .query_row(
                "SELECT max(p.head_sequence, r.sequence) FROM program p JOIN release r ON r.digest = p.active \
                 WHERE p.id = ?1 AND p.store = ?2",
                params![program.as_str(), store.base],
                |row| row.get(0),
            )
            .optional()?;
        Ok(SeenHead {
            sequence: noted.unwrap_or_default(),
            ..SeenHead::default()
        })
    }

    /// Keeps a verified head that is no rollback, in the place of the one before. Only of a program that is installed.
    pub(crate) fn store_head(&self, store: &Store, signed: &SignedHead) -> Result<(), HostError> {
        let head = &signed.head;
        let mut db = self.db.durable();
        let tx = db.transaction()?;
        // Two checks may run at once: the one that was issued later stays.
        tx.execute(
            "INSERT INTO head (program, store, channel, epoch, envelope, issued_at) \
             SELECT id, ?2, ?3, ?4, ?5, ?6 FROM program WHERE id = ?1 \
             ON CONFLICT (program, store, channel) DO UPDATE SET epoch = excluded.epoch, \
             envelope = excluded.envelope, issued_at = excluded.issued_at \
             WHERE (excluded.epoch, excluded.issued_at) >= (head.epoch, head.issued_at)",
            params![
                head.program.as_str(),
                store.base,
                head.channel.as_str(),
                head.epoch,
                signed.envelope,
                head.issued_at.unix()
            ],
        )?;
        tx.execute(
            "UPDATE program SET checked_at = ?3 WHERE id = ?1 AND store = ?2",
            params![head.program.as_str(), store.base, now()],
        )?;
        tx.commit()?;
        Ok(())
    }

    /// Installed programs and their stores whose last check is before a moment (seconds since 1970), the oldest first.
    pub(crate) fn unchecked_since(
        &self,
        moment: i64,
    ) -> Result<Vec<(ProgramId, String)>, HostError> {
        let db = self.db.durable();
        let mut statement =
            db.prepare("SELECT id, store FROM program WHERE checked_at < ?1 ORDER BY checked_at")?;
        let rows = statement.query_map([moment], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
        })?;
        let mut programs = Vec::new();
        for row in rows {
            let (id, store) = row?;
            programs.push((id.parse()?, store));
        }
        Ok(programs)
    }
}
