//! The keys of a store: made once, loaded at each start, replaced by rotation.
//!
//! The root's key signs which keys count and nothing else. It is needed by `init` and `rotate-root`
//! only, so it belongs on a medium that is not connected; `serve` never reads it. What an attacker of
//! the server gets are the release and head keys, and a new root ends their use.

use base64::Engine as _;
use tiffin_protocol::dsse::{KeyId, SigningKey, VerifyingKey};
use tiffin_protocol::release::{PublicKey, Role, Roles, Root};
use tiffin_protocol::{Fault, trust};

use crate::data::{self, DataDir, DataError};

/// Why keys could not be made, loaded or replaced.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error(transparent)]
    Data(#[from] DataError),
    #[error(transparent)]
    Fault(#[from] Fault),
    #[error("no randomness from the system: {0}")]
    Random(getrandom::Error),
    #[error("{0} is missing")]
    Missing(String),
    /// The keys on disk are not the ones the root names.
    #[error("keys/{0}.pem is not a key that the newest root gives this role")]
    NotInRoot(&'static str),
}

/// What `serve` needs.
#[derive(Debug)]
pub struct Keys {
    /// Verified: by its own signatures, as it is the anchor.
    pub root: Root,
    /// The root's envelope as served.
    pub root_envelope: Vec<u8>,
    pub release: SigningKey,
    pub head: SigningKey,
    pub token: String,
}

/// What rotation changes besides the root's own key.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rotate {
    pub release: bool,
    pub head: bool,
    /// Begins a new epoch: hosts forget which sequences and times the head key announced. For a head key that was
    /// stolen; without another head key the thief would go on in the new epoch.
    pub epoch: bool,
}

/// Makes what is missing of keys, token and root; true if the root is new. Safe to run again after it
/// was cut off: the root is written last, keys that are there are used.
pub fn init(data: &DataDir, store: Option<&str>, name: &str) -> Result<bool, KeyError> {
    if data::read(&data.token())?.is_none() {
        let token = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(random()?);
        data::write(&data.token(), token.as_bytes(), true)?;
    }
    if data::read(&data.root())?.is_some() {
        return Ok(false);
    }
    let [root, release, head] = [
        key(data, "root")?,
        key(data, "release")?,
        key(data, "head")?,
    ];
    let id = match store {
        Some(id) => id.to_owned(),
        None => format!(
            "store-{}",
            root.public()
                .id()
                .as_str()
                .chars()
                .take(16)
                .collect::<String>()
        ),
    };
    let document = Root {
        kind: Root::KIND.into(),
        version: 1,
        store: id,
        name: name.into(),
        epoch: 0,
        keys: [&root, &release, &head]
            .map(|k| (k.public().id(), PublicKey::of(&k.public())))
            .into(),
        roles: Roles {
            root: one(&root.public()),
            release: one(&release.public()),
            head: one(&head.public()),
        },
    };
    let bytes = document.sign(&root)?.to_bytes()?;
    trust::trust_anchor(&bytes)?;
    data::write(&data.root(), &bytes, false)?;
    Ok(true)
}

/// Loads what `serve` needs. The root's private key may be absent, and should be.
pub fn load(data: &DataDir) -> Result<Keys, KeyError> {
    let missing = |what: &str| KeyError::Missing(format!("{what} (run `tiffin-store init` first)"));
    let root_envelope = data::read(&data.root())?
        .ok_or_else(|| missing("root.json"))?
        .into_bytes();
    let root = trust::trust_anchor(&root_envelope)?;
    let token = data::read(&data.token())?
        .ok_or_else(|| missing("token"))?
        .trim()
        .to_owned();
    let read = |role: &'static str, keys: &[KeyId]| {
        let pem = data::read(&data.key(role))?.ok_or_else(|| missing(role))?;
        let key = SigningKey::from_pem(&pem)?;
        if keys.contains(&key.public().id()) {
            Ok(key)
        } else {
            Err(KeyError::NotInRoot(role))
        }
    };
    let release = read("release", &root.roles.release.keys)?;
    let head = read("head", &root.roles.head.keys)?;
    if token.len() < 16 {
        return Err(KeyError::Missing(
            "a token of at least 16 characters".into(),
        ));
    }
    Ok(Keys {
        root,
        root_envelope,
        release,
        head,
        token,
    })
}

/// Makes the next root with a new root key, signed by the old one and the new one; returns the old and
/// the new envelope. The new private keys replace the old files; the old root key is kept beside, as
/// `root-<version>.pem`, until the person who rotates removes it.
pub fn rotate(data: &DataDir, what: Rotate) -> Result<(Root, Vec<u8>), KeyError> {
    let Keys { root: old, .. } = load(data)?;
    let missing =
        || KeyError::Missing("keys/root.pem (bring it back from where it is kept)".into());
    let old_key = SigningKey::from_pem(&data::read(&data.key("root"))?.ok_or_else(missing)?)?;
    if !old.roles.root.keys.contains(&old_key.public().id()) {
        return Err(KeyError::NotInRoot("root"));
    }
    let mut new = old.clone();
    new.version += 1;
    if what.epoch {
        new.epoch += 1;
    }
    let fresh = fresh()?;
    new.roles.root = one(&fresh.public());
    let mut made = vec![("root", fresh.clone())];
    if what.release {
        let key = self::fresh()?;
        // The old key still counts, for the releases that it signed.
        new.roles.release.keys.push(key.public().id());
        made.push(("release", key));
    }
    if what.head {
        let key = self::fresh()?;
        new.roles.head = one(&key.public());
        made.push(("head", key));
    }
    for (_, key) in &made {
        new.keys
            .insert(key.public().id(), PublicKey::of(&key.public()));
    }
    let roles = [&new.roles.root, &new.roles.release, &new.roles.head];
    let used: Vec<KeyId> = roles
        .iter()
        .flat_map(|role| role.keys.iter().cloned())
        .collect();
    new.keys.retain(|id, _| used.contains(id));

    let mut envelope = new.sign(&old_key)?;
    envelope.sign(&fresh)?;
    let bytes = envelope.to_bytes()?;
    trust::rotate_root(&old, &bytes)?;

    // Keys first, under names that nothing reads; then the root, which makes them count.
    data::write(
        &data.key(&format!("root-{}", old.version)),
        old_key.to_pem()?.as_bytes(),
        true,
    )?;
    for (role, key) in &made {
        data::write(
            &data.key(&format!("{role}.next")),
            key.to_pem()?.as_bytes(),
            true,
        )?;
    }
    data::write(&data.root(), &bytes, false)?;
    finish_rotation(data)?;
    Ok((new, bytes))
}

/// Puts the keys of the newest root in place, if a rotation was cut off before it did.
pub fn finish_rotation(data: &DataDir) -> Result<(), KeyError> {
    let Some(bytes) = data::read(&data.root())? else {
        return Ok(());
    };
    let root = trust::trust_anchor(bytes.as_bytes())?;
    for (role, keys) in [
        ("root", &root.roles.root),
        ("release", &root.roles.release),
        ("head", &root.roles.head),
    ] {
        let next = data.key(&format!("{role}.next"));
        let Some(pem) = data::read(&next)? else {
            continue;
        };
        let failed = |e| DataError::Io {
            path: next.clone(),
            source: e,
        };
        if keys
            .keys
            .contains(&SigningKey::from_pem(&pem)?.public().id())
        {
            std::fs::rename(&next, data.key(role)).map_err(failed)?;
        } else {
            // Left by a rotation that never came to its root.
            std::fs::remove_file(&next).map_err(failed)?;
        }
    }
    Ok(())
}

fn one(key: &VerifyingKey) -> Role {
    Role {
        keys: vec![key.id()],
        threshold: 1,
    }
}

/// The key of a role, made and written if absent.
fn key(data: &DataDir, role: &str) -> Result<SigningKey, KeyError> {
    if let Some(pem) = data::read(&data.key(role))? {
        return Ok(SigningKey::from_pem(&pem)?);
    }
    let key = fresh()?;
    data::write(&data.key(role), key.to_pem()?.as_bytes(), true)?;
    Ok(key)
}

fn fresh() -> Result<SigningKey, KeyError> {
    Ok(SigningKey::from_seed(&random()?))
}

fn random() -> Result<[u8; 32], KeyError> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(KeyError::Random)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn new() -> (tempfile::TempDir, DataDir) {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::open(folder.path()).unwrap();
        assert!(init(&data, None, "Test").unwrap());
        (folder, data)
    }

    #[test]
    fn init_that_was_cut_off_goes_on_with_the_same_keys() {
        let (_folder, data) = new();
        let before = load(&data).unwrap();
        std::fs::remove_file(data.root()).unwrap();
        assert!(init(&data, None, "Test").unwrap());
        assert_eq!(load(&data).unwrap().root, before.root);
    }

    #[test]
    fn a_rotation_that_was_cut_off_is_finished_or_forgotten() {
        let (_folder, data) = new();
        let old = load(&data).unwrap();
        // Cut off before the root was written: the keys are not in any root.
        data::write(
            &data.key("head.next"),
            fresh().unwrap().to_pem().unwrap().as_bytes(),
            true,
        )
        .unwrap();
        finish_rotation(&data).unwrap();
        assert!(data::read(&data.key("head.next")).unwrap().is_none());
        assert_eq!(load(&data).unwrap().head.public(), old.head.public());
        // Cut off after: the root counts, its keys are still under their waiting names.
        rotate(
            &data,
            Rotate {
                release: true,
                head: true,
                epoch: true,
            },
        )
        .unwrap();
        let new = load(&data).unwrap();
        for role in ["root", "release", "head"] {
            std::fs::rename(data.key(role), data.key(&format!("{role}.next"))).unwrap();
        }
        data::write(
            &data.key("head"),
            old.head.to_pem().unwrap().as_bytes(),
            true,
        )
        .unwrap();
        assert!(load(&data).is_err());
        finish_rotation(&data).unwrap();
        assert_eq!(load(&data).unwrap().head.public(), new.head.public());
        rotate(&data, Rotate::default()).unwrap();
        let root = load(&data).unwrap().root;
        assert_eq!((root.version, root.epoch), (3, 1), "an epoch stays");
    }

    #[test]
    fn keys_that_the_root_does_not_name_are_refused() {
        let (_folder, data) = new();
        data::write(
            &data.key("release"),
            fresh().unwrap().to_pem().unwrap().as_bytes(),
            true,
        )
        .unwrap();
        assert!(matches!(load(&data), Err(KeyError::NotInRoot("release"))));
        std::fs::write(data.key("release"), "-----BEGIN PRIVATE KEY-----\nx\n").unwrap();
        assert!(matches!(load(&data), Err(KeyError::Fault(_))));
        std::fs::remove_file(data.key("release")).unwrap();
        assert!(matches!(load(&data), Err(KeyError::Missing(_))));
    }
}
