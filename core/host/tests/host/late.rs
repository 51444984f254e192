//! Packages that are fetched while a program runs, from a real store: for its modules, for components that a placeholder
//! stands for, and because a page's rule names them.

use serde_json::{Value, json};
use tiffin_protocol::Limits as Bounds;
use tiffin_protocol::package::describe;

use crate::shell::Shell;
use crate::store::{Source, Store};

/// A program whose page has a component of a subpackage, and requires a module of it. The answer is the subpackage's blob.
fn publish(store: &Store, page: &str, app: impl FnOnce(Source) -> Source) -> String {
    let using =
        json!({"usingComponents": {"card": "/sub/card"}, "componentPlaceholder": {"card": "view"}});
    let main = Source::new("App({})")
        .page("pages/index/index", page, "const get = () => require.async('../../sub/util').then(m => console.log('module', m.n), e => console.log('failed', e.mod, e.errMsg)); Page({ go() { get() } })", using)
        .app("otherPages", json!(["sub/a/a"]))
        .app(
            "subPackages",
            json!([{"root": "sub", "name": "part", "pages": ["a/a"], "independent": false}]),
        );
    let main = app(main).zip("canteen");
    let sub = Source::new("")
        .page("sub/a/a", "<view>sub</view>", "Page({})", json!({}))
        .component(
            "sub/card",
            "<view class='in'>the card</view>",
            "Component({})",
            json!({"component": true}),
        )
        .file("sub/card.css", ".in{color:red}")
        .file("sub/util.js", "exports.n = 7")
        .package("canteen", "part", "sub");
    let mut release = store.release("canteen", 1, &main);
    let entry = describe("part", "sub", false, &sub, &Bounds::DEFAULT).unwrap();
    let wire = format!("/blobs/{}.zst", entry.sha256);
    release.packages.push(entry);
    store.publish_as("canteen", &release, &main, |head| head);
    store.put(&wire, zstd::encode_all(&sub[..], 3).unwrap());
    wire
}

const CARD: &str = "<view id='go' bindtap='go'/><card>wait</card>";
const NO_CARD: &str = "<view id='go' bindtap='go'/>";

fn at(shell: &Shell, holds: impl Fn(&Value) -> bool) -> Option<usize> {
    shell.page()?.iter().position(holds)
}

/// Where a sheet is in what the view got, and where the text of the component is.
fn sheet_and_text(shell: &Shell) -> (Option<usize>, Option<usize>) {
    let has = |message: &Value, text: &str| message.to_string().contains(text);
    (
        at(shell, |message| has(&message["styles"], "sub/card.css")),
        at(shell, |message| has(&message["ops"], "the card")),
    )
}

#[test]
fn a_component_comes_from_the_store_after_its_sheets_and_then_from_the_cache() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::start();
    let wire = publish(&store, CARD, |app| app);
    let mut shell = Shell::at(folder.path(), store.settings());
    shell.open(&store.link("canteen"));
    shell.until("the component", |shell| sheet_and_text(shell).1.is_some());
    let (sheet, text) = sheet_and_text(&shell);
    assert!(sheet.is_some() && sheet < text, "{sheet:?} {text:?}");
    let messages = shell.page().unwrap();
    assert!(messages[0]["t"] == "assign" && messages[sheet.unwrap()]["t"] == "styles");
    shell.tap("go");
    shell.until_log("module 7");
    let asked = || {
        store
            .hits()
            .iter()
            .filter(|hit| hit.starts_with(&wire))
            .count()
    };
    assert_eq!(asked(), 1);
    shell.close();
    // No store: the package is here. Its sheets are there from the beginning.
    store.stop();
    let mut shell = Shell::at(folder.path(), store.settings());
    shell.open(&store.link("canteen"));
    shell.until("the component", |shell| sheet_and_text(shell).1.is_some());
    assert_eq!(sheet_and_text(&shell).0, Some(0));
    shell.tap("go");
    shell.until_log("module 7");
    shell.close();
}

#[test]
fn without_the_store_the_placeholder_stays_until_there_is_one() {
    let store = Store::start();
    publish(&store, NO_CARD, |app| app);
    let mut shell = Shell::new(store.settings());
    shell.open(&store.link("canteen"));
    store.stop();
    shell.tap("go");
    shell.until_log("failed sub/util loadSubpackage: fail");
    store.go_on();
    shell.tap("go");
    shell.until_log("module 7");
    assert!(shell.failed().is_none());
}

#[test]
fn a_rule_of_a_page_brings_packages_that_nobody_asked_for_yet() {
    let store = Store::start();
    let rule =
        json!({"pages/index/index": {"network": "all", "packages": ["__APP__", "none", "sub", 5]}});
    let wire = publish(&store, NO_CARD, |app| app.app("preloadRule", rule));
    let mut shell = Shell::new(store.settings());
    shell.open(&store.link("canteen"));
    shell.until("it was fetched", |_| {
        store.hits().iter().any(|hit| hit.starts_with(&wire))
    });
    assert!(shell.failed().is_none());
}

#[test]
fn an_app_that_ends_while_a_package_comes_goes_on_the_next_time() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::start();
    let wire = publish(&store, NO_CARD, |app| app);
    let mut shell = Shell::at(folder.path(), store.settings());
    shell.open(&store.link("canteen"));
    store.fall_silent();
    shell.tap("go");
    shell.until("it is asked for", |_| store.waiting() > 0);
    shell.close();
    assert_eq!(store.sent(&wire), 0);
    store.stop();
    let mut shell = Shell::at(folder.path(), store.settings());
    shell.open(&store.link("canteen"));
    shell.tap("go");
    shell.until_log("failed sub/util loadSubpackage: fail");
    shell.close();
}
