//! What a head says, and how decisions change it. Pure: what is decided here is written by `point_head`.

use tiffin_protocol::release::{Candidate, Channel, HEAD_FORMAT, Head, Target};
use tiffin_protocol::time::Time;
use tiffin_protocol::{Fault, ProgramId};

use super::error::Conflict;

/// Recalled sequences that a head has room for, see `docs/formats/release.md`.
pub const RECALLS: usize = tiffin_protocol::limits::LIST;

/// What a head is to say: sequences of releases that are there, and rules about them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pointing {
    /// Of the release that everybody may use.
    pub stable: u64,
    pub trial: Option<Trial>,
    /// The lowest sequence that may start.
    pub minimum: u64,
    /// Sequences that may not.
    pub recalled: Vec<u64>,
    pub ends_at: Option<Time>,
}

/// A candidate and for whom it is, as in [`Candidate`].
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Trial {
    pub sequence: u64,
    pub percent: u8,
    pub salt: String,
    pub allow: Vec<String>,
    pub until: Option<Time>,
    pub paused: bool,
}

impl Trial {
    /// As a head has it.
    pub fn candidate(&self, target: Target) -> Candidate {
        Candidate {
            target,
            percent: self.percent,
            salt: self.salt.clone(),
            allow: self.allow.clone(),
            until: self.until,
            paused: self.paused,
        }
    }

    fn of(candidate: &Candidate) -> Self {
        Self {
            sequence: candidate.target.sequence,
            percent: candidate.percent,
            salt: candidate.salt.clone(),
            allow: candidate.allow.clone(),
            until: candidate.until,
            paused: candidate.paused,
        }
    }
}

/// A head with what is needed to sign it, to change it, and to answer update checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredHead {
    pub program: ProgramId,
    pub channel: Channel,
    /// Grows by one with each change of what it says, from 1.
    pub revision: u64,
    pub stable: Target,
    pub candidate: Option<Candidate>,
    pub minimum: u64,
    pub recalled: Vec<u64>,
    pub ends_at: Option<Time>,
    /// When it was last signed, in whatever revision, in seconds since 1970: the next signature is of a later time.
    pub issued: i64,
    /// Its signed form; none since it was changed.
    pub signed: Option<Signed>,
}

/// The signed form of a head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The DSSE envelope as served.
    pub envelope: Vec<u8>,
    pub keyid: String,
    /// That of the root at that time.
    pub epoch: u64,
    /// Seconds since 1970.
    pub expires: i64,
}

impl StoredHead {
    /// What it says, to be changed and written again.
    pub fn pointing(&self) -> Pointing {
        Pointing {
            stable: self.stable.sequence,
            trial: self.candidate.as_ref().map(Trial::of),
            minimum: self.minimum,
            recalled: self.recalled.clone(),
            ends_at: self.ends_at,
        }
    }

    /// The statement, to be signed.
    pub fn statement(&self, store: &str, epoch: u64, issued_at: Time, expires: Time) -> Head {
        Head {
            kind: Head::KIND.into(),
            format: HEAD_FORMAT,
            program: self.program.clone(),
            store: store.into(),
            epoch,
            channel: self.channel.clone(),
            stable: self.stable.clone(),
            candidate: self.candidate.clone(),
            min_sequence: self.minimum,
            recalled: self.recalled.clone(),
            ends_at: self.ends_at,
            issued_at,
            expires,
        }
    }

    /// That hosts would take it, whoever signs it and when.
    ///
    /// # Errors
    /// `head.invalid`.
    pub fn check(&self) -> Result<(), Fault> {
        let some = self.ends_at.or_else(|| Time::from_unix(0));
        some.map_or(Ok(()), |time| self.statement("", 0, time, time).check())
    }

    /// Whether a host with this sequence (0 for nothing) has something to learn from it.
    pub fn concerns(&self, installed: u64) -> bool {
        self.stable.sequence != installed
            || self.candidate.is_some()
            || installed < self.minimum
            || self.recalled.contains(&installed)
    }
}

/// The head after a release was added, for everybody to use; none if it names this one or a later one already. What
/// was recalled and the minimum stay; a candidate that is not newer any more goes.
pub fn advance(before: Option<&StoredHead>, sequence: u64) -> Option<Pointing> {
    let Some(before) = before else {
        return Some(Pointing {
            stable: sequence,
            ..Pointing::default()
        });
    };
    if before.stable.sequence >= sequence {
        return None;
    }
    let mut next = before.pointing();
    next.stable = sequence;
    next.trial = next.trial.filter(|trial| trial.sequence > sequence);
    Some(next)
}

/// What an administrator decides about a program that was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// The stable release is recalled; a newer one makes the program available again.
    Withdraw,
    /// The stable release is not recalled any more.
    Restore,
    /// The lowest sequence that may start. Recalls below it are implied, and dropped.
    Minimum(u64),
}

impl Ruling {
    /// The head after this ruling.
    ///
    /// # Errors
    /// [`Conflict::NoHead`], [`Conflict::Minimum`], [`Conflict::Recalls`].
    pub fn apply(self, before: Option<&StoredHead>) -> Result<Pointing, Conflict> {
        let mut next = before.ok_or(Conflict::NoHead)?.pointing();
        let newest = next.stable;
        match self {
            Self::Withdraw | Self::Restore => next.recalled.retain(|one| *one != newest),
            Self::Minimum(minimum) if minimum > newest => {
                return Err(Conflict::Minimum { newest });
            }
            Self::Minimum(minimum) => {
                next.minimum = minimum;
                next.recalled.retain(|one| *one >= minimum);
            }
        }
        if self == Self::Withdraw {
            if next.recalled.len() >= RECALLS {
                return Err(Conflict::Recalls);
            }
            next.recalled.push(newest);
        }
        Ok(next)
    }
}
