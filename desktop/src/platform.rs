//! What a desktop can do for a program: one list, which the host gets at the start and never asks beyond, and what is done
//! about each (docs/formats/capabilities.md).

use serde_json::{Value, json};

/// What this shell declares.
pub const PORTS: [&str; 7] = [
    "setClipboardData",
    "getClipboardData",
    "chooseImage",
    "chooseMedia",
    "scanCode",
    "vibrateShort",
    "vibrateLong",
];

/// What to do about one `PortCall`.
#[derive(Debug, Clone, PartialEq)]
pub enum Plan {
    /// Answered without asking anybody.
    Answer(Result<String, String>),
    /// Put a text on the clipboard, then answer.
    SetClipboard(String),
    /// Answer with `{"data": text}`.
    GetClipboard,
    /// Let the person pick a picture file; answered with `{"paths": [...]}`, or `cancel`.
    PickPicture,
    /// Let the person choose a picture with a code in it; answered with `{"text"}`, or `cancel`.
    Scan,
}

/// A clipboard text longer than this is refused: no person copies it on purpose.
const MAX_CLIPBOARD: usize = 1024 * 1024;

/// Decides by the name of the call; `args` is a JSON object.
#[must_use]
pub fn plan(name: &str, args: &str) -> Plan {
    let args: Value = serde_json::from_str(args).unwrap_or_default();
    let text = |key: &str| args.get(key).and_then(Value::as_str);
    match name {
        "setClipboardData" => match text("data") {
            Some(data) if data.len() <= MAX_CLIPBOARD => Plan::SetClipboard(data.to_owned()),
            Some(_) => fail("data is too long"),
            None => fail("parameter error: parameter.data should be String"),
        },
        "getClipboardData" => Plan::GetClipboard,
        "chooseImage" | "chooseMedia" => Plan::PickPicture,
        "scanCode" => Plan::Scan,
        // A desktop has no motor; programs vibrate for emphasis and must not break over it.
        "vibrateShort" | "vibrateLong" => Plan::Answer(Ok(json!({}).to_string())),
        _ => fail("not supported"),
    }
}

fn fail(why: &str) -> Plan {
    Plan::Answer(Err(why.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clipboard_texts_are_bounded() {
        assert_eq!(
            plan("setClipboardData", r#"{"data":"饭"}"#),
            Plan::SetClipboard("饭".into())
        );
        assert!(matches!(
            plan("setClipboardData", "{}"),
            Plan::Answer(Err(_))
        ));
        assert!(matches!(
            plan("setClipboardData", "nonsense"),
            Plan::Answer(Err(_))
        ));
        let long = json!({ "data": "x".repeat(MAX_CLIPBOARD + 1) }).to_string();
        assert!(matches!(
            plan("setClipboardData", &long),
            Plan::Answer(Err(_))
        ));
    }

    #[test]
    fn pictures_are_picked_by_the_person() {
        assert_eq!(plan("chooseImage", r#"{"count":9}"#), Plan::PickPicture);
        assert_eq!(plan("chooseMedia", "{}"), Plan::PickPicture);
    }

    #[test]
    fn what_is_declared_is_done_and_nothing_else() {
        let not_supported = Plan::Answer(Err("not supported".into()));
        for name in PORTS {
            assert_ne!(plan(name, r#"{"data":"a"}"#), not_supported, "{name}");
        }
        for name in ["openBluetoothAdapter", "makePhoneCall", "getLocation"] {
            assert_eq!(plan(name, "{}"), not_supported, "{name}");
        }
    }
}
