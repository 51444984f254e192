//! What a desktop can do for a program, and what it cannot: one table. What is not in it fails cleanly
//! (docs/formats/capabilities.md): `"<name>:fail not supported"` (the host puts the name in front).

use serde_json::{Value, json};

/// What to do about one `PlatformCall`.
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
    /// Show the link as a QR code; answered at once.
    Share { link: String },
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
        // A desktop has no motor; programs vibrate for emphasis and must not break over it.
        "vibrateShort" | "vibrateLong" | "setKeepScreenOn" => {
            Plan::Answer(Ok(json!({}).to_string()))
        }
        "share" | "shareLink" | "menuShare" => match text("link").or_else(|| text("url")) {
            Some(link) => Plan::Share {
                link: link.to_owned(),
            },
            None => fail("no link"),
        },
        "makePhoneCall" => fail("not possible on a desktop"),
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
    fn what_is_not_there_fails_by_name() {
        assert_eq!(
            plan("openBluetoothAdapter", "{}"),
            Plan::Answer(Err("not supported".into()))
        );
        assert_eq!(
            plan("makePhoneCall", "{}"),
            Plan::Answer(Err("not possible on a desktop".into()))
        );
    }
}
