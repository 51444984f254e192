//! Opening: what somebody wants opened comes to the front, running already or prepared on a worker.

use std::sync::Arc;
use std::time::Instant;

use tiffin_protocol::{Link, ProgramId, Scene};

use super::command::Command;
use super::state::State;
use crate::error::{Code, HostError};
use crate::ids::InstanceId;
use crate::install;
use crate::open::{Prepared, Request, prepare};
use crate::program::{Loaded, has_page, read_config};
use crate::screen::{Again, Calm, FailedOpening, Opening, Pending, Stage, Ticket};

impl State {
    pub(super) fn open_home(&mut self) {
        if let Some(home) = self
            .instances
            .values()
            .find(|instance| instance.loaded.home)
            .map(|home| home.id)
        {
            self.bring_front(home, None);
            return;
        }
        let opened = match &self.shared.settings.home {
            None => Err(HostError::new(Code::HostSettings, "no [home] in host.toml")),
            Some(settings) => Loaded::home(settings).and_then(|loaded| {
                let app = read_config(&loaded)?;
                Ok((Arc::new(loaded), Arc::new(app)))
            }),
        };
        match opened {
            Ok((loaded, app)) => {
                let request = Request::program(loaded.release.program.clone(), Scene::Main);
                self.start(Prepared {
                    request,
                    loaded,
                    app,
                    unchecked: false,
                });
            }
            Err(error) => self.open_failed(None, error, None),
        }
    }

    /// A link as text, from a program or a scan; failures are told as events. True if it was a link of a trusted store.
    pub(super) fn open_text(&mut self, text: &str, scene: Scene) -> bool {
        let link = Link::parse(text).map_err(HostError::from);
        match link.and_then(|link| self.shared.stores.of_link(&link).map(|_| link)) {
            Ok(link) => {
                self.open_link(&link, scene);
                true
            }
            Err(error) => {
                self.open_failed(None, error, None);
                false
            }
        }
    }

    pub(super) fn open_link(&mut self, link: &Link, scene: Scene) {
        let store = match self.shared.stores.of_link(link) {
            Ok(store) => store,
            Err(error) => {
                self.open_failed(Some(link.program().to_string()), error, None);
                return;
            }
        };
        let mut request = Request::program(link.program().clone(), scene);
        request.page = link.page().map(str::to_owned);
        request.query = link.query().to_owned();
        request.store = store;
        self.open(request);
    }

    pub(super) fn open_program(&mut self, program: ProgramId, scene: Scene) {
        let home = self
            .instances
            .values()
            .find(|instance| instance.loaded.home && instance.program == program);
        match home.map(|home| home.id) {
            Some(home) => self.bring_front(home, None),
            None => self.open(Request::program(program, scene)),
        }
    }

    pub(super) fn open(&mut self, request: Request) {
        self.open_as(request, false);
    }

    /// The same, and the home if that fails: the person is back, and something has to be there.
    pub(super) fn open_or_home(&mut self, request: Request) {
        self.open_as(request, true);
    }

    fn open_as(&mut self, mut request: Request, or_home: bool) {
        self.fronts.forget_retired();
        let alive = self.instances.values().find(|instance| {
            instance.program == request.program && instance.crash.is_none() && !instance.loaded.home
        });
        if let Some(alive) = alive {
            let id = alive.id;
            request.leave_out_unknown(&alive.app);
            if request
                .page
                .as_ref()
                .is_some_and(|page| !has_page(&alive.app, page))
            {
                let error = HostError::new(Code::PageUnknown, request.page.unwrap_or_default());
                self.open_failed(Some(request.program.to_string()), error, None);
                return;
            }
            if let Some(instance) = self.instances.get_mut(&id) {
                instance.opener = request
                    .opener
                    .filter(|opener| *opener != id)
                    .or(instance.opener);
            }
            self.give_up_opening();
            self.bring_front(id, Some(request.launch()));
            self.record_use(&request.program);
            return;
        }
        tracing::debug!(target: "opening", program = %request.program, "asked for");
        self.close_panel();
        self.calm = Calm::begin(Instant::now());
        let pending = self.pending(request.clone(), or_home, None);
        let ticket = pending.ticket;
        let before = self.openings.begin(pending);
        self.stop_opening(before);
        // Another page of the same program looks the same on the screen.
        self.shared.set_state(self.saved().to_text());
        self.prepare(ticket, request);
    }

    fn pending(&mut self, request: Request, or_home: bool, again: Option<Again>) -> Pending {
        let name = self.shared.catalog.name(&request.program);
        let opening = Opening {
            program: request.program.to_string(),
            name: name.unwrap_or_default(),
            stage: Stage::Resolving,
        };
        Pending {
            ticket: Ticket(self.number()),
            request,
            opening,
            or_home,
            again,
        }
    }

    /// Tries what the network stopped, when its time has come. Nothing of it is seen until it moves.
    pub(super) fn try_again(&mut self, now: Instant) {
        if !self.fronts.is_foreground() {
            return;
        }
        let Some((request, again)) = self.openings.due(now) else {
            return;
        };
        let pending = self.pending(request.clone(), false, Some(again));
        let ticket = pending.ticket;
        if self.openings.try_again(pending) {
            self.prepare(ticket, request);
        }
    }

    /// Finds on a worker what starts, and brings it if it is not here.
    fn prepare(&mut self, ticket: Ticket, request: Request) {
        let (shared, http, mailbox) = (
            Arc::clone(&self.shared),
            self.http.clone(),
            self.mailbox.clone(),
        );
        let told = std::sync::Mutex::new(self.mailbox.clone());
        let progress: install::Progress = Arc::new(move |stage| {
            let told = told
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner);
            let _ = told.send(Command::Progress { ticket, stage });
        });
        let task = self.workers.spawn(async move {
            let result = Box::new(prepare(&shared, &http, request, &progress).await);
            let _ = mailbox.send(Command::Prepared { ticket, result });
        });
        self.opening_task = Some(task.abort_handle());
    }

    /// How far the opening has come; one that was given up moves nothing.
    pub(super) fn progress(&mut self, ticket: Ticket, stage: Stage) {
        self.openings.progress(ticket, stage);
    }

    /// What opens is not wanted any more: its work stops, and nothing of it jumps to the front. What was fetched stays.
    pub(super) fn give_up_opening(&mut self) {
        let ticket = self.openings.dismiss();
        self.stop_opening(ticket);
    }

    fn stop_opening(&mut self, ticket: Option<Ticket>) {
        if ticket.is_some()
            && let Some(task) = self.opening_task.take()
        {
            task.abort();
        }
    }

    pub(super) fn prepared(&mut self, ticket: Ticket, result: Result<Prepared, HostError>) {
        let Some(pending) = self.openings.arrived(ticket) else {
            return;
        };
        tracing::debug!(target: "opening", "prepared");
        self.opening_task = None;
        match result {
            Ok(prepared) => self.start(prepared),
            Err(error) => {
                let request = pending.request;
                if pending.or_home {
                    self.open_home();
                }
                let program = Some(request.program.to_string());
                self.fail(program, error, Some(request), pending.again);
            }
        }
    }

    /// Something could not be opened; `again` is what another try opens.
    pub(super) fn open_failed(
        &mut self,
        program: Option<String>,
        error: HostError,
        again: Option<Request>,
    ) {
        self.fail(program, error, again, None);
    }

    /// The same; `before` if it was tried again by itself.
    fn fail(
        &mut self,
        program: Option<String>,
        error: HostError,
        again: Option<Request>,
        before: Option<Again>,
    ) {
        let named = program.as_deref().unwrap_or("-");
        tracing::warn!(code = %error.code, detail = %error.detail, program = named, "cannot open");
        let failed = FailedOpening {
            program,
            error,
            again,
            waits: None,
        };
        let failed = failed.tried_again(before, Instant::now());
        let stopped = self.openings.fail(failed);
        self.stop_opening(stopped);
    }

    /// Ends an instance and opens its program again, as it was opened.
    pub(super) fn restart(&mut self, id: InstanceId) {
        let Some(instance) = self.instances.get(&id) else {
            return;
        };
        let (launch, opener, home) = (
            instance.launch.clone(),
            instance.opener,
            instance.loaded.home,
        );
        let mut request = Request::program(instance.program.clone(), Scene::Relaunch);
        request.page = Some(launch.path).filter(|path| !path.is_empty());
        request.query = launch.query;
        request.opener = opener;
        self.end(id);
        if home {
            self.open_home()
        } else {
            self.open(request)
        }
    }

    pub(super) fn record_use(&self, program: &ProgramId) {
        if let Err(error) = self.shared.catalog.used(program) {
            tracing::error!(%error, "recents were not written");
        }
        self.notify_home();
    }
}
