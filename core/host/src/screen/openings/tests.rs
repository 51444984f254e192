//! Openings that come, go on, are given up and fail.
#![allow(clippy::unwrap_used)]

use std::time::Duration;

use tiffin_protocol::Scene;

use super::*;
use crate::error::Code;

fn pending(ticket: u64, program: &str) -> Pending {
    Pending {
        ticket: Ticket(ticket),
        request: Request::program(program.parse().unwrap(), Scene::Main),
        opening: Opening {
            program: program.into(),
            name: String::new(),
            stage: Stage::Resolving,
        },
        or_home: false,
        again: None,
    }
}

fn failed(again: Option<&str>) -> FailedOpening {
    FailedOpening {
        program: again.map(str::to_owned),
        error: HostError::new(Code::StoreUnreachable, ""),
        again: again.map(|program| pending(0, program).request),
        waits: None,
    }
}

#[test]
fn only_the_newest_opening_moves_and_ends() {
    let mut openings = Openings::default();
    assert_eq!(openings.begin(pending(1, "one")), None);
    assert_eq!(
        openings.begin(pending(2, "two")),
        Some(Ticket(1)),
        "the older one is to be stopped"
    );
    openings.progress(Ticket(1), Stage::Starting);
    assert!(openings.arrived(Ticket(1)).is_none());
    openings.progress(Ticket(2), Stage::Verifying);
    let two = openings.arrived(Ticket(2)).unwrap().opening;
    assert_eq!((two.program.as_str(), two.stage), ("two", Stage::Verifying));
    assert!(matches!(openings, Openings::Nothing));
}

#[test]
fn what_was_dismissed_is_stopped_and_its_end_is_not_heard() {
    let mut openings = Openings::default();
    openings.begin(pending(1, "one"));
    assert_eq!(openings.dismiss(), Some(Ticket(1)));
    openings.progress(Ticket(1), Stage::Starting);
    assert!(openings.arrived(Ticket(1)).is_none());
    assert_eq!(openings.dismiss(), None);
}

#[test]
fn a_failure_stays_until_it_is_read_or_tried_again() {
    let mut openings = Openings::default();
    openings.fail(failed(Some("one")));
    assert!(matches!(openings, Openings::Failed(_)));
    assert_eq!(openings.retry().unwrap().program.as_str(), "one");
    openings.fail(failed(None));
    assert!(openings.retry().is_none(), "nothing to try");
    openings.fail(failed(None));
    assert_eq!(openings.dismiss(), None);
    assert!(matches!(openings, Openings::Nothing));
}

#[test]
fn a_failure_of_something_else_does_not_hide_what_is_on_its_way() {
    let mut openings = Openings::default();
    openings.begin(pending(1, "one"));
    openings.fail(failed(None));
    assert_eq!(openings.ticket(), Some(Ticket(1)));
    assert!(openings.arrived(Ticket(1)).is_some());
}

/// A failure that the network caused, seen at this moment.
fn waiting(now: Instant) -> Openings {
    let mut openings = Openings::default();
    openings.fail(failed(Some("one")).tried_again(None, now));
    openings
}

/// What is due is tried, as the driver does.
fn try_it(openings: &mut Openings, ticket: u64, now: Instant) -> bool {
    let Some((request, again)) = openings.due(now) else {
        return false;
    };
    assert_eq!(request.program.as_str(), "one");
    let again = Some(again);
    openings.try_again(Pending {
        again,
        ..pending(ticket, "one")
    })
}

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn what_the_network_stopped_is_tried_behind_what_is_shown_and_later_each_time() {
    let mut now = Instant::now();
    let mut openings = waiting(now);
    for (ticket, wait) in [(1, 2), (2, 4), (3, 8), (4, 16), (5, 32), (6, 60), (7, 60)] {
        let early = now + SECOND * wait - SECOND / 2;
        assert!(
            !try_it(&mut openings, ticket, early),
            "{wait} s are not over"
        );
        now += SECOND * wait;
        assert_eq!(openings.deadline(), Some(now));
        assert!(try_it(&mut openings, ticket, now), "{wait} s are over");
        assert_eq!(openings.deadline(), None, "one try at a time");
        assert!(matches!(openings, Openings::Failed(_)), "it is still shown");
        openings.progress(Ticket(ticket), Stage::Resolving);
        assert!(matches!(openings, Openings::Failed(_)), "nothing moved");
        let again = openings.arrived(Ticket(ticket)).unwrap().again;
        openings.fail(failed(Some("one")).tried_again(again, now));
    }
}

#[test]
fn a_try_that_moves_is_an_opening_and_one_that_arrives_takes_the_failure_away() {
    let now = Instant::now();
    let mut openings = waiting(now);
    assert!(try_it(&mut openings, 1, now + 2 * SECOND));
    openings.progress(Ticket(1), Stage::Verifying);
    assert!(matches!(&openings, Openings::Pending(one) if one.opening.stage == Stage::Verifying));
    let again = openings.arrived(Ticket(1)).unwrap().again;
    openings.fail(failed(Some("one")).tried_again(again, now));
    assert_eq!(
        openings.deadline(),
        Some(now + 4 * SECOND),
        "the schedule goes on"
    );
    assert!(try_it(&mut openings, 2, now + 4 * SECOND));
    assert!(openings.arrived(Ticket(2)).is_some());
    assert!(matches!(openings, Openings::Nothing));
}

#[test]
fn a_change_of_the_network_tries_at_once_and_starts_anew() {
    let mut now = Instant::now();
    let mut openings = waiting(now);
    for ticket in 1..=5 {
        now = openings.deadline().unwrap();
        assert!(try_it(&mut openings, ticket, now));
        let again = openings.arrived(Ticket(ticket)).unwrap().again;
        openings.fail(failed(Some("one")).tried_again(again, now));
    }
    openings.changed(now);
    assert!(try_it(&mut openings, 6, now), "at once");
    // One that is on its way is not tried twice.
    openings.changed(now);
    assert!(!try_it(&mut openings, 7, now));
    let again = openings.arrived(Ticket(6)).unwrap().again;
    openings.fail(failed(Some("one")).tried_again(again, now));
    assert_eq!(
        openings.deadline(),
        Some(now + 2 * SECOND),
        "it does not spin"
    );
}

#[test]
fn what_is_dismissed_is_not_tried_again_and_a_try_behind_it_is_stopped() {
    let now = Instant::now();
    let mut openings = waiting(now);
    assert_eq!(openings.dismiss(), None);
    assert_eq!(
        (
            openings.deadline(),
            openings.due(now + 99 * SECOND).is_none()
        ),
        (None, true)
    );
    let mut openings = waiting(now);
    assert!(try_it(&mut openings, 1, now + 2 * SECOND));
    assert_eq!(openings.dismiss(), Some(Ticket(1)));
    assert!(openings.arrived(Ticket(1)).is_none());
    // Another opening, or another failure, takes its place in the same way.
    for other in [true, false] {
        let mut openings = waiting(now);
        assert!(try_it(&mut openings, 1, now + 2 * SECOND));
        let stopped = match other {
            true => openings.begin(pending(2, "two")),
            false => openings.fail(failed(None)),
        };
        assert_eq!(stopped, Some(Ticket(1)));
        assert!(openings.arrived(Ticket(1)).is_none());
    }
}

#[test]
fn what_is_not_the_network_s_fault_is_not_tried_again() {
    let now = Instant::now();
    for code in [
        Code::EnvelopeSigner,
        Code::ProgramUnknown,
        Code::PackageDigest,
        Code::StoreRefused,
    ] {
        let mut openings = Openings::default();
        let one = FailedOpening {
            error: HostError::new(code, ""),
            ..failed(Some("one"))
        };
        openings.fail(one.tried_again(None, now));
        assert_eq!(openings.deadline(), None, "{code}");
    }
    for code in [
        Code::NetworkClock,
        Code::NetworkPortal,
        Code::NetworkProxy,
        Code::NetworkCertificate,
        Code::NetworkOffline,
    ] {
        assert_eq!(code.remedy(), Remedy::Offline, "{code}");
    }
}
