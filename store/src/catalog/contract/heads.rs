//! Heads: pointed by compare-and-set, signed apart, one per channel.

use super::*;

pub async fn heads(catalog: &dyn Catalog) {
    let point = async |revision, pointing| {
        catalog
            .point_head(by(6), id("canteen"), Channel::RELEASE, revision, pointing)
            .await
    };
    let stable = |stable| Pointing {
        stable,
        ..Pointing::default()
    };
    for revision in [1, 7] {
        let early = point(revision, stable(3)).await;
        assert_eq!(conflict(early), Conflict::HeadMoved, "there is none yet");
    }
    for sequence in [1, u64::MAX] {
        let missing = Conflict::NoRelease { sequence };
        assert_eq!(conflict(point(0, stable(sequence)).await), missing);
    }
    let first = point(0, stable(3)).await.unwrap();
    assert_eq!(
        (first.revision, &first.stable, &first.signed),
        (1, &target("canteen", 3), &None)
    );
    assert!(catalog.unfinished(None).await.unwrap().is_empty());
    let all = catalog.heads(vec![id("nobody"), id("canteen")], Channel::RELEASE);
    assert_eq!(all.await.unwrap(), std::slice::from_ref(&first));
    let program = catalog.program(id("canteen")).await.unwrap().unwrap();
    let named = program.stable.unwrap();
    assert_eq!(
        (
            program.name.as_str(),
            named.sequence,
            named.version.as_str()
        ),
        ("新食堂", 3, "1.3")
    );
    // The signed form is kept with the revision that was signed, and gone with the next.
    let signed = StoredHead {
        issued: 900,
        signed: Some(Signed {
            envelope: b"{}".to_vec(),
            keyid: "first".into(),
            epoch: 2,
            expires: 1_000,
        }),
        ..first
    };
    catalog.store_signed(vec![signed.clone()]).await.unwrap();
    assert_eq!(head(catalog, "canteen").await, signed);
    for late in [0, 2] {
        assert_eq!(conflict(point(late, stable(3)).await), Conflict::HeadMoved);
    }
    assert_eq!(head(catalog, "canteen").await, signed, "refused: unchanged");
    publish(catalog, release("canteen", "食堂", 4), 6).await;
    let second = head(catalog, "canteen").await;
    assert_eq!(
        (second.revision, second.stable.sequence, second.issued),
        (2, 4, 900)
    );
    assert_eq!(second.signed, None);
    catalog.store_signed(vec![signed]).await.unwrap();
    assert_eq!(head(catalog, "canteen").await, second, "signed too late");
    // What a head says about itself is judged as hosts judge it.
    let contradictions = [
        Pointing {
            minimum: 5,
            ..stable(4)
        },
        Pointing {
            minimum: u64::MAX,
            ..stable(4)
        },
        Pointing {
            recalled: vec![1; RECALLS + 1],
            ..stable(4)
        },
    ];
    for pointing in contradictions {
        match conflict(point(2, pointing).await) {
            Conflict::Head(fault) => assert_eq!(fault.code, Code::HeadInvalid),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(head(catalog, "canteen").await, second);
}

pub async fn candidates_and_channels(catalog: &dyn Catalog) {
    let trial = Trial {
        sequence: 5,
        percent: 20,
        salt: "spring".into(),
        allow: vec!["device-1".into()],
        until: "2026-12-24T00:00:00Z".parse().ok(),
        paused: true,
    };
    let pointing = Pointing {
        stable: 4,
        trial: Some(trial.clone()),
        minimum: 3,
        recalled: vec![3],
        ends_at: "2027-01-01T00:00:00Z".parse().ok(),
    };
    let point = async |channel: &Channel, revision| {
        let (to, pointing) = (channel.clone(), pointing.clone());
        catalog
            .point_head(by(6), id("canteen"), to, revision, pointing)
            .await
    };
    let missing = Conflict::NoRelease { sequence: 5 };
    assert_eq!(conflict(point(&Channel::TRIAL, 0).await), missing);
    // Added for no channel: nobody waits for a head to name it.
    let aside = NewRelease {
        channel: None,
        ..release("canteen", "Candidate", 5)
    };
    assert!(catalog.add_release(by(6), aside).await.unwrap());
    assert!(catalog.unfinished(None).await.unwrap().is_empty());
    let head_of_trial = point(&Channel::TRIAL, 0).await.unwrap();
    assert_eq!(head_of_trial.pointing(), pointing);
    let candidate = head_of_trial.candidate.unwrap();
    assert_eq!(candidate, trial.candidate(target("canteen", 5)));
    // Another channel is another head, and not what people see.
    let main = head(catalog, "canteen").await;
    assert_eq!((main.revision, main.candidate), (2, None));
    point(&Channel::RELEASE, 2).await.unwrap();
    let main = head(catalog, "canteen").await;
    assert_eq!(main.pointing(), pointing);
    assert!(
        main.concerns(4) && main.concerns(3),
        "a candidate may be theirs"
    );
    let program = catalog.program(id("canteen")).await.unwrap().unwrap();
    assert_eq!(program.name, "食堂");
    // The candidate becomes the stable one, and is no candidate any more.
    let next = advance(Some(&main), 5).unwrap();
    assert_eq!((next.stable, next.trial), (5, None));
    assert_eq!(advance(Some(&main), 4), None);
}
