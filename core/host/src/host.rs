//! The facade: everything a shell may ask. Each method checks, posts to the driver's mailbox and returns; results arrive
//! as events. Nothing here blocks but [`Host::next_events`], the two scans, what reads a file for a view or for chrome
//! ([`Host::view_resource`], [`Host::chrome_resource`], [`Host::program_icon`]), and grants and ledger, which are on the disk
//! when the method returns.

use std::sync::Arc;
use std::time::Duration;

use tiffin_protocol::message::FromView;
use tiffin_protocol::{Link, ProgramId, Scene};

use crate::consent::{GrantEntry, GrantState, LedgerEntry, LedgerQuery};
use crate::driver::{Command, Driver};
use crate::environment::Environment;
use crate::error::HostError;
use crate::event::{HostEvent, Payload};
use crate::ids::{CallId, InstanceId, ViewId};
use crate::resource::Resource;
use crate::scan::{Frames, Luma, Scanned};
use crate::screen::{MemoryLevel, Saved, ScreenAction};
use crate::settings::HostConfig;
use crate::shared::Shared;

/// The super-app without its screen. Cheap to clone, usable from any thread.
#[derive(Clone)]
pub struct Host {
    inner: Arc<Inner>,
}

struct Inner {
    shared: Arc<Shared>,
    driver: Driver,
    frames: Frames,
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.driver.stop();
    }
}

impl Host {
    /// Opens the database, cleans what a crash left behind, starts the driver. No network.
    ///
    /// # Errors
    /// `disk.*` if the folder or the database cannot be used, `host.settings` or a trust error for a store's root.
    pub fn start(config: HostConfig, environment: Environment) -> Result<Host, HostError> {
        let shared = Arc::new(Shared::open(config, environment)?);
        let driver = Driver::start(&shared)?;
        Ok(Host {
            inner: Arc::new(Inner {
                shared,
                driver,
                frames: Frames::default(),
            }),
        })
    }

    /// At most `max` events; waits up to `wait` for the first, empty on time-out. One thread of a shell calls it in a loop.
    #[must_use]
    pub fn next_events(&self, wait: Duration, max: usize) -> Vec<HostEvent> {
        self.inner.shared.events.pull(wait, max)
    }

    pub fn set_environment(&self, environment: Environment) {
        self.post(Command::Environment(Box::new(environment.bounded())));
    }

    /// Opens the built-in home program, or brings it to the front.
    pub fn open_home(&self) {
        self.post(Command::OpenHome);
    }

    /// Opens what a link, the text of a code, or a typed address leads to.
    ///
    /// # Errors
    /// `link.*` at once, for a text that is no link or a store that is not trusted; everything later is `OpenFailed`.
    pub fn open_link(&self, text: &str, scene: Scene) -> Result<(), HostError> {
        let link = Link::parse(text)?;
        self.inner.shared.stores.of_link(&link)?;
        self.post(Command::OpenLink {
            link: Box::new(link),
            scene,
        });
        Ok(())
    }

    /// Opens a program by its id: one that is installed, or one of the trusted stores'.
    ///
    /// # Errors
    /// `id.program` for a text that cannot be an id.
    pub fn open_program(&self, program: &str, scene: Scene) -> Result<(), HostError> {
        let program: ProgramId = program.parse()?;
        self.post(Command::OpenProgram { program, scene });
        Ok(())
    }

    /// All codes in a picture file (PNG, JPEG, GIF, WebP, BMP).
    ///
    /// # Errors
    /// `scan.picture` for bytes that are no picture or too large a one, `scan.nothing` without a code, `scan.part` if what was
    /// read belongs together with other codes that were not read yet, `scan.parts` if it does not make a text with them.
    pub fn scan_picture(&self, file_bytes: &[u8]) -> Result<Vec<Scanned>, HostError> {
        crate::scan::picture(file_bytes, &self.inner.shared)
    }

    /// All codes in a camera frame's brightness plane. Made for thirty a second: each frame gets the first look,
    /// and every third one of the dearer tries in turn. Hand in frame after frame: [`crate::SCAN_TURNS`] of them see all.
    ///
    /// # Errors
    /// `scan.picture` for a plane whose sizes contradict each other, `scan.nothing` without a code, `scan.part` and
    /// `scan.parts` as for a picture.
    pub fn scan_luma(&self, frame: Luma<'_>) -> Result<Vec<Scanned>, HostError> {
        crate::scan::luma(frame, &self.inner.frames, &self.inner.shared)
    }

    /// A message that a view's page posted. Whatever it holds, it speaks only for the page that the host put there.
    pub fn view_message(&self, view: ViewId, text: &str) {
        match FromView::parse(text) {
            Ok(message) => self.inner.driver.view_message(view, message, text.len()),
            Err(fault) => tracing::warn!(%view, %fault, "what a view posted is no message"),
        }
    }

    /// The view's renderer died. The host destroys the view and makes another from the program's tree.
    pub fn view_lost(&self, view: ViewId) {
        self.post(Command::ViewLost(view));
    }

    /// A file for a view's web engine: of the program bound to it, or one of the host's own under `/__tiffin__/`. The
    /// path is the URL's, decoded, with or without the leading slash, without query.
    ///
    /// # Errors
    /// `permission.denied` (answer 403) for a view without a program and for what only the home program may read,
    /// `package.file_missing` (404) for what is not there, `package.*` (403) for bytes that are not the signed ones.
    pub fn view_resource(&self, view: ViewId, path: &str) -> Result<Resource, HostError> {
        self.inner.shared.view_resource(view, path)
    }

    /// The same for what a shell draws or plays of an instance: the program's icon (empty path), tab icons, a toast's image,
    /// a sound; also by a path that the program has for a file of its own, `wxfile://tmp/a.mp3`.
    ///
    /// # Errors
    /// As [`Host::view_resource`].
    pub fn chrome_resource(&self, instance: InstanceId, path: &str) -> Result<Resource, HostError> {
        self.inner.shared.chrome_resource(instance, path)
    }

    /// The icon of an installed program, for chrome that shows programs that do not run.
    ///
    /// # Errors
    /// `package.file_missing` if it has none.
    pub fn program_icon(&self, program: &str) -> Result<Resource, HostError> {
        self.inner.shared.program_icon(&program.parse()?)
    }

    /// What a person did to the screen; the one way in for it.
    pub fn act(&self, action: ScreenAction) {
        self.post(Command::Act(Box::new(action)));
    }

    /// Whether the app itself is on screen.
    pub fn visibility(&self, foreground: bool) {
        self.post(Command::Visibility(foreground));
    }

    /// The device is on another network, or what it is on changed: an address, a log-in that was done. Beside
    /// `Environment::network_type`, which stays the same from one Wi-Fi to the next. What the network stopped is tried again.
    pub fn network_changed(&self) {
        self.post(Command::NetworkChanged);
    }

    /// What the person answered and set, of one program or of all, by program and scope. What nobody was asked is not in it.
    #[must_use]
    pub fn grants(&self, program: Option<&str>) -> Vec<GrantEntry> {
        self.inner.shared.consent.list(program)
    }

    /// Changes or takes back what a program may do; it counts at once, for what runs too.
    ///
    /// # Errors
    /// `id.program`, `permission.unknown` for a scope that does not exist, `disk.*`: what stood before stands.
    pub fn set_grant(
        &self,
        program: &str,
        scope: &str,
        state: GrantState,
    ) -> Result<(), HostError> {
        let program: ProgramId = program.parse()?;
        let consent = &self.inner.shared.consent;
        consent.set(program.as_str(), scope, state)?;
        self.post(Command::GrantChanged {
            program: program.to_string(),
            scope: scope.to_owned(),
        });
        Ok(())
    }

    /// A page of the ledger, newest first, at most 200 rows; empty at its end.
    ///
    /// # Errors
    /// `disk.*`.
    pub fn ledger(&self, query: &LedgerQuery) -> Result<Vec<LedgerEntry>, HostError> {
        self.inner.shared.consent.ledger.page(query)
    }

    /// The whole ledger as a new file, one JSON object a line; its path.
    ///
    /// # Errors
    /// `disk.*`.
    pub fn export_ledger(&self) -> Result<std::path::PathBuf, HostError> {
        self.inner.shared.export_ledger().map(|(path, _)| path)
    }

    /// Deletes the ledger of one program, or all of it.
    ///
    /// # Errors
    /// `disk.*`.
    pub fn clear_ledger(&self, program: Option<&str>) -> Result<(), HostError> {
        self.inner.shared.consent.ledger.clear(program)
    }

    /// Answers a `PortCall`, once: a JSON object, or why not (`cancel`, `not supported`, ...). Bytes that lie in a file are read
    /// by the host.
    pub fn port_answer(&self, call: CallId, result: Result<Payload, String>) {
        self.post(Command::PortAnswer { call, result });
    }

    /// An event of a `PortCall` that stays open; `last` ends it. What becomes of events that come faster than the program
    /// hears them, the row of the call says.
    pub fn port_event(&self, call: CallId, name: &str, payload: Payload, last: bool) {
        let driver = &self.inner.driver;
        driver.port_event(call, name.to_owned(), payload, last);
    }

    /// The device is short of memory: what nobody sees goes, and is rebuilt when it is shown.
    pub fn trim_memory(&self, level: MemoryLevel) {
        self.post(Command::TrimMemory(level));
    }

    /// What is open, as a text of less than 100 KB for [`Host::restore`], at once: a phone asks before it takes the app.
    #[must_use]
    pub fn save_state(&self) -> String {
        self.inner.shared.state()
    }

    /// Opens what was open when the text was saved: the program in front, with its pages one upon the other as they were, at
    /// most ten. Pages that its version does not have are left out; the home if the program cannot be opened.
    pub fn restore(&self, state: &str) {
        self.post(Command::Restore(Saved::parse(state)));
    }

    /// Ends all programs; `Exit` is the last event.
    pub fn shutdown(&self) {
        self.post(Command::Shutdown);
    }

    fn post(&self, command: Command) {
        self.inner.driver.post(command);
    }
}

impl std::fmt::Debug for Host {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Host").finish_non_exhaustive()
    }
}
