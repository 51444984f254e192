//! The one thread that owns what runs: it takes commands from a mailbox, in order.

use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex};

use tiffin_protocol::{Link, ProgramId, Scene};

use crate::chrome::ChromeAction;
use crate::environment::Environment;
use crate::error::{Code, HostError};
use crate::event::{HostEvent, PromptAnswer};
use crate::ids::{CallId, InstanceId, PromptId, ViewId};
use crate::shared::Shared;

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
        text: String,
    },
    ViewLost(ViewId),
    Back,
    Close(InstanceId),
    TabTapped {
        instance: InstanceId,
        index: u32,
    },
    Chrome {
        instance: InstanceId,
        action: ChromeAction,
    },
    Prompt {
        prompt: PromptId,
        answer: PromptAnswer,
    },
    Visibility(bool),
    PlatformResult {
        call: CallId,
        result: Result<String, String>,
    },
    Shutdown,
}

pub(crate) struct Driver {
    mailbox: Mutex<Sender<Command>>,
}

impl Driver {
    pub(crate) fn start(shared: &Arc<Shared>) -> Result<Driver, HostError> {
        let (mailbox, commands) = mpsc::channel();
        let shared = Arc::clone(shared);
        std::thread::Builder::new()
            .name("tiffin-host".into())
            .spawn(move || {
                for command in commands {
                    if matches!(command, Command::Shutdown) {
                        shared.events.push(HostEvent::Exit);
                        break;
                    }
                }
            })
            .map_err(|error| HostError::new(Code::Internal, error.to_string()))?;
        Ok(Driver {
            mailbox: Mutex::new(mailbox),
        })
    }

    pub(crate) fn post(&self, command: Command) {
        let _ = self
            .mailbox
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .send(command);
    }

    pub(crate) fn stop(&self) {
        self.post(Command::Shutdown);
    }
}
