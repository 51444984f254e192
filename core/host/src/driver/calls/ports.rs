//! Calls that the shell does: asked, answered, and what they tell while they are open.

use serde_json::{Value, json};
use tiffin_protocol::capability::{Lasting, Queue};
use tiffin_runtime::{CallError, CallId as ProgramCall, Input, Payload as ProgramPayload};

use super::super::command::Command;
use super::super::pending::{Doing, OpenCall};
use super::super::state::State;
use crate::capability::gate::refusal;
use crate::capability::handler::{Handler, Port};
use crate::capability::line::CallSender;
use crate::capability::ports::{TOO_LARGE, checked, fits, loaded, name_in_shell, object, to_shell};
use crate::capability::registry;
use crate::capability::{Call, Effect};
use crate::event::{Blob, HostEvent, Payload};
use crate::ids::{CallId, InstanceId};

impl State {
    pub(super) fn ask_port(&mut self, id: InstanceId, port: &Port, call: Call) {
        let name = name_in_shell(&call.row.name).to_owned();
        let refused = match self.shared.does(&name) {
            true => checked(port, &call.args).err(),
            false => Some(crate::capability::NOT_SUPPORTED.into()),
        };
        if let Some(error) = refused {
            self.reply(id, call.id, Err(error));
            return;
        }
        let number = CallId(self.number());
        self.ports.insert(number, (id, call.id));
        let doing = Doing::Port(number);
        let open = OpenCall {
            row: call.row,
            doing,
        };
        self.open.insert((id, call.id), open);
        let json = call.args.to_string();
        let payload = to_shell(ProgramPayload {
            json,
            blobs: call.blobs,
        });
        self.emit(HostEvent::PortCall {
            call: number,
            instance: id,
            name,
            payload,
        });
    }

    /// The shell's answer. What it means is found out on a worker: it may name files.
    pub(in crate::driver) fn port_answer(
        &mut self,
        number: CallId,
        result: Result<Payload, String>,
    ) {
        let Some(&(id, call)) = self.ports.get(&number) else {
            return;
        };
        let (Some(caller), Some(open)) = (self.caller(id), self.open.get(&(id, call))) else {
            return;
        };
        let row = open.row;
        // One that goes on is asked for more later; an answer to a call that has one already changes nothing.
        if row.lasting != Some(Lasting::End) || result.is_err() {
            self.ports.remove(&number);
            self.open.remove(&(id, call));
        }
        let Some(Handler::Port(port)) = registry::find(&row.name) else {
            return;
        };
        if row.lasting == Some(Lasting::End) {
            // Here and now: none of its events may come to the program before it.
            let answer = result.map_err(why).and_then(|payload| {
                let blobs = payload.blobs.into_iter().filter_map(carried).collect();
                Ok(((port.answer)(&caller, object(&payload.json)?)?, blobs))
            });
            self.ported(id, call, port, answer);
            return;
        }
        let mailbox = self.mailbox.clone();
        self.workers.spawn_blocking(move || {
            let answer = result.map_err(why).and_then(|payload| {
                let blobs = loaded(payload.blobs)?;
                let value = (port.answer)(&caller, object(&payload.json)?)?;
                Ok((value, blobs))
            });
            let _ = mailbox.send(Command::Ported {
                instance: id,
                call,
                port,
                answer,
            });
        });
    }

    pub(in crate::driver) fn ported(
        &mut self,
        id: InstanceId,
        call: ProgramCall,
        port: &Port,
        answer: Result<(Value, Vec<Vec<u8>>), CallError>,
    ) {
        let environment = self.shared.environment();
        let Some(instance) = self.instances.get_mut(&id) else {
            return;
        };
        let after = match &answer {
            Ok((value, _)) => (port.after)(instance, &environment, value),
            Err(_) => None,
        };
        let result = answer.map(|(value, blobs)| ProgramPayload {
            json: value.to_string(),
            blobs,
        });
        instance.runtime.post(Input::Reply { call, result });
        if let Some(Effect::OpenText { text, scene }) = after {
            self.open_text(&text, scene);
        }
    }

    /// An event of a call that stays open. Of a call whose events all count, one too many is its end.
    pub(in crate::driver) fn port_event(
        &mut self,
        number: CallId,
        name: &str,
        payload: Payload,
        last: bool,
    ) {
        let Some(&(id, call)) = self.ports.get(&number) else {
            return;
        };
        let (Some(instance), Some(open)) = (self.instances.get(&id), self.open.get(&(id, call)))
        else {
            return;
        };
        if !open.row.events.iter().any(|known| known == name) {
            tracing::warn!(call = %number, name, "a shell's event is none of the call's");
            return;
        }
        if open.row.person && !last && !self.fronts.is_shown(id) {
            return;
        }
        let payload = ProgramPayload {
            json: payload.json,
            blobs: payload.blobs.into_iter().filter_map(carried).collect(),
        };
        let payload = match (fits(&payload), last) {
            (true, _) => payload,
            // The end itself has to come.
            (false, true) => json!({ "errMsg": TOO_LARGE }).to_string().into(),
            (false, false) => {
                tracing::warn!(call = %number, name, "a shell's event is too large");
                self.lose_port(number, TOO_LARGE);
                return;
            }
        };
        let offered = instance.runtime.offer(Input::CallEvent {
            call,
            event: name.to_owned(),
            payload,
            last,
            queue: open.row.queue,
        });
        if !last && (offered.taken() || open.row.queue == Queue::Latest) {
            return;
        }
        if !last {
            self.lose_port(number, "too many events wait");
            return;
        }
        self.ports.remove(&number);
        self.open.remove(&(id, call));
    }

    /// An event of a call was lost: where each of them counts, that is the call's end.
    pub(in crate::driver) fn lose_port(&mut self, number: CallId, why: &str) {
        let open = self.ports.get(&number).and_then(|of| self.open.get(of));
        if open.is_none_or(|open| open.row.queue == Queue::Latest) {
            return;
        }
        self.end_port(number, why);
    }

    /// A call that the shell does cannot go on: the program hears why, and the shell that it is over.
    pub(super) fn end_port(&mut self, number: CallId, why: &str) {
        let Some(of @ &(id, call)) = self.ports.get(&number) else {
            return;
        };
        let (Some(instance), Some(open)) = (self.instances.get(&id), self.open.get(of)) else {
            return;
        };
        if open.row.lasting == Some(Lasting::End) {
            let error = json!({ "errMsg": why });
            let sender = CallSender::new(instance.runtime.clone(), call, open.row.queue);
            sender.end("error", &error);
        } else {
            self.reply(id, call, Err(why.into()));
        }
        self.drop_port(number);
    }

    /// A call is over for the program: the shell stops what it started.
    pub(super) fn drop_port(&mut self, number: CallId) {
        if let Some(of) = self.ports.remove(&number) {
            self.open.remove(&of);
        }
        self.emit(HostEvent::PortGone { call: number });
    }

    /// A person took a scope back: what goes on by it ends, and the program hears why.
    pub(super) fn drop_ports_of(&mut self, id: InstanceId, scope: &str) {
        let calls = self.open.iter().filter_map(|((owner, call), open)| {
            let scoped = *owner == id && open.row.scope.as_deref() == Some(scope);
            match open.doing {
                Doing::Port(number) if scoped => Some((*call, number, open.row)),
                _ => None,
            }
        });
        for (call, number, row) in calls.collect::<Vec<_>>() {
            self.drop_port(number);
            if let (Some(Lasting::End), Some(instance)) = (row.lasting, self.instances.get(&id)) {
                let why = json!({"errMsg": "auth deny"});
                CallSender::new(instance.runtime.clone(), call, row.queue).end("error", &why);
            } else {
                self.reply(id, call, Err(refusal()));
            }
        }
    }
}

/// The bytes of what is not waited for, an event or the answer that begins them: they come with it, nothing is read.
fn carried(blob: Blob) -> Option<Vec<u8>> {
    match blob {
        Blob::Bytes(bytes) => Some(bytes),
        Blob::File { .. } => None,
    }
}

/// A shell that says nothing cannot do it.
fn why(reason: String) -> CallError {
    match reason.is_empty() {
        true => crate::capability::NOT_SUPPORTED.into(),
        false => reason.into(),
    }
}
