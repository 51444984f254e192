use super::*;
use crate::ids::{InstanceId, ViewId};
use crate::screen::{BackMeans, Opening, Panel, Transition};

const SOON: Duration = Duration::from_millis(20);

fn screen(front: u64, view: Option<u64>) -> Screen {
    let page = view.map(|view| Layer::Page {
        view: ViewId(view),
        insets: crate::environment::Insets::default(),
        background: "#ffffff".into(),
        transition: Transition::None,
    });
    Screen {
        front: Some(InstanceId(front)),
        title: String::new(),
        layers: page.into_iter().collect(),
        chrome: None,
        cover: None,
        panel: None,
        prompt: None,
        back: BackMeans::Stays,
    }
}

fn covered(mut screen: Screen, stage: Stage) -> Screen {
    screen.cover = Some(Cover::Opening(Opening {
        program: "canteen".into(),
        name: String::new(),
        stage,
    }));
    screen
}

#[test]
fn what_opens_within_a_blink_changes_the_screen_once() {
    let (home, now) = (screen(1, Some(1)), Instant::now());
    let mut calm = Calm::begin(now);
    let asked = covered(home.clone(), Stage::Resolving);
    let started = screen(2, None);
    let there = screen(2, Some(2));
    assert!(calm.keeps(Some(&home), &asked, now));
    assert!(calm.keeps(Some(&home), &started, now + SOON));
    assert!(!calm.keeps(Some(&home), &there, now + SOON));
    assert_eq!(calm, Calm::Over);
    // A page of it that goes is another matter.
    assert!(!calm.keeps(Some(&there), &started, now + SOON));
}

#[test]
fn what_takes_longer_is_told_after_a_blink() {
    let (home, now) = (screen(1, Some(1)), Instant::now());
    let mut calm = Calm::begin(now);
    let asked = covered(home.clone(), Stage::Resolving);
    let end = calm.deadline().into_iter().next();
    assert!(end.is_some_and(|end| !calm.keeps(Some(&home), &asked, end)));
    assert_eq!(calm.deadline(), None, "it would ring for ever");
}

#[test]
fn what_a_person_has_to_read_is_not_kept_back() {
    let (home, now) = (screen(1, Some(1)), Instant::now());
    let mut calm = Calm::begin(now);
    let downloading = covered(home.clone(), Stage::Downloading { done: 0, total: 1 });
    assert!(!calm.keeps(Some(&home), &downloading, now));
    let mut menu = covered(home.clone(), Stage::Resolving);
    menu.panel = Some(Panel::Menu);
    assert!(!calm.keeps(Some(&home), &menu, now));
    let mut failed = home.clone();
    failed.cover = Some(Cover::Failed {
        program: None,
        error: crate::error::HostError::new(crate::error::Code::Internal, ""),
        retry: false,
        waits: false,
        to_home: true,
    });
    assert!(!calm.keeps(Some(&home), &failed, now));
}

#[test]
fn without_a_page_on_the_screen_there_is_nothing_to_keep() {
    let now = Instant::now();
    let mut calm = Calm::begin(now);
    let asked = covered(screen(1, None), Stage::Resolving);
    assert!(!calm.keeps(None, &asked, now));
    assert!(!calm.keeps(Some(&screen(1, None)), &asked, now));
    assert!(!Calm::Over.keeps(Some(&screen(1, Some(1))), &asked, now));
}
