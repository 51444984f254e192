//! Any bytes are a manifest or a fault; what is read can be written and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tiffin_protocol::manifest::Manifest;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(manifest) = Manifest::parse(bytes) {
        let again = manifest.to_bytes().and_then(|b| Manifest::parse(&b));
        assert_eq!(again.as_ref(), Ok(&manifest));
    }
});
