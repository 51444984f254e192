//! What the driver keeps until somebody answers: questions to the person, calls on their way, and what a program that
//! was just started has left to do.

use std::time::Instant;

use tiffin_protocol::ProgramId;
use tiffin_protocol::capability::Capability;
use tiffin_runtime::CallId as ProgramCall;
use tokio::task::AbortHandle;

use crate::capability::Call;
use crate::capability::handler::Handler;
use crate::capability::line::Methods;
use crate::ids::CallId;

/// A question to the person that is open, and what goes on with a yes.
pub(super) struct Question {
    pub call: ProgramCall,
    pub then: Continuation,
}

pub(super) enum Continuation {
    /// The call, once the scope is granted.
    Call { scope: String, call: Box<Call> },
    /// Only the grant itself: `wx.authorize`.
    Authorize { scope: String },
    Open {
        program: ProgramId,
        path: String,
        referrer: String,
    },
}

/// A call that is open outside the driver.
pub(super) struct OpenCall {
    pub row: &'static Capability,
    pub doing: Doing,
}

pub(super) enum Doing {
    /// Its turn has not come.
    Waits,
    Runs {
        task: AbortHandle,
        methods: Option<Methods>,
    },
    /// The shell does it.
    Port(CallId),
}

/// A call whose turn has not come, and what does it then.
pub(super) struct Job {
    pub call: Call,
    pub handler: &'static Handler,
}

/// What is left to do for a program that was started.
pub(super) struct AfterPaint {
    pub due: Instant,
    /// The store was not asked for an update yet.
    pub unchecked: bool,
}
