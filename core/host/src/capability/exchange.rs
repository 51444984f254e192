//! One exchange over HTTP for a program: bounded in size and time, each redirect checked, told of while it goes on.

use std::collections::HashMap;
use std::time::Duration;

use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt, stream};
use reqwest::header::{ACCEPT_ENCODING, HeaderMap, HeaderValue, RANGE};
use reqwest::{Method, Url};
use serde_json::{Map, Value, json};
use tiffin_runtime::{CallError, Payload};

use super::line::Line;
use super::reach::{Policy, unlisted};
use crate::encoding::{codings, decoded};
use crate::error::{Code, HostError};

/// Redirects stay within the allowed origins, and are few.
const MAX_REDIRECTS: usize = 5;
/// What a browser asks for, and zstd.
const DECODED: &str = "gzip, deflate, br, zstd";
/// A request's body goes out in pieces of this size, so that its progress can be told.
const PIECE: usize = 64 * 1024;

/// A request that was checked and can be sent.
#[derive(Debug)]
pub(crate) struct Request {
    pub url: Url,
    pub method: Method,
    pub headers: HeaderMap,
    pub body: Bytes,
    pub timeout: Duration,
    pub wants_bytes: bool,
    pub wants_json: bool,
    /// The answer goes to the program piece by piece, and not at the end.
    pub in_pieces: bool,
}

/// What is told of an exchange while it goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    Pieces,
    Download,
    Upload,
}

impl Request {
    /// The same request with a body that is not of the program's making.
    pub(super) fn with_body(mut self, content_type: &str, body: Vec<u8>) -> Request {
        if let Ok(value) = HeaderValue::from_str(content_type) {
            self.headers.insert("content-type", value);
        }
        self.body = body.into();
        self
    }
}

/// Programs' client: redirects are followed here (each hop is checked), encodings are taken off here; it keeps no cookies.
pub(crate) fn client() -> Result<reqwest::Client, HostError> {
    crate::http::install_tls();
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(Duration::from_secs(20))
        .no_gzip()
        .no_brotli()
        .no_deflate()
        .no_zstd()
        .build()
        .map_err(|error| HostError::new(Code::Internal, format!("HTTP client: {error}")))
}

/// What came back, whole and within the policy's bounds.
pub(super) struct Fetched {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

/// Sends it, within its time.
pub(super) async fn fetch(
    client: &reqwest::Client,
    policy: &Policy,
    request: Request,
    line: &Line,
    told: Option<Told>,
) -> Result<Fetched, CallError> {
    let limit = request.timeout;
    match tokio::time::timeout(limit, exchange(client, policy, request, line, told)).await {
        Ok(answer) => answer,
        Err(_) => Err(CallError {
            message: "timeout".into(),
            errno: Some(5),
        }),
    }
}

async fn exchange(
    client: &reqwest::Client,
    policy: &Policy,
    request: Request,
    line: &Line,
    told: Option<Told>,
) -> Result<Fetched, CallError> {
    let (mut url, mut method, mut body) = (request.url, request.method, request.body);
    let mut headers = request.headers;
    // What is decoded here may be asked for; a part of something encoded could not be read.
    if !headers.contains_key(ACCEPT_ENCODING) && !headers.contains_key(RANGE) {
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(DECODED));
    }
    for _ in 0..=MAX_REDIRECTS {
        let asked = client
            .request(method.clone(), url.clone())
            .headers(headers.clone());
        let asked = match told {
            Some(Told::Upload) => asked
                .header("content-length", body.len())
                .body(reqwest::Body::wrap_stream(pieces(body.clone(), line))),
            _ => asked.body(body.clone()),
        };
        let sent = asked.send().await.map_err(|error| failed(reason(&error)))?;
        let target = sent
            .headers()
            .get("location")
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned);
        if let (true, Some(target)) = (sent.status().is_redirection(), target) {
            url = url
                .join(&target)
                .map_err(|_| CallError::from("invalid redirect"))?;
            if !policy.permits(&url, ["https", "http"]) {
                return Err(unlisted());
            }
            if sent.status().as_u16() == 303
                || (matches!(sent.status().as_u16(), 301 | 302) && method == Method::POST)
            {
                (method, body) = (Method::GET, Bytes::new());
            }
            continue;
        }
        let status = sent.status().as_u16();
        let headers = sent.headers().clone();
        let (header, cookies) = header_object(&headers);
        let said = json!({"header": header, "statusCode": status, "cookies": cookies});
        line.event("headersReceived", said.to_string());
        let bytes = read(sent, policy.response_bytes, line, told).await?;
        return Ok(Fetched {
            status,
            headers,
            bytes,
        });
    }
    Err("too many redirects".into())
}

async fn read(
    response: reqwest::Response,
    max: u64,
    line: &Line,
    told: Option<Told>,
) -> Result<Vec<u8>, CallError> {
    // What is in an encoding that is not known here is the program's to read.
    let codings = codings(response.headers()).unwrap_or_default();
    // The length is that of the encoded bytes: it says nothing of how many come.
    let total = response.content_length().filter(|_| codings.is_empty());
    let total = total.unwrap_or(0);
    let (mut bytes, mut length) = (Vec::new(), 0);
    let mut stream = decoded(codings, response.bytes_stream().map_err(|e| reason(&e)));
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|error| failed(error.to_string()))?;
        length += chunk.len() as u64;
        if length > max {
            return Err(failed(format!("response is larger than {max} bytes")));
        }
        if told == Some(Told::Pieces) {
            let json = r#"{"data":{"$bytes":0}}"#.to_owned();
            let blobs = vec![chunk.to_vec()];
            let told = line.tell("chunkReceived", Payload { json, blobs }).await;
            told.map_err(|_| CallError::from("abort"))?;
            continue;
        }
        bytes.extend_from_slice(&chunk);
        if told == Some(Told::Download) {
            let progress = json!({
                "progress": percent(length, total),
                "totalBytesWritten": length, "totalBytesExpectedToWrite": total,
            });
            line.event("progressUpdate", progress.to_string());
        }
    }
    Ok(bytes)
}

/// A body in pieces; each one that is taken is told.
fn pieces(
    body: Bytes,
    line: &Line,
) -> impl futures_util::Stream<Item = Result<Bytes, std::convert::Infallible>> + use<> {
    let (total, teller) = (body.len(), line.teller());
    stream::iter((0..total).step_by(PIECE)).map(move |at| {
        let end = (at + PIECE).min(total);
        let progress = json!({
            "progress": percent(end as u64, total as u64),
            "totalBytesSent": end, "totalBytesExpectedToSend": total,
        });
        teller.event("progressUpdate", progress.to_string());
        Ok(body.slice(at..end))
    })
}

/// Nothing is known of how far it is without a length: 0.
fn percent(done: u64, total: u64) -> u64 {
    (done * 100).checked_div(total).unwrap_or(0).min(100)
}

pub(super) fn header_object(headers: &HeaderMap) -> (Map<String, Value>, Vec<String>) {
    let mut joined: HashMap<String, String> = HashMap::new();
    let mut cookies = Vec::new();
    for (name, value) in headers {
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        if name == "set-cookie" {
            cookies.push(value.clone());
        }
        let entry = joined.entry(name.to_string()).or_default();
        *entry = if entry.is_empty() {
            value
        } else {
            format!("{entry},{value}")
        };
    }
    (
        joined
            .into_iter()
            .map(|(name, value)| (name, Value::String(value)))
            .collect(),
        cookies,
    )
}

fn failed(message: String) -> CallError {
    CallError {
        message,
        errno: Some(600_001),
    }
}

fn reason(error: &reqwest::Error) -> String {
    use std::error::Error;
    let mut inner: &dyn Error = error;
    while let Some(source) = inner.source() {
        inner = source;
    }
    inner.to_string()
}
