//! The host as a shell sees it: real packages, real signatures, a store on loopback, a real engine. One binary, so that it
//! links once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod answers;
mod buttons;
mod clock;
mod codes;
mod data_folder;
mod device;
mod disk;
mod files;
mod grants;
mod hostile;
mod journey;
mod kills;
mod late;
mod lives;
mod location;
mod log;
mod ports;
mod requests;
mod restore;
mod running;
mod scanning;
mod screen;
mod secure;
mod shell;
mod signed;
mod stopped;
mod storage;
mod store;
mod tasks;
mod trust;
mod updates;
mod versions;
