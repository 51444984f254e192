use serde_json::json;
use tiffin_protocol::release::Channel;
use tiffin_protocol::trust::{self, Expected};
use tiffin_protocol::{Link, Sha256};

use crate::program::{ICON, Program};
use crate::server::Server;

#[test]
fn from_registration_to_a_release_that_a_host_accepts() {
    let store = Server::start();
    let program = Program::new("canteen", "食堂", 1);
    assert_eq!(store.register(&program).status, 201);
    assert_eq!(store.register(&program).status, 200);
    store
        .get("/api/v1/programs/canteen")
        .refused(404, "program.unknown");
    store
        .get("/api/v1/programs/canteen/head")
        .refused(404, "program.unknown");

    store.upload(&program);
    let answer = store.release(&program).expect(201).json();
    assert_eq!(
        (&answer["sequence"], &answer["version"]),
        (&json!(1), &json!("1.0.1"))
    );
    let link = Link::parse(answer["link"].as_str().unwrap()).unwrap();
    assert_eq!(link.program().as_str(), "canteen");

    // What a host does: root, head, release, packages.
    let root = trust::trust_anchor(&store.get("/api/v1/root").expect(200).body).unwrap();
    let head = store.head("canteen");
    assert_eq!(
        head.stable.release.to_string(),
        answer["release"].as_str().unwrap()
    );
    assert_eq!(head.expires.unix() - head.issued_at.unix(), 7 * 24 * 3600);
    let envelope = store
        .get(&format!("/blobs/{}", head.stable.release))
        .expect(200)
        .body;
    let id = "canteen".parse().unwrap();
    let developer = program.key.public().id();
    let expected = Expected {
        program: &id,
        developer: Some(&developer),
        digest: Some(&head.stable.release),
    };
    let release = trust::verify_release(&envelope, &root, expected).unwrap();
    trust::match_head(&release, &head, &head.stable).unwrap();
    assert_eq!(release, program.release);
    for (package, (_, zip)) in release.packages.iter().zip(&program.zips) {
        assert_eq!(
            &store
                .get(&format!("/blobs/{}", package.sha256))
                .expect(200)
                .body,
            zip
        );
    }

    let about = store.get("/api/v1/programs/canteen").expect(200).json();
    assert_eq!(
        (&about["name"], &about["version"], &about["sequence"]),
        (&json!("食堂"), &json!("1.0.1"), &json!(1))
    );
    let icon = about["icon"]
        .as_str()
        .unwrap()
        .strip_prefix(&format!("http://{}", store.address))
        .unwrap();
    let icon = store.get(icon).expect(200);
    assert_eq!(
        (icon.header("content-type"), icon.body.as_slice()),
        ("image/png", ICON)
    );
    let again = store.get_with(
        "/api/v1/programs/canteen/icon",
        &[("If-None-Match", icon.header("etag"))],
    );
    assert_eq!((again.status, again.body.len()), (304, 0));
}

#[test]
fn the_same_release_twice_is_one_release() {
    let store = Server::start();
    let program = Program::new("canteen", "Canteen", 3);
    let first = store.publish(&program).json();
    let second = store.release(&program).expect(200).json();
    assert_eq!(first, second);
}

#[test]
fn update_checks_answer_only_what_changed() {
    let store = Server::start();
    store.publish(&Program::new("canteen", "Canteen", 1));
    store.publish(&Program::new("canteen", "Canteen", 2));
    store.publish(&Program::new("films", "Films", 5));
    let ask = |programs: serde_json::Value| {
        let answer = store.post(
            "/api/v1/updates",
            json!({ "programs": programs }).to_string().as_bytes(),
        );
        let answer = answer.expect(200).json();
        let heads = answer["heads"].as_array().unwrap();
        let root = store.root();
        let verified = heads.iter().map(|head| {
            // Object members as they came; a host parses the envelope out of the answer.
            let bytes = serde_json::to_vec(head).unwrap();
            let program = ["canteen", "films"].map(|id| {
                trust::verify_head(&bytes, &root, &id.parse().unwrap(), &Channel::RELEASE)
            });
            let head = program.into_iter().find_map(Result::ok).unwrap();
            (head.program.to_string(), head.stable.sequence)
        });
        verified.collect::<Vec<_>>()
    };
    assert_eq!(ask(json!([])), []);
    assert_eq!(
        ask(json!([{"program": "canteen", "sequence": 2}, {"program": "unknown", "sequence": 1}])),
        []
    );
    assert_eq!(
        ask(json!([{"program": "canteen", "sequence": 1}, {"program": "films"}])),
        [("canteen".into(), 2), ("films".into(), 5)]
    );
    let many: Vec<_> = (0..201)
        .map(|i| json!({"program": format!("program{i}")}))
        .collect();
    store
        .post(
            "/api/v1/updates",
            json!({ "programs": many }).to_string().as_bytes(),
        )
        .refused(413, "request.too_large");
    store
        .post("/api/v1/updates", br#"{"programs":[{"program":"../etc"}]}"#)
        .refused(400, "request.invalid");
    store
        .post("/api/v1/updates", b"{")
        .refused(400, "request.invalid");
}

#[test]
fn a_new_release_replaces_head_texts_and_icon() {
    let store = Server::start();
    store.publish(&Program::new("canteen", "Old name", 1));
    let mut next = Program::new("canteen", "新名字", 4);
    next.release.icon = None;
    store.publish(&next);
    let about = store.get("/api/v1/programs/canteen").expect(200).json();
    assert_eq!(
        (&about["name"], &about["sequence"], &about["icon"]),
        (&json!("新名字"), &json!(4), &json!(null))
    );
    assert_eq!(store.head("canteen").stable.sequence, 4);
    assert_eq!(store.get("/api/v1/search?q=old").json()["items"], json!([]));
    // The release before stays: hosts that have it go on verifying against it.
    let first = Program::new("canteen", "Old name", 1);
    assert!(
        store
            .get(&format!("/blobs/{}", Sha256::of(&first.zips[0].1)))
            .status
            == 200
    );
}

#[test]
fn many_at_once_end_with_the_highest_and_no_half() {
    let store = Server::start();
    let programs: Vec<_> = (1..=6)
        .map(|n| Program::new("canteen", &format!("Canteen {n}"), n))
        .collect();
    store.register(&programs[0]).expect(201);
    programs.iter().for_each(|program| store.upload(program));
    std::thread::scope(|scope| {
        // Each twice.
        for program in programs.iter().chain(&programs) {
            let store = &store;
            scope.spawn(move || {
                let status = store.release(program).status;
                assert!(matches!(status, 200 | 201 | 409), "{status}");
            });
        }
    });
    let head = store.head("canteen");
    assert_eq!(head.stable.sequence, 6);
    let about = store.get("/api/v1/programs/canteen").json();
    assert_eq!(
        (&about["name"], &about["version"]),
        (&json!("Canteen 6"), &json!("1.0.6"))
    );
    assert_eq!(
        store.get("/api/v1/search?q=canteen").json()["items"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}
