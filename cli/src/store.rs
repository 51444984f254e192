//! A store's HTTP interface, as far as publishing needs it
//! (docs/formats/store-api.md). Every answer is bounded; an error shows the store's
//! own code and message.

use std::time::Duration;

use reqwest::{Client, RequestBuilder, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};
use tiffin_protocol::dsse::{Envelope, VerifyingKey};
use tiffin_protocol::release::{Head, PublicKey, Release};
use tiffin_protocol::time::Time;
use tiffin_protocol::{ProgramId, Sha256, StoreRef};

use crate::error::CommandError;

/// Answers are JSON, or an envelope: bounded as envelopes are.
const MAX_ANSWER: usize = tiffin_protocol::limits::ENVELOPE_BYTES;
/// A package of 2 MB over a slow line.
const TIMEOUT: Duration = Duration::from_secs(120);

/// A store and the right to publish to it.
pub struct Store {
    client: Client,
    base: String,
    token: String,
}

/// What a store says of a published release.
#[derive(Debug, Deserialize)]
pub struct Published {
    /// Of the program.
    pub sequence: u64,
    /// The universal link.
    pub link: String,
}

impl Store {
    /// Does no I/O.
    pub fn new(base: &str, token: &str) -> Result<Store, CommandError> {
        // https, or http on loopback: the same rule as for links.
        let base = StoreRef::parse(base)?.origin().to_owned();
        let _ = rustls::crypto::ring::default_provider().install_default();
        Ok(Store {
            client: Client::builder().timeout(TIMEOUT).build()?,
            base,
            token: token.trim().to_owned(),
        })
    }

    /// The last published release; none for a program that has none.
    pub async fn last(&self, program: &ProgramId) -> Result<Option<Release>, CommandError> {
        let path = format!("/api/v1/programs/{program}/head");
        let Some(head) = self.get(&path).await? else {
            return Ok(None);
        };
        // Only decides the next number and whether anything changed: the store
        // checks both again, so nothing is trusted here.
        let head = Head::parse(&Envelope::parse(&head)?.unverified_payload()?)?;
        let Some(release) = self.get(&format!("/blobs/{}", head.stable.release)).await? else {
            return Ok(None);
        };
        let payload = Envelope::parse(&release)?.unverified_payload()?;
        Ok(Some(Release::parse(&payload)?))
    }

    /// Makes the program known, with the developer's key.
    pub async fn register(
        &self,
        program: &ProgramId,
        name: &str,
        key: &VerifyingKey,
    ) -> Result<(), CommandError> {
        let body = json!({"program": program, "name": name, "developerKey": PublicKey::of(key)});
        let request = self.client.post(self.url("/api/v1/programs")).json(&body);
        self.send(request).await.map(|_| ())
    }

    /// Uploads a package.
    pub async fn put(&self, digest: Sha256, bytes: Vec<u8>) -> Result<(), CommandError> {
        let request = self
            .client
            .put(self.url(&format!("/blobs/{digest}")))
            .body(bytes);
        self.send(request).await.map(|_| ())
    }

    /// Publishes a signed release, whose packages are there.
    pub async fn publish(
        &self,
        program: &ProgramId,
        envelope: &Envelope,
    ) -> Result<Published, CommandError> {
        let path = format!("/api/v1/programs/{program}/releases");
        let request = self
            .client
            .post(self.url(&path))
            .header("content-type", "application/json")
            .body(envelope.to_bytes()?);
        Ok(serde_json::from_slice(&self.send(request).await?)?)
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// None for 404.
    async fn get(&self, path: &str) -> Result<Option<Vec<u8>>, CommandError> {
        let answer = self.client.get(self.url(path)).send().await;
        let answer = answer.map_err(|e| self.unreachable(&e))?;
        if answer.status() == StatusCode::NOT_FOUND {
            return Ok(None);
        }
        self.read(answer).await.map(Some)
    }

    async fn send(&self, request: RequestBuilder) -> Result<Vec<u8>, CommandError> {
        let answer = request.bearer_auth(&self.token).send().await;
        self.read(answer.map_err(|e| self.unreachable(&e))?).await
    }

    fn unreachable(&self, error: &reqwest::Error) -> CommandError {
        let mut cause: &dyn std::error::Error = error;
        while let Some(source) = cause.source() {
            cause = source;
        }
        CommandError::from(format!("the store {} does not answer: {cause}", self.base))
    }

    async fn read(&self, mut answer: reqwest::Response) -> Result<Vec<u8>, CommandError> {
        let status = answer.status();
        let mut bytes = Vec::new();
        while let Some(chunk) = answer.chunk().await? {
            if bytes.len() + chunk.len() > MAX_ANSWER {
                return Err(CommandError::from("the store's answer is too large"));
            }
            bytes.extend_from_slice(&chunk);
        }
        if status.is_success() {
            return Ok(bytes);
        }
        let problem: Value = serde_json::from_slice(&bytes).unwrap_or_default();
        let text = |name: &str| {
            problem
                .get(name)
                .and_then(Value::as_str)
                .unwrap_or("?")
                .to_owned()
        };
        Err(CommandError::from(format!(
            "the store says {}: {} ({})",
            status.as_u16(),
            text("message"),
            text("code")
        )))
    }
}

/// The system's time.
pub fn now() -> Result<Time, CommandError> {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?;
    let seconds = i64::try_from(since.as_secs())?;
    Time::from_unix(seconds).ok_or_else(|| CommandError::from("the system's clock is wrong"))
}
