//! What a person sees of the catalog: recents, favourites, local search.

use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use tiffin_protocol::{ProgramId, tokens};

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
        self.db.durable().execute(
            "UPDATE program SET last_used = ?2, uses = uses + 1, recent = 1 WHERE id = ?1",
            params![program.as_str(), now()],
        )?;
        Ok(())
    }

    pub(crate) fn name(&self, program: &ProgramId) -> Option<String> {
        let db = self.db.durable();
        db.query_row(
            "SELECT name FROM program WHERE id = ?1",
            [program.as_str()],
            |row| row.get(0),
        )
        .optional()
        .ok()?
    }

    pub(crate) fn is_favourite(&self, program: &str) -> bool {
        let db = self.db.durable();
        db.query_row(
            "SELECT favourite_at IS NOT NULL FROM program WHERE id = ?1",
            [program],
            |row| row.get(0),
        )
        .unwrap_or(false)
    }

    pub(crate) fn set_favourite(&self, program: &ProgramId, on: bool) -> Result<(), HostError> {
        self.db.durable().execute(
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

    /// Installed programs whose name, id or description holds each part of the query: Chinese by two characters, pinyin
    /// and its initials, other words by their beginning. The one used most comes first.
    pub(crate) fn search(&self, query: &str) -> Result<Vec<Listed>, HostError> {
        let Some(query) = tokens::SearchQuery::parse(query) else {
            return Ok(Vec::new());
        };
        let sql = format!(
            "{LISTED} JOIN program_search s ON s.program = p.id WHERE s.tokens MATCH ?2 \
             ORDER BY p.uses DESC, p.name LIMIT ?1"
        );
        self.list(&sql, &[query.fts5()])
    }

    fn list(&self, sql: &str, words: &[String]) -> Result<Vec<Listed>, HostError> {
        let db = self.db.durable();
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

/// Puts a program's texts into the search table, instead of what was there.
pub(super) fn index(tx: &Connection, program: &str) -> Result<(), HostError> {
    tx.execute("DELETE FROM program_search WHERE program = ?1", [program])?;
    let text: Option<String> = tx
        .query_row(
            "SELECT name || ' ' || id || ' ' || description FROM program WHERE id = ?1",
            [program],
            |row| row.get(0),
        )
        .optional()?;
    if let Some(text) = text {
        tx.execute(
            "INSERT INTO program_search (program, tokens) VALUES (?1, ?2)",
            params![program, tokens::index_text(&text)],
        )?;
    }
    Ok(())
}

/// Programs that were installed before there was a search table.
pub(super) fn index_missing(db: &Connection) -> Result<(), HostError> {
    let mut statement =
        db.prepare("SELECT id FROM program WHERE id NOT IN (SELECT program FROM program_search)")?;
    let missing = statement.query_map([], |row| row.get::<_, String>(0))?;
    for program in missing.collect::<Result<Vec<_>, _>>()? {
        index(db, &program)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::sync::Arc;

    use super::*;
    use crate::db::Db;

    #[test]
    fn installed_programs_are_found_by_two_characters_pinyin_and_beginnings() {
        let folder = tempfile::tempdir().unwrap();
        let db = Arc::new(Db::open(&folder.path().join("db")).unwrap());
        db.durable()
            .execute_batch(
                "INSERT INTO release (digest, program, sequence, version, envelope, added_at)
                 VALUES ('d', 'canteen', 1, '1.0', x'', 0);
                 INSERT INTO program (id, name, description, store, developer_key, active, installed_at)
                 VALUES ('canteen', '食堂点餐', 'Order lunch', 's', 'k', 'd', 0)",
            )
            .unwrap();
        // Installed before there was a search table: taken in at the start.
        let stores = crate::resolve::Stores::open(&crate::Settings::default(), &db).unwrap();
        let catalog = Catalog::open(db, Arc::new(stores)).unwrap();
        for (query, found) in [
            ("食堂", 1),
            ("点餐", 1),
            ("堂", 1),
            ("堂食", 0),
            ("shitang", 1),
            ("stdc", 1),
            ("diancan", 1),
            ("cant", 1),
            ("LUN", 1),
            ("食堂 lunch", 1),
            ("食堂 dinner", 0),
            ("\" XOR *", 0),
            ("", 0),
        ] {
            assert_eq!(catalog.search(query).unwrap().len(), found, "{query}");
        }
        catalog.remove(&"canteen".parse().unwrap()).unwrap();
        assert!(catalog.search("食堂").unwrap().is_empty());
    }
}
