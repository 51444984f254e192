//! Heads: short-lived statements of which release is for whom, signed when one is asked for that was changed, is past
//! half of its life, or was signed by a key or in an epoch of before.
//!
//! A store that stands still for longer than a head lives stops updates, and nothing else.

use tiffin_protocol::dsse::SigningKey;
use tiffin_protocol::release::Root;
use tiffin_protocol::time::Time;
use tiffin_protocol::trust::CLOCK_SKEW;
use tiffin_protocol::{Code, Fault};

use crate::catalog::{Signed, StoredHead};

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

    /// Whether a head should be signed before it is given out.
    pub fn is_due(&self, head: &StoredHead, now: i64) -> bool {
        let Some(signed) = &head.signed else {
            return true;
        };
        let left = signed.expires.saturating_sub(now);
        left < self.life / 2
            || left > self.life
            || signed.keyid != self.key.public().id().as_str()
            || signed.epoch != self.epoch
    }

    /// The same head, valid from now.
    pub fn sign(&self, head: StoredHead, now: i64) -> Result<StoredHead, Fault> {
        let issued = time_after(head.issued, now);
        let issued_at = Time::from_unix(issued)
            .ok_or_else(|| Fault::new(Code::TimeInvalid, "the clock is wrong"))?;
        let expires = issued_at.plus(self.life);
        let statement = head.statement(&self.store, self.epoch, issued_at, expires);
        let envelope = statement.sign(&self.key)?.to_bytes()?;
        Ok(StoredHead {
            issued,
            signed: Some(Signed {
                envelope,
                keyid: self.key.public().id().to_string(),
                epoch: self.epoch,
                expires: expires.unix(),
            }),
            ..head
        })
    }
}

/// When a head is issued that follows one of `last`: now, or the second after it if the clock went back or two changes
/// fall into one second, as hosts take an earlier head for a replay. A `last` that lies too far ahead was signed by a
/// wrong clock, and no host took it.
fn time_after(last: i64, now: i64) -> i64 {
    let next = last.saturating_add(1);
    if (now..=now.saturating_add(CLOCK_SKEW)).contains(&next) {
        next
    } else {
        now
    }
}
