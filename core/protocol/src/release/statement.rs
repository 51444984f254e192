//! What the three statements share: how a key is written in them, how they are read, how they are signed.

use serde::{Deserialize, Serialize};

use crate::dsse::{Envelope, SigningKey, VerifyingKey};
use crate::error::{Code, Fault, Result};
use crate::json;
use crate::limits::ENVELOPE_BYTES;

/// A public key as documents carry it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicKey {
    /// Always `ed25519`.
    pub alg: String,
    /// 32 bytes in standard base64.
    pub public: String,
}

impl PublicKey {
    pub fn of(key: &VerifyingKey) -> Self {
        Self {
            alg: "ed25519".into(),
            public: key.to_base64(),
        }
    }

    pub fn key(&self) -> Result<VerifyingKey> {
        if self.alg != "ed25519" {
            return Err(Fault::new(Code::KeyInvalid, "unknown algorithm"));
        }
        VerifyingKey::from_base64(&self.public)
    }
}

pub(super) fn kind(invalid: Code) -> json::Kind {
    json::Kind {
        max: ENVELOPE_BYTES,
        too_large: Code::EnvelopeTooLarge,
        invalid,
    }
}

pub(super) fn seal<T: Serialize>(
    payload_type: &str,
    value: &T,
    key: &SigningKey,
) -> Result<Envelope> {
    let payload =
        serde_json::to_vec(value).map_err(|e| Fault::new(Code::EnvelopeInvalid, e.to_string()))?;
    let mut envelope = Envelope::wrap(payload_type, &payload);
    envelope.sign(key)?;
    Ok(envelope)
}
