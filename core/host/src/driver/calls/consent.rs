//! Questions to the person: for a scope that a call needs, and before another program opens. What may be asked, the gate says.

use serde_json::{Value, json};
use tiffin_protocol::{ProgramId, Scene};
use tiffin_runtime::{CallError, CallId as ProgramCall};

use super::super::pending::{Continuation, Question};
use super::super::state::State;
use crate::capability::gate::{Verdict, refusal};
use crate::capability::{Call, Outcome};
use crate::consent::{GrantState, LedgerOutcome, Standing, wording};
use crate::error::HostError;
use crate::ids::{InstanceId, PromptId};
use crate::open::Request;
use crate::screen::{Ask, Grant, PromptAnswer, Waiting};

impl State {
    /// A call whose scope the person is asked for first.
    pub(super) fn ask_for_call(&mut self, id: InstanceId, scope: String, call: Call) {
        let number = call.id;
        let then = Continuation::Call {
            scope: scope.clone(),
            call: Box::new(call),
        };
        let outcome = self.ask_consent(id, number, &scope, then);
        self.conclude(id, number, None, outcome);
    }

    fn ask_consent(
        &mut self,
        id: InstanceId,
        call: ProgramCall,
        scope: &str,
        then: Continuation,
    ) -> Outcome {
        let Some((en, zh)) = wording(scope) else {
            return Outcome::fail("scope is not known");
        };
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
        then: Continuation,
    ) -> Outcome {
        let prompt = PromptId(self.number());
        let asked = self.prompts.ask(Waiting {
            prompt,
            instance: id,
            ask,
            then: Question { call, then },
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
        let call = asked.call;
        let allowed = allows(answer);
        match asked.then {
            Continuation::Call { scope, call: kept } => {
                let decided = self.decided(id, &scope, &kept.row.name, answer);
                match (decided, self.caller(id)) {
                    (Ok(()), Some(caller)) => self.granted(id, &caller, *kept),
                    (Err(error), _) => self.reply(id, call, Err(error)),
                    (Ok(()), None) => {}
                }
            }
            Continuation::Authorize { scope } => {
                let decided = self.decided(id, &scope, "authorize", answer);
                self.reply(id, call, decided.map(|()| json!({})));
            }
            Continuation::Open {
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

    /// What the person said, kept if it stands, and written down.
    fn decided(
        &mut self,
        id: InstanceId,
        scope: &str,
        name: &str,
        answer: PromptAnswer,
    ) -> Result<(), CallError> {
        let Some(caller) = self.caller(id) else {
            return Err(refusal());
        };
        if let PromptAnswer::Grant(grant) = answer
            && let Err(error) = self.shared.consent.answered(caller.program(), scope, grant)
        {
            tracing::error!(%error, "an answer was not stored");
        }
        if answer == PromptAnswer::Grant(Grant::Never) {
            self.drop_ports_of(id, scope);
        }
        let allowed = allows(answer);
        let outcome = if allowed {
            LedgerOutcome::Allowed
        } else {
            LedgerOutcome::Denied
        };
        self.gate(id, &caller).record(scope, name, outcome)?;
        if allowed { Ok(()) } else { Err(refusal()) }
    }

    /// The person changed what stands, in settings: it counts at once, for what runs too.
    ///
    /// # Errors
    /// `disk.*`: it was not stored, and what stood before stands.
    pub(in crate::driver) fn set_grant(
        &mut self,
        program: &str,
        scope: &str,
        state: GrantState,
    ) -> Result<(), HostError> {
        self.shared.consent.set(program, scope, state)?;
        self.grant_changed(program, scope);
        Ok(())
    }

    /// What goes on with a grant that does not stand any more ends.
    pub(in crate::driver) fn grant_changed(&mut self, program: &str, scope: &str) {
        if self.shared.consent.decide(program, scope) != Standing::Allowed {
            let running = self.instances.values();
            let running = running.filter(|instance| instance.program.as_str() == program);
            let running: Vec<InstanceId> = running.map(|instance| instance.id).collect();
            for id in running {
                self.drop_ports_of(id, scope);
            }
        }
    }

    pub(super) fn authorize(&mut self, id: InstanceId, call: ProgramCall, scope: &str) {
        let Some(caller) = self.caller(id) else {
            return;
        };
        let outcome = match self.gate(id, &caller).scope(scope, "authorize") {
            Verdict::Go => Outcome::ok(),
            Verdict::Refused(error) => error.into(),
            Verdict::Undeclared(error) => {
                self.warn_author(id, "authorize", &error);
                error.into()
            }
            Verdict::Ask(scope) => {
                let then = Continuation::Authorize {
                    scope: scope.clone(),
                };
                self.ask_consent(id, call, &scope, then)
            }
        };
        self.conclude(id, call, None, outcome);
    }

    pub(super) fn navigate(
        &mut self,
        id: InstanceId,
        call: ProgramCall,
        program: ProgramId,
        path: String,
        referrer: String,
    ) {
        let Some(instance) = self.instances.get(&id) else {
            return;
        };
        let to = self.shared.catalog.name(&program);
        let ask = Ask::OpenProgram {
            from: instance.name.clone(),
            to: to.unwrap_or_else(|| program.to_string()),
        };
        let then = Continuation::Open {
            program,
            path,
            referrer,
        };
        let outcome = self.prompt(id, call, ask, then);
        self.conclude(id, call, None, outcome);
    }
}

fn allows(answer: PromptAnswer) -> bool {
    matches!(
        answer,
        PromptAnswer::Grant(Grant::Once | Grant::WhileOpen | Grant::Always)
    )
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
