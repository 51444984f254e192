//! What a person decided about a program, and decides again: listed, changed, taken back at once, and written down.

use serde_json::json;
use tiffin_host::*;

use crate::ports::{calls, prompts};
use crate::shell::{Shell, all_ports};
use crate::store::{Source, Store};

const SCOPE: &str = "scope.userLocation";

const FOLLOWS: &str = "
    const said = (name) => ({ success: () => console.log(name, 'done'), fail: (e) => console.log(e.errMsg) });
    wx.onLocationChange((r) => console.log('here', r.latitude));
    wx.onLocationChangeError((e) => console.log('lost', e.errMsg));
    Page({ start() { wx.startLocationUpdate(said('start')) },
           setting() { wx.getSetting({ success: (r) => console.log('setting', JSON.stringify(r.authSetting)) }) } })";

fn opened(folder: &tempfile::TempDir, store: &Store) -> Shell {
    let mut shell = Shell::declaring(folder.path(), store.settings(), all_ports());
    shell.open(&store.link("canteen"));
    shell
}

fn published() -> (Store, tempfile::TempDir) {
    let store = Store::start();
    let wxml = "<view id=\"start\" bindtap=\"start\"/><view id=\"setting\" bindtap=\"setting\"/>";
    let source = Source::new("App({})").page("pages/index/index", wxml, FOLLOWS, json!({}));
    store.publish("canteen", 1, &source);
    (store, tempfile::tempdir().unwrap())
}

fn answer(shell: &mut Shell, questions: usize, grant: Grant) {
    shell.until("a question", |shell| prompts(shell).len() == questions);
    let prompt = *prompts(shell).last().unwrap();
    shell.answer_prompt(prompt, PromptAnswer::Grant(grant));
}

/// The `n`-th call of the shell, answered.
fn begun(shell: &mut Shell, n: usize) -> CallId {
    shell.until("the shell is asked", |shell| calls(shell).len() == n);
    let call = calls(shell)[n - 1].0;
    shell.host.port_answer(call, Ok("{}".into()));
    call
}

fn states(shell: &Shell) -> Vec<(String, GrantState)> {
    let list = shell.host.grants(Some("canteen")).into_iter();
    list.map(|entry| (entry.scope, entry.state)).collect()
}

#[test]
fn a_grant_that_is_taken_back_ends_what_goes_on_at_once_and_the_next_call_asks() {
    let (store, folder) = published();
    let mut shell = opened(&folder, &store);
    shell.tap("start");
    answer(&mut shell, 1, Grant::Always);
    let call = begun(&mut shell, 1);
    shell.until_log("start done");
    assert_eq!(states(&shell), [(SCOPE.to_owned(), GrantState::Always)]);
    shell
        .host
        .set_grant("canteen", SCOPE, GrantState::NotAsked)
        .unwrap();
    shell.until("the shell hears that it is over", |shell| {
        shell.events.contains(&HostEvent::PortGone { call })
    });
    shell.until_log("lost auth deny");
    shell.tap("setting");
    shell.until_log("setting {}");
    shell.tap("start");
    answer(&mut shell, 2, Grant::Never);
    shell.until_log("startLocationUpdate:fail auth deny");
    assert_eq!(states(&shell), [(SCOPE.to_owned(), GrantState::Never)]);
    // The person thinks better of it: nobody is asked again.
    shell
        .host
        .set_grant("canteen", SCOPE, GrantState::Always)
        .unwrap();
    shell.tap("start");
    begun(&mut shell, 2);
    assert_eq!(prompts(&shell).len(), 2);
}

#[test]
fn what_was_allowed_while_open_asks_again_at_the_next_start_and_always_does_not() {
    let (store, folder) = published();
    let mut shell = opened(&folder, &store);
    shell.tap("start");
    answer(&mut shell, 1, Grant::WhileOpen);
    begun(&mut shell, 1);
    shell.tap("setting");
    shell.until_log("setting {\"scope.userLocation\":true}");
    shell.close();
    let mut shell = opened(&folder, &store);
    assert_eq!(states(&shell), []);
    shell.tap("start");
    answer(&mut shell, 1, Grant::Always);
    begun(&mut shell, 1);
    shell.close();
    let mut shell = opened(&folder, &store);
    shell.tap("start");
    begun(&mut shell, 1);
    assert!(prompts(&shell).is_empty());
}

#[test]
fn the_ledger_says_when_where_and_what_and_is_the_persons_to_take_and_to_clear() {
    let (store, folder) = published();
    let mut shell = opened(&folder, &store);
    shell.tap("start");
    answer(&mut shell, 1, Grant::Once);
    begun(&mut shell, 1);
    shell.tap("start");
    answer(&mut shell, 2, Grant::Never);
    shell.until_log("startLocationUpdate:fail auth deny");
    let query = LedgerQuery {
        program: Some("canteen".into()),
        ..LedgerQuery::default()
    };
    let rows = shell.host.ledger(&query).unwrap();
    let said: Vec<_> = rows
        .iter()
        .map(|row| (row.capability.as_str(), row.page.as_str(), row.outcome))
        .collect();
    let name = "startLocationUpdate";
    let page = "pages/index/index";
    let expected = [
        (name, page, LedgerOutcome::Denied),
        (name, page, LedgerOutcome::Allowed),
    ];
    assert_eq!(said, expected);
    let path = shell.host.export_ledger().unwrap();
    let text = std::fs::read_to_string(path).unwrap();
    assert_eq!(text.lines().count(), 2);
    shell.host.clear_ledger(Some("canteen")).unwrap();
    assert_eq!(shell.host.ledger(&query).unwrap(), []);
}

#[test]
fn a_scope_that_does_not_exist_and_an_id_that_is_none_are_refused() {
    let (store, folder) = published();
    let shell = opened(&folder, &store);
    let set = |program: &str, scope: &str| {
        let set = shell.host.set_grant(program, scope, GrantState::Always);
        set.unwrap_err().code
    };
    assert_eq!(set("canteen", "scope.everything"), Code::PermissionUnknown);
    assert_eq!(set("../x", SCOPE), Code::ProgramId);
    assert_eq!(states(&shell), []);
}
