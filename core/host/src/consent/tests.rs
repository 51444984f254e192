#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use super::*;

const SCOPE: &str = "scope.userLocation";

fn open(folder: &tempfile::TempDir) -> Consent {
    Consent::open(Arc::new(Db::open(&folder.path().join("db")).unwrap())).unwrap()
}

#[test]
fn standing_answers_are_kept_and_once_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let consent = open(&folder);
    assert_eq!(consent.decide("a", SCOPE), Standing::Ask);
    consent.answered("a", SCOPE, Grant::Once).unwrap();
    assert_eq!(consent.decide("a", SCOPE), Standing::Ask);
    consent.answered("a", SCOPE, Grant::Always).unwrap();
    assert_eq!(consent.decide("a", SCOPE), Standing::Allowed);
    assert_eq!(consent.decide("b", SCOPE), Standing::Ask);
    consent.answered("a", SCOPE, Grant::Never).unwrap();
    assert_eq!(open(&folder).decide("a", SCOPE), Standing::Denied);
    let settings = json!({"authSetting": {"scope.userLocation": false}});
    assert_eq!(consent.settings("a"), settings);
}

#[test]
fn what_is_allowed_while_open_ends_with_the_program_and_the_host() {
    let folder = tempfile::tempdir().unwrap();
    let consent = open(&folder);
    consent.answered("a", SCOPE, Grant::WhileOpen).unwrap();
    consent.answered("b", SCOPE, Grant::WhileOpen).unwrap();
    assert_eq!(consent.decide("a", SCOPE), Standing::Allowed);
    consent.ended("a");
    assert_eq!(consent.decide("a", SCOPE), Standing::Ask);
    assert_eq!(consent.decide("b", SCOPE), Standing::Allowed);
    assert_eq!(open(&folder).decide("b", SCOPE), Standing::Ask);
}

#[test]
fn a_weaker_answer_takes_the_place_of_a_stronger_one_on_the_disk_too() {
    let folder = tempfile::tempdir().unwrap();
    let consent = open(&folder);
    consent.set("a", SCOPE, GrantState::Always).unwrap();
    consent.set("a", SCOPE, GrantState::WhileOpen).unwrap();
    assert_eq!(open(&folder).decide("a", SCOPE), Standing::Ask);
    consent.set("a", SCOPE, GrantState::Always).unwrap();
    consent.set("a", SCOPE, GrantState::NotAsked).unwrap();
    assert_eq!(consent.decide("a", SCOPE), Standing::Ask);
    assert_eq!(open(&folder).decide("a", SCOPE), Standing::Ask);
    assert_eq!(consent.list(None), []);
}

#[test]
fn what_has_run_out_is_listed_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let consent = open(&folder);
    consent.set("a", SCOPE, GrantState::Until(1)).unwrap();
    assert_eq!(consent.settings("a"), json!({"authSetting": {}}));
    assert_eq!(consent.list(None), []);
    consent
        .set("a", SCOPE, GrantState::Until(now() + 1_000))
        .unwrap();
    assert_eq!(consent.list(Some("a")).len(), 1);
    assert_eq!(consent.list(Some("b")).len(), 0);
}

#[test]
fn an_answer_that_cannot_be_stored_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let consent = open(&folder);
    consent.set("a", SCOPE, GrantState::Never).unwrap();
    consent
        .db
        .durable()
        .execute_batch("DROP TABLE consent_grant")
        .unwrap();
    assert!(consent.set("a", SCOPE, GrantState::Always).is_err());
    assert_eq!(consent.decide("a", SCOPE), Standing::Denied);
}

fn call<'a>(program: &'a str, capability: &'a str) -> Call<'a> {
    Call {
        program,
        page: "pages/a",
        scope: SCOPE,
        capability,
    }
}

fn all(consent: &Consent, program: Option<&str>) -> Vec<LedgerEntry> {
    let query = LedgerQuery {
        program: program.map(str::to_owned),
        ..LedgerQuery::default()
    };
    let (mut list, mut before) = (Vec::new(), None);
    loop {
        let page = consent
            .ledger
            .page(&LedgerQuery {
                before,
                ..query.clone()
            })
            .unwrap();
        let Some(last) = page.last() else {
            return list;
        };
        before = Some(last.id);
        list.extend(page);
    }
}

#[test]
fn the_same_call_within_a_minute_is_counted_in_its_row() {
    let folder = tempfile::tempdir().unwrap();
    let consent = open(&folder);
    for _ in 0..5 {
        consent
            .ledger
            .record(&call("a", "getLocation"), LedgerOutcome::Denied)
            .unwrap();
        consent
            .ledger
            .record(&call("a", "startLocationUpdate"), LedgerOutcome::Denied)
            .unwrap();
    }
    consent
        .ledger
        .record(&call("a", "getLocation"), LedgerOutcome::Allowed)
        .unwrap();
    let list = all(&consent, None);
    let lines: Vec<_> = list
        .iter()
        .map(|entry| (entry.capability.as_str(), entry.outcome, entry.count))
        .collect();
    let expected = [
        ("getLocation", LedgerOutcome::Allowed, 1),
        ("startLocationUpdate", LedgerOutcome::Denied, 5),
        ("getLocation", LedgerOutcome::Denied, 5),
    ];
    assert_eq!(lines, expected);
    assert_eq!(list[0].page, "pages/a");
}

#[test]
fn a_program_that_fills_the_ledger_loses_its_own_rows_and_nobody_elses() {
    let folder = tempfile::tempdir().unwrap();
    let consent = open(&folder);
    consent
        .ledger
        .record(&call("quiet", "getLocation"), LedgerOutcome::Allowed)
        .unwrap();
    for n in 0..ledger::QUOTA + ledger::SLACK + 1 {
        consent
            .ledger
            .record(&call("loud", &format!("call{n}")), LedgerOutcome::Allowed)
            .unwrap();
    }
    let loud = all(&consent, Some("loud")).len();
    assert!(loud <= ledger::QUOTA + ledger::SLACK, "{loud}");
    assert!(loud >= ledger::QUOTA, "{loud}");
    assert_eq!(all(&consent, Some("quiet")).len(), 1);
}

#[test]
fn the_ledger_is_filtered_exported_and_cleared() {
    let folder = tempfile::tempdir().unwrap();
    let consent = open(&folder);
    for (program, outcome) in [
        ("a", LedgerOutcome::Allowed),
        ("a", LedgerOutcome::Denied),
        ("b", LedgerOutcome::Denied),
    ] {
        consent
            .ledger
            .record(&call(program, "getLocation"), outcome)
            .unwrap();
    }
    let denied = LedgerQuery {
        outcome: Some(LedgerOutcome::Denied),
        ..LedgerQuery::default()
    };
    assert_eq!(consent.ledger.page(&denied).unwrap().len(), 2);
    let mut text = Vec::new();
    assert_eq!(consent.ledger.export(&mut text).unwrap(), 3);
    let text = String::from_utf8(text).unwrap();
    assert_eq!(text.lines().count(), 3);
    for line in text.lines() {
        let entry: Value = serde_json::from_str(line).unwrap();
        assert_eq!(entry["scope"], SCOPE);
    }
    consent.ledger.clear(Some("a")).unwrap();
    assert_eq!(all(&consent, None).len(), 1);
    // The next one begins a row of its own again, where the old one was.
    consent
        .ledger
        .record(&call("a", "getLocation"), LedgerOutcome::Allowed)
        .unwrap();
    assert_eq!(all(&consent, Some("a")).len(), 1);
    consent.ledger.clear(None).unwrap();
    assert_eq!(all(&consent, None), []);
}
