use std::process::Command;

use crate::program::Program;
use crate::server::{BINARY, Server};

fn history(store: &Server, rest: &[&str]) -> Vec<String> {
    let out = Command::new(BINARY)
        .args(["history", "--data"])
        .arg(store.data())
        .args(rest)
        .output()
        .unwrap();
    assert!(out.status.success());
    let text = String::from_utf8(out.stdout).unwrap();
    text.lines().map(str::to_owned).collect()
}

#[test]
fn each_change_is_kept_with_who_made_it() {
    let store = Server::start();
    let canteen = Program::new("canteen", "Canteen", 1);
    store.publish(&canteen);
    // Nothing new, so nobody did anything.
    store.release(&canteen).expect(200);
    store.register(&canteen).expect(200);
    store.publish(&Program::new("films", "Films", 1));
    let withdrawn = Command::new(BINARY)
        .args(["withdraw", "canteen", "--data"])
        .arg(store.data())
        .env("USER", "alice\nstore")
        .output()
        .unwrap();
    assert!(withdrawn.status.success());
    let developer = format!("token publish key {}", canteen.key.public().id());
    let said: Vec<_> = history(&store, &["canteen"])
        .into_iter()
        .map(|line| line.split_once("Z  ").unwrap().1.to_owned())
        .collect();
    assert_eq!(
        said,
        [
            "operator alicestore  head.point  canteen  release: 1.0.1 (release 1); recalled 1"
                .to_owned(),
            format!("{developer}  head.point  canteen  release: 1.0.1 (release 1)"),
            format!("{developer}  release.add  canteen  1.0.1 (release 1)"),
            format!(
                "token publish  program.add  canteen  Canteen, developer {}",
                canteen.key.public().id()
            ),
        ]
    );
    let all = history(&store, &[]);
    assert_eq!(all.len(), 8, "the other program, and the root: {all:?}");
    assert!(all[7].contains("  root.add  -  version 1"));
    assert_eq!(history(&store, &["--limit", "1"]), all[..1]);
}
