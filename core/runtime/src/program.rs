//! The handle of a running program. All work happens on its own thread; the handle posts inputs, and reads the
//! mirrored trees.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::Waker;
use std::thread;

use crate::api::{FaultKind, Input, Output, PageId, ProgramSetup, Snapshot};
use crate::engine::Counted;
use crate::logic::{Mailbox, Offered, State, Thread, Trees, run, watch};
use crate::natives::Facts;
use crate::outlet::Outlet;
use crate::turn::Turn;

/// What was collected of a program's heap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HeapFacts {
    /// Turns with a collection in them, which somebody may have waited for. Counted at the next rest.
    pub in_turns: u32,
    /// Collections between turns.
    pub between: u32,
    /// Bytes that were left after the last collection, 0 before the first.
    pub live: usize,
}

/// What the thread needs beside the engine's own stack: the engine's C frames and ours.
const STACK_BESIDE: usize = 3 << 20;

/// A running program. Cheap to clone; dropping the last clone closes it.
#[derive(Clone)]
pub struct Program {
    inner: Arc<Inner>,
}

struct Inner {
    mailbox: Arc<Mailbox>,
    outlet: Arc<Outlet>,
    trees: Trees,
    turn: Arc<Turn>,
    counted: Arc<Counted>,
}

impl Drop for Inner {
    fn drop(&mut self) {
        let _ = self.mailbox.push(Input::Close);
        self.turn.wake();
    }
}

impl Program {
    /// Starts the program's thread and returns at once. What happens comes to the sink; the last is
    /// [`Output::Exit`].
    pub fn start(setup: ProgramSetup) -> Program {
        let mailbox = Arc::new(Mailbox::default());
        let trees = Trees::default();
        let turn = Arc::new(Turn::new(setup.limits.turn));
        let outlet = Arc::new(Outlet::new(Arc::clone(&setup.sink)));
        let counted = Arc::<Counted>::default();
        let inner = Inner {
            mailbox: Arc::clone(&mailbox),
            outlet: Arc::clone(&outlet),
            trees: Arc::clone(&trees),
            turn: Arc::clone(&turn),
            counted: Arc::clone(&counted),
        };
        let (watched, grace, clock) = (
            Arc::downgrade(&outlet),
            setup.limits.grace,
            Arc::clone(&turn),
        );
        let name = short(&setup.program);
        let size = setup.limits.stack + STACK_BESIDE;
        let sink = Arc::clone(&setup.sink);
        let logic = thread::Builder::new()
            .name(format!("logic {name}"))
            .stack_size(size)
            .spawn(move || {
                let awake = Arc::clone(&turn);
                guarded(setup, outlet, mailbox, trees, turn, counted);
                awake.wake();
            });
        let dog = thread::Builder::new()
            .name(format!("watch {name}"))
            .stack_size(256 << 10)
            .spawn(move || watch(&clock, &watched, grace));
        if let Some(error) = logic.err().or(dog.err()) {
            sink(Output::Fault {
                kind: FaultKind::Start,
                message: format!("no thread could be started: {error}"),
                stack: String::new(),
                file: None,
                line: None,
                fatal: true,
            });
            sink(Output::Exit);
        }
        Program {
            inner: Arc::new(inner),
        }
    }

    /// Queues an input. Never blocks; ignored after the program ended.
    pub fn post(&self, input: Input) {
        let _ = self.offer(input);
    }

    /// The same; what became of it.
    pub fn offer(&self, input: Input) -> Offered {
        self.inner.mailbox.push(input)
    }

    /// The same, for who waits: if it is full, the waker is woken when there may be room, or when the program has ended.
    pub fn offer_or_wake(&self, input: Input, waker: &Waker) -> Offered {
        self.inner.mailbox.push_or_wait(input, Some(waker))
    }

    /// The host has dealt with one output (`Limits::unheard`).
    pub fn heard(&self) {
        self.inner.outlet.heard();
    }

    /// What the collector of garbage has done so far (docs/adr/0035). For tests and measurements.
    pub fn heap(&self) -> HeapFacts {
        let counted = &self.inner.counted;
        HeapFacts {
            in_turns: counted.in_turns.load(Ordering::Relaxed),
            between: counted.between.load(Ordering::Relaxed),
            live: counted.live.load(Ordering::Relaxed),
        }
    }

    /// The page as one batch, from the mirror; `None` if there is no such page (any more).
    /// Works while the logic thread is busy or stuck.
    pub fn snapshot(&self, page: PageId) -> Option<Snapshot> {
        let trees = self
            .inner
            .trees
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let tree = trees.get(&page)?;
        let (n, json) = tree.rebuild();
        Some(Snapshot {
            n,
            json,
            scroll_top: tree.page_scroll(),
        })
    }
}

/// Runs the thread's body; a mistake of ours ends this program, not the host.
fn guarded(
    setup: ProgramSetup,
    outlet: Arc<Outlet>,
    mailbox: Arc<Mailbox>,
    trees: Trees,
    turn: Arc<Turn>,
    counted: Arc<Counted>,
) {
    let (closing, speaking) = (Arc::clone(&mailbox), Arc::clone(&outlet));
    let body = AssertUnwindSafe(|| run(thread_of(setup, outlet, mailbox, trees, turn, counted)));
    if catch_unwind(body).is_err() {
        closing.close();
        speaking.send(Output::Fault {
            kind: FaultKind::Dead,
            message: "the runtime failed".to_owned(),
            stack: String::new(),
            file: None,
            line: None,
            fatal: true,
        });
        speaking.send(Output::Exit);
    }
}

/// Thread names hold 15 bytes on Linux.
fn short(program: &str) -> String {
    program.chars().take(8).collect()
}

fn thread_of(
    setup: ProgramSetup,
    outlet: Arc<Outlet>,
    mailbox: Arc<Mailbox>,
    trees: Trees,
    turn: Arc<Turn>,
    counted: Arc<Counted>,
) -> Thread {
    let facts = Facts {
        platform: setup.platform,
        ports: setup.ports,
        is_home: setup.is_home,
        blocks: setup.blocks,
        program: setup.program,
        launch: String::new(),
    };
    let mut state = State::new(
        outlet,
        setup.code,
        setup.port,
        setup.limits,
        trees,
        Arc::clone(&mailbox),
    );
    state.is_home = facts.is_home;
    Thread {
        state,
        mailbox,
        turn,
        launch: setup.launch,
        facts,
        counted,
    }
}
