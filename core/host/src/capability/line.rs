//! The two ends of a call that is a task: what it tells its program, and what the program tells it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;

use serde_json::Value;
use tiffin_protocol::capability::{Capability, Queue};
use tiffin_runtime::{CallError, CallId, Input, Offered, Payload, Program};
use tokio::sync::mpsc;

/// What methods of one task may hold while the task is busy: what a socket was told to send and a slow network did not take.
const MAX_BACKLOG: usize = 16 << 20;
/// What one waiting method costs beside its arguments.
const OVERHEAD: usize = 1_024;

/// What a task says; cheap to clone.
#[derive(Clone)]
pub(crate) struct CallSender {
    program: Program,
    call: CallId,
    queue: Queue,
}

/// The task's end.
pub(crate) struct Line {
    sender: CallSender,
    methods: MethodCall,
}

/// The methods that the program calls, one after the other.
pub(crate) struct MethodCall {
    methods: mpsc::UnboundedReceiver<(String, Payload)>,
    backlog: Arc<AtomicUsize>,
}

/// The driver's end: methods that the program calls.
pub(crate) struct Methods {
    sender: mpsc::UnboundedSender<(String, Payload)>,
    backlog: Arc<AtomicUsize>,
}

/// The program that a task speaks to has ended.
#[derive(Debug)]
pub(crate) struct Gone;

/// How a task ends. It is told after the task's place is free: a program that hears of it may start the next at once.
pub(crate) enum End {
    Answer(Result<Payload, CallError>),
    Event(&'static str, Value),
    /// The program is gone, or was told already.
    Silent,
}

/// Both ends of a call.
pub(crate) fn line(program: Program, call: CallId, row: &Capability) -> (Line, Methods) {
    let (sender, methods) = mpsc::unbounded_channel();
    let backlog = Arc::<AtomicUsize>::default();
    let line = Line {
        sender: CallSender::new(program, call, row.queue),
        methods: MethodCall {
            methods,
            backlog: Arc::clone(&backlog),
        },
    };
    (line, Methods { sender, backlog })
}

impl Methods {
    /// Hands a method to the task; false if too much waits for it already.
    pub(crate) fn call(&self, method: String, args: Payload) -> bool {
        let size = args.len() + OVERHEAD;
        if self.backlog.fetch_add(size, Ordering::Relaxed) + size > MAX_BACKLOG {
            return false;
        }
        // A task that is just over hears nothing any more.
        let _ = self.sender.send((method, args));
        true
    }
}

impl MethodCall {
    /// `None` when the call is given up.
    pub(crate) async fn next(&mut self) -> Option<(String, Payload)> {
        let (method, args) = self.methods.recv().await?;
        let size = args.len() + OVERHEAD;
        self.backlog.fetch_sub(size, Ordering::Relaxed);
        Some((method, args))
    }
}

impl Line {
    /// For a task that speaks and listens at once.
    pub(crate) fn split(self) -> (CallSender, MethodCall) {
        (self.sender, self.methods)
    }

    pub(crate) fn sender(&self) -> CallSender {
        self.sender.clone()
    }

    pub(crate) fn reply(&self, result: Result<Payload, CallError>) {
        self.sender.reply(result);
    }

    /// An event; false if it was dropped because the program has too many waiting.
    pub(crate) fn event(&self, name: &str, payload: impl Into<Payload>) -> bool {
        self.sender.event(name, payload)
    }

    /// An event that must come; see [`CallSender::send`].
    pub(crate) async fn send(&self, name: &str, payload: Payload) -> Result<(), Gone> {
        self.sender.send(name, payload).await
    }
}

impl CallSender {
    pub(crate) fn new(program: Program, call: CallId, queue: Queue) -> CallSender {
        CallSender {
            program,
            call,
            queue,
        }
    }

    pub(crate) fn finish(&self, end: End) {
        match end {
            End::Answer(result) => self.reply(result),
            End::Event(name, payload) => self.end(name, &payload),
            End::Silent => {}
        }
    }

    pub(crate) fn reply(&self, result: Result<Payload, CallError>) {
        let call = self.call;
        self.program.post(Input::Reply { call, result });
    }

    /// False if it was dropped because the program has too many waiting.
    pub(crate) fn event(&self, name: &str, payload: impl Into<Payload>) -> bool {
        let input = self.input(name, payload.into(), false);
        self.program.offer(input).taken()
    }

    /// An event that must come, however long the program takes: who makes it waits until there is room.
    ///
    /// # Errors
    /// The program has ended.
    pub(crate) async fn send(&self, name: &str, payload: Payload) -> Result<(), Gone> {
        let mut waiting = Some(self.input(name, payload, false));
        std::future::poll_fn(|context| {
            let Some(input) = waiting.take() else {
                return Poll::Ready(Err(Gone));
            };
            match self.program.offer_or_wake(input, context.waker()) {
                Offered::Taken => Poll::Ready(Ok(())),
                Offered::Closed => Poll::Ready(Err(Gone)),
                Offered::Full(back) => {
                    waiting = Some(*back);
                    Poll::Pending
                }
            }
        })
        .await
    }

    /// The last event.
    pub(crate) fn end(&self, name: &str, payload: &Value) {
        let payload = payload.to_string().into();
        self.program.post(self.input(name, payload, true));
    }

    fn input(&self, name: &str, payload: Payload, last: bool) -> Input {
        Input::CallEvent {
            call: self.call,
            event: name.to_owned(),
            payload,
            last,
            queue: self.queue,
        }
    }
}
