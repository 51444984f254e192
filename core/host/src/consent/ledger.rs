//! The ledger: each sensitive call, whatever became of it, so that a person can see what a program did.
//!
//! It is committed before the call, without waiting for the disk: a power cut may lose the last moments, a crash of the app
//! loses nothing.

use std::collections::{HashMap, VecDeque};
use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::types::Value as Sql;
use rusqlite::{params, params_from_iter};
use serde::Serialize;

use crate::db::{Db, now};
use crate::error::HostError;

/// Rows that are kept of one program: months of an eager one. Each program has its own, so that none flushes another's.
pub(super) const QUOTA: usize = 5_000;
/// Rows above the quota before the oldest go, so that not each call deletes.
pub(super) const SLACK: usize = 250;
/// The same call is counted in one row for so long, in seconds.
const SAME: i64 = 60;
/// Rows of one program that may still be counted in.
const OPEN_ROWS: usize = 32;
/// Rows that one answer holds.
const PAGE: u32 = 200;

/// What became of a sensitive call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LedgerOutcome {
    Allowed,
    Denied,
    /// The release does not list the scope: nobody was asked.
    Undeclared,
}

impl LedgerOutcome {
    fn name(self) -> &'static str {
        match self {
            LedgerOutcome::Allowed => "allowed",
            LedgerOutcome::Denied => "denied",
            LedgerOutcome::Undeclared => "undeclared",
        }
    }

    /// A row's text that is none of ours counts as the weakest of them.
    pub(crate) fn read(text: &str) -> LedgerOutcome {
        match text {
            "allowed" => LedgerOutcome::Allowed,
            "undeclared" => LedgerOutcome::Undeclared,
            _ => LedgerOutcome::Denied,
        }
    }
}

/// A sensitive call, and where it came from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Call<'a> {
    pub program: &'a str,
    /// The page on top; empty before there is one.
    pub page: &'a str,
    pub scope: &'a str,
    pub capability: &'a str,
}

/// One row. Times in seconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LedgerEntry {
    pub id: i64,
    pub at: i64,
    /// When it came the last time, of `count` times.
    pub last_at: i64,
    pub count: i64,
    pub program: String,
    pub page: String,
    pub scope: String,
    pub capability: String,
    pub outcome: LedgerOutcome,
}

/// Which rows; newest first, at most 200 at once. `before` is the `id` of the last one of the page before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LedgerQuery {
    pub program: Option<String>,
    pub scope: Option<String>,
    pub outcome: Option<LedgerOutcome>,
    pub before: Option<i64>,
}

/// What makes two calls of a program the same.
#[derive(Debug)]
struct Key {
    page: String,
    scope: String,
    capability: String,
}

impl Key {
    fn is_of(&self, call: &Call<'_>) -> bool {
        self.page == call.page && self.scope == call.scope && self.capability == call.capability
    }
}

#[derive(Debug)]
struct Row {
    key: Key,
    outcome: LedgerOutcome,
    id: i64,
    at: i64,
}

/// The rows that calls may still be counted in, and how many each program has.
#[derive(Debug, Default)]
struct Recent(HashMap<String, Rows>);

#[derive(Debug, Default)]
struct Rows {
    open: VecDeque<Row>,
    count: usize,
}

pub(crate) struct Ledger {
    db: Arc<Db>,
    recent: Mutex<Recent>,
}

impl Ledger {
    pub(super) fn new(db: Arc<Db>) -> Ledger {
        Ledger {
            db,
            recent: Mutex::default(),
        }
    }

    /// Writes a sensitive call down, whatever became of it.
    ///
    /// # Errors
    /// `disk.*`: it is not written, and the call must not be done.
    pub(crate) fn record(&self, call: &Call<'_>, outcome: LedgerOutcome) -> Result<(), HostError> {
        let now = now();
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        let db = self.db.relaxed();
        let rows = match recent.0.get_mut(call.program) {
            Some(rows) => rows,
            None => {
                let text = "SELECT count(*) FROM ledger WHERE program = ?1";
                let count = db
                    .prepare_cached(text)?
                    .query_row([call.program], |row| row.get(0))?;
                recent.0.entry(call.program.to_owned()).or_insert(Rows {
                    count,
                    ..Rows::default()
                })
            }
        };
        rows.open.retain(|row| now - row.at < SAME);
        // The newest of its kind: after a no, a yes and a no again are rows of their own.
        let newest = rows.open.iter().rev().find(|row| row.key.is_of(call));
        if let Some(row) = newest.filter(|row| row.outcome == outcome) {
            let text = "UPDATE ledger SET count = count + 1, last_at = ?1 WHERE id = ?2";
            db.prepare_cached(text)?.execute(params![now, row.id])?;
            return Ok(());
        }
        db.prepare_cached(
            "INSERT INTO ledger (at, last_at, program, page, scope, capability, outcome) \
             VALUES (?1, ?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            now,
            call.program,
            call.page,
            call.scope,
            call.capability,
            outcome.name()
        ])?;
        if rows.open.len() >= OPEN_ROWS {
            rows.open.pop_front();
        }
        rows.open.push_back(Row {
            key: Key {
                page: call.page.to_owned(),
                scope: call.scope.to_owned(),
                capability: call.capability.to_owned(),
            },
            outcome,
            id: db.last_insert_rowid(),
            at: now,
        });
        rows.count += 1;
        if rows.count > QUOTA + SLACK {
            db.execute(
                "DELETE FROM ledger WHERE program = ?1 AND id <= (SELECT id FROM ledger \
                 WHERE program = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)",
                params![call.program, QUOTA as i64],
            )?;
            rows.count = QUOTA;
        }
        Ok(())
    }

    /// A page of rows, newest first; empty at the end.
    ///
    /// # Errors
    /// `disk.*`.
    pub(crate) fn page(&self, query: &LedgerQuery) -> Result<Vec<LedgerEntry>, HostError> {
        let mut text = "SELECT id, at, last_at, count, program, page, scope, capability, outcome \
             FROM ledger WHERE id < ?"
            .to_owned();
        let mut values = vec![Sql::Integer(query.before.unwrap_or(i64::MAX))];
        let parts = [
            ("program", query.program.clone()),
            ("scope", query.scope.clone()),
            (
                "outcome",
                query.outcome.map(|outcome| outcome.name().to_owned()),
            ),
        ];
        for (column, value) in parts {
            if let Some(value) = value {
                text.push_str(&format!(" AND {column} = ?"));
                values.push(Sql::Text(value));
            }
        }
        text.push_str(&format!(" ORDER BY id DESC LIMIT {PAGE}"));
        let db = self.db.relaxed();
        let mut rows = db.prepare_cached(&text)?;
        let rows = rows.query_map(params_from_iter(values), |row| {
            Ok(LedgerEntry {
                id: row.get(0)?,
                at: row.get(1)?,
                last_at: row.get(2)?,
                count: row.get(3)?,
                program: row.get(4)?,
                page: row.get(5)?,
                scope: row.get(6)?,
                capability: row.get(7)?,
                outcome: LedgerOutcome::read(&row.get::<_, String>(8)?),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// All rows, newest first, one JSON object a line. How many they were.
    ///
    /// # Errors
    /// `disk.*`.
    pub(crate) fn export(&self, to: &mut impl Write) -> Result<u64, HostError> {
        let failed = |error: std::io::Error| HostError::disk("exporting the ledger", &error);
        let (mut query, mut count) = (LedgerQuery::default(), 0);
        loop {
            let page = self.page(&query)?;
            let Some(last) = page.last() else {
                to.flush().map_err(failed)?;
                return Ok(count);
            };
            query.before = Some(last.id);
            for entry in &page {
                let mut line = serde_json::to_vec(entry).map_err(|error| failed(error.into()))?;
                line.push(b'\n');
                to.write_all(&line).map_err(failed)?;
                count += 1;
            }
        }
    }

    /// Deletes the rows of one program, or all.
    ///
    /// # Errors
    /// `disk.*`.
    pub(crate) fn clear(&self, program: Option<&str>) -> Result<(), HostError> {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        let db = self.db.durable();
        match program {
            Some(program) => {
                db.execute("DELETE FROM ledger WHERE program = ?1", [program])?;
                recent.0.remove(program);
            }
            None => {
                db.execute("DELETE FROM ledger", [])?;
                recent.0.clear();
            }
        }
        Ok(())
    }
}
