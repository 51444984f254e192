//! Whole journeys: a real store process, the real command line, real programs, and the desktop host driven by
//! WebKitWebDriver under a virtual screen of its own. One module a promise.
//!
//! `scripts/test` builds the binaries first. Run with `--test-threads=1`: the machine, not the code, is the limit.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

#[cfg(target_os = "linux")]
mod bad_input;
#[cfg(target_os = "linux")]
mod first_use;
#[cfg(target_os = "linux")]
mod handed;
#[cfg(target_os = "linux")]
mod robust;
#[cfg(target_os = "linux")]
mod several;
#[cfg(target_os = "linux")]
mod views;
