//! What programs ask of the host: one table of handlers (`registry`), one file for each family, and one gate before all of
//! them. Nothing here knows the driver: what only it can do comes back to it as an [`Effect`].

pub(crate) mod account;
pub(crate) mod call;
pub(crate) mod disk;
pub(crate) mod exchange;
pub(crate) mod files;
pub(crate) mod gate;
pub(crate) mod handler;
pub(crate) mod home;
pub(crate) mod lanes;
pub(crate) mod line;
pub(crate) mod navigate;
pub(crate) mod network;
pub(crate) mod ports;
pub(crate) mod reach;
pub(crate) mod registry;
pub(crate) mod setting;
pub(crate) mod socket;
pub(crate) mod storage;
pub(crate) mod sync;
pub(crate) mod system;
pub(crate) mod transfer;
pub(crate) mod ui;
pub(crate) mod wire;

pub(crate) use call::{Answer, Call, Caller, Clients, Effect, NOT_SUPPORTED, Outcome, shortened};
