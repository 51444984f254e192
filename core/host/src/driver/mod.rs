//! The one thread that owns what runs: it takes commands from a mailbox in order, lets the pure rooms decide, and performs
//! what they say. Network and long work run on two tokio workers and come back as commands.

mod assign;
mod bridge;
mod calls;
mod chrome;
mod clock;
mod command;
mod crash;
mod front;
mod inflow;
mod open;
mod outputs;
mod pending;
mod perform;
mod screen;
mod share;
mod start;
mod state;
mod update;

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tiffin_protocol::message::FromView;
use tiffin_runtime::Output;

use crate::error::{Code, HostError};
use crate::event::{HostEvent, Payload};
use crate::ids::{CallId, InstanceId, ViewId};
use crate::shared::Shared;

use clock::LONGEST_WAIT;
pub(crate) use command::Command;
use inflow::{Entry, Inflow, Source};
use state::State;

const WORKERS: usize = 2;
/// How long programs may take to end when the host ends.
const LAST_WORDS: Duration = Duration::from_secs(1);
/// How long what a worker is writing to the disk may take until then: a package of 2 MB that is unpacked and verified, on a
/// slow phone. What waits for the network is dropped at once.
const LAST_WORK: Duration = Duration::from_secs(2);

/// The handle of the driver's thread.
pub(crate) struct Driver {
    mailbox: Mutex<Sender<Command>>,
    inflow: Arc<Inflow>,
}

impl Driver {
    pub(crate) fn start(shared: &Arc<Shared>) -> Result<Driver, HostError> {
        let failed = |error: std::io::Error| {
            HostError::new(Code::Internal, format!("starting the driver: {error}"))
        };
        let workers = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(WORKERS)
            .thread_name("tiffin-worker")
            .enable_all()
            .build()
            .map_err(failed)?;
        let (mailbox, commands) = mpsc::channel();
        let inflow = Arc::<Inflow>::default();
        let waiting = Arc::clone(&inflow);
        let mut state = State::new(Arc::clone(shared), mailbox.clone(), workers)?;
        std::thread::Builder::new()
            .name("tiffin-host".into())
            .spawn(move || {
                loop {
                    let wait = state
                        .next_deadline()
                        .saturating_duration_since(Instant::now())
                        .min(LONGEST_WAIT);
                    match commands.recv_timeout(wait) {
                        Ok(Command::Shutdown) | Err(RecvTimeoutError::Disconnected) => break,
                        Ok(command) => state.turn(Some(command), &waiting),
                        Err(RecvTimeoutError::Timeout) => state.turn(None, &waiting),
                    }
                }
                state.shut_down(&commands);
            })
            .map_err(failed)?;
        Ok(Driver {
            mailbox: Mutex::new(mailbox),
            inflow,
        })
    }

    pub(crate) fn post(&self, command: Command) {
        let _ = self
            .mailbox
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .send(command);
    }

    /// What a view posted, and how many bytes its text had. Dropped if too much of it waits.
    pub(crate) fn view_message(&self, view: ViewId, message: FromView, bytes: usize) {
        match self.inflow.enter(Source::View(view), bytes) {
            Entry::Taken => self.post(Command::ViewMessage {
                view,
                message,
                bytes,
            }),
            Entry::Full => tracing::warn!(%view, "too many messages of a view wait; it loses some"),
            Entry::StillFull => {}
        }
    }

    /// An event of a call that the shell does. Of those that find no room the newest is kept; an end is never lost.
    pub(crate) fn port_event(&self, call: CallId, name: String, payload: Payload, last: bool) {
        let entry = match last {
            true => Entry::Taken,
            false => self.inflow.enter(Source::Port(call), payload.len()),
        };
        match entry {
            Entry::Taken => self.post(Command::PortEvent {
                call,
                name,
                payload,
                last,
            }),
            Entry::Full | Entry::StillFull => {
                if self.inflow.replace_newest(call, name, payload) {
                    self.post(Command::PortFlooded(call));
                }
            }
        }
    }

    pub(crate) fn stop(&self) {
        self.post(Command::Shutdown);
    }
}

impl State {
    /// One command, if there is one, then what is due, and then the screen, once for all of it.
    fn turn(&mut self, command: Option<Command>, waiting: &Inflow) {
        if let Some(command) = command {
            waiting.left(&command);
            let newest = match &command {
                Command::PortFlooded(call) => waiting.take_newest(*call).map(|kept| (*call, kept)),
                _ => None,
            };
            self.handle(command);
            if let Some((call, (name, payload))) = newest {
                self.port_event(call, &name, payload, false);
            }
        }
        self.tick(Instant::now());
        self.draw();
    }

    fn handle(&mut self, command: Command) {
        match command {
            Command::Environment(environment) => self.environment_changed(*environment),
            Command::OpenHome => {
                self.give_up_opening();
                self.open_home();
            }
            Command::OpenLink { link, scene } => self.open_link(&link, scene),
            Command::OpenProgram { program, scene } => self.open_program(program, scene),
            Command::ViewMessage { view, message, .. } => self.view_message(view, message),
            Command::ViewLost(view) => {
                let actions = self.views.lost(view);
                self.perform(actions);
            }
            Command::Act(action) => self.act(*action),
            Command::Visibility(foreground) => self.visibility(foreground),
            Command::NetworkChanged => self.network_changed(),
            Command::GrantChanged { program, scope } => self.grant_changed(&program, &scope),
            Command::PortAnswer { call, result } => self.port_answer(call, result),
            Command::PortEvent {
                call,
                name,
                payload,
                last,
            } => self.port_event(call, &name, payload, last),
            Command::PortFlooded(call) => self.lose_port(call, "too many events wait"),
            Command::Output { instance, output } => self.output(instance, output),
            Command::Progress { ticket, stage } => self.progress(ticket, stage),
            Command::Prepared { ticket, result } => self.prepared(ticket, *result),
            Command::Done { instance, call } => self.done(instance, call),
            Command::Ported {
                instance,
                call,
                port,
                answer,
            } => self.ported(instance, call, port, answer),
            Command::Package {
                instance,
                package,
                result,
            } => self.package_fetched(instance, package, result),
            Command::Update { instance, news } => self.update_news(instance, &news),
            Command::TrimMemory(level) => self.trim_memory(level),
            Command::Restore(saved) => self.restore(saved),
            Command::Shutdown => {}
        }
    }

    /// Ends all programs, and gives them a moment for their last words (`onUnload` may store something). The folder is let
    /// go of when nothing here writes into it any more.
    fn shut_down(mut self, commands: &Receiver<Command>) {
        let all: Vec<InstanceId> = self.instances.keys().copied().collect();
        let mut open = all.len();
        for instance in all {
            self.end(instance);
        }
        let deadline = Instant::now() + LAST_WORDS;
        while open > 0 {
            let left = deadline.saturating_duration_since(Instant::now());
            match commands.recv_timeout(left) {
                Ok(Command::Output {
                    output: Output::Exit,
                    ..
                }) => open -= 1,
                Ok(_) => {}
                Err(_) => break,
            }
        }
        let shared = self.let_go();
        shared.release_folder();
        let events = Arc::clone(&shared.events);
        // The database closes with the last who holds it, and that is not to be after the end.
        drop(shared);
        events.push(HostEvent::Exit);
    }

    /// Nothing of the driver is left but what others share with it.
    fn let_go(self) -> Arc<Shared> {
        let shared = Arc::clone(&self.shared);
        self.workers.shutdown_timeout(LAST_WORK);
        shared
    }
}

#[cfg(test)]
#[path = "driver_tests.rs"]
mod tests;
