//! The desktop shell: a phone-sized window around the host. It makes views, draws the chrome, lends the clipboard and the
//! file dialog, and decides nothing about programs; see docs/guide/desktop.md.
//!
//! `model` is the window as a value (events in, effects out, tested without a display), `surface` are the views,
//! `app` performs the effects.

mod app;
pub mod args;
mod device;
mod dialogs;
pub mod keys;
pub mod model;
pub mod platform;
mod resources;
mod signal;
mod start;
pub mod surface;

pub use start::{StartError, run};
