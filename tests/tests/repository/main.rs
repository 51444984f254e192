//! What holds for the repository as a whole, found by reading it: one file for each rule that a reader would otherwise
//! have to remember.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod decisions;
mod dependencies;
mod files;
mod hostile_input;
mod kit;
mod layers;
mod loops;
mod paths;
mod promises;
mod rooms;
mod rust;
mod source;
mod typescript;
mod vendor;
