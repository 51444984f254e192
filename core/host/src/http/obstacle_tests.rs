//! Who gave an answer: the store, a log-in page, a proxy; and what an error says that came instead of one.
#![allow(clippy::unwrap_used)]

use reqwest::header::{HeaderName, HeaderValue};

use super::*;

const URL: &str = "https://store.example:8443/api/v1/programs/canteen/head";

fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
    let pair = |(name, value): &(&str, &str)| {
        let name: HeaderName = name.parse().unwrap();
        (name, HeaderValue::from_str(value).unwrap())
    };
    pairs.iter().map(pair).collect()
}

fn refusal(status: u16, pairs: &[(&str, &str)], body: &str) -> Code {
    let headers = headers(pairs);
    let answer = Answer {
        url: URL,
        status: StatusCode::from_u16(status).unwrap(),
        headers: &headers,
        body: body.as_bytes(),
    };
    answer.refusal().code
}

#[test]
fn a_refusal_is_the_store_s_own_only_if_it_says_so_in_json() {
    let said = r#"{"code":"internal","message":""}"#;
    assert_eq!(refusal(500, &[], said), Code::StoreRefused);
    assert_eq!(refusal(503, &[], &format!("\n {said}")), Code::StoreRefused);
    for (status, body) in [
        (407, "<html>Proxy Authentication Required</html>"),
        (502, "<html>Bad Gateway</html>"),
        (502, ""),
        (504, "upstream timed out"),
        (403, "blocked by policy"),
        (404, "<!doctype html><p>no such page"),
    ] {
        assert_eq!(
            refusal(status, &[], body),
            Code::NetworkProxy,
            "{status} {body}"
        );
    }
    assert_eq!(refusal(511, &[], said), Code::NetworkPortal);
}

#[test]
fn a_redirect_to_somebody_else_is_a_log_in_and_one_within_the_store_is_not() {
    for (to, code) in [
        ("http://login.wifi.example/?u=1", Code::NetworkPortal),
        ("//10.0.0.1/", Code::NetworkPortal),
        ("https://store.example/", Code::NetworkPortal),
        ("https://store.example:8443/elsewhere", Code::StoreRefused),
        ("/elsewhere", Code::StoreRefused),
        ("http://[", Code::NetworkPortal),
    ] {
        assert_eq!(refusal(302, &[("location", to)], ""), code, "{to}");
    }
    assert_eq!(refusal(302, &[], ""), Code::NetworkPortal);
}

fn document(kind: &str, body: &[u8]) -> Option<Code> {
    let headers = headers(&[("content-type", kind)]);
    let answer = Answer {
        url: URL,
        status: StatusCode::OK,
        headers: &headers,
        body,
    };
    answer.instead_of_document().map(|error| error.code)
}

#[test]
fn a_page_instead_of_a_document_is_a_log_in_and_a_damaged_document_stays_one() {
    let portal = Some(Code::NetworkPortal);
    assert_eq!(document("text/html", b"<html>log in</html>"), portal);
    assert_eq!(
        document("application/json", b"\r\n\r\n <!doctype html>"),
        portal
    );
    assert_eq!(document("text/html", b"\xef\xbb\xbf<HTML>"), portal);
    assert_eq!(document("Text/HTML; charset=gbk", b"please log in"), portal);
    assert_eq!(
        document("text/plain", b"please log in"),
        Some(Code::NetworkProxy)
    );
    assert_eq!(document("application/json", b""), Some(Code::NetworkProxy));
    assert_eq!(
        document("application/octet-stream", b"\x1f\x8b\x08"),
        Some(Code::NetworkProxy)
    );
    // What begins as a document is judged as one, by its signature.
    for body in [r#"{"payload":"#, "{}", r#" {"payloadType":"<html>"}"#] {
        assert_eq!(document("text/html", body.as_bytes()), None, "{body}");
    }
}

#[test]
fn an_error_is_named_by_its_innermost_cause() {
    let wrapped = |inner: rustls::Error| io::Error::other(io::Error::other(inner));
    let certificate = |error| wrapped(rustls::Error::InvalidCertificate(error));
    let code = |error: io::Error| of_error(URL, &error).code;
    assert_eq!(
        code(certificate(CertificateError::UnknownIssuer)),
        Code::NetworkCertificate
    );
    assert_eq!(
        code(certificate(CertificateError::NotValidForName)),
        Code::NetworkCertificate
    );
    assert_eq!(
        code(certificate(CertificateError::Expired)),
        Code::NetworkClock
    );
    assert_eq!(
        code(certificate(CertificateError::NotValidYet)),
        Code::NetworkClock
    );
    let plain = rustls::Error::InvalidMessage(rustls::InvalidMessage::InvalidContentType);
    assert_eq!(code(wrapped(plain)), Code::NetworkPortal);
    assert_eq!(
        code(io::Error::from(io::ErrorKind::NetworkUnreachable)),
        Code::NetworkOffline
    );
    assert_eq!(
        code(io::Error::other(NoAddress(String::new()))),
        Code::NetworkOffline
    );
    assert_eq!(
        code(io::Error::from(io::ErrorKind::ConnectionRefused)),
        Code::StoreUnreachable
    );
    assert_eq!(
        code(wrapped(rustls::Error::DecryptError)),
        Code::StoreUnreachable
    );
}
