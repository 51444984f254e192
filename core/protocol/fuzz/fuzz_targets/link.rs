//! Any text is a link or a fault; a link means the same in each of its forms.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tiffin_protocol::Link;

fuzz_target!(|text: &str| {
    if let Ok(link) = Link::parse(text) {
        assert_eq!(Link::parse(&link.scheme()).as_ref(), Ok(&link));
        let base = link.store.as_ref().map_or("https://s.example", |s| s.origin());
        let again = Link::parse(&link.universal(base)).expect("a link that we wrote");
        assert_eq!((again.target, again.version), (link.target, link.version));
    }
});
