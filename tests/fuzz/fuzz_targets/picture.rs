//! Any bytes are a picture with codes, or a fault.
#![no_main]

mod support;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = support::host().scan_picture(bytes);
});
