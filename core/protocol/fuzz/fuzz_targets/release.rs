//! Any bytes are an envelope, a release, a root, or a fault.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tiffin_protocol::dsse::Envelope;
use tiffin_protocol::release::{Release, Root};
use tiffin_protocol::trust;

fuzz_target!(|bytes: &[u8]| {
    let _ = Release::parse(bytes);
    let _ = Root::parse(bytes);
    let _ = trust::trust_anchor(bytes);
    let _ = trust::verify_developer(bytes, None);
    if let Ok(envelope) = Envelope::parse(bytes) {
        let _ = envelope.unverified_payload();
    }
});
