//! The catalog in one SQLite file.

use std::path::Path;

use async_trait::async_trait;
use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params};
use rusqlite_migration::{M, Migrations};
use tiffin_protocol::dsse::VerifyingKey;
use tiffin_protocol::tokens;
use tiffin_protocol::{ProgramId, Sha256};

use super::pool::Pool;
use super::{
    Catalog, CatalogError, Conflict, Newest, Program, Publication, RECALLS, Ruling, StoredHead,
    StoredRelease,
};

/// Each step of the schema, oldest first. Steps that were released are never edited.
const STEPS: &[M<'_>] = &[M::up(include_str!("schema.sql"))];
const MIGRATIONS: Migrations<'_> = Migrations::from_slice(STEPS);

const PROGRAM: &str = "SELECT p.id, p.name, p.description, p.developer_key, p.icon, p.icon_type,
        h.sequence, r.version, r.digest, r.entry,
        EXISTS (SELECT 1 FROM json_each(h.recalled) WHERE value = h.sequence) AS withdrawn
    FROM program p
    LEFT JOIN head h ON h.program = p.id
    LEFT JOIN release r ON r.program = h.program AND r.sequence = h.sequence";

const HEAD: &str = "SELECT h.program, h.sequence, r.version, r.digest, h.minimum, h.recalled,
        h.envelope, h.keyid, h.expires
    FROM head h JOIN release r ON r.program = h.program AND r.sequence = h.sequence";

/// See the module.
#[derive(Clone)]
pub struct SqliteCatalog {
    pool: Pool,
}

impl SqliteCatalog {
    /// Opens the file, made if absent, and brings it to the present schema.
    pub fn open(path: &Path) -> Result<Self, CatalogError> {
        let pool = Pool::open(path, |connection| Ok(MIGRATIONS.to_latest(connection)?))?;
        Ok(Self { pool })
    }
}

#[async_trait]
impl Catalog for SqliteCatalog {
    async fn add_program(
        &self,
        id: ProgramId,
        name: String,
        key: VerifyingKey,
        now: i64,
    ) -> Result<bool, CatalogError> {
        let key = key.to_base64();
        self.pool
            .write(move |connection| {
                let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
                let known: Option<String> = transaction
                    .query_row("SELECT developer_key FROM program WHERE id = ?1", [id.as_str()], |r| r.get(0))
                    .optional()?;
                match known {
                    Some(known) if known == key => return Ok(false),
                    Some(_) => return Err(CatalogError::Conflict(Conflict::OtherDeveloper)),
                    None => {}
                }
                transaction.execute(
                    "INSERT INTO program (id, name, developer_key, created) VALUES (?1, ?2, ?3, ?4)",
                    params![id.as_str(), name, key, now],
                )?;
                transaction.commit()?;
                Ok(true)
            })
            .await
    }

    async fn program(&self, id: ProgramId) -> Result<Option<Program>, CatalogError> {
        self.pool
            .read(move |connection| {
                let mut statement =
                    connection.prepare_cached(&format!("{PROGRAM} WHERE p.id = ?1"))?;
                Ok(statement.query_row([id.as_str()], program).optional()?)
            })
            .await
    }

    async fn last_release(&self, id: ProgramId) -> Result<Option<StoredRelease>, CatalogError> {
        self.pool
            .read(move |connection| last_release(connection, &id))
            .await
    }

    async fn publish(&self, publication: Publication) -> Result<(), CatalogError> {
        self.pool
            .write(move |connection| publish(connection, &publication))
            .await
    }

    async fn heads(&self, ids: Vec<ProgramId>) -> Result<Vec<StoredHead>, CatalogError> {
        self.pool
            .read(move |connection| {
                let mut statement =
                    connection.prepare_cached(&format!("{HEAD} WHERE h.program = ?1"))?;
                let mut heads = Vec::with_capacity(ids.len());
                for id in &ids {
                    heads.extend(statement.query_row([id.as_str()], head).optional()?);
                }
                Ok(heads)
            })
            .await
    }

    async fn renew_heads(&self, heads: Vec<StoredHead>) -> Result<(), CatalogError> {
        self.pool
            .write(move |connection| {
                let transaction =
                    connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
                for head in &heads {
                    transaction.execute(
                        "UPDATE head SET envelope = ?1, keyid = ?2, expires = ?3
                         WHERE program = ?4 AND sequence = ?5 AND minimum = ?6 AND recalled = ?7",
                        params![
                            head.envelope,
                            head.keyid,
                            head.expires,
                            head.program.as_str(),
                            signed(head.sequence)?,
                            signed(head.minimum)?,
                            list(&head.recalled)?
                        ],
                    )?;
                }
                Ok(transaction.commit()?)
            })
            .await
    }

    async fn rule(&self, id: ProgramId, ruling: Ruling) -> Result<StoredHead, CatalogError> {
        self.pool
            .write(move |connection| rule(connection, &id, ruling))
            .await
    }

    async fn search(&self, query: String, limit: u32) -> Result<Vec<Program>, CatalogError> {
        self.pool
            .read(move |connection| {
                // A word of the name weighs more than one of the description.
                let sql = format!(
                    "{PROGRAM} JOIN search s ON s.id = p.id
                     WHERE search MATCH ?1 AND h.sequence IS NOT NULL AND NOT withdrawn
                     ORDER BY bm25(search, 0.0, 8.0, 1.0, 4.0), p.id LIMIT ?2"
                );
                let mut statement = connection.prepare_cached(&sql)?;
                let found = statement.query_map(params![query, limit], program)?;
                Ok(found.collect::<Result<Vec<_>, _>>()?)
            })
            .await
    }

    async fn newest(&self, limit: u32) -> Result<Vec<Program>, CatalogError> {
        self.pool
            .read(move |connection| {
                let sql = format!(
                    "{PROGRAM} WHERE h.sequence IS NOT NULL AND NOT withdrawn
                     ORDER BY r.created DESC, p.id LIMIT ?1"
                );
                let mut statement = connection.prepare_cached(&sql)?;
                let found = statement.query_map([limit], program)?;
                Ok(found.collect::<Result<Vec<_>, _>>()?)
            })
            .await
    }

    async fn root(&self, version: Option<u64>) -> Result<Option<Vec<u8>>, CatalogError> {
        let version = version.map(signed).transpose()?;
        self.pool
            .read(move |connection| {
                let sql = "SELECT envelope FROM root WHERE ?1 IS NULL OR version = ?1
                           ORDER BY version DESC LIMIT 1";
                Ok(connection
                    .query_row(sql, [version], |r| r.get(0))
                    .optional()?)
            })
            .await
    }

    async fn add_root(&self, version: u64, envelope: Vec<u8>) -> Result<(), CatalogError> {
        let number = signed(version)?;
        self.pool
            .write(move |connection| {
                let transaction =
                    connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
                let known: Option<Vec<u8>> = transaction
                    .query_row(
                        "SELECT envelope FROM root WHERE version = ?1",
                        [number],
                        |r| r.get(0),
                    )
                    .optional()?;
                match known {
                    Some(known) if known == envelope => return Ok(()),
                    Some(_) => return Err(CatalogError::Conflict(Conflict::Root)),
                    None => {}
                }
                transaction.execute(
                    "INSERT INTO root (version, envelope) VALUES (?1, ?2)",
                    params![number, envelope],
                )?;
                Ok(transaction.commit()?)
            })
            .await
    }
}

fn publish(connection: &mut Connection, new: &Publication) -> Result<(), CatalogError> {
    let head = &new.head;
    let id = head.program.as_str();
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if let Some(last) = last_release(&transaction, &head.program)?
        && last.sequence >= head.sequence
    {
        return Err(CatalogError::Conflict(Conflict::Sequence {
            last: last.sequence,
        }));
    }
    let (icon, icon_type) = match &new.icon {
        Some((digest, kind)) => (Some(digest.0), Some(kind.as_str())),
        None => (None, None),
    };
    let updated = transaction.execute(
        "UPDATE program SET name = ?2, description = ?3, icon = ?4, icon_type = ?5 WHERE id = ?1",
        params![id, new.name, new.description, icon, icon_type],
    )?;
    if updated == 0 {
        return Err(CatalogError::Conflict(Conflict::NoProgram));
    }
    transaction.execute(
        "INSERT INTO release (program, sequence, version, digest, payload, entry, created)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            id,
            signed(head.sequence)?,
            head.version,
            head.release.0,
            new.payload.0,
            new.entry,
            new.now
        ],
    )?;
    transaction.execute(
        "INSERT OR REPLACE INTO head (program, sequence, minimum, recalled, envelope, keyid, expires)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            id,
            signed(head.sequence)?,
            signed(head.minimum)?,
            list(&head.recalled)?,
            head.envelope,
            head.keyid,
            head.expires
        ],
    )?;
    transaction.execute("DELETE FROM search WHERE id = ?1", [id])?;
    transaction.execute(
        "INSERT INTO search (id, name, description, name_alias) VALUES (?1, ?2, ?3, ?4)",
        params![
            id,
            tokens::index_text(&new.name),
            tokens::index_text(&new.description),
            tokens::index_text(id)
        ],
    )?;
    Ok(transaction.commit()?)
}

fn rule(
    connection: &mut Connection,
    id: &ProgramId,
    ruling: Ruling,
) -> Result<StoredHead, CatalogError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let known: Option<StoredHead> = transaction
        .query_row(&format!("{HEAD} WHERE h.program = ?1"), [id.as_str()], head)
        .optional()?;
    let Some(mut changed) = known else {
        let registered = transaction
            .query_row("SELECT 1 FROM program WHERE id = ?1", [id.as_str()], |_| {
                Ok(())
            })
            .optional()?;
        return Err(CatalogError::Conflict(match registered {
            Some(()) => Conflict::NoRelease,
            None => Conflict::NoProgram,
        }));
    };
    let newest = changed.sequence;
    match ruling {
        Ruling::Withdraw | Ruling::Restore => changed.recalled.retain(|one| *one != newest),
        Ruling::Minimum(minimum) if minimum > newest => {
            return Err(CatalogError::Conflict(Conflict::Minimum { newest }));
        }
        Ruling::Minimum(minimum) => {
            changed.minimum = minimum;
            changed.recalled.retain(|one| *one >= minimum);
        }
    }
    if ruling == Ruling::Withdraw {
        if changed.recalled.len() >= RECALLS {
            return Err(CatalogError::Conflict(Conflict::Recalls));
        }
        changed.recalled.push(newest);
    }
    changed.expires = 0;
    transaction.execute(
        "UPDATE head SET minimum = ?2, recalled = ?3, expires = 0 WHERE program = ?1",
        params![
            id.as_str(),
            signed(changed.minimum)?,
            list(&changed.recalled)?
        ],
    )?;
    transaction.commit()?;
    Ok(changed)
}

/// Sequences as the column `recalled` has them.
fn list(sequences: &[u64]) -> Result<String, CatalogError> {
    serde_json::to_string(sequences).map_err(|e| CatalogError::Broken(e.to_string()))
}

fn last_release(
    connection: &Connection,
    id: &ProgramId,
) -> Result<Option<StoredRelease>, CatalogError> {
    let mut statement = connection.prepare_cached(
        "SELECT sequence, version, digest, payload FROM release WHERE program = ?1 ORDER BY sequence DESC LIMIT 1",
    )?;
    let row = statement.query_row([id.as_str()], |r| {
        Ok(StoredRelease {
            sequence: unsigned(r, 0)?,
            version: r.get(1)?,
            release: Sha256(r.get(2)?),
            payload: Sha256(r.get(3)?),
        })
    });
    Ok(row.optional()?)
}

fn program(r: &Row<'_>) -> rusqlite::Result<Program> {
    let icon: Option<[u8; 32]> = r.get(4)?;
    let key: String = r.get(3)?;
    let kind: Option<String> = r.get(5)?;
    let sequence: Option<i64> = r.get(6)?;
    let newest = match sequence {
        Some(_) => Some(Newest {
            sequence: unsigned(r, 6)?,
            version: r.get(7)?,
            release: Sha256(r.get(8)?),
            entry: r.get(9)?,
            withdrawn: r.get(10)?,
        }),
        None => None,
    };
    Ok(Program {
        id: id(r, 0)?,
        name: r.get(1)?,
        description: r.get(2)?,
        developer_key: VerifyingKey::from_base64(&key).map_err(|e| broken(3, e))?,
        icon: icon.map(Sha256).zip(kind),
        newest,
    })
}

fn head(r: &Row<'_>) -> rusqlite::Result<StoredHead> {
    let recalled: String = r.get(5)?;
    Ok(StoredHead {
        program: id(r, 0)?,
        sequence: unsigned(r, 1)?,
        version: r.get(2)?,
        release: Sha256(r.get(3)?),
        minimum: unsigned(r, 4)?,
        recalled: serde_json::from_str(&recalled).map_err(|e| broken(5, e))?,
        envelope: r.get(6)?,
        keyid: r.get(7)?,
        expires: r.get(8)?,
    })
}

fn id(r: &Row<'_>, column: usize) -> rusqlite::Result<ProgramId> {
    let text: String = r.get(column)?;
    text.parse().map_err(|e| broken(column, e))
}

fn unsigned(r: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let number: i64 = r.get(column)?;
    u64::try_from(number).map_err(|e| broken(column, e))
}

fn broken(column: usize, e: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(e))
}

/// SQLite's integers are signed. Sequences beyond that are refused before they come here.
fn signed(number: u64) -> Result<i64, CatalogError> {
    i64::try_from(number).map_err(|_| CatalogError::Broken(format!("{number} is too large")))
}
