use std::collections::BTreeMap;

use tiffin_protocol::dsse::Envelope;
use tiffin_protocol::release::{
    Channel, Domains, FileEntry, HEAD_FORMAT, Head, PackageEntry, PublicKey, RELEASE_TYPE,
    ROOT_TYPE, Release, Role, Roles, Root, Target,
};
use tiffin_protocol::time::Time;
use tiffin_protocol::{ProgramId, Sha256};

use crate::envelopes::key;

pub const ROOT: u8 = 1;
pub const RELEASE: u8 = 2;
pub const HEAD: u8 = 3;
pub const DEVELOPER: u8 = 4;
pub const STRANGER: u8 = 9;

pub fn time(text: &str) -> Time {
    text.parse().unwrap()
}

fn role(seeds: &[u8]) -> Role {
    Role {
        keys: seeds.iter().map(|s| key(*s).public().id()).collect(),
        threshold: 1,
    }
}

pub fn root(version: u64, root_key: u8) -> Root {
    let seeds = [root_key, RELEASE, HEAD];
    let keys: BTreeMap<_, _> = seeds
        .iter()
        .map(|s| (key(*s).public().id(), PublicKey::of(&key(*s).public())))
        .collect();
    Root {
        kind: "root".into(),
        version,
        store: "store-1".into(),
        name: "Store".into(),
        epoch: 0,
        keys,
        roles: Roles {
            root: role(&[root_key]),
            release: role(&[RELEASE]),
            head: role(&[HEAD]),
        },
    }
}

pub fn release() -> Release {
    let digest = Sha256::of(b"x");
    Release {
        kind: "release".into(),
        format: 1,
        program: canteen(),
        name: "Canteen".into(),
        version: "1.0.0".into(),
        sequence: 5,
        created_at: time("2026-01-01T00:00:00Z"),
        template_abi: "glass-easel-0.12.1".into(),
        min_host: "0.1.0".into(),
        developer: key(DEVELOPER).public().id(),
        developer_key: PublicKey::of(&key(DEVELOPER).public()),
        packages: vec![PackageEntry {
            name: "main".into(),
            root: String::new(),
            independent: false,
            size: 300,
            sha256: digest,
            files: vec![
                FileEntry {
                    path: "app.js".parse().unwrap(),
                    size: 1,
                    sha256: digest,
                },
                FileEntry {
                    path: "manifest.json".parse().unwrap(),
                    size: 1,
                    sha256: digest,
                },
            ],
        }],
        scopes: vec!["scope.userLocation".into()],
        domains: Domains {
            request: vec!["https://api.example.com".into()],
            ..Domains::default()
        },
        entry: "pages/index/index".into(),
        icon: None,
        description: String::new(),
    }
}

pub fn head() -> Head {
    Head {
        kind: "head".into(),
        format: HEAD_FORMAT,
        program: canteen(),
        store: "store-1".into(),
        epoch: 0,
        channel: Channel::RELEASE,
        stable: Target {
            sequence: 5,
            version: "1.0.0".into(),
            release: Sha256::of(b"x"),
        },
        candidate: None,
        min_sequence: 3,
        recalled: vec![4],
        ends_at: None,
        issued_at: time("2026-01-01T00:00:00Z"),
        expires: time("2026-01-08T00:00:00Z"),
    }
}

pub fn canteen() -> ProgramId {
    "canteen".parse().unwrap()
}

fn bytes(envelope: &Envelope) -> Vec<u8> {
    envelope.to_bytes().unwrap()
}

pub fn seal(payload_type: &str, value: &impl serde::Serialize, seeds: &[u8]) -> Vec<u8> {
    let mut envelope = Envelope::wrap(payload_type, &serde_json::to_vec(value).unwrap());
    seeds.iter().for_each(|s| envelope.sign(&key(*s)).unwrap());
    bytes(&envelope)
}

pub fn sealed(release: &Release, seeds: &[u8]) -> Vec<u8> {
    seal(RELEASE_TYPE, release, seeds)
}

pub fn sealed_root(root: &Root, seeds: &[u8]) -> Vec<u8> {
    seal(ROOT_TYPE, root, seeds)
}
