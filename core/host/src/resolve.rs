//! From a link or a program's id to a release: which trusted store to ask, and what it says, verified. A store that is not
//! in `host.toml` is never contacted. What is cached opens without this room.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use rusqlite::{OptionalExtension, params};
use tiffin_protocol::dsse::KeyId;
use tiffin_protocol::release::{Channel, Head, Release, Root};
use tiffin_protocol::time::Time;
use tiffin_protocol::trust::{self, Expected, Known, Verdict};
use tiffin_protocol::{Limits, Link, ProgramId, Sha256, StoreRef};

use crate::catalog::{Catalog, Staged};
use crate::db::{Db, now};
use crate::error::{Code, Fault, HostError};
use crate::http::{Answer, Http};
use crate::settings::Settings;

/// A head, a root, an error: small documents, asked for while a person waits.
const ASK_TIMEOUT: Duration = Duration::from_secs(10);
/// Root versions that may be caught up in one go.
const ROOT_STEPS: usize = 64;

/// The stores that this host trusts.
pub(crate) struct Stores {
    list: Vec<Arc<Store>>,
}

/// A trusted store: where it is, and whose signatures count.
pub(crate) struct Store {
    pub name: String,
    pub base: String,
    origin: StoreRef,
    root: RwLock<Arc<Root>>,
    db: Arc<Db>,
}

impl Stores {
    /// Reads the anchors of `host.toml`, and the newer roots that were verified from them before. No network.
    pub(crate) fn open(settings: &Settings, db: &Arc<Db>) -> Result<Stores, HostError> {
        let mut list = Vec::new();
        for store in &settings.stores {
            let anchor = trust::trust_anchor(&store.root)?;
            let root = newest_root(anchor, db)?;
            let base = store.base.clone();
            let url = url::Url::parse(&base)
                .map_err(|error| HostError::new(Code::HostSettings, error.to_string()))?;
            list.push(Arc::new(Store {
                name: store.name.clone(),
                origin: StoreRef::parse(&url.origin().ascii_serialization())?,
                base,
                root: RwLock::new(Arc::new(root)),
                db: Arc::clone(db),
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

/// Climbs from the anchor over the stored roots, each verified by the one below it and by itself. What does not verify ends
/// the climb: whoever can write the database can take newer roots away, and cannot plant one.
fn newest_root(anchor: Root, db: &Db) -> Result<Root, HostError> {
    let mut newest = anchor;
    for _ in 0..ROOT_STEPS {
        let stored: Option<Vec<u8>> = db
            .firm()
            .query_row(
                "SELECT envelope FROM store_root WHERE store = ?1 AND version = ?2",
                params![newest.store, newest.version + 1],
                |row| row.get(0),
            )
            .optional()?;
        let Some(envelope) = stored else { break };
        match trust::rotate_root(&newest, &envelope) {
            Ok(next) => newest = next,
            Err(fault) => {
                tracing::error!(store = newest.store, %fault, "a stored root does not follow from its anchor");
                break;
            }
        }
    }
    Ok(newest)
}

/// A release that a store's head names, verified, not downloaded yet.
pub(crate) struct Resolved {
    pub store: Arc<Store>,
    pub head: Head,
    pub release: Release,
    pub envelope: Vec<u8>,
}

impl Resolved {
    pub(crate) fn staged(&self) -> Staged {
        Staged {
            release: self.release.clone(),
            digest: self.head.stable.release,
            envelope: self.envelope.clone(),
            store: self.store.base.clone(),
        }
    }
}

impl Store {
    fn root(&self) -> Arc<Root> {
        Arc::clone(&self.root.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The newest head of a program that this device may follow.
    ///
    /// # Errors
    /// `program.unknown`, `store.unreachable`, `head.*`.
    pub(crate) async fn head(
        &self,
        http: &Http,
        catalog: &Catalog,
        program: &ProgramId,
    ) -> Result<Head, HostError> {
        let url = format!("{}/api/v1/programs/{program}/head", self.base);
        let bytes = match http.small(&url, ASK_TIMEOUT).await? {
            Answer::Found(bytes) => bytes,
            Answer::Missing => return Err(HostError::new(Code::ProgramUnknown, program.as_str())),
        };
        let verify = || trust::verify_head(&bytes, &self.root(), program, &Channel::RELEASE);
        let head = match verify() {
            // Signed by a key, or in an epoch, that this device does not know yet: the store's root may have rotated.
            Err(fault)
                if matches!(fault.code, Code::EnvelopeSigner | Code::HeadEpoch)
                    && self.follow_roots(http).await? =>
            {
                verify()?
            }
            other => other?,
        };
        let today = Time::from_unix(now()).ok_or_else(|| Fault::from(Code::TimeInvalid))?;
        trust::check_fresh(&head, today)?;
        if let Some(versions) = catalog.versions(program)? {
            let sequence = versions.head_sequence.max(versions.active_sequence);
            trust::check_rollback(
                Known {
                    epoch: head.epoch,
                    sequence,
                    issued_at: None,
                },
                &head,
            )?;
        }
        Ok(head)
    }

    /// The release that a head names, signed by developer and store, fit for this host.
    ///
    /// # Errors
    /// `release.recalled` before anything is asked for: the head withdraws what it names.
    pub(crate) async fn release(
        self: &Arc<Self>,
        http: &Http,
        catalog: &Catalog,
        head: Head,
    ) -> Result<Resolved, HostError> {
        if trust::judge(&head, &head.stable, 0) == Verdict::Withdrawn {
            return Err(HostError::new(
                Code::ReleaseRecalled,
                format!("sequence {}", head.stable.sequence),
            ));
        }
        let url = format!("{}/blobs/{}", self.base, head.stable.release);
        let envelope = match http.small(&url, ASK_TIMEOUT).await? {
            Answer::Found(bytes) => bytes,
            Answer::Missing => {
                return Err(HostError::new(
                    Code::BlobUnknown,
                    head.stable.release.to_string(),
                ));
            }
        };
        let pinned = pinned_developer(catalog, &head.program)?;
        let expected = Expected {
            program: &head.program,
            developer: pinned.as_ref(),
            digest: Some(&head.stable.release),
        };
        let release = trust::verify_release(&envelope, &self.root(), expected)?;
        trust::match_head(&release, &head, &head.stable)?;
        trust::check_sizes(&release, &Limits::DEFAULT)?;
        trust::check_compatible(&release, crate::VERSION, &[crate::TEMPLATE_ABI])?;
        Ok(Resolved {
            store: Arc::clone(self),
            head,
            release,
            envelope,
        })
    }

    /// Fetches the roots after ours, one by one. True if there was one.
    async fn follow_roots(&self, http: &Http) -> Result<bool, HostError> {
        let mut moved = false;
        for _ in 0..ROOT_STEPS {
            let current = self.root();
            let url = format!("{}/api/v1/root/{}", self.base, current.version + 1);
            let Answer::Found(envelope) = http.small(&url, ASK_TIMEOUT).await? else {
                break;
            };
            let next = trust::rotate_root(&current, &envelope)?;
            self.db.firm().execute(
                "INSERT INTO store_root (store, version, envelope) VALUES (?1, ?2, ?3) \
                 ON CONFLICT (store, version) DO UPDATE SET envelope = excluded.envelope",
                params![next.store, next.version, envelope],
            )?;
            *self.root.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(next);
            moved = true;
        }
        Ok(moved)
    }
}

fn pinned_developer(catalog: &Catalog, program: &ProgramId) -> Result<Option<KeyId>, HostError> {
    let Some(versions) = catalog.versions(program)? else {
        return Ok(None);
    };
    Ok(Some(
        tiffin_protocol::dsse::VerifyingKey::from_base64(&versions.developer_key)?.id(),
    ))
}

/// Asks the stores in order for a program that no link named a store for. The first that knows it wins.
pub(crate) async fn find(
    stores: &[Arc<Store>],
    http: &Http,
    catalog: &Catalog,
    program: &ProgramId,
) -> Result<Resolved, HostError> {
    let mut worst = HostError::new(Code::ProgramUnknown, program.as_str());
    for store in stores {
        match store.head(http, catalog, program).await {
            Ok(head) => return store.release(http, catalog, head).await,
            Err(error) if error.code == Code::ProgramUnknown => {}
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
