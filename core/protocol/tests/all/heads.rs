use serde_json::{Value, json};
use tiffin_protocol::release::{Candidate, Channel, HEAD_TYPE, Head, Root, Target};
use tiffin_protocol::trust::{
    SeenHead, Verdict, check_fresh, check_rollback, judge, rotate_root, verify_head,
};
use tiffin_protocol::{Code, Fault, Sha256};

use crate::code;
use crate::envelopes::key;
use crate::statements::{
    DEVELOPER, HEAD, RELEASE, ROOT, STRANGER, canteen, head, root, seal, sealed_root, time,
};

fn verify(envelope: &[u8], root: &Root) -> Result<Head, Fault> {
    verify_head(envelope, root, &canteen(), &Channel::RELEASE)
}

fn target(sequence: u64) -> Target {
    Target {
        sequence,
        version: format!("1.0.{sequence}"),
        release: Sha256::of(&sequence.to_be_bytes()),
    }
}

fn candidate() -> Candidate {
    Candidate {
        target: target(6),
        percent: 20,
        salt: "spring".into(),
        allow: vec!["device-1".into()],
        until: Some(time("2026-01-05T00:00:00Z")),
        paused: false,
    }
}

pub fn with(change: impl Fn(&mut Candidate)) -> Head {
    let mut candidate = candidate();
    change(&mut candidate);
    Head {
        candidate: Some(candidate),
        ..head()
    }
}

#[test]
fn a_head_counts_by_the_head_role_only() {
    let root = root(1, ROOT);
    let envelope = seal(HEAD_TYPE, &head(), &[HEAD]);
    assert_eq!(verify(&envelope, &root).unwrap(), head());
    for wrong in [ROOT, RELEASE, DEVELOPER, STRANGER] {
        let envelope = seal(HEAD_TYPE, &head(), &[wrong]);
        assert_eq!(code(verify(&envelope, &root)), Code::EnvelopeSigner);
    }
}

type Change = fn(&mut Head);

#[test]
fn a_head_about_something_else_is_refused() {
    let changes: [(Change, Code); 4] = [
        (
            |h| h.program = "lantern".parse().unwrap(),
            Code::HeadProgram,
        ),
        (|h| h.store = "store-2".into(), Code::HeadStore),
        (|h| h.channel = Channel::DEVELOP, Code::HeadChannel),
        (|h| h.epoch = 1, Code::HeadEpoch),
    ];
    for (change, expected) in changes {
        let mut head = head();
        change(&mut head);
        let envelope = seal(HEAD_TYPE, &head, &[HEAD]);
        assert_eq!(code(verify(&envelope, &root(1, ROOT))), expected);
    }
}

#[test]
fn members_that_contradict_each_other_or_are_out_of_bounds_are_named() {
    let changes: [(Change, &str); 14] = [
        (|h| h.kind = "release".into(), "type"),
        (|h| h.store = "s".repeat(257), "store"),
        (|h| h.epoch = 1 << 63, "epoch"),
        (|h| h.stable.sequence = 0, "stable"),
        (|h| h.stable.sequence = 1 << 63, "stable"),
        (|h| h.stable.version = "x".repeat(65), "stable"),
        (|h| h.min_sequence = 6, "minSequence"),
        // Even where the candidate would be left.
        (
            |h| {
                *h = Head {
                    min_sequence: 6,
                    ..with(|_| ())
                }
            },
            "minSequence",
        ),
        (|h| h.recalled = vec![1; 1001], "recalled"),
        (|h| h.expires = time("2025-01-01T00:00:00Z"), "expires"),
        (|h| *h = with(|c| c.percent = 101), "candidate"),
        (|h| *h = with(|c| c.target.sequence = 5), "candidate"),
        (|h| *h = with(|c| c.target.sequence = 1 << 63), "candidate"),
        (
            |h| {
                *h = Head {
                    recalled: vec![6],
                    ..with(|_| ())
                }
            },
            "candidate",
        ),
    ];
    for (change, member) in changes {
        let mut head = head();
        change(&mut head);
        let fault = verify(&seal(HEAD_TYPE, &head, &[HEAD]), &root(1, ROOT)).unwrap_err();
        assert_eq!(
            (fault.code, fault.detail.as_str()),
            (Code::HeadInvalid, member)
        );
    }
    for bad in ["", "two words", "käse", "line\n", &"x".repeat(65)] {
        for change in [
            |c: &mut Candidate, bad: &str| c.salt = bad.into(),
            |c: &mut Candidate, bad: &str| c.allow.push(bad.into()),
        ] {
            let head = with(|c| change(c, bad));
            assert_eq!(code(head.check()), Code::HeadInvalid, "{bad:?}");
        }
    }
    let crowd = with(|c| c.allow = vec!["d".into(); 201]);
    assert_eq!(code(crowd.check()), Code::HeadInvalid);
    with(|c| c.allow = vec!["d".repeat(64); 200])
        .check()
        .unwrap();
}

#[test]
fn channels_are_words() {
    for good in [
        "release",
        "trial",
        "develop",
        "x",
        "night-7",
        &"a".repeat(32),
    ] {
        assert_eq!(good.parse::<Channel>().unwrap().as_str(), good);
    }
    for bad in ["", "Release", "a b", "a/b", "ü", &"a".repeat(33)] {
        assert_eq!(code(bad.parse::<Channel>()), Code::HeadInvalid, "{bad:?}");
    }
}

/// The payload as another writer would have it.
fn json_head(change: impl Fn(&mut Value)) -> Vec<u8> {
    let mut value = serde_json::to_value(head()).unwrap();
    change(&mut value);
    serde_json::to_vec(&value).unwrap()
}

#[test]
fn a_format_that_is_not_known_is_refused_before_anything_else_is_looked_at() {
    for format in [json!(null), json!(1), json!(3), json!("2"), json!([2])] {
        let other = json_head(|v| {
            v["format"] = format.clone();
            v["stable"] = json!("in a shape of its own");
        });
        assert_eq!(code(Head::parse(&other)), Code::HeadFormat, "{format}");
    }
    let without = json_head(|v| drop(v.as_object_mut().unwrap().remove("format")));
    assert_eq!(code(Head::parse(&without)), Code::HeadFormat);
    // What stores said before there was a format.
    let first = br#"{"type":"head","program":"canteen","store":"store-1","sequence":5,"version":"1.0.0",
        "release":"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881","minSequence":0,"recalled":[],
        "issuedAt":"2026-01-01T00:00:00Z","expires":"2026-01-08T00:00:00Z"}"#;
    assert_eq!(code(Head::parse(first)), Code::HeadFormat);
    assert_eq!(code(Head::parse(b"[]")), Code::HeadInvalid);
}

#[test]
fn a_head_is_written_as_the_document_says() {
    let head = Head {
        ends_at: Some(time("2026-03-01T00:00:00Z")),
        ..with(|_| ())
    };
    let digest = head.stable.release.hex();
    assert_eq!(
        serde_json::to_value(&head).unwrap(),
        json!({
            "type": "head", "format": 2, "program": "canteen", "store": "store-1", "epoch": 0, "channel": "release",
            "stable": {"sequence": 5, "version": "1.0.0", "release": digest},
            "candidate": {
                "sequence": 6, "version": "1.0.6", "release": target(6).release.hex(), "percent": 20,
                "salt": "spring", "allow": ["device-1"], "until": "2026-01-05T00:00:00Z", "paused": false,
            },
            "minSequence": 3, "recalled": [4], "endsAt": "2026-03-01T00:00:00Z",
            "issuedAt": "2026-01-01T00:00:00Z", "expires": "2026-01-08T00:00:00Z",
        })
    );
    let bytes = serde_json::to_vec(&head).unwrap();
    assert_eq!(Head::parse(&bytes).unwrap(), head);
    // What may be left out, and what a later writer may add.
    let short = json_head(|v| {
        for optional in ["minSequence", "recalled"] {
            v.as_object_mut().unwrap().remove(optional).unwrap();
        }
        v["mood"] = json!("cheerful");
    });
    let short = Head::parse(&short).unwrap();
    assert_eq!((short.min_sequence, short.recalled.len()), (0, 0));
    for needed in ["epoch", "channel", "stable", "issuedAt", "expires"] {
        let without = json_head(|v| drop(v.as_object_mut().unwrap().remove(needed)));
        assert_eq!(code(Head::parse(&without)), Code::HeadInvalid, "{needed}");
    }
}

#[test]
fn freeze_and_clock() {
    check_fresh(&head(), time("2026-01-07T23:59:59Z")).unwrap();
    assert_eq!(
        code(check_fresh(&head(), time("2026-01-08T00:00:00Z"))),
        Code::HeadExpired
    );
    // A device whose clock is some hours behind still updates.
    check_fresh(&head(), time("2025-12-31T12:00:00Z")).unwrap();
    assert_eq!(
        code(check_fresh(&head(), time("2025-12-30T00:00:00Z"))),
        Code::HeadFuture
    );
}

#[test]
fn within_an_epoch_neither_sequence_nor_time_falls() {
    let known = |epoch, sequence, at: Option<&str>| SeenHead {
        epoch,
        sequence,
        issued_at: at.map(time),
    };
    check_rollback(SeenHead::default(), &head()).unwrap();
    check_rollback(SeenHead::of(&head()), &head()).unwrap();
    check_rollback(known(0, 5, Some("2026-01-01T00:00:00Z")), &head()).unwrap();
    for newer in [
        known(0, 6, None),
        // The same sequence, but a recall may have come between.
        known(0, 5, Some("2026-01-01T00:00:01Z")),
        known(0, 4, Some("2026-01-01T00:00:01Z")),
        known(1, 1, None),
    ] {
        assert_eq!(code(check_rollback(newer, &head())), Code::HeadRollback);
    }
    let later = Head { epoch: 1, ..head() };
    check_rollback(known(0, 6, Some("2027-01-01T00:00:00Z")), &later).unwrap();
}

#[test]
fn a_stolen_head_key_that_ran_far_ahead_is_recovered_from_by_a_root_of_a_new_epoch() {
    const NEW_HEAD: u8 = 12;
    let before = root(1, ROOT);
    let honest = head();
    // The thief announces the highest of sequences, as far in the future as a host believes.
    let mut theirs = head();
    theirs.stable = target((1 << 63) - 1);
    theirs.issued_at = time("2026-01-02T00:00:00Z");
    let theirs = verify(&seal(HEAD_TYPE, &theirs, &[HEAD]), &before).unwrap();
    let known = SeenHead::of(&theirs);
    assert_eq!(code(check_rollback(known, &honest)), Code::HeadRollback);

    // Another head key alone is no way out: what was announced still counts.
    let with_key = |version, epoch| {
        let mut next = root(version, ROOT);
        let fresh = key(NEW_HEAD).public();
        next.keys.remove(&next.roles.head.keys[0]);
        next.keys
            .insert(fresh.id(), tiffin_protocol::release::PublicKey::of(&fresh));
        next.roles.head.keys = vec![fresh.id()];
        next.epoch = epoch;
        next
    };
    let rekeyed = rotate_root(&before, &sealed_root(&with_key(2, 0), &[ROOT])).unwrap();
    let answer = verify(&seal(HEAD_TYPE, &honest, &[NEW_HEAD]), &rekeyed).unwrap();
    assert_eq!(code(check_rollback(known, &answer)), Code::HeadRollback);

    // Another epoch is: the store starts again where it was.
    let recovered = rotate_root(&rekeyed, &sealed_root(&with_key(3, 1), &[ROOT])).unwrap();
    let honest = Head { epoch: 1, ..honest };
    let answer = verify(&seal(HEAD_TYPE, &honest, &[NEW_HEAD]), &recovered).unwrap();
    check_rollback(known, &answer).unwrap();
    let known = SeenHead::of(&answer);
    assert_eq!((known.epoch, known.sequence), (1, 5));

    // The thief's key counts no more, their head is of an epoch that is over, and no root leads back to it.
    let replayed = seal(HEAD_TYPE, &theirs, &[HEAD]);
    assert_eq!(code(verify(&replayed, &recovered)), Code::EnvelopeSigner);
    let old_epoch = seal(HEAD_TYPE, &theirs, &[NEW_HEAD]);
    assert_eq!(code(verify(&old_epoch, &recovered)), Code::HeadEpoch);
    assert_eq!(code(check_rollback(known, &theirs)), Code::HeadRollback);
    let back = sealed_root(&with_key(4, 0), &[ROOT]);
    assert_eq!(code(rotate_root(&recovered, &back)), Code::RootRollback);
}

#[test]
fn a_candidate_is_for_those_it_names_and_a_steady_share_of_all() {
    let now = time("2026-01-02T00:00:00Z");
    let devices: Vec<String> = (0..2_000).map(|n| format!("device-{n}")).collect();
    let among = |head: &Head| -> Vec<&String> {
        let has = |device: &&String| head.target_for(device, now).sequence == 6;
        devices.iter().filter(has).collect()
    };
    let share = |percent, salt: &'static str| {
        with(|c| {
            (c.percent, c.salt) = (percent, salt.into());
            c.allow.clear();
        })
    };
    let (some, more) = (share(20, "spring"), share(40, "spring"));
    assert!((340..460).contains(&among(&some).len()));
    assert!(among(&some).iter().all(|d| among(&more).contains(d)));
    assert_ne!(among(&some), among(&share(20, "summer")));
    assert_eq!(among(&share(0, "spring")).len(), 0);
    assert_eq!(among(&share(100, "spring")).len(), devices.len());
    assert_eq!(among(&with(|c| c.percent = 0)), ["device-1"]);
    // Paused, over, or withdrawn with the program: the stable one for all.
    assert_eq!(among(&with(|c| c.paused = true)).len(), 0);
    assert_eq!(among(&with(|c| c.until = Some(now))).len(), 0);
    let withdrawn = Head {
        recalled: vec![5],
        ..with(|c| c.percent = 100)
    };
    assert_eq!(among(&withdrawn).len(), 0);
}

#[test]
fn verdicts() {
    let judged = |head: &Head, installed| judge(head, &head.stable, installed);
    assert_eq!(judged(&head(), 5), Verdict::Current);
    assert_eq!(judged(&head(), 6), Verdict::Current);
    assert_eq!(judged(&head(), 3), Verdict::Update);
    assert_eq!(judged(&head(), 4), Verdict::MustUpdate, "recalled");
    assert_eq!(judged(&head(), 2), Verdict::MustUpdate, "below the minimum");
    assert_eq!(judged(&head(), 0), Verdict::MustUpdate, "nothing installed");
    let mut withdrawn = head();
    withdrawn.recalled.push(5);
    assert_eq!(judged(&withdrawn, 5), Verdict::Withdrawn);
    // Candidates: taken, kept when paused, left when recalled.
    let trial = with(|_| ());
    assert_eq!(judge(&trial, &target(6), 5), Verdict::Update);
    assert_eq!(judge(&trial, &target(6), 6), Verdict::Current);
    assert_eq!(judged(&trial, 6), Verdict::Current);
    let mut recalled = head();
    recalled.recalled.push(6);
    assert_eq!(judged(&recalled, 6), Verdict::MustUpdate);
}
