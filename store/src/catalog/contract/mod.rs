//! What every catalog must do, written once against the trait and run on each implementation.

#![allow(clippy::unwrap_used, clippy::panic)]

mod heads;
mod releases;
mod rulings;

use tiffin_protocol::dsse::{SigningKey, VerifyingKey};
use tiffin_protocol::release::{Channel, Target};
use tiffin_protocol::tokens::SearchQuery;
use tiffin_protocol::{Code, ProgramId, Sha256};

use super::*;

fn id(text: &str) -> ProgramId {
    text.parse().unwrap()
}

fn key(seed: u8) -> VerifyingKey {
    SigningKey::from_seed(&[seed; 32]).public()
}

fn by(at: i64) -> By {
    let who = Principal::Developer {
        token: "publish".into(),
        key: key(1).id(),
    };
    By { who, at }
}

fn release(program: &str, name: &str, sequence: u64) -> NewRelease {
    NewRelease {
        program: id(program),
        sequence,
        version: format!("1.{sequence}"),
        release: Sha256::of(format!("{program}{sequence}").as_bytes()),
        payload: Sha256::of(format!("{program}{sequence}{name}").as_bytes()),
        name: name.into(),
        description: "说明".into(),
        entry: "pages/index/index".into(),
        icon: Some((Sha256::of(b"icon"), "image/png".into())),
        channel: Some(Channel::RELEASE),
    }
}

fn target(program: &str, sequence: u64) -> Target {
    let NewRelease {
        version, release, ..
    } = release(program, "", sequence);
    Target {
        sequence,
        version,
        release,
    }
}

async fn head(catalog: &dyn Catalog, program: &str) -> StoredHead {
    let heads = catalog.heads(vec![id(program)], Channel::RELEASE).await;
    heads.unwrap().remove(0)
}

async fn publish(catalog: &dyn Catalog, new: NewRelease, at: i64) {
    let (program, sequence) = (new.program.clone(), new.sequence);
    assert!(catalog.add_release(by(at), new).await.unwrap());
    let decide = |before: Option<&StoredHead>| Ok(advance(before, sequence));
    change_head(catalog, by(at), &program, Channel::RELEASE, decide)
        .await
        .unwrap();
}

async fn rule(
    catalog: &dyn Catalog,
    program: &str,
    ruling: Ruling,
) -> Result<StoredHead, CatalogError> {
    let decide = |before: Option<&StoredHead>| ruling.apply(before).map(Some);
    let changed = change_head(catalog, by(7), &id(program), Channel::RELEASE, decide).await;
    changed.map(Option::unwrap)
}

#[track_caller]
fn conflict<T>(result: Result<T, CatalogError>) -> Conflict {
    match result.map(drop) {
        Err(CatalogError::Conflict(conflict)) => conflict,
        other => panic!("expected a conflict, not {other:?}"),
    }
}

/// Runs all of it on an empty catalog.
pub async fn holds(catalog: &dyn Catalog) {
    releases::programs(catalog).await;
    releases::releases(catalog).await;
    heads::heads(catalog).await;
    heads::candidates_and_channels(catalog).await;
    searching(catalog).await;
    rulings::rulings(catalog).await;
    rulings::writers_at_once(catalog).await;
    roots(catalog).await;
    history(catalog).await;
}

async fn searching(catalog: &dyn Catalog) {
    for name in ["hidden", "films"] {
        catalog
            .add_program(by(1), id(name), "食堂".into(), key(1))
            .await
            .unwrap();
    }
    publish(catalog, release("films", "Films", 1), 5).await;
    let ids = |programs: Vec<Program>| -> Vec<String> {
        programs.iter().map(|p| p.id.to_string()).collect()
    };
    assert_eq!(
        ids(catalog.newest(10).await.unwrap()),
        ["canteen", "films"],
        "the last published first"
    );
    for (text, expected) in [
        ("食堂", vec!["canteen"]),
        ("shitang", vec!["canteen"]),
        ("canteen 食堂", vec!["canteen"]),
        ("films 食堂", vec![]),
        ("fil", vec!["films"]),
        ("nothing", vec![]),
        ("新食堂", vec![]),
    ] {
        let query = SearchQuery::parse(text).unwrap();
        let found = catalog.search(query, 10).await.unwrap();
        assert_eq!(ids(found), expected, "{text}");
    }
    let query = SearchQuery::parse("说明").unwrap();
    assert_eq!(catalog.search(query, 1).await.unwrap().len(), 1);
}

async fn roots(catalog: &dyn Catalog) {
    assert!(catalog.root(None).await.unwrap().is_none());
    let add = async |version, envelope: &[u8]| {
        let by = By {
            who: Principal::Operator("alice".into()),
            at: 8,
        };
        catalog.add_root(by, version, envelope.to_vec()).await
    };
    add(1, b"one").await.unwrap();
    add(2, b"two").await.unwrap();
    add(1, b"one").await.unwrap();
    assert_eq!(conflict(add(1, b"changed").await), Conflict::Root);
    assert_eq!(catalog.root(None).await.unwrap().unwrap(), b"two");
    assert_eq!(catalog.root(Some(1)).await.unwrap().unwrap(), b"one");
    assert!(catalog.root(Some(3)).await.unwrap().is_none());
}

/// Every write that changed something, and no other, by whom it was.
async fn history(catalog: &dyn Catalog) {
    let all = catalog.changes(None, 2).await.unwrap();
    let line = |change: &Change| {
        (
            change.at,
            change.who.clone(),
            change.action,
            change.detail.clone(),
        )
    };
    let root = |version| {
        (
            8,
            "operator alice".to_owned(),
            Action::AddRoot,
            format!("version {version}"),
        )
    };
    assert_eq!(all.iter().map(line).collect::<Vec<_>>(), [root(2), root(1)]);
    let canteen = catalog.changes(Some(id("canteen")), 100).await.unwrap();
    let developer = format!("token publish key {}", key(1).id());
    assert!(canteen.iter().all(|change| change.who == developer));
    let said: Vec<_> = canteen
        .iter()
        .map(|c| (c.action, c.detail.as_str()))
        .collect();
    let added = format!("食堂, developer {}", key(1).id());
    assert_eq!(
        said,
        [
            (
                Action::PointHead,
                "release: 1.4 (release 4); candidate 5 for 20 %, paused; minimum 3; recalled 3; \
                 ends at 2027-01-01T00:00:00Z"
            ),
            (
                Action::PointHead,
                "trial: 1.4 (release 4); candidate 5 for 20 %, paused; minimum 3; recalled 3; \
                 ends at 2027-01-01T00:00:00Z"
            ),
            (Action::AddRelease, "1.5 (release 5)"),
            (Action::PointHead, "release: 1.4 (release 4)"),
            (Action::AddRelease, "1.4 (release 4)"),
            (Action::PointHead, "release: 1.3 (release 3)"),
            (Action::AddRelease, "1.3 (release 3)"),
            (Action::AddProgram, added.as_str()),
        ]
    );
}

#[tokio::test]
async fn sqlite() {
    let folder = tempfile::tempdir().unwrap();
    holds(&SqliteCatalog::open(&folder.path().join("catalog.db")).unwrap()).await;
}
