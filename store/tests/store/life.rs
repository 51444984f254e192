use std::io::Write;
use std::time::{Duration, Instant};

use tiffin_protocol::Sha256;

use crate::client::{connect, send};
use crate::program::Program;
use crate::server::Server;

/// Starts a PUT of `blob` and sends the first `sent` bytes of it.
fn begin_upload(store: &Server, blob: &[u8], sent: usize) -> std::net::TcpStream {
    let mut stream = connect(store.address);
    let digest = Sha256::of(blob);
    let head = format!(
        "PUT /blobs/{digest} HTTP/1.1\r\nHost: x\r\nAuthorization: {}\r\nContent-Length: {}\r\n\r\n",
        store.bearer(),
        blob.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&blob[..sent]).unwrap();
    stream
}

fn wait_for(what: &str, mut done: impl FnMut() -> bool) {
    let since = Instant::now();
    while !done() {
        assert!(since.elapsed() < Duration::from_secs(20), "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Large and hard to compress, so that both forms are staged on the disk before the end.
fn blob() -> Vec<u8> {
    let mut state = 1_u32;
    let next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    std::iter::repeat_with(next).take(20 << 20).collect()
}

#[test]
fn killed_in_the_middle_of_an_upload() {
    let mut store = Server::start();
    let blob = blob();
    let stream = begin_upload(&store, &blob, 16 << 20);
    wait_for("something staged", || !store.blob_files().is_empty());
    let path = format!("/blobs/{}", Sha256::of(&blob));
    store.get(&path).refused(404, "blob.unknown");
    store.kill();
    drop(stream);
    assert!(
        store.blob_files().iter().all(|name| name.contains('#')),
        "only staging files: {:?}",
        store.blob_files()
    );
    store.restart();
    assert_eq!(store.blob_files(), [""; 0]);
    store.get(&path).refused(404, "blob.unknown");
    store
        .get(&format!("{path}.zst"))
        .refused(404, "blob.unknown");
    store.put(&blob).expect(201);
    assert_eq!(store.get(&path).body, blob);
}

#[test]
fn a_client_that_goes_away_leaves_nothing() {
    let store = Server::start();
    let blob = blob();
    let stream = begin_upload(&store, &blob, 16 << 20);
    wait_for("something staged", || !store.blob_files().is_empty());
    drop(stream);
    wait_for("everything removed", || store.blob_files().is_empty());
}

#[test]
fn killed_while_publishing_is_all_or_nothing() {
    let mut store = Server::start();
    store.publish(&Program::new("canteen", "Canteen", 1));
    for round in 0..12_u64 {
        let next = Program::new("canteen", &format!("Canteen {round}"), 2 + round);
        store.upload(&next);
        let before = store.head("canteen").stable.sequence;
        let (address, bearer, body) = (store.address, store.bearer(), next.signed());
        let sender = std::thread::spawn(move || {
            // The connection may break at any point; what counts is what the store says afterwards.
            std::panic::catch_unwind(|| {
                let auth = [("Authorization", &*bearer)];
                send(
                    address,
                    "POST",
                    "/api/v1/programs/canteen/releases",
                    &auth,
                    &body,
                )
                .status
            })
        });
        std::thread::sleep(Duration::from_millis(round * 3));
        store.kill_and_restart();
        let answered = sender.join().unwrap().is_ok_and(|status| status == 201);

        let head = store.head("canteen");
        let about = store.get("/api/v1/programs/canteen").expect(200).json();
        assert!(head.stable.sequence == before || head.stable.sequence == next.sequence);
        assert!(
            !answered || head.stable.sequence == next.sequence,
            "what was answered is kept"
        );
        assert_eq!(about["sequence"], head.stable.sequence);
        assert_eq!(about["version"], head.stable.version);
        let expected = if head.stable.sequence == next.sequence {
            next.name.clone()
        } else {
            about["name"].as_str().unwrap().into()
        };
        assert_eq!(about["name"], expected);
        store
            .get(&format!("/blobs/{}", head.stable.release))
            .expect(200);
        // Trying again always works.
        assert!(matches!(store.release(&next).status, 200 | 201));
        assert_eq!(store.head("canteen").stable.sequence, next.sequence);
    }
}

#[test]
fn a_restart_keeps_everything() {
    let mut store = Server::start();
    let program = Program::new("canteen", "食堂", 2);
    store.publish(&program);
    let before = store.get("/api/v1/programs/canteen/head").body;
    assert!(store.terminate().success(), "SIGTERM is a clean exit");
    store.restart();
    assert_eq!(store.get("/api/v1/programs/canteen/head").body, before);
    assert_eq!(store.get("/api/v1/programs/canteen").json()["name"], "食堂");
    assert_eq!(
        store.get("/api/v1/search?q=shitang").json()["items"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    for (_, zip) in &program.zips {
        assert_eq!(&store.get(&format!("/blobs/{}", Sha256::of(zip))).body, zip);
    }
    store.release(&program).expect(200);
}

#[test]
fn a_request_in_flight_finishes_before_the_end() {
    let mut store = Server::start();
    let blob = b"slowly".repeat(1000);
    let mut stream = begin_upload(&store, &blob, 100);
    std::thread::sleep(Duration::from_millis(200));
    let rest = blob[100..].to_vec();
    let sender = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(500));
        stream.write_all(&rest).unwrap();
        crate::client::receive(stream, false).status
    });
    assert!(store.terminate().success());
    assert_eq!(sender.join().unwrap(), 201);
    store.restart();
    store
        .get(&format!("/blobs/{}", Sha256::of(&blob)))
        .expect(200);
}

#[test]
fn one_process_has_the_folder() {
    let store = Server::start();
    let second = std::process::Command::new(crate::server::BINARY)
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(store.data())
        .output()
        .unwrap();
    assert!(!second.status.success());
    assert!(String::from_utf8_lossy(&second.stderr).contains("used by another process"));
}

#[test]
fn the_same_blob_from_many_at_once() {
    let store = Server::start();
    let blob = b"rice and beans ".repeat(50_000);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| assert!(matches!(store.put(&blob).status, 200 | 201)));
        }
    });
    let path = format!("/blobs/{}", Sha256::of(&blob));
    assert_eq!(store.get(&path).body, blob);
    let packed = store.get(&format!("{path}.zst")).body;
    assert_eq!(zstd::decode_all(packed.as_slice()).unwrap(), blob);
    assert_eq!(store.blob_files().len(), 2);
}

#[test]
fn noise_on_the_line_does_no_harm() {
    let store = Server::start();
    let junk: &[&[u8]] = &[
        b"",
        b"\0\0\0\0",
        b"GET",
        b"GET / HTTP/9.9\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"POST /api/v1/updates HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
        b"POST /api/v1/updates HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n",
        b"GET /api/v1/search?q=%FF%FE&limit=%00 HTTP/1.1\r\nHost: x\r\n\r\n",
    ];
    for bytes in junk {
        let mut stream = connect(store.address);
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(std::net::Shutdown::Write);
    }
    let mut huge = connect(store.address);
    let _ = huge.write_all(format!("GET / HTTP/1.1\r\nX: {}\r\n", "y".repeat(1 << 20)).as_bytes());
    let deep = format!("{}1{}", "[".repeat(30_000), "]".repeat(30_000));
    store
        .post("/api/v1/updates", deep.as_bytes())
        .refused(400, "request.invalid");
    store.get("/health").expect(200);
}
