//! What a catalog keeps of programs and releases.

use tiffin_protocol::dsse::VerifyingKey;
use tiffin_protocol::release::Channel;
use tiffin_protocol::{ProgramId, Sha256};

/// A program, as people and hosts are told about it: by the release that is stable in the channel for everybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    pub id: ProgramId,
    pub name: String,
    pub description: String,
    /// What releases must be signed with.
    pub developer_key: VerifyingKey,
    /// Digest and media type of the picture.
    pub icon: Option<(Sha256, String)>,
    /// The stable release; none between registration and first publication.
    pub stable: Option<Stable>,
}

/// What the head of a program names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stable {
    pub sequence: u64,
    pub version: String,
    pub release: Sha256,
    /// The page it opens with.
    pub entry: String,
    /// The head recalls what it names: nobody may start the program.
    pub withdrawn: bool,
}

/// A release to add.
#[derive(Clone, Debug)]
pub struct NewRelease {
    pub program: ProgramId,
    pub sequence: u64,
    pub version: String,
    /// Digest of the countersigned envelope.
    pub release: Sha256,
    /// Digest of the statement the developer signed.
    pub payload: Sha256,
    pub name: String,
    pub description: String,
    pub entry: String,
    pub icon: Option<(Sha256, String)>,
    /// The channel whose head is to name it next; none if that is decided later.
    pub channel: Option<Channel>,
}

/// A release that was added for a channel whose head does not name it, nor a later one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfinished {
    pub program: ProgramId,
    pub channel: Channel,
    pub sequence: u64,
}

/// A release that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRelease {
    pub sequence: u64,
    pub version: String,
    pub release: Sha256,
    pub payload: Sha256,
}
