//! What is on the device: installed programs and their releases, recents, favourites, local search. Owns the tables
//! `program`, `release` and `package`; an activation is one transaction.

mod lists;
mod versions;

use std::sync::Arc;

use rusqlite::OptionalExtension;
use tiffin_protocol::release::Release;
use tiffin_protocol::{ProgramId, Sha256};

use crate::cache::Named;
use crate::db::Db;
use crate::error::HostError;

pub use lists::Listed;

pub(crate) struct Catalog {
    db: Arc<Db>,
}

/// A release that is fully on the device, with the signed bytes it came from.
pub(crate) struct Staged {
    pub release: Release,
    pub digest: Sha256,
    pub envelope: Vec<u8>,
    pub store: String,
}

/// What the catalog knows about the versions of one program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Versions {
    pub store: String,
    pub developer_key: String,
    pub active: Sha256,
    pub active_sequence: u64,
    pub pending: Option<Sha256>,
    pub previous: Option<Sha256>,
    /// `None` once a page was painted by the active version.
    pub trial_starts: Option<i64>,
    pub head_sequence: u64,
    pub min_sequence: u64,
    pub recalled: Vec<u64>,
}

impl Catalog {
    pub(crate) fn open(db: Arc<Db>) -> Result<Catalog, HostError> {
        lists::index_missing(&db.firm())?;
        Ok(Catalog { db })
    }

    pub(crate) fn versions(&self, program: &ProgramId) -> Result<Option<Versions>, HostError> {
        let db = self.db.firm();
        let found = db
            .query_row(
                "SELECT p.store, p.developer_key, p.active, r.sequence, p.pending, p.previous, p.trial_starts, \
                 p.head_sequence, p.min_sequence, p.recalled \
                 FROM program p JOIN release r ON r.digest = p.active WHERE p.id = ?1",
                [program.as_str()],
                |row| {
                    Ok(Versions {
                        store: row.get(0)?,
                        developer_key: row.get(1)?,
                        active: digest(&row.get::<_, String>(2)?)?,
                        active_sequence: row.get(3)?,
                        pending: optional(row.get(4)?)?,
                        previous: optional(row.get(5)?)?,
                        trial_starts: row.get(6)?,
                        head_sequence: row.get(7)?,
                        min_sequence: row.get(8)?,
                        recalled: serde_json::from_str(&row.get::<_, String>(9)?).unwrap_or_default(),
                    })
                },
            )
            .optional()?;
        Ok(found)
    }

    /// The release that opens, parsed. Its signatures were verified when it was stored.
    pub(crate) fn active(
        &self,
        program: &ProgramId,
    ) -> Result<Option<(Release, Sha256)>, HostError> {
        match self.versions(program)? {
            Some(versions) => Ok(self
                .release(&versions.active)?
                .map(|release| (release, versions.active))),
            None => Ok(None),
        }
    }

    /// A stored release; its envelope's digest is compared again, so that a damaged database is noticed.
    pub(crate) fn release(&self, digest: &Sha256) -> Result<Option<Release>, HostError> {
        let envelope: Option<Vec<u8>> = self
            .db
            .firm()
            .query_row(
                "SELECT envelope FROM release WHERE digest = ?1",
                [digest.to_string()],
                |row| row.get(0),
            )
            .optional()?;
        let Some(envelope) = envelope else {
            return Ok(None);
        };
        if Sha256::of(&envelope) != *digest {
            return Err(HostError::new(
                crate::error::Code::ReleaseDigest,
                digest.to_string(),
            ));
        }
        let payload = tiffin_protocol::dsse::Envelope::parse(&envelope)?.unverified_payload()?;
        Ok(Some(Release::parse(&payload)?))
    }

    /// Forgets a program with its storage, grants and identity. Its package files go with the next clean-up.
    pub(crate) fn remove(&self, program: &ProgramId) -> Result<(), HostError> {
        let mut db = self.db.firm();
        let tx = db.transaction()?;
        for table in ["storage", "consent", "identity", "bad_release"] {
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
    pub(crate) fn named_packages(&self) -> Result<Vec<Named>, HostError> {
        let rows: Vec<([Option<String>; 3], bool)> = {
            let db = self.db.firm();
            let mut statement = db.prepare(
                "SELECT active, pending, previous, favourite_at IS NOT NULL FROM program \
                 ORDER BY max(last_used, installed_at) DESC",
            )?;
            let rows = statement.query_map([], |row| {
                Ok(([row.get(0)?, row.get(1)?, row.get(2)?], row.get(3)?))
            })?;
            rows.collect::<Result<_, _>>()?
        };
        let mut named = Vec::with_capacity(rows.len());
        for (digests, favourite) in rows {
            let mut packages = Vec::new();
            for digest in digests.into_iter().flatten() {
                let release = self.release(&digest.parse()?)?;
                let entries = release.iter().flat_map(|release| &release.packages);
                packages.extend(entries.map(|package| package.sha256));
            }
            named.push(Named {
                packages,
                favourite,
            });
        }
        Ok(named)
    }
}

fn digest(text: &str) -> rusqlite::Result<Sha256> {
    text.parse().map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(error))
    })
}

fn optional(text: Option<String>) -> rusqlite::Result<Option<Sha256>> {
    text.as_deref().map(digest).transpose()
}
