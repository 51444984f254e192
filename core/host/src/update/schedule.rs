//! When the stores are asked about all installed programs.

use std::time::{Duration, Instant};

use crate::settings::UpdateSettings;

/// The first check waits until what a person opens first is on screen.
const FIRST: Duration = Duration::from_secs(20);
/// Hosts that started together do not ask together: up to a tenth sooner or later.
const JITTER: u32 = 10;

/// When the first one is due; never if host.toml says so.
pub(crate) fn first_check(settings: &UpdateSettings, now: Instant) -> Option<Instant> {
    let every = Duration::from_millis(settings.check_every_ms);
    (!every.is_zero()).then(|| now + every.min(FIRST))
}

/// A duration, changed by up to a tenth.
pub(crate) fn jittered(every: Duration) -> Duration {
    let mut random = [0; 1];
    let tenth = every / JITTER;
    match getrandom::fill(&mut random) {
        Ok(()) => every - tenth + tenth * 2 * u32::from(random[0]) / 255,
        Err(_) => every,
    }
}
