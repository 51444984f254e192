//! The loop: inputs, routes and timers become turns of the engine.

use std::cell::{Ref, RefCell, RefMut};
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::mailbox::Mailbox;
use super::state::{Asked, State, lock};
use crate::api::{FaultKind, Input, Launch, Output, PageId, ShowKind};
use crate::engine::{Arg, Bounds, Engine, Thrown};
use crate::faults;
use crate::natives::{Facts, Natives};
use crate::outlet::Outlet;
use crate::pages::{RouteKind, Step, split_url};
use crate::tree::Tree;
use crate::turn::Turn;

/// How long after hiding a program still runs (design: limits).
const RUNS_HIDDEN: u64 = 5_000;
/// Inputs that may wait for a program that is suspended.
const MAX_HELD: usize = 10_000;

const FRAMEWORK: &str = include_str!("../../../../framework/dist/logic.js");

/// All that the thread starts with.
pub(crate) struct Thread {
    pub state: State,
    pub mailbox: Arc<Mailbox>,
    pub turn: Arc<Turn>,
    pub launch: Launch,
    pub facts: Facts,
}

enum Life {
    Front,
    Hidden { since: u64 },
    Suspended { since: u64 },
}

struct Logic {
    state: Rc<RefCell<State>>,
    engine: Engine,
    outlet: Arc<Outlet>,
    life: Life,
    held: VecDeque<Input>,
    /// Routes into packages that are not there yet.
    parked: Vec<(String, Asked)>,
    launch: Launch,
    due: bool,
    ready: bool,
}

/// Runs the program until it is closed. The body of the logic thread.
pub(crate) fn run(thread: Thread) {
    let Thread {
        mut state,
        mailbox,
        turn,
        mut launch,
        mut facts,
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
    };
    let state = Rc::new(RefCell::new(state));
    let natives: Rc<RefCell<dyn Natives>> = state.clone();
    match Engine::start(&bounds, &facts, FRAMEWORK, &natives, turn) {
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
                held: VecDeque::new(),
                parked: Vec::new(),
                launch,
                due: false,
                ready: false,
            };
            logic.start();
            logic.serve(&mailbox);
        }
    }
    mailbox.close();
    outlet.send(Output::Exit);
}

fn wait_for_close(mailbox: &Mailbox) {
    while !matches!(mailbox.take(None), Some(Input::Close)) {}
}

fn launch_json(launch: &Launch) -> String {
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
    fn state(&self) -> Ref<'_, State> {
        self.state.borrow()
    }

    fn state_mut(&self) -> RefMut<'_, State> {
        self.state.borrow_mut()
    }

    fn start(&mut self) {
        self.turn("start", &[]);
        let path = self.launch.path.clone();
        let query = self.launch.query.clone();
        self.open(&path, &query);
    }

    /// Opens a page as the only one; a page that is not there is told to the program first.
    fn open(&mut self, path: &str, query: &str) {
        if self.state().dead {
            return;
        }
        let mut url = format!("/{path}?{query}");
        if !self.state().pages.knows(path) {
            self.turn(
                "pageNotFound",
                &[Arg::Text(path.to_owned()), Arg::Text(query.to_owned())],
            );
            if !self.state().routes.is_empty() {
                return;
            }
            url = format!("/{}", self.state().configs.entry());
        }
        self.state_mut().routes.push_back(Asked {
            kind: "reLaunch".into(),
            url,
            delta: 0,
            call: 0,
        });
    }

    /// One turn of the engine. What went wrong is told; a turn that was stopped ends the program.
    fn turn(&mut self, hook: &str, args: &[Arg]) {
        if self.state().dead {
            return;
        }
        match self.engine.turn(hook, args) {
            Ok(due) => self.due |= due,
            Err(thrown) => self.failed(thrown),
        }
    }

    fn failed(&mut self, thrown: Thrown) {
        let Thrown {
            mut message,
            stack,
            interrupted,
        } = thrown;
        if !interrupted {
            self.state_mut().fault("Handler", message, stack, false);
            return;
        }
        let place = faults::locate(&stack);
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

    fn serve(&mut self, mailbox: &Mailbox) {
        loop {
            if std::mem::take(&mut self.due) {
                self.turn("settle", &[]);
                continue;
            }
            if let Some(asked) = self.next_route() {
                self.route(asked);
                continue;
            }
            let wait = self.wait();
            // An input that waits goes before a timer that is due.
            let input = match wait {
                Some(wait) if wait.is_zero() => mailbox.take(Some(Duration::ZERO)),
                other => mailbox.take(other),
            };
            match input {
                Some(Input::Close) => break,
                Some(input) => self.input(input),
                None => self.tick(),
            }
        }
        if matches!(self.life, Life::Front | Life::Hidden { .. }) {
            self.turn("close", &[]);
        }
    }

    fn suspended(&self) -> bool {
        matches!(self.life, Life::Suspended { .. })
    }

    fn next_route(&mut self) -> Option<Asked> {
        if self.suspended() || self.state().dead {
            return None;
        }
        self.state_mut().routes.pop_front()
    }

    /// How long the loop may sleep; `None` = until something comes.
    fn wait(&self) -> Option<Duration> {
        if self.suspended() || self.state().dead {
            return None;
        }
        let state = self.state();
        let now = state.millis();
        let hidden = match self.life {
            Life::Hidden { since } => Some(since + RUNS_HIDDEN),
            _ => None,
        };
        let next = [state.timers.next(), hidden].into_iter().flatten().min()?;
        Some(Duration::from_millis(next.saturating_sub(now)))
    }

    /// Time passed: one timer, or the end of running hidden.
    fn tick(&mut self) {
        let now = self.state().millis();
        if let Life::Hidden { since } = self.life
            && now >= since + RUNS_HIDDEN
        {
            self.life = Life::Suspended { since: now };
            return;
        }
        let timer = self.state_mut().timers.pop(now);
        if let Some(id) = timer {
            self.turn("timer", &[Arg::Number(f64::from(id))]);
        }
    }

    fn input(&mut self, input: Input) {
        if self.suspended() && !matches!(input, Input::Show { .. } | Input::ViewGone { .. }) {
            if self.held.len() < MAX_HELD && !matches!(input, Input::Hide | Input::Suspend) {
                self.held.push_back(input);
            }
            return;
        }
        match input {
            Input::View { page, message } => self.view(page, message),
            Input::ViewGone { page } => self.turn("viewGone", &[number(page)]),
            Input::Reply { call, result } => self.reply(call, result),
            Input::CallEvent {
                call,
                event,
                payload,
                last,
            } => {
                if self.state_mut().bridge.event(call, last) {
                    let args = [
                        Arg::Number(f64::from(call.0)),
                        Arg::Text(event),
                        Arg::Text(payload),
                        Arg::Bool(last),
                    ];
                    self.turn("callEvent", &args);
                }
            }
            Input::Event { name, payload } => {
                self.turn("event", &[Arg::Text(name), Arg::Text(payload)])
            }
            Input::Show { launch } => self.show(launch),
            Input::Hide => {
                if matches!(self.life, Life::Front) {
                    let since = self.state().millis();
                    self.life = Life::Hidden { since };
                    self.turn("hide", &[]);
                }
            }
            Input::Suspend => {
                let since = self.state().millis();
                self.life = Life::Suspended { since };
            }
            Input::Back => self.back(),
            Input::Home => {
                let entry = self.state().configs.entry();
                self.open(&entry, "");
            }
            Input::TabTap { index } => self.tap_tab(index),
            Input::Environment { json } => self.turn("environment", &[Arg::Text(json)]),
            Input::Package { package, result } => self.package(&package, result),
            Input::Close => {}
        }
    }

    fn show(&mut self, launch: Option<Launch>) {
        if let Life::Suspended { since } = self.life {
            let state = &mut *self.state_mut();
            let away = state.millis().saturating_sub(since);
            state.timers.shift(away);
        }
        self.life = Life::Front;
        let relaunch = launch
            .as_ref()
            .is_some_and(|launch| !launch.path.is_empty());
        let json = launch.as_ref().map_or_else(String::new, launch_json);
        self.turn("show", &[Arg::Text(json), Arg::Bool(relaunch)]);
        if let Some(launch) = launch.filter(|_| relaunch) {
            self.open(&launch.path, &launch.query);
        }
        for input in std::mem::take(&mut self.held) {
            self.input(input);
        }
    }

    fn back(&mut self) {
        if self.state().pages.depth() < 2 {
            self.outlet.send(Output::BackOut);
            return;
        }
        let asked = Asked {
            kind: "navigateBack".into(),
            url: String::new(),
            delta: 1,
            call: 0,
        };
        self.state_mut().routes.push_back(asked);
    }

    fn view(&mut self, page: PageId, message: String) {
        if message.len() > self.state().limits.message
            || !lock(&self.state().trees).contains_key(&page)
        {
            return;
        }
        let Ok(parsed) = serde_json::from_str::<Value>(&message) else {
            return;
        };
        match parsed.get("t").and_then(Value::as_str) {
            Some("state") => {
                let node = parsed
                    .get("node")
                    .and_then(Value::as_u64)
                    .and_then(|id| u32::try_from(id).ok());
                let kind = parsed
                    .get("kind")
                    .and_then(Value::as_str)
                    .unwrap_or_default();
                let value = parsed.get("value").unwrap_or(&Value::Null);
                let mirrored = lock(&self.state().trees)
                    .get_mut(&page)
                    .is_some_and(|tree| tree.mirror(node.unwrap_or(0), kind, value));
                // Scrolling is not told to the program: it listens to events if it wants to know.
                if !mirrored || kind == "page-scroll" {
                    return;
                }
            }
            Some("painted") if !self.ready => {
                self.ready = true;
                self.outlet.send(Output::Ready);
            }
            Some("ready") | None => return,
            Some(_) => {}
        }
        self.turn("view", &[number(page), Arg::Text(message)]);
    }

    fn reply(&mut self, call: crate::api::CallId, result: Result<String, crate::api::CallError>) {
        if !self.state_mut().bridge.answer(call, result.is_ok()) {
            return;
        }
        let (ok, text, errno) = match result {
            Ok(json) => (true, json, None),
            Err(error) => (false, error.message, error.errno),
        };
        let errno = errno.map_or(Arg::Nothing, |errno| Arg::Number(errno as f64));
        self.turn(
            "reply",
            &[
                Arg::Number(f64::from(call.0)),
                Arg::Bool(ok),
                Arg::Text(text),
                errno,
            ],
        );
    }

    fn package(&mut self, package: &str, result: Result<(), String>) {
        let parked = std::mem::take(&mut self.parked);
        let (due, rest): (Vec<_>, Vec<_>) = parked
            .into_iter()
            .partition(|(wanted, _)| wanted == package);
        self.parked = rest;
        for (_, asked) in due {
            match &result {
                Ok(()) => self.state_mut().routes.push_back(asked),
                Err(message) => self.refuse(&asked, message),
            }
        }
    }

    fn refuse(&mut self, asked: &Asked, message: &str) {
        self.turn(
            "routeFailed",
            &[
                Arg::Number(f64::from(asked.call)),
                Arg::Text(message.to_owned()),
            ],
        );
    }

    fn route(&mut self, asked: Asked) {
        let Some(kind) = RouteKind::parse(&asked.kind) else {
            return;
        };
        let (path, query) = split_url(&asked.url, self.state().pages.top_path());
        if kind != RouteKind::NavigateBack && self.state().pages.knows(&path) {
            let package = self.state().configs.package_of(&path);
            if !self.state_mut().code.installed(&package) {
                self.parked.push((package.clone(), asked));
                self.outlet.send(Output::PackageNeeded { package });
                return;
            }
        }
        let steps = self
            .state_mut()
            .pages
            .route(kind, &path, &query, asked.delta);
        match steps {
            Ok(steps) => self.perform(steps, asked.call),
            Err(message) => self.refuse(&asked, &message),
        }
    }

    fn tap_tab(&mut self, index: u32) {
        let path = self.state().pages.tab_path(index).map(str::to_owned);
        let Some(path) = path else { return };
        let package = self.state().configs.package_of(&path);
        if !self.state_mut().code.installed(&package) {
            let asked = Asked {
                kind: "switchTab".into(),
                url: format!("/{path}"),
                delta: 0,
                call: 0,
            };
            self.parked.push((package.clone(), asked));
            self.outlet.send(Output::PackageNeeded { package });
            return;
        }
        let steps = self.state_mut().pages.tap_tab(index);
        if let Ok(steps) = steps {
            self.perform(steps, 0);
        }
    }

    /// Opens what is new, lets the framework carry out the steps, then says what is shown, hidden and gone.
    fn perform(&mut self, steps: Vec<Step>, call: u32) {
        for step in &steps {
            if let Step::Create {
                page,
                path,
                query,
                tab,
            } = step
            {
                let state = self.state();
                lock(&state.trees).insert(PageId(*page), Tree::new(state.limits.nodes));
                let config_json = state.configs.page_config(path);
                self.outlet.send(Output::PageOpen {
                    page: PageId(*page),
                    path: path.clone(),
                    query: query.clone(),
                    config_json,
                    tab: *tab,
                });
            }
        }
        let message = json!({ "call": call, "steps": steps }).to_string();
        self.turn("route", &[Arg::Text(message)]);
        self.announce(&steps);
    }

    fn announce(&self, steps: &[Step]) {
        let shown = steps.iter().rev().find_map(|step| match step {
            Step::Show { page, how } => Some((PageId(*page), *how)),
            _ => None,
        });
        if let Some((page, how)) = shown {
            self.outlet.send(Output::PageShow {
                page,
                how: self.first_is_launch(how),
            });
        }
        for step in steps {
            match step {
                Step::Hide { page } => self.outlet.send(Output::PageHide {
                    page: PageId(*page),
                }),
                Step::Unload { page } => {
                    lock(&self.state().trees).remove(&PageId(*page));
                    self.outlet.send(Output::PageClose {
                        page: PageId(*page),
                    });
                }
                _ => {}
            }
        }
    }

    fn first_is_launch(&self, how: ShowKind) -> ShowKind {
        if self.ready { how } else { ShowKind::Launch }
    }
}

fn number(page: PageId) -> Arg {
    Arg::Number(f64::from(page.0))
}
