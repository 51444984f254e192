//! How a call is done, and where: the kinds of handlers.

use futures_util::future::BoxFuture;
use serde_json::Value;
use tiffin_runtime::{CallError, PageId};

use super::call::{Answer, Args, Call, Caller, Clients, Effect, Outcome, Text};
use super::lanes::Lane;
use super::line::{End, Line};
use crate::environment::Environment;
use crate::instance::Instance;

/// How a call is done, and where.
pub(crate) enum Handler {
    /// The running program's own state. On the driver's thread: no disk, no network.
    Instance(fn(&mut Instance, &Environment, &Call) -> Outcome),
    /// Answered at once, from memory or by one statement of the database that waits for no disk: on the logic thread for a synchronous row, whose arguments are an
    /// array; on the driver's for an asynchronous one.
    Sync(fn(&Caller, Option<PageId>, &Value) -> Text),
    /// Reads or writes the disk, on a thread that may wait for it. One at a time a program, in order.
    Disk(fn(&Caller, &Call) -> Answer),
    /// Anything else that takes a while, on the workers.
    Work(fn(Caller, Clients, Call) -> BoxFuture<'static, Answer>),
    /// A task with events and methods, on the workers.
    Stream(
        Lane,
        fn(Caller, Clients, Call, Line) -> BoxFuture<'static, End>,
    ),
    /// The shell does it.
    Port(Port),
}

/// What the host adds to what the shell does.
pub(crate) struct Port {
    /// What the shell must not have to check.
    pub check: fn(&Args<'_>) -> Result<(), CallError>,
    /// Makes of the shell's answer what the program gets. On a thread that may wait for the disk.
    pub answer: fn(&Caller, Value) -> Answer,
    /// What else a good answer brings about.
    pub after: fn(&mut Instance, &Environment, &Value) -> Option<Effect>,
}
