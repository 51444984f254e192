//! What is on the device: installed programs and their releases, recents, favourites, local search. Owns the tables
//! `program`, `release` and `package`; an activation is one transaction.

use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use tiffin_protocol::release::{Head, Release};
use tiffin_protocol::{ProgramId, Sha256};

use crate::cache::Named;
use crate::db::{Db, now};
use crate::error::HostError;

/// Rows of a list that a person looks at.
const LIST_ROWS: u32 = 200;
/// A program that does not paint a page in this many starts counts as failed: one start may be killed by chance.
const TRIAL_STARTS: i64 = 3;

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

/// A program as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Listed {
    pub program: String,
    pub name: String,
    pub description: String,
    pub version: String,
    /// A path that the home program's views can load.
    pub icon: String,
    /// Seconds since 1970.
    pub last_used: i64,
    pub favourite: bool,
    pub source: &'static str,
}

const LISTED: &str = "SELECT p.id, p.name, p.description, r.version, p.last_used, p.favourite_at IS NOT NULL \
    FROM program p JOIN release r ON r.digest = p.active";

impl Catalog {
    pub(crate) fn new(db: Arc<Db>) -> Catalog {
        Catalog { db }
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
            params![head.program.as_str(), head.sequence, head.min_sequence, recalled, now()],
        )?;
        Ok(())
    }

    pub(crate) fn used(&self, program: &ProgramId) -> Result<(), HostError> {
        self.db.firm().execute(
            "UPDATE program SET last_used = ?2, uses = uses + 1, recent = 1 WHERE id = ?1",
            params![program.as_str(), now()],
        )?;
        Ok(())
    }

    pub(crate) fn name(&self, program: &ProgramId) -> Option<String> {
        let db = self.db.firm();
        db.query_row(
            "SELECT name FROM program WHERE id = ?1",
            [program.as_str()],
            |row| row.get(0),
        )
        .optional()
        .ok()?
    }

    pub(crate) fn is_favourite(&self, program: &str) -> bool {
        let db = self.db.firm();
        db.query_row(
            "SELECT favourite_at IS NOT NULL FROM program WHERE id = ?1",
            [program],
            |row| row.get(0),
        )
        .unwrap_or(false)
    }

    pub(crate) fn set_favourite(&self, program: &ProgramId, on: bool) -> Result<(), HostError> {
        self.db.firm().execute(
            "UPDATE program SET favourite_at = CASE WHEN ?2 THEN coalesce(favourite_at, ?3) END WHERE id = ?1",
            params![program.as_str(), on, now()],
        )?;
        Ok(())
    }

    /// Newest first.
    pub(crate) fn recents(&self) -> Result<Vec<Listed>, HostError> {
        self.list(&format!("{LISTED} WHERE p.recent AND p.uses > 0 ORDER BY p.last_used DESC, p.rowid DESC LIMIT ?1"), &[])
    }

    /// Newest last, as they were added.
    pub(crate) fn favourites(&self) -> Result<Vec<Listed>, HostError> {
        self.list(
            &format!("{LISTED} WHERE p.favourite_at IS NOT NULL ORDER BY p.favourite_at LIMIT ?1"),
            &[],
        )
    }

    /// Installed programs whose name, id or description holds each word of the query.
    pub(crate) fn search(&self, query: &str) -> Result<Vec<Listed>, HostError> {
        let words: Vec<String> = query
            .split_whitespace()
            .take(8)
            .map(|word| {
                let word: String = word.chars().take(40).collect();
                format!(
                    "%{}%",
                    word.to_lowercase()
                        .replace('\\', "\\\\")
                        .replace('%', "\\%")
                        .replace('_', "\\_")
                )
            })
            .collect();
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let clauses: Vec<String> = (0..words.len())
            .map(|n| {
                format!(
                    "lower(p.id || ' ' || p.name || ' ' || p.description) LIKE ?{} ESCAPE '\\'",
                    n + 2
                )
            })
            .collect();
        let sql = format!(
            "{LISTED} WHERE {} ORDER BY p.uses DESC, p.name LIMIT ?1",
            clauses.join(" AND ")
        );
        self.list(&sql, &words)
    }

    fn list(&self, sql: &str, words: &[String]) -> Result<Vec<Listed>, HostError> {
        let db = self.db.firm();
        let mut statement = db.prepare_cached(sql)?;
        let mut values: Vec<rusqlite::types::Value> = vec![i64::from(LIST_ROWS).into()];
        values.extend(words.iter().cloned().map(Into::into));
        let rows = statement.query_map(rusqlite::params_from_iter(values), |row| {
            let program: String = row.get(0)?;
            Ok(Listed {
                icon: format!("/__tiffin__/icon/{program}"),
                program,
                name: row.get(1)?,
                description: row.get(2)?,
                version: row.get(3)?,
                last_used: row.get(4)?,
                favourite: row.get(5)?,
                source: "local",
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
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

fn digest(text: &str) -> rusqlite::Result<Sha256> {
    text.parse().map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(error))
    })
}

fn optional(text: Option<String>) -> rusqlite::Result<Option<Sha256>> {
    text.as_deref().map(digest).transpose()
}
