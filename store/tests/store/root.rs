use std::process::Command;

use tiffin_protocol::release::Channel;
use tiffin_protocol::trust::{self, Expected, SeenHead};

use crate::program::Program;
use crate::server::{BINARY, Server};

#[test]
fn serving_needs_no_root_key_and_roots_follow_one_another() {
    let mut store = Server::start();
    store.publish(&Program::new("canteen", "Canteen", 1));
    let first = trust::trust_anchor(&store.get("/api/v1/root").body).unwrap();
    let before = store.head("canteen");
    let release = before.stable.release;

    // Offline, as it should be.
    let key = store.data().join("keys/root.pem");
    let away = store.data().join("keys/away");
    std::fs::rename(&key, &away).unwrap();
    store.kill_and_restart();
    store.publish(&Program::new("films", "Films", 1));

    let rotate = |store: &Server, arguments: &[&str]| {
        Command::new(BINARY)
            .arg("rotate-root")
            .arg("--data")
            .arg(store.data())
            .args(arguments)
            .output()
            .unwrap()
    };
    assert!(
        !rotate(&store, &[]).status.success(),
        "while the store runs"
    );
    store.terminate();
    assert!(
        !rotate(&store, &[]).status.success(),
        "without the root key"
    );
    std::fs::rename(&away, &key).unwrap();
    let done = rotate(&store, &["--release", "--head"]);
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    assert!(
        rotate(&store, &[]).status.success(),
        "twice, without serving between"
    );
    store.restart();

    // A host that knows only the first root walks to the newest.
    let second = trust::rotate_root(&first, &store.get("/api/v1/root/2").expect(200).body).unwrap();
    let third = trust::rotate_root(&second, &store.get("/api/v1/root/3").expect(200).body).unwrap();
    assert_eq!(
        trust::trust_anchor(&store.get("/api/v1/root").body).unwrap(),
        third
    );
    store.get("/api/v1/root/4").refused(404, "root.unknown");
    store.get("/api/v1/root/x").refused(400, "request.invalid");

    let id = "canteen".parse().unwrap();
    let head = store.get("/api/v1/programs/canteen/head").body;
    assert!(
        trust::verify_head(&head, &first, &id, &Channel::RELEASE).is_err(),
        "heads are signed with the new key"
    );
    assert_eq!(
        trust::verify_head(&head, &third, &id, &Channel::RELEASE)
            .unwrap()
            .stable
            .release,
        release
    );
    let expected = Expected {
        program: &id,
        developer: None,
        digest: Some(&release),
    };
    let envelope = store.get(&format!("/blobs/{release}")).body;
    trust::verify_release(&envelope, &third, expected).unwrap();
    store.publish(&Program::new("canteen", "Canteen", 2));

    // After a theft: another epoch comes only with another head key, and heads follow.
    store.terminate();
    assert!(!rotate(&store, &["--new-epoch"]).status.success());
    assert!(rotate(&store, &["--head", "--new-epoch"]).status.success());
    store.restart();
    let fourth = trust::rotate_root(&third, &store.get("/api/v1/root/4").expect(200).body).unwrap();
    assert_eq!((third.epoch, fourth.epoch), (0, 1));
    let stolen = SeenHead {
        sequence: 1 << 62,
        ..SeenHead::of(&before)
    };
    let head = store.head("canteen");
    assert_eq!((head.epoch, head.stable.sequence), (1, 2));
    trust::check_rollback(stolen, &head).unwrap();
}

#[test]
fn init_tells_what_to_do_and_can_be_repeated() {
    let folder = tempfile::tempdir().unwrap();
    let init = || {
        let done = Command::new(BINARY)
            .args([
                "init",
                "--id",
                "store.example",
                "--name",
                "Example",
                "--data",
            ])
            .arg(folder.path())
            .output()
            .unwrap();
        assert!(done.status.success());
        String::from_utf8(done.stdout).unwrap()
    };
    let text = init();
    let token = std::fs::read_to_string(folder.path().join("token")).unwrap();
    assert!(
        text.contains(&token) && text.contains("OFFLINE") && text.contains("root.pem"),
        "{text}"
    );
    let root = std::fs::read(folder.path().join("root.json")).unwrap();
    let anchor = trust::trust_anchor(&root).unwrap();
    assert_eq!(
        (anchor.store.as_str(), anchor.name.as_str()),
        ("store.example", "Example")
    );
    assert!(init().contains("there already"));
    assert_eq!(
        std::fs::read(folder.path().join("root.json")).unwrap(),
        root
    );

    #[cfg(unix)]
    for secret in [
        "token",
        "keys/root.pem",
        "keys/release.pem",
        "keys/head.pem",
    ] {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(folder.path().join(secret))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o077, 0, "{secret}");
    }
}
