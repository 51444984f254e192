use tiffin_protocol::Sha256;

use crate::client::send;
use crate::server::Server;

fn noise(length: usize) -> Vec<u8> {
    // xorshift: not compressible, the same each time.
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as u8
    })
    .take(length)
    .collect()
}

#[test]
fn both_forms_with_ranges() {
    let store = Server::start();
    let blob = [noise(100_000), b"rice ".repeat(40_000)].concat();
    let digest = Sha256::of(&blob);
    assert_eq!(store.put(&blob).expect(201).json()["size"], blob.len());
    assert_eq!(store.put(&blob).status, 200);

    let path = format!("/blobs/{digest}");
    let whole = store.get(&path).expect(200);
    assert_eq!(whole.body, blob);
    assert_eq!(whole.header("etag"), format!("\"{digest}\""));
    assert!(whole.header("cache-control").contains("immutable"));
    assert_eq!(whole.header("accept-ranges"), "bytes");
    assert_eq!(whole.header("x-content-type-options"), "nosniff");
    assert_eq!(whole.header("content-disposition"), "attachment");
    let packed = store.get(&format!("{path}.zst")).expect(200);
    assert_eq!(packed.header("content-type"), "application/zstd");
    assert!(packed.body.len() < 110_000);
    assert_eq!(zstd::decode_all(packed.body.as_slice()).unwrap(), blob);

    for (path, bytes) in [(path.clone(), &blob), (format!("{path}.zst"), &packed.body)] {
        let length = bytes.len();
        for (range, from, to) in [
            ("bytes=0-0".to_owned(), 0, 1),
            ("bytes=100-199".to_owned(), 100, 200),
            (format!("bytes={}-", length - 5), length - 5, length),
            ("bytes=-7".to_owned(), length - 7, length),
            (format!("bytes=10-{}", length * 2), 10, length),
        ] {
            let part = store.get_with(&path, &[("Range", &range)]).expect(206);
            assert_eq!(part.body, bytes[from..to], "{range}");
            assert_eq!(
                part.header("content-range"),
                format!("bytes {from}-{}/{length}", to - 1)
            );
        }
        let beyond = store.get_with(&path, &[("Range", &format!("bytes={length}-"))]);
        assert_eq!(beyond.header("content-range"), format!("bytes */{length}"));
        beyond.refused(416, "request.range");
        let head = send(store.address, "HEAD", &path, &[], b"").expect(200);
        assert_eq!(
            (head.header("content-length"), head.body.len()),
            (length.to_string().as_str(), 0)
        );
        let etag = head.header("etag").to_owned();
        assert_eq!(
            store.get_with(&path, &[("If-None-Match", &etag)]).status,
            304
        );
        let resumed = store.get_with(&path, &[("Range", "bytes=5-9"), ("If-Range", &etag)]);
        assert_eq!((resumed.status, resumed.body.len()), (206, 5));
        assert_eq!(
            store
                .get_with(&path, &[("Range", "bytes=5-9"), ("If-Range", "\"x\"")])
                .status,
            200
        );
    }
    store
        .get(&format!("/blobs/{}", Sha256::of(b"absent")))
        .refused(404, "blob.unknown");
}

#[test]
fn a_compressed_upload_is_the_same_blob() {
    let store = Server::start();
    let blob = b"noodles ".repeat(100_000);
    let body = zstd::encode_all(blob.as_slice(), 3).unwrap();
    let path = format!("/blobs/{}", Sha256::of(&blob));
    let headers = [
        ("Authorization", &*store.bearer()),
        ("Content-Encoding", "zstd"),
    ];
    send(store.address, "PUT", &path, &headers, &body).expect(201);
    assert_eq!(store.get(&path).body, blob);
    let gzip = [
        ("Authorization", &*store.bearer()),
        ("Content-Encoding", "gzip"),
    ];
    send(store.address, "PUT", &path, &gzip, &body).refused(415, "blob.encoding");
}

#[test]
fn what_is_refused_leaves_nothing() {
    let store = Server::start();
    let path = format!("/blobs/{}", Sha256::of(b"promised"));
    let bearer = store.bearer();
    let auth = [("Authorization", &*bearer)];
    send(store.address, "PUT", &path, &auth, b"delivered").refused(422, "blob.digest");
    let zstd = [("Authorization", &*bearer), ("Content-Encoding", "zstd")];
    send(store.address, "PUT", &path, &zstd, b"not a frame").refused(422, "blob.encoding");
    let bomb = zstd::encode_all(vec![0; 200 << 20].as_slice(), 19).unwrap();
    send(store.address, "PUT", &path, &zstd, &bomb).refused(413, "request.too_large");
    send(store.address, "PUT", &path, &auth, &vec![1; (33 << 20) + 1])
        .refused(413, "request.too_large");
    for (header, value) in [
        ("Authorization", "Bearer wrong"),
        ("Authorization", "Basic eDp5"),
        ("X", "y"),
    ] {
        send(store.address, "PUT", &path, &[(header, value)], b"promised")
            .refused(401, "store.unauthorized");
    }
    store.get(&path).refused(404, "blob.unknown");
    assert_eq!(store.blob_files(), [""; 0]);
}

#[test]
fn names_that_are_not_digests() {
    let store = Server::start();
    let bearer = store.bearer();
    let upper = "AB".repeat(32);
    let long = "a".repeat(5_000);
    let names = [
        "..%2f..%2fetc%2fpasswd",
        "%2e%2e",
        "abc",
        &upper,
        "..%2Ftoken",
        "a%00b",
        "%ff",
        "x.zst",
        ".zst",
        &long,
    ];
    for name in names {
        let path = format!("/blobs/{name}");
        assert!(matches!(store.get(&path).status, 400 | 404), "{name}");
        let put = send(
            store.address,
            "PUT",
            &path,
            &[("Authorization", &bearer)],
            b"x",
        );
        assert_eq!(put.status, 400, "{name}");
        put.code();
    }
    for path in [
        "/blobs/../token",
        "/../data/token",
        "//token",
        "/blobs/",
        "/",
        "/api/v1/",
        "/m/",
    ] {
        assert!(matches!(store.get(path).status, 400 | 404), "{path}");
    }
    assert_eq!(store.blob_files(), [""; 0]);
}
