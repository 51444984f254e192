//! What a catalog does, whatever it is made of.

use async_trait::async_trait;
use tiffin_protocol::ProgramId;
use tiffin_protocol::dsse::VerifyingKey;
use tiffin_protocol::release::Channel;
use tiffin_protocol::tokens::SearchQuery;

use super::audit::{By, Change};
use super::error::CatalogError;
use super::head::{Pointing, StoredHead};
use super::records::{NewRelease, Program, StoredRelease, Unfinished};

/// Programs, releases, heads, roots, and their history. A seam: SQLite by default, PostgreSQL for a store of several
/// processes.
#[async_trait]
pub trait Catalog: Send + Sync {
    /// Registers a program; true if it is new. The same id with the same key is no error.
    async fn add_program(
        &self,
        by: By,
        id: ProgramId,
        name: String,
        key: VerifyingKey,
    ) -> Result<bool, CatalogError>;

    async fn program(&self, id: ProgramId) -> Result<Option<Program>, CatalogError>;

    /// All releases of a program, by sequence.
    async fn releases(&self, id: ProgramId) -> Result<Vec<StoredRelease>, CatalogError>;

    /// Adds a release, which no head names yet; true if it is new. The same sequence and payload again is no error.
    ///
    /// # Errors
    /// What [`super::follows`] refuses, judged inside the transaction; [`super::Conflict::NoProgram`].
    async fn add_release(&self, by: By, release: NewRelease) -> Result<bool, CatalogError>;

    /// Replaces what a head says, if it still has the revision that the caller read (0 for none), and with it the texts
    /// that search knows. The new head is not signed yet.
    ///
    /// # Errors
    /// [`super::Conflict::HeadMoved`] if another was faster: read again, decide again. [`super::Conflict::NoRelease`] if a sequence is
    /// not there, [`super::Conflict::Head`] if the head would contradict itself.
    async fn point_head(
        &self,
        by: By,
        program: ProgramId,
        channel: Channel,
        expected_revision: u64,
        pointing: Pointing,
    ) -> Result<StoredHead, CatalogError>;

    /// Publications that were cut off between adding and pointing, the last of each program and channel; of one program
    /// or of all. One that goes on at this moment is among them: pointing its head is harmless.
    async fn unfinished(&self, program: Option<ProgramId>)
    -> Result<Vec<Unfinished>, CatalogError>;

    /// The heads of these programs in a channel; programs without one are left out.
    async fn heads(
        &self,
        ids: Vec<ProgramId>,
        channel: Channel,
    ) -> Result<Vec<StoredHead>, CatalogError>;

    /// Keeps the signed form of heads that still have the revision that was signed; leaves the others. Says nothing new,
    /// so nobody is noted for it.
    async fn store_signed(&self, heads: Vec<StoredHead>) -> Result<(), CatalogError>;

    /// Published programs that match all parts and are not withdrawn, best first: a part of the name weighs more than
    /// one of the id, and that more than one of the description.
    async fn search(&self, query: SearchQuery, limit: u32) -> Result<Vec<Program>, CatalogError>;

    /// Published programs that are not withdrawn, the last published first.
    async fn newest(&self, limit: u32) -> Result<Vec<Program>, CatalogError>;

    /// The root of this version, or the newest.
    async fn root(&self, version: Option<u64>) -> Result<Option<Vec<u8>>, CatalogError>;

    /// Adds a root; the same bytes again are no error.
    async fn add_root(&self, by: By, version: u64, envelope: Vec<u8>) -> Result<(), CatalogError>;

    /// Who changed what, the last first; of one program, or of all and the store itself.
    async fn changes(
        &self,
        program: Option<ProgramId>,
        limit: u32,
    ) -> Result<Vec<Change>, CatalogError>;
}
