//! Calls that need a grant, and the questions that only the host asks: a scope is checked before anything is done.

use serde_json::{Value, json};
use tiffin_protocol::capability::row as row_of;
use tiffin_protocol::{ProgramId, Scene};
use tiffin_runtime::{CallError, CallId as ProgramCall};

use super::super::pending::{Asked, Then};
use super::super::state::State;
use crate::capability::{Args, NOT_SUPPORTED, Outcome};
use crate::consent::{Decision, wording};
use crate::event::{HostEvent, LogLevel};
use crate::ids::{InstanceId, PromptId};
use crate::launch::Request;
use crate::screen::{Ask, Grant, PromptAnswer, Waiting};

/// WeChat's programs run on for a while when they are left; a person who looks at another one is not asked by them.
const BEHIND: &str = "the mini program is in the background";

impl State {
    /// Refuses, before anybody is asked, what this shell cannot do, and what needs a person who does not look.
    pub(in crate::driver) fn possible(&self, id: InstanceId, name: &str) -> Result<(), CallError> {
        let Some(row) = row_of(name) else {
            return Err(NOT_SUPPORTED.into());
        };
        if row.fallback.is_some() && !self.shared.does(name) {
            return Err(NOT_SUPPORTED.into());
        }
        if row.person && !self.in_front(id) {
            return Err(BEHIND.into());
        }
        Ok(())
    }

    fn in_front(&self, id: InstanceId) -> bool {
        self.fronts.is_shown(id)
    }

    /// A call that needs a grant: refused, done, or asked for.
    pub(in crate::driver) fn scoped_call(
        &mut self,
        id: InstanceId,
        call: ProgramCall,
        scope: &str,
        name: &str,
        args: Value,
    ) {
        let Some(instance) = self.instances.get(&id) else {
            return;
        };
        let program = instance.program.to_string();
        if let Some(refused) = self.undeclared(id, scope, name) {
            self.reply(id, call, Err(refused));
            return;
        }
        let outcome = match self.consent.decide(&program, scope) {
            Ok(Decision::Allowed) => match self.note(&program, scope, name, "allowed") {
                Ok(()) => self.granted_call(id, call, None, name, &args),
                Err(refused) => refused.into(),
            },
            Ok(Decision::Denied) => {
                let noted = self.note(&program, scope, name, "denied");
                noted.and(Err(denied())).into()
            }
            Ok(Decision::Ask) => {
                let then = Then::Call {
                    scope: scope.to_owned(),
                    name: name.to_owned(),
                    args,
                };
                self.ask_consent(id, call, scope, then)
            }
            Err(error) => Outcome::fail(error.to_string()),
        };
        self.settle(id, call, outcome);
    }

    /// A scope that the signed release does not list cannot be asked for: nobody is bothered with a prompt, the author
    /// reads why, and the ledger has it.
    fn undeclared(&self, id: InstanceId, scope: &str, name: &str) -> Option<CallError> {
        let instance = self.instances.get(&id)?;
        let declared = &instance.loaded.release.scopes;
        if instance.loaded.home || declared.iter().any(|one| one == scope) {
            return None;
        }
        let noted = self.note(instance.program.as_str(), scope, name, "undeclared");
        if let Err(refused) = noted {
            return Some(refused);
        }
        let message = format!("{scope} is not declared in app.json's permission");
        self.emit(HostEvent::Log {
            instance: id,
            level: LogLevel::Warn,
            text: format!("{name}: {message}"),
        });
        Some(message.into())
    }

    /// Writes a sensitive call down. One that cannot be written down is not done.
    fn note(&self, program: &str, scope: &str, name: &str, outcome: &str) -> Result<(), CallError> {
        let noted = self.consent.note(program, scope, name, outcome);
        noted.map_err(|error| {
            tracing::error!(%error, "the ledger was not written");
            "the call cannot be written down".into()
        })
    }

    fn ask_consent(
        &mut self,
        id: InstanceId,
        call: ProgramCall,
        scope: &str,
        then: Then,
    ) -> Outcome {
        let Some((en, zh)) = wording(scope) else {
            return Outcome::fail("scope is not known");
        };
        if !self.in_front(id) {
            return Outcome::fail(BEHIND);
        }
        let Some(instance) = self.instances.get(&id) else {
            return Outcome::Later;
        };
        let permission = instance
            .app
            .app
            .as_ref()
            .and_then(|app| app.permission.get(scope));
        let reason = permission
            .and_then(|entry| entry.get("desc"))
            .and_then(Value::as_str)
            .unwrap_or_default();
        let ask = Ask::Consent {
            program: instance.program.to_string(),
            name: instance.name.clone(),
            scope: scope.to_owned(),
            reason: crate::capability::shortened(reason, 100),
            title_en: en.to_owned(),
            title_zh: zh.to_owned(),
        };
        self.prompt(id, call, ask, then)
    }

    pub(in crate::driver) fn prompt(
        &mut self,
        id: InstanceId,
        call: ProgramCall,
        ask: Ask,
        then: Then,
    ) -> Outcome {
        let prompt = PromptId(self.number());
        let asked = self.prompts.ask(Waiting {
            prompt,
            instance: id,
            ask,
            then: Asked { call, then },
        });
        if asked {
            Outcome::Later
        } else {
            Outcome::fail("too many questions are open")
        }
    }

    pub(in crate::driver) fn prompt_answered(&mut self, prompt: PromptId, answer: PromptAnswer) {
        let Some(answered) = self.prompts.answered(prompt, self.front()) else {
            return;
        };
        let (id, asked) = (answered.instance, answered.then);
        let Some(instance) = self.instances.get(&id) else {
            return;
        };
        let program = instance.program.to_string();
        let call = asked.call;
        let allowed = matches!(answer, PromptAnswer::Grant(Grant::Once | Grant::Always));
        match asked.then {
            Then::Call { scope, name, args } => {
                if let PromptAnswer::Grant(grant) = answer
                    && let Err(error) = self.consent.remember(&program, &scope, grant)
                {
                    tracing::error!(%error, "a grant was not kept");
                }
                let written = if allowed { "allowed" } else { "denied" };
                let noted = self.note(&program, &scope, &name, written);
                let outcome = match (noted, allowed, name.as_str()) {
                    (Err(refused), ..) => refused.into(),
                    (_, false, _) => denied().into(),
                    (_, true, "authorize") => Outcome::ok(),
                    (_, true, _) => self.granted_call(id, call, None, &name, &args),
                };
                self.settle(id, call, outcome);
            }
            Then::Open {
                program,
                path,
                referrer,
            } => {
                if !allowed {
                    self.reply(id, call, Err("cancel".into()));
                    return;
                }
                self.reply(id, call, Ok(json!({})));
                let (page, query) = split_path(&path);
                let mut request = Request::program(program, Scene::FromProgram);
                (request.page, request.query) = (page, query);
                request.referrer = Some(referrer);
                request.opener = Some(id);
                self.open(request);
            }
        }
    }

    pub(in crate::driver) fn authorize(
        &mut self,
        id: InstanceId,
        call: ProgramCall,
        args: &Value,
    ) -> Outcome {
        let scope = match Args(args).required_text("scope") {
            Ok(scope) => scope.to_owned(),
            Err(error) => return Outcome::Done(Err(error)),
        };
        let Some(instance) = self.instances.get(&id) else {
            return Outcome::Later;
        };
        let program = instance.program.to_string();
        if let Some(refused) = self.undeclared(id, &scope, "authorize") {
            return Outcome::Done(Err(refused));
        }
        match self.consent.decide(&program, &scope) {
            Ok(Decision::Allowed) => Outcome::ok(),
            Ok(Decision::Denied) => Outcome::Done(Err(denied())),
            Ok(Decision::Ask) => {
                let then = Then::Call {
                    scope: scope.clone(),
                    name: "authorize".into(),
                    args: Value::Null,
                };
                self.ask_consent(id, call, &scope, then)
            }
            Err(error) => Outcome::fail(error.to_string()),
        }
    }

    pub(in crate::driver) fn navigate(
        &mut self,
        id: InstanceId,
        call: ProgramCall,
        args: &Value,
    ) -> Outcome {
        let args = Args(args);
        let target = match args.required_text("appId") {
            Ok(text) => text,
            Err(error) => return Outcome::Done(Err(error)),
        };
        let Ok(program) = target.parse::<ProgramId>() else {
            return Outcome::fail("invalid appId");
        };
        let Some(instance) = self.instances.get(&id) else {
            return Outcome::Later;
        };
        let from = instance.program.to_string();
        let referrer = json!({"appId": from, "extraData": args.get("extraData").cloned().unwrap_or_else(|| json!({}))});
        let then = Then::Open {
            program,
            path: args.text("path").unwrap_or_default().to_owned(),
            referrer: referrer.to_string(),
        };
        let to = self
            .shared
            .catalog
            .name(&target.parse().unwrap_or_else(|_| instance.program.clone()));
        let ask = Ask::OpenProgram {
            from: instance.name.clone(),
            to: to.unwrap_or_else(|| target.to_owned()),
        };
        self.prompt(id, call, ask, then)
    }
}

fn denied() -> CallError {
    CallError {
        message: "auth deny".into(),
        errno: Some(103),
    }
}

/// `pages/a/a?x=1` -> page and raw query.
fn split_path(path: &str) -> (Option<String>, String) {
    let (page, query) = path.split_once('?').unwrap_or((path, ""));
    let page = page.trim_start_matches('/');
    (
        (!page.is_empty()).then(|| page.to_owned()),
        query.to_owned(),
    )
}
