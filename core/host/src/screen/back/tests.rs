//! Back through a whole pile, one thing at a time.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::chrome::{CrashPage, Modal, Sheet};
use crate::environment::Insets;
use crate::error::{Code, HostError};
use crate::ids::{InstanceId, PromptId};
use crate::screen::Ask;

fn chrome(home: bool) -> ChromeState {
    ChromeState {
        program: "canteen".into(),
        name: "Canteen".into(),
        home,
        nav_bar: crate::chrome::NavBar {
            title: String::new(),
            background: "#ffffff".into(),
            front: crate::chrome::Ink::Black,
            back: false,
            home: false,
            loading: false,
            custom: false,
            height: 44.0,
        },
        tab_bar: None,
        toast: None,
        loading: None,
        modal: None,
        sheet: None,
        capsule: None,
        crash: None,
        notice: None,
        content_insets: Insets::default(),
        background: "#ffffff".into(),
        pull_down: false,
    }
}

fn modal(show_cancel: bool) -> Modal {
    Modal {
        title: String::new(),
        content: String::new(),
        show_cancel,
        cancel_text: String::new(),
        cancel_color: String::new(),
        confirm_text: String::new(),
        confirm_color: String::new(),
        editable: false,
        placeholder: String::new(),
    }
}

#[test]
fn what_lies_on_top_goes_first() {
    let prompt = Prompt {
        id: PromptId(1),
        instance: InstanceId(1),
        ask: Ask::OpenProgram {
            from: "a".into(),
            to: "b".into(),
        },
    };
    let failed = Cover::Failed {
        program: None,
        error: HostError::new(Code::StoreUnreachable, ""),
        retry: false,
        waits: false,
        to_home: false,
    };
    let mut state = chrome(false);
    state.sheet = Some(Sheet {
        alert_text: None,
        items: Vec::new(),
        item_color: String::new(),
        cancel_text: String::new(),
    });
    state.modal = Some(modal(true));
    state.crash = Some(CrashPage {
        code: String::new(),
        message_en: String::new(),
        message_zh: String::new(),
        detail: String::new(),
        file: None,
        line: None,
    });
    let panel = Panel::Menu;
    let (mut prompt, mut panel, mut cover) = (Some(&prompt), Some(&panel), Some(&failed));
    let mut pages = 2;
    let mut met = Vec::new();
    for _ in 0..8 {
        let means = back_means(prompt, panel, cover, Some(&state), pages);
        met.push(means);
        match means {
            BackMeans::Prompt => prompt = None,
            BackMeans::Panel => panel = None,
            BackMeans::Cover => cover = None,
            BackMeans::Crash => state.crash = None,
            BackMeans::Stays => state.modal = None,
            BackMeans::Sheet => state.sheet = None,
            BackMeans::Page => pages -= 1,
            BackMeans::Program => state = chrome(true),
            BackMeans::App => break,
        }
    }
    assert_eq!(
        met,
        [
            BackMeans::Prompt,
            BackMeans::Panel,
            BackMeans::Cover,
            BackMeans::Crash,
            BackMeans::Stays,
            BackMeans::Sheet,
            BackMeans::Page,
            BackMeans::Program
        ]
    );
    assert_eq!(
        back_means(None, None, None, Some(&state), 1),
        BackMeans::App,
        "the home is the last"
    );
}

#[test]
fn a_modal_stays_with_or_without_a_cancel_button() {
    for show_cancel in [true, false] {
        let mut state = chrome(false);
        state.modal = Some(modal(show_cancel));
        let means = back_means(None, None, None, Some(&state), 3);
        assert_eq!(means, BackMeans::Stays);
    }
}

#[test]
fn where_nothing_is_the_system_may_leave_the_app() {
    let start = Cover::Start;
    assert_eq!(
        back_means(None, None, Some(&start), None, 0),
        BackMeans::App
    );
    assert_eq!(back_means(None, None, None, None, 0), BackMeans::App);
}
