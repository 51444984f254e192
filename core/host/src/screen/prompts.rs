//! Questions that only the host asks, in the order they came. One at a time is on the screen, and only one of the program
//! in front: what others ask waits for them, and goes with them. Pure.

use super::value::Ask;
use crate::ids::{InstanceId, PromptId};

/// Questions that one program may have open: a person answers one at a time.
const MAX_OPEN: usize = 4;

/// A question and what goes on with its answer.
#[derive(Debug)]
pub(crate) struct Waiting<T> {
    pub prompt: PromptId,
    pub instance: InstanceId,
    pub ask: Ask,
    pub then: T,
}

#[derive(Debug)]
pub(crate) struct Prompts<T> {
    queue: Vec<Waiting<T>>,
}

impl<T> Default for Prompts<T> {
    fn default() -> Self {
        Prompts { queue: Vec::new() }
    }
}

impl<T> Prompts<T> {
    /// False if the program has too many open.
    pub(crate) fn ask(&mut self, waiting: Waiting<T>) -> bool {
        let open = self.queue.iter();
        let open = open.filter(|other| other.instance == waiting.instance);
        if open.count() >= MAX_OPEN {
            return false;
        }
        self.queue.push(waiting);
        true
    }

    /// The one on the screen while this instance is in front.
    pub(crate) fn shown(&self, front: Option<InstanceId>) -> Option<&Waiting<T>> {
        self.queue
            .iter()
            .find(|waiting| Some(waiting.instance) == front)
    }

    /// The answer to the one on the screen. Any other answer is late or made up, and is no answer.
    pub(crate) fn answered(
        &mut self,
        prompt: PromptId,
        front: Option<InstanceId>,
    ) -> Option<Waiting<T>> {
        let shown = self.shown(front)?.prompt;
        if shown != prompt {
            return None;
        }
        let at = self.queue.iter().position(|one| one.prompt == prompt)?;
        Some(self.queue.remove(at))
    }

    /// The instance is gone, and what it asked with it.
    pub(crate) fn forget(&mut self, instance: InstanceId) {
        self.queue.retain(|waiting| waiting.instance != instance);
    }
}

#[cfg(test)]
mod tests;
