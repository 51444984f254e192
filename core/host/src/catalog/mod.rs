//! What is on the device: installed programs, their releases and what stores said of them, recents, favourites, local
//! search. Owns the tables `program`, `release`, `head` and `failed_release`; an activation is one transaction. Statements
//! are verified whenever they are read: whoever can write the database can take away, and cannot add.

mod heads;
mod lists;
mod rows;
mod versions;

use std::sync::Arc;

use rusqlite::{OptionalExtension, params};
use tiffin_protocol::release::Release;
use tiffin_protocol::{ProgramId, Sha256};

use crate::cache::Named;
use crate::db::Db;
use crate::error::{Code, HostError};
use crate::resolve::Stores;
use crate::update::known::{Known, Said};

pub use lists::Listed;

pub(crate) struct Catalog {
    db: Arc<Db>,
    stores: Arc<Stores>,
}

/// What the numbers of an earlier host's table say, and which versions there are.
struct Row {
    store: String,
    developer_key: String,
    active: Option<String>,
    pending: Option<String>,
    previous: Option<String>,
    trial: Option<u32>,
    noted: Said,
}

impl Catalog {
    pub(crate) fn open(db: Arc<Db>, stores: Arc<Stores>) -> Result<Catalog, HostError> {
        lists::index_missing(&db.durable())?;
        Ok(Catalog { db, stores })
    }

    /// All that is known about a program's versions; `None` if it is not installed.
    pub(crate) fn known(&self, program: &ProgramId) -> Result<Option<Known>, HostError> {
        let Some(row) = self.row(program)? else {
            return Ok(None);
        };
        let said = match self.stores.by_base(&row.store) {
            Some(store) => self.last_head(program, &store)?,
            None => None,
        };
        let db = self.db.durable();
        let Some(active) = rows::version_of(&db, row.active)? else {
            return Ok(None);
        };
        Ok(Some(Known {
            store: row.store,
            developer_key: row.developer_key,
            active,
            pending: rows::version_of(&db, row.pending)?,
            previous: rows::version_of(&db, row.previous)?,
            trial: row.trial,
            failed: rows::failed(&db, program)?,
            said: said.map_or(row.noted, |head| Said::Head(Box::new(head))),
        }))
    }

    fn row(&self, program: &ProgramId) -> Result<Option<Row>, HostError> {
        let db = self.db.durable();
        let mut statement = db.prepare_cached(
            "SELECT store, developer_key, active, pending, previous, trial_starts, \
             head_sequence, min_sequence, recalled FROM program WHERE id = ?1",
        )?;
        let row = statement.query_row([program.as_str()], |row| {
            Ok(Row {
                store: row.get(0)?,
                developer_key: row.get(1)?,
                active: row.get(2)?,
                pending: row.get(3)?,
                previous: row.get(4)?,
                trial: row.get(5)?,
                noted: Said::Legacy {
                    sequence: row.get(6)?,
                    min_sequence: row.get(7)?,
                    recalled: serde_json::from_str(&row.get::<_, String>(8)?).unwrap_or_default(),
                },
            })
        });
        Ok(row.optional()?)
    }

    /// Base address of the store that a program was installed from.
    pub(crate) fn store_of(&self, program: &ProgramId) -> Result<Option<String>, HostError> {
        Ok(self.row(program)?.map(|row| row.store))
    }

    /// The release that opens, and its digest.
    pub(crate) fn active(
        &self,
        program: &ProgramId,
    ) -> Result<Option<(Release, Sha256)>, HostError> {
        let Some(active) = self.row(program)?.and_then(|row| row.active) else {
            return Ok(None);
        };
        let active = rows::digest(&active)?;
        let release = self.release(program, &active)?;
        Ok(release.map(|release| (release, active)))
    }

    /// A stored release, if a store that this host trusts approved it and the program's pinned developer signed it: a row
    /// that somebody else wrote does not run.
    pub(crate) fn release(
        &self,
        program: &ProgramId,
        digest: &Sha256,
    ) -> Result<Option<Release>, HostError> {
        let row: Option<(Vec<u8>, String, String)> = self
            .db
            .durable()
            .prepare_cached(
                "SELECT r.envelope, p.store, p.developer_key FROM release r, program p \
                 WHERE r.digest = ?1 AND p.id = ?2",
            )?
            .query_row(params![digest.to_string(), program.as_str()], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .optional()?;
        let Some((envelope, store, developer_key)) = row else {
            return Ok(None);
        };
        let store = self.stores.by_base(&store).ok_or_else(|| {
            HostError::new(Code::LinkStore, format!("{program} came from {store}"))
        })?;
        Ok(Some(store.stored_release(
            &envelope,
            program,
            digest,
            &developer_key,
        )?))
    }

    /// Deletes what a program stored; the program and what the person decided about it stay.
    pub(crate) fn clear_data(&self, program: &ProgramId) -> Result<(), HostError> {
        let db = self.db.durable();
        db.execute("DELETE FROM storage WHERE program = ?1", [program.as_str()])?;
        Ok(())
    }

    /// Forgets a program with its storage, grants and identity. Its package files go with the next clean-up.
    pub(crate) fn remove(&self, program: &ProgramId) -> Result<(), HostError> {
        let mut db = self.db.durable();
        let tx = db.transaction()?;
        for table in [
            "storage",
            "consent_grant",
            "identity",
            "failed_release",
            "head",
        ] {
            tx.execute(
                &format!("DELETE FROM {table} WHERE program = ?1"),
                [program.as_str()],
            )?;
        }
        tx.execute(
            "DELETE FROM program_search WHERE program = ?1",
            [program.as_str()],
        )?;
        tx.execute("DELETE FROM program WHERE id = ?1", [program.as_str()])?;
        tx.execute("DELETE FROM release WHERE program = ?1", [program.as_str()])?;
        tx.commit()?;
        Ok(())
    }

    /// The packages of each program's releases (active, staged, the one before), the most recently used program first.
    /// Statements are not verified for this: what they name is kept, and that is all.
    pub(crate) fn named_packages(&self) -> Result<Vec<Named>, HostError> {
        let db = self.db.durable();
        let mut programs = db.prepare(
            "SELECT id, favourite_at IS NOT NULL FROM program ORDER BY max(last_used, installed_at) DESC",
        )?;
        let mut releases = db.prepare(
            "SELECT r.digest, r.envelope FROM program p JOIN release r \
             ON r.digest IN (p.active, p.pending, p.previous) WHERE p.id = ?1",
        )?;
        let rows = programs.query_map([], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?))
        })?;
        let mut named = Vec::new();
        for row in rows {
            let (program, favourite) = row?;
            let mut one = Named {
                favourite,
                ..Named::default()
            };
            let mut rows = releases.query([&program])?;
            while let Some(row) = rows.next()? {
                one.releases.push(rows::digest(&row.get::<_, String>(0)?)?);
                match rows::packages_of(&row.get::<_, Vec<u8>>(1)?) {
                    Ok(packages) => one.packages.extend(packages),
                    Err(fault) => tracing::error!(program, %fault, "a stored release"),
                }
            }
            named.push(one);
        }
        Ok(named)
    }
}
