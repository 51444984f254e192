//! Any text is a message of a view or a fault; any array is operations or a fault.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tiffin_protocol::message::{Clones, FromView, Template, op, ops};

fuzz_target!(|text: &str| {
    let _ = FromView::parse(text);
    if let Ok(serde_json::Value::Array(flat)) = serde_json::from_str(text) {
        for found in ops(&flat).flatten().filter(|found| found.code == op::TEMPLATE) {
            let Ok(template) = Template::parse(&found.args[1], &found.args[2]) else {
                continue;
            };
            let values: Vec<_> = template.holes().iter().map(|_| "".into()).collect();
            let clones = Clones {
                first: 2,
                parent: 1,
                before: 0,
                count: 1,
                values: &values,
            };
            let rows = template.expand(&clones).expect("a row for a template");
            assert!(ops(&rows).all(|op| op.is_ok()));
        }
    }
});
