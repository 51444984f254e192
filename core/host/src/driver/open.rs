//! Opening: what somebody wants opened comes to the front, running already or prepared on a worker.

use std::sync::Arc;

use tiffin_protocol::{Link, ProgramId, Scene};

use super::command::Command;
use super::state::State;
use crate::error::{Code, HostError};
use crate::event::{HostEvent, Opening};
use crate::ids::InstanceId;
use crate::install;
use crate::launch::{Loaded, Prepared, Request, has_page, prepare, read_config};

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
            Err(error) => self.emit(HostEvent::OpenFailed {
                program: None,
                error,
            }),
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
                self.emit(HostEvent::OpenFailed {
                    program: None,
                    error,
                });
                false
            }
        }
    }

    pub(super) fn open_link(&mut self, link: &Link, scene: Scene) {
        let store = match self.shared.stores.of_link(link) {
            Ok(store) => store,
            Err(error) => {
                self.emit(HostEvent::OpenFailed {
                    program: Some(link.program().to_string()),
                    error,
                });
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

    /// The same, and the home if that fails: the person is back, and something has to be there.
    pub(super) fn open_or_home(&mut self, request: Request) {
        self.open(request);
        self.home_if_it_fails = self.opening.as_ref().map(|(ticket, _)| *ticket);
    }

    pub(super) fn open(&mut self, request: Request) {
        self.fronts.forget_retired();
        let alive = self.instances.values().find(|instance| {
            instance.program == request.program && instance.crash.is_none() && !instance.loaded.home
        });
        if let Some(alive) = alive {
            let id = alive.id;
            if request
                .page
                .as_ref()
                .is_some_and(|page| !has_page(&alive.app, page))
            {
                let error = HostError::new(Code::PageUnknown, request.page.unwrap_or_default());
                self.emit(HostEvent::OpenFailed {
                    program: Some(request.program.to_string()),
                    error,
                });
                return;
            }
            if let Some(instance) = self.instances.get_mut(&id) {
                instance.opener = request
                    .opener
                    .filter(|opener| *opener != id)
                    .or(instance.opener);
            }
            self.opening = None;
            self.bring_front(id, Some(request.launch()));
            self.note_use(&request.program);
            return;
        }
        tracing::debug!(target: "opening", program = %request.program, "asked for");
        let ticket = self.number();
        self.opening = Some((ticket, request.clone()));
        let name = self
            .shared
            .catalog
            .name(&request.program)
            .unwrap_or_default();
        let program = request.program.to_string();
        let (shared, http, mailbox) = (
            Arc::clone(&self.shared),
            self.http.clone(),
            self.mailbox.clone(),
        );
        let told = Arc::clone(&self.shared);
        let progress: install::Progress = Arc::new(move |stage| {
            told.events.push(HostEvent::Opening(Opening {
                program: program.clone(),
                name: name.clone(),
                stage,
            }));
        });
        self.workers.spawn(async move {
            let result = Box::new(prepare(&shared, &http, request, &progress).await);
            let _ = mailbox.send(Command::Prepared { ticket, result });
        });
    }

    pub(super) fn prepared(&mut self, ticket: u64, result: Result<Prepared, HostError>) {
        // Somebody opened something else meanwhile: what was fetched stays cached, and nothing jumps to the front.
        let Some((_, request)) = self.opening.take_if(|(current, _)| *current == ticket) else {
            return;
        };
        tracing::debug!(target: "opening", "prepared");
        match result {
            Ok(prepared) => self.start(prepared),
            Err(error) => {
                tracing::warn!(program = %request.program, %error, "opening failed");
                if self.home_if_it_fails.take() == Some(ticket) {
                    self.open_home();
                }
                self.emit(HostEvent::OpenFailed {
                    program: Some(request.program.to_string()),
                    error,
                });
            }
        }
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

    pub(super) fn note_use(&self, program: &ProgramId) {
        if let Err(error) = self.shared.catalog.used(program) {
            tracing::error!(%error, "recents were not written");
        }
        self.tell_home();
    }
}
