//! What is posted to the driver: by the facade, by programs' threads, by workers that are done.

use serde_json::Value;
use tiffin_protocol::message::FromView;
use tiffin_protocol::{Link, ProgramId, Scene};
use tiffin_runtime::{CallError, CallId as ProgramCall, Output};

use crate::capability::handler::Port;
use crate::environment::Environment;
use crate::error::HostError;
use crate::event::Payload;
use crate::ids::{CallId, InstanceId, ViewId};
use crate::open::Prepared;
use crate::screen::{MemoryLevel, Saved, ScreenAction, Stage, Ticket};

/// What is posted to the driver.
pub(crate) enum Command {
    Environment(Box<Environment>),
    OpenHome,
    OpenLink {
        link: Box<Link>,
        scene: Scene,
    },
    OpenProgram {
        program: ProgramId,
        scene: Scene,
    },
    ViewMessage {
        view: ViewId,
        message: FromView,
        /// Of its text.
        bytes: usize,
    },
    ViewLost(ViewId),
    Act(Box<ScreenAction>),
    Visibility(bool),
    NetworkChanged,
    /// What a program may do was changed from outside of it.
    GrantChanged {
        program: String,
        scope: String,
    },
    PortAnswer {
        call: CallId,
        result: Result<Payload, String>,
    },
    PortEvent {
        call: CallId,
        name: String,
        payload: Payload,
        last: bool,
    },
    /// An event of it found no room.
    PortFlooded(CallId),
    /// What a program said, from its logic thread.
    Output {
        instance: InstanceId,
        output: Output,
    },
    /// How far an opening has come.
    Progress {
        ticket: Ticket,
        stage: Stage,
    },
    /// An opening came to its end.
    Prepared {
        ticket: Ticket,
        result: Box<Result<Prepared, HostError>>,
    },
    /// A worker is done with a call.
    Done {
        instance: InstanceId,
        call: ProgramCall,
    },
    /// What a shell's answer means to the program: JSON, and bytes beside it.
    Ported {
        instance: InstanceId,
        call: ProgramCall,
        port: &'static Port,
        answer: Result<(Value, Vec<Vec<u8>>), CallError>,
    },
    /// A subpackage that a route needs is there, or not.
    Package {
        instance: InstanceId,
        package: String,
        result: Result<(), HostError>,
    },
    /// What the update check found, for the program's update manager.
    Update {
        instance: InstanceId,
        news: crate::update::UpdateEvent,
    },
    TrimMemory(MemoryLevel),
    Restore(Option<Saved>),
    Shutdown,
}
