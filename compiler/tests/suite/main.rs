//! The compiler's tests, in one binary: whole projects in, bytes out.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod errors;
mod golden;
mod hostile;
mod modules;
mod project;
mod sheets;
mod templates;
