//! Calls of programs on their way: through the gate, to their handler, into a lane if they have to wait; and back.

mod consent;
mod effects;
mod ports;

use std::sync::Arc;
use std::sync::mpsc::Sender;

use serde_json::{Value, json};
use tiffin_protocol::capability::row as row_of;
use tiffin_runtime::{CallError, CallId as ProgramCall, Input, PageId, Payload};

use super::command::Command;
use super::pending::{Doing, Job, OpenCall};
use super::state::State;
use crate::capability::gate::{ABORT, Gate, Person, Verdict};
use crate::capability::handler::Handler;
use crate::capability::lanes::{Entered, Lane, MAX_WAITING, Width};
use crate::capability::line::{CallSender, line};
use crate::capability::registry;
use crate::capability::{Answer, Call, Caller, Clients, NOT_SUPPORTED, Outcome};
use crate::event::{HostEvent, LogLevel};
use crate::ids::InstanceId;
use crate::instance::Instance;

/// Says that a worker is done with a call, whatever became of it.
struct Done {
    mailbox: Sender<Command>,
    instance: InstanceId,
    call: ProgramCall,
}

impl Drop for Done {
    fn drop(&mut self) {
        let _ = self.mailbox.send(Command::Done {
            instance: self.instance,
            call: self.call,
        });
    }
}

impl State {
    pub(super) fn reply(&self, id: InstanceId, call: ProgramCall, answer: Answer) {
        if let Some(instance) = self.instances.get(&id) {
            instance.runtime.post(Input::Reply {
                call,
                result: answer.map(|value| value.to_string().into()),
            });
        }
    }

    pub(super) fn caller(&self, id: InstanceId) -> Option<Caller> {
        let instance = self.instances.get(&id)?;
        Some(self.caller_of(instance))
    }

    pub(super) fn caller_of(&self, instance: &Instance) -> Caller {
        let app = instance.app.app.as_ref();
        Caller {
            shared: Arc::clone(&self.shared),
            loaded: Arc::clone(&instance.loaded),
            metrics: Arc::clone(&instance.metrics),
            darkmode: app.is_some_and(|app| app.darkmode),
        }
    }

    pub(super) fn gate<'a>(&'a self, id: InstanceId, caller: &'a Caller) -> Gate<'a> {
        Gate {
            caller,
            person: match self.fronts.is_shown(id) {
                true => Person::Looks,
                false => Person::Elsewhere,
            },
            page: self.page_on_top(id),
            open: self.open.keys().filter(|(owner, _)| *owner == id).count(),
        }
    }

    fn page_on_top(&self, id: InstanceId) -> &str {
        let instance = self.instances.get(&id);
        let page = instance.and_then(|instance| instance.pages.get(instance.route.last()?));
        page.map(|page| page.path.as_str()).unwrap_or_default()
    }

    pub(in crate::driver) fn call(
        &mut self,
        id: InstanceId,
        call: ProgramCall,
        page: Option<PageId>,
        name: &str,
        args: Payload,
    ) {
        let (Some(caller), Some(instance)) = (self.caller(id), self.instances.get(&id)) else {
            return;
        };
        let Some(row) = row_of(name) else {
            self.reply(id, call, Err(NOT_SUPPORTED.into()));
            return;
        };
        let call = Call {
            id: call,
            row,
            page,
            args: serde_json::from_str(&args.json).unwrap_or(Value::Null),
            blobs: args.blobs,
            runtime: instance.runtime.clone(),
        };
        match self.gate(id, &caller).call(row, &call.args) {
            Verdict::Go => self.granted(id, &caller, call),
            Verdict::Ask(scope) => self.ask_for_call(id, scope, call),
            Verdict::Refused(error) => self.reply(id, call.id, Err(error)),
            Verdict::Undeclared(error) => {
                self.warn_author(id, name, &error);
                self.reply(id, call.id, Err(error));
            }
        }
    }

    fn warn_author(&self, id: InstanceId, name: &str, error: &CallError) {
        self.emit(HostEvent::Log {
            instance: id,
            level: LogLevel::Warn,
            text: format!("{name}: {}", error.message),
        });
    }

    /// A call that the gate let through.
    pub(in crate::driver) fn granted(&mut self, id: InstanceId, caller: &Caller, call: Call) {
        let Some(handler) = registry::find(&call.row.name) else {
            self.reply(id, call.id, Err(NOT_SUPPORTED.into()));
            return;
        };
        match handler {
            Handler::Instance(handler) => {
                let environment = self.shared.environment();
                let Some(instance) = self.instances.get_mut(&id) else {
                    return;
                };
                let outcome = handler(instance, &environment, &call);
                self.conclude(id, call.id, call.page, outcome);
            }
            Handler::Sync(handler) => {
                let text = handler(caller, call.page, &call.args);
                let result = text.map(|text| if text.is_empty() { "{}".into() } else { text });
                call.runtime.post(Input::Reply {
                    call: call.id,
                    result: result.map(Payload::from),
                });
            }
            Handler::Disk(_) => self.enter(id, Lane::Disk, Job { call, handler }),
            Handler::Work(_) => self.enter(id, Lane::Free, Job { call, handler }),
            Handler::Stream(lane, _) => self.enter(id, *lane, Job { call, handler }),
            Handler::Port(port) => self.ask_port(id, port, call),
        }
    }

    pub(in crate::driver) fn conclude(
        &mut self,
        id: InstanceId,
        call: ProgramCall,
        page: Option<PageId>,
        outcome: Outcome,
    ) {
        match outcome {
            Outcome::Done(answer) => self.reply(id, call, answer),
            Outcome::Later => {}
            Outcome::Replaces(old, answer) => self.reply(id, old, answer),
            Outcome::Then(effect) => self.effect(id, call, page, effect),
        }
    }

    /// How many calls of a kind a program has on their way, and whether others wait.
    fn width(&self, lane: Lane) -> Width {
        let limits = &self.shared.settings.limits;
        let (at_once, waiting) = match lane {
            Lane::Transfers => (limits.requests.max(1), MAX_WAITING),
            Lane::Sockets => (limits.sockets, 0),
            Lane::Disk => (1, usize::MAX),
            Lane::Free => (usize::MAX, 0),
        };
        Width { at_once, waiting }
    }

    fn enter(&mut self, id: InstanceId, lane: Lane, job: Job) {
        let (width, call, row) = (self.width(lane), job.call.id, job.call.row);
        match self.lanes.enter(id, lane, width, call, job) {
            Entered::Run(job) => self.start_job(id, job),
            Entered::Waits => {
                let doing = Doing::Waits;
                self.open.insert((id, call), OpenCall { row, doing });
            }
            Entered::Full => self.reply(id, call, Err("exceed max task count".into())),
        }
    }

    fn start_job(&mut self, id: InstanceId, job: Job) {
        let Some(caller) = self.caller(id) else {
            return;
        };
        let Job { call, handler } = job;
        let (number, row) = (call.id, call.row);
        let done = Done {
            mailbox: self.mailbox.clone(),
            instance: id,
            call: number,
        };
        let clients = Clients {
            http: self.http.clone(),
            network: self.network.clone(),
        };
        let program = call.runtime.clone();
        let sender = CallSender::new(program.clone(), number, row.queue);
        let reply = move |answer: Answer| {
            sender.reply(answer.map(|value| value.to_string().into()));
        };
        let mut methods = None;
        let task = match handler {
            Handler::Disk(handler) => self.workers.spawn_blocking(move || {
                let _done = done;
                reply(handler(&caller, &call));
            }),
            Handler::Work(handler) => self.workers.spawn(async move {
                let _done = done;
                reply(handler(caller, clients, call).await);
            }),
            Handler::Stream(_, handler) => {
                let (line, ends) = line(program, number, row);
                methods = Some(ends);
                let sender = line.sender();
                self.workers.spawn(async move {
                    let end = handler(caller, clients, call, line).await;
                    drop(done);
                    sender.finish(end);
                })
            }
            Handler::Instance(_) | Handler::Sync(_) | Handler::Port(_) => return,
        };
        let doing = Doing::Runs {
            task: task.abort_handle(),
            methods,
        };
        self.open.insert((id, number), OpenCall { row, doing });
    }

    /// A worker is done with a call: the next one in its lane starts.
    pub(in crate::driver) fn done(&mut self, id: InstanceId, call: ProgramCall) {
        self.open.remove(&(id, call));
        if let Some((_, job)) = self.lanes.leave(id, call) {
            self.start_job(id, job);
        }
    }

    /// A method of a call that is open.
    pub(in crate::driver) fn call_method(
        &mut self,
        id: InstanceId,
        call: ProgramCall,
        method: String,
        args: Payload,
    ) {
        let (Some(caller), Some(open)) = (self.caller(id), self.open.get(&(id, call))) else {
            return;
        };
        if let Err(error) = self.gate(id, &caller).method(open.row, &method) {
            self.warn_author(id, &format!("{}.{method}", open.row.name), &error);
            return;
        }
        let abort = method == ABORT;
        match &open.doing {
            Doing::Waits if abort => {
                self.reply(id, call, Err("abort".into()));
                self.done(id, call);
            }
            Doing::Waits => {}
            Doing::Runs { task, .. } if abort => {
                // The call ends with its task: `Done` comes when that is dropped.
                task.abort();
                self.reply(id, call, Err("abort".into()));
            }
            Doing::Runs { task, methods } => {
                let Some(methods) = methods else { return };
                if !methods.call(method, args) {
                    task.abort();
                    self.end_call(id, call, "too much waits to be sent");
                }
            }
            Doing::Port(number) if abort => {
                let number = *number;
                self.drop_port(number);
                self.reply(id, call, Err("abort".into()));
            }
            Doing::Port(number) => {
                let number = *number;
                let payload = crate::capability::ports::to_shell(args);
                if !self.shared.events.method(number, method, payload) {
                    self.end_port(number, "too much waits to be sent");
                }
            }
        }
    }

    /// Ends a task from here: the program hears an error, and then the end.
    fn end_call(&self, id: InstanceId, call: ProgramCall, reason: &str) {
        let (Some(instance), Some(open)) = (self.instances.get(&id), self.open.get(&(id, call)))
        else {
            return;
        };
        let sender = CallSender::new(instance.runtime.clone(), call, open.row.queue);
        sender.event("error", json!({ "errMsg": reason }).to_string());
        sender.end("close", &json!({ "code": 1006, "reason": reason }));
    }

    /// Nothing of a program that ended goes on.
    pub(in crate::driver) fn end_calls(&mut self, id: InstanceId) {
        self.lanes.gone(id);
        let gone = self.open.extract_if(|(owner, _), _| *owner == id);
        let gone: Vec<OpenCall> = gone.map(|(_, open)| open).collect();
        for open in gone {
            match open.doing {
                Doing::Runs { task, .. } => task.abort(),
                Doing::Port(call) => self.drop_port(call),
                Doing::Waits => {}
            }
        }
    }
}
