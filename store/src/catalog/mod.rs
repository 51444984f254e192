//! The catalog: which programs there are, their releases, heads and roots.
//!
//! A trait, because a store that outgrows one process keeps the same facts in PostgreSQL. Methods are
//! whole transactions: what must happen together is one method. The catalog holds signed documents but
//! signs nothing and checks no signature.

#[cfg(test)]
mod contract;
mod pool;
mod sqlite;

use async_trait::async_trait;
use tiffin_protocol::dsse::VerifyingKey;
use tiffin_protocol::{ProgramId, Sha256};

pub use sqlite::SqliteCatalog;

/// Why the catalog could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum CatalogError {
    /// A rule of the data forbids it.
    #[error("{0}")]
    Conflict(Conflict),
    #[error("catalog: {0}")]
    Sqlite(#[from] rusqlite::Error),
    #[error("catalog migration: {0}")]
    Migration(#[from] rusqlite_migration::Error),
    /// The pool is gone, or a stored value is not what was stored.
    #[error("catalog: {0}")]
    Broken(String),
}

/// Recalled sequences that a head has room for, see `docs/formats/release.md`.
pub const RECALLS: usize = 1_000;

/// Rules that two requests at once may break; checked inside the transaction.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    #[error("the program is registered with another developer key")]
    OtherDeveloper,
    #[error("no such program")]
    NoProgram,
    #[error("sequence {last} is published already")]
    Sequence { last: u64 },
    #[error("there is a root of this version already")]
    Root,
    #[error("no release was published yet")]
    NoRelease,
    /// A minimum above it would withdraw the program by the way.
    #[error("the newest release is {newest}: a higher minimum would leave none")]
    Minimum { newest: u64 },
    #[error("{RECALLS} releases are recalled, more do not fit in a head: set a minimum first")]
    Recalls,
}

/// A program, as people and hosts are told about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    pub id: ProgramId,
    pub name: String,
    pub description: String,
    /// What releases must be signed with.
    pub developer_key: VerifyingKey,
    /// Digest and media type of the picture.
    pub icon: Option<(Sha256, String)>,
    /// The newest release; none between registration and first publication.
    pub newest: Option<Newest>,
}

/// What the head of a program names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newest {
    pub sequence: u64,
    pub version: String,
    pub release: Sha256,
    /// The page it opens with.
    pub entry: String,
    /// The head recalls what it names: nobody may start the program.
    pub withdrawn: bool,
}

/// What an administrator decides about a program that was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// The newest release is recalled; a newer one makes the program available again.
    Withdraw,
    /// The newest release is not recalled any more.
    Restore,
    /// The lowest sequence that may start. Recalls below it are implied, and dropped.
    Minimum(u64),
}

/// A head with what is needed to renew it and to answer update checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredHead {
    pub program: ProgramId,
    pub sequence: u64,
    pub version: String,
    pub release: Sha256,
    pub minimum: u64,
    pub recalled: Vec<u64>,
    /// The DSSE envelope as served.
    pub envelope: Vec<u8>,
    pub keyid: String,
    /// Seconds since 1970.
    pub expires: i64,
}

/// A release to publish, together with its head.
#[derive(Clone, Debug)]
pub struct Publication {
    pub head: StoredHead,
    /// Digest of the statement the developer signed.
    pub payload: Sha256,
    pub name: String,
    pub description: String,
    pub entry: String,
    pub icon: Option<(Sha256, String)>,
    /// Seconds since 1970.
    pub now: i64,
}

/// A release that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRelease {
    pub sequence: u64,
    pub version: String,
    pub release: Sha256,
    pub payload: Sha256,
}

#[async_trait]
pub trait Catalog: Send + Sync {
    /// Registers a program; true if it is new. The same id with the same key is no error.
    async fn add_program(
        &self,
        id: ProgramId,
        name: String,
        key: VerifyingKey,
        now: i64,
    ) -> Result<bool, CatalogError>;

    async fn program(&self, id: ProgramId) -> Result<Option<Program>, CatalogError>;

    /// The release with the highest sequence.
    async fn last_release(&self, id: ProgramId) -> Result<Option<StoredRelease>, CatalogError>;

    /// Adds the release, replaces the head, the texts and the search entry: all or nothing.
    async fn publish(&self, publication: Publication) -> Result<(), CatalogError>;

    /// The heads of these programs; unknown ones are left out.
    async fn heads(&self, ids: Vec<ProgramId>) -> Result<Vec<StoredHead>, CatalogError>;

    /// Changes what the head says besides the newest release, and marks it as expired, so that whoever asks next gets
    /// it signed again. The answer is the new head.
    async fn rule(&self, id: ProgramId, ruling: Ruling) -> Result<StoredHead, CatalogError>;

    /// Replaces the signed form of heads that still say the same; leaves the others.
    async fn renew_heads(&self, heads: Vec<StoredHead>) -> Result<(), CatalogError>;

    /// Published programs that match and are not withdrawn, best first. `query` is made by `tiffin_protocol::tokens`.
    async fn search(&self, query: String, limit: u32) -> Result<Vec<Program>, CatalogError>;

    /// Published programs that are not withdrawn, the last published first.
    async fn newest(&self, limit: u32) -> Result<Vec<Program>, CatalogError>;

    /// The root of this version, or the newest.
    async fn root(&self, version: Option<u64>) -> Result<Option<Vec<u8>>, CatalogError>;

    /// Adds a root; the same bytes again are no error.
    async fn add_root(&self, version: u64, envelope: Vec<u8>) -> Result<(), CatalogError>;
}
