//! The one gate before every handler: what the shell can do, whether a person looks, which domains the release lists, what
//! was granted, and the ledger. Synchronous calls and methods of open calls go through it too.

use serde_json::Value;
use tiffin_protocol::capability::{Capability, Status};
use tiffin_runtime::CallError;

use super::call::{Caller, NOT_SUPPORTED};
use super::reach::reachable;
use crate::consent::{Consent, Decision, wording};

/// WeChat's programs run on for a while when they are left; a person who looks at another one is not asked by them.
const BEHIND: &str = "the mini program is in the background";
/// Calls that one program may have open in the host. The runtime has the same bound; who passes it is no program of ours.
const MAX_OPEN: usize = 500;
/// Names of calls that only the bundled home program may make.
const HOME_ONLY: &str = "tiffin.";

/// What becomes of a call.
#[derive(Debug, PartialEq)]
pub(crate) enum Verdict {
    Go,
    Refused(CallError),
    /// The author's mistake: the signed release does not list the scope. Nobody is bothered with a prompt.
    Undeclared(CallError),
    /// The person is asked for this scope, and the call goes on with a yes.
    Ask(String),
}

impl From<CallError> for Verdict {
    fn from(error: CallError) -> Verdict {
        Verdict::Refused(error)
    }
}

pub(crate) struct Gate<'a> {
    pub caller: &'a Caller,
    /// A person looks at the program.
    pub shown: bool,
    /// Calls that it has open.
    pub open: usize,
}

impl Gate<'_> {
    fn consent(&self) -> Consent {
        Consent::new(self.caller.shared.db.clone())
    }

    /// Whether a call may be done. `args` is the one object of an asynchronous call, the array of a synchronous one.
    pub(crate) fn call(&self, row: &'static Capability, args: &Value) -> Verdict {
        if row.name.starts_with(HOME_ONLY) && !self.caller.loaded.home {
            return Verdict::Refused("not allowed".into());
        }
        let done = matches!(row.status, Status::Host | Status::Instance);
        if !done || (row.fallback.is_some() && !self.caller.shared.does(&row.name)) {
            return Verdict::Refused(NOT_SUPPORTED.into());
        }
        if self.open >= MAX_OPEN {
            return Verdict::Refused("too many calls are open".into());
        }
        if let Some(list) = &row.domain
            && let Err(refused) = reachable(self.caller, list, args)
        {
            return refused.into();
        }
        if row.person && !self.shown {
            return Verdict::Refused(BEHIND.into());
        }
        match &row.scope {
            Some(scope) => self.scope(scope, &row.name),
            None => Verdict::Go,
        }
    }

    /// Whether a method of a call that is open may be called: what was granted may have been taken back.
    pub(crate) fn method(&self, row: &'static Capability, method: &str) -> Result<(), CallError> {
        if !row.methods.iter().any(|known| known == method) {
            return Err(NOT_SUPPORTED.into());
        }
        let Some(scope) = &row.scope else {
            return Ok(());
        };
        let name = format!("{}.{method}", row.name);
        let denied = self.decide(scope)? == Decision::Denied;
        self.note(scope, &name, if denied { "denied" } else { "allowed" })?;
        if denied { Err(refusal()) } else { Ok(()) }
    }

    /// Whether a scope may be used right now, and the ledger's line about it.
    pub(crate) fn scope(&self, scope: &str, name: &str) -> Verdict {
        match self.decided(scope, name) {
            Ok(verdict) => verdict,
            Err(refused) => refused.into(),
        }
    }

    fn decided(&self, scope: &str, name: &str) -> Result<Verdict, CallError> {
        let declared = &self.caller.loaded.release.scopes;
        if !self.caller.loaded.home && !declared.iter().any(|one| one == scope) {
            self.note(scope, name, "undeclared")?;
            let message = format!("{scope} is not declared in app.json's permission");
            return Ok(Verdict::Undeclared(message.into()));
        }
        Ok(match self.decide(scope)? {
            Decision::Allowed => {
                self.note(scope, name, "allowed")?;
                Verdict::Go
            }
            Decision::Denied => {
                self.note(scope, name, "denied")?;
                refusal().into()
            }
            Decision::Ask if wording(scope).is_none() => {
                Verdict::Refused("scope is not known".into())
            }
            Decision::Ask if !self.shown => Verdict::Refused(BEHIND.into()),
            Decision::Ask => Verdict::Ask(scope.to_owned()),
        })
    }

    fn decide(&self, scope: &str) -> Result<Decision, CallError> {
        let decision = self.consent().decide(self.caller.program(), scope);
        decision.map_err(|error| error.to_string().into())
    }

    /// Writes a sensitive call down. One that cannot be written down is not done.
    pub(crate) fn note(&self, scope: &str, name: &str, outcome: &str) -> Result<(), CallError> {
        let noted = self
            .consent()
            .note(self.caller.program(), scope, name, outcome);
        noted.map_err(|error| {
            tracing::error!(%error, "the ledger was not written");
            "the call cannot be written down".into()
        })
    }
}

/// WeChat's words and number for a call that the person does not allow.
pub(crate) fn refusal() -> CallError {
    CallError {
        message: "auth deny".into(),
        errno: Some(103),
    }
}
