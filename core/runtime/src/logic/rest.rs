//! What is done when there is nothing to do: the next input is waited for, and garbage is collected meanwhile
//! (docs/adr/0035).

use std::time::Duration;

use super::mailbox::Mailbox;
use super::thread::{Life, Logic, Rest};
use crate::api::Input;
use crate::engine::Leave;

/// Without a turn for so long, a program is at rest. People who tap again do so sooner.
const QUIET: Duration = Duration::from_millis(200);

impl Logic {
    /// The next input; `None` if it is time for something else.
    pub(super) fn rest(&mut self, mailbox: &Mailbox) -> Option<Input> {
        let asleep = self.suspended();
        if self.rest == Rest::Tidy || self.state().dead {
            return mailbox.take(self.wait(), asleep);
        }
        if let Some(input) = mailbox.take(Some(Duration::ZERO), asleep) {
            return Some(input);
        }
        self.collect(Leave::Busy);
        let (quiet, leave) = match asleep {
            true => (Duration::ZERO, Leave::Nothing),
            false => (QUIET, Leave::Quiet),
        };
        if self.wait().is_none_or(|wait| wait > quiet) {
            if let Some(input) = mailbox.take(Some(quiet), asleep) {
                return Some(input);
            }
            self.collect(leave);
            self.rest = Rest::Tidy;
        }
        match self.due {
            true => None,
            false => mailbox.take(self.wait(), asleep),
        }
    }

    fn collect(&mut self, leave: Leave) {
        let told = self.engine.collect(leave);
        // A program that sleeps hears of it when it wakes.
        self.due |= told && !self.suspended();
    }

    /// Nothing of the program runs until it is shown.
    pub(super) fn sleep(&mut self) {
        let since = self.state().millis();
        self.life = Life::Suspended { since };
        self.rest = Rest::Worked;
    }
}
