//! The last deadline of promise 2: an engine that cannot be interrupted (a native call that runs for minutes) is
//! declared dead. Its bridge is cut; the thread is left to end by itself.

use std::sync::{Arc, Weak};
use std::time::Duration;

use crate::api::{FaultKind, Output};
use crate::outlet::Outlet;
use crate::turn::Turn;

/// How often a running turn is looked at.
const LOOK: Duration = Duration::from_millis(250);

/// Watches until the program is gone. Runs on a thread of its own.
pub(crate) fn watch(turn: &Turn, outlet: &Weak<Outlet>, grace: Duration) {
    let deadline = turn.limit() + grace;
    loop {
        turn.wait_for_turn(LOOK);
        let Some(outlet) = outlet.upgrade() else {
            return;
        };
        if turn.elapsed().is_none_or(|elapsed| elapsed <= deadline) {
            continue;
        }
        declare_dead(&outlet, deadline);
        return;
    }
}

fn declare_dead(outlet: &Arc<Outlet>, deadline: Duration) {
    let Some(sink) = outlet.cut() else { return };
    sink(Output::Fault {
        kind: FaultKind::Dead,
        message: format!(
            "the program did not stop within {} s",
            deadline.as_secs_f32()
        ),
        stack: String::new(),
        file: None,
        line: None,
        fatal: true,
    });
    sink(Output::Exit);
}
