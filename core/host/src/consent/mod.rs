//! Who may do what: the person's standing answers, and the ledger of each sensitive call. Which program asks is known from
//! its instance, never from a message. Asking itself is the driver's work; this room decides and remembers.
//!
//! The answers are read once, when the host starts, and held in memory: a call costs a look-up, however many there are. What
//! changes them is on the disk before it counts.

mod grant;
mod ledger;
mod scopes;

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use rusqlite::params;
use serde_json::{Map, Value, json};

use crate::db::{Db, now};
use crate::error::{Code, HostError};
use crate::screen::Grant;

pub(crate) use grant::Standing;
pub use grant::{GrantEntry, GrantState};
pub(crate) use ledger::{Call, Ledger};
pub use ledger::{LedgerEntry, LedgerOutcome, LedgerQuery};
pub(crate) use scopes::wording;

/// By program, by scope.
type Grants = HashMap<String, HashMap<String, GrantState>>;

pub(crate) struct Consent {
    db: Arc<Db>,
    grants: RwLock<Grants>,
    pub(crate) ledger: Ledger,
}

impl Consent {
    pub(crate) fn open(db: Arc<Db>) -> Result<Consent, HostError> {
        let mut grants = Grants::new();
        {
            let db = db.durable();
            let mut rows = db.prepare("SELECT program, scope, state, until FROM consent_grant")?;
            let rows = rows.query_map([], |row| {
                let (state, until): (String, Option<i64>) = (row.get(2)?, row.get(3)?);
                Ok((row.get(0)?, row.get(1)?, GrantState::read(&state, until)))
            })?;
            for row in rows {
                let (program, scope, state): (String, String, GrantState) = row?;
                grants.entry(program).or_default().insert(scope, state);
            }
        }
        Ok(Consent {
            ledger: Ledger::new(Arc::clone(&db)),
            db,
            grants: RwLock::new(grants),
        })
    }

    pub(crate) fn state(&self, program: &str, scope: &str) -> GrantState {
        let grants = self.grants.read().unwrap_or_else(PoisonError::into_inner);
        let of_program = grants.get(program);
        let state = of_program.and_then(|scopes| scopes.get(scope));
        state.copied().unwrap_or(GrantState::NotAsked)
    }

    pub(crate) fn decide(&self, program: &str, scope: &str) -> Standing {
        self.state(program, scope).standing(now())
    }

    /// A person's answer to a prompt. `Once` is for this call only.
    ///
    /// # Errors
    /// `disk.*`: it was not stored, and what stood before stands.
    pub(crate) fn answered(
        &self,
        program: &str,
        scope: &str,
        grant: Grant,
    ) -> Result<(), HostError> {
        match grant {
            Grant::Once => Ok(()),
            Grant::WhileOpen => self.set(program, scope, GrantState::WhileOpen),
            Grant::Always => self.set(program, scope, GrantState::Always),
            Grant::Never => self.set(program, scope, GrantState::Never),
        }
    }

    /// Sets what stands from now on.
    ///
    /// # Errors
    /// `permission.unknown` for a scope that does not exist; `disk.*`: it was not stored, and what stood before stands.
    pub(crate) fn set(
        &self,
        program: &str,
        scope: &str,
        state: GrantState,
    ) -> Result<(), HostError> {
        if wording(scope).is_none() {
            return Err(HostError::new(Code::PermissionUnknown, scope));
        }
        // Held over the write, so that memory and disk change in one order.
        let mut grants = self.grants.write().unwrap_or_else(PoisonError::into_inner);
        match state.stored() {
            Some((name, until)) => self.db.durable().execute(
                "INSERT OR REPLACE INTO consent_grant (program, scope, state, until, at) \
                 VALUES (?1, ?2, ?3, ?4, ?5)",
                params![program, scope, name, until, now()],
            )?,
            None => self.db.durable().execute(
                "DELETE FROM consent_grant WHERE program = ?1 AND scope = ?2",
                params![program, scope],
            )?,
        };
        let of_program = grants.entry(program.to_owned()).or_default();
        match state {
            GrantState::NotAsked => of_program.remove(scope),
            state => of_program.insert(scope.to_owned(), state),
        };
        Ok(())
    }

    /// The program has ended, and what was allowed while it was open with it.
    pub(crate) fn ended(&self, program: &str) {
        let mut grants = self.grants.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(scopes) = grants.get_mut(program) {
            scopes.retain(|_, state| *state != GrantState::WhileOpen);
        }
    }

    /// The program was removed: what was answered for it goes, on the disk with the rest of it. The ledger stays, for it is
    /// the person's.
    pub(crate) fn removed(&self, program: &str) {
        let mut grants = self.grants.write().unwrap_or_else(PoisonError::into_inner);
        grants.remove(program);
    }

    /// All that was answered, of one program or of all, ordered by program and scope.
    pub(crate) fn list(&self, program: Option<&str>) -> Vec<GrantEntry> {
        let now = now();
        let grants = self.grants.read().unwrap_or_else(PoisonError::into_inner);
        let chosen = grants
            .iter()
            .filter(|(name, _)| program.is_none_or(|program| program == name.as_str()));
        let mut list: Vec<GrantEntry> = chosen
            .flat_map(|(program, scopes)| {
                scopes
                    .iter()
                    .map(move |(scope, state)| (program, scope, state))
            })
            .filter(|(_, _, state)| state.standing(now) != Standing::Ask)
            .map(|(program, scope, state)| {
                let (en, zh) = wording(scope).unwrap_or((scope, scope));
                GrantEntry {
                    program: program.clone(),
                    scope: scope.clone(),
                    title_en: en.to_owned(),
                    title_zh: zh.to_owned(),
                    state: *state,
                }
            })
            .collect();
        list.sort_by(|a, b| (&a.program, &a.scope).cmp(&(&b.program, &b.scope)));
        list
    }

    /// `wx.getSetting`: the scopes that were answered, as they stand now.
    pub(crate) fn settings(&self, program: &str) -> Value {
        let now = now();
        let grants = self.grants.read().unwrap_or_else(PoisonError::into_inner);
        let scopes = grants.get(program).into_iter().flatten();
        let auth: Map<String, Value> = scopes
            .filter_map(|(scope, state)| match state.standing(now) {
                Standing::Allowed => Some((scope.clone(), Value::Bool(true))),
                Standing::Denied => Some((scope.clone(), Value::Bool(false))),
                Standing::Ask => None,
            })
            .collect();
        json!({ "authSetting": auth })
    }
}

#[cfg(test)]
mod tests;
