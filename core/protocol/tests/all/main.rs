//! What the formats accept and refuse, room by room. One binary, so that it links once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

/// The table of capabilities.
mod capabilities;
/// A code for each way to fail, documented, with a sentence in both languages.
mod codes;
/// Examples, kept as the start of fuzzing.
mod corpus;
/// Envelopes and keys.
mod envelopes;
/// Which version to use now: format 2, epochs, candidates.
mod heads;
/// Packages that are not: the negative corpus of W3C Packaging, and worse.
mod hostile_packages;
/// Links of all forms, foreign and damaged ones.
mod links;
/// manifest.json and config.json.
mod manifests;
/// Messages between logic and view.
mod messages;
/// Every parser against bytes that were changed at random, repeatably.
mod mutations;
/// Ids, digests, paths, times, scenes.
mod names;
/// Packages that are as they must be.
mod packages;
/// Whose signatures count: anchors, rotation, thresholds.
mod roots;
/// Examples of the signed statements, and whose keys sign them.
mod statements;
/// Who may say what: the attacks on The Update Framework's list.
mod trust;
/// A ZIP of which each field can be a lie.
mod zips;

use tiffin_protocol::{Code, Fault};

/// The code a result failed with.
#[track_caller]
fn code<T: std::fmt::Debug>(result: Result<T, Fault>) -> Code {
    result.expect_err("this must be refused").code
}
