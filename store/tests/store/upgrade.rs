use std::path::Path;
use std::process::Command;

use tiffin_protocol::dsse::SigningKey;
use tiffin_protocol::trust::{Verdict, judge};

use crate::program::Program;
use crate::server::{BINARY, Server};

/// What `store/tests/fixtures/first/README.md` describes, with its keys.
fn lay(data: &Path) {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/first");
    std::fs::create_dir_all(data.join("keys")).unwrap();
    for name in ["catalog.db", "root.json"] {
        std::fs::copy(fixture.join(name), data.join(name)).unwrap();
    }
    for (role, seed) in [("root", 1), ("release", 2), ("head", 3)] {
        let pem = SigningKey::from_seed(&[seed; 32]).to_pem().unwrap();
        std::fs::write(data.join(format!("keys/{role}.pem")), pem.as_bytes()).unwrap();
    }
    std::fs::write(data.join("token"), "a token for the fixture").unwrap();
}

/// The same, served by the present version.
fn first() -> Server {
    Server::start_with(lay)
}

#[test]
fn commands_beside_a_store_of_an_earlier_version_leave_its_catalog_alone() {
    let folder = tempfile::tempdir().unwrap();
    lay(folder.path());
    // The earlier version as it serves: it goes on reading the tables that it knows.
    let serving = rusqlite::Connection::open(folder.path().join("catalog.db")).unwrap();
    for command in ["withdraw", "restore", "history"] {
        let out = Command::new(BINARY)
            .args([command, "--data"])
            .arg(folder.path())
            .arg("canteen")
            .output()
            .unwrap();
        let said = String::from_utf8(out.stderr).unwrap();
        assert!(
            !out.status.success() && said.contains("earlier version"),
            "{said}"
        );
    }
    let kept: String = serving
        .query_row(
            "SELECT description FROM program WHERE id = 'canteen'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(kept, "A list, a detail page, two languages");
}

fn items(store: &Server, query: &str) -> Vec<(String, String)> {
    let found = store
        .get(&format!("/api/v1/search?q={query}"))
        .expect(200)
        .json();
    let text = |item: &serde_json::Value, name: &str| item[name].as_str().unwrap().to_owned();
    let items = found["items"].as_array().unwrap().iter();
    items
        .map(|item| (text(item, "program"), text(item, "name")))
        .collect()
}

#[test]
fn a_store_made_before_heads_had_a_format_is_opened_and_told_in_the_new_one() {
    let store = first();
    // Its head of format 1 was good until 2026-12-07, and is signed anew whatever the date is.
    let canteen = store.head("canteen");
    assert_eq!(
        (
            canteen.epoch,
            canteen.stable.sequence,
            canteen.stable.version.as_str()
        ),
        (0, 2, "1.0.1")
    );
    let films = store.head("films");
    assert_eq!((films.stable.sequence, films.min_sequence), (3, 2));
    assert_eq!(judge(&films, &films.stable, 1), Verdict::MustUpdate);
    let lantern = store.head("lantern");
    assert_eq!(judge(&lantern, &lantern.stable, 1), Verdict::Withdrawn);
    store
        .get("/api/v1/programs/hidden/head")
        .refused(404, "program.unknown");
    store
        .get("/api/v1/programs/lantern")
        .refused(410, "release.recalled");
    let about = store.get("/api/v1/programs/canteen").expect(200).json();
    assert_eq!(about["name"], "员工食堂");
    assert_eq!(about["description"], "A list, a detail page, two languages");
    let (films, canteen) = (
        ("films".to_owned(), "Night Films".to_owned()),
        ("canteen".to_owned(), "员工食堂".to_owned()),
    );
    assert_eq!(items(&store, ""), [films.clone(), canteen.clone()]);
    assert_eq!(items(&store, "ygst"), [canteen]);
    assert_eq!(items(&store, "night"), [films]);
}

#[test]
fn a_store_made_before_heads_had_a_format_goes_on() {
    let mut store = first();
    // The next release of the same developer, with a version that is not taken.
    let mut next = Program::new("canteen", "新食堂", 3);
    store.publish(&next);
    assert_eq!(store.head("canteen").stable.sequence, 3);
    assert_eq!(items(&store, "xinshitang").len(), 1);
    assert_eq!(items(&store, "yuangong"), []);
    // What was published twice before versions counted once stays; the next has to be another.
    next = Program::new("films", "Films", 4);
    for taken in ["2.0.0", "2.1.0"] {
        next.release.version = taken.into();
        next.release.sequence = 4;
        store.upload(&next);
        store.release(&next).refused(409, "release.version");
    }
    next.release.version = "2.2.0".into();
    store.publish(&next);
    assert_eq!(store.head("films").min_sequence, 2, "what was ruled stays");
    // Its root had no epoch; the next has one when it is asked for.
    store.terminate();
    let rotated = Command::new(BINARY)
        .args(["rotate-root", "--head", "--new-epoch", "--data"])
        .arg(store.data())
        .output()
        .unwrap();
    let said = String::from_utf8(rotated.stdout).unwrap();
    assert!(said.contains("root version 2, epoch 1,"), "{said}");
    store.restart();
    assert_eq!(store.head("films").epoch, 1);
}
