//! The host: the journey from a picture of a code to a running program, without a screen. Shells (desktop, and phones
//! through uniffi) call [`Host`] and draw what [`HostEvent`] says; they decide nothing.
//!
//! Rooms, in the order of the journey: `scan`, `resolve`, `install`, `cache`, `update`, `open`, `program`, `instance`,
//! `capability`, `consent`, `catalog`. The `driver` is the one thread that owns what runs.

// Tests of this crate share the store of `tests/host`, which names the crate from outside.
#[cfg(test)]
extern crate self as tiffin_host;

mod cache;
mod capability;
mod catalog;
mod chrome;
mod clean;
mod consent;
mod data_dir;
mod db;
mod driver;
mod encoding;
mod environment;
mod error;
mod event;
mod host;
mod http;
mod ids;
mod install;
mod instance;
mod log;
mod open;
mod parts;
mod program;
mod queue;
mod resolve;
mod resource;
mod scan;
mod screen;
mod settings;
mod shared;
mod update;
mod version;
mod views;

pub use catalog::Listed;
pub use chrome::{
    Capsule, ChromeAction, ChromeState, CrashPage, Ink, Loading, Modal, NavBar, Notice, Sheet,
    TabBar, TabItem, Toast,
};
pub use consent::{GrantEntry, GrantState, LedgerEntry, LedgerOutcome, LedgerQuery};
pub use environment::{Environment, Insets, Theme};
pub use error::{Code, Fault, HostError, Remedy};
pub use event::{Blob, HostEvent, LogLevel, Payload};
pub use host::Host;
pub use ids::{CallId, InstanceId, PromptId, ViewId};
pub use resource::{Body, Resource};
pub use scan::{LinkSummary, Luma, Scanned, TURNS as SCAN_TURNS};
pub use screen::{
    Ask, BackMeans, Choice, Cover, Grant, Layer, LinkSource, MemoryLevel, NativeKind, Opening,
    Panel, Parts, Prompt, PromptAnswer, Rect, Screen, ScreenAction, Stage, Transition,
};
pub use settings::{
    HomeSettings, HostConfig, Limits, Settings, StoreSettings, UpdateSettings, ViewOrigin,
};
pub use tiffin_protocol::Scene;
pub use version::{TEMPLATE_ABI, VERSION};
