use tiffin_protocol::manifest::Manifest;
use tiffin_protocol::release::{Channel, HEAD_TYPE, PublicKey, RELEASE_TYPE, Release, Target};
use tiffin_protocol::trust::{
    Expected, check_compatible, check_manifest, check_sizes, match_head, verify_bundled,
    verify_developer, verify_head, verify_release,
};
use tiffin_protocol::{Code, Fault, Limits, Sha256};

use crate::code;
use crate::envelopes::key;
use crate::statements::{
    DEVELOPER, HEAD, RELEASE, ROOT, STRANGER, canteen, head, release, root, seal, sealed,
};

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
