//! Openings that come, go on, are given up and fail.
#![allow(clippy::unwrap_used)]

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
    }
}

fn failed(again: Option<&str>) -> Failed {
    Failed {
        program: again.map(str::to_owned),
        error: HostError::new(Code::StoreUnreachable, ""),
        again: again.map(|program| pending(0, program).request),
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
    assert!(matches!(openings, Openings::Nothing));
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
