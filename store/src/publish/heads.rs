//! Heads: short-lived statements of which release is the newest, signed when published and again
//! whenever one is asked for that is past half of its life or signed by a key that was replaced.
//!
//! A store that stands still for longer than a head lives stops updates, and nothing else.

use tiffin_protocol::dsse::{Envelope, SigningKey};
use tiffin_protocol::release::{Channel, HEAD_FORMAT, Head, Release, Root, Target};
use tiffin_protocol::time::Time;
use tiffin_protocol::{Code, Fault, Sha256};

use crate::catalog::StoredHead;

/// Signs heads for one store.
#[derive(Debug)]
pub struct HeadSigner {
    store: String,
    /// That of the root.
    epoch: u64,
    key: SigningKey,
    /// Seconds a head is valid for.
    life: i64,
}

impl HeadSigner {
    /// For the store and the epoch of `root`, whose head role has `key`.
    pub fn new(root: &Root, key: SigningKey, life: i64) -> Self {
        Self {
            store: root.store.clone(),
            epoch: root.epoch,
            key,
            life,
        }
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
        left < self.life / 2
            || left > self.life
            || head.keyid != self.key.public().id().as_str()
            || !self.is_ours(&head.envelope)
    }

    /// Whether an envelope is of the format and the epoch that are signed now: a store that was updated, or whose root
    /// rotated, has heads of before.
    fn is_ours(&self, envelope: &[u8]) -> bool {
        let head = Envelope::parse(envelope)
            .and_then(|envelope| envelope.unverified_payload())
            .and_then(|payload| Head::parse(&payload));
        head.is_ok_and(|head| head.epoch == self.epoch)
    }

    /// The same head, valid from now.
    pub fn sign(&self, head: StoredHead, now: i64) -> Result<StoredHead, Fault> {
        let issued_at = Time::from_unix(now)
            .ok_or_else(|| Fault::new(Code::TimeInvalid, "the clock is wrong"))?;
        let expires = issued_at.plus(self.life);
        let statement = Head {
            kind: Head::KIND.into(),
            format: HEAD_FORMAT,
            program: head.program.clone(),
            store: self.store.clone(),
            epoch: self.epoch,
            channel: Channel::RELEASE,
            stable: Target {
                sequence: head.sequence,
                version: head.version.clone(),
                release: head.release,
            },
            candidate: None,
            min_sequence: head.minimum,
            recalled: head.recalled.clone(),
            ends_at: None,
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
