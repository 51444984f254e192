//! What the driver keeps, and its clocks.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use tiffin_runtime::CallId as ProgramCall;
use tokio::task::AbortHandle;

use super::command::Command;
use super::pending::{Asked, Chores, Job, Open};
use crate::capability::lanes::Lanes;
use crate::consent::Consent;
use crate::error::HostError;
use crate::event::HostEvent;
use crate::http::Http;
use crate::ids::{CallId, InstanceId};
use crate::instance::Instance;
use crate::open::Request;
use crate::screen::{Fronts, Openings, Panels, Prompts, Rules, Screen};
use crate::shared::Shared;
use crate::update::schedule::first_check;
use crate::views::Views;

/// The driver looks at its clocks at least this often, in case the machine slept.
pub(super) const LONGEST_WAIT: Duration = Duration::from_secs(30);

pub(super) struct State {
    pub shared: Arc<Shared>,
    pub mailbox: Sender<Command>,
    pub workers: tokio::runtime::Runtime,
    pub http: Http,
    /// For programs' own requests.
    pub network: reqwest::Client,
    pub consent: Consent,
    pub views: Views,
    pub instances: BTreeMap<InstanceId, Instance>,
    pub fronts: Fronts,
    /// How the program that was in front starts when the person is back; `None` for the home.
    pub retired: Option<Request>,
    /// What shells were given last, so that only changes are told.
    pub drawn: Option<Screen>,
    pub panels: Panels,
    pub last_native: u64,
    /// Calls that are open outside the driver.
    pub open: HashMap<(InstanceId, ProgramCall), Open>,
    /// Those that the shell does, by the number it knows them by.
    pub ports: HashMap<CallId, (InstanceId, ProgramCall)>,
    /// Which of them run, and which wait their turn.
    pub lanes: Lanes<Job>,
    /// Questions to the person.
    pub prompts: Prompts<Asked>,
    pub openings: Openings,
    /// The work of the opening that is on its way; aborted when it is given up.
    pub opening_task: Option<AbortHandle>,
    /// When the notice of an instance goes.
    pub notices: HashMap<InstanceId, Instant>,
    /// What waits for the first page of an instance to be painted.
    pub chores: BTreeMap<InstanceId, Chores>,
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
            network: crate::capability::exchange::client()?,
            consent: Consent::new(Arc::clone(&shared.db)),
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
            panels: Panels::default(),
            last_native: 0,
            open: HashMap::new(),
            ports: HashMap::new(),
            lanes: Lanes::default(),
            prompts: Prompts::default(),
            openings: Openings::default(),
            opening_task: None,
            notices: HashMap::new(),
            chores: BTreeMap::new(),
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

    /// When the next clock rings.
    pub(super) fn next_deadline(&self) -> Instant {
        let far = Instant::now() + LONGEST_WAIT;
        let toasts = self
            .instances
            .values()
            .filter_map(|instance| instance.overlays.toast.as_ref().map(|(_, at)| *at));
        toasts
            .chain(self.fronts.deadline())
            .chain(self.notices.values().copied())
            .chain(self.chores.values().map(|chores| chores.due))
            .chain(self.next_check)
            .min()
            .unwrap_or(far)
    }

    /// Does what is due.
    pub(super) fn tick(&mut self, now: Instant) {
        for instance in self.instances.values_mut() {
            instance.overlays.expire(now);
        }
        let gone: Vec<InstanceId> = self
            .notices
            .iter()
            .filter(|(_, at)| **at <= now)
            .map(|(id, _)| *id)
            .collect();
        for id in gone {
            self.notices.remove(&id);
            if let Some(instance) = self.instances.get_mut(&id) {
                instance.notice = None;
            }
        }
        let due: Vec<InstanceId> = self
            .chores
            .iter()
            .filter(|(_, chores)| chores.due <= now)
            .map(|(id, _)| *id)
            .collect();
        for id in due {
            self.do_chores(id);
        }
        self.tick_fronts(now);
        self.check_periodically(now);
        self.draw();
    }
}
