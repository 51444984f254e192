//! What this host is, as releases are compared with it.

/// This host's version, which a release's `minHost` is compared with.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
/// The one form of compiled templates that this host's framework runs.
pub const TEMPLATE_ABI: &str = "glass-easel-0.12.1";
