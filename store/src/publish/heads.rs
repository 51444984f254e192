//! Heads: short-lived statements of which release is the newest, signed when published and again
//! whenever one is asked for that is past half of its life or signed by a key that was replaced.
//!
//! A store that stands still for longer than a head lives stops updates, and nothing else.

use tiffin_protocol::dsse::SigningKey;
use tiffin_protocol::release::{Head, Release};
use tiffin_protocol::time::Time;
use tiffin_protocol::{Code, Fault, Sha256};

use crate::catalog::StoredHead;

/// Signs heads for one store.
#[derive(Debug)]
pub struct HeadSigner {
    store: String,
    key: SigningKey,
    /// Seconds a head is valid for.
    life: i64,
}

impl HeadSigner {
    pub fn new(store: String, key: SigningKey, life: i64) -> Self {
        Self { store, key, life }
    }

    /// The head of a release that is being published. `minimum` and `recalled` stay as they were.
    pub fn issue(
        &self,
        release: &Release,
        digest: Sha256,
        before: Option<&StoredHead>,
        now: i64,
    ) -> Result<StoredHead, Fault> {
        let head = StoredHead {
            program: release.program.clone(),
            sequence: release.sequence,
            version: release.version.clone(),
            release: digest,
            minimum: before.map_or(0, |head| head.minimum),
            recalled: before.map(|head| head.recalled.clone()).unwrap_or_default(),
            envelope: Vec::new(),
            keyid: String::new(),
            expires: 0,
        };
        self.sign(head, now)
    }

    /// Whether a head should be signed again before it is given out.
    pub fn is_stale(&self, head: &StoredHead, now: i64) -> bool {
        let left = head.expires.saturating_sub(now);
        left < self.life / 2 || left > self.life || head.keyid != self.key.public().id().as_str()
    }

    /// The same head, valid from now.
    pub fn sign(&self, head: StoredHead, now: i64) -> Result<StoredHead, Fault> {
        let issued_at = Time::from_unix(now)
            .ok_or_else(|| Fault::new(Code::TimeInvalid, "the clock is wrong"))?;
        let expires = issued_at.plus(self.life);
        let statement = Head {
            kind: Head::KIND.into(),
            program: head.program.clone(),
            store: self.store.clone(),
            sequence: head.sequence,
            version: head.version.clone(),
            release: head.release,
            min_sequence: head.minimum,
            recalled: head.recalled.clone(),
            issued_at,
            expires,
        };
        let envelope = statement.sign(&self.key)?.to_bytes()?;
        Ok(StoredHead {
            envelope,
            keyid: self.key.public().id().to_string(),
            expires: expires.unix(),
            ..head
        })
    }
}
