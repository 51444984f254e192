//! The catalog in one SQLite file.

mod errors;
mod pool;
mod rows;
mod writes;

use std::path::Path;

use async_trait::async_trait;
use rusqlite::{OptionalExtension, params};
use rusqlite_migration::{M, Migrations};
use tiffin_protocol::ProgramId;
use tiffin_protocol::dsse::VerifyingKey;
use tiffin_protocol::release::Channel;
use tiffin_protocol::tokens::SearchQuery;

use self::pool::Pool;
use self::rows::{
    CHANGE, HEAD, PROGRAM, UNFINISHED, change, head, program, releases, signed, unfinished,
};
use super::audit::{By, Change};
use super::error::CatalogError;
use super::head::{Pointing, StoredHead};
use super::interface::Catalog;
use super::records::{NewRelease, Program, StoredRelease, Unfinished};

/// Each step of the schema, oldest first. Steps that were released are never edited.
const STEPS: &[M<'_>] = &[
    M::up(include_str!("schema_1.sql")),
    M::up(include_str!("schema_2.sql")),
];
const MIGRATIONS: Migrations<'_> = Migrations::from_slice(STEPS);

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

    /// Opens the file beside a store that may be serving from it, and leaves its schema alone.
    ///
    /// # Errors
    /// [`CatalogError::Older`], [`CatalogError::Newer`].
    pub fn open_shared(path: &Path) -> Result<Self, CatalogError> {
        let pool = Pool::open(path, |connection| {
            match MIGRATIONS.pending_migrations(connection)? {
                0 => Ok(()),
                1.. => Err(CatalogError::Older),
                _ => Err(CatalogError::Newer),
            }
        })?;
        Ok(Self { pool })
    }
}

#[async_trait]
impl Catalog for SqliteCatalog {
    async fn add_program(
        &self,
        by: By,
        id: ProgramId,
        name: String,
        key: VerifyingKey,
    ) -> Result<bool, CatalogError> {
        self.pool
            .write(move |connection| writes::add_program(connection, &by, &id, &name, &key))
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

    async fn releases(&self, id: ProgramId) -> Result<Vec<StoredRelease>, CatalogError> {
        self.pool
            .read(move |connection| releases(connection, &id))
            .await
    }

    async fn add_release(&self, by: By, release: NewRelease) -> Result<bool, CatalogError> {
        self.pool
            .write(move |connection| writes::add_release(connection, &by, &release))
            .await
    }

    async fn point_head(
        &self,
        by: By,
        program: ProgramId,
        channel: Channel,
        expected_revision: u64,
        pointing: Pointing,
    ) -> Result<StoredHead, CatalogError> {
        self.pool
            .write(move |connection| {
                let to = (&program, &channel);
                writes::point_head(connection, &by, to, expected_revision, &pointing)
            })
            .await
    }

    async fn unfinished(
        &self,
        program: Option<ProgramId>,
    ) -> Result<Vec<Unfinished>, CatalogError> {
        self.pool
            .read(move |connection| {
                let mut statement = connection.prepare_cached(UNFINISHED)?;
                let program = program.as_ref().map(ProgramId::as_str);
                let found = statement.query_map([program], unfinished)?;
                Ok(found.collect::<Result<Vec<_>, _>>()?)
            })
            .await
    }

    async fn heads(
        &self,
        ids: Vec<ProgramId>,
        channel: Channel,
    ) -> Result<Vec<StoredHead>, CatalogError> {
        self.pool
            .read(move |connection| {
                let mut statement = connection.prepare_cached(HEAD)?;
                let mut heads = Vec::with_capacity(ids.len());
                for id in &ids {
                    let key = [id.as_str(), channel.as_str()];
                    heads.extend(statement.query_row(key, head).optional()?);
                }
                Ok(heads)
            })
            .await
    }

    async fn store_signed(&self, heads: Vec<StoredHead>) -> Result<(), CatalogError> {
        self.pool
            .write(move |connection| writes::store_signed(connection, &heads))
            .await
    }

    async fn search(&self, query: SearchQuery, limit: u32) -> Result<Vec<Program>, CatalogError> {
        self.pool
            .read(move |connection| {
                let sql = format!(
                    "{PROGRAM} JOIN search s ON s.id = p.id
                     WHERE search MATCH ?1 AND h.sequence IS NOT NULL AND NOT withdrawn
                     ORDER BY bm25(search, 0.0, 8.0, 1.0, 4.0), p.id LIMIT ?2"
                );
                let mut statement = connection.prepare_cached(&sql)?;
                let found = statement.query_map(params![query.fts5(), limit], program)?;
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

    async fn add_root(&self, by: By, version: u64, envelope: Vec<u8>) -> Result<(), CatalogError> {
        self.pool
            .write(move |connection| writes::add_root(connection, &by, version, &envelope))
            .await
    }

    async fn changes(
        &self,
        program: Option<ProgramId>,
        limit: u32,
    ) -> Result<Vec<Change>, CatalogError> {
        self.pool
            .read(move |connection| {
                let mut statement = connection.prepare_cached(CHANGE)?;
                let program = program.as_ref().map(ProgramId::as_str);
                let found = statement.query_map(params![program, limit], change)?;
                Ok(found.collect::<Result<Vec<_>, _>>()?)
            })
            .await
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_catalog_of_a_later_version_and_a_file_that_is_none_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("catalog.db");
        drop(SqliteCatalog::open(&path).unwrap());
        let connection = rusqlite::Connection::open(&path).unwrap();
        connection.pragma_update(None, "user_version", 99).unwrap();
        drop(connection);
        for open in [SqliteCatalog::open, SqliteCatalog::open_shared] {
            assert!(matches!(open(&path).map(drop), Err(CatalogError::Newer)));
        }
        let path = folder.path().join("text.db");
        std::fs::write(
            &path,
            "not a database, but long enough to be read as one".repeat(20),
        )
        .unwrap();
        assert!(matches!(
            SqliteCatalog::open(&path).map(drop),
            Err(CatalogError::Damaged(_))
        ));
        assert!(matches!(
            SqliteCatalog::open(&folder.path().join("absent/catalog.db")).map(drop),
            Err(CatalogError::Unavailable(_))
        ));
    }
}
