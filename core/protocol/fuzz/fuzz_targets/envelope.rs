//! Any bytes are an envelope or a fault; no signature that a known key did not make is ever taken for one.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use tiffin_protocol::dsse::{Envelope, KeySet, SigningKey, key_set};

/// A key that signs nothing here.
fn known() -> &'static KeySet {
    static KEYS: OnceLock<KeySet> = OnceLock::new();
    KEYS.get_or_init(|| key_set([&SigningKey::from_seed(&[200; 32]).public()]))
}

fuzz_target!(|bytes: &[u8]| {
    if let Ok(envelope) = Envelope::parse(bytes) {
        assert!(envelope.verify(known(), 1).is_err());
        let again = envelope.to_bytes().and_then(|b| Envelope::parse(&b));
        assert_eq!(again.as_ref(), Ok(&envelope));
    }
});
