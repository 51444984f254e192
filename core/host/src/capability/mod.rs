//! What programs ask of the host, one file for each family. A family answers at once, or keeps the call and answers later;
//! what no family knows fails by name, as the capability table says.

pub(crate) mod account;
pub(crate) mod files;
pub(crate) mod home;
pub(crate) mod network;
pub(crate) mod port;
pub(crate) mod storage;
pub(crate) mod system;
pub(crate) mod transfer;
pub(crate) mod ui;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};
use tiffin_runtime::{CallError, Payload};

/// The answer to an asynchronous call: the result object without `errMsg`, or why not.
pub(crate) type Answer = Result<Value, CallError>;

/// What a family made of a call.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Outcome {
    Done(Answer),
    /// Somebody keeps the call and answers it later.
    Later,
}

impl Outcome {
    pub(crate) fn ok() -> Outcome {
        Outcome::Done(Ok(Value::Object(Map::new())))
    }

    pub(crate) fn fail(message: impl Into<String>) -> Outcome {
        Outcome::Done(Err(CallError::from(message.into())))
    }
}

impl From<CallError> for Outcome {
    fn from(refused: CallError) -> Outcome {
        Outcome::Done(Err(refused))
    }
}

impl From<Answer> for Outcome {
    fn from(answer: Answer) -> Outcome {
        Outcome::Done(answer)
    }
}

/// Arguments as one JSON value, with bytes written in it as base64: for what keeps or reads JSON only.
pub(crate) fn inlined(payload: Payload) -> Value {
    let mut value = serde_json::from_str(&payload.json).unwrap_or(Value::Null);
    if !payload.blobs.is_empty() {
        write_in(&mut value, &payload.blobs);
    }
    value
}

fn write_in(value: &mut Value, blobs: &[Vec<u8>]) {
    match value {
        Value::Object(members) => {
            let blob = members.get("$bytes").and_then(Value::as_u64);
            match blob.and_then(|at| blobs.get(at as usize)) {
                Some(bytes) => {
                    members.insert("$bytes".into(), STANDARD.encode(bytes).into());
                }
                None => members
                    .values_mut()
                    .for_each(|member| write_in(member, blobs)),
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| write_in(item, blobs)),
        _ => {}
    }
}

/// The message of a call that nobody answers, exactly as promise 7 has it.
pub(crate) const NOT_SUPPORTED: &str = "not supported";

/// Reading arguments the way WeChat does: a wrong type is said, a missing optional one is its default.
pub(crate) struct Args<'a>(pub &'a Value);

impl<'a> Args<'a> {
    pub(crate) fn get(&self, name: &str) -> Option<&'a Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    pub(crate) fn text(&self, name: &str) -> Option<&'a str> {
        self.get(name).and_then(Value::as_str)
    }

    /// Numbers and booleans count as their text: programs pass prices and ids to `title`.
    pub(crate) fn lenient_text(&self, name: &str) -> Option<String> {
        match self.get(name)? {
            Value::String(text) => Some(text.clone()),
            value @ (Value::Number(_) | Value::Bool(_)) => Some(value.to_string()),
            _ => None,
        }
    }

    pub(crate) fn flag(&self, name: &str, other: bool) -> bool {
        self.get(name).and_then(Value::as_bool).unwrap_or(other)
    }

    pub(crate) fn number(&self, name: &str) -> Option<f64> {
        self.get(name).and_then(Value::as_f64)
    }

    pub(crate) fn required_text(&self, name: &str) -> Result<&'a str, CallError> {
        self.text(name)
            .ok_or_else(|| wrong(name, "String", self.get(name)))
    }
}

/// WeChat's words for a wrong argument.
pub(crate) fn wrong(name: &str, wanted: &str, got: Option<&Value>) -> CallError {
    let got = match got {
        None => "Undefined",
        Some(Value::Null) => "Null",
        Some(Value::Bool(_)) => "Boolean",
        Some(Value::Number(_)) => "Number",
        Some(Value::String(_)) => "String",
        Some(Value::Array(_)) => "Array",
        Some(Value::Object(_)) => "Object",
    };
    format!("parameter error: parameter.{name} should be {wanted} instead of {got};").into()
}

/// Cuts a text that is drawn by trusted chrome: a label is no book.
pub(crate) fn shortened(text: &str, chars: usize) -> String {
    match text.char_indices().nth(chars) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}
