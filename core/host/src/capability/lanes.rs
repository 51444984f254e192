//! How many calls of a kind a program has on their way at once; the others wait their turn, as on WeChat, and only so many
//! of them. Pure: it says what may start.

use std::collections::{HashMap, VecDeque};

use tiffin_runtime::CallId;

use crate::ids::InstanceId;

/// Calls that wait in one lane of one program. A page that asks for more has lost count; below it is what an album of
/// pictures asks for at once.
pub(crate) const MAX_WAITING: usize = 200;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Lane {
    /// request, downloadFile, uploadFile together.
    Transfers,
    /// Open for long: they do not wait for each other.
    Sockets,
    /// One after the other, so that what a program wrote is there when it reads.
    Disk,
    /// As many as the program has calls open.
    Free,
}

/// How wide a lane is, and whether calls wait for room in it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Width {
    pub at_once: usize,
    pub waiting: usize,
}

struct Road<J> {
    running: Vec<CallId>,
    waiting: VecDeque<(CallId, J)>,
}

pub(crate) struct Lanes<J> {
    roads: HashMap<(InstanceId, Lane), Road<J>>,
}

/// What becomes of a call that comes into a lane.
#[derive(Debug, PartialEq)]
pub(crate) enum Entered<J> {
    /// It starts now.
    Run(J),
    Waits,
    /// No room even to wait.
    Full,
}

impl<J> Default for Lanes<J> {
    fn default() -> Self {
        let roads = HashMap::new();
        Lanes { roads }
    }
}

impl<J> Lanes<J> {
    pub(crate) fn enter(
        &mut self,
        of: InstanceId,
        lane: Lane,
        width: Width,
        call: CallId,
        job: J,
    ) -> Entered<J> {
        let road = self.roads.entry((of, lane)).or_insert_with(|| Road {
            running: Vec::new(),
            waiting: VecDeque::new(),
        });
        if road.running.len() < width.at_once {
            road.running.push(call);
            Entered::Run(job)
        } else if road.waiting.len() < width.waiting {
            road.waiting.push_back((call, job));
            Entered::Waits
        } else {
            Entered::Full
        }
    }

    /// A call is over, or given up: what starts in its place. A call that only waited frees nothing.
    pub(crate) fn leave(&mut self, of: InstanceId, call: CallId) -> Option<(CallId, J)> {
        let lanes = self.roads.iter_mut().filter(|((owner, _), _)| *owner == of);
        for (_, road) in lanes {
            road.waiting.retain(|(waiting, _)| *waiting != call);
            let Some(at) = road.running.iter().position(|running| *running == call) else {
                continue;
            };
            road.running.swap_remove(at);
            let next = road.waiting.pop_front()?;
            road.running.push(next.0);
            return Some(next);
        }
        None
    }

    pub(crate) fn gone(&mut self, of: InstanceId) {
        self.roads.retain(|(owner, _), _| *owner != of);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: InstanceId = InstanceId(1);
    const WIDTH: Width = Width {
        at_once: 2,
        waiting: 2,
    };

    fn enter(lanes: &mut Lanes<u32>, of: InstanceId, call: u32) -> Entered<u32> {
        lanes.enter(of, Lane::Transfers, WIDTH, CallId(call), call)
    }

    #[test]
    fn calls_wait_their_turn_in_order_and_only_so_many() {
        let mut lanes = Lanes::default();
        assert_eq!(enter(&mut lanes, ONE, 1), Entered::Run(1));
        assert_eq!(enter(&mut lanes, ONE, 2), Entered::Run(2));
        assert_eq!(enter(&mut lanes, ONE, 3), Entered::Waits);
        assert_eq!(enter(&mut lanes, ONE, 4), Entered::Waits);
        assert_eq!(enter(&mut lanes, ONE, 5), Entered::Full);
        assert_eq!(enter(&mut lanes, InstanceId(2), 1), Entered::Run(1));
        assert_eq!(lanes.leave(ONE, CallId(2)), Some((CallId(3), 3)));
        assert_eq!(lanes.leave(ONE, CallId(2)), None, "it left already");
        assert_eq!(lanes.leave(ONE, CallId(4)), None, "it only waited");
        assert_eq!(lanes.leave(ONE, CallId(1)), None, "nobody waits");
        assert_eq!(enter(&mut lanes, ONE, 6), Entered::Run(6));
    }

    #[test]
    fn a_program_that_ends_leaves_nothing() {
        let mut lanes = Lanes::default();
        for call in 1..=4 {
            enter(&mut lanes, ONE, call);
        }
        lanes.gone(ONE);
        assert_eq!(lanes.leave(ONE, CallId(1)), None);
        assert_eq!(enter(&mut lanes, ONE, 5), Entered::Run(5));
    }
}
