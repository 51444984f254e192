use tiffin_protocol::Code;
use tiffin_protocol::dsse::{Envelope, KeyId, SigningKey, VerifyingKey, key_set};

use crate::code;

pub fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed(&[seed; 32])
}

fn signed(by: &[&SigningKey]) -> Envelope {
    let mut envelope = Envelope::wrap("text/plain", b"hello");
    by.iter().for_each(|key| envelope.sign(key).unwrap());
    envelope
}

#[test]
fn keys() {
    let one = key(1);
    let pem = one.to_pem().unwrap();
    assert!(pem.starts_with("-----BEGIN PRIVATE KEY-----"));
    assert_eq!(SigningKey::from_pem(&pem).unwrap().public(), one.public());
    assert_eq!(
        VerifyingKey::from_base64(&one.public().to_base64()).unwrap(),
        one.public()
    );
    assert_eq!(one.public().id().as_str().len(), 32);
    assert!(!format!("{one:?}").contains(&pem[40..60]));
    assert_eq!(
        code(SigningKey::from_pem(
            "-----BEGIN PRIVATE KEY-----\nMC4=\n-----END PRIVATE KEY-----"
        )),
        Code::KeyInvalid
    );
    for bad in ["", "AAAA", "!!!", &"A".repeat(43)] {
        assert_eq!(code(VerifyingKey::from_base64(bad)), Code::KeyInvalid);
    }
    // A key of small order would verify signatures of anybody.
    assert_eq!(code(VerifyingKey::from_bytes(&[0; 32])), Code::KeyInvalid);
    assert_eq!(code("ABC".parse::<KeyId>()), Code::KeyInvalid);
}

/// RFC 8032, 7.1, test 1: our keys are Ed25519 keys.
#[test]
fn known_key() {
    let seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
    let seed: [u8; 32] =
        std::array::from_fn(|i| u8::from_str_radix(&seed[2 * i..2 * i + 2], 16).unwrap());
    let public = SigningKey::from_seed(&seed).public();
    assert_eq!(
        format!("{public:?}"),
        "VerifyingKey(d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a)"
    );
}

#[test]
fn signatures_count() {
    let (one, two, three) = (key(1), key(2), key(3));
    let keys = key_set([&one.public(), &two.public()]);
    assert_eq!(signed(&[&one]).verify(&keys, 1).unwrap(), b"hello");
    assert_eq!(signed(&[&one, &two]).verify(&keys, 2).unwrap(), b"hello");
    assert_eq!(signed(&[&three, &one]).verify(&keys, 0).unwrap(), b"hello");
    assert_eq!(code(signed(&[]).verify(&keys, 1)), Code::EnvelopeUnsigned);
    assert_eq!(
        code(signed(&[&three]).verify(&keys, 1)),
        Code::EnvelopeSigner
    );
    assert_eq!(
        code(signed(&[&one, &three]).verify(&keys, 2)),
        Code::EnvelopeThreshold
    );

    // One key does not count twice.
    let mut twice = signed(&[&one]);
    twice.signatures.push(twice.signatures[0].clone());
    assert_eq!(code(twice.verify(&keys, 2)), Code::EnvelopeThreshold);
    // Signing again replaces.
    let mut again = signed(&[&one]);
    again.sign(&one).unwrap();
    assert_eq!(again.signatures.len(), 1);
}

#[test]
fn changed_after_signing() {
    let keys = key_set([&key(1).public()]);
    let mut changed = signed(&[&key(1)]);
    changed.payload = Envelope::wrap("text/plain", b"hullo").payload;
    assert_eq!(code(changed.verify(&keys, 1)), Code::EnvelopeSignature);
    let mut renamed = signed(&[&key(1)]);
    renamed.payload_type = "text/html".into();
    assert_eq!(code(renamed.verify(&keys, 1)), Code::EnvelopeSignature);
    assert_eq!(
        code(signed(&[&key(1)]).verify_as("text/html", &keys, 1)),
        Code::EnvelopeType
    );
    // The type and the body do not run into each other.
    let mut moved = signed(&[&key(1)]);
    moved.payload_type = "text/plain 5 h".into();
    assert_eq!(code(moved.verify(&keys, 1)), Code::EnvelopeSignature);
    for sig in ["", "!!", "AAAA"] {
        let mut broken = signed(&[&key(1)]);
        broken.signatures[0].sig = sig.into();
        assert_eq!(code(broken.verify(&keys, 1)), Code::EnvelopeSignature);
    }
    // A good signature of one key in the place of another's.
    let mut swapped = signed(&[&key(2)]);
    swapped.signatures[0].keyid = key(1).public().id();
    assert_eq!(code(swapped.verify(&keys, 1)), Code::EnvelopeSignature);
}

#[test]
fn documents() {
    let envelope = signed(&[&key(1)]);
    let bytes = envelope.to_bytes().unwrap();
    assert_eq!(Envelope::parse(&bytes).unwrap(), envelope);
    assert_eq!(code(Envelope::parse(b"{}")), Code::EnvelopeInvalid);
    assert_eq!(code(Envelope::parse(b"[1")), Code::EnvelopeInvalid);
    assert_eq!(
        code(Envelope::parse(&vec![b' '; 9 << 20])),
        Code::EnvelopeTooLarge
    );
    assert_eq!(
        code(Envelope::parse(&vec![b'['; 1 << 20])),
        Code::JsonTooDeep
    );
    let twice = br#"{"payload":"","payload":"","payloadType":"t","signatures":[]}"#;
    assert_eq!(code(Envelope::parse(twice)), Code::JsonDuplicate);
    let escaped = br#"{"payload":"","\u0070ayload":"","payloadType":"t","signatures":[]}"#;
    assert_eq!(code(Envelope::parse(escaped)), Code::JsonDuplicate);
    let mut many = envelope;
    many.signatures = vec![many.signatures[0].clone(); 17];
    assert_eq!(
        code(Envelope::parse(&many.to_bytes().unwrap())),
        Code::EnvelopeInvalid
    );
    let not_base64 = Envelope {
        payload: "§".into(),
        ..Envelope::wrap("t", b"")
    };
    assert_eq!(code(not_base64.unverified_payload()), Code::EnvelopeInvalid);
}
