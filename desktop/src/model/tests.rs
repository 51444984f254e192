//! The window as a value: what the host says and a person does, and what comes of it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use tiffin_host::{
    Capsule, CrashPage, Front, LinkSummary, Modal, NavBar, Scanned, Stage, Transition,
};
use tiffin_host::{Code, HostEvent};

use super::*;

const ONE: InstanceId = InstanceId(1);
const TWO: InstanceId = InstanceId(2);

fn state(program: &str, home: bool) -> ChromeState {
    ChromeState {
        program: program.into(),
        name: program.into(),
        home,
        nav_bar: NavBar {
            title: program.into(),
            background: "#ffffff".into(),
            front: Front::Black,
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
            front: Front::Black,
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

fn chrome(instance: InstanceId, state: ChromeState) -> HostEvent {
    HostEvent::Chrome {
        instance,
        state: Box::new(state),
    }
}

fn front(instance: InstanceId, name: &str) -> HostEvent {
    HostEvent::Front {
        instance,
        program: name.into(),
        name: name.into(),
    }
}

fn show(view: u64, instance: InstanceId) -> HostEvent {
    HostEvent::ViewShow {
        view: ViewId(view),
        instance,
        transition: Transition::None,
    }
}

fn create(view: u64) -> HostEvent {
    HostEvent::ViewCreate {
        view: ViewId(view),
        url: format!("mp://v{view}/__tiffin__/view.html"),
    }
}

/// A model with one program in front, showing view 1.
fn running() -> Model {
    let mut model = Model::new("Tiffin", "en", false);
    model.turn(vec![
        create(1),
        chrome(ONE, state("home", true)),
        front(ONE, "home"),
        show(1, ONE),
    ]);
    model
}

fn code(text: &str, openable: bool) -> Scanned {
    let link = match openable {
        true => Ok(LinkSummary {
            program: "canteen".into(),
            name: None,
            page: None,
            store: Some("https://store.example".into()),
        }),
        false => Err(tiffin_host::Fault::new(Code::LinkForeign, "")),
    };
    Scanned {
        text: text.into(),
        corners: [(0.0, 0.0); 4],
        link,
        openable,
    }
}

fn picture(model: &Model) -> serde_json::Value {
    serde_json::from_str(&model.picture()).unwrap()
}

#[test]
fn messages_of_a_turn_become_one_script() {
    let mut model = running();
    let say = |json: &str| HostEvent::ViewMessage {
        view: ViewId(1),
        json: json.into(),
    };
    let effects = model.turn(vec![say("{\"t\":\"a\"}"), say("{\"t\":\"b\"}")]);
    let script = "__tiffin.receive({\"t\":\"a\"});__tiffin.receive({\"t\":\"b\"});".to_owned();
    assert_eq!(
        effects,
        vec![Effect::Script {
            view: ViewId(1),
            script
        }]
    );
    let effects = model.turn(vec![say("{}"), HostEvent::ViewDestroy { view: ViewId(1) }]);
    assert_eq!(effects, vec![Effect::Destroy { view: ViewId(1) }]);
}

#[test]
fn only_the_front_program_is_seen_and_its_pages_come_back_with_it() {
    let mut model = running();
    let effects = model.turn(vec![
        create(2),
        chrome(TWO, state("canteen", false)),
        show(2, TWO),
    ]);
    assert!(
        !effects.iter().any(|e| matches!(e, Effect::Show { .. })),
        "not in front yet: {effects:?}"
    );
    let effects = model.turn(vec![front(TWO, "canteen")]);
    assert!(effects.contains(&Effect::Hide { view: ViewId(1) }));
    assert!(effects.iter().any(|e| matches!(
        e,
        Effect::Show {
            view: ViewId(2),
            ..
        }
    )));
    assert_eq!(model.focus(), Some(Focus::Page(ViewId(2))));
    let effects = model.turn(vec![
        front(ONE, "home"),
        HostEvent::Closed { instance: TWO },
    ]);
    assert!(effects.contains(&Effect::Hide { view: ViewId(2) }));
    assert!(effects.iter().any(|e| matches!(
        e,
        Effect::Show {
            view: ViewId(1),
            ..
        }
    )));
}

#[test]
fn insets_follow_the_bars() {
    let mut model = running();
    let mut taller = state("home", true);
    taller.content_insets.bottom = 50.0;
    let effects = model.turn(vec![chrome(ONE, taller.clone())]);
    let margins = Margins {
        top: 44,
        bottom: 50,
        ..Margins::default()
    };
    assert_eq!(
        effects,
        vec![Effect::Margins {
            view: ViewId(1),
            margins
        }]
    );
    assert_eq!(
        model.turn(vec![chrome(ONE, taller)]),
        vec![],
        "the same again moves nothing"
    );
}

#[test]
fn a_shown_page_has_its_programs_colour_behind_it() {
    let mut model = running();
    let effects = model.turn(vec![create(3), show(3, ONE)]);
    assert!(effects.iter().any(|e| matches!(
        e,
        Effect::Show {
            background: (0xfa, 0xfa, 0xfa),
            ..
        }
    )));
    assert_eq!(colour("red", true), (0x11, 0x11, 0x11));
    assert_eq!(colour("#12zz56", false), (0xff, 0xff, 0xff));
    assert_eq!(colour("#a图", false), (0xff, 0xff, 0xff));
}

#[test]
fn opening_covers_until_the_program_is_there() {
    let mut model = running();
    let opening = Opening {
        program: "canteen".into(),
        name: "Canteen".into(),
        stage: Stage::Downloading { done: 1, total: 4 },
    };
    model.turn(vec![HostEvent::Opening(opening)]);
    assert_eq!(picture(&model)["cover"]["stage"], "downloading");
    assert_eq!(model.focus(), Some(Focus::Chrome));
    model.turn(vec![
        chrome(TWO, state("canteen", false)),
        front(TWO, "canteen"),
    ]);
    assert!(picture(&model)["cover"].is_null());
}

#[test]
fn a_failure_stays_until_it_is_read_and_can_be_tried_again() {
    let mut model = running();
    model.open_link("http://127.0.0.1:1/m/canteen", Scene::ScanAlbum);
    let error = HostError::new(Code::ScanNothing, "x < y\u{2028}");
    model.turn(vec![
        HostEvent::OpenFailed {
            program: None,
            error,
        },
        front(ONE, "home"),
    ]);
    assert_eq!(picture(&model)["cover"]["code"], Code::ScanNothing.as_str());
    assert!(
        !model.picture().contains('<') && !model.picture().contains('\u{2028}'),
        "safe inside a script"
    );
    assert_eq!(
        model.said(Said::Retry),
        vec![Effect::OpenLink {
            text: "http://127.0.0.1:1/m/canteen".into(),
            scene: Scene::ScanAlbum
        }]
    );
    assert!(picture(&model)["cover"].is_null());
}

#[test]
fn back_leaves_the_topmost_thing_first() {
    let mut model = running();
    assert_eq!(model.back(), vec![Effect::Back]);
    let mut with_modal = state("home", true);
    with_modal.modal = Some(Modal {
        title: "t".into(),
        content: String::new(),
        show_cancel: true,
        cancel_text: "Cancel".into(),
        cancel_color: "#000000".into(),
        confirm_text: "OK".into(),
        confirm_color: "#576b95".into(),
        editable: false,
        placeholder: String::new(),
    });
    model.turn(vec![chrome(ONE, with_modal)]);
    assert_eq!(model.focus(), Some(Focus::Chrome));
    assert_eq!(
        model.back(),
        vec![Effect::Chrome(ONE, ChromeAction::ModalCancel)]
    );
    model.said(Said::Menu);
    assert_eq!(model.back(), vec![]);
    assert!(picture(&model)["panel"].is_null());
    let ask = Ask::OpenProgram {
        from: "a".into(),
        to: "b".into(),
    };
    model.turn(vec![HostEvent::Prompt {
        prompt: PromptId(4),
        instance: ONE,
        ask,
    }]);
    assert_eq!(
        model.back(),
        vec![Effect::Answer(PromptId(4), PromptAnswer::Dismissed)]
    );
}

#[test]
fn one_code_opens_several_are_offered_none_is_said() {
    let mut model = running();
    let opened = |text: &str| {
        vec![Effect::OpenLink {
            text: text.into(),
            scene: Scene::ScanAlbum,
        }]
    };
    assert_eq!(
        model.scanned(Ok(vec![code("foreign", false), code("good", true)])),
        opened("good")
    );
    assert_eq!(
        model.scanned(Ok(vec![code("foreign", false)])),
        opened("foreign"),
        "the host says why not"
    );
    assert_eq!(
        model.scanned(Ok(vec![code("a", true), code("b", true)])),
        vec![]
    );
    let offered = &picture(&model)["panel"]["results"][1];
    assert_eq!(offered["title"], "canteen");
    assert_eq!(offered["detail"], "store.example");
    assert_eq!(offered["openable"], true);
    assert_eq!(model.said(Said::ScanPick { index: 1 }), opened("b"));
    assert_eq!(model.said(Said::ScanPick { index: 9 }), vec![]);
    model.scanned(Err(HostError::new(Code::ScanNothing, "")));
    assert_eq!(picture(&model)["cover"]["code"], Code::ScanNothing.as_str());
}

#[test]
fn a_programs_scan_gets_the_text_or_a_cancel() {
    let mut model = running();
    let scan = |call| HostEvent::PortCall {
        call: CallId(call),
        instance: ONE,
        name: "scanCode".into(),
        payload: "{}".into(),
    };
    model.turn(vec![scan(7)]);
    let effects = model.scanned(Ok(vec![code("just text", false)]));
    assert!(
        matches!(&effects[..], [Effect::Reply(CallId(7), Ok(json))] if json.contains("just text")),
        "{effects:?}"
    );
    model.turn(vec![scan(8)]);
    assert_eq!(
        model.back(),
        vec![Effect::Reply(CallId(8), Err("cancel".into()))]
    );
    model.turn(vec![scan(9)]);
    model.scanned(Err(HostError::new(Code::ScanNothing, "")));
    assert_eq!(
        picture(&model)["panel"]["error"]["code"],
        Code::ScanNothing.as_str(),
        "the sheet stays, for another picture"
    );
}

#[test]
fn a_crash_page_takes_the_keyboard() {
    let mut model = running();
    let mut crashed = state("home", true);
    crashed.crash = Some(CrashPage {
        code: "program.threw".into(),
        message_en: "m".into(),
        message_zh: "m".into(),
        detail: "TypeError".into(),
        file: Some("app.js".into()),
        line: Some(3),
    });
    model.turn(vec![chrome(ONE, crashed)]);
    assert_eq!(model.focus(), Some(Focus::Chrome));
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
