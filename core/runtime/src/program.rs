//! The handle of a running program. All work happens on its own thread; the handle
//! posts inputs, and reads the mirrored trees.

use std::sync::Arc;
use std::sync::mpsc::{self, Sender};

use crate::api::{Input, Output, PageId, ProgramSetup, Snapshot};

/// A running program. Cheap to clone; dropping the last clone closes it.
#[derive(Clone)]
pub struct Program {
    inner: Arc<Inner>,
}

struct Inner {
    mailbox: Sender<Input>,
}

impl Program {
    /// Starts the program's thread and returns at once. What happens comes to the sink.
    pub fn start(setup: ProgramSetup) -> Program {
        let (mailbox, inputs) = mpsc::channel::<Input>();
        let sink = setup.sink;
        std::thread::spawn(move || {
            for input in inputs {
                if matches!(input, Input::Close) {
                    break;
                }
            }
            sink(Output::Exit);
        });
        Program {
            inner: Arc::new(Inner { mailbox }),
        }
    }

    /// Queues an input. Never blocks; ignored after the program ended.
    pub fn post(&self, input: Input) {
        let _ = self.inner.mailbox.send(input);
    }

    /// The page as one batch, from the mirror; `None` if there is no such page (any more).
    /// Works while the logic thread is busy or stuck.
    pub fn snapshot(&self, page: PageId) -> Option<Snapshot> {
        let _ = page;
        None
    }
}
