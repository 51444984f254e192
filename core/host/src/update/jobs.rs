//! Downloads, one for a digest: two openings of a program that is not there yet, or two routes into one subpackage, wait for
//! the same bytes. Each waiter hears how far it is; one that gives up takes nothing from the others.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tiffin_protocol::Sha256;
use tiffin_protocol::release::{PackageEntry, Release};
use tokio::sync::watch;

use crate::cache::Cache;
use crate::http::Http;
use crate::install::{self, InstallError, Progress, Step};
use crate::program::MAIN;
use crate::resolve::Store;
use crate::screen::Stage;

/// How far a download is.
#[derive(Debug, Clone)]
enum Heard {
    Step(Step),
    End(Result<(), InstallError>),
}

type Running = Arc<Mutex<HashMap<Sha256, watch::Receiver<Heard>>>>;

/// The downloads that run.
pub(crate) struct Jobs {
    cache: Arc<Cache>,
    running: Running,
}

/// Takes a job out of the table, however it ends.
struct Entry {
    running: Running,
    digest: Sha256,
}

impl Drop for Entry {
    fn drop(&mut self) {
        lock(&self.running).remove(&self.digest);
    }
}

impl Jobs {
    pub(crate) fn new(cache: Arc<Cache>) -> Jobs {
        Jobs {
            cache,
            running: Running::default(),
        }
    }

    /// Fetches what is missing of these packages of a release, and of `main`, which every page needs for its `getApp`.
    /// Nothing is named in the database yet. On a tokio runtime.
    pub(crate) async fn fetch(
        &self,
        http: &Http,
        store: &Arc<Store>,
        release: &Release,
        names: &[String],
        progress: &Progress,
    ) -> Result<(), InstallError> {
        if let Some(unlisted) = names.iter().find(|name| release.package(name).is_none()) {
            return Err(InstallError::Unlisted(unlisted.clone()));
        }
        let wanted = |entry: &&PackageEntry| entry.name == MAIN || names.contains(&entry.name);
        let missing: Vec<&PackageEntry> = release
            .packages
            .iter()
            .filter(wanted)
            .filter(|entry| !self.cache.claim(entry))
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        let release = Arc::new(release.clone());
        let total: u64 = missing.iter().map(|entry| entry.size).sum();
        let mut before = 0;
        for entry in missing {
            let report = |step: &Step| {
                progress(match step {
                    Step::Bytes(done) => Stage::Downloading {
                        done: (before + done).min(total),
                        total,
                    },
                    Step::Verifying => Stage::Verifying,
                });
            };
            let heard = self.join(http, store, &release, entry);
            wait(heard, &report).await?;
            before += entry.size;
        }
        Ok(())
    }

    /// The job that fetches this package, started if there is none. It goes on to its end if nobody waits any more: it is 2 MB
    /// at most, and what came stays.
    fn join(
        &self,
        http: &Http,
        store: &Arc<Store>,
        release: &Arc<Release>,
        entry: &PackageEntry,
    ) -> watch::Receiver<Heard> {
        let mut running = lock(&self.running);
        if let Some(heard) = running.get(&entry.sha256) {
            return heard.clone();
        }
        // A job that ended just now is not in the table any more, and its file is there.
        if self.cache.has(entry) {
            return watch::channel(Heard::End(Ok(()))).1;
        }
        let (tell, heard) = watch::channel(Heard::Step(Step::Bytes(0)));
        running.insert(entry.sha256, heard.clone());
        let left = Entry {
            running: Arc::clone(&self.running),
            digest: entry.sha256,
        };
        let (http, store, cache) = (http.clone(), Arc::clone(store), Arc::clone(&self.cache));
        let (release, entry) = (Arc::clone(release), entry.clone());
        tokio::spawn(async move {
            let report = |step: Step| {
                tell.send_replace(Heard::Step(step));
            };
            let end = install::package(&http, &store, &cache, &release, &entry, &report).await;
            // Who comes after the end looks into the cache, or tries anew.
            drop(left);
            tell.send_replace(Heard::End(end));
        });
        heard
    }
}

async fn wait(
    mut heard: watch::Receiver<Heard>,
    report: &(dyn Fn(&Step) + Send + Sync),
) -> Result<(), InstallError> {
    loop {
        let now = heard.borrow_and_update().clone();
        match now {
            Heard::Step(step) => report(&step),
            Heard::End(end) => return end,
        }
        if heard.changed().await.is_err() {
            return Err(InstallError::Worker(
                "a download ended without a word".into(),
            ));
        }
    }
}

fn lock(running: &Running) -> MutexGuard<'_, HashMap<Sha256, watch::Receiver<Heard>>> {
    running.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
#[path = "jobs_tests.rs"]
mod tests;
