use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::program::Program;
use crate::server::{BINARY, Server};

/// What the command answers, and whether it did it.
fn run(store: &Server, command: &str, rest: &[&str]) -> bool {
    let mut command_line = Command::new(BINARY);
    command_line.args([command, "--data"]).arg(store.data());
    command_line.args(rest).output().unwrap().status.success()
}

#[test]
fn a_minimum_and_a_withdrawal_that_come_while_releases_are_published_are_kept() {
    const RELEASES: u64 = 12;
    let store = Server::start();
    let programs: Vec<_> = (1..=RELEASES)
        .map(|sequence| Program::new("canteen", "Canteen", sequence))
        .collect();
    programs.iter().for_each(|program| {
        store.register(program);
        store.upload(program);
    });
    store.release(&programs[0]).expect(201);
    let published = AtomicU64::new(1);
    let mut ruled = 0;
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for program in &programs[1..] {
                store.release(program).expect(201);
                published.store(program.sequence, Ordering::SeqCst);
            }
        });
        // As fast as the command starts: each minimum is for what was the newest a moment ago.
        loop {
            let newest = published.load(Ordering::SeqCst);
            if newest > ruled {
                assert!(run(&store, "minimum", &["canteen", &newest.to_string()]));
                ruled = newest;
                // Nothing that comes later takes it back.
                let kept = store.head("canteen").min_sequence;
                assert_eq!(kept, ruled, "the minimum was lost");
            }
            if newest == RELEASES {
                break;
            }
        }
    });
    assert!(run(&store, "withdraw", &["canteen"]));
    let head = store.head("canteen");
    assert_eq!(
        (head.stable.sequence, head.min_sequence, head.recalled),
        (RELEASES, RELEASES, vec![RELEASES])
    );
}

#[test]
fn a_minimum_that_is_written_while_a_publication_waits_for_the_catalog_is_kept() {
    let store = Server::start();
    store.publish(&Program::new("canteen", "Canteen", 1));
    let next = Program::new("canteen", "Canteen", 2);
    store.upload(&next);
    let blobs = store.blob_files().len();
    // Another process that writes: the publication may read, and waits with its own writing.
    let catalog = rusqlite::Connection::open(store.data().join("catalog.db")).unwrap();
    catalog.execute_batch("BEGIN IMMEDIATE").unwrap();
    std::thread::scope(|scope| {
        let publication = scope.spawn(|| store.release(&next).status);
        // The countersigned release is the last that is stored before the catalog is written.
        let since = Instant::now();
        while store.blob_files().len() == blobs {
            assert!(since.elapsed() < Duration::from_secs(60));
            std::thread::sleep(Duration::from_millis(10));
        }
        // Time to come to the lock: with less of it this test would only see less.
        std::thread::sleep(Duration::from_millis(300));
        let ruling = "UPDATE head SET minimum = 1, revision = revision + 1, envelope = NULL";
        assert_eq!(catalog.execute(ruling, []).unwrap(), 1);
        catalog.execute_batch("COMMIT").unwrap();
        assert_eq!(publication.join().unwrap(), 201);
    });
    let head = store.head("canteen");
    assert_eq!((head.stable.sequence, head.min_sequence), (2, 1));
}

#[test]
fn a_publication_that_was_cut_off_before_its_head_is_finished() {
    let mut store = Server::start();
    store.publish(&Program::new("canteen", "Canteen", 1));
    let next = Program::new("canteen", "新食堂", 2);
    store.upload(&next);
    store.release(&next).expect(201);
    store.kill();
    // What a kill between the two transactions leaves: the release is there, and the head is the one before.
    let catalog = rusqlite::Connection::open(store.data().join("catalog.db")).unwrap();
    let back = "UPDATE head SET sequence = 1, revision = revision + 1, envelope = NULL";
    assert_eq!(catalog.execute(back, []).unwrap(), 1);
    drop(catalog);
    store.restart();
    assert_eq!(store.head("canteen").stable.sequence, 2);
    let found = store.get("/api/v1/search?q=xinshitang").json();
    assert_eq!(found["items"][0]["program"], "canteen");

    // The same while it serves: what comes next is not blocked by it, nor is the same again.
    let catalog = rusqlite::Connection::open(store.data().join("catalog.db")).unwrap();
    assert_eq!(catalog.execute(back, []).unwrap(), 1);
    store.release(&next).expect(200);
    assert_eq!(store.head("canteen").stable.sequence, 2);
    assert_eq!(catalog.execute(back, []).unwrap(), 1);
    store.publish(&Program::new("canteen", "Canteen", 3));
    assert_eq!(store.head("canteen").stable.sequence, 3);
}
