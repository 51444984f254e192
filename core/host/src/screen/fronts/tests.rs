//! The machine of what is in front, driven by made moments.

use super::*;

const HOME: InstanceId = InstanceId(1);
const ONE: InstanceId = InstanceId(2);
const TWO: InstanceId = InstanceId(3);
const SECOND: Duration = Duration::from_secs(1);

fn fronts() -> (Fronts, Instant) {
    let rules = Rules {
        suspend_after: SECOND * 5,
        close_after: SECOND * 60,
        alive: 5,
    };
    let now = Instant::now();
    let mut fronts = Fronts::new(rules);
    assert_eq!(
        fronts.started(HOME, true, now),
        [Step::Front(Some(HOME))],
        "what launches shows itself"
    );
    (fronts, now)
}

#[test]
fn one_that_starts_puts_the_other_behind_and_leaving_brings_it_back() {
    let (mut fronts, now) = fronts();
    assert_eq!(
        fronts.started(ONE, false, now),
        [Step::Hide(HOME), Step::Front(Some(ONE))]
    );
    assert_eq!(
        fronts.leave(ONE, None, false, now),
        [Step::Hide(ONE), Step::Front(Some(HOME)), Step::Show(HOME)]
    );
    assert_eq!(fronts.leave(HOME, None, false, now), [], "home stays");
    assert_eq!(fronts.front(), Some(HOME));
}

#[test]
fn leaving_goes_to_the_program_that_opened_it_if_that_lives() {
    let (mut fronts, now) = fronts();
    fronts.started(ONE, false, now);
    fronts.started(TWO, false, now);
    fronts.leave(TWO, Some(ONE), false, now);
    assert_eq!(fronts.front(), Some(ONE));
    fronts.bring(TWO, false, now);
    fronts.ended(ONE);
    fronts.leave(TWO, Some(ONE), false, now);
    assert_eq!(fronts.front(), Some(HOME));
}

#[test]
fn a_program_that_crashed_ends_as_it_is_left() {
    let (mut fronts, now) = fronts();
    fronts.started(ONE, false, now);
    let steps = fronts.leave(ONE, None, true, now);
    assert_eq!(steps.last(), Some(&Step::End(ONE)));
}

#[test]
fn without_a_home_one_is_opened() {
    let (mut fronts, now) = fronts();
    fronts.started(ONE, false, now);
    fronts.ended(HOME);
    assert_eq!(
        fronts.leave(ONE, None, false, now),
        [Step::Hide(ONE), Step::Front(None), Step::OpenHome]
    );
}

#[test]
fn behind_it_falls_asleep_then_ends_and_coming_back_in_time_wakes_it() {
    let (mut fronts, now) = fronts();
    fronts.started(ONE, false, now);
    fronts.leave(ONE, None, false, now);
    assert_eq!(fronts.deadline(), Some(now + SECOND * 5));
    assert_eq!(fronts.tick(now + SECOND * 4), []);
    assert_eq!(fronts.tick(now + SECOND * 5), [Step::Suspend(ONE)]);
    let steps = fronts.bring(ONE, false, now + SECOND * 6);
    assert!(
        steps.ends_with(&[Step::Front(Some(ONE)), Step::Resume(ONE), Step::Show(ONE)]),
        "{steps:?}"
    );
    let later = now + SECOND * 10;
    fronts.leave(ONE, None, false, later);
    fronts.tick(later + SECOND * 5);
    assert_eq!(fronts.tick(later + SECOND * 60), [Step::End(ONE)]);
}

#[test]
fn one_in_front_that_is_opened_anew_hears_of_it() {
    let (mut fronts, now) = fronts();
    assert_eq!(
        fronts.bring(HOME, true, now),
        [Step::Front(Some(HOME)), Step::Show(HOME)]
    );
    assert_eq!(fronts.bring(HOME, false, now), [Step::Front(Some(HOME))]);
}

#[test]
fn away_for_long_the_one_in_front_retires_and_starts_again_on_return() {
    let (mut fronts, now) = fronts();
    fronts.started(ONE, false, now);
    assert_eq!(fronts.visibility(false, now), [Step::Hide(ONE)]);
    assert_eq!(fronts.visibility(false, now), [], "said twice");
    fronts.tick(now + SECOND * 5);
    let steps = fronts.tick(now + SECOND * 61);
    assert!(
        steps.ends_with(&[Step::Front(None), Step::Retire(ONE)]),
        "{steps:?}"
    );
    assert_eq!(fronts.front(), None);
    assert_eq!(
        fronts.visibility(true, now + SECOND * 70),
        [Step::StartAgain]
    );
    assert_eq!(fronts.visibility(true, now + SECOND * 70), []);
}

#[test]
fn what_a_person_opens_meanwhile_comes_instead_of_what_retired() {
    let (mut fronts, now) = fronts();
    fronts.visibility(false, now);
    fronts.tick(now + SECOND * 5);
    fronts.tick(now + SECOND * 60);
    fronts.forget_retired();
    assert_eq!(fronts.visibility(true, now + SECOND * 61), []);
}

#[test]
fn away_for_a_moment_it_only_hides_and_shows() {
    let (mut fronts, now) = fronts();
    assert_eq!(fronts.visibility(false, now), [Step::Hide(HOME)]);
    assert_eq!(fronts.visibility(true, now), [Step::Show(HOME)]);
}

#[test]
fn the_longest_unused_ends_when_too_many_live() {
    let (mut fronts, now) = fronts();
    fronts.rules.alive = 2;
    for (n, id) in [ONE, TWO].into_iter().enumerate() {
        fronts.started(id, false, now + SECOND * n as u32);
    }
    let steps = fronts.started(InstanceId(9), false, now + SECOND * 3);
    assert_eq!(steps.last(), Some(&Step::End(ONE)));
    assert_eq!(fronts.end_behind(), [Step::End(TWO)], "and home stays");
}
