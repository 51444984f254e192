//! Any `Range`, `If-Range` and `If-None-Match` of a request name a part that is inside of the file, or all of it.
#![no_main]

use axum::http::{HeaderMap, HeaderValue, header};
use libfuzzer_sys::fuzz_target;
use tiffin_store::http::range::{Answer, decide};

fuzz_target!(|input: (u64, &[u8], Option<&[u8]>, Option<&[u8]>)| {
    let (length, range, if_range, if_none) = input;
    let mut headers = HeaderMap::new();
    let given = [
        (header::RANGE, Some(range)),
        (header::IF_RANGE, if_range),
        (header::IF_NONE_MATCH, if_none),
    ];
    for (name, value) in given {
        if let Some(Ok(value)) = value.map(HeaderValue::from_bytes) {
            headers.insert(name, value);
        }
    }
    if let Answer::Part(part) = decide(&headers, "\"tag\"", length) {
        assert!(part.start < part.end && part.end <= length);
    }
});
