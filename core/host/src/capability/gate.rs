//! The one gate before every handler: what the shell can do, whether a person looks, which domains the release lists, what
//! was granted, and the ledger. Synchronous calls and methods of open calls go through it too.

use serde_json::Value;
use tiffin_protocol::capability::{Capability, Status};
use tiffin_runtime::CallError;

use super::call::{Caller, NOT_SUPPORTED};
use super::reach::reachable;
use crate::consent::{Call, Consent, LedgerOutcome, Standing, wording};

/// WeChat's programs run on for a while when they are left; a person who looks at another one is not asked by them.
const BEHIND: &str = "the mini program is in the background";
/// Calls that one program may have open in the host. The runtime has the same bound; who passes it is no program of ours.
const MAX_OPEN: usize = 500;
/// Names of calls that only the bundled home program may make.
const HOME_ONLY: &str = "tiffin.";
/// The method that gives a call up.
pub(crate) const ABORT: &str = "abort";

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

/// Whether there is somebody to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Person {
    /// Looks at the program.
    Looks,
    /// Looks at another one, or at none.
    Elsewhere,
    /// The program waits for the answer of a synchronous call, and cannot wait for a person's.
    NotAsked,
}

pub(crate) struct Gate<'a> {
    pub caller: &'a Caller,
    pub person: Person,
    /// The page on top; empty before there is one.
    pub page: &'a str,
    /// Calls that it has open.
    pub open: usize,
}

impl Gate<'_> {
    fn consent(&self) -> &Consent {
        &self.caller.shared.consent
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
        if row.person && self.person != Person::Looks {
            return Verdict::Refused(BEHIND.into());
        }
        match &row.scope {
            Some(scope) => self.scope(scope, &row.name),
            None => Verdict::Go,
        }
    }

    /// Whether a method of a call that is open may be called: what was granted may have been taken back. To
    /// give a call up needs no grant.
    pub(crate) fn method(&self, row: &'static Capability, method: &str) -> Result<(), CallError> {
        if !row.methods.iter().any(|known| known == method) {
            return Err(NOT_SUPPORTED.into());
        }
        let Some(scope) = row.scope.as_ref().filter(|_| method != ABORT) else {
            return Ok(());
        };
        let name = format!("{}.{method}", row.name);
        let denied = self.decide(scope) == Standing::Denied;
        let outcome = if denied {
            LedgerOutcome::Denied
        } else {
            LedgerOutcome::Allowed
        };
        self.record(scope, &name, outcome)?;
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
            self.record(scope, name, LedgerOutcome::Undeclared)?;
            let message = format!("{scope} is not declared in app.json's permission");
            return Ok(Verdict::Undeclared(message.into()));
        }
        Ok(match self.decide(scope) {
            Standing::Allowed => {
                self.record(scope, name, LedgerOutcome::Allowed)?;
                Verdict::Go
            }
            Standing::Denied => {
                self.record(scope, name, LedgerOutcome::Denied)?;
                refusal().into()
            }
            Standing::Ask if wording(scope).is_none() => {
                Verdict::Refused("scope is not known".into())
            }
            Standing::Ask => match self.person {
                Person::Looks => Verdict::Ask(scope.to_owned()),
                Person::Elsewhere => {
                    self.record(scope, name, LedgerOutcome::Denied)?;
                    Verdict::Refused(BEHIND.into())
                }
                Person::NotAsked => {
                    self.record(scope, name, LedgerOutcome::Denied)?;
                    refusal().into()
                }
            },
        })
    }

    fn decide(&self, scope: &str) -> Standing {
        self.consent().decide(self.caller.program(), scope)
    }

    /// Writes a sensitive call down. One that cannot be written down is not done.
    pub(crate) fn record(
        &self,
        scope: &str,
        name: &str,
        outcome: LedgerOutcome,
    ) -> Result<(), CallError> {
        let call = Call {
            program: self.caller.program(),
            page: self.page,
            scope,
            capability: name,
        };
        self.consent()
            .ledger
            .record(&call, outcome)
            .map_err(|error| {
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;
    use tiffin_protocol::capability::{Capability, find};

    use super::*;
    use crate::screen::Grant;

    const SCOPE: &str = "scope.bluetooth";

    /// A row of today's table, with a scope that it does not have there.
    fn scoped(name: &str) -> &'static Capability {
        let mut row = find(name).unwrap().clone();
        row.scope = Some(SCOPE.into());
        Box::leak(Box::new(row))
    }

    fn caller(folder: &tempfile::TempDir) -> Caller {
        Caller::of_test(folder.path(), &[SCOPE])
    }

    fn gate(caller: &Caller, person: Person) -> Gate<'_> {
        Gate {
            caller,
            person,
            page: "pages/a",
            open: 0,
        }
    }

    /// What was written down, oldest first.
    fn ledger(caller: &Caller) -> Vec<(String, String)> {
        let db = caller.shared.db.durable();
        let text = "SELECT capability, outcome FROM ledger ORDER BY id";
        let mut rows = db.prepare(text).unwrap();
        let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
        rows.unwrap().map(Result::unwrap).collect()
    }

    fn line(name: &str, outcome: &str) -> (String, String) {
        (name.to_owned(), outcome.to_owned())
    }

    #[test]
    fn a_synchronous_call_without_a_grant_is_refused_and_written_down() {
        let folder = tempfile::tempdir().unwrap();
        let caller = caller(&folder);
        let row = scoped("getStorageSync");
        let gate = gate(&caller, Person::NotAsked);
        let refused = Verdict::Refused(refusal());
        assert_eq!(gate.call(row, &json!(["key"])), refused);
        let remember = |grant| gate.consent().answered(caller.program(), SCOPE, grant);
        remember(Grant::Always).unwrap();
        assert_eq!(gate.call(row, &json!(["key"])), Verdict::Go);
        remember(Grant::Never).unwrap();
        assert_eq!(gate.call(row, &json!(["key"])), refused);
        let name = "getStorageSync";
        let written = ["denied", "allowed", "denied"].map(|outcome| line(name, outcome));
        assert_eq!(ledger(&caller), written);
    }

    #[test]
    fn a_scope_that_the_release_does_not_list_is_nobodys() {
        let folder = tempfile::tempdir().unwrap();
        let caller = Caller::of_test(folder.path(), &[]);
        let gate = gate(&caller, Person::NotAsked);
        let verdict = gate.call(scoped("getStorageSync"), &json!([]));
        assert!(matches!(verdict, Verdict::Undeclared(_)), "{verdict:?}");
        assert_eq!(ledger(&caller), [line("getStorageSync", "undeclared")]);
    }

    #[test]
    fn a_method_of_an_open_call_is_refused_once_the_grant_is_taken_back_but_giving_up_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let caller = caller(&folder);
        let mut row = scoped("connectSocket").clone();
        row.methods.push(ABORT.into());
        let row: &Capability = Box::leak(Box::new(row));
        let gate = gate(&caller, Person::Looks);
        assert_eq!(gate.method(row, "send"), Ok(()), "granted once");
        let remember = |grant| gate.consent().answered(caller.program(), SCOPE, grant);
        remember(Grant::Never).unwrap();
        assert_eq!(gate.method(row, "send"), Err(refusal()));
        assert_eq!(gate.method(row, ABORT), Ok(()));
        assert_eq!(gate.method(row, "open"), Err(NOT_SUPPORTED.into()));
        let written = ["allowed", "denied"].map(|outcome| line("connectSocket.send", outcome));
        assert_eq!(ledger(&caller), written);
    }

    #[test]
    fn nobody_is_asked_by_a_program_that_is_behind_and_that_is_written_down() {
        let folder = tempfile::tempdir().unwrap();
        let caller = caller(&folder);
        let row = scoped("getStorage");
        let behind = gate(&caller, Person::Elsewhere).call(row, &json!({}));
        assert_eq!(behind, Verdict::Refused(BEHIND.into()));
        let front = gate(&caller, Person::Looks).call(row, &json!({}));
        assert_eq!(front, Verdict::Ask(SCOPE.into()));
        assert_eq!(ledger(&caller), [line("getStorage", "denied")]);
    }

    #[test]
    fn a_call_that_cannot_be_written_down_goes_nowhere() {
        let folder = tempfile::tempdir().unwrap();
        let caller = caller(&folder);
        let gate = gate(&caller, Person::NotAsked);
        let always = Grant::Always;
        let kept = gate.consent().answered(caller.program(), SCOPE, always);
        kept.unwrap();
        caller
            .shared
            .db
            .durable()
            .execute_batch("DROP TABLE ledger")
            .unwrap();
        let verdict = gate.call(scoped("getStorageSync"), &json!([]));
        assert!(matches!(verdict, Verdict::Refused(_)), "{verdict:?}");
        assert!(gate.method(scoped("connectSocket"), "send").is_err());
    }
}
