use tiffin_protocol::Code;
use tiffin_protocol::dsse::SigningKey;
use tiffin_protocol::release::{HEAD_TYPE, PublicKey, ROOT_TYPE, Role, Root};
use tiffin_protocol::trust::{Expected, rotate_root, trust_anchor, verify_release};

use crate::code;
use crate::envelopes::key;
use crate::statements::{
    DEVELOPER, HEAD, RELEASE, ROOT, STRANGER, canteen, release, root, seal, sealed, sealed_root,
};

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
