//! What the driver keeps.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use tiffin_runtime::CallId as ProgramCall;
use tokio::task::AbortHandle;

use super::command::Command;
use super::pending::{AfterPaint, Job, OpenCall, Question};
use crate::capability::lanes::Lanes;
use crate::error::HostError;
use crate::event::HostEvent;
use crate::http::Http;
use crate::ids::{CallId, InstanceId};
use crate::instance::Instance;
use crate::open::Request;
use crate::screen::{Calm, Fronts, Openings, Panels, Prompts, Rules, Screen};
use crate::shared::Shared;
use crate::update::schedule::first_check;
use crate::views::Views;

pub(super) struct State {
    pub shared: Arc<Shared>,
    pub mailbox: Sender<Command>,
    pub workers: tokio::runtime::Runtime,
    pub http: Http,
    /// For programs' own requests.
    pub network: crate::capability::wire::Client,
    pub views: Views,
    pub instances: BTreeMap<InstanceId, Instance>,
    pub fronts: Fronts,
    /// How the program that was in front starts when the person is back; `None` for the home.
    pub retired: Option<Request>,
    /// What shells were given last, so that only changes are told.
    pub drawn: Option<Screen>,
    /// How often the screen was composed.
    #[cfg(test)]
    pub composed: std::cell::Cell<u32>,
    pub panels: Panels,
    pub last_native: u64,
    /// Calls that are open outside the driver.
    pub open: HashMap<(InstanceId, ProgramCall), OpenCall>,
    /// Those that the shell does, by the number it knows them by.
    pub ports: HashMap<CallId, (InstanceId, ProgramCall)>,
    /// Which of them run, and which wait their turn.
    pub lanes: Lanes<Job>,
    /// Questions to the person.
    pub prompts: Prompts<Question>,
    pub openings: Openings,
    /// Whether what is drawn stays while something opens.
    pub calm: Calm,
    /// The work of the opening that is on its way; aborted when it is given up.
    pub opening_task: Option<AbortHandle>,
    /// When the notice of an instance goes.
    pub notices: HashMap<InstanceId, Instant>,
    /// What waits for the first page of an instance to be painted.
    pub after_paint: BTreeMap<InstanceId, AfterPaint>,
    /// When the stores are asked about all installed programs.
    pub next_check: Option<Instant>,
    last_number: u64,
}

impl State {
    pub(super) fn new(
        shared: Arc<Shared>,
        mailbox: Sender<Command>,
        workers: tokio::runtime::Runtime,
    ) -> Result<State, HostError> {
        let limits = shared.settings.limits.clone();
        let next_check = first_check(&shared.settings.update, Instant::now());
        Ok(State {
            views: Views::new(limits.views_front, limits.views_behind),
            http: Http::new()?,
            network: crate::capability::wire::Client::new()?,
            shared,
            mailbox,
            workers,
            instances: BTreeMap::new(),
            fronts: Fronts::new(Rules {
                suspend_after: Duration::from_millis(limits.suspend_after_ms),
                close_after: Duration::from_millis(limits.close_after_ms),
                alive: limits.programs_alive,
            }),
            retired: None,
            drawn: None,
            #[cfg(test)]
            composed: std::cell::Cell::default(),
            panels: Panels::default(),
            last_native: 0,
            open: HashMap::new(),
            ports: HashMap::new(),
            lanes: Lanes::default(),
            prompts: Prompts::default(),
            openings: Openings::default(),
            calm: Calm::default(),
            opening_task: None,
            notices: HashMap::new(),
            after_paint: BTreeMap::new(),
            next_check,
            last_number: 0,
        })
    }

    /// A number that was never given before in this run: instances, calls, prompts and openings share the counter.
    pub(super) fn number(&mut self) -> u64 {
        self.last_number += 1;
        self.last_number
    }

    pub(super) fn emit(&self, event: HostEvent) {
        self.shared.events.push(event);
    }

    pub(super) fn front(&self) -> Option<InstanceId> {
        self.fronts.front()
    }
}
