//! What the engine offers to the framework, without naming an engine: the functions behind `framework/logic/native.ts`.

use crate::api::{LogLevel, Payload};
use crate::tree::Op;

/// A refusal: it is thrown into the framework as an Error with this message.
pub(crate) type Thrown = String;

/// Implemented by the program's state; called by the engine while JavaScript runs.
pub(crate) trait Natives {
    fn config(&mut self, package: &str) -> Result<String, Thrown>;
    /// Source of a file of a package.
    fn source(&mut self, package: &str, path: &str) -> Result<Vec<u8>, Thrown>;
    fn bytecode(&mut self, key: &str) -> Option<Vec<u8>>;
    fn store_bytecode(&mut self, key: &str, bytes: &[u8]);
    fn commit(&mut self, page: u32, ops: &[Op]) -> Result<u32, Thrown>;
    fn to_view(&mut self, page: u32, json: String) -> Result<(), Thrown>;
    /// Sends an `invoke` with number `q` and waits for the answer: JSON of the `invoked` message.
    fn ask_view(&mut self, page: u32, json: String, q: u32) -> Result<String, Thrown>;
    fn call(&mut self, name: &str, args: Payload) -> Result<u32, Thrown>;
    fn call_method(&mut self, call: u32, method: String, args: Payload);
    /// Events of an open call are told from now on.
    fn listen(&mut self, call: u32);
    fn sync(&mut self, name: &str, args: &str) -> Result<String, Thrown>;
    fn route(&mut self, kind: &str, url: &str, delta: u32, call: u32) -> Result<(), Thrown>;
    /// Asks the host for a subpackage; answered by the hook `package`.
    fn package(&mut self, package: &str) -> Result<(), Thrown>;
    fn timer(&mut self, ms: f64, repeat: bool) -> Result<u32, Thrown>;
    fn clear_timer(&mut self, id: u32);
    fn log(&mut self, level: LogLevel, text: String);
    fn fault(&mut self, kind: &str, message: String, stack: String, fatal: bool);
    fn now(&self) -> f64;
}

/// Facts that do not change while a program runs.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    pub platform: String,
    /// Rows that the shell declared to do.
    pub ports: Vec<String>,
    pub is_home: bool,
    /// Lists are made by runs of rows where they can be.
    pub blocks: bool,
    pub program: String,
    /// Launch options as JSON.
    pub launch: String,
}
