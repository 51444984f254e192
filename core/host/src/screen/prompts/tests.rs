//! The queue of questions.
#![allow(clippy::unwrap_used)]

use super::*;

const ONE: InstanceId = InstanceId(1);
const TWO: InstanceId = InstanceId(2);

fn waiting(prompt: u64, instance: InstanceId) -> Waiting<u64> {
    Waiting {
        prompt: PromptId(prompt),
        instance,
        ask: Ask::OpenProgram {
            from: "a".into(),
            to: "b".into(),
        },
        then: prompt,
    }
}

fn shown(prompts: &Prompts<u64>, front: Option<InstanceId>) -> Option<u64> {
    prompts.shown(front).map(|waiting| waiting.then)
}

#[test]
fn one_at_a_time_in_the_order_they_came() {
    let mut prompts = Prompts::default();
    for n in 1..=3 {
        assert!(prompts.ask(waiting(n, ONE)));
    }
    for n in 1..=3 {
        assert_eq!(shown(&prompts, Some(ONE)), Some(n));
        assert!(
            prompts.answered(PromptId(n + 1), Some(ONE)).is_none(),
            "one that is not shown cannot be answered"
        );
        assert_eq!(prompts.answered(PromptId(n), Some(ONE)).unwrap().then, n);
    }
    assert_eq!(shown(&prompts, Some(ONE)), None);
}

#[test]
fn a_program_behind_asks_nothing_until_it_is_in_front() {
    let mut prompts = Prompts::default();
    prompts.ask(waiting(1, TWO));
    prompts.ask(waiting(2, ONE));
    assert_eq!(shown(&prompts, Some(ONE)), Some(2));
    assert!(prompts.answered(PromptId(1), Some(ONE)).is_none());
    assert_eq!(shown(&prompts, Some(TWO)), Some(1));
    assert_eq!(shown(&prompts, None), None);
    prompts.forget(TWO);
    assert_eq!(shown(&prompts, Some(TWO)), None);
    assert_eq!(shown(&prompts, Some(ONE)), Some(2));
}

#[test]
fn a_program_has_only_so_many_open() {
    let mut prompts = Prompts::default();
    for n in 0..4 {
        assert!(prompts.ask(waiting(n, ONE)));
    }
    assert!(!prompts.ask(waiting(9, ONE)));
    assert!(prompts.ask(waiting(10, TWO)), "others may still");
}
