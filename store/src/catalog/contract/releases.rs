//! Programs and releases: what is registered, and what may follow what.

use super::*;

pub async fn programs(catalog: &dyn Catalog) {
    assert!(catalog.program(id("canteen")).await.unwrap().is_none());
    let add = async |name: &str, seed| {
        catalog
            .add_program(by(1), id("canteen"), name.into(), key(seed))
            .await
    };
    assert!(add("食堂", 1).await.unwrap());
    assert!(!add("other name", 1).await.unwrap());
    assert_eq!(conflict(add("食堂", 2).await), Conflict::OtherDeveloper);
    let program = catalog.program(id("canteen")).await.unwrap().unwrap();
    assert_eq!(
        (program.name.as_str(), program.developer_key),
        ("食堂", key(1))
    );
    assert!(program.stable.is_none() && program.icon.is_none());
}

pub async fn releases(catalog: &dyn Catalog) {
    let add = async |new| catalog.add_release(by(5), new).await;
    let orphan = add(release("nobody", "Nobody", 1)).await;
    assert_eq!(conflict(orphan), Conflict::NoProgram);
    assert!(catalog.releases(id("canteen")).await.unwrap().is_empty());
    assert!(add(release("canteen", "新食堂", 3)).await.unwrap());
    assert!(
        !add(release("canteen", "新食堂", 3)).await.unwrap(),
        "the same again is there already"
    );
    for sequence in [1, 3] {
        let lower = add(release("canteen", "Changed", sequence)).await;
        assert_eq!(conflict(lower), Conflict::Sequence { last: 3 });
    }
    let of = |version: &str| NewRelease {
        version: version.into(),
        ..release("canteen", "Changed", 4)
    };
    let (version, last) = ("1.3".to_owned(), "1.3".to_owned());
    let same = Conflict::SameVersion {
        version,
        sequence: 3,
    };
    assert_eq!(conflict(add(of("1.3")).await), same);
    let version = "1.2.9".to_owned();
    let lower = Conflict::LowerVersion { version, last };
    assert_eq!(conflict(add(of("1.2.9")).await), lower);
    let there = catalog.releases(id("canteen")).await.unwrap();
    let sequences: Vec<_> = there.iter().map(|one| one.sequence).collect();
    assert_eq!(sequences, [3]);
    // Nobody is told of a release before a head names it.
    let program = catalog.program(id("canteen")).await.unwrap().unwrap();
    assert!(program.stable.is_none() && program.name == "食堂");
    let (program, channel) = (id("canteen"), Channel::RELEASE);
    let waiting = [Unfinished {
        program,
        channel,
        sequence: 3,
    }];
    for asked in [None, Some(id("canteen"))] {
        assert_eq!(catalog.unfinished(asked).await.unwrap(), waiting);
    }
    assert!(
        catalog
            .unfinished(Some(id("films")))
            .await
            .unwrap()
            .is_empty()
    );
}
