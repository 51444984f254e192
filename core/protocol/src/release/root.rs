//! The Root: whose signatures count for a store, and in which epoch. Shapes, and what must hold inside of one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::statement::{PublicKey, kind, seal};
use crate::dsse::{Envelope, KeyId, KeySet, SigningKey};
use crate::error::{Code, Fault, Result};
use crate::json;
use crate::limits::{ROOT_KEYS, SEQUENCE};

/// Payload type of a root.
pub const ROOT_TYPE: &str = "application/vnd.tiffin.root+json";

/// Who may speak in a role: that many of these keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    pub keys: Vec<KeyId>,
    pub threshold: usize,
}

/// The roles of a store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roles {
    pub root: Role,
    pub release: Role,
    pub head: Role,
}

/// Whose signatures count for a store. The first is given with the host; later ones are signed by the one before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Root {
    /// Always `root`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Starts at 1 and grows by one.
    pub version: u64,
    /// The store's id; never changes.
    pub store: String,
    /// For people.
    pub name: String,
    /// Raised to make hosts forget what stolen head keys announced; never falls. Roots before there were epochs have
    /// none, which is 0.
    #[serde(default)]
    pub epoch: u64,
    pub keys: BTreeMap<KeyId, PublicKey>,
    pub roles: Roles,
}

impl Root {
    pub const KIND: &'static str = "root";

    /// Reads a payload and checks what a root says about itself.
    pub fn parse(payload: &[u8]) -> Result<Self> {
        let root: Self = json::read(payload, kind(Code::RootInvalid))?;
        let bad = |why: &str| Err(Fault::new(Code::RootInvalid, why));
        if root.kind != Self::KIND || root.version == 0 {
            return bad("type or version");
        }
        if root.store.is_empty() || root.store.len() > 256 || root.name.len() > 256 {
            return bad("store or name");
        }
        if root.epoch > SEQUENCE {
            return bad("epoch");
        }
        if root.keys.len() > ROOT_KEYS {
            return bad("too many keys");
        }
        for (id, key) in &root.keys {
            if key.key()?.id() != *id {
                return bad("a key is not the one its id names");
            }
        }
        for role in [&root.roles.root, &root.roles.release, &root.roles.head] {
            let distinct: std::collections::BTreeSet<_> = role.keys.iter().collect();
            let known = role.keys.iter().all(|k| root.keys.contains_key(k));
            if distinct.len() != role.keys.len() || !known {
                return bad("a role names a key twice or one that is not there");
            }
            if role.threshold == 0 || role.threshold > role.keys.len() {
                return bad("a threshold that cannot be met");
            }
        }
        Ok(root)
    }

    pub fn sign(&self, key: &SigningKey) -> Result<Envelope> {
        seal(ROOT_TYPE, self, key)
    }

    /// The keys of a role.
    pub fn keys_of(&self, role: &Role) -> Result<KeySet> {
        let listed = self.keys.iter().filter(|(id, _)| role.keys.contains(id));
        listed
            .map(|(id, key)| Ok((id.clone(), key.key()?)))
            .collect()
    }
}
