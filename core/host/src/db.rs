//! The one database of the device. WAL; two connections to the same file: `durable` waits for the disk at each commit and is
//! used where an acknowledged commit must survive a power cut (installs, activations, grants), `relaxed` does not wait and is
//! used for a program's own key-value storage, where WeChat promises no more.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, TransactionBehavior};
use rusqlite_migration::{M, Migrations};

use crate::error::{Code, HostError};

/// Another process of ours (a bench, a second start) may hold the write lock for this long before we give up.
const BUSY: Duration = Duration::from_secs(5);

/// Each migration is final once released; later ones are appended.
const MIGRATIONS: &[&str] = &[
    include_str!("schema/001.sql"),
    include_str!("schema/002.sql"),
    include_str!("schema/003.sql"),
    include_str!("schema/004.sql"),
];
/// The data folder's format: what changes beside the database comes with a migration too, an empty one if need be.
pub(crate) const FORMAT: usize = MIGRATIONS.len();

pub(crate) struct Db {
    durable: Mutex<Connection>,
    relaxed: Mutex<Connection>,
}

impl Db {
    pub(crate) fn open(path: &Path) -> Result<Db, HostError> {
        let mut durable = connect(path, "FULL")?;
        let steps = MIGRATIONS.iter().map(|sql| M::up(sql)).collect();
        Migrations::new(steps)
            .to_latest(&mut durable)
            .map_err(|error| match error {
                rusqlite_migration::Error::RusqliteError { err, .. } => HostError::from(err),
                rusqlite_migration::Error::MigrationDefinition(
                    rusqlite_migration::MigrationDefinitionError::DatabaseTooFarAhead,
                ) => HostError::new(Code::HostDataNewer, "the database's schema"),
                other => HostError::new(Code::DiskFailed, format!("database schema: {other}")),
            })?;
        let relaxed = connect(path, "NORMAL")?;
        Ok(Db {
            durable: Mutex::new(durable),
            relaxed: Mutex::new(relaxed),
        })
    }

    pub(crate) fn durable(&self) -> MutexGuard<'_, Connection> {
        self.durable.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn relaxed(&self) -> MutexGuard<'_, Connection> {
        self.relaxed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn connect(path: &Path, synchronous: &str) -> Result<Connection, HostError> {
    let mut connection = Connection::open(path)?;
    connection.busy_timeout(BUSY)?;
    // Two connections write: one that begins by reading and then wants to write is refused at once if the other wrote
    // meanwhile. One that says at the beginning that it will write waits its turn.
    connection.set_transaction_behavior(TransactionBehavior::Immediate);
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", synchronous)?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    // 2 MB of page cache are enough for lookups by key.
    connection.pragma_update(None, "cache_size", -2048)?;
    Ok(connection)
}

/// Seconds since 1970; the database's only form of time.
pub(crate) fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn two_writers_take_turns() {
        let folder = tempfile::tempdir().unwrap();
        let db = std::sync::Arc::new(Db::open(&folder.path().join("tiffin.db")).unwrap());
        let other = std::sync::Arc::clone(&db);
        let write = |db: &mut Connection, program: &str| {
            for n in 0..200 {
                let tx = db.transaction().unwrap();
                let count: i64 = tx
                    .query_row("SELECT count(*) FROM storage", [], |row| row.get(0))
                    .unwrap();
                let sql = "INSERT OR REPLACE INTO storage VALUES (?1, ?2, '0', ?3)";
                tx.execute(sql, rusqlite::params![program, n.to_string(), count])
                    .unwrap();
                tx.commit().unwrap();
            }
        };
        let thread = std::thread::spawn(move || write(&mut other.relaxed(), "relaxed"));
        write(&mut db.durable(), "durable");
        thread.join().unwrap();
    }

    #[test]
    fn migrations_are_valid_and_open_twice() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tiffin.db");
        for _ in 0..2 {
            let db = Db::open(&path).unwrap();
            let programs: i64 = db
                .durable()
                .query_row("SELECT count(*) FROM program", [], |row| row.get(0))
                .unwrap();
            assert_eq!(programs, 0);
        }
    }
}
