//! How a catalog fails, in words that any implementation has.

use tiffin_protocol::Fault;
use tiffin_protocol::limits::LIST as RECALLS;

/// Why the catalog could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum CatalogError {
    /// A rule of the data forbids it.
    #[error(transparent)]
    Conflict(#[from] Conflict),
    /// The storage does not answer, is full or may not be written: trying again later may help. For the log.
    #[error("the catalog is not available: {0}")]
    Unavailable(String),
    /// What is stored is not what was stored: a damaged file, or one that was changed by other means. For the log.
    #[error("the catalog is damaged: {0}")]
    Damaged(String),
    /// An earlier version of the store may be serving from it: only who has the folder to itself, as `serve` does, brings
    /// it to the present form.
    #[error(
        "the catalog is of an earlier version of tiffin-store: start `tiffin-store serve` of this version first"
    )]
    Older,
    /// A later version of the store has been here: this one does not know what is inside, and touches nothing.
    #[error("the catalog was made by a later version of tiffin-store")]
    Newer,
}

/// Rules that two requests at once may break; checked inside the transaction.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    #[error("the program is registered with another developer key")]
    OtherDeveloper,
    #[error("no such program")]
    NoProgram,
    #[error("sequence {last} is published already")]
    Sequence { last: u64 },
    #[error("version {version} is published already, as release {sequence}, with other content")]
    SameVersion { version: String, sequence: u64 },
    #[error("version {version} is lower than {last}, which is published")]
    LowerVersion { version: String, last: String },
    #[error("there is a root of this version already")]
    Root,
    #[error("no release was published yet")]
    NoHead,
    #[error("there is no release {sequence}")]
    NoRelease { sequence: u64 },
    /// Another change came between reading and writing.
    #[error("the head was changed by another at the same time: try again")]
    HeadMoved,
    /// What a head says about itself, see `docs/formats/release.md`.
    #[error("such a head would contradict itself: {0}")]
    Head(Fault),
    /// A minimum above it would withdraw the program by the way.
    #[error("the newest release is {newest}: a higher minimum would leave none")]
    Minimum { newest: u64 },
    #[error(
        "{} releases are recalled, more do not fit in a head: set a minimum first",
        RECALLS
    )]
    Recalls,
}
