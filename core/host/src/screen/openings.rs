//! What is on its way to the screen: one opening at a time, each with a ticket. What belongs to an older ticket, its
//! progress and its end, is nobody's business any more; a failure stays until a person has read it. One that the network
//! caused goes on by itself behind what is shown of it. Pure.

use std::time::Instant;

use super::again::Again;
use super::value::{Opening, Stage};
use crate::error::{HostError, Remedy};
use crate::open::Request;

/// One opening's number, never given twice in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ticket(pub u64);

/// Something that is being opened.
#[derive(Clone)]
pub(crate) struct Pending {
    pub ticket: Ticket,
    pub request: Request,
    pub opening: Opening,
    /// Something has to be there: if this fails, the home comes.
    pub or_home: bool,
    /// It failed before, and is tried again by itself.
    pub again: Option<Again>,
}

/// Something that could not be opened.
#[derive(Clone)]
pub(crate) struct FailedOpening {
    pub program: Option<String>,
    pub error: HostError,
    /// What "try again" opens; absent if the same would fail the same way (a link to a store that is not trusted).
    pub again: Option<Request>,
    /// When it is tried again by itself, and the try that is on its way.
    pub waits: Option<Waits>,
}

#[derive(Clone)]
pub(crate) struct Waits {
    pub again: Again,
    pub trying: Option<Box<Pending>>,
}

impl FailedOpening {
    /// It is tried again by itself, after `before` if it was already, where it is the network that failed.
    pub(crate) fn tried_again(mut self, before: Option<Again>, now: Instant) -> FailedOpening {
        let passes = self.error.remedy == Remedy::Offline && self.again.is_some();
        self.waits = passes.then(|| Waits {
            again: Again::after(before, now),
            trying: None,
        });
        self
    }
}

/// What hides the pages while something opens, or instead of it.
#[derive(Clone, Default)]
pub(crate) enum Openings {
    #[default]
    Nothing,
    Pending(Pending),
    Failed(FailedOpening),
}

impl Openings {
    /// Another opening. The answer is the one that it takes the place of: its work is to be stopped.
    pub(crate) fn begin(&mut self, pending: Pending) -> Option<Ticket> {
        let before = self.ticket();
        *self = Openings::Pending(pending);
        before
    }

    /// Another try behind what is shown of the one that failed; false if that is gone.
    pub(crate) fn try_again(&mut self, pending: Pending) -> bool {
        match self {
            Openings::Failed(FailedOpening {
                waits: Some(waits), ..
            }) if waits.trying.is_none() => {
                waits.trying = Some(Box::new(pending));
                true
            }
            _ => false,
        }
    }

    /// What is to be tried again now.
    pub(crate) fn due(&self, now: Instant) -> Option<(Request, Again)> {
        let (request, again) = self.waiting()?;
        (again.due() <= now).then(|| (request.clone(), again))
    }

    /// When something is to be tried again.
    pub(crate) fn deadline(&self) -> Option<Instant> {
        self.waiting().map(|(_, again)| again.due())
    }

    fn waiting(&self) -> Option<(&Request, Again)> {
        match self {
            Openings::Failed(FailedOpening {
                again: Some(request),
                waits: Some(waits),
                ..
            }) if waits.trying.is_none() => Some((request, waits.again)),
            _ => None,
        }
    }

    /// The network is another one, or the person was away: what waits is tried at once.
    pub(crate) fn changed(&mut self, now: Instant) {
        if let Openings::Failed(FailedOpening {
            waits: Some(waits), ..
        }) = self
        {
            waits.again = Again::changed(now);
        }
    }

    /// How far an opening is. A try that moves takes the place of the failure that is shown.
    pub(crate) fn progress(&mut self, ticket: Ticket, stage: Stage) {
        if let Openings::Failed(FailedOpening {
            waits: Some(waits), ..
        }) = self
            && stage != Stage::Resolving
            && let Some(pending) = waits.trying.take_if(|trying| trying.ticket == ticket)
        {
            *self = Openings::Pending(*pending);
        }
        match self {
            Openings::Pending(pending) if pending.ticket == ticket => {
                pending.opening.stage = stage;
            }
            _ => {}
        }
    }

    /// An opening came to its end; `None` if it was given up before.
    pub(crate) fn arrived(&mut self, ticket: Ticket) -> Option<Pending> {
        match std::mem::take(self) {
            Openings::Pending(pending) if pending.ticket == ticket => Some(pending),
            Openings::Failed(FailedOpening {
                waits:
                    Some(Waits {
                        trying: Some(pending),
                        ..
                    }),
                ..
            }) if pending.ticket == ticket => Some(*pending),
            other => {
                *self = other;
                None
            }
        }
    }

    /// Something could not be opened. What is still on its way goes on, and the failure is not shown over it. The answer is a
    /// try behind an older failure: its work is to be stopped.
    pub(crate) fn fail(&mut self, failed: FailedOpening) -> Option<Ticket> {
        if matches!(self, Openings::Pending(_)) {
            return None;
        }
        let before = self.ticket();
        *self = Openings::Failed(failed);
        before
    }

    /// Leaves what is shown: the answer is the opening whose work is to be stopped.
    pub(crate) fn dismiss(&mut self) -> Option<Ticket> {
        let ticket = self.ticket();
        *self = Openings::Nothing;
        ticket
    }

    /// What "try again" opens, in the place of what failed.
    pub(crate) fn retry(&self) -> Option<Request> {
        match self {
            Openings::Failed(failed) => failed.again.clone(),
            Openings::Nothing | Openings::Pending(_) => None,
        }
    }

    /// What is on its way, or goes on by itself.
    pub(crate) fn request(&self) -> Option<&Request> {
        match self {
            Openings::Pending(pending) => Some(&pending.request),
            Openings::Failed(failed) if failed.waits.is_some() => failed.again.as_ref(),
            Openings::Nothing | Openings::Failed(_) => None,
        }
    }

    pub(crate) fn ticket(&self) -> Option<Ticket> {
        match self {
            Openings::Pending(pending) => Some(pending.ticket),
            Openings::Failed(failed) => {
                let waits = failed.waits.as_ref();
                waits.and_then(|waits| waits.trying.as_ref().map(|trying| trying.ticket))
            }
            Openings::Nothing => None,
        }
    }
}

#[cfg(test)]
mod tests;
