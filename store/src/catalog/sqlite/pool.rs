//! A few SQLite connections on blocking threads: one that writes, some that read.
//!
//! SQLite has one writer at a time whatever one does; one connection behind a lock makes that a queue
//! instead of `SQLITE_BUSY`. Readers see a snapshot (WAL) and never wait for the writer.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use tokio::sync::Semaphore;

use crate::catalog::error::CatalogError;

/// Reading connections: more than cores gains nothing.
const READERS: usize = 4;

#[derive(Clone)]
pub struct Pool {
    inner: Arc<Inner>,
}

struct Inner {
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
    permits: Semaphore,
}

impl Pool {
    /// Opens (and makes) the file; `prepare` brings it to the present schema.
    pub fn open(
        path: &Path,
        prepare: impl FnOnce(&mut Connection) -> Result<(), CatalogError>,
    ) -> Result<Self, CatalogError> {
        let mut writer = Connection::open(path)?;
        writer.busy_timeout(Duration::from_secs(10))?;
        writer.pragma_update(None, "journal_mode", "WAL")?;
        // FULL: what was answered with 201 is on the disk.
        writer.pragma_update(None, "synchronous", "FULL")?;
        writer.pragma_update(None, "foreign_keys", true)?;
        writer.pragma_update(None, "trusted_schema", false)?;
        prepare(&mut writer)?;
        let readers = (0..READERS)
            .map(|_| reader(path))
            .collect::<Result<Vec<_>, _>>()?;
        let inner = Inner {
            writer: Mutex::new(writer),
            readers: Mutex::new(readers),
            permits: Semaphore::new(READERS),
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// Runs `work` with the writing connection. A panic in it rolls its transaction back.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, CatalogError> + Send + 'static,
    ) -> Result<T, CatalogError> {
        let inner = self.inner.clone();
        run(move || work(&mut inner.writer.lock().unwrap_or_else(PoisonError::into_inner))).await
    }

    /// Runs `work` with a reading connection.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, CatalogError> + Send + 'static,
    ) -> Result<T, CatalogError> {
        let inner = self.inner.clone();
        let gone = |_| CatalogError::Unavailable("the pool is closed".into());
        // A permit is a connection: with one in hand the list is never empty.
        let permit = self.inner.permits.acquire().await.map_err(gone)?;
        let lent = inner
            .readers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let connection =
            lent.ok_or_else(|| CatalogError::Unavailable("no connection left".into()))?;
        let lent = Lent {
            connection: Some(connection),
            inner,
        };
        let result = run(move || match &lent.connection {
            Some(connection) => work(connection),
            None => Err(CatalogError::Unavailable("no connection".into())),
        })
        .await;
        drop(permit);
        result
    }
}

/// Gives the connection back, also when `work` panics.
struct Lent {
    connection: Option<Connection>,
    inner: Arc<Inner>,
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            self.inner
                .readers
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(connection);
        }
    }
}

fn reader(path: &Path) -> Result<Connection, CatalogError> {
    let connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_URI,
    )?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

async fn run<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, CatalogError> + Send + 'static,
) -> Result<T, CatalogError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|e| CatalogError::Unavailable(e.to_string()))?
}
