//! What time it is. In one place, so that tests can say otherwise.

use std::time::{SystemTime, UNIX_EPOCH};

/// A source of the present time in seconds since 1970; a plain function, as it has no state.
pub type Clock = fn() -> i64;

/// The system's clock. Before 1970 it is 1970.
pub fn system() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
