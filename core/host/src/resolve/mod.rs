//! From a link or a program's id to a release: which trusted store to ask, and what it says, verified. A store that is not
//! in `host.toml` is never contacted. What is cached opens without this room.

mod clock;
mod error;
mod roots;

use std::sync::Arc;

use tiffin_protocol::dsse::{KeyId, VerifyingKey};
use tiffin_protocol::release::{Channel, Head, Release};
use tiffin_protocol::time::Time;
use tiffin_protocol::trust::{self, Expected, SeenHead};
use tiffin_protocol::{Limits, Link, ProgramId, Sha256, StoreRef};

use crate::db::{Db, now};
use crate::error::{Code, Fault, HostError};
use crate::http::{Fetched, Http};
use crate::settings::Settings;

pub(crate) use error::ResolveError;
use roots::{ASK_TIMEOUT, Roots};

/// The stores that this host trusts.
pub(crate) struct Stores {
    list: Vec<Arc<Store>>,
}

/// A trusted store: where it is, and whose signatures count.
pub(crate) struct Store {
    pub name: String,
    pub base: String,
    origin: StoreRef,
    roots: Roots,
}

/// A head, verified, and the bytes that its store signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SignedHead {
    pub head: Head,
    pub envelope: Vec<u8>,
}

/// A release that a store's head names, verified, not downloaded yet.
pub(crate) struct Resolved {
    pub store: Arc<Store>,
    pub signed: SignedHead,
    pub release: Release,
    pub envelope: Vec<u8>,
}

impl Resolved {
    /// What is to be written down once its packages are here.
    pub(crate) fn staged(&self) -> Staged {
        Staged {
            release: self.release.clone(),
            digest: self.signed.head.stable.release,
            envelope: self.envelope.clone(),
            store: self.store.base.clone(),
            epoch: self.signed.head.epoch,
        }
    }
}

/// A release and where it comes from, as the catalog keeps it.
pub(crate) struct Staged {
    pub release: Release,
    pub digest: Sha256,
    /// The signed bytes.
    pub envelope: Vec<u8>,
    /// Base address of the store whose head named it, and the epoch of that head.
    pub store: String,
    pub epoch: u64,
}

impl Stores {
    /// Reads the anchors of `host.toml`, and the newer roots that were verified from them before. No network.
    pub(crate) fn open(settings: &Settings, db: &Arc<Db>) -> Result<Stores, HostError> {
        let mut list = Vec::new();
        for store in &settings.stores {
            let base = store.base.clone();
            let url = url::Url::parse(&base)
                .map_err(|error| HostError::new(Code::HostSettings, error.to_string()))?;
            list.push(Arc::new(Store {
                name: store.name.clone(),
                origin: StoreRef::parse(&url.origin().ascii_serialization())?,
                base,
                roots: Roots::open(trust::trust_anchor(&store.root)?, db)?,
            }));
        }
        Ok(Stores { list })
    }

    /// The store a link names; `None` if it names none.
    ///
    /// # Errors
    /// `link.store_untrusted`: nothing of it is contacted.
    pub(crate) fn of_link(&self, link: &Link) -> Result<Option<Arc<Store>>, HostError> {
        let Some(wanted) = &link.store else {
            return Ok(None);
        };
        match self.list.iter().find(|store| store.origin == *wanted) {
            Some(store) => Ok(Some(Arc::clone(store))),
            None => Err(HostError::new(Code::LinkStore, wanted.to_string())),
        }
    }

    pub(crate) fn all(&self) -> &[Arc<Store>] {
        &self.list
    }

    pub(crate) fn by_base(&self, base: &str) -> Option<Arc<Store>> {
        self.list
            .iter()
            .find(|store| store.base == base)
            .map(Arc::clone)
    }
}

impl Store {
    /// The store's newest head of a program that this device may follow, `seen` being the last one it saw.
    ///
    /// # Errors
    /// [`ResolveError::Unknown`], [`ResolveError::Asking`], `head.*`.
    pub(crate) async fn head(
        &self,
        http: &Http,
        program: &ProgramId,
        seen: SeenHead,
    ) -> Result<SignedHead, ResolveError> {
        let url = format!("{}/api/v1/programs/{program}/head", self.base);
        let answer = http.small(&url, ASK_TIMEOUT).await;
        let (envelope, said) = match answer.map_err(ResolveError::Asking)? {
            Fetched::Found(document) => (document.bytes, document.date),
            Fetched::Missing => return Err(ResolveError::Unknown(program.clone())),
        };
        let judge = |root: &_| trust::verify_head(&envelope, root, program, &Channel::RELEASE);
        let head = self.roots.followed(http, &self.base, judge).await?;
        let today = Time::from_unix(now()).ok_or_else(|| Fault::from(Code::TimeInvalid))?;
        trust::check_fresh(&head, today)
            .map_err(|fault| clock::explained(fault, &head, today, said))?;
        trust::check_rollback(seen, &head)?;
        Ok(SignedHead { head, envelope })
    }

    /// The release that a head names, signed by its store and its developer (the pinned one, if the program is installed),
    /// fit for this host.
    ///
    /// # Errors
    /// [`ResolveError::Withdrawn`] before anything is asked for: the head withdraws what it names.
    pub(crate) async fn release(
        self: &Arc<Self>,
        http: &Http,
        signed: SignedHead,
        developer_key: Option<&str>,
    ) -> Result<Resolved, ResolveError> {
        let head = &signed.head;
        if head.is_withdrawn() {
            return Err(ResolveError::Withdrawn {
                sequence: head.stable.sequence,
            });
        }
        let answer = http
            .small(&blob_url(self, &head.stable.release, false), ASK_TIMEOUT)
            .await;
        let envelope = match answer.map_err(ResolveError::Asking)? {
            Fetched::Found(document) => document.bytes,
            Fetched::Missing => return Err(ResolveError::NoStatement(head.stable.release)),
        };
        let pinned = developer_key.map(key_id).transpose()?;
        let expected = Expected {
            program: &head.program,
            developer: pinned.as_ref(),
            digest: Some(&head.stable.release),
        };
        let judge = |root: &_| trust::verify_release(&envelope, root, expected);
        let release = self.roots.followed(http, &self.base, judge).await?;
        trust::match_head(&release, head, &head.stable)?;
        trust::check_sizes(&release, &Limits::DEFAULT)?;
        trust::check_compatible(&release, crate::VERSION, &[crate::TEMPLATE_ABI])?;
        Ok(Resolved {
            store: Arc::clone(self),
            signed,
            release,
            envelope,
        })
    }

    /// A release that this device keeps, verified again. Its signers may have been rotated out since.
    pub(crate) fn stored_release(
        &self,
        envelope: &[u8],
        program: &ProgramId,
        digest: &Sha256,
        developer_key: &str,
    ) -> Result<Release, Fault> {
        let pinned = key_id(developer_key)?;
        let expected = Expected {
            program,
            developer: Some(&pinned),
            digest: Some(digest),
        };
        self.roots
            .any(|root| trust::verify_release(envelope, root, expected))
    }

    /// The same for a head.
    pub(crate) fn stored_head(&self, envelope: &[u8], program: &ProgramId) -> Result<Head, Fault> {
        self.roots
            .any(|root| trust::verify_head(envelope, root, program, &Channel::RELEASE))
    }

    /// Catches up with the store's roots, for a check that nobody waits for.
    pub(crate) async fn follow_roots(&self, http: &Http) -> Result<(), ResolveError> {
        self.roots.follow(http, &self.base).await
    }
}

fn key_id(developer_key: &str) -> Result<KeyId, Fault> {
    Ok(VerifyingKey::from_base64(developer_key)?.id())
}

/// Asks the stores in order for a program that is not installed and that no link named a store for. The first that knows it
/// wins.
pub(crate) async fn find(
    stores: &[Arc<Store>],
    http: &Http,
    program: &ProgramId,
) -> Result<(Arc<Store>, SignedHead), ResolveError> {
    let mut worst = ResolveError::Unknown(program.clone());
    for store in stores {
        match store.head(http, program, SeenHead::default()).await {
            Ok(signed) => return Ok((Arc::clone(store), signed)),
            Err(ResolveError::Unknown(_)) => {}
            Err(error) => worst = error,
        }
    }
    Err(worst)
}

/// Asks for a digest's bytes at a store; the address is the same for every kind of blob.
pub(crate) fn blob_url(store: &Store, sha256: &Sha256, compressed: bool) -> String {
    format!(
        "{}/blobs/{sha256}{}",
        store.base,
        if compressed { ".zst" } else { "" }
    )
}
