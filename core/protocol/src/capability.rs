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
    /// The framework's JavaScript, inside the program's engine.
    Logic,
    /// The running program's own state in the host: bars, overlays, page stack.
    Instance,
    /// A capability of the host: storage, network, device.
    Host,
    /// There, and fails with `<name>:fail not supported`.
    Fail,
    /// `undefined` on `wx`.
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
}

/// The table's text, for builds of the framework and documentation.
pub const JSON: &str = include_str!("../capabilities.json");

#[derive(Deserialize)]
struct File {
    wx: Vec<Capability>,
}

/// Every row, sorted by name. Empty only if the embedded table is broken, which a test rules out.
pub fn all() -> &'static [Capability] {
    static TABLE: OnceLock<Vec<Capability>> = OnceLock::new();
    TABLE.get_or_init(|| {
        serde_json::from_str::<File>(JSON)
            .map(|f| f.wx)
            .unwrap_or_default()
    })
}

/// The row with this name.
pub fn find(name: &str) -> Option<&'static Capability> {
    let table = all();
    let at = table.binary_search_by(|c| c.name.as_str().cmp(name)).ok()?;
    table.get(at)
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
