//! Waiters that share a download, with a store on loopback.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "../../tests/host/store.rs"]
#[allow(dead_code)]
mod server;

use std::time::{Duration, Instant};

use super::*;
use crate::db::Db;
use crate::resolve::Stores;

const PATIENCE: Duration = Duration::from_secs(30);

struct World {
    server: server::Store,
    release: Release,
    store: Arc<Store>,
    jobs: Jobs,
    http: Http,
    _folder: tempfile::TempDir,
}

impl World {
    /// A program of half a megabyte at a store that takes its time.
    fn new() -> World {
        let folder = tempfile::tempdir().unwrap();
        let server = server::Store::start();
        let source = server::hello("Hello").file("big.bin", server::noise(500_000, 3));
        let zip = source.zip("canteen");
        let release = server.release("canteen", 1, &zip);
        server.publish_as("canteen", &release, &zip, |head| head);
        server.slow(Duration::from_millis(10));
        let db = Arc::new(Db::open(&folder.path().join("db")).unwrap());
        let stores = Stores::open(&server.settings(), &db).unwrap();
        let store = stores.by_base(&server.base).unwrap();
        let cache = Arc::new(Cache::open(folder.path()).unwrap());
        World {
            server,
            release,
            store,
            jobs: Jobs::new(cache),
            http: Http::new().unwrap(),
            _folder: folder,
        }
    }

    fn entry(&self) -> &PackageEntry {
        &self.release.packages[0]
    }

    async fn fetch(&self) -> Result<(), InstallError> {
        let quiet: Progress = Arc::new(|_: Stage| {});
        let (release, jobs) = (&self.release, &self.jobs);
        jobs.fetch(&self.http, &self.store, release, &[], &quiet)
            .await
    }

    fn asked(&self) -> usize {
        let wire = format!("/blobs/{}.zst ", self.entry().sha256);
        let hits = self.server.hits();
        hits.iter().filter(|hit| hit.starts_with(&wire)).count()
    }

    fn running(&self) -> usize {
        lock(&self.jobs.running).len()
    }
}

fn run<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async { tokio::time::timeout(PATIENCE, work).await.unwrap() })
}

#[test]
fn two_who_wait_for_one_download_both_get_it() {
    let world = World::new();
    let ends = run(async { tokio::join!(world.fetch(), world.fetch()) });
    assert_eq!(ends, (Ok(()), Ok(())));
    assert!(world.jobs.cache.has(world.entry()));
    assert_eq!((world.asked(), world.running()), (1, 0));
}

#[test]
fn what_goes_wrong_both_hear_and_the_next_one_tries_anew() {
    let world = World::new();
    let digest = world.entry().sha256;
    let wire = format!("/blobs/{digest}.zst");
    let good = world.server.get(&wire);
    // Large enough that the second comes while it is on its way.
    let bad = zstd::encode_all(&server::noise(500_000, 8)[..], 3).unwrap();
    world.server.put(&wire, bad);
    let (first, second) = run(async { tokio::join!(world.fetch(), world.fetch()) });
    assert!(
        matches!(first, Err(InstallError::Size(_) | InstallError::Digest(_))),
        "{first:?}"
    );
    assert_eq!(first, second);
    assert_eq!((world.asked(), world.running()), (1, 0));
    world.server.put(&wire, good);
    assert_eq!(run(world.fetch()), Ok(()));
    assert_eq!(world.asked(), 2);
}

#[test]
fn one_who_gives_up_takes_nothing_from_the_other() {
    let world = World::new();
    run(async {
        let mut first = Box::pin(world.fetch());
        let start = Instant::now();
        // The one who began it goes while it is on its way.
        while world.asked() == 0 {
            assert!(start.elapsed() < PATIENCE, "never asked for");
            let _ = tokio::time::timeout(Duration::from_millis(5), &mut first).await;
        }
        let second = world.fetch();
        let give_up = async {
            drop(first);
        };
        let (end, ()) = tokio::join!(second, give_up);
        assert_eq!(end, Ok(()));
    });
    assert_eq!((world.asked(), world.running()), (1, 0));
}
