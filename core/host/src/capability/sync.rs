//! Synchronous calls, on the program's own thread: through the same gate, to the same handlers.

use serde_json::Value;
use tiffin_protocol::capability::{Kind, find};
use tiffin_runtime::{PageId, SyncPort};

use super::call::{Caller, NOT_SUPPORTED};
use super::gate::{Gate, Person, Verdict};
use super::handler::Handler;
use super::registry;

/// What a program gets without leaving its thread.
pub(crate) struct Synchronous {
    pub caller: Caller,
}

impl SyncPort for Synchronous {
    fn call(&mut self, page: Option<PageId>, name: &str, args: &str) -> Result<String, String> {
        let Some(row) = find(name).filter(|row| row.kind == Kind::Sync) else {
            return Err(NOT_SUPPORTED.into());
        };
        let args: Value = serde_json::from_str(args).unwrap_or(Value::Null);
        // Nothing stays open of such a call.
        let gate = Gate {
            caller: &self.caller,
            person: Person::NotAsked,
            page: "",
            open: 0,
        };
        match gate.call(row, &args) {
            Verdict::Go => {}
            Verdict::Refused(error) | Verdict::Undeclared(error) => return Err(error.message),
            Verdict::Ask(_) => return Err(super::gate::refusal().message),
        }
        match registry::find(name) {
            Some(Handler::Sync(handler)) => {
                handler(&self.caller, page, &args).map_err(|error| error.message)
            }
            _ => Err(NOT_SUPPORTED.into()),
        }
    }
}
