//! The window as a value: what the host says and a person does, and what comes of it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use tiffin_host::{
    Ask, Capsule, ChromeState, Code, Cover, CrashPage, HostError, Ink, NavBar, Opening, Panel,
    Prompt, PromptAnswer, PromptId, Stage, Transition,
};

use super::*;

const ONE: InstanceId = InstanceId(1);

fn state(program: &str, home: bool) -> ChromeState {
    ChromeState {
        program: program.into(),
        name: program.into(),
        home,
        nav_bar: NavBar {
            title: program.into(),
            background: "#ffffff".into(),
            front: Ink::Black,
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
        capsule: Some(Capsule {
            left: 296.0,
            top: 6.0,
            width: 87.0,
            height: 32.0,
            front: Ink::Black,
            favourite: false,
        }),
        crash: None,
        notice: None,
        content_insets: Insets {
            top: 44.0,
            bottom: 0.0,
            ..Insets::default()
        },
        background: "#fafafa".into(),
        pull_down: false,
    }
}

/// One program in front, with this page.
fn screen(view: u64) -> Screen {
    let chrome = state("canteen", false);
    Screen {
        front: Some(ONE),
        title: "canteen".into(),
        layers: vec![Layer::Page {
            view: ViewId(view),
            insets: chrome.content_insets,
            background: chrome.background.clone(),
            transition: Transition::None,
        }],
        chrome: Some(chrome),
        cover: None,
        panel: None,
        prompt: None,
        back: BackMeans::Program,
    }
}

fn draw(model: &mut Model, screen: Screen) -> Vec<Effect> {
    model.turn(vec![HostEvent::Draw(Box::new(screen))])
}

/// A model with one program in front, showing view 1.
fn running() -> Model {
    let mut model = Model::new("Tiffin", "en", false);
    draw(&mut model, screen(1));
    model
}

fn picture(model: &Model) -> serde_json::Value {
    serde_json::from_str(&model.picture()).unwrap()
}

#[test]
fn a_page_is_shown_before_the_one_that_it_replaces_is_hidden() {
    let mut model = Model::new("Tiffin", "en", false);
    let margins = Margins {
        top: 44,
        ..Margins::default()
    };
    let shown = |view| Effect::Show {
        view: ViewId(view),
        margins,
        background: (0xfa, 0xfa, 0xfa),
    };
    let title = Effect::Title("canteen - Tiffin".into());
    assert_eq!(draw(&mut model, screen(1)), vec![shown(1), title]);
    assert_eq!(draw(&mut model, screen(1)), vec![], "nothing changed");
    assert_eq!(
        draw(&mut model, screen(2)),
        vec![shown(2), Effect::Hide { view: ViewId(1) }]
    );
    assert_eq!(model.focus(), Some(Focus::Page(ViewId(2))));
    let mut empty = screen(2);
    empty.layers.clear();
    assert_eq!(
        draw(&mut model, empty),
        vec![Effect::Hide { view: ViewId(2) }]
    );
    assert_eq!(model.focus(), None);
}

#[test]
fn a_view_that_was_destroyed_is_not_hidden_once_more() {
    let mut model = running();
    let effects = model.turn(vec![
        HostEvent::ViewDestroy { view: ViewId(1) },
        HostEvent::Draw(Box::new(screen(2))),
    ]);
    assert_eq!(effects[0], Effect::Destroy { view: ViewId(1) });
    assert!(matches!(effects[1], Effect::Show { .. }));
    assert_eq!(effects.len(), 2, "{effects:?}");
}

#[test]
fn a_page_moves_when_a_bar_comes() {
    let mut model = running();
    let mut taller = screen(1);
    if let Some(Layer::Page { insets, .. }) = taller.layers.first_mut() {
        insets.bottom = 50.0;
    }
    let margins = Margins {
        top: 44,
        bottom: 50,
        ..Margins::default()
    };
    assert_eq!(
        draw(&mut model, taller),
        vec![Effect::Margins {
            view: ViewId(1),
            margins
        }]
    );
}

#[test]
fn colours_that_are_none_are_the_windows_own() {
    assert_eq!(colour("red", true), (0x11, 0x11, 0x11));
    assert_eq!(colour("#12zz56", false), (0xff, 0xff, 0xff));
    assert_eq!(colour("#a图", false), (0xff, 0xff, 0xff));
}

#[test]
fn what_lies_over_the_page_takes_the_keyboard() {
    let mut model = running();
    let over = |change: &dyn Fn(&mut Screen)| {
        let mut screen = screen(1);
        change(&mut screen);
        screen
    };
    let opening = Opening {
        program: "canteen".into(),
        name: "Canteen".into(),
        stage: Stage::Downloading { done: 1, total: 4 },
    };
    let prompt = Prompt {
        id: PromptId(4),
        instance: ONE,
        ask: Ask::OpenProgram {
            from: "a".into(),
            to: "b".into(),
        },
    };
    let crash = CrashPage {
        code: "program.threw".into(),
        message_en: "m".into(),
        message_zh: "m".into(),
        detail: "TypeError".into(),
        file: Some("app.js".into()),
        line: Some(3),
    };
    let screens = [
        over(&|screen| screen.cover = Some(Cover::Opening(opening.clone()))),
        over(&|screen| screen.panel = Some(Panel::Menu)),
        over(&|screen| screen.prompt = Some(prompt.clone())),
        over(&|screen| {
            if let Some(chrome) = &mut screen.chrome {
                chrome.crash = Some(crash.clone());
            }
        }),
    ];
    for screen in screens {
        draw(&mut model, screen);
        assert_eq!(model.focus(), Some(Focus::Chrome));
    }
    draw(&mut model, over(&|_| {}));
    assert_eq!(model.focus(), Some(Focus::Page(ViewId(1))));
}

#[test]
fn the_chrome_draws_covers_sheets_and_questions() {
    let mut model = Model::new("Tiffin", "en", false);
    assert_eq!(picture(&model)["cover"]["kind"], "start");
    let mut failed = screen(1);
    failed.cover = Some(Cover::Failed {
        program: None,
        error: HostError::new(Code::ScanNothing, "x < y\u{2028}"),
        retry: true,
        waits: false,
        to_home: false,
    });
    failed.panel = Some(Panel::Share {
        link: "https://store.example/m/canteen".into(),
        title: "Noodles".into(),
        copied: true,
    });
    draw(&mut model, failed);
    let drawn = picture(&model);
    assert_eq!(drawn["cover"]["code"], Code::ScanNothing.as_str());
    assert_eq!(drawn["cover"]["canRetry"], true);
    assert_eq!(drawn["cover"]["leave"], "close");
    assert_eq!(drawn["panel"]["link"], "https://store.example/m/canteen");
    assert_eq!(drawn["panel"]["copied"], true);
    assert!(
        !model.picture().contains('<') && !model.picture().contains('\u{2028}'),
        "safe inside a script"
    );
}

#[test]
fn escape_presses_the_cancel_button_of_a_modal_that_has_one() {
    for show_cancel in [true, false] {
        let mut asked = screen(1);
        asked.back = BackMeans::Stays;
        asked.chrome.as_mut().unwrap().modal = Some(tiffin_host::Modal {
            title: "t".into(),
            content: String::new(),
            show_cancel,
            cancel_text: "Cancel".into(),
            cancel_color: "#000000".into(),
            confirm_text: "OK".into(),
            confirm_color: "#576b95".into(),
            editable: false,
            placeholder: String::new(),
        });
        let mut model = running();
        draw(&mut model, asked);
        let action = ScreenAction::Chrome {
            instance: ONE,
            action: ChromeAction::ModalCancel,
        };
        let wanted = if show_cancel {
            action
        } else {
            ScreenAction::Back
        };
        assert_eq!(model.shortcut(Shortcut::Cancel), vec![Effect::Act(wanted)]);
        let back = vec![Effect::Act(ScreenAction::Back)];
        assert_eq!(model.shortcut(Shortcut::Back), back);
    }
}

#[test]
fn what_a_person_does_goes_to_the_host() {
    let mut model = running();
    let act = |action| vec![Effect::Act(action)];
    assert_eq!(model.shortcut(Shortcut::Back), act(ScreenAction::Back));
    assert_eq!(model.said(Said::Close), act(ScreenAction::Close(ONE)));
    assert_eq!(
        model.said(Said::Chrome {
            action: said::Action::SheetPick,
            text: String::new(),
            index: 2,
            on: false,
        }),
        act(ScreenAction::Chrome {
            instance: ONE,
            action: ChromeAction::SheetPick(2),
        })
    );
    assert_eq!(
        model.said(Said::Prompt {
            prompt: 4,
            grant: Grant::Dismissed,
        }),
        act(ScreenAction::Answer {
            prompt: PromptId(4),
            answer: PromptAnswer::Dismissed,
        })
    );
    let copied = model.said(Said::Copy { text: "x".into() });
    assert_eq!(copied[0], Effect::CopyText("x".into()));
    // A program's scan opens the sheet.
    let scan = HostEvent::PortCall {
        call: CallId(7),
        instance: ONE,
        name: "scanCode".into(),
        payload: "{}".into(),
    };
    assert_eq!(
        model.turn(vec![scan]),
        act(ScreenAction::Scanner {
            call: Some(CallId(7)),
        })
    );
}

#[test]
fn what_the_chrome_says_is_read_strictly() {
    let said: Said = serde_json::from_str(r#"{"do":"region","rects":[[0,0,390,44]]}"#).unwrap();
    assert_eq!(
        said,
        Said::Region {
            rects: vec![Rectangle {
                x: 0,
                y: 0,
                width: 390,
                height: 44
            }]
        }
    );
    let said: Said =
        serde_json::from_str(r#"{"do":"chrome","action":"modalConfirm","text":"x"}"#).unwrap();
    assert!(matches!(
        said,
        Said::Chrome {
            action: said::Action::ModalConfirm,
            ..
        }
    ));
    for bad in [
        r#"{"do":"rm"}"#,
        r#"{"do":"chrome","action":"x"}"#,
        "[]",
        r#"{"do":"prompt","prompt":1,"grant":"root"}"#,
    ] {
        assert!(serde_json::from_str::<Said>(bad).is_err(), "{bad}");
    }
}
