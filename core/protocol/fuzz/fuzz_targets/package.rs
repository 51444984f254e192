//! Any bytes are a package or a fault; its files lie inside of it, and apart.
#![no_main]

use std::io::Cursor;

use libfuzzer_sys::fuzz_target;
use tiffin_protocol::Limits;
use tiffin_protocol::package::PackageReader;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(mut reader) = PackageReader::open(Cursor::new(bytes), Limits::DEFAULT) {
        let _ = reader.check_contents();
        let content: u64 = reader.entries().iter().map(|e| e.len).sum();
        assert!(content <= bytes.len() as u64);
    }
});
