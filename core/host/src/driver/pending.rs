//! What the driver keeps until somebody answers: questions to the person, questions to the shell, and what a program that
//! was just started has left to do.

use std::time::Instant;

use serde_json::Value;
use tiffin_protocol::ProgramId;
use tiffin_runtime::CallId as ProgramCall;

use crate::ids::InstanceId;

/// A question to the person that is open, and what goes on with a yes.
#[derive(Debug)]
pub(super) struct Asked {
    pub call: ProgramCall,
    pub then: Then,
}

#[derive(Debug)]
pub(super) enum Then {
    Call {
        scope: String,
        name: String,
        args: Value,
    },
    Open {
        program: ProgramId,
        path: String,
        referrer: String,
    },
}

/// A call that the shell does.
#[derive(Debug)]
pub(super) struct PortCall {
    pub instance: InstanceId,
    pub call: ProgramCall,
    pub name: String,
    /// The answer is a link to open (the home's scan), not one for the program.
    pub opens: bool,
}

/// What is left to do for a program that was started.
pub(super) struct Chores {
    pub due: Instant,
    /// The store was not asked for an update yet.
    pub unchecked: bool,
}
