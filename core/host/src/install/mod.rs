//! From a verified release to packages in the cache. Download into staging, verify everything, rename into place, and only
//! then name it in one transaction: whatever breaks in between leaves what was there before (promise 4).

mod download;
mod error;
mod verify;

use std::sync::Arc;

use tiffin_protocol::release::{PackageEntry, Release};

use crate::cache::Cache;
use crate::http::Http;
use crate::resolve::Store;
use crate::screen::Stage;

pub(crate) use error::InstallError;

/// Tells how far a download is. Called from any thread.
pub(crate) type Progress = Arc<dyn Fn(Stage) + Send + Sync>;

/// What one package's way into the cache tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// Bytes that came so far.
    Bytes(u64),
    Verifying,
}

/// One package into its place. Nothing is named in the database yet. One at a time for a digest: `update::jobs` sees to it.
pub(crate) async fn package(
    http: &Http,
    store: &Store,
    cache: &Arc<Cache>,
    release: &Arc<Release>,
    entry: &PackageEntry,
    report: &(dyn Fn(Step) + Send + Sync),
) -> Result<(), InstallError> {
    let bytes = |done: u64| report(Step::Bytes(done));
    let staged = download::package(http, store, cache, entry, &bytes).await?;
    report(Step::Verifying);
    let (release, entry, cache) = (Arc::clone(release), entry.clone(), Arc::clone(cache));
    blocking(move || {
        let verified = verify::package(&staged, &entry, &release);
        if verified.is_err() {
            let _ = std::fs::remove_file(&staged);
        }
        verified?;
        cache
            .store_verified(&staged, &entry.sha256)
            .map_err(InstallError::Disk)
    })
    .await
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, InstallError> + Send + 'static,
) -> Result<T, InstallError> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|error| Err(InstallError::Worker(error.to_string())))
}
