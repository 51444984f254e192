//! What administrators decide, also while others publish.

use super::*;

pub async fn rulings(catalog: &dyn Catalog) {
    let rule = async |name: &str, ruling| rule(catalog, name, ruling).await;
    let listed = async || {
        let found = catalog.search(SearchQuery::parse("films").unwrap(), 10);
        let newest = catalog.newest(10).await.unwrap();
        let both = [found.await.unwrap(), newest];
        both.map(|list| list.iter().any(|p| p.id.as_str() == "films"))
    };
    let withdrawn = async || {
        let program = catalog.program(id("films")).await.unwrap().unwrap();
        program.stable.unwrap().withdrawn
    };
    let nothing = rule("hidden", Ruling::Withdraw).await;
    assert_eq!(conflict(nothing), Conflict::NoHead);
    assert_eq!((listed().await, withdrawn().await), ([true; 2], false));
    for _ in 0..2 {
        let told = rule("films", Ruling::Withdraw).await.unwrap();
        assert_eq!((told.recalled.as_slice(), told.signed), (&[1][..], None));
        let now = head(catalog, "films").await;
        assert_eq!(now.recalled, [1], "twice is as good as once");
    }
    assert_eq!((listed().await, withdrawn().await), ([false; 2], true));
    let told = rule("films", Ruling::Restore).await.unwrap();
    assert_eq!(told.recalled.len(), 0);
    assert_eq!((listed().await, withdrawn().await), ([true; 2], false));
    // The next release is not the one that was recalled.
    rule("films", Ruling::Withdraw).await.unwrap();
    publish(catalog, release("films", "Films", 2), 5).await;
    assert_eq!(head(catalog, "films").await.recalled, [1]);
    assert_eq!((listed().await, withdrawn().await), ([true; 2], false));
    assert_eq!(
        conflict(rule("films", Ruling::Minimum(3)).await),
        Conflict::Minimum { newest: 2 }
    );
    let told = rule("films", Ruling::Minimum(2)).await.unwrap();
    assert_eq!(
        (told.minimum, told.recalled.len()),
        (2, 0),
        "the recall of 1 is implied"
    );
    // As many recalls as a head holds, and no more.
    let last = u64::try_from(RECALLS).unwrap() + 10;
    publish(catalog, release("films", "Films", last), 5).await;
    let before = head(catalog, "films").await;
    let full = Pointing {
        recalled: (10..last).collect(),
        ..before.pointing()
    };
    catalog
        .point_head(by(6), id("films"), Channel::RELEASE, before.revision, full)
        .await
        .unwrap();
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

/// Publications and rulings that read the same head: none is lost.
pub async fn writers_at_once(catalog: &dyn Catalog) {
    let name = "busy";
    catalog
        .add_program(by(1), id(name), "Busy".into(), key(1))
        .await
        .unwrap();
    publish(catalog, release(name, "Busy", 1), 1).await;
    publish(catalog, release(name, "Busy", 2), 1).await;
    let before = head(catalog, name).await;
    // Each decides on what it read before the other wrote.
    let minimum = Ruling::Minimum(2).apply(Some(&before)).unwrap();
    let new = release(name, "Busy", 3);
    assert!(catalog.add_release(by(2), new).await.unwrap());
    let next = advance(Some(&before), 3).unwrap();
    let point = async |pointing: &Pointing| {
        let (to, pointing) = (Channel::RELEASE, pointing.clone());
        catalog
            .point_head(by(2), id(name), to, before.revision, pointing)
            .await
    };
    point(&minimum).await.unwrap();
    assert_eq!(conflict(point(&next).await), Conflict::HeadMoved);
    let decide = |now: Option<&StoredHead>| Ok(advance(now, 3));
    let program = id(name);
    let both = change_head(catalog, by(2), &program, Channel::RELEASE, decide);
    let both = both.await.unwrap().unwrap();
    assert_eq!((both.stable.sequence, both.minimum), (3, 2));
    // Many, each raising the minimum or publishing.
    let rounds = 4..12_u64;
    for sequence in rounds.clone() {
        let new = release(name, "Busy", sequence);
        assert!(catalog.add_release(by(3), new).await.unwrap());
    }
    let publishing = rounds.map(|sequence| async move {
        let decide = move |now: Option<&StoredHead>| Ok(advance(now, sequence));
        let done = change_head(catalog, by(3), &id(name), Channel::RELEASE, decide).await;
        done.map(drop)
    });
    let ruling = async { rule(catalog, name, Ruling::Minimum(3)).await.map(drop) };
    let all = futures_util::future::join(futures_util::future::join_all(publishing), ruling);
    let (published, ruled) = all.await;
    published
        .into_iter()
        .collect::<Result<Vec<_>, _>>()
        .unwrap();
    ruled.unwrap();
    let last = head(catalog, name).await;
    assert_eq!((last.stable.sequence, last.minimum), (11, 3));
}
