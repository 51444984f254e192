//! The head of the answer that passes on a connection of HTTP/1, one request after the other. Only spellings come of it, for
//! names that the library parsed: whatever passes here, no header is made of it. Pure.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use reqwest::header::HeaderName;

/// What the library reads of a head is about as much.
const MAX_BYTES: usize = 256 * 1024;

/// How a server spelled the names of its headers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Names(HashMap<String, String>);

impl Names {
    /// As the server wrote it first; in lower case if that is not known.
    pub(crate) fn spelled<'a>(&'a self, name: &'a HeaderName) -> &'a str {
        self.0
            .get(name.as_str())
            .map_or(name.as_str(), String::as_str)
    }
}

/// One connection's.
#[derive(Clone, Default)]
pub(super) struct Heads(Arc<Mutex<Head>>);

#[derive(Default)]
enum Head {
    /// Nothing was asked, or what comes is no head.
    #[default]
    None,
    Coming(Vec<u8>),
    Whole(Vec<u8>),
}

impl Heads {
    /// What goes out begins a request, or goes on with one.
    pub(super) fn written(&self, bytes: &[u8]) {
        if begins_request(bytes) {
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Head::Coming(Vec::new());
        }
    }

    pub(super) fn read(&self, bytes: &[u8]) {
        let mut head = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Head::Coming(noted) = &mut *head else {
            return;
        };
        noted.extend_from_slice(bytes);
        // Interim answers (100, 103) come before the one that counts.
        while let Some(end) = end_of(noted) {
            let interim = noted.get(9) == Some(&b'1');
            if interim {
                noted.drain(..end);
                continue;
            }
            noted.truncate(end);
            let whole = std::mem::take(noted);
            *head = Head::Whole(whole);
            return;
        }
        if noted.len() > MAX_BYTES {
            *head = Head::None;
        }
    }

    /// The names of the last head.
    pub(super) fn names(&self) -> Names {
        let head = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Head::Whole(bytes) = &*head else {
            return Names::default();
        };
        let mut names = HashMap::new();
        for line in bytes.split(|byte| *byte == b'\n').skip(1) {
            let Some(colon) = line.iter().position(|byte| *byte == b':') else {
                continue;
            };
            let name = line
                .get(..colon)
                .and_then(|name| std::str::from_utf8(name).ok());
            if let Some(name) = name {
                let lower = name.to_ascii_lowercase();
                names.entry(lower).or_insert_with(|| name.to_owned());
            }
        }
        Names(names)
    }
}

/// `GET /path HTTP/1.1`: the library writes the head of a request from its beginning.
fn begins_request(bytes: &[u8]) -> bool {
    let line = bytes
        .split(|byte| *byte == b'\r')
        .next()
        .unwrap_or_default();
    line.first().is_some_and(u8::is_ascii_uppercase) && line.ends_with(b" HTTP/1.1")
}

/// Where the empty line is over.
fn end_of(bytes: &[u8]) -> Option<usize> {
    let crlf = bytes.windows(4).position(|four| four == b"\r\n\r\n");
    crlf.map(|at| at + 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(heads: &Heads, name: &'static str) -> String {
        heads
            .names()
            .spelled(&HeaderName::from_static(name))
            .to_owned()
    }

    #[test]
    fn names_are_spelled_as_the_last_answer_had_them() {
        let heads = Heads::default();
        heads.read(b"HTTP/1.1 200 OK\r\nX-Early: 1\r\n\r\n");
        assert_eq!(spelled(&heads, "x-early"), "x-early", "nobody asked");
        heads.written(b"POST /a HTTP/1.1\r\nhost: b\r\n\r\n");
        for piece in b"HTTP/1.1 200 OK\r\nX-Total-Count: 1\r\nETag: X-Body: 2\r\nx-total-count: 3\r\n\r\nBody-Line: 1\r\n\r\n".chunks(1) {
            heads.read(piece);
            heads.written(b"more of the body");
        }
        assert_eq!(spelled(&heads, "x-total-count"), "X-Total-Count");
        assert_eq!(spelled(&heads, "etag"), "ETag");
        assert_eq!(spelled(&heads, "x-body"), "x-body");
        assert_eq!(spelled(&heads, "body-line"), "body-line");
        heads.written(b"GET / HTTP/1.1\r\n\r\n");
        assert_eq!(spelled(&heads, "etag"), "etag", "of an answer before");
        heads.read(b"HTTP/1.1 204 No\r\neTag: 1\r\n\r\n");
        assert_eq!(spelled(&heads, "etag"), "eTag");
    }

    #[test]
    fn interim_answers_are_passed_over_and_an_endless_head_is_let_go() {
        let heads = Heads::default();
        heads.written(b"PUT / HTTP/1.1\r\n\r\n");
        heads.read(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: a\r\n\r\nHTTP/1.1 200 OK\r\nLINK: b\r\n\r\n");
        assert_eq!(spelled(&heads, "link"), "LINK");
        heads.written(b"GET / HTTP/1.1\r\n\r\n");
        for _ in 0..10 {
            heads.read(&[b'a'; 64 * 1024]);
        }
        assert!(matches!(
            *heads.0.lock().unwrap_or_else(PoisonError::into_inner),
            Head::None
        ));
    }
}
