//! What journeys and measurements share: pictures of codes as people take them, and on Linux a whole world to run in.

pub mod pictures;
#[cfg(target_os = "linux")]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]
pub mod support;
