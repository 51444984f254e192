//! One exchange over HTTP for a program: bounded in size and time, each redirect checked, told of while it goes on.

use std::time::Duration;

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use http_body_util::{BodyExt, Full, StreamBody};
use hyper::body::Frame;
use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_LENGTH, HeaderMap, HeaderValue, RANGE, SET_COOKIE,
};
use reqwest::{Method, Url};
use serde_json::{Map, Value, json};
use tiffin_runtime::{CallError, Payload};

use super::line::Line;
use super::reach::{Policy, unlisted};
use super::wire::{Client, Names, Sent};
use crate::encoding::{codings, decoded};

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

/// What came back, whole and within the policy's bounds.
pub(super) struct Fetched {
    pub status: u16,
    /// As programs get it: names as the server wrote them, values of one name joined by a comma.
    pub header: Map<String, Value>,
    pub cookies: Vec<String>,
    pub bytes: Vec<u8>,
}

/// Sends it, within its time.
pub(super) async fn fetch(
    client: &Client,
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
    client: &Client,
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
    headers
        .entry(ACCEPT)
        .or_insert(HeaderValue::from_static("*/*"));
    for _ in 0..=MAX_REDIRECTS {
        let mut own = headers.clone();
        let out = match told {
            Some(Told::Upload) => {
                own.insert(CONTENT_LENGTH, body.len().into());
                let pieces = pieces(body.clone(), line).map(|piece| piece.map(Frame::data));
                StreamBody::new(pieces).boxed_unsync()
            }
            _ => Full::new(body.clone()).boxed_unsync(),
        };
        let sent = client.send(&method, &url, own, out).await.map_err(failed)?;
        let target = sent
            .headers
            .get("location")
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned);
        if let (true, Some(target)) = (sent.status.is_redirection(), target) {
            url = url
                .join(&target)
                .map_err(|_| CallError::from("invalid redirect"))?;
            if !policy.permits(&url, ["https", "http"]) {
                return Err(unlisted());
            }
            if sent.status.as_u16() == 303
                || (matches!(sent.status.as_u16(), 301 | 302) && method == Method::POST)
            {
                (method, body) = (Method::GET, Bytes::new());
            }
            continue;
        }
        let status = sent.status.as_u16();
        let (header, cookies) = header_object(&sent.headers, &sent.names);
        let said = json!({"header": header, "statusCode": status, "cookies": cookies});
        line.event("headersReceived", said.to_string());
        let bytes = read(sent, policy.response_bytes, line, told).await?;
        return Ok(Fetched {
            status,
            header,
            cookies,
            bytes,
        });
    }
    Err("too many redirects".into())
}

async fn read(sent: Sent, max: u64, line: &Line, told: Option<Told>) -> Result<Vec<u8>, CallError> {
    // What is in an encoding that is not known here is the program's to read.
    let codings = codings(&sent.headers).unwrap_or_default();
    // The length is that of the encoded bytes: it says nothing of how many come.
    let length = sent
        .headers
        .get(CONTENT_LENGTH)
        .filter(|_| codings.is_empty());
    let length = length.and_then(|length| length.to_str().ok());
    let total = length.and_then(|length| length.parse().ok()).unwrap_or(0);
    let (mut bytes, mut length) = (Vec::new(), 0);
    let mut stream = decoded(codings, sent.body);
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|error| failed(error.to_string()))?;
        length += chunk.len() as u64;
        if length > max {
            return Err(failed(format!("response is larger than {max} bytes")));
        }
        if told == Some(Told::Pieces) {
            let json = r#"{"data":{"$bytes":0}}"#.to_owned();
            let blobs = vec![chunk.to_vec()];
            let told = line.send("chunkReceived", Payload { json, blobs }).await;
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
    let (total, sender) = (body.len(), line.sender());
    stream::iter((0..total).step_by(PIECE)).map(move |at| {
        let end = (at + PIECE).min(total);
        let progress = json!({
            "progress": percent(end as u64, total as u64),
            "totalBytesSent": end, "totalBytesExpectedToSend": total,
        });
        sender.event("progressUpdate", progress.to_string());
        Ok(body.slice(at..end))
    })
}

/// Nothing is known of how far it is without a length: 0.
fn percent(done: u64, total: u64) -> u64 {
    (done * 100).checked_div(total).unwrap_or(0).min(100)
}

/// The headers as WeChat gives them, and the cookies as a list.
pub(super) fn header_object(
    headers: &HeaderMap,
    names: &Names,
) -> (Map<String, Value>, Vec<String>) {
    let mut object = Map::new();
    let mut cookies = Vec::new();
    for name in headers.keys() {
        let values: Vec<_> = headers
            .get_all(name)
            .iter()
            .map(|value| String::from_utf8_lossy(value.as_bytes()))
            .collect();
        object.insert(names.spelled(name).to_owned(), values.join(",").into());
        if name == SET_COOKIE {
            cookies = values.into_iter().map(|value| value.into_owned()).collect();
        }
    }
    (object, cookies)
}

fn failed(message: String) -> CallError {
    CallError {
        message,
        errno: Some(600_001),
    }
}
