//! The facade, method by method as in [`tiffin_host::Host`]; see there for what each does and how it fails.

use std::time::Duration;

use tiffin_host::{
    CallId, Environment, GrantEntry, GrantState, HostConfig, HostError, HostEvent, InstanceId,
    LedgerEntry, LedgerQuery, LogLevel, Luma, MemoryLevel, Payload, Scene, ScreenAction, Settings,
    ViewId, ViewOrigin,
};

use crate::error::Failure;
use crate::twins::{Resource, Scanned};

/// What a host is made from.
#[derive(Debug, Clone, uniffi::Record)]
pub struct HostOptions {
    /// Everything on the device lies below this folder.
    pub data_dir: String,
    /// `host.toml`: brand, stores and their roots, limits. Relative paths in it count from its folder.
    pub settings: String,
    pub view_origin: ViewOrigin,
    /// What this shell can do for programs: names of calls, `scanCode`.
    pub ports: Vec<String>,
    /// The host's own lines of this level and above come as `HostEvent.HostLog`.
    pub log: Option<LogLevel>,
}

/// The super-app without its screen. One thread of the shell calls [`Host::next_events`] in a loop; every other method
/// returns at once but the scans and the resources, which read.
#[derive(Debug, uniffi::Object)]
pub struct Host {
    inner: tiffin_host::Host,
}

#[uniffi::export]
impl Host {
    #[uniffi::constructor]
    pub fn start(options: HostOptions, environment: Environment) -> Result<Self, Failure> {
        let config = HostConfig {
            data_dir: options.data_dir.into(),
            settings: Settings::load(options.settings.as_ref())?,
            view_origin: options.view_origin,
            ports: options.ports,
            log: options.log,
        };
        let inner = tiffin_host::Host::start(config, environment)?;
        Ok(Host { inner })
    }

    /// At most `max` events; waits up to `wait_ms` for the first, empty on time-out.
    pub fn next_events(&self, wait_ms: u32, max: u32) -> Vec<HostEvent> {
        self.inner
            .next_events(Duration::from_millis(wait_ms.into()), max as usize)
    }

    pub fn set_environment(&self, environment: Environment) {
        self.inner.set_environment(environment);
    }

    pub fn open_home(&self) {
        self.inner.open_home();
    }

    pub fn open_link(&self, text: &str, scene: Scene) -> Result<(), Failure> {
        Ok(self.inner.open_link(text, scene)?)
    }

    pub fn open_program(&self, program: &str, scene: Scene) -> Result<(), Failure> {
        Ok(self.inner.open_program(program, scene)?)
    }

    pub fn scan_picture(&self, file_bytes: &[u8]) -> Result<Vec<Scanned>, Failure> {
        let found = self.inner.scan_picture(file_bytes)?;
        Ok(found.into_iter().map(Scanned::from).collect())
    }

    /// All codes in a camera frame's brightness plane, `stride` bytes per row. Each frame is looked at as it is, and
    /// every third once harder, each time in another way: hand in frame after frame until one gives a code.
    pub fn scan_luma(
        &self,
        width: u32,
        height: u32,
        stride: u32,
        data: &[u8],
    ) -> Result<Vec<Scanned>, Failure> {
        let frame = Luma {
            width,
            height,
            stride: stride as usize,
            data,
        };
        let found = self.inner.scan_luma(frame)?;
        Ok(found.into_iter().map(Scanned::from).collect())
    }

    pub fn view_message(&self, view: ViewId, text: &str) {
        self.inner.view_message(view, text);
    }

    pub fn view_lost(&self, view: ViewId) {
        self.inner.view_lost(view);
    }

    pub fn view_resource(&self, view: ViewId, path: &str) -> Result<Resource, Failure> {
        Ok(self.inner.view_resource(view, path)?.into())
    }

    pub fn chrome_resource(&self, instance: InstanceId, path: &str) -> Result<Resource, Failure> {
        Ok(self.inner.chrome_resource(instance, path)?.into())
    }

    pub fn program_icon(&self, program: &str) -> Result<Resource, Failure> {
        Ok(self.inner.program_icon(program)?.into())
    }

    pub fn act(&self, action: ScreenAction) {
        self.inner.act(action);
    }

    pub fn visibility(&self, foreground: bool) {
        self.inner.visibility(foreground);
    }

    pub fn network_changed(&self) {
        self.inner.network_changed();
    }

    pub fn grants(&self, program: Option<String>) -> Vec<GrantEntry> {
        self.inner.grants(program.as_deref())
    }

    pub fn set_grant(&self, program: &str, scope: &str, state: GrantState) -> Result<(), Failure> {
        Ok(self.inner.set_grant(program, scope, state)?)
    }

    pub fn ledger(&self, query: LedgerQuery) -> Result<Vec<LedgerEntry>, Failure> {
        Ok(self.inner.ledger(&query)?)
    }

    /// The path of the new file.
    pub fn export_ledger(&self) -> Result<String, Failure> {
        let path = self.inner.export_ledger()?;
        Ok(path.to_string_lossy().into_owned())
    }

    pub fn clear_ledger(&self, program: Option<String>) -> Result<(), Failure> {
        Ok(self.inner.clear_ledger(program.as_deref())?)
    }

    /// The answer to a `PortCall`.
    pub fn port_answer(&self, call: CallId, payload: Payload) {
        self.inner.port_answer(call, Ok(payload));
    }

    /// Why a `PortCall` has no answer: `cancel`, `not supported`, ...
    pub fn port_failed(&self, call: CallId, reason: String) {
        self.inner.port_answer(call, Err(reason));
    }

    pub fn port_event(&self, call: CallId, name: &str, payload: Payload, last: bool) {
        self.inner.port_event(call, name, payload, last);
    }

    pub fn trim_memory(&self, level: MemoryLevel) {
        self.inner.trim_memory(level);
    }

    pub fn save_state(&self) -> String {
        self.inner.save_state()
    }

    pub fn restore(&self, state: &str) {
        self.inner.restore(state);
    }

    pub fn shutdown(&self) {
        self.inner.shutdown();
    }
}

/// What a shell starts from: a phone's size in points, light, Chinese. Set what is known, then push it.
#[uniffi::export]
pub fn default_environment() -> Environment {
    Environment::default()
}

/// The HTTP status of a resource that failed.
#[uniffi::export]
pub fn http_status(error: HostError) -> u16 {
    error.status()
}

/// This host's version.
#[uniffi::export]
pub fn host_version() -> String {
    tiffin_host::VERSION.to_owned()
}
