use std::process::Command;

use serde_json::json;
use tiffin_protocol::trust::{Verdict, judge};

use crate::program::Program;
use crate::server::{BINARY, Server};

/// Runs a command on the folder of a store that is serving.
fn run(store: &Server, command: &str, rest: &[&str]) -> (bool, String) {
    let out = Command::new(BINARY)
        .args([command, "--data"])
        .arg(store.data())
        .args(rest)
        .output()
        .unwrap();
    let said = [out.stdout, out.stderr].concat();
    (out.status.success(), String::from_utf8(said).unwrap())
}

/// What the head of `lantern` means for the installed sequence.
fn verdict(store: &Server, installed: u64) -> Verdict {
    let head = store.head("lantern");
    judge(&head, &head.stable, installed)
}

fn found(store: &Server) -> [bool; 2] {
    ["/api/v1/search?q=lantern", "/api/v1/search"].map(|path| {
        let items = store.get(path).expect(200).json();
        !items["items"].as_array().unwrap().is_empty()
    })
}

#[test]
fn a_withdrawn_program_is_told_of_and_comes_back_restored_or_with_a_new_release() {
    let store = Server::start();
    store.publish(&Program::new("lantern", "元宵灯会", 1));
    assert_eq!(verdict(&store, 0), Verdict::MustUpdate);
    let (done, said) = run(&store, "withdraw", &["lantern"]);
    assert!(done && said.contains("release 1) is withdrawn"), "{said}");

    // The store that was running all the while signs it for the next who asks.
    assert_eq!(verdict(&store, 1), Verdict::Withdrawn);
    let asked = json!({"programs": [{"program": "lantern", "sequence": 1}]}).to_string();
    let heads = store.post("/api/v1/updates", asked.as_bytes()).json();
    assert_eq!(heads["heads"].as_array().unwrap().len(), 1);
    assert_eq!(found(&store), [false; 2]);
    for path in ["/api/v1/programs/lantern", "/qr/lantern.svg"] {
        store.get(path).refused(410, "release.recalled");
    }
    for (language, words) in [("zh", "“元宵灯会”已下架"), ("en", "has been withdrawn")] {
        let page = store
            .get_with("/m/lantern", &[("Accept-Language", language)])
            .expect(410);
        let html = page.text();
        assert!(html.contains(words), "{html}");
        assert!(
            !html.contains("tiffin:") && !html.contains("<svg"),
            "{html}"
        );
    }

    assert!(run(&store, "restore", &["lantern"]).0);
    assert_eq!(verdict(&store, 1), Verdict::Current);
    assert_eq!(found(&store), [true; 2]);
    store.get("/m/lantern").expect(200);

    assert!(run(&store, "withdraw", &["lantern"]).0);
    store.publish(&Program::new("lantern", "元宵灯会", 2));
    assert_eq!(verdict(&store, 1), Verdict::MustUpdate);
    assert_eq!(found(&store), [true; 2]);
    store.get("/qr/lantern.svg").expect(200);
}

#[test]
fn a_minimum_reaches_hosts_and_leaves_something_to_start() {
    let store = Server::start();
    store.publish(&Program::new("lantern", "Lantern", 1));
    store.publish(&Program::new("lantern", "Lantern", 2));
    assert!(run(&store, "minimum", &["lantern", "2"]).0);
    assert_eq!(verdict(&store, 1), Verdict::MustUpdate);
    let (done, said) = run(&store, "minimum", &["lantern", "3"]);
    assert!(!done && said.contains("newest release is 2"), "{said}");
    assert_eq!(store.head("lantern").min_sequence, 2);
}

#[test]
fn what_is_not_there_is_not_withdrawn() {
    let store = Server::start();
    let (done, said) = run(&store, "withdraw", &["nobody"]);
    assert!(!done && said.contains("no such program"), "{said}");
    let empty = tempfile::tempdir().unwrap();
    let out = Command::new(BINARY)
        .args(["withdraw", "lantern", "--data"])
        .arg(empty.path())
        .output()
        .unwrap();
    assert!(!out.status.success());
    assert!(std::fs::read_dir(empty.path()).unwrap().next().is_none());
}
