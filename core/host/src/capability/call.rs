//! What crosses between a program's call and its handler: who calls, with what, and what comes of it.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};
use tiffin_protocol::capability::Capability;
use tiffin_protocol::{ProgramId, Scene};
use tiffin_runtime::{CallError, CallId, PageId, Program};

use crate::consent::GrantState;
use crate::http::Http;
use crate::instance::Metrics;
use crate::program::Loaded;
use crate::shared::Shared;

/// The answer to an asynchronous call: the result object without `errMsg`, or why not.
pub(crate) type Answer = Result<Value, CallError>;
/// The answer of a synchronous handler: JSON; an empty text is `undefined`.
pub(crate) type Text = Result<String, CallError>;

/// The program that calls, as it was when it called. Cheap to clone, usable from any thread.
#[derive(Clone)]
pub(crate) struct Caller {
    pub shared: Arc<Shared>,
    pub loaded: Arc<Loaded>,
    /// Which bars its pages have.
    pub metrics: Arc<Metrics>,
    pub darkmode: bool,
}

impl Caller {
    pub(crate) fn program(&self) -> &str {
        self.loaded.program()
    }

    /// A program of a test, which declares these scopes, in a folder of its own.
    #[cfg(test)]
    #[allow(clippy::unwrap_used)]
    pub(crate) fn of_test(folder: &std::path::Path, scopes: &[&str]) -> Caller {
        let config = crate::settings::HostConfig {
            data_dir: folder.to_owned(),
            settings: crate::settings::Settings::default(),
            view_origin: crate::settings::ViewOrigin::Scheme("mp".into()),
            ports: Vec::new(),
            log: None,
        };
        let shared = Shared::open(config, crate::environment::Environment::default());
        Caller {
            shared: Arc::new(shared.unwrap()),
            loaded: Arc::new(Loaded::of_test(scopes)),
            metrics: Arc::default(),
            darkmode: false,
        }
    }
}

/// The host's ways to the network: its own, and programs'.
#[derive(Clone)]
pub(crate) struct Clients {
    pub http: Http,
    pub network: super::wire::Client,
}

/// One asynchronous call on its way.
pub(crate) struct Call {
    pub id: CallId,
    pub row: &'static Capability,
    /// The page on top when it was made.
    pub page: Option<PageId>,
    pub args: Value,
    /// What `{"$bytes": n}` in the arguments stands for.
    pub blobs: Vec<Vec<u8>>,
    pub runtime: Program,
}

impl Call {
    /// The arguments with bytes written in them, as base64: for what keeps JSON only.
    pub(crate) fn inlined(&self) -> Value {
        let mut args = self.args.clone();
        write_in(&mut args, &self.blobs);
        args
    }
}

/// What the running program's own state made of a call.
#[derive(Debug, PartialEq)]
pub(crate) enum Outcome {
    Done(Answer),
    /// A person answers it later.
    Later,
    /// The same, and an older call ends because of it.
    Replaces(CallId, Answer),
    /// The driver is to do something.
    Then(Effect),
}

/// What only the driver can do.
#[derive(Debug, PartialEq)]
pub(crate) enum Effect {
    /// The program leaves the front.
    Leave,
    Restart,
    /// Ask the person for a scope.
    Authorize(String),
    /// Ask the person, then open another program.
    Navigate {
        program: ProgramId,
        path: String,
        referrer: String,
    },
    PullDown(bool),
    /// Pass a page on: `{title?, path?, imageUrl?}`.
    Share(Value),
    /// What was scanned is opened, if it is a link.
    OpenText {
        text: String,
        scene: Scene,
    },
    /// A link is opened; the call fails if it is none.
    OpenLink {
        text: String,
        scene: Scene,
    },
    OpenProgram {
        program: ProgramId,
        scene: Scene,
    },
    /// The person changes what a program may do.
    SetGrant {
        program: ProgramId,
        scope: String,
        state: GrantState,
    },
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
