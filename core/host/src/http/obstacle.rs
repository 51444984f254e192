//! What stands between this device and a store, told from the store's own answers. Only words come of it: whatever this file
//! takes an answer for, nothing of it counts without the store's signature (docs/adr/0031). Pure.

use std::error::Error;
use std::io;

use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, HeaderMap, LOCATION};
use rustls::CertificateError;
use url::Url;

use crate::error::{Code, HostError};

/// A name that nobody knows an address of.
#[derive(Debug, thiserror::Error)]
#[error("no address: {0}")]
pub(super) struct NoAddress(pub String);

/// Why there was no answer.
pub(crate) fn of_error(url: &str, error: &(dyn Error + 'static)) -> HostError {
    let code = cause(error).unwrap_or(Code::StoreUnreachable);
    let mut detail = format!("{url}: {error}");
    let mut source = error.source();
    while let Some(inner) = source {
        detail.push_str(&format!(": {inner}"));
        source = inner.source();
    }
    HostError::new(code, detail)
}

/// The first in the chain of causes that says something.
fn cause(error: &(dyn Error + 'static)) -> Option<Code> {
    let mut at = Some(error);
    while let Some(error) = at {
        if error.is::<NoAddress>() {
            return Some(Code::NetworkOffline);
        }
        if let Some(tls) = error.downcast_ref::<rustls::Error>() {
            return of_tls(tls);
        }
        if let Some(error) = error.downcast_ref::<io::Error>() {
            use io::ErrorKind::{HostUnreachable, NetworkDown, NetworkUnreachable};
            if matches!(
                error.kind(),
                NetworkUnreachable | HostUnreachable | NetworkDown
            ) {
                return Some(Code::NetworkOffline);
            }
            // Its `source` leaves out what it wraps.
            if let Some(found) = error.get_ref().and_then(|inner| cause(inner)) {
                return Some(found);
            }
        }
        at = error.source();
    }
    None
}

fn of_tls(error: &rustls::Error) -> Option<Code> {
    match error {
        rustls::Error::InvalidCertificate(
            CertificateError::Expired
            | CertificateError::ExpiredContext { .. }
            | CertificateError::NotValidYet
            | CertificateError::NotValidYetContext { .. },
        ) => Some(Code::NetworkClock),
        rustls::Error::InvalidCertificate(_) => Some(Code::NetworkCertificate),
        // What answers does not speak TLS: a page in plain HTTP.
        rustls::Error::InvalidMessage(_) => Some(Code::NetworkPortal),
        _ => None,
    }
}

/// The beginning of an answer, as far as it tells who gave it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Answer<'a> {
    pub url: &'a str,
    pub status: StatusCode,
    pub headers: &'a HeaderMap,
    /// The first bytes of the body, decoded.
    pub body: &'a [u8],
}

impl Answer<'_> {
    /// Who gave an answer that is no success: the store itself says why in JSON, and redirects nobody.
    pub(crate) fn refusal(&self) -> HostError {
        let code = match self.status {
            StatusCode::NETWORK_AUTHENTICATION_REQUIRED => Code::NetworkPortal,
            status if status.is_redirection() && self.leads_elsewhere() => Code::NetworkPortal,
            status if status.is_redirection() => Code::StoreRefused,
            _ if self.is_json() => Code::StoreRefused,
            _ => Code::NetworkProxy,
        };
        self.error(code)
    }

    /// What is said instead of the document that a store was asked for; `None` if it may be one.
    pub(crate) fn instead_of_document(&self) -> Option<HostError> {
        match (self.is_page(), self.is_json()) {
            (true, _) => Some(self.error(Code::NetworkPortal)),
            (false, true) => None,
            (false, false) => Some(self.error(Code::NetworkProxy)),
        }
    }

    /// A page for people. No package begins as one: a ZIP begins with `PK`, zstd with a number of its own.
    pub(crate) fn is_page(&self) -> bool {
        first(self.body) == Some(b'<')
            || (self.is_html() && !self.is_json() && !self.body.is_empty())
    }

    pub(crate) fn error(&self, code: Code) -> HostError {
        let said = String::from_utf8_lossy(self.body);
        let said: String = said.chars().take(200).collect();
        HostError::new(code, format!("{}: {} {said:?}", self.url, self.status))
    }

    fn is_json(&self) -> bool {
        first(self.body) == Some(b'{')
    }

    fn is_html(&self) -> bool {
        let kind = self.headers.get(CONTENT_TYPE);
        kind.is_some_and(|kind| {
            kind.as_bytes()
                .to_ascii_lowercase()
                .starts_with(b"text/html")
        })
    }

    /// To another host: whoever runs the store may have moved it within its own.
    fn leads_elsewhere(&self) -> bool {
        let here = Url::parse(self.url).ok();
        let target = self.headers.get(LOCATION).and_then(|to| to.to_str().ok());
        let there = here
            .as_ref()
            .zip(target)
            .and_then(|(here, to)| here.join(to).ok());
        match (here, there) {
            (Some(here), Some(there)) => here.host() != there.host() || here.port() != there.port(),
            _ => true,
        }
    }
}

/// The first byte that means something; proxies put a byte order mark before a text, and pages begin with empty lines.
fn first(body: &[u8]) -> Option<u8> {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    body.iter()
        .copied()
        .find(|byte| !byte.is_ascii_whitespace())
}

#[cfg(test)]
#[path = "obstacle_tests.rs"]
mod tests;
