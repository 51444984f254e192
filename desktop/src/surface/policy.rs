//! What a view may load and say. Pure, so that each refusal has a test.

use tiffin_protocol::limits::VIEW_ANSWER_BYTES;

/// A view shows its one document and goes nowhere else; a fragment of it is the same document.
pub fn may_navigate(document: &str, target: &str) -> bool {
    let target = target.split('#').next().unwrap_or_default();
    target == document
}

/// Whether a message may come from this view: from its own document, not from a frame or another origin.
pub fn may_speak(document: &str, sender: &str, text: &str) -> bool {
    text.len() <= VIEW_ANSWER_BYTES && may_navigate(document, sender)
}

/// Splits `scheme://host/path?query`. The path is decoded once; what does not decode to UTF-8 is refused.
pub fn parts(address: &str) -> Option<(&str, &str, String, String)> {
    let (scheme, rest) = address.split_once("://")?;
    let rest = rest.split('#').next().unwrap_or_default();
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = place
        .find('/')
        .map_or((place, "/"), |at| place.split_at(at));
    Some((scheme, host, decode(path)?, query.to_owned()))
}

/// Percent-decoding; `None` for bad escapes, NUL, or bytes that are not UTF-8.
pub fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || rest.next().and_then(|b| char::from(b).to_digit(16));
        let value = digit()? * 16 + digit()?;
        bytes.push(u8::try_from(value).ok()?);
    }
    let text = String::from_utf8(bytes).ok()?;
    (!text.contains('\0')).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = "mp://v3/__tiffin__/view.html";

    #[test]
    fn a_view_stays_on_its_document() {
        assert!(may_navigate(DOCUMENT, DOCUMENT));
        assert!(may_navigate(DOCUMENT, "mp://v3/__tiffin__/view.html#part"));
        for other in [
            "mp://v4/__tiffin__/view.html",
            "mp://v3/index.html",
            "https://example.com/",
            "file:///etc/passwd",
            "about:blank",
            "",
        ] {
            assert!(!may_navigate(DOCUMENT, other), "{other}");
        }
    }

    #[test]
    fn only_the_document_speaks_and_not_without_end() {
        assert!(may_speak(DOCUMENT, DOCUMENT, "{}"));
        assert!(!may_speak(DOCUMENT, "https://example.com/", "{}"));
        assert!(!may_speak(
            DOCUMENT,
            DOCUMENT,
            &"x".repeat(VIEW_ANSWER_BYTES + 1)
        ));
    }

    #[test]
    fn addresses_come_apart() {
        let (scheme, host, path, query) =
            parts("mp://v12/images/%E5%9B%BE%201.png?x=1#f").unwrap_or_default();
        assert_eq!(
            (scheme, host, path.as_str(), query.as_str()),
            ("mp", "v12", "/images/图 1.png", "x=1")
        );
        assert_eq!(parts("mp://v12").map(|p| p.2), Some("/".to_owned()));
        for bad in [
            "nonsense",
            "mp://v1/%",
            "mp://v1/%zz",
            "mp://v1/%ff",
            "mp://v1/a%00b",
        ] {
            assert_eq!(parts(bad), None, "{bad}");
        }
    }
}
