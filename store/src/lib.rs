//! The private store of Tiffin: keeps mini-programs, vouches for them with its keys, and serves them.
//!
//! ```text
//! http      routes, limits, errors      ->  publish   checks, countersigns, keeps heads fresh
//! catalog   what there is (SQLite)          blobs     bytes by digest (a folder)
//! keys      made, loaded, rotated           data      the folder all of it is in
//! ```
//!
//! [`Store::open`] puts the parts together; `main.rs` is the command line. The HTTP interface is specified
//! in `docs/formats/store-api.md`, running a store is described in `docs/guide/store.md`.

pub mod blobs;
pub mod catalog;
pub mod clock;
pub mod data;
pub mod http;
pub mod keys;
pub mod limits;
pub mod publish;
pub mod qr;
pub mod serve;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use tiffin_protocol::release::{Channel, Root};
use tiffin_protocol::{Fault, Limits, ProgramId, StoreRef};
use tokio::sync::Semaphore;

use crate::blobs::Blobs;
use crate::catalog::{
    By, Catalog, CatalogError, Change, Conflict, Principal, Ruling, SqliteCatalog, StoredHead,
    change_head,
};
use crate::clock::Clock;
use crate::data::{DataDir, DataError};
use crate::http::{Landing, Parts, Token};
use crate::keys::{KeyError, Keys};
use crate::publish::{HeadSigner, Publisher};

/// How a store is run.
#[derive(Clone, Debug)]
pub struct Config {
    /// The data folder, see [`data`].
    pub data: PathBuf,
    /// The origin that links carry.
    pub public: StoreRef,
    /// Seconds a head is valid for.
    pub head_life: i64,
    /// Bounds on packages.
    pub limits: Limits,
    pub clock: Clock,
}

/// A week: long enough for a holiday without an administrator, short enough that a stolen head key of
/// the past is worth little.
pub const HEAD_LIFE: i64 = 7 * 24 * 3600;

/// Name of the token in the data folder, as the history shows it.
pub const PUBLISH_TOKEN: &str = "publish";

/// Why a store cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error(transparent)]
    Data(#[from] DataError),
    #[error(transparent)]
    Keys(#[from] KeyError),
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    #[error("blobs: {0}")]
    Blobs(#[from] object_store::Error),
    #[error("template: {0}")]
    Template(#[from] minijinja::Error),
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// An opened store, with its data folder locked.
pub struct Store {
    router: Router,
    _data: DataDir,
}

impl Store {
    /// Opens the parts and finishes what an earlier process left undone. No network.
    pub async fn open(config: Config) -> Result<Self, StoreError> {
        let data = DataDir::open(&config.data)?;
        keys::finish_rotation(&data)?;
        let Keys {
            root,
            root_envelope,
            release,
            head,
            token,
        } = keys::load(&data)?;
        let catalog: Arc<dyn Catalog> = Arc::new(SqliteCatalog::open(&data.catalog())?);
        let by = By {
            who: Principal::Store,
            at: (config.clock)(),
        };
        catalog.add_root(by, root.version, root_envelope).await?;
        let blobs = Blobs::folder(
            &data.blobs(),
            limits::BLOB_BYTES.max(config.limits.package_bytes),
        )?;
        let heads = HeadSigner::new(&root, head, config.head_life);
        let publisher = Publisher::new(
            catalog.clone(),
            blobs.clone(),
            release,
            heads,
            config.limits,
            config.clock,
        );
        publisher.finish(None).await?;
        let parts = Parts {
            catalog,
            blobs,
            publisher,
            token: Token::new(PUBLISH_TOKEN, &token),
            public: config.public,
            name: root.name,
            uploads: Semaphore::new(limits::UPLOADS),
            clock: config.clock,
            landing: Landing::new()?,
        };
        Ok(Self {
            router: http::router(Arc::new(parts)),
            _data: data,
        })
    }

    /// All routes, ready to be served.
    pub fn router(&self) -> Router {
        self.router.clone()
    }
}

/// Makes what a store needs in a folder that is empty, or was left half made; true if it is new.
pub async fn init(
    by: By,
    folder: &Path,
    store: Option<&str>,
    name: &str,
) -> Result<bool, StoreError> {
    let data = DataDir::open(folder)?;
    let new = keys::init(&data, store, name)?;
    record_root(by, &data).await?;
    Ok(new)
}

/// Replaces keys, see [`keys::rotate`]. The store must not be running.
pub async fn rotate_root(by: By, folder: &Path, what: keys::Rotate) -> Result<Root, StoreError> {
    let data = DataDir::open(folder)?;
    keys::finish_rotation(&data)?;
    // The chain has no gaps: each root is in the catalog before the next is made.
    record_root(by.clone(), &data).await?;
    let (root, _) = keys::rotate(&data, what)?;
    record_root(by, &data).await?;
    Ok(root)
}

/// Withdraws a program, restores it, or sets its minimum. The store may be running: it signs the head again when the
/// next host asks.
pub async fn rule(
    by: By,
    folder: &Path,
    program: ProgramId,
    ruling: Ruling,
) -> Result<StoredHead, StoreError> {
    let catalog = SqliteCatalog::open_shared(&data::shared_catalog(folder)?)?;
    if catalog.program(program.clone()).await?.is_none() {
        return Err(CatalogError::from(Conflict::NoProgram).into());
    }
    let decide = |before: Option<&StoredHead>| ruling.apply(before).map(Some);
    let head = change_head(&catalog, by, &program, Channel::RELEASE, decide).await?;
    Ok(head.ok_or(CatalogError::from(Conflict::NoHead))?)
}

/// Who changed what, the last first; of one program, or of all. The store may be running.
pub async fn history(
    folder: &Path,
    program: Option<ProgramId>,
    limit: u32,
) -> Result<Vec<Change>, StoreError> {
    let catalog = SqliteCatalog::open_shared(&data::shared_catalog(folder)?)?;
    Ok(catalog.changes(program, limit).await?)
}

async fn record_root(by: By, data: &DataDir) -> Result<(), StoreError> {
    let catalog = SqliteCatalog::open(&data.catalog())?;
    let Keys {
        root,
        root_envelope,
        ..
    } = keys::load(data)?;
    Ok(catalog.add_root(by, root.version, root_envelope).await?)
}
