//! The compiler's tests, in one binary: whole projects in, bytes out.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod check;
mod errors;
mod golden;
mod hostile;
mod keep_going;
mod less;
mod modules;
mod npm;
mod project;
mod sass;
mod sheets;
mod speed;
mod templates;
