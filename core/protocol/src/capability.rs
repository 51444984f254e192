//! The table of capabilities: what is on `wx`, of which kind, and who answers it.
//!
//! One table, `capabilities.json`, gives the facade, `canIUse`, the consent checks and docs/formats/capabilities.md.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

/// How a capability is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// An object with success, fail, complete; a Promise without them.
    Async,
    /// Returns its result or throws.
    Sync,
    /// `onX(listener)` and `offX(listener)`.
    Event,
    /// Returns an object with methods.
    Context,
    /// A property.
    Value,
}

/// Who answers a capability.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// The framework and the runtime, inside the program: routes, queries, canvas.
    Logic,
    /// The running program's own state in the host: bars, overlays.
    Instance,
    /// A capability of the host: storage, network, device.
    Host,
    /// There, and fails with `<name>:fail not supported`.
    Fail,
    /// `undefined` on `wx`.
    Absent,
}

/// How long a call that is a task (`RequestTask`, `SocketTask`) stays open for its events and methods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lasting {
    /// Until it is answered.
    Answer,
    /// Beyond a good answer, until an event that says it is the last.
    End,
}

/// What becomes of events of an open call that the program is too slow, or too far behind, to hear.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Queue {
    /// Each one counts, so that only so many wait: who makes them has to wait too (a socket) or loses the call (a port).
    #[default]
    Bounded,
    /// A newer one takes the place of an older one of the same name: progress, sensors.
    Latest,
}

/// What a row is where the shell has not declared that it does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Fallback {
    /// As a row of status `fail`.
    Fail,
    /// As a row of status `absent`.
    Absent,
}

/// One row of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capability {
    pub name: String,
    pub category: String,
    pub kind: Kind,
    pub status: Status,
    /// What must be granted first, such as `scope.userLocation`.
    #[serde(default)]
    pub scope: Option<String>,
    /// Which list of a release's domains its address must be on.
    #[serde(default)]
    pub domain: Option<String>,
    /// Argument name to type, `!` for required: `string!`, `number`, `boolean`, `object`, `array`, `any`.
    #[serde(default)]
    pub args: BTreeMap<String, String>,
    /// `all`, or of `android`, `ios`, `desktop`.
    #[serde(default)]
    pub platforms: Vec<String>,
    /// The call is a task; how long it stays open.
    #[serde(default)]
    pub lasting: Option<Lasting>,
    /// The events of its task, without `on`: `headersReceived`.
    #[serde(default)]
    pub events: Vec<String>,
    /// The methods of its task.
    #[serde(default)]
    pub methods: Vec<String>,
    #[serde(default)]
    pub queue: Queue,
    /// The shell does it, if it declared so; if not, this.
    #[serde(default)]
    pub fallback: Option<Fallback>,
    /// It is there with another row, whose name the shell declares: what stops it, what listens to it.
    #[serde(default)]
    pub with: Option<String>,
    /// It needs a person who looks at the program: not from behind.
    #[serde(default)]
    pub person: bool,
}

/// The table's text, for builds of the framework and documentation.
pub const JSON: &str = include_str!("../capabilities.json");

#[derive(Default, Deserialize)]
struct File {
    wx: Vec<Capability>,
    inner: Vec<Capability>,
}

fn file() -> &'static File {
    static TABLE: OnceLock<File> = OnceLock::new();
    TABLE.get_or_init(|| serde_json::from_str(JSON).unwrap_or_default())
}

/// Every row of `wx`, sorted by name. Empty only if the embedded table is broken, which a test rules out.
pub fn all() -> &'static [Capability] {
    &file().wx
}

/// Calls that are not on `wx`, sorted by name: the home program's `tiffin.*`, and what objects of the framework ask of the
/// host (`UpdateManager.applyUpdate`).
pub fn inner() -> &'static [Capability] {
    &file().inner
}

/// The row of `wx` with this name.
pub fn find(name: &str) -> Option<&'static Capability> {
    search(all(), name)
}

/// The row of a call, on `wx` or not.
pub fn row(name: &str) -> Option<&'static Capability> {
    find(name).or_else(|| search(inner(), name))
}

fn search(table: &'static [Capability], name: &str) -> Option<&'static Capability> {
    let at = table.binary_search_by(|c| c.name.as_str().cmp(name)).ok()?;
    table.get(at)
}

/// The names of all rows that a shell may do: what it can declare.
pub fn ports() -> impl Iterator<Item = &'static str> {
    let rows = all().iter().chain(inner());
    rows.filter(|row| row.fallback.is_some() && row.with.is_none())
        .map(|row| row.name.as_str())
}

impl Capability {
    /// What `canIUse(name)` says: present and not always failing.
    pub fn usable(&self) -> bool {
        !matches!(self.status, Status::Fail | Status::Absent)
    }

    /// Whether `wx.<name>` is defined at all.
    pub fn present(&self) -> bool {
        self.status != Status::Absent
    }
}
