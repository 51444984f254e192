//! The logic thread: one mailbox in, turns of the engine, outputs out. It decides little itself: the page stack, the
//! open calls, the timers and the trees are machines of their own.

mod inputs;
mod mailbox;
mod rest;
mod room;
mod routing;
mod state;
mod thread;
mod watchdog;

pub(crate) use mailbox::Mailbox;
pub use mailbox::Offered;
pub(crate) use state::{State, Trees};
pub(crate) use thread::{Thread, run};
pub(crate) use watchdog::watch;
