//! Codes that were read, and what becomes of them.
#![allow(clippy::indexing_slicing, clippy::panic)]

use super::*;
use crate::error::Code;
use crate::scan::LinkSummary;

fn code(text: &str, openable: bool) -> Scanned {
    let link = if openable {
        Ok(LinkSummary {
            program: "canteen".into(),
            name: None,
            page: None,
            query: String::new(),
            store: Some("https://store.example".into()),
        })
    } else {
        Err(tiffin_protocol::Fault::new(Code::LinkForeign, ""))
    };
    Scanned {
        text: text.into(),
        corners: [(0.0, 0.0); 4],
        link,
        openable,
    }
}

fn opened(text: &str) -> PanelStep {
    PanelStep::Open(text.into(), Scene::ScanAlbum)
}

#[test]
fn one_code_opens_several_are_offered_and_of_none_the_host_says_why() {
    let mut panels = Panels::default();
    let codes = vec![code("foreign", false), code("good", true)];
    assert_eq!(
        panels.found(codes, LinkSource::Picture, None),
        opened("good")
    );
    let codes = vec![code("foreign", false)];
    assert_eq!(
        panels.found(codes, LinkSource::Camera, None),
        PanelStep::Open("foreign".into(), Scene::ScanCamera)
    );
    let codes = vec![code("a", true), code("b", true), code("c", false)];
    assert_eq!(
        panels.found(codes, LinkSource::Picture, None),
        PanelStep::Nothing
    );
    let Some(Panel::Scanner { choices, .. }) = panels.shown() else {
        panic!("no choice: {panels:?}");
    };
    let seen = (choices[1].title.as_str(), choices[1].detail.as_str());
    assert_eq!(seen, ("canteen", "store.example"));
    assert_eq!(panels.pick(2), PanelStep::Nothing, "it cannot be opened");
    assert_eq!(panels.pick(9), PanelStep::Nothing);
    assert_eq!(panels.pick(1), opened("b"));
    assert_eq!(panels.shown(), None);
}

#[test]
fn a_programs_scan_gets_the_text_or_a_cancel() {
    let mut panels = Panels::default();
    panels.scanner(Some(CallId(7)));
    let codes = vec![code("just text", false)];
    assert_eq!(
        panels.found(codes, LinkSource::Picture, None),
        PanelStep::Answer(CallId(7), "just text".into())
    );
    panels.scanner(Some(CallId(8)));
    assert_eq!(panels.close(), PanelStep::Cancel(CallId(8)));
    panels.scanner(Some(CallId(9)));
    assert_eq!(
        panels.open(Panel::Menu),
        PanelStep::Cancel(CallId(9)),
        "another sheet takes its place"
    );
    // A shell with a camera of its own brings the call with what it saw.
    let codes = vec![code("x", false), code("y", false)];
    assert_eq!(
        panels.found(codes, LinkSource::Camera, Some(CallId(3))),
        PanelStep::Nothing
    );
    assert_eq!(panels.pick(0), PanelStep::Answer(CallId(3), "x".into()));
}

#[test]
fn what_cannot_be_read_is_said_where_the_person_looks() {
    let mut panels = Panels::default();
    let error = HostError::new(Code::ScanNothing, "");
    assert_eq!(panels.unreadable(error.clone()), Some(error.clone()));
    panels.scanner(Some(CallId(1)));
    panels.reading();
    assert!(matches!(
        panels.shown(),
        Some(Panel::Scanner { busy: true, .. })
    ));
    assert_eq!(panels.unreadable(error), None, "the sheet says it");
    let Some(Panel::Scanner { busy, error, .. }) = panels.shown() else {
        panic!("the sheet is gone");
    };
    assert!(!busy && error.is_some());
    panels.reading();
    assert!(matches!(
        panels.shown(),
        Some(Panel::Scanner { error: None, .. })
    ));
}

#[test]
fn a_part_keeps_the_scanner_and_who_waits_for_it() {
    let mut panels = Panels::default();
    let parts = |read| Parts { read, of: 3 };
    panels.waiting(parts(1), Some(CallId(4)));
    let seen = |panels: &Panels| match panels.shown() {
        Some(Panel::Scanner { parts, .. }) => *parts,
        other => panic!("{other:?}"),
    };
    assert_eq!(seen(&panels), Some(parts(1)));
    panels.reading();
    assert_eq!(
        seen(&panels),
        Some(parts(1)),
        "the next picture is being read"
    );
    let error = HostError::new(Code::ScanNothing, "");
    assert_eq!(panels.unreadable(error), None);
    assert_eq!(
        seen(&panels),
        Some(parts(1)),
        "a picture without a code loses nothing"
    );
    panels.waiting(parts(2), None);
    assert_eq!(seen(&panels), Some(parts(2)));
    assert_eq!(
        panels.found(vec![code("the whole", false)], LinkSource::Picture, None),
        PanelStep::Answer(CallId(4), "the whole".into())
    );
}
