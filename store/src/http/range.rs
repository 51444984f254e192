//! Which part of a blob a request asks for (RFC 9110, sections 13 and 14). Pure.

use std::ops::Range;

use axum::http::{HeaderMap, HeaderValue, header};

/// What to answer to a GET or HEAD of something with this length and entity tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RangeAnswer {
    /// 200 with everything.
    Whole,
    /// 206 with these bytes; never empty, always inside.
    Part(Range<u64>),
    /// 304: the client has it.
    NotModified,
    /// 416: the range begins at or after the end.
    Unsatisfiable,
}

/// Decides by `If-None-Match`, `If-Range` and `Range`. Several ranges at once, other units and malformed
/// ranges are ignored, as the RFC allows: the answer is the whole.
pub fn decide(headers: &HeaderMap, etag: &str, length: u64) -> RangeAnswer {
    if let Some(tags) = headers.get(header::IF_NONE_MATCH).and_then(text)
        && tags
            .split(',')
            .map(str::trim)
            .any(|tag| tag == "*" || tag.trim_start_matches("W/") == etag)
    {
        return RangeAnswer::NotModified;
    }
    let Some(range) = headers.get(header::RANGE).and_then(text) else {
        return RangeAnswer::Whole;
    };
    // Another tag, a weak one or a date: not surely the same bytes, so all of them.
    if headers
        .get(header::IF_RANGE)
        .is_some_and(|tag| text(tag) != Some(etag))
    {
        return RangeAnswer::Whole;
    }
    match parse(range) {
        Some(wanted) => resolve(wanted, length),
        None => RangeAnswer::Whole,
    }
}

#[derive(Clone, Copy)]
enum Wanted {
    From(u64, Option<u64>),
    Last(u64),
}

fn parse(text: &str) -> Option<Wanted> {
    let (unit, range) = text.split_once('=')?;
    let (first, last) = range.trim().split_once('-')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }
    match (first, last) {
        ("", last) => Some(Wanted::Last(number(last)?)),
        (first, "") => Some(Wanted::From(number(first)?, None)),
        (first, last) => {
            let (first, last) = (number(first)?, number(last)?);
            (first <= last).then_some(Wanted::From(first, Some(last)))
        }
    }
}

/// Digits only: `u64::from_str` would also take a sign. Too many digits are as good as the largest.
fn number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u64::MAX))
}

fn resolve(wanted: Wanted, length: u64) -> RangeAnswer {
    let range = match wanted {
        Wanted::From(first, last) => {
            first..last.map_or(length, |last| last.saturating_add(1).min(length))
        }
        Wanted::Last(0) => return RangeAnswer::Unsatisfiable,
        Wanted::Last(count) => length.saturating_sub(count)..length,
    };
    if range.is_empty() {
        RangeAnswer::Unsatisfiable
    } else {
        RangeAnswer::Part(range)
    }
}

fn text(value: &HeaderValue) -> Option<&str> {
    value.to_str().ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn ask(pairs: &[(header::HeaderName, &str)]) -> RangeAnswer {
        let headers = pairs
            .iter()
            .map(|(n, v)| (n.clone(), v.parse().unwrap()))
            .collect();
        decide(&headers, "\"tag\"", 100)
    }

    #[test]
    fn ranges() {
        for (range, answer) in [
            ("bytes=0-0", RangeAnswer::Part(0..1)),
            ("bytes=10-19", RangeAnswer::Part(10..20)),
            ("bytes=90-", RangeAnswer::Part(90..100)),
            ("bytes=90-1000", RangeAnswer::Part(90..100)),
            (
                "bytes=90-99999999999999999999999",
                RangeAnswer::Part(90..100),
            ),
            ("bytes=-10", RangeAnswer::Part(90..100)),
            ("bytes=-1000", RangeAnswer::Part(0..100)),
            ("bytes=100-", RangeAnswer::Unsatisfiable),
            ("bytes=-0", RangeAnswer::Unsatisfiable),
            ("bytes=99999999999999999999999-", RangeAnswer::Unsatisfiable),
            ("bytes=20-10", RangeAnswer::Whole),
            ("bytes=+1-2", RangeAnswer::Whole),
            ("bytes=1-2,4-5", RangeAnswer::Whole),
            ("bytes=", RangeAnswer::Whole),
            ("bytes=-", RangeAnswer::Whole),
            ("lines=1-2", RangeAnswer::Whole),
        ] {
            assert_eq!(ask(&[(header::RANGE, range)]), answer, "{range}");
        }
        assert_eq!(
            resolve(Wanted::From(0, None), 0),
            RangeAnswer::Unsatisfiable
        );
    }

    #[test]
    fn conditions() {
        assert_eq!(
            ask(&[(header::IF_NONE_MATCH, "\"a\", W/\"tag\"")]),
            RangeAnswer::NotModified
        );
        assert_eq!(ask(&[(header::IF_NONE_MATCH, "\"a\"")]), RangeAnswer::Whole);
        let range = (header::RANGE, "bytes=1-2");
        assert_eq!(
            ask(&[range.clone(), (header::IF_RANGE, "\"tag\"")]),
            RangeAnswer::Part(1..3)
        );
        assert_eq!(
            ask(&[range.clone(), (header::IF_RANGE, "\"other\"")]),
            RangeAnswer::Whole
        );
        assert_eq!(
            ask(&[range, (header::IF_RANGE, "Wed, 01 Jan 2025 00:00:00 GMT")]),
            RangeAnswer::Whole
        );
    }
}
