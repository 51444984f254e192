//! Who may do what: the person's standing answers, and the ledger of each sensitive call. Which program asks is known from
//! its instance, never from a message. Asking itself is the driver's work; this room decides and remembers.

mod ledger;
mod scopes;

use std::sync::Arc;

use rusqlite::{OptionalExtension, params};
use serde_json::{Map, Value, json};

use crate::db::{Db, now};
use crate::error::HostError;
use crate::screen::Grant;

pub(crate) use scopes::wording;

/// What a call may do right now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Allowed,
    Denied,
    /// Nobody answered yet.
    Ask,
}

pub(crate) struct Consent {
    db: Arc<Db>,
}

impl Consent {
    pub(crate) fn new(db: Arc<Db>) -> Consent {
        Consent { db }
    }

    pub(crate) fn decide(&self, program: &str, scope: &str) -> Result<Standing, HostError> {
        let stored: Option<bool> = self
            .db
            .durable()
            .query_row(
                "SELECT allowed FROM consent WHERE program = ?1 AND scope = ?2",
                params![program, scope],
                |row| row.get(0),
            )
            .optional()?;
        Ok(match stored {
            Some(true) => Standing::Allowed,
            Some(false) => Standing::Denied,
            None => Standing::Ask,
        })
    }

    /// Keeps an answer that stands. `Once` is for this call only.
    pub(crate) fn remember(
        &self,
        program: &str,
        scope: &str,
        grant: Grant,
    ) -> Result<(), HostError> {
        let allowed = match grant {
            Grant::Once => return Ok(()),
            Grant::Always => true,
            Grant::Never => false,
        };
        self.db.durable().execute(
            "INSERT OR REPLACE INTO consent (program, scope, allowed, at) VALUES (?1, ?2, ?3, ?4)",
            params![program, scope, allowed, now()],
        )?;
        Ok(())
    }

    /// `wx.getSetting`: the scopes that were answered.
    pub(crate) fn settings(&self, program: &str) -> Result<Value, HostError> {
        let db = self.db.durable();
        let mut statement =
            db.prepare_cached("SELECT scope, allowed FROM consent WHERE program = ?1")?;
        let rows = statement.query_map([program], |row| {
            Ok((
                row.get::<_, String>(0)?,
                Value::Bool(row.get::<_, bool>(1)?),
            ))
        })?;
        let auth: Map<String, Value> = rows.collect::<Result<_, _>>()?;
        Ok(json!({ "authSetting": auth }))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn standing_answers_are_kept_and_once_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let consent = Consent::new(Arc::new(Db::open(&folder.path().join("db")).unwrap()));
        let scope = "scope.userLocation";
        assert_eq!(consent.decide("a", scope).unwrap(), Standing::Ask);
        consent.remember("a", scope, Grant::Once).unwrap();
        assert_eq!(consent.decide("a", scope).unwrap(), Standing::Ask);
        consent.remember("a", scope, Grant::Always).unwrap();
        assert_eq!(consent.decide("a", scope).unwrap(), Standing::Allowed);
        assert_eq!(consent.decide("b", scope).unwrap(), Standing::Ask);
        consent.remember("a", scope, Grant::Never).unwrap();
        assert_eq!(consent.decide("a", scope).unwrap(), Standing::Denied);
        assert_eq!(
            consent.settings("a").unwrap(),
            json!({"authSetting": {"scope.userLocation": false}})
        );
        consent.record("a", scope, "getLocation", "denied").unwrap();
    }
}
