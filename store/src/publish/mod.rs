//! Publishing: from a developer's signed release to a head that hosts follow.
//!
//! The order makes it safe to be cut off anywhere: check everything, store the countersigned release as a blob (which
//! nothing refers to yet), add the release (which no head names yet), then point the head at it, which makes its texts
//! and its search entry count. Sending the same release again goes on where it was cut off, and gives the same answer.

mod check;
mod heads;

use std::sync::Arc;

use bytes::Bytes;
use tiffin_protocol::dsse::{Envelope, SigningKey};
use tiffin_protocol::release::{Channel, RELEASE_TYPE, Release};
use tiffin_protocol::{Code, Fault, Limits, ProgramId, Sha256, trust};
use tokio::sync::Semaphore;

use crate::blobs::{Blobs, Form, UploadError};
use crate::catalog::{
    By, Catalog, CatalogError, NewRelease, Principal, Signed, StoredHead, advance, change_head,
    follows,
};
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

    /// Publishes what a developer signed for `program`, and `who` sent.
    pub async fn publish(
        &self,
        who: Principal,
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
        // One that was cut off before holds its sequence and its version: it comes first.
        self.finish(Some(program.clone())).await?;
        let released = self.catalog.releases(program.clone()).await?;
        let by = By {
            who: who.signed_by(release.developer.clone()),
            at: (self.clock)(),
        };
        // Judged here, before anything is read, and again when it is added.
        let new = follows(&released, release.sequence, &release.version, &payload)
            .map_err(CatalogError::from)?;
        let before = released
            .iter()
            .find(|one| !new && one.sequence == release.sequence);
        let (digest, new) = match before {
            Some(before) => (before.release, false),
            None => self.add(by.clone(), parsed, payload, &release).await?,
        };
        self.point(by, program, Channel::RELEASE, release.sequence)
            .await?;
        tracing::info!(%program, sequence = release.sequence, version = release.version, new, "published");
        Ok(Published {
            release: digest,
            sequence: release.sequence,
            version: release.version,
            new,
        })
    }

    /// Points heads at releases that were added for them by a publication that was cut off; of one program, or of all.
    pub async fn finish(&self, program: Option<ProgramId>) -> Result<(), CatalogError> {
        for one in self.catalog.unfinished(program).await? {
            let by = By {
                who: Principal::Store,
                at: (self.clock)(),
            };
            self.point(by, &one.program, one.channel, one.sequence)
                .await?;
        }
        Ok(())
    }

    /// Points a head at a release, unless it names a later one.
    async fn point(
        &self,
        by: By,
        program: &ProgramId,
        channel: Channel,
        sequence: u64,
    ) -> Result<(), CatalogError> {
        let decide = |before: Option<&StoredHead>| Ok(advance(before, sequence));
        change_head(self.catalog.as_ref(), by, program, channel, decide)
            .await
            .map(drop)
    }

    /// Checks the packages of a release, countersigns it, and adds it, under no head yet. The answer is its digest, and
    /// whether it is new.
    async fn add(
        &self,
        by: By,
        envelope: Envelope,
        payload: Sha256,
        release: &Release,
    ) -> Result<(Sha256, bool), PublishError> {
        trust::check_sizes(release, &self.limits)?;
        let icon = match self.check_packages(release).await? {
            Some((bytes, kind)) => Some((
                self.blobs.put_bytes(Bytes::from(bytes)).await?,
                kind.to_owned(),
            )),
            None => None,
        };
        let bytes = self.countersign(envelope, release)?;
        let digest = self.blobs.put_bytes(Bytes::from(bytes)).await?;
        let new = NewRelease {
            program: release.program.clone(),
            sequence: release.sequence,
            version: release.version.clone(),
            release: digest,
            payload,
            name: release.name.clone(),
            description: release.description.clone(),
            entry: release.entry.clone(),
            icon,
            channel: Some(Channel::RELEASE),
        };
        let new = self.catalog.add_release(by, new).await?;
        Ok((digest, new))
    }

    /// The heads of these programs for everybody, each signed again if it is due.
    pub async fn fresh_heads(
        &self,
        ids: Vec<ProgramId>,
    ) -> Result<Vec<(StoredHead, Signed)>, PublishError> {
        let now = (self.clock)();
        let mut fresh = Vec::new();
        let mut renewed = Vec::new();
        for head in self.catalog.heads(ids, Channel::RELEASE).await? {
            let due = self.heads.is_due(&head, now);
            let head = if due {
                self.heads.sign(head, now)?
            } else {
                head
            };
            if due {
                renewed.push(head.clone());
            }
            fresh.extend(head.signed.clone().map(|signed| (head, signed)));
        }
        if !renewed.is_empty() {
            self.catalog.store_signed(renewed).await?;
        }
        Ok(fresh)
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
