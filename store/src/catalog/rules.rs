//! Which release may follow which: pure, so that each implementation judges the same inside its transaction.

use tiffin_protocol::{Sha256, version};

use super::error::Conflict;
use super::records::StoredRelease;

/// Whether a release is there already (`Ok(false)`), may follow those that are (`Ok(true)`), or may not.
///
/// # Errors
/// A sequence that is not the highest; a version that was published with other content, or is lower than the last one's:
/// a version is published once.
pub fn follows(
    released: &[StoredRelease],
    sequence: u64,
    version: &str,
    payload: &Sha256,
) -> Result<bool, Conflict> {
    let there = released.iter().find(|one| one.sequence == sequence);
    if there.is_some_and(|one| one.payload == *payload) {
        return Ok(false);
    }
    let Some(last) = released.iter().max_by_key(|one| one.sequence) else {
        return Ok(true);
    };
    if last.sequence >= sequence {
        let last = last.sequence;
        return Err(Conflict::Sequence { last });
    }
    if let Some(same) = released.iter().find(|one| one.version == version) {
        let (version, sequence) = (same.version.clone(), same.sequence);
        return Err(Conflict::SameVersion { version, sequence });
    }
    if version::is_lower(version, &last.version) {
        let (version, last) = (version.to_owned(), last.version.clone());
        return Err(Conflict::LowerVersion { version, last });
    }
    Ok(true)
}
