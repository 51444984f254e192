//! A store's roots: the chain from the anchor of `host.toml` to the newest one, each verified by the one before it and by
//! itself. The newest says whose new signatures count; the older ones say whose signatures counted when something came that
//! is on this device since (docs/adr/0017).

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use rusqlite::{OptionalExtension, params};
use tiffin_protocol::error::Result;
use tiffin_protocol::release::Root;
use tiffin_protocol::trust;

use super::error::ResolveError;
use crate::db::Db;
use crate::error::{Code, Fault, HostError};
use crate::http::{Fetched, Http};

/// A head, a root, an error: small documents, asked for while a person waits.
pub(super) const ASK_TIMEOUT: Duration = Duration::from_secs(10);
/// Root versions that may be caught up in one go.
const STEPS: usize = 64;

pub(super) struct Roots {
    /// From the anchor to the newest; never empty.
    chain: RwLock<Arc<Vec<Root>>>,
    db: Arc<Db>,
    /// One follows, the others wait and look at what it found.
    following: tokio::sync::Mutex<()>,
}

impl Roots {
    /// Climbs from the anchor over the stored roots. What does not verify ends the climb: whoever can write the database can
    /// take newer roots away, and cannot plant one.
    pub(super) fn open(anchor: Root, db: &Arc<Db>) -> std::result::Result<Roots, HostError> {
        let mut chain = Vec::new();
        let mut newest = anchor;
        for _ in 0..STEPS {
            let stored: Option<Vec<u8>> = db
                .durable()
                .query_row(
                    "SELECT envelope FROM store_root WHERE store = ?1 AND version = ?2",
                    params![newest.store, newest.version + 1],
                    |row| row.get(0),
                )
                .optional()?;
            let Some(envelope) = stored else { break };
            match trust::rotate_root(&newest, &envelope) {
                Ok(next) => chain.push(std::mem::replace(&mut newest, next)),
                Err(fault) => {
                    tracing::error!(store = newest.store, %fault, "a stored root does not follow from its anchor");
                    break;
                }
            }
        }
        chain.push(newest);
        Ok(Roots {
            chain: RwLock::new(Arc::new(chain)),
            db: Arc::clone(db),
            following: tokio::sync::Mutex::default(),
        })
    }

    fn chain(&self) -> Arc<Vec<Root>> {
        Arc::clone(&self.chain.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// What a new statement is worth: judged by the newest root.
    pub(super) fn newest<T>(&self, judge: impl Fn(&Root) -> Result<T>) -> Result<T> {
        match self.chain().last() {
            Some(root) => judge(root),
            None => Err(Code::RootInvalid.into()),
        }
    }

    /// What a statement is worth that was verified when it came: judged by the newest root that its signer is in.
    pub(super) fn any<T>(&self, judge: impl Fn(&Root) -> Result<T>) -> Result<T> {
        let mut first = None;
        for root in self.chain().iter().rev() {
            match judge(root) {
                Err(fault) if another_root_may_differ(&fault) => {
                    first.get_or_insert(fault);
                }
                other => return other,
            }
        }
        Err(first.unwrap_or_else(|| Code::RootInvalid.into()))
    }

    /// Judges by the newest root that is known here; if the signer is not in it, by the newest that the store has.
    pub(super) async fn followed<T>(
        &self,
        http: &Http,
        base: &str,
        judge: impl Fn(&Root) -> Result<T>,
    ) -> std::result::Result<T, ResolveError> {
        match self.newest(&judge) {
            Err(fault) if another_root_may_differ(&fault) => {
                let known = self.newest(|root| Ok(root.version))?;
                self.follow(http, base).await?;
                match self.newest(|root| Ok(root.version))? == known {
                    true => Err(fault.into()),
                    false => Ok(self.newest(&judge)?),
                }
            }
            other => Ok(other?),
        }
    }

    /// Fetches the roots after ours, one by one.
    pub(super) async fn follow(
        &self,
        http: &Http,
        base: &str,
    ) -> std::result::Result<(), ResolveError> {
        let _one_at_a_time = self.following.lock().await;
        for _ in 0..STEPS {
            let chain = self.chain();
            let Some(newest) = chain.last() else { break };
            let url = format!("{base}/api/v1/root/{}", newest.version + 1);
            let answer = http.small(&url, ASK_TIMEOUT).await;
            let Fetched::Found(document) = answer.map_err(ResolveError::Asking)? else {
                break;
            };
            let envelope = document.bytes;
            let next = trust::rotate_root(newest, &envelope)?;
            self.db.durable().execute(
                "INSERT INTO store_root (store, version, envelope) VALUES (?1, ?2, ?3) \
                 ON CONFLICT (store, version) DO UPDATE SET envelope = excluded.envelope",
                params![next.store, next.version, envelope],
            )?;
            let mut longer = chain.to_vec();
            longer.push(next);
            *self.chain.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(longer);
        }
        Ok(())
    }
}

/// Whether the fault says that the signers are not those of this root, rather than that the statement is wrong.
fn another_root_may_differ(fault: &Fault) -> bool {
    matches!(
        fault.code,
        Code::EnvelopeSigner | Code::EnvelopeThreshold | Code::ReleaseStore | Code::HeadEpoch
    )
}
