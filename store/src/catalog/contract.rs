//! What every catalog must do, written once against the trait and run on each implementation.

#![allow(clippy::unwrap_used, clippy::panic)]

use tiffin_protocol::dsse::{SigningKey, VerifyingKey};
use tiffin_protocol::{ProgramId, Sha256, tokens};

use super::{Catalog, CatalogError, Conflict, Publication, RECALLS, Ruling, StoredHead};

fn id(text: &str) -> ProgramId {
    text.parse().unwrap()
}

fn key(seed: u8) -> VerifyingKey {
    SigningKey::from_seed(&[seed; 32]).public()
}

fn publication(program: &str, name: &str, sequence: u64) -> Publication {
    let head = StoredHead {
        program: id(program),
        sequence,
        version: format!("1.{sequence}"),
        release: Sha256::of(format!("{program}{sequence}").as_bytes()),
        minimum: 0,
        recalled: vec![],
        envelope: format!("{{\"head\":{sequence}}}").into_bytes(),
        keyid: "first".into(),
        expires: 1_000,
    };
    Publication {
        payload: head.release,
        head,
        name: name.into(),
        description: "说明".into(),
        entry: "pages/index/index".into(),
        icon: Some((Sha256::of(b"icon"), "image/png".into())),
        now: 5,
    }
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
    programs(catalog).await;
    releases(catalog).await;
    heads(catalog).await;
    searching(catalog).await;
    rulings(catalog).await;
    roots(catalog).await;
}

async fn programs(catalog: &dyn Catalog) {
    assert!(catalog.program(id("canteen")).await.unwrap().is_none());
    assert!(
        catalog
            .add_program(id("canteen"), "食堂".into(), key(1), 1)
            .await
            .unwrap()
    );
    assert!(
        !catalog
            .add_program(id("canteen"), "other name".into(), key(1), 2)
            .await
            .unwrap()
    );
    let other = catalog
        .add_program(id("canteen"), "食堂".into(), key(2), 3)
        .await;
    assert_eq!(conflict(other), Conflict::OtherDeveloper);
    let program = catalog.program(id("canteen")).await.unwrap().unwrap();
    assert_eq!(
        (program.name.as_str(), program.developer_key),
        ("食堂", key(1))
    );
    assert!(program.newest.is_none() && program.icon.is_none());
}

async fn releases(catalog: &dyn Catalog) {
    let orphan = catalog.publish(publication("nobody", "Nobody", 1)).await;
    assert_eq!(conflict(orphan), Conflict::NoProgram);
    assert!(catalog.last_release(id("canteen")).await.unwrap().is_none());
    catalog
        .publish(publication("canteen", "食堂", 3))
        .await
        .unwrap();
    for sequence in [1, 3] {
        let lower = catalog
            .publish(publication("canteen", "Changed", sequence))
            .await;
        assert_eq!(conflict(lower), Conflict::Sequence { last: 3 });
    }
    // What was refused changed nothing.
    let program = catalog.program(id("canteen")).await.unwrap().unwrap();
    let newest = program.newest.unwrap();
    assert_eq!(
        (
            program.name.as_str(),
            newest.sequence,
            newest.version.as_str()
        ),
        ("食堂", 3, "1.3")
    );
    let last = catalog.last_release(id("canteen")).await.unwrap().unwrap();
    assert_eq!((last.sequence, last.release), (3, newest.release));
}

async fn heads(catalog: &dyn Catalog) {
    let heads = catalog
        .heads(vec![id("nobody"), id("canteen")])
        .await
        .unwrap();
    let [old] = heads.as_slice() else {
        panic!("{heads:?}")
    };
    assert_eq!(*old, publication("canteen", "", 3).head);
    let mut renewed = old.clone();
    renewed.envelope = b"{}".to_vec();
    renewed.expires = 2_000;
    renewed.keyid = "second".into();
    catalog.renew_heads(vec![renewed.clone()]).await.unwrap();
    assert_eq!(
        catalog.heads(vec![id("canteen")]).await.unwrap(),
        [renewed.clone()]
    );
    // A release that came between reading and renewing wins.
    catalog
        .publish(publication("canteen", "新食堂", 4))
        .await
        .unwrap();
    catalog.renew_heads(vec![renewed]).await.unwrap();
    assert_eq!(
        catalog.heads(vec![id("canteen")]).await.unwrap(),
        [publication("canteen", "", 4).head]
    );
}

async fn searching(catalog: &dyn Catalog) {
    catalog
        .add_program(id("hidden"), "食堂".into(), key(1), 1)
        .await
        .unwrap();
    catalog
        .add_program(id("films"), "Films".into(), key(1), 1)
        .await
        .unwrap();
    catalog
        .publish(publication("films", "Films", 1))
        .await
        .unwrap();
    let newest = catalog.newest(10).await.unwrap();
    assert_eq!(
        newest.iter().map(|p| p.id.as_str()).collect::<Vec<_>>(),
        vec!["canteen", "films"],
        "published in the same second: by id"
    );
    for (text, expected) in [
        ("食堂", vec!["canteen"]),
        ("xinshi", vec!["canteen"]),
        ("fil", vec!["films"]),
        ("nothing", vec![]),
    ] {
        let found = catalog
            .search(tokens::query_match(text).unwrap(), 10)
            .await
            .unwrap();
        assert_eq!(
            found.iter().map(|p| p.id.as_str()).collect::<Vec<_>>(),
            expected,
            "{text}"
        );
    }
    assert_eq!(
        catalog
            .search(tokens::query_match("说明").unwrap(), 1)
            .await
            .unwrap()
            .len(),
        1
    );
}

async fn rulings(catalog: &dyn Catalog) {
    let rule = async |name: &str, ruling| catalog.rule(id(name), ruling).await;
    let listed = async || {
        let found = catalog.search(tokens::query_match("films").unwrap(), 10);
        let newest = catalog.newest(10).await.unwrap();
        let both = [found.await.unwrap(), newest];
        both.map(|list| list.iter().any(|p| p.id.as_str() == "films"))
    };
    let withdrawn = async || {
        let program = catalog.program(id("films")).await.unwrap().unwrap();
        program.newest.unwrap().withdrawn
    };
    let head = async || catalog.heads(vec![id("films")]).await.unwrap().remove(0);
    assert_eq!(
        conflict(rule("nobody", Ruling::Withdraw).await),
        Conflict::NoProgram
    );
    assert_eq!(
        conflict(rule("hidden", Ruling::Withdraw).await),
        Conflict::NoRelease
    );
    let before = head().await;
    assert_eq!((listed().await, withdrawn().await), ([true; 2], false));
    for _ in 0..2 {
        let told = rule("films", Ruling::Withdraw).await.unwrap();
        assert_eq!((told.recalled.as_slice(), told.expires), (&[1][..], 0));
        assert_eq!(head().await, told, "twice is as good as once");
    }
    assert_eq!((listed().await, withdrawn().await), ([false; 2], true));
    // A renewal that was read before does not undo it.
    let late = StoredHead {
        expires: 9_000,
        ..before
    };
    catalog.renew_heads(vec![late]).await.unwrap();
    assert_eq!((head().await.expires, head().await.recalled), (0, vec![1]));
    let told = rule("films", Ruling::Restore).await.unwrap();
    assert_eq!((told.recalled.len(), told.expires), (0, 0));
    assert_eq!((listed().await, withdrawn().await), ([true; 2], false));
    // The next release is not the one that was recalled.
    rule("films", Ruling::Withdraw).await.unwrap();
    let mut next = publication("films", "Films", 2);
    next.head.recalled = vec![1];
    catalog.publish(next).await.unwrap();
    assert_eq!((listed().await, withdrawn().await), ([true; 2], false));
    assert_eq!(
        conflict(rule("films", Ruling::Minimum(3)).await),
        Conflict::Minimum { newest: 2 }
    );
    let told = rule("films", Ruling::Minimum(2)).await.unwrap();
    assert_eq!(
        (told.minimum, told.recalled.len(), told.expires),
        (2, 0, 0),
        "the recall of 1 is implied"
    );
    assert_eq!(head().await, told);
    // As many recalls as a head holds, and no more.
    let last = u64::try_from(RECALLS).unwrap() + 10;
    let mut full = publication("films", "Films", last);
    full.head.recalled = (10..last).collect();
    catalog.publish(full).await.unwrap();
    assert_eq!(
        conflict(rule("films", Ruling::Withdraw).await),
        Conflict::Recalls
    );
    rule("films", Ruling::Minimum(last)).await.unwrap();
    assert_eq!(
        rule("films", Ruling::Withdraw).await.unwrap().recalled,
        [last]
    );
}

async fn roots(catalog: &dyn Catalog) {
    assert!(catalog.root(None).await.unwrap().is_none());
    catalog.add_root(1, b"one".to_vec()).await.unwrap();
    catalog.add_root(2, b"two".to_vec()).await.unwrap();
    catalog.add_root(1, b"one".to_vec()).await.unwrap();
    assert_eq!(
        conflict(catalog.add_root(1, b"changed".to_vec()).await),
        Conflict::Root
    );
    assert_eq!(catalog.root(None).await.unwrap().unwrap(), b"two");
    assert_eq!(catalog.root(Some(1)).await.unwrap().unwrap(), b"one");
    assert!(catalog.root(Some(3)).await.unwrap().is_none());
}

#[tokio::test]
async fn sqlite() {
    let folder = tempfile::tempdir().unwrap();
    holds(&super::SqliteCatalog::open(&folder.path().join("catalog.db")).unwrap()).await;
}
