//! What only the platform can do: the call goes to the shell as an event, and the shell's answer goes back to the program.
//! A shell says at the start what it can do; the rest does not come here.

use serde_json::{Map, Value, json};

use super::{Answer, NOT_SUPPORTED};
use crate::event::{Blob, Payload};

/// Longest JSON that a shell may answer: paths of picked pictures, a clipboard's text.
const MAX_ANSWER: usize = 4 * 1024 * 1024;

pub(crate) fn to_shell(payload: tiffin_runtime::Payload) -> Payload {
    let blobs = payload.blobs.into_iter().map(Blob::Bytes).collect();
    Payload {
        json: payload.json,
        blobs,
    }
}

/// Checks what the shell must not have to check: arguments that WeChat requires.
pub(crate) fn checked(name: &str, args: &Value) -> Result<(), String> {
    let required = match name {
        "setClipboardData" => "data",
        "makePhoneCall" => "phoneNumber",
        _ => return Ok(()),
    };
    match args.get(required) {
        Some(Value::String(_)) => Ok(()),
        got => Err(super::wrong(required, "String", got).message),
    }
}

/// The shell's answer as the program gets it.
pub(crate) fn answer(result: Result<String, String>) -> Answer {
    match result {
        Ok(text) if text.len() > MAX_ANSWER => Err("result too large".into()),
        Ok(text) if text.trim().is_empty() => Ok(Value::Object(Map::new())),
        Ok(text) => match serde_json::from_str(&text) {
            Ok(value @ Value::Object(_)) => Ok(value),
            Ok(Value::String(data)) => Ok(json!({ "data": data })),
            _ => Ok(Value::Object(Map::new())),
        },
        Err(message) if message.is_empty() => Err(NOT_SUPPORTED.into()),
        Err(message) => Err(message.into()),
    }
}

/// The answer to `wx.scanCode` from what the shell read.
pub(crate) fn scan_answer(result: Result<String, String>) -> Answer {
    let value = answer(result)?;
    let text = value
        .get("text")
        .or_else(|| value.get("result"))
        .and_then(Value::as_str)
        .unwrap_or_default();
    Ok(
        json!({ "result": text, "scanType": "QR_CODE", "charSet": "UTF-8", "path": "", "rawData": "" }),
    )
}
