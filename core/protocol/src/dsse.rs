//! Signed envelopes: DSSE v1 (github.com/secure-systems-lab/dsse) with Ed25519.
//!
//! What is signed is the payload's bytes together with its type, so nothing needs a canonical JSON form
//! and a document cannot be passed off as one of another kind.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::Signer as _;
use ed25519_dalek::pkcs8::{
    DecodePrivateKey as _, EncodePrivateKey as _, KeypairBytes, spki::der::pem::LineEnding,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::error::{Code, Fault, Result};
use crate::id::{Sha256, hex, shorten};
use crate::json;
use crate::limits::{ENVELOPE_BYTES, SIGNATURES};

/// Names a key: the first 16 bytes of the SHA-256 of its 32 raw public bytes, in 32 hexadecimal digits.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyId(String);

impl KeyId {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for KeyId {
    type Err = Fault;
    fn from_str(s: &str) -> Result<Self> {
        let ok = s.len() == 32 && s.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if ok {
            Ok(Self(s.to_owned()))
        } else {
            Err(Fault::new(Code::KeyInvalid, shorten(s)))
        }
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyId({})", self.0)
    }
}

impl Serialize for KeyId {
    fn serialize<S: Serializer>(&self, s: S) -> std::result::Result<S::Ok, S::Error> {
        s.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for KeyId {
    fn deserialize<D: Deserializer<'de>>(d: D) -> std::result::Result<Self, D::Error> {
        std::borrow::Cow::<'de, str>::deserialize(d)?
            .parse()
            .map_err(D::Error::custom)
    }
}

/// A public key. Weak keys (of small order) are refused when it is made.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifyingKey(ed25519_dalek::VerifyingKey);

impl VerifyingKey {
    pub fn from_bytes(raw: &[u8; 32]) -> Result<Self> {
        let key = ed25519_dalek::VerifyingKey::from_bytes(raw)
            .map_err(|_| Fault::from(Code::KeyInvalid))?;
        if key.is_weak() {
            Err(Code::KeyInvalid.into())
        } else {
            Ok(Self(key))
        }
    }

    /// From the 44 characters of standard base64.
    pub fn from_base64(text: &str) -> Result<Self> {
        let bad = || Fault::new(Code::KeyInvalid, shorten(text));
        let raw = STANDARD.decode(text.trim()).map_err(|_| bad())?;
        Self::from_bytes(&raw.try_into().map_err(|_| bad())?)
    }

    pub fn to_base64(&self) -> String {
        STANDARD.encode(self.0.as_bytes())
    }

    pub fn id(&self) -> KeyId {
        let digest = Sha256::of(self.0.as_bytes());
        KeyId(digest.hex().chars().take(32).collect())
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifyingKey({})", hex(self.0.as_bytes()))
    }
}

/// A private key. Never printed; wiped from memory when dropped.
#[derive(Clone)]
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// From 32 random bytes of the system's generator; this crate has no source of randomness of its own.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(seed))
    }

    /// From a PKCS#8 PEM text (`-----BEGIN PRIVATE KEY-----`), as `openssl genpkey -algorithm ed25519` writes.
    pub fn from_pem(pem: &str) -> Result<Self> {
        let key = ed25519_dalek::SigningKey::from_pkcs8_pem(pem.trim());
        key.map(Self)
            .map_err(|_| Fault::new(Code::KeyInvalid, "not an Ed25519 private key in PEM"))
    }

    pub fn to_pem(&self) -> Result<String> {
        // Without the public half (PKCS#8 version 1), which every tool reads.
        let pair = KeypairBytes {
            secret_key: self.0.to_bytes(),
            public_key: None,
        };
        let pem = pair.to_pkcs8_pem(LineEnding::LF);
        pem.map(|p| p.as_str().to_owned())
            .map_err(|_| Code::KeyInvalid.into())
    }

    pub fn public(&self) -> VerifyingKey {
        VerifyingKey(self.0.verifying_key())
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey(of {})", self.public().id())
    }
}

/// Keys by name.
pub type KeySet = BTreeMap<KeyId, VerifyingKey>;

/// A key set of the given keys.
pub fn key_set<'a>(keys: impl IntoIterator<Item = &'a VerifyingKey>) -> KeySet {
    keys.into_iter().map(|k| (k.id(), k.clone())).collect()
}

/// One signature of an envelope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    pub keyid: KeyId,
    /// 64 bytes in standard base64.
    pub sig: String,
}

/// A DSSE envelope, as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    #[serde(rename = "payloadType")]
    pub payload_type: String,
    /// Standard base64 of the payload's bytes.
    pub payload: String,
    pub signatures: Vec<Signature>,
}

const KIND: json::Kind = json::Kind {
    max: ENVELOPE_BYTES,
    too_large: Code::EnvelopeTooLarge,
    invalid: Code::EnvelopeInvalid,
};

impl Envelope {
    /// An envelope around a payload, without signatures yet.
    pub fn wrap(payload_type: &str, payload: &[u8]) -> Self {
        Self {
            payload_type: payload_type.to_owned(),
            payload: STANDARD.encode(payload),
            signatures: Vec::new(),
        }
    }

    /// Reads at most 8 MB of JSON with at most 16 signatures.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        let envelope: Self = json::read(bytes, KIND)?;
        if envelope.signatures.len() > SIGNATURES {
            return Err(Fault::new(
                Code::EnvelopeInvalid,
                format!("{} signatures", envelope.signatures.len()),
            ));
        }
        Ok(envelope)
    }

    /// The bytes to store and send; the digest of a release is the SHA-256 of these.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        serde_json::to_vec(self).map_err(|e| Fault::new(Code::EnvelopeInvalid, e.to_string()))
    }

    /// The payload without any check of a signature. For display and for finding the key to check with.
    pub fn unverified_payload(&self) -> Result<Vec<u8>> {
        STANDARD
            .decode(&self.payload)
            .map_err(|_| Fault::new(Code::EnvelopeInvalid, "payload is not base64"))
    }

    /// Adds a signature, in the place of an earlier one by the same key.
    pub fn sign(&mut self, key: &SigningKey) -> Result<()> {
        let message = pae(&self.payload_type, &self.unverified_payload()?);
        let keyid = key.public().id();
        let sig = STANDARD.encode(key.0.sign(&message).to_bytes());
        self.signatures.retain(|s| s.keyid != keyid);
        self.signatures.push(Signature { keyid, sig });
        Ok(())
    }

    /// The payload, if at least `threshold` different keys of the set signed it (0 counts as 1).
    ///
    /// Signatures by keys outside of the set are ignored; a wrong signature by a key of the set is an error.
    pub fn verify(&self, keys: &KeySet, threshold: usize) -> Result<Vec<u8>> {
        let payload = self.unverified_payload()?;
        let message = pae(&self.payload_type, &payload);
        if self.signatures.is_empty() {
            return Err(Code::EnvelopeUnsigned.into());
        }
        let mut good = BTreeSet::new();
        for signature in &self.signatures {
            let Some(key) = keys.get(&signature.keyid) else {
                continue;
            };
            let wrong = || Fault::new(Code::EnvelopeSignature, format!("key {}", signature.keyid));
            let raw = STANDARD.decode(&signature.sig).map_err(|_| wrong())?;
            let sig = ed25519_dalek::Signature::from_slice(&raw).map_err(|_| wrong())?;
            key.0.verify_strict(&message, &sig).map_err(|_| wrong())?;
            good.insert(&signature.keyid);
        }
        match good.len() {
            0 => Err(Fault::new(
                Code::EnvelopeSigner,
                "no signature by a key that counts here",
            )),
            n if n < threshold => Err(Fault::new(
                Code::EnvelopeThreshold,
                format!("{n} of {threshold}"),
            )),
            _ => Ok(payload),
        }
    }

    /// As [`Envelope::verify`], and the payload must be of this type.
    pub fn verify_as(
        &self,
        payload_type: &str,
        keys: &KeySet,
        threshold: usize,
    ) -> Result<Vec<u8>> {
        self.expect_type(payload_type)?;
        self.verify(keys, threshold)
    }

    pub(crate) fn expect_type(&self, payload_type: &str) -> Result<()> {
        if self.payload_type == payload_type {
            Ok(())
        } else {
            Err(Fault::new(Code::EnvelopeType, shorten(&self.payload_type)))
        }
    }
}

/// Pre-authentication encoding: `DSSEv1 SP len(type) SP type SP len(body) SP body`.
fn pae(payload_type: &str, payload: &[u8]) -> Vec<u8> {
    let mut out = format!(
        "DSSEv1 {} {} {} ",
        payload_type.len(),
        payload_type,
        payload.len()
    )
    .into_bytes();
    out.extend_from_slice(payload);
    out
}
