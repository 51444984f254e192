//! Runs one program: its JavaScript in an engine on a thread of its own, its page stack,
//! its node trees, and the calls it has open. No disk, no network, no UI: all that
//! comes in by [`Input`], [`CodeSource`] and [`SyncPort`], and goes out by [`Output`].

mod api;
mod bridge;
mod config;
mod engine;
mod faults;
mod flow;
mod locale;
mod logic;
mod natives;
mod outlet;
pub mod pages;
mod program;
mod timers;
pub mod tree;
mod turn;

pub use api::{
    CallError, CallId, CodeError, CodeSource, FaultKind, Input, Launch, Limits, LogLevel, Output,
    PageId, Payload, Place, ProgramSetup, ShowKind, Sink, Snapshot, SyncPort,
};
pub use logic::Offered;
pub use program::{HeapFacts, Program};
