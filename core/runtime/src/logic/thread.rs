//! The loop: inputs, routes and timers become turns of the engine.

use std::cell::{Ref, RefCell, RefMut};
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::mailbox::Mailbox;
use super::state::{AskedRoute, State};
use crate::api::{FaultKind, Input, Launch, Output, PageId, Place};
use crate::engine::{Arg, Bounds, BuiltIn, Counted, Engine, FRAMEWORK_NAME, Thrown};
use crate::faults;
use crate::flow::SLOW;
use crate::natives::{Facts, Natives};
use crate::outlet::Outlet;
use crate::turn::Turn;

/// How long after hiding a program still runs (design: limits).
const RUNS_HIDDEN: u64 = 5_000;
/// How often a program that waits for its host looks whether it is to end instead.
const LOOK: Duration = Duration::from_millis(100);

static FRAMEWORK: BuiltIn = BuiltIn::new(
    FRAMEWORK_NAME,
    include_str!("../../../../framework/dist/logic.js"),
);

/// All that the thread starts with.
pub(crate) struct Thread {
    pub state: State,
    pub mailbox: Arc<Mailbox>,
    pub turn: Arc<Turn>,
    pub launch: Launch,
    pub facts: Facts,
    pub counted: Arc<Counted>,
}

pub(super) enum Life {
    Front,
    Hidden { since: u64 },
    Suspended { since: u64 },
}

/// What is known of the heap between turns.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Rest {
    /// There was a turn: there may be garbage.
    Worked,
    /// Collected since. Nothing is woken to look again.
    Tidy,
}

pub(super) struct Logic {
    pub(super) state: Rc<RefCell<State>>,
    pub(super) engine: Engine,
    pub(super) outlet: Arc<Outlet>,
    pub(super) life: Life,
    /// Routes into packages that are not there yet.
    pub(super) parked: Vec<(String, AskedRoute)>,
    pub(super) launch: Launch,
    /// Pages that are still to be opened, on the page `below`.
    pub(super) above: VecDeque<Place>,
    pub(super) below: String,
    pub(super) due: bool,
    pub(super) ready: bool,
    pub(super) rest: Rest,
}

/// Runs the program until it is closed. The body of the logic thread.
pub(crate) fn run(thread: Thread) {
    let Thread {
        mut state,
        mailbox,
        turn,
        mut launch,
        mut facts,
        counted,
    } = thread;
    let outlet = Arc::clone(&state.outlet);
    let loaded = state
        .config("main")
        .and_then(|text| state.configs.add(&text));
    if let Err(message) = loaded {
        state.fault("Start", message, String::new(), true);
        wait_for_close(&mailbox);
        outlet.send(Output::Exit);
        return;
    }
    state.pages = state.configs.pages(state.limits.pages);
    if launch.path.is_empty() {
        launch.path = state.configs.entry();
    }
    facts.launch = launch_json(&launch);
    let bounds = Bounds {
        heap: state.limits.heap,
        stack: state.limits.stack,
        counted,
    };
    let state = Rc::new(RefCell::new(state));
    let natives: Rc<RefCell<dyn Natives>> = state.clone();
    match Engine::start(&bounds, &facts, &FRAMEWORK, &natives, turn) {
        Err(thrown) => {
            state
                .borrow_mut()
                .fault("Start", thrown.message, thrown.stack, true);
            wait_for_close(&mailbox);
        }
        Ok(engine) => {
            let mut logic = Logic {
                state,
                engine,
                outlet: Arc::clone(&outlet),
                life: Life::Front,
                parked: Vec::new(),
                launch,
                above: VecDeque::new(),
                below: String::new(),
                due: false,
                ready: false,
                rest: Rest::Worked,
            };
            logic.start();
            logic.serve(&mailbox);
        }
    }
    mailbox.close();
    outlet.send(Output::Exit);
}

fn wait_for_close(mailbox: &Mailbox) {
    while !matches!(mailbox.take(None, false), Some(Input::Close)) {}
}

pub(super) fn launch_json(launch: &Launch) -> String {
    let referrer = launch
        .referrer_json
        .as_deref()
        .and_then(|text| serde_json::from_str::<Value>(text).ok());
    json!({
        "path": launch.path,
        "query": launch.query,
        "scene": launch.scene,
        "referrerInfo": referrer.unwrap_or_else(|| json!({})),
    })
    .to_string()
}

impl Logic {
    pub(super) fn state(&self) -> Ref<'_, State> {
        self.state.borrow()
    }

    pub(super) fn state_mut(&self) -> RefMut<'_, State> {
        self.state.borrow_mut()
    }

    pub(super) fn start(&mut self) {
        self.turn("start", &[]);
        let launch = self.launch.clone();
        self.open_launch(&launch);
    }

    /// One turn of the engine. What went wrong is told; a turn that was stopped ends the program.
    pub(super) fn turn(&mut self, hook: &str, args: &[Arg]) {
        if self.state().dead {
            return;
        }
        self.rest = Rest::Worked;
        match self.engine.turn(hook, args) {
            Ok(due) => self.due |= due,
            Err(thrown) => self.failed(thrown),
        }
    }

    pub(super) fn failed(&mut self, thrown: Thrown) {
        let Thrown {
            mut message,
            stack,
            interrupted,
        } = thrown;
        if !interrupted {
            self.state_mut().fault("Handler", message, stack, false);
            return;
        }
        let place = faults::locate(&stack).map(|(file, line)| {
            let package = self.state().configs.package_of(&file);
            let source = self.state_mut().source(&package, &file).unwrap_or_default();
            let line = faults::loop_line(&String::from_utf8_lossy(&source), line);
            (file, line)
        });
        let limit = self.state().limits.turn.as_secs_f32();
        message = format!("the program did not answer for {limit} s and was stopped ({message})");
        self.state_mut().dead = true;
        self.outlet.send(Output::Fault {
            kind: FaultKind::Stuck,
            message,
            stack,
            line: place.as_ref().map(|(_, line)| *line),
            file: place.map(|(file, _)| file),
            fatal: true,
        });
    }

    pub(super) fn serve(&mut self, mailbox: &Mailbox) {
        loop {
            if std::mem::take(&mut self.due) {
                self.turn("runCallbacks", &[]);
                continue;
            }
            if let Some(asked) = self.next_route().or_else(|| self.next_above()) {
                self.route(asked);
                continue;
            }
            // A host that is far behind is waited for here, between turns: no clock of the program runs, nothing is locked.
            let limit = self.state().limits.unheard;
            while limit != usize::MAX && !self.outlet.eased(limit, LOOK) && !mailbox.closing() {}
            // An input that waits goes before a timer that is due.
            let input = self.rest(mailbox);
            match input {
                Some(Input::Close) => break,
                Some(input) => {
                    self.input(input);
                    // A view that never stops talking does not stop the clock.
                    if self.wait().is_some_and(|wait| wait.is_zero()) {
                        self.tick();
                    }
                }
                None => self.tick(),
            }
        }
        if matches!(self.life, Life::Front | Life::Hidden { .. }) {
            self.turn("close", &[]);
        }
    }

    pub(super) fn suspended(&self) -> bool {
        matches!(self.life, Life::Suspended { .. })
    }

    /// How long the loop may sleep; `None` = until something comes.
    pub(super) fn wait(&self) -> Option<Duration> {
        if self.suspended() || self.state().dead {
            return None;
        }
        let state = self.state();
        let now = state.millis();
        let hidden = match self.life {
            Life::Hidden { since } => Some(since + RUNS_HIDDEN),
            _ => None,
        };
        // While a view is far behind, a program makes nothing new for it by itself.
        let slow = state.flows.values().any(|flow| flow.behind() > SLOW);
        let timer = state.timers.next().filter(|_| !slow);
        let next = [timer, hidden].into_iter().flatten().min()?;
        Some(Duration::from_millis(next.saturating_sub(now)))
    }

    /// Time passed: one timer, or the end of running hidden.
    pub(super) fn tick(&mut self) {
        let now = self.state().millis();
        if let Life::Hidden { since } = self.life
            && now >= since + RUNS_HIDDEN
        {
            self.sleep();
            return;
        }
        let timer = self.state_mut().timers.pop(now);
        if let Some(id) = timer {
            self.turn("timer", &[Arg::Number(f64::from(id))]);
        }
    }
}

pub(super) fn number(page: PageId) -> Arg {
    Arg::Number(f64::from(page.0))
}
