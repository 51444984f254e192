//! Any text is a message of a view or a fault; any array is operations or a fault.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tiffin_protocol::message::{FromView, ops};

fuzz_target!(|text: &str| {
    let _ = FromView::parse(text);
    if let Ok(serde_json::Value::Array(flat)) = serde_json::from_str(text) {
        let _ = ops(&flat).count();
    }
});
