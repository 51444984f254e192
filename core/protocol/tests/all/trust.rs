use std::collections::BTreeMap;

use tiffin_protocol::dsse::{Envelope, SigningKey};
use tiffin_protocol::manifest::Manifest;
use tiffin_protocol::release::{
    Channel, Domains, FileEntry, HEAD_FORMAT, HEAD_TYPE, Head, PackageEntry, PublicKey,
    RELEASE_TYPE, ROOT_TYPE, Release, Role, Roles, Root, Target,
};
use tiffin_protocol::time::Time;
use tiffin_protocol::trust::{
    Expected, check_compatible, check_manifest, check_sizes, match_head, rotate_root, trust_anchor,
    verify_bundled, verify_developer, verify_head, verify_release,
};
use tiffin_protocol::{Code, Fault, Limits, ProgramId, Sha256};

use crate::code;
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

fn sealed(release: &Release, seeds: &[u8]) -> Vec<u8> {
    seal(RELEASE_TYPE, release, seeds)
}

fn check(envelope: &[u8]) -> Result<Release, Fault> {
    let expected = Expected {
        program: &canteen(),
        developer: Some(&key(DEVELOPER).public().id()),
        digest: None,
    };
    verify_release(envelope, &root(1, ROOT), expected)
}

#[test]
fn a_release_by_developer_and_store() {
    assert_eq!(
        check(&sealed(&release(), &[DEVELOPER, RELEASE])).unwrap(),
        release()
    );
    // The order of signatures does not matter, nor a stranger's besides.
    check(&sealed(&release(), &[RELEASE, STRANGER, DEVELOPER])).unwrap();
}

#[test]
fn a_release_not_by_both() {
    assert_eq!(
        code(check(&sealed(&release(), &[DEVELOPER]))),
        Code::ReleaseStore
    );
    assert_eq!(
        code(check(&sealed(&release(), &[RELEASE]))),
        Code::ReleaseDeveloper
    );
    assert_eq!(
        code(check(&sealed(&release(), &[]))),
        Code::EnvelopeUnsigned
    );
    assert_eq!(
        code(check(&sealed(&release(), &[STRANGER, DEVELOPER]))),
        Code::ReleaseStore
    );
    // The store's other keys do not count: each role has its own.
    assert_eq!(
        code(check(&sealed(&release(), &[DEVELOPER, HEAD]))),
        Code::ReleaseStore
    );
    assert_eq!(
        code(check(&sealed(&release(), &[DEVELOPER, ROOT]))),
        Code::ReleaseStore
    );
}

#[test]
fn another_developer_with_the_stores_blessing() {
    let mut theirs = release();
    theirs.developer = key(STRANGER).public().id();
    theirs.developer_key = PublicKey::of(&key(STRANGER).public());
    assert_eq!(
        code(check(&sealed(&theirs, &[STRANGER, RELEASE]))),
        Code::ReleaseDeveloper
    );
    // Without a pin it is the first use, and the store vouches.
    let first = Expected {
        program: &canteen(),
        developer: None,
        digest: None,
    };
    verify_release(
        &sealed(&theirs, &[STRANGER, RELEASE]),
        &root(1, ROOT),
        first,
    )
    .unwrap();
    // A key that is not the one its id names.
    let mut lies = release();
    lies.developer_key = PublicKey::of(&key(STRANGER).public());
    assert_eq!(
        code(check(&sealed(&lies, &[STRANGER, DEVELOPER, RELEASE]))),
        Code::ReleaseDeveloper
    );
}

#[test]
fn mix_and_match() {
    let mut other = release();
    other.program = "lantern".parse().unwrap();
    assert_eq!(
        code(check(&sealed(&other, &[DEVELOPER, RELEASE]))),
        Code::ReleaseProgram
    );
    let envelope = sealed(&release(), &[DEVELOPER, RELEASE]);
    let digest = Sha256::of(&envelope);
    let id = canteen();
    let named = |digest| Expected {
        program: &id,
        developer: None,
        digest: Some(digest),
    };
    verify_release(&envelope, &root(1, ROOT), named(&digest)).unwrap();
    let wrong = Sha256::of(b"another");
    assert_eq!(
        code(verify_release(&envelope, &root(1, ROOT), named(&wrong))),
        Code::ReleaseDigest
    );
    // A release of another sequence than the head says.
    match_head(&release(), &head(), &head().stable).unwrap();
    let next = Target {
        sequence: 6,
        ..head().stable
    };
    assert_eq!(
        code(match_head(&release(), &head(), &next)),
        Code::ReleaseSequence
    );
    assert_eq!(
        code(match_head(&other, &head(), &head().stable)),
        Code::ReleaseProgram
    );
    // A head passed off as a release, and the other way round.
    assert_eq!(
        code(check(&seal(HEAD_TYPE, &release(), &[DEVELOPER, RELEASE]))),
        Code::EnvelopeType
    );
    let program = canteen();
    assert_eq!(
        code(verify_head(
            &seal(RELEASE_TYPE, &head(), &[HEAD]),
            &root(1, ROOT),
            &program,
            &Channel::RELEASE
        )),
        Code::EnvelopeType
    );
}

#[test]
fn what_developers_send() {
    let pin = key(DEVELOPER).public().id();
    verify_developer(&sealed(&release(), &[DEVELOPER]), Some(&pin)).unwrap();
    verify_bundled(&sealed(&release(), &[DEVELOPER]), &key(DEVELOPER).public()).unwrap();
    assert_eq!(
        code(verify_bundled(
            &sealed(&release(), &[DEVELOPER]),
            &key(STRANGER).public()
        )),
        Code::ReleaseDeveloper
    );
    assert_eq!(
        code(verify_developer(
            &sealed(&release(), &[STRANGER]),
            Some(&pin)
        )),
        Code::ReleaseDeveloper
    );
}

type Change = fn(&mut Release);

#[test]
fn releases_that_contradict_themselves() {
    let broken: [(Change, Code); 22] = [
        (|r| r.kind = "head".into(), Code::ReleaseInvalid),
        (|r| r.format = 2, Code::ReleaseFormat),
        (|r| r.sequence = 0, Code::ReleaseInvalid),
        (|r| r.sequence = 1 << 63, Code::ReleaseInvalid),
        (|r| r.name = String::new(), Code::ReleaseInvalid),
        (|r| r.name = "x".repeat(81), Code::ReleaseInvalid),
        (|r| r.version = String::new(), Code::ReleaseInvalid),
        (|r| r.description = "x".repeat(5000), Code::ReleaseInvalid),
        (|r| r.min_host = "new".into(), Code::ReleaseInvalid),
        (|r| r.template_abi = String::new(), Code::ReleaseInvalid),
        (|r| r.entry = "../x".into(), Code::PathSlip),
        (|r| r.developer_key.alg = "rsa".into(), Code::KeyInvalid),
        (|r| r.scopes = vec!["s".into(); 1001], Code::ReleaseInvalid),
        (
            |r| r.domains.socket = vec!["s".repeat(513)],
            Code::ReleaseInvalid,
        ),
        (|r| r.packages.clear(), Code::ReleaseInvalid),
        (
            |r| r.packages.push(r.packages[0].clone()),
            Code::ReleaseInvalid,
        ),
        (|r| r.packages[0].root = "x".into(), Code::ReleaseInvalid),
        (|r| r.packages[0].independent = true, Code::ReleaseInvalid),
        (|r| r.packages[0].files.reverse(), Code::ReleaseInvalid),
        (
            |r| r.packages[0].files[0].size = u64::MAX,
            Code::ReleaseInvalid,
        ),
        (|r| add_package(r, "../sub", "sub"), Code::ReleaseInvalid),
        (|r| add_package(r, "sub", "../sub"), Code::PathSlip),
    ];
    for (number, (change, expected)) in broken.into_iter().enumerate() {
        let mut release = release();
        change(&mut release);
        assert_eq!(
            code(check(&sealed(&release, &[DEVELOPER, RELEASE]))),
            expected,
            "change {number}"
        );
    }
    let mut two = release();
    add_package(&mut two, "sub", "packages/sub");
    check(&sealed(&two, &[DEVELOPER, RELEASE])).unwrap();
    assert_eq!(two.total_size(), 600);
}

fn add_package(release: &mut Release, name: &str, root: &str) {
    let mut sub = release.packages[0].clone();
    sub.name = name.into();
    sub.root = root.into();
    release.packages.push(sub);
}

#[test]
fn sizes_before_downloads() {
    check_sizes(&release(), &Limits::DEFAULT).unwrap();
    let limits = Limits {
        package_bytes: 299,
        ..Limits::DEFAULT
    };
    assert_eq!(
        code(check_sizes(&release(), &limits)),
        Code::PackageTooLarge
    );
    let limits = Limits {
        total_bytes: 299,
        ..Limits::DEFAULT
    };
    assert_eq!(
        code(check_sizes(&release(), &limits)),
        Code::PackageTotalTooLarge
    );
    let limits = Limits {
        entries: 1,
        ..Limits::DEFAULT
    };
    assert_eq!(
        code(check_sizes(&release(), &limits)),
        Code::PackageTooManyFiles
    );
}

#[test]
fn manifests_of_other_programs() {
    let mut manifest = crate::manifests::example();
    manifest["app_id"] = "canteen".into();
    let parse =
        |value: &serde_json::Value| Manifest::parse(&serde_json::to_vec(value).unwrap()).unwrap();
    check_manifest(&release(), &parse(&manifest)).unwrap();
    manifest["pages"] = serde_json::json!(["pages/other"]);
    assert_eq!(
        code(check_manifest(&release(), &parse(&manifest))),
        Code::ManifestPage
    );
    manifest["app_id"] = "lantern".into();
    assert_eq!(
        code(check_manifest(&release(), &parse(&manifest))),
        Code::ManifestProgram
    );
}

#[test]
fn hosts_that_are_too_old() {
    let abi = ["glass-easel-0.12.1"];
    check_compatible(&release(), "0.1.0", &abi).unwrap();
    check_compatible(&release(), "0.10.0", &abi).unwrap();
    assert_eq!(
        code(check_compatible(&release(), "0.0.9", &abi)),
        Code::ReleaseMinHost
    );
    assert_eq!(
        code(check_compatible(
            &release(),
            "0.1.0",
            &["glass-easel-0.13.0"]
        )),
        Code::ReleaseTemplateAbi
    );
}

pub fn sealed_root(root: &Root, seeds: &[u8]) -> Vec<u8> {
    seal(ROOT_TYPE, root, seeds)
}

#[test]
fn anchors() {
    assert_eq!(
        trust_anchor(&sealed_root(&root(1, ROOT), &[ROOT])).unwrap(),
        root(1, ROOT)
    );
    assert_eq!(
        code(trust_anchor(&sealed_root(&root(1, ROOT), &[HEAD]))),
        Code::EnvelopeSigner
    );
    assert_eq!(
        code(trust_anchor(&seal(HEAD_TYPE, &root(1, ROOT), &[ROOT]))),
        Code::EnvelopeType
    );
    let broken: [fn(&mut Root); 10] = [
        |r| r.kind = "x".into(),
        |r| r.version = 0,
        |r| r.epoch = 1 << 63,
        |r| r.store = String::new(),
        |r| r.roles.root.threshold = 0,
        |r| r.roles.root.threshold = 2,
        |r| r.roles.head.keys.push(r.roles.head.keys[0].clone()),
        |r| r.roles.head.keys.push(key(STRANGER).public().id()),
        |r| r.roles.head.keys.clear(),
        |r| {
            r.keys
                .insert(key(STRANGER).public().id(), PublicKey::of(&key(7).public()));
        },
    ];
    for change in broken {
        let mut root = root(1, ROOT);
        change(&mut root);
        assert_eq!(
            code(trust_anchor(&sealed_root(&root, &[ROOT]))),
            Code::RootInvalid
        );
    }
    // Roots from before there were epochs.
    let mut old = serde_json::to_value(root(1, ROOT)).unwrap();
    old.as_object_mut().unwrap().remove("epoch").unwrap();
    assert_eq!(
        trust_anchor(&seal(ROOT_TYPE, &old, &[ROOT])).unwrap().epoch,
        0
    );
    let mut crowd = root(1, ROOT);
    for n in 20..90 {
        let public = SigningKey::from_seed(&[n; 32]).public();
        crowd.keys.insert(public.id(), PublicKey::of(&public));
    }
    assert_eq!(
        code(trust_anchor(&sealed_root(&crowd, &[ROOT]))),
        Code::RootInvalid
    );
}

#[test]
fn rotation() {
    let old = root(1, ROOT);
    let next = root(2, 8);
    assert_eq!(
        rotate_root(&old, &sealed_root(&next, &[ROOT, 8])).unwrap(),
        next
    );
    // The old keys alone, the new keys alone, a stranger's.
    assert_eq!(
        code(rotate_root(&old, &sealed_root(&next, &[ROOT]))),
        Code::EnvelopeSigner
    );
    assert_eq!(
        code(rotate_root(&old, &sealed_root(&next, &[8]))),
        Code::EnvelopeSigner
    );
    assert_eq!(
        code(rotate_root(&old, &sealed_root(&next, &[STRANGER]))),
        Code::EnvelopeSigner
    );
    assert_eq!(
        code(rotate_root(&old, &sealed_root(&root(3, 8), &[ROOT, 8]))),
        Code::RootSkipped
    );
    assert_eq!(
        code(rotate_root(&next, &sealed_root(&root(2, ROOT), &[ROOT, 8]))),
        Code::RootRollback
    );
    // An epoch never falls, or what was announced in it would count again.
    let of = |version, epoch| Root {
        epoch,
        ..root(version, ROOT)
    };
    for epoch in [7, 8] {
        rotate_root(&of(1, 7), &sealed_root(&of(2, epoch), &[ROOT])).unwrap();
    }
    assert_eq!(
        code(rotate_root(&of(1, 7), &sealed_root(&of(2, 6), &[ROOT]))),
        Code::RootRollback
    );
    let mut other = root(2, 8);
    other.store = "store-2".into();
    assert_eq!(
        code(rotate_root(&old, &sealed_root(&other, &[ROOT, 8]))),
        Code::RootStore
    );
    // Releases keep counting: the release role did not change.
    let expected = Expected {
        program: &canteen(),
        developer: None,
        digest: None,
    };
    verify_release(&sealed(&release(), &[DEVELOPER, RELEASE]), &next, expected).unwrap();
}

#[test]
fn thresholds_are_met_by_different_keys() {
    let mut strict = root(1, ROOT);
    let second = key(7).public();
    strict.keys.insert(second.id(), PublicKey::of(&second));
    strict.roles.release = Role {
        keys: vec![key(RELEASE).public().id(), second.id()],
        threshold: 2,
    };
    let expected = Expected {
        program: &canteen(),
        developer: None,
        digest: None,
    };
    verify_release(
        &sealed(&release(), &[DEVELOPER, RELEASE, 7]),
        &strict,
        expected,
    )
    .unwrap();
    let one = sealed(&release(), &[DEVELOPER, RELEASE]);
    assert_eq!(
        code(verify_release(&one, &strict, expected)),
        Code::EnvelopeThreshold
    );
}
