//! What is remembered of versions that failed.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use tiffin_protocol::dsse::SigningKey;
use tiffin_protocol::release::{Channel, HEAD_FORMAT, Head, PublicKey, Role, Roles, Root, Target};

use super::*;
use crate::db::Db;
use crate::resolve::{SignedHead, Stores};
use crate::{Settings, StoreSettings};

const BASE: &str = "http://127.0.0.1:9";

fn root(key: &SigningKey) -> Vec<u8> {
    let id = key.public().id();
    let role = || Role {
        keys: vec![id.clone()],
        threshold: 1,
    };
    let root = Root {
        kind: Root::KIND.into(),
        version: 1,
        store: BASE.into(),
        name: "Test".into(),
        epoch: 1,
        keys: [(id.clone(), PublicKey::of(&key.public()))].into(),
        roles: Roles {
            root: role(),
            release: role(),
            head: role(),
        },
    };
    root.sign(key).unwrap().to_bytes().unwrap()
}

fn head(key: &SigningKey, stable: &Version) -> SignedHead {
    let at = Time::from_unix(now()).unwrap();
    let head = Head {
        kind: Head::KIND.into(),
        format: HEAD_FORMAT,
        program: "canteen".parse().unwrap(),
        store: BASE.into(),
        epoch: stable.epoch,
        channel: Channel::RELEASE,
        stable: Target {
            sequence: stable.sequence,
            version: "1".into(),
            release: stable.digest,
        },
        candidate: None,
        min_sequence: 0,
        recalled: Vec::new(),
        ends_at: None,
        issued_at: at,
        expires: at.plus(3_600),
    };
    let envelope = head.sign(key).unwrap().to_bytes().unwrap();
    SignedHead { head, envelope }
}

#[test]
fn what_failed_is_forgotten_behind_the_active_one_unless_a_store_still_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let db = Arc::new(Db::open(&folder.path().join("db")).unwrap());
    let key = SigningKey::from_seed(&[1; 32]);
    let settings = Settings {
        stores: vec![StoreSettings {
            name: "Test".into(),
            base: BASE.into(),
            root: root(&key),
        }],
        ..Settings::default()
    };
    let stores = Arc::new(Stores::open(&settings, &db).unwrap());
    let catalog = Catalog::open(Arc::clone(&db), Arc::clone(&stores)).unwrap();
    let program: ProgramId = "canteen".parse().unwrap();
    let digest = |name: &str| Sha256::of(name.as_bytes());
    let active = digest("active").to_string();
    let sql = "INSERT INTO release (digest, program, sequence, version, envelope, added_at) \
               VALUES (?1, 'canteen', 10, '10', x'', 0)";
    db.durable().execute(sql, [&active]).unwrap();
    let sql = "INSERT INTO program (id, name, store, developer_key, active, installed_at) \
               VALUES ('canteen', 'c', ?1, '', ?2, 0)";
    db.durable().execute(sql, [BASE, &active]).unwrap();
    // The store began anew: its second version there comes after the tenth of before.
    let named = Version {
        digest: digest("named"),
        sequence: 2,
        epoch: 1,
    };
    let old = Version {
        digest: digest("old"),
        sequence: 9,
        epoch: 0,
    };
    let base = stores.by_base(BASE).unwrap();
    catalog.store_head(&base, &head(&key, &named)).unwrap();
    for version in [&named, &old] {
        let again = Time::from_unix(now() + 60).unwrap();
        catalog
            .record_failed_start(&program, version, 1, again, "it fails")
            .unwrap();
    }
    catalog.forget_unnamed().unwrap();
    let known = catalog.known(&program).unwrap().unwrap();
    let failed: Vec<_> = known.failed.keys().copied().collect();
    assert_eq!(failed, [named.digest]);
}
