//! What nothing names any more goes: statements, packages and bytecode of programs that were removed and of versions that were
//! replaced. After each install and removal, and after the periodic check; never while somebody waits.

use std::collections::HashSet;
use std::sync::Arc;

use tiffin_protocol::Sha256;

use crate::error::HostError;
use crate::shared::Shared;

/// Cleans on a thread for long work. On a tokio runtime.
pub(crate) fn later(shared: &Arc<Shared>) {
    let shared = Arc::clone(shared);
    tokio::task::spawn_blocking(move || now(&shared));
}

/// The same here and now. What cannot be cleaned costs room, nothing else.
pub(crate) fn now(shared: &Shared) {
    if let Err(error) = clean(shared) {
        tracing::warn!(%error, "old versions were not cleaned");
    }
}

fn clean(shared: &Shared) -> Result<(), HostError> {
    let (catalog, cache) = (&shared.catalog, &shared.cache);
    catalog.forget_unnamed()?;
    let named = catalog.named_packages()?;
    let bound = shared.settings.limits.cache_bytes;
    for sha256 in crate::cache::surplus(&cache.stored(), &named, bound) {
        cache.remove(&sha256);
    }
    let mut releases: HashSet<_> = named
        .iter()
        .flat_map(|one| &one.releases)
        .copied()
        .collect();
    // The home is in no catalog.
    if let Some(home) = &shared.settings.home {
        let statement = std::fs::read(home.bundle.join("release.json"));
        releases.extend(statement.ok().map(|bytes| Sha256::of(&bytes)));
    }
    cache.clean_bytecode(&releases);
    Ok(())
}
