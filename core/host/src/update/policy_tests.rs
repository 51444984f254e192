//! The table of decisions, case by case, and one sweep over every small world.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;

use tiffin_protocol::Sha256;
use tiffin_protocol::release::{Channel, HEAD_FORMAT, Head, Target};

use super::super::known::{FailedStart, Said};
use super::*;

const NOW: i64 = 1_800_000_000;

fn now() -> Time {
    Time::from_unix(NOW).unwrap()
}

fn version(sequence: u64) -> Version {
    Version {
        digest: Sha256::of(&[u8::try_from(sequence).unwrap()]),
        sequence,
        epoch: 0,
    }
}

fn head(sequence: u64, min_sequence: u64, recalled: &[u64]) -> Said {
    Said::Head(Box::new(Head {
        kind: "head".into(),
        format: HEAD_FORMAT,
        program: "canteen".parse().unwrap(),
        store: "s".into(),
        epoch: 0,
        channel: Channel::RELEASE,
        stable: Target {
            sequence,
            version: "1".into(),
            release: version(sequence).digest,
        },
        candidate: None,
        min_sequence,
        recalled: recalled.to_vec(),
        ends_at: None,
        issued_at: now(),
        expires: now(),
    }))
}

/// Version 2 is active, 1 was before it, and the store names 2.
fn known() -> Known {
    Known {
        store: "https://store.example".into(),
        developer_key: String::new(),
        active: version(2),
        pending: None,
        previous: Some(version(1)),
        trial: None,
        failed: BTreeMap::new(),
        said: head(2, 0, &[]),
    }
}

fn failed(sequence: u64, again: i64) -> BTreeMap<Sha256, FailedStart> {
    let again = Time::from_unix(NOW + again).unwrap();
    BTreeMap::from([(version(sequence).digest, FailedStart { count: 1, again })])
}

fn at(known: &Known, trigger: Trigger) -> Decision {
    decide(known, trigger, now())
}

fn ask(otherwise: Option<u64>, refusal: Refusal) -> Decision {
    let otherwise = otherwise.map(version);
    Decision::Ask { otherwise, refusal }
}

fn recalled(sequence: u64) -> Refusal {
    Refusal::Recalled { sequence }
}

fn fails(sequence: u64, after: i64) -> Refusal {
    let again = Time::from_unix(NOW + after).unwrap();
    Refusal::Failed { sequence, again }
}

#[test]
fn what_is_here_opens_at_once_and_what_waits_goes_first() {
    assert_eq!(at(&known(), Trigger::Start), Decision::Open(version(2)));
    let waiting = Known {
        pending: Some(version(3)),
        said: head(3, 0, &[]),
        ..known()
    };
    assert_eq!(at(&waiting, Trigger::Start), Decision::Open(version(3)));
    assert_eq!(at(&waiting, Trigger::Check), Decision::Staged);
    let nothing_said = Known {
        said: Said::Legacy {
            sequence: 0,
            min_sequence: 0,
            recalled: Vec::new(),
        },
        ..known()
    };
    assert_eq!(
        at(&nothing_said, Trigger::Start),
        Decision::Open(version(2))
    );
}

#[test]
fn a_version_that_was_taken_back_gives_way_to_the_store_first() {
    let taken = Known {
        said: head(3, 0, &[2]),
        ..known()
    };
    assert_eq!(at(&taken, Trigger::Start), ask(Some(1), recalled(2)));
    assert_eq!(at(&taken, Trigger::Answered), Decision::Install);
    let alone = Known {
        previous: None,
        ..taken.clone()
    };
    assert_eq!(at(&alone, Trigger::Start), ask(None, recalled(2)));
    // From a candidate that failed elsewhere back to what everybody has.
    let back = Known {
        previous: None,
        said: head(1, 0, &[2]),
        ..known()
    };
    assert_eq!(at(&back, Trigger::Answered), Decision::Install);
    assert_eq!(at(&back, Trigger::Check), Decision::Stage);
    assert_eq!(at(&back, Trigger::Periodic), Decision::Stage);
    // What waits is not what was taken back.
    let waiting = Known {
        pending: Some(version(3)),
        ..taken
    };
    assert_eq!(at(&waiting, Trigger::Start), Decision::Open(version(3)));
}

#[test]
fn nothing_opens_in_the_place_of_a_program_that_was_withdrawn() {
    for newest in [2, 3] {
        let withdrawn = Known {
            pending: Some(version(3)),
            said: head(newest, 0, &[newest]),
            ..known()
        };
        let refusal = recalled(newest);
        assert_eq!(at(&withdrawn, Trigger::Start), ask(None, refusal));
        assert_eq!(at(&withdrawn, Trigger::Answered), Decision::Refuse(refusal));
        for trigger in [Trigger::Check, Trigger::Periodic, Trigger::Crash] {
            assert_eq!(at(&withdrawn, trigger), Decision::Stay);
        }
    }
    let noted_by_an_earlier_host = Known {
        said: Said::Legacy {
            sequence: 2,
            min_sequence: 0,
            recalled: vec![2],
        },
        ..known()
    };
    assert_eq!(
        at(&noted_by_an_earlier_host, Trigger::Start),
        ask(None, recalled(2))
    );
}

#[test]
fn what_waits_and_is_too_old_or_taken_back_by_now_is_not_promoted() {
    for said in [head(4, 4, &[]), head(4, 0, &[3])] {
        let known = Known {
            pending: Some(version(3)),
            said,
            ..known()
        };
        assert_ne!(at(&known, Trigger::Start), Decision::Open(version(3)));
    }
}

#[test]
fn one_that_is_too_old_opens_only_where_no_store_answers() {
    let forced = Known {
        said: head(3, 3, &[]),
        ..known()
    };
    assert_eq!(at(&forced, Trigger::Start), ask(Some(2), recalled(2)));
    assert_eq!(at(&forced, Trigger::Answered), Decision::Install);
    assert_eq!(at(&forced, Trigger::Check), Decision::Stage);
    assert_eq!(at(&forced, Trigger::Periodic), Decision::Stage);
    let it_fails_here = Known {
        failed: failed(3, 60),
        ..forced
    };
    let refusal = fails(3, 60);
    assert_eq!(at(&it_fails_here, Trigger::Start), ask(Some(2), refusal));
    assert_eq!(
        at(&it_fails_here, Trigger::Answered),
        Decision::Refuse(refusal)
    );
    assert_eq!(at(&it_fails_here, Trigger::Check), Decision::Stay);
}

#[test]
fn a_newer_version_is_staged_once_and_not_while_it_is_bad() {
    let newer = Known {
        said: head(3, 0, &[]),
        ..known()
    };
    assert_eq!(at(&newer, Trigger::Check), Decision::Stage);
    assert_eq!(at(&newer, Trigger::Periodic), Decision::Stay);
    assert_eq!(at(&known(), Trigger::Check), Decision::Stay);
    let bad = |after| Known {
        failed: failed(3, after),
        ..newer.clone()
    };
    assert_eq!(at(&bad(1), Trigger::Check), Decision::Stay);
    assert_eq!(
        at(&bad(0), Trigger::Check),
        Decision::Stage,
        "its time came"
    );
}

/// After a theft of keys the store begins anew: what came before is not what it wants, whatever its number.
#[test]
fn a_later_epoch_begins_anew() {
    let Said::Head(first) = head(1, 0, &[]) else {
        panic!("a head");
    };
    let stable = Target {
        release: Sha256::of(b"anew"),
        ..first.stable.clone()
    };
    let anew = Known {
        said: Said::Head(Box::new(Head {
            epoch: 1,
            stable: stable.clone(),
            ..*first.clone()
        })),
        ..known()
    };
    assert_eq!(at(&anew, Trigger::Start), ask(Some(2), recalled(2)));
    assert_eq!(at(&anew, Trigger::Answered), Decision::Install);
    assert_eq!(at(&anew, Trigger::Periodic), Decision::Stage);
    // The release that was active before may be the one that the store names now.
    let the_same = Known {
        said: Said::Head(Box::new(Head {
            epoch: 1,
            stable: Target {
                release: version(2).digest,
                ..stable
            },
            ..*first
        })),
        ..known()
    };
    assert_eq!(at(&the_same, Trigger::Start), Decision::Open(version(2)));
}

#[test]
fn a_crash_goes_back_to_what_the_store_allows_or_stays() {
    let crashed = Known {
        failed: failed(2, 60),
        ..known()
    };
    assert_eq!(at(&crashed, Trigger::Crash), Decision::Open(version(1)));
    assert_eq!(at(&crashed, Trigger::Start), Decision::Open(version(1)));
    for said in [head(2, 2, &[]), head(2, 0, &[1])] {
        let alone = Known {
            said,
            ..crashed.clone()
        };
        assert_eq!(at(&alone, Trigger::Crash), Decision::Stay);
    }
    let something_newer_waits = Known {
        pending: Some(version(3)),
        said: head(3, 2, &[]),
        ..crashed
    };
    assert_eq!(
        at(&something_newer_waits, Trigger::Crash),
        Decision::Open(version(3))
    );
}

#[test]
fn a_failed_version_is_tried_again_after_a_day_doubling() {
    let wait = |count, only| again(count, only, now()).unix() - NOW;
    let days: Vec<i64> = (1..=7).map(|count| wait(count, false) / DAY).collect();
    assert_eq!(days, [1, 2, 4, 8, 16, 32, 32]);
    assert_eq!(wait(u32::MAX, false), LONGEST);
    let only: Vec<i64> = (1..=5).map(|count| wait(count, true)).collect();
    assert_eq!(only, [0, 0, 30, 60, 120]);
    assert_eq!(wait(u32::MAX, true), DAY);
}

/// All worlds of three versions: each decision keeps what the head of this file promises.
#[test]
fn no_world_of_three_versions_leads_to_a_version_that_must_not_open() {
    let some = [None, Some(1), Some(2), Some(3)];
    let mut worlds = 0_u64;
    for active in 1..=3 {
        for pending in some {
            for previous in some {
                for newest in 0..=3_u64 {
                    for min in 0..=newest {
                        for bits in 0..8_u64 {
                            for bad in 0..8_u64 {
                                let listed =
                                    |bits: u64| (1..=3).filter(move |n| bits & (1 << (n - 1)) != 0);
                                let taken: Vec<u64> = listed(bits).collect();
                                let said = match newest {
                                    0 => Said::Legacy {
                                        sequence: 3,
                                        min_sequence: min,
                                        recalled: taken,
                                    },
                                    _ => head(newest, min, &taken),
                                };
                                let known = Known {
                                    active: version(active),
                                    pending: pending.map(version),
                                    previous: previous.map(version),
                                    failed: listed(bad).flat_map(|n| failed(n, 1)).collect(),
                                    said,
                                    ..known()
                                };
                                worlds += 1;
                                keeps(&known);
                            }
                        }
                    }
                }
            }
        }
    }
    assert!(worlds > 30_000, "{worlds}");
}

fn keeps(known: &Known) {
    let taken = |version: &Version| {
        known.withdrawn().is_some() || known.recalled().contains(&version.sequence)
    };
    let never = |version: &Version| taken(version) || known.bad(version, now());
    for trigger in [
        Trigger::Start,
        Trigger::Answered,
        Trigger::Check,
        Trigger::Periodic,
        Trigger::Crash,
    ] {
        let decision = decide(known, trigger, now());
        let chosen = match decision {
            Decision::Open(version) => {
                assert!(
                    !known.too_old(&version),
                    "{trigger:?} {decision:?} {known:?}"
                );
                Some(version)
            }
            Decision::Ask { otherwise, .. } => otherwise,
            Decision::Install | Decision::Stage | Decision::Staged => known.stable(),
            Decision::Refuse(_) | Decision::Stay => None,
        };
        if let Some(version) = chosen {
            assert!(!never(&version), "{trigger:?} {decision:?} {known:?}");
        }
        // Each trigger has its own answers.
        let proper = match trigger {
            Trigger::Start => matches!(decision, Decision::Open(_) | Decision::Ask { .. }),
            Trigger::Answered => matches!(
                decision,
                Decision::Install | Decision::Open(_) | Decision::Refuse(_)
            ),
            Trigger::Check | Trigger::Periodic => matches!(
                decision,
                Decision::Stage | Decision::Staged | Decision::Stay
            ),
            Trigger::Crash => matches!(decision, Decision::Open(_) | Decision::Stay),
        };
        assert!(proper, "{trigger:?} {decision:?}");
    }
}
