//! The host's own requests to stores: small documents, bounded in size and time. Programs' requests go another way
//! (capability/network), with their own client.

mod obstacle;

use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{ACCEPT_ENCODING, DATE, HeaderMap, HeaderValue};
use reqwest::{Response, StatusCode};
use tiffin_protocol::time::Time;

use crate::encoding::{Body, Broken, codings, decoded};
use crate::error::{Code, HostError};

pub(crate) use obstacle::Answer;
use obstacle::{NoAddress, of_error};

/// A connection that is not there after this long is not worth the person's time.
const CONNECT: Duration = Duration::from_secs(8);
/// The same for a name; less, so that it is known what was missing.
const LOOK_UP: Duration = Duration::from_secs(6);
/// A release lists each file: some 110 bytes each.
const SMALL_BYTES: usize = tiffin_protocol::limits::ENVELOPE_BYTES;
/// What is read of an answer that is no success, to see who gave it.
const REFUSAL_BYTES: usize = 4 * 1024;

#[derive(Clone)]
pub(crate) struct Http {
    client: reqwest::Client,
}

/// What a store was asked for.
#[derive(Debug)]
pub(crate) struct Document {
    pub bytes: Vec<u8>,
    /// When whoever answered says that it is. Not signed: it may explain, and decides nothing.
    pub date: Option<Time>,
}

#[derive(Debug)]
pub(crate) enum Fetched {
    Found(Document),
    Missing,
}

impl Http {
    /// No I/O. Redirects are not followed: a store is where host.toml says.
    pub(crate) fn new() -> Result<Http, HostError> {
        install_tls();
        Http::of(builder())
    }

    fn of(builder: reqwest::ClientBuilder) -> Result<Http, HostError> {
        let client = builder
            .build()
            .map_err(|error| HostError::new(Code::Internal, format!("HTTP client: {error}")))?;
        Ok(Http { client })
    }

    /// Asks a store, for bytes as they are.
    pub(crate) fn get(&self, url: &str) -> reqwest::RequestBuilder {
        let plain = HeaderValue::from_static("identity");
        self.client.get(url).header(ACCEPT_ENCODING, plain)
    }

    /// A document of at most 8 MB; `Missing` for 404.
    pub(crate) async fn small(&self, url: &str, timeout: Duration) -> Result<Fetched, HostError> {
        let response = self.get(url).timeout(timeout).send().await;
        let response = response.map_err(|error| unreachable(url, &error))?;
        let (status, headers) = (response.status(), response.headers().clone());
        if !status.is_success() {
            return refusal(url, response).await;
        }
        let bytes = read(url, response, SMALL_BYTES, false).await?;
        let answer = Answer {
            url,
            status,
            headers: &headers,
            body: &bytes,
        };
        match answer.instead_of_document() {
            Some(error) => Err(error),
            None => Ok(Fetched::Found(Document {
                date: date(&headers),
                bytes,
            })),
        }
    }
}

/// What stores are asked with.
fn builder() -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .connect_timeout(CONNECT)
        .redirect(reqwest::redirect::Policy::none())
        .dns_resolver(Arc::new(Names))
        .no_gzip()
        .no_brotli()
        .no_deflate()
        .no_zstd()
        .user_agent(concat!("Tiffin/", env!("CARGO_PKG_VERSION")))
}

/// The system's names, with an error that can be told from others.
struct Names;

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0));
            let found = match tokio::time::timeout(LOOK_UP, found).await {
                Ok(found) => found.map_err(|error| NoAddress(error.to_string()))?,
                Err(_) => return Err(NoAddress("nobody answers".into()).into()),
            };
            let found: Vec<_> = found.collect();
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

/// An answer that is no success: whose it is, and what it says.
pub(crate) async fn refusal(url: &str, response: Response) -> Result<Fetched, HostError> {
    let (status, headers) = (response.status(), response.headers().clone());
    // A redirect says all in its headers.
    let body = match status.is_redirection() {
        true => Vec::new(),
        false => read(url, response, REFUSAL_BYTES, true)
            .await
            .unwrap_or_default(),
    };
    let answer = Answer {
        url,
        status,
        headers: &headers,
        body: &body,
    };
    if status == StatusCode::NOT_FOUND && !answer.is_page() {
        return Ok(Fetched::Missing);
    }
    Err(answer.refusal())
}

/// The body of an answer, decoded, and whether it had to be.
///
/// # Errors
/// `network.proxy` for an encoding that no store uses: somebody on the way put it on.
pub(crate) fn body(url: &str, response: Response) -> Result<(Body, bool), HostError> {
    let codings = codings(response.headers()).map_err(|name| {
        HostError::new(
            Code::NetworkProxy,
            format!("{url}: content-encoding {name}"),
        )
    })?;
    let encoded = !codings.is_empty();
    Ok((decoded(codings, response.bytes_stream()), encoded))
}

async fn read(url: &str, response: Response, max: usize, cut: bool) -> Result<Vec<u8>, HostError> {
    let mut bytes = Vec::new();
    let (mut stream, _) = body(url, response)?;
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|error| broken(url, &error))?;
        if bytes.len() + chunk.len() > max {
            if cut {
                return Ok(bytes);
            }
            return Err(HostError::new(Code::EnvelopeTooLarge, url.to_owned()));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// A body that broke off, or that somebody on the way encoded badly.
pub(crate) fn broken(url: &str, error: &Broken) -> HostError {
    let code = match error {
        Broken::Connection(_) => Code::StoreUnreachable,
        Broken::Encoding(_) => Code::NetworkProxy,
    };
    HostError::new(code, format!("{url}: {error}"))
}

/// RFC 9110, 6.6.1.
fn date(headers: &HeaderMap) -> Option<Time> {
    let said = headers.get(DATE)?.to_str().ok()?;
    let parser = jiff::fmt::rfc2822::DateTimeParser::new();
    Time::from_unix(parser.parse_timestamp(said).ok()?.as_second())
}

/// rustls needs its cryptography chosen once per process; a shell may have done so already.
pub(crate) fn install_tls() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}

pub(crate) fn unreachable(url: &str, error: &reqwest::Error) -> HostError {
    of_error(url, error)
}

#[cfg(test)]
#[path = "http/tests.rs"]
mod tests;
