//! Calls of programs on their way through the capabilities: who asks is known from the instance, a scope is checked before
//! anything is done, and what cannot be answered at once is kept with its program.

mod consent;
mod files;
mod home;
mod shell;
mod sync;

use std::time::Duration;

use serde_json::{Value, json};
use tiffin_protocol::capability::find as row_of;
use tiffin_protocol::message::ToView;
use tiffin_runtime::{CallError, CallId as ProgramCall, Input, PageId, Payload};

use super::command::Command;
use super::state::State;
use crate::capability::{Answer, NOT_SUPPORTED, Outcome, account, inlined, network, port, ui};
use crate::event::HostEvent;
use crate::ids::InstanceId;
use crate::instance::Instance;

pub(super) use sync::{Port, storage_of, system_of};

impl State {
    pub(super) fn reply(&self, id: InstanceId, call: ProgramCall, answer: Answer) {
        if let Some(instance) = self.instances.get(&id) {
            instance.runtime.post(Input::Reply {
                call,
                result: answer.map(|value| value.to_string().into()),
            });
        }
    }

    pub(in crate::driver) fn settle(&self, id: InstanceId, call: ProgramCall, outcome: Outcome) {
        if let Outcome::Done(answer) = outcome {
            self.reply(id, call, answer);
        }
    }

    pub(in crate::driver) fn call(
        &mut self,
        id: InstanceId,
        call: ProgramCall,
        page: Option<PageId>,
        name: &str,
        args: Payload,
    ) {
        let args = inlined(args);
        if let Err(refused) = self.possible(id, name) {
            self.reply(id, call, Err(refused));
            return;
        }
        if let Some(name) = name.strip_prefix("tiffin.") {
            let outcome = self.home_call(id, call, name, &args);
            self.settle(id, call, outcome);
            return;
        }
        let scope = row_of(name).and_then(|row| row.scope.as_deref());
        if let Some(scope) = scope {
            self.scoped_call(id, call, scope, name, args);
            return;
        }
        let outcome = self.granted_call(id, call, page, name, &args);
        self.settle(id, call, outcome);
    }

    /// A call that needs no grant, or has it.
    pub(in crate::driver) fn granted_call(
        &mut self,
        id: InstanceId,
        call: ProgramCall,
        page: Option<PageId>,
        name: &str,
        args: &Value,
    ) -> Outcome {
        let environment = self.shared.environment();
        let chinese = environment.is_chinese();
        let Some(instance) = self.instances.get_mut(&id) else {
            return Outcome::Later;
        };
        let mut replaced = Vec::new();
        if let Some(outcome) = ui::call(instance, chinese, call, page, name, args, &mut replaced) {
            for (old, answer) in replaced {
                self.reply(id, old, answer);
            }
            return outcome;
        }
        let program = instance.program.clone();
        if let Some(result) = storage_of(&self.shared, &program).call(name, args) {
            return result.map_err(CallError::from).into();
        }
        if let Some(value) = system_of(&self.shared, instance).call(&environment, page, name) {
            return Outcome::Done(Ok(value));
        }
        if let Some(answer) = account::call(&self.shared.db, program.as_str(), chinese, name) {
            return answer.into();
        }
        if let Some(outcome) = self.file_call(id, call, name, args) {
            return outcome;
        }
        match name {
            "request" => self.request(id, call, args),
            "startPullDownRefresh" | "stopPullDownRefresh" => {
                self.pull_down(id, page, name == "startPullDownRefresh")
            }
            "authorize" => self.authorize(id, call, args),
            "getSetting" | "openSetting" => match self.consent.settings(program.as_str()) {
                Ok(settings) => Outcome::Done(Ok(settings)),
                Err(error) => Outcome::fail(error.to_string()),
            },
            "shareAppMessage" => self.share_call(id, args),
            "scanCode" => self.scan(id, call, args, false),
            "navigateToMiniProgram" => self.navigate(id, call, args),
            "navigateBackMiniProgram" if !self.has_opener(id) => {
                Outcome::fail("no mini program opened this one")
            }
            "navigateBackMiniProgram" | "exitMiniProgram" => {
                self.reply(id, call, Ok(json!({})));
                self.leave(id);
                Outcome::Later
            }
            "applyUpdate" => {
                self.reply(id, call, Ok(json!({})));
                self.restart(id);
                Outcome::Later
            }
            name if self.shared.does(name) => self.ask_port(id, call, name, args),
            _ => Outcome::fail(NOT_SUPPORTED),
        }
    }

    /// `wx.request`, at most so many at once per program.
    fn request(&mut self, id: InstanceId, call: ProgramCall, args: &Value) -> Outcome {
        let limits = &self.shared.settings.limits;
        let Some(instance) = self.instances.get(&id) else {
            return Outcome::Later;
        };
        if self.kept.keys().filter(|(owner, _)| *owner == id).count() >= limits.requests {
            return Outcome::fail("exceed max task count");
        }
        let policy = network::Policy {
            allowed: instance.loaded.release.domains.request.clone(),
            any: self.shared.settings.allow_any_domain,
            timeout: Duration::from_millis(limits.request_timeout_ms),
            response_bytes: limits.response_bytes,
        };
        let request = match network::prepare(&policy, args) {
            Ok(request) => request,
            Err(error) => return Outcome::Done(Err(error)),
        };
        let client = self.network.clone();
        self.keep(id, call, async move {
            network::send(&client, &policy, request).await
        });
        Outcome::Later
    }

    /// Lets a worker answer the call.
    pub(in crate::driver) fn keep(
        &mut self,
        id: InstanceId,
        call: ProgramCall,
        work: impl std::future::Future<Output = Answer> + Send + 'static,
    ) {
        let mailbox = self.mailbox.clone();
        let task = self.workers.spawn(async move {
            let answer = work.await;
            let _ = mailbox.send(Command::Answer {
                instance: id,
                call,
                answer,
            });
        });
        self.kept.insert((id, call), task.abort_handle());
    }

    /// A method of a call that is open: of a request only `abort`; a shell's own methods are the shell's.
    pub(in crate::driver) fn call_method(
        &mut self,
        id: InstanceId,
        call: ProgramCall,
        method: String,
        args: Payload,
    ) {
        if method == "abort"
            && let Some(task) = self.kept.remove(&(id, call))
        {
            task.abort();
            self.reply(id, call, Err("abort".into()));
            return;
        }
        let mut calls = self.port_calls.iter();
        let port = calls.find(|(_, port)| port.instance == id && port.call == call);
        if let Some((number, _)) = port {
            self.emit(HostEvent::PortMethod {
                call: *number,
                method,
                payload: port::to_shell(args),
            });
        }
    }

    fn has_opener(&self, id: InstanceId) -> bool {
        self.instances
            .get(&id)
            .is_some_and(|instance| instance.opener.is_some())
    }

    fn pull_down(&mut self, id: InstanceId, page: Option<PageId>, on: bool) -> Outcome {
        let page = page.or_else(|| self.instances.get(&id).and_then(Instance::current));
        let Some(page) = page else {
            return Outcome::fail("page is not found");
        };
        self.say_to_view(id, page, &ToView::Refresh { on });
        if on && let Some(instance) = self.instances.get(&id) {
            let message = super::actions::pulled_down();
            instance.runtime.post(Input::View { page, message });
        }
        Outcome::ok()
    }
}
