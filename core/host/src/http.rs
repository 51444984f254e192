//! The host's own requests to stores: small documents, bounded in size and time. Programs' requests go another way
//! (capability/network), with their own client.

use std::time::Duration;

use futures_util::StreamExt;
use reqwest::StatusCode;

use crate::error::{Code, HostError};

/// A connection that is not there after this long is not worth the person's time.
const CONNECT: Duration = Duration::from_secs(8);
/// A release lists each file: some 110 bytes each.
const SMALL_BYTES: usize = tiffin_protocol::limits::ENVELOPE_BYTES;

#[derive(Clone)]
pub(crate) struct Http {
    pub client: reqwest::Client,
}

pub(crate) enum Fetched {
    Found(Vec<u8>),
    Missing,
}

impl Http {
    /// No I/O. Redirects are not followed: a store is where host.toml says.
    pub(crate) fn new() -> Result<Http, HostError> {
        install_tls();
        let client = reqwest::Client::builder()
            .connect_timeout(CONNECT)
            .redirect(reqwest::redirect::Policy::none())
            .no_zstd()
            .user_agent(concat!("Tiffin/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| HostError::new(Code::Internal, format!("HTTP client: {error}")))?;
        Ok(Http { client })
    }

    /// A document of at most 8 MB; `Missing` for 404.
    pub(crate) async fn small(&self, url: &str, timeout: Duration) -> Result<Fetched, HostError> {
        let response = self
            .client
            .get(url)
            .timeout(timeout)
            .send()
            .await
            .map_err(|error| unreachable(url, &error))?;
        if response.status() == StatusCode::NOT_FOUND {
            return Ok(Fetched::Missing);
        }
        if !response.status().is_success() {
            return Err(refused(url, response.status()));
        }
        let mut bytes = Vec::new();
        let mut stream = response.bytes_stream();
        while let Some(chunk) = stream.next().await {
            let chunk = chunk.map_err(|error| unreachable(url, &error))?;
            if bytes.len() + chunk.len() > SMALL_BYTES {
                return Err(HostError::new(Code::EnvelopeTooLarge, url.to_owned()));
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(Fetched::Found(bytes))
    }
}

/// rustls needs its cryptography chosen once per process; a shell may have done so already.
pub(crate) fn install_tls() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}

pub(crate) fn unreachable(url: &str, error: &reqwest::Error) -> HostError {
    use std::error::Error;
    let mut detail = format!("{url}: {error}");
    let mut source = error.source();
    while let Some(inner) = source {
        detail.push_str(&format!(": {inner}"));
        source = inner.source();
    }
    HostError::new(Code::StoreUnreachable, detail)
}

pub(crate) fn refused(url: &str, status: StatusCode) -> HostError {
    HostError::new(Code::StoreRefused, format!("{url}: {status}"))
}
