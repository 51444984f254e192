//! What is on its way to the screen: one opening at a time, each with a ticket. What belongs to an older ticket, its
//! progress and its end, is nobody's business any more; a failure stays until a person has read it. Pure.

use super::value::{Opening, Stage};
use crate::error::HostError;
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
}

/// Something that could not be opened.
#[derive(Clone)]
pub(crate) struct Failed {
    pub program: Option<String>,
    pub error: HostError,
    /// What "try again" opens; absent if the same would fail the same way (a link to a store that is not trusted).
    pub again: Option<Request>,
}

/// What hides the pages while something opens, or instead of it.
#[derive(Clone, Default)]
pub(crate) enum Openings {
    #[default]
    Nothing,
    Pending(Pending),
    Failed(Failed),
}

impl Openings {
    /// Another opening. The answer is the one that it takes the place of: its work is to be stopped.
    pub(crate) fn begin(&mut self, pending: Pending) -> Option<Ticket> {
        let before = self.ticket();
        *self = Openings::Pending(pending);
        before
    }

    pub(crate) fn progress(&mut self, ticket: Ticket, stage: Stage) {
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
            other => {
                *self = other;
                None
            }
        }
    }

    /// Something could not be opened. What is still on its way goes on, and the failure is not shown over it.
    pub(crate) fn fail(&mut self, failed: Failed) {
        if self.ticket().is_none() {
            *self = Openings::Failed(failed);
        }
    }

    /// Leaves what is shown: the answer is the opening whose work is to be stopped.
    pub(crate) fn dismiss(&mut self) -> Option<Ticket> {
        let ticket = self.ticket();
        *self = Openings::Nothing;
        ticket
    }

    /// Leaves a failure, for another try.
    pub(crate) fn retry(&mut self) -> Option<Request> {
        match std::mem::take(self) {
            Openings::Failed(failed) => failed.again,
            other => {
                *self = other;
                None
            }
        }
    }

    /// What is on its way.
    pub(crate) fn request(&self) -> Option<&Request> {
        match self {
            Openings::Pending(pending) => Some(&pending.request),
            Openings::Nothing | Openings::Failed(_) => None,
        }
    }

    pub(crate) fn ticket(&self) -> Option<Ticket> {
        match self {
            Openings::Pending(pending) => Some(pending.ticket),
            Openings::Nothing | Openings::Failed(_) => None,
        }
    }
}

#[cfg(test)]
mod tests;
