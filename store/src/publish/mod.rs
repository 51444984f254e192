//! Publishing: from a developer's signed release to a head that hosts follow.
//!
//! The order makes it safe to be cut off anywhere: check everything, store the countersigned release as
//! a blob (which nothing refers to yet), then one transaction that adds the release, its head, texts and
//! search entry. Sending the same release again gives the same answer.

mod check;
mod heads;

use std::sync::Arc;

use bytes::Bytes;
use tiffin_protocol::dsse::{Envelope, SigningKey};
use tiffin_protocol::release::{RELEASE_TYPE, Release};
use tiffin_protocol::{Code, Fault, Limits, ProgramId, Sha256, trust, version};
use tokio::sync::Semaphore;

use crate::blobs::{Blobs, Form, UploadError};
use crate::catalog::{Catalog, CatalogError, Publication, StoredHead, StoredRelease};
use crate::clock::Clock;
use crate::limits;

pub use heads::HeadSigner;

/// Why a release was not published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The release, or a package of it, is not what it must be.
    #[error(transparent)]
    Fault(#[from] Fault),
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// A higher sequence with a lower version for people.
    #[error("version {new} is lower than {last}, which is published")]
    LowerVersion { new: String, last: String },
    /// Packages that have to be uploaded first.
    #[error("not uploaded yet: {}", .0.iter().map(Sha256::hex).collect::<Vec<_>>().join(", "))]
    Missing(Vec<Sha256>),
    #[error("blob store: {0}")]
    Blobs(#[from] object_store::Error),
    #[error(transparent)]
    Upload(#[from] UploadError),
    #[error("{0}")]
    Internal(String),
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Digest of the countersigned envelope, a blob.
    pub release: Sha256,
    pub sequence: u64,
    pub version: String,
    /// False if it was there already.
    pub new: bool,
}

/// Checks, countersigns and publishes releases; keeps heads fresh.
pub struct Publisher {
    catalog: Arc<dyn Catalog>,
    blobs: Blobs,
    release_key: SigningKey,
    heads: HeadSigner,
    limits: Limits,
    clock: Clock,
    checks: Semaphore,
}

impl Publisher {
    pub fn new(
        catalog: Arc<dyn Catalog>,
        blobs: Blobs,
        release_key: SigningKey,
        heads: HeadSigner,
        limits: Limits,
        clock: Clock,
    ) -> Self {
        Self {
            catalog,
            blobs,
            release_key,
            heads,
            limits,
            clock,
            checks: Semaphore::new(limits::CHECKS),
        }
    }

    /// Publishes what a developer signed for `program`.
    pub async fn publish(
        &self,
        program: &ProgramId,
        envelope: &[u8],
    ) -> Result<Published, PublishError> {
        let registered = self.catalog.program(program.clone()).await?;
        let registered =
            registered.ok_or_else(|| Fault::new(Code::ProgramUnknown, program.as_str()))?;
        let release = trust::verify_developer(envelope, Some(&registered.developer_key.id()))?;
        if release.program != *program {
            let detail = format!("{}, published as {program}", release.program);
            return Err(Fault::new(Code::ReleaseProgram, detail).into());
        }
        let parsed = Envelope::parse(envelope)?;
        let payload = Sha256::of(&parsed.unverified_payload()?);
        if let Some(last) = self.catalog.last_release(program.clone()).await? {
            if last.payload == payload {
                return Ok(before(last));
            }
            if last.sequence >= release.sequence {
                let detail = format!("{} after {}", release.sequence, last.sequence);
                return Err(Fault::new(Code::ReleaseSequence, detail).into());
            }
            if version::is_lower(&release.version, &last.version) {
                let (new, last) = (release.version, last.version);
                return Err(PublishError::LowerVersion { new, last });
            }
        }
        trust::check_sizes(&release, &self.limits)?;
        let icon = self.check_packages(&release).await?;
        let icon = match icon {
            Some((bytes, kind)) => Some((
                self.blobs.put_bytes(Bytes::from(bytes)).await?,
                kind.to_owned(),
            )),
            None => None,
        };
        let bytes = self.countersign(parsed, &release)?;
        let digest = self.blobs.put_bytes(Bytes::from(bytes)).await?;

        let now = (self.clock)();
        let replaced = self.catalog.heads(vec![program.clone()]).await?;
        let head = self.heads.issue(&release, digest, replaced.first(), now)?;
        let published = Published {
            release: digest,
            sequence: release.sequence,
            version: release.version,
            new: true,
        };
        let (name, description, entry) = (release.name, release.description, release.entry);
        let publication = Publication {
            head,
            payload,
            name,
            description,
            entry,
            icon,
            now,
        };
        if let Err(error) = self.catalog.publish(publication).await {
            // The same release sent twice at once: the second is as good as the first.
            return match self.catalog.last_release(program.clone()).await? {
                Some(last) if last.payload == payload => Ok(before(last)),
                _ => Err(error.into()),
            };
        }
        tracing::info!(%program, sequence = published.sequence, version = published.version, "published");
        Ok(published)
    }

    /// The heads of these programs, each signed again if it is due.
    pub async fn fresh_heads(&self, ids: Vec<ProgramId>) -> Result<Vec<StoredHead>, PublishError> {
        let mut heads = self.catalog.heads(ids).await?;
        let now = (self.clock)();
        let mut renewed = Vec::new();
        for head in heads
            .iter_mut()
            .filter(|head| self.heads.is_stale(head, now))
        {
            *head = self.heads.sign(head.clone(), now)?;
            renewed.push(head.clone());
        }
        if !renewed.is_empty() {
            self.catalog.renew_heads(renewed).await?;
        }
        Ok(heads)
    }

    async fn check_packages(&self, release: &Release) -> Result<Option<check::Icon>, PublishError> {
        let mut missing = Vec::new();
        for entry in &release.packages {
            if self
                .blobs
                .length(&entry.sha256, Form::Plain)
                .await?
                .is_none()
            {
                missing.push(entry.sha256);
            }
        }
        if !missing.is_empty() {
            return Err(PublishError::Missing(missing));
        }
        let _permit = self
            .checks
            .acquire()
            .await
            .map_err(|e| PublishError::Internal(e.to_string()))?;
        let release = Arc::new(release.clone());
        let mut icon = None;
        for index in 0..release.packages.len() {
            let Some(entry) = release.packages.get(index).cloned() else {
                continue;
            };
            let file = self.blobs.file(&entry.sha256).await?;
            let file = file.ok_or_else(|| PublishError::Missing(vec![entry.sha256]))?;
            let (release, limits) = (release.clone(), self.limits);
            let checked =
                tokio::task::spawn_blocking(move || check::package(&release, &entry, file, limits))
                    .await;
            icon = checked
                .map_err(|e| PublishError::Internal(e.to_string()))??
                .or(icon);
        }
        Ok(icon)
    }

    /// The envelope with the developer's signature, ours, and no other.
    fn countersign(&self, mut envelope: Envelope, release: &Release) -> Result<Vec<u8>, Fault> {
        debug_assert_eq!(envelope.payload_type, RELEASE_TYPE);
        envelope
            .signatures
            .retain(|signature| signature.keyid == release.developer);
        envelope.signatures.truncate(1);
        envelope.sign(&self.release_key)?;
        envelope.to_bytes()
    }
}

fn before(release: StoredRelease) -> Published {
    let StoredRelease {
        release,
        sequence,
        version,
        ..
    } = release;
    Published {
        release,
        sequence,
        version,
        new: false,
    }
}
