//! The host for Kotlin and Swift: [`tiffin_host::Host`] as it is, through UniFFI. Nothing is decided here; each method
//! delegates in one line, and the types are the host's own (`remote.rs` only repeats their shape for the generator, and
//! does not compile when a shape differs). What UniFFI cannot carry has a small twin in `twins.rs`.

mod error;
#[cfg(feature = "headless")]
mod headless;
mod host;
mod remote;
mod twins;

pub use error::Failure;
#[cfg(feature = "headless")]
pub use headless::{HeadlessView, ViewFault};
pub use host::{Host, HostOptions};
pub use twins::{Corner, Header, Resource, ResourceBody, Scanned};

uniffi::setup_scaffolding!();
