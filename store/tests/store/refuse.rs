use serde_json::json;
use tiffin_protocol::dsse::{Envelope, SigningKey};
use tiffin_protocol::release::PublicKey;

use crate::client::send;
use crate::program::{ABI, Program, manifest, zip};
use crate::server::Server;

/// A store with `canteen` at sequence 5, and a check that it still is.
fn store() -> Server {
    let store = Server::start();
    store.publish(&Program::new("canteen", "Canteen", 5));
    store
}

fn next() -> Program {
    Program::new("canteen", "Canteen", 6)
}

#[track_caller]
fn refuse(store: &Server, program: &Program, status: u16, code: &str) {
    store.upload(program);
    store.release(program).refused(status, code);
    assert_eq!(store.head("canteen").stable.sequence, 5);
}

#[test]
fn who_publishes() {
    let store = store();
    let mut program = next();
    let path = "/api/v1/programs/canteen/releases";
    send(store.address, "POST", path, &[], &program.signed()).refused(401, "store.unauthorized");
    send(
        store.address,
        "POST",
        path,
        &[("Authorization", "Bearer ")],
        b"",
    )
    .refused(401, "store.unauthorized");
    send(store.address, "POST", "/api/v1/programs", &[], b"{}").refused(401, "store.unauthorized");

    // Another developer, who says so.
    program.key = SigningKey::from_seed(&[8; 32]);
    program.release.developer = program.key.public().id();
    program.release.developer_key = PublicKey::of(&program.key.public());
    refuse(&store, &program, 403, "release.developer");
    store.register(&program).refused(409, "program.exists");
    // Another developer, who says to be the registered one.
    let mut program = next();
    program.key = SigningKey::from_seed(&[8; 32]);
    refuse(&store, &program, 403, "release.developer");
    // Signed for one program, sent for another.
    store
        .register(&Program::new("other", "Other", 1))
        .expect(201);
    let program = next();
    store.upload(&program);
    store
        .post("/api/v1/programs/other/releases", &program.signed())
        .refused(422, "release.program");
    store
        .post("/api/v1/programs/nobody/releases", &program.signed())
        .refused(404, "program.unknown");
    store
        .post("/api/v1/programs/..%2fcanteen/releases", &program.signed())
        .refused(400, "id.program");
}

#[test]
fn envelopes() {
    let store = store();
    let path = "/api/v1/programs/canteen/releases";
    let program = next();
    store.upload(&program);
    let good = Envelope::parse(&program.signed()).unwrap();
    let send = |envelope: &Envelope| store.post(path, &envelope.to_bytes().unwrap());

    let mut changed = good.clone();
    let payload = String::from_utf8(good.unverified_payload().unwrap()).unwrap();
    changed.payload = Envelope::wrap("", payload.replace("1.0.6", "9.0.6").as_bytes()).payload;
    send(&changed).refused(422, "envelope.signature");
    let mut unsigned = good.clone();
    unsigned.signatures.clear();
    send(&unsigned).refused(422, "envelope.unsigned");
    let mut kind = good.clone();
    kind.payload_type = "application/vnd.tiffin.head+json".into();
    send(&kind).refused(422, "envelope.type");
    store.post(path, b"").refused(422, "envelope.invalid");
    store.post(path, b"{}").refused(422, "envelope.invalid");
    store
        .post(path, &vec![b' '; (8 << 20) + 1])
        .refused(413, "request.too_large");
    assert_eq!(store.head("canteen").stable.sequence, 5);

    // A signature of somebody else beside the developer's is dropped, not kept under ours.
    let mut noisy = good.clone();
    noisy.sign(&SigningKey::from_seed(&[9; 32])).unwrap();
    send(&noisy).expect(201);
    let stored = store
        .get(&format!("/blobs/{}", store.head("canteen").stable.release))
        .body;
    assert_eq!(Envelope::parse(&stored).unwrap().signatures.len(), 2);
}

#[test]
fn sequences_and_versions() {
    let store = store();
    refuse(
        &store,
        &Program::new("canteen", "Canteen", 4),
        409,
        "release.sequence",
    );
    let mut same = Program::new("canteen", "Canteen renamed", 5);
    refuse(&store, &same, 409, "release.sequence");
    // A version is published once.
    same.release.sequence = 6;
    refuse(&store, &same, 409, "release.version");
    same.release.version = "1.0.4".into();
    refuse(&store, &same, 409, "release.version");
    let mut zero = next();
    zero.release.sequence = 0;
    refuse(&store, &zero, 422, "release.invalid");
    let mut huge = next();
    huge.release.sequence = u64::MAX;
    refuse(&store, &huge, 422, "release.invalid");
    // Nor may any that was published before the last one.
    store.release(&next()).expect(201);
    same.release.sequence = 7;
    same.release.version = "1.0.5".into();
    store.release(&same).refused(409, "release.version");
    same.release.version = "1.0.7".into();
    store.release(&same).expect(201);
}

#[test]
fn packages_that_are_not_what_the_release_says() {
    let store = store();
    // Only the subpackage is there: it is the same as in the release before.
    let program = next();
    store.release(&program).refused(422, "blob.unknown");
    store.upload(&program);

    let mut flipped = next();
    let file = &mut flipped.release.packages[0].files[0];
    file.sha256.0[0] ^= 1;
    refuse(&store, &flipped, 422, "package.file_digest");
    let mut unlisted = next();
    unlisted.release.packages[0].files.pop();
    refuse(&store, &unlisted, 422, "package.file_unlisted");
    let mut invented = next();
    let mut ghost = invented.release.packages[0].files.last().unwrap().clone();
    ghost.path = "zzz.js".parse().unwrap();
    ghost.size = 0;
    invented.release.packages[0].files.push(ghost);
    refuse(&store, &invented, 422, "package.file_missing");
    let mut size = next();
    size.release.packages[0].size += 1;
    refuse(&store, &size, 422, "package.size");
    let mut swapped = next();
    let other = swapped.release.packages[1].sha256;
    swapped.release.packages[0].sha256 = other;
    store.upload(&swapped);
    assert_eq!(store.release(&swapped).status, 422);
    let mut large = next();
    large.release.packages[0].size = 3 << 20;
    refuse(&store, &large, 422, "package.too_large");

    // A package that is no ZIP, or half of one.
    let mut broken = next();
    let half = broken.zips[0].1.len() / 2;
    broken.zips[0].1.truncate(half);
    broken.release.packages[0].sha256 = tiffin_protocol::Sha256::of(&broken.zips[0].1);
    store.upload(&broken);
    let answer = store.release(&broken).expect(422);
    assert!(answer.code().starts_with("package."), "{}", answer.text());
    assert_eq!(store.head("canteen").stable.sequence, 5);
}

#[test]
fn manifests_that_lie() {
    let store = store();
    let with_manifest = |package: &'static str, bytes: Vec<u8>| {
        Program::build("canteen", "Canteen", "", 6, |name, mut files| {
            if name == package {
                files[0].1.clone_from(&bytes);
            }
            files
        })
    };
    for package in ["main", "order"] {
        let foreign = with_manifest(
            package,
            manifest("films", "Films", ABI, &["pages/index/index"]),
        );
        refuse(&store, &foreign, 422, "manifest.program");
        let abi = with_manifest(
            package,
            manifest("canteen", "Canteen", "other-1", &["pages/index/index"]),
        );
        refuse(&store, &abi, 422, "release.template_abi");
        refuse(
            &store,
            &with_manifest(package, b"{}".to_vec()),
            422,
            "manifest.invalid",
        );
    }
    let entry = with_manifest(
        "main",
        manifest("canteen", "Canteen", ABI, &["pages/other/other"]),
    );
    refuse(&store, &entry, 422, "manifest.page");
    let missing = Program::build("canteen", "Canteen", "", 6, |_, files| {
        files.into_iter().skip(1).collect()
    });
    refuse(&store, &missing, 422, "manifest.missing");

    let mut icon = next();
    icon.release.icon = Some("nowhere.png".parse().unwrap());
    refuse(&store, &icon, 422, "package.file_missing");
    icon.release.icon = Some("app.js".parse().unwrap());
    refuse(&store, &icon, 422, "release.invalid");
    let script = "<html><script>alert(1)</script>";
    let fake = Program::build("canteen", "Canteen", "", 6, |name, mut files| {
        if name == "main" {
            files[3].1 = script.into();
        }
        files
    });
    refuse(&store, &fake, 422, "release.invalid");
    // The order package under the name of main.
    let mut renamed = next();
    renamed.zips[0].1 = zip(vec![
        (
            "manifest.json".into(),
            manifest("canteen", "Canteen", ABI, &["pages/index/index"]),
        ),
        (
            "__tiffin__/config.json".into(),
            json!({"templateAbi": ABI, "format": 1, "package": "order", "root": "packages/order"})
                .to_string()
                .into(),
        ),
    ]);
    renamed.describe();
    refuse(&store, &renamed, 422, "config.invalid");
}

#[test]
fn registrations() {
    let store = Server::start();
    let register =
        |body: serde_json::Value| store.post("/api/v1/programs", body.to_string().as_bytes());
    let key = SigningKey::from_seed(&[1; 32]).public();
    for id in ["../x", "A", "ab", "a..b", "x/y", "ends-", &"a".repeat(65)] {
        register(json!({"program": id, "name": "x", "developerKey": key.to_base64()}))
            .refused(400, "request.invalid");
    }
    for name in ["", "   ", "a\nb", &"名".repeat(81)] {
        let body = json!({"program": "good", "name": name, "developerKey": key.to_base64()});
        register(body).refused(400, "request.invalid");
    }
    for bad in ["", "AAAA", &"A".repeat(44)] {
        register(json!({"program": "good", "name": "x", "developerKey": bad}))
            .refused(422, "key.invalid");
    }
    let full = json!({"alg": "ed25519", "public": key.to_base64()});
    register(json!({"program": "good", "name": "x", "developerKey": full})).expect(201);
    register(json!({"program": "good"})).refused(400, "request.invalid");
    let long = "x".repeat(70_000);
    register(json!({"program": "good", "name": long})).refused(413, "request.too_large");
    store.post("/health", b"").refused(405, "request.method");
    store.get("/nowhere").refused(404, "request.path");
}
