//! Any bytes are a package's configuration or a fault; what is read can be written and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tiffin_protocol::config::AppConfig;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(config) = AppConfig::parse(bytes) {
        let again = config.to_bytes().and_then(|b| AppConfig::parse(&b));
        assert_eq!(again.as_ref(), Ok(&config));
    }
});
