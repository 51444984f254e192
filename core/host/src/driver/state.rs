//! What the driver keeps, and its clocks.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use tiffin_runtime::{CallId as ProgramCall, Input};
use tokio::task::AbortHandle;

use super::command::Command;
use super::pending::{Asked, Chores, PlatformCall};
use crate::chrome::ChromeState;
use crate::consent::Consent;
use crate::error::HostError;
use crate::event::HostEvent;
use crate::http::Http;
use crate::ids::{CallId, InstanceId, PromptId};
use crate::instance::{Instance, Life};
use crate::launch::Request;
use crate::shared::Shared;
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
    /// The instance in front last.
    pub order: Vec<InstanceId>,
    /// What was drawn of each, so that only changes are told.
    pub drawn: HashMap<InstanceId, ChromeState>,
    /// Questions to the shell.
    pub platform_calls: HashMap<CallId, PlatformCall>,
    /// Questions to the person.
    pub prompts: HashMap<PromptId, Asked>,
    /// Calls that a worker answers; aborted with their program.
    pub kept: HashMap<(InstanceId, ProgramCall), AbortHandle>,
    /// The opening that may take the front; an older one that comes late does not.
    pub opening: Option<(u64, Request)>,
    pub foreground: bool,
    /// When the notice of an instance goes.
    pub notices: HashMap<InstanceId, Instant>,
    /// What waits for the first page of an instance to be painted.
    pub chores: BTreeMap<InstanceId, Chores>,
    last_number: u64,
}

impl State {
    pub(super) fn new(
        shared: Arc<Shared>,
        mailbox: Sender<Command>,
        workers: tokio::runtime::Runtime,
    ) -> Result<State, HostError> {
        let limits = &shared.settings.limits;
        Ok(State {
            views: Views::new(limits.views_front, limits.views_behind),
            http: Http::new()?,
            network: crate::capability::network::client()?,
            consent: Consent::new(Arc::clone(&shared.db)),
            shared,
            mailbox,
            workers,
            instances: BTreeMap::new(),
            order: Vec::new(),
            drawn: HashMap::new(),
            platform_calls: HashMap::new(),
            prompts: HashMap::new(),
            kept: HashMap::new(),
            opening: None,
            foreground: true,
            notices: HashMap::new(),
            chores: BTreeMap::new(),
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
        self.order.last().copied()
    }

    /// Tells shells what changed of the chrome of the instance in front. Behind it nobody looks; it is told when it comes.
    pub(super) fn draw(&mut self) {
        let Some(front) = self.front() else { return };
        let environment = self.shared.environment();
        let Some(instance) = self.instances.get(&front) else {
            return;
        };
        let state = instance.chrome(&environment);
        if self.drawn.get(&front) == Some(&state) {
            return;
        }
        self.drawn.insert(front, state.clone());
        self.emit(HostEvent::Chrome {
            instance: front,
            state: Box::new(state),
        });
    }

    /// When the next clock rings.
    pub(super) fn next_deadline(&self) -> Instant {
        let limits = &self.shared.settings.limits;
        let far = Instant::now() + LONGEST_WAIT;
        let lives = self
            .instances
            .values()
            .filter_map(|instance| match instance.life {
                Life::Front => None,
                Life::Behind { since } => {
                    Some(since + Duration::from_millis(limits.suspend_after_ms))
                }
                Life::Suspended { since } => {
                    Some(since + Duration::from_millis(limits.close_after_ms))
                }
            });
        let toasts = self
            .instances
            .values()
            .filter_map(|instance| instance.overlays.toast.as_ref().map(|(_, at)| *at));
        lives
            .chain(toasts)
            .chain(self.notices.values().copied())
            .chain(self.chores.values().map(|chores| chores.due))
            .min()
            .unwrap_or(far)
    }

    /// Does what is due.
    pub(super) fn tick(&mut self, now: Instant) {
        let limits = self.shared.settings.limits.clone();
        let mut over = Vec::new();
        for instance in self.instances.values_mut() {
            instance.overlays.expire(now);
            match instance.life {
                Life::Behind { since }
                    if now >= since + Duration::from_millis(limits.suspend_after_ms) =>
                {
                    instance.life = Life::Suspended { since };
                    instance.runtime.post(Input::Suspend);
                }
                Life::Suspended { since }
                    if now >= since + Duration::from_millis(limits.close_after_ms) =>
                {
                    over.push(instance.id);
                }
                _ => {}
            }
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
        for id in over {
            self.end(id);
        }
        self.draw();
    }
}
