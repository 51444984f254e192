//! What a person sees of the catalog: recents, favourites, local search.

use rusqlite::{OptionalExtension, params};
use serde::Serialize;
use tiffin_protocol::ProgramId;

use super::Catalog;
use crate::db::now;
use crate::error::HostError;

/// Rows of a list that a person looks at.
const LIST_ROWS: u32 = 200;

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
}
