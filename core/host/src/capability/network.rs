//! `wx.request`: only to the origins that the release's signed list names (or anywhere, with the developer's switch), at most
//! so many at once, bounded in size and time. Source: developers.weixin.qq.com/miniprogram/dev/api/network/request/wx.request.html

use std::collections::HashMap;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures_util::StreamExt;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Url};
use serde_json::{Map, Value, json};
use tiffin_runtime::CallError;

use super::{Answer, Args};
use crate::error::{Code, HostError};

/// Redirects stay within the allowed origins, and are few.
const MAX_REDIRECTS: usize = 5;
/// Headers of one request, and bytes of one.
const MAX_HEADERS: usize = 64;
/// A program that sends more than this should upload a file.
const MAX_BODY: usize = 10 * 1024 * 1024;

/// What one program may reach and use up.
#[derive(Clone, Debug)]
pub(crate) struct Policy {
    /// Origins, `https://api.example.com`.
    pub allowed: Vec<String>,
    /// Developer's switch: any domain.
    pub any: bool,
    pub timeout: Duration,
    pub response_bytes: u64,
}

/// A request that was checked and can be sent.
#[derive(Debug)]
pub(crate) struct Request {
    url: Url,
    method: Method,
    headers: HeaderMap,
    body: Vec<u8>,
    timeout: Duration,
    wants_bytes: bool,
    wants_json: bool,
}

impl Request {
    /// The same request with a body that is not of the program's making.
    pub(super) fn with_body(mut self, content_type: &str, body: Vec<u8>) -> Request {
        if let Ok(value) = HeaderValue::from_str(content_type) {
            self.headers.insert("content-type", value);
        }
        self.body = body;
        self
    }
}

/// Programs' client: follows redirects by itself (each hop is checked), decodes zstd, keeps no cookies.
pub(crate) fn client() -> Result<reqwest::Client, HostError> {
    crate::http::install_tls();
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(Duration::from_secs(20))
        .build()
        .map_err(|error| HostError::new(Code::Internal, format!("HTTP client: {error}")))
}

impl Policy {
    /// Whether an address may be reached.
    fn permits(&self, url: &Url) -> bool {
        if !matches!(url.scheme(), "https" | "http") {
            return false;
        }
        if self.any {
            return true;
        }
        let origin = url.origin().ascii_serialization();
        self.allowed
            .iter()
            .any(|allowed| allowed.trim_end_matches('/').eq_ignore_ascii_case(&origin))
    }
}

/// Reads the arguments of `wx.request`. No I/O.
pub(crate) fn prepare(policy: &Policy, args: &Value) -> Result<Request, CallError> {
    let args = Args(args);
    let text = args.required_text("url")?;
    let mut url =
        Url::parse(text).map_err(|_| CallError::from(format!("invalid url \"{text}\"")))?;
    if !policy.permits(&url) {
        // WeChat's words and number.
        return Err(CallError {
            message: "url not in domain list".into(),
            errno: Some(600_002),
        });
    }
    let method = args.text("method").unwrap_or("GET").to_ascii_uppercase();
    let method = match method.as_str() {
        "GET" | "POST" | "PUT" | "DELETE" | "HEAD" | "OPTIONS" | "PATCH" => {
            Method::from_bytes(method.as_bytes()).map_err(|_| CallError::from("invalid method"))?
        }
        _ => return Err("invalid method".into()),
    };
    let mut headers = headers(args.get("header"))?;
    let plain = matches!(method, Method::GET | Method::HEAD | Method::OPTIONS);
    let data = args.get("data");
    let body = if plain {
        if let Some(Value::Object(pairs)) = data {
            url.query_pairs_mut()
                .extend_pairs(pairs.iter().map(|(key, value)| (key, plain_text(value))));
        }
        Vec::new()
    } else {
        let form = headers
            .get("content-type")
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| {
                value
                    .to_ascii_lowercase()
                    .starts_with("application/x-www-form-urlencoded")
            });
        if !headers.contains_key("content-type") {
            headers.insert("content-type", HeaderValue::from_static("application/json"));
        }
        body(data, form)?
    };
    if body.len() > MAX_BODY {
        return Err(format!("data is larger than {MAX_BODY} bytes").into());
    }
    let asked = args
        .number("timeout")
        .filter(|ms| *ms > 0.0)
        .map(|ms| Duration::from_millis(ms as u64));
    Ok(Request {
        url,
        method,
        headers,
        body,
        timeout: asked.map_or(policy.timeout, |asked| asked.min(policy.timeout)),
        wants_bytes: args.text("responseType") == Some("arraybuffer"),
        wants_json: args.text("dataType").unwrap_or("json") == "json",
    })
}

/// Sends it and reads the answer within the policy's bounds.
pub(crate) async fn send(client: &reqwest::Client, policy: &Policy, request: Request) -> Answer {
    let (wants_bytes, wants_json) = (request.wants_bytes, request.wants_json);
    let fetched = fetch(client, policy, request).await?;
    let (header, cookies) = header_object(&fetched.headers);
    Ok(json!({
        "statusCode": fetched.status,
        "header": header,
        "cookies": cookies,
        "data": data_of(&fetched.bytes, wants_bytes, wants_json),
    }))
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
) -> Result<Fetched, CallError> {
    match tokio::time::timeout(request.timeout, exchange(client, policy, request)).await {
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
) -> Result<Fetched, CallError> {
    let failed = |error: reqwest::Error| CallError {
        message: reason(&error),
        errno: Some(600_001),
    };
    let (mut url, mut method, mut body) = (request.url, request.method, request.body);
    for _ in 0..=MAX_REDIRECTS {
        let sent = client
            .request(method.clone(), url.clone())
            .headers(request.headers.clone())
            .body(body.clone())
            .send()
            .await
            .map_err(failed)?;
        let target = sent
            .headers()
            .get("location")
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned);
        if let (true, Some(target)) = (sent.status().is_redirection(), target) {
            url = url
                .join(&target)
                .map_err(|_| CallError::from("invalid redirect"))?;
            if !policy.permits(&url) {
                return Err(CallError {
                    message: "url not in domain list".into(),
                    errno: Some(600_002),
                });
            }
            if sent.status().as_u16() == 303
                || (matches!(sent.status().as_u16(), 301 | 302) && method == Method::POST)
            {
                (method, body) = (Method::GET, Vec::new());
            }
            continue;
        }
        let status = sent.status().as_u16();
        let headers = sent.headers().clone();
        let bytes = read(sent, policy.response_bytes).await?;
        return Ok(Fetched {
            status,
            headers,
            bytes,
        });
    }
    Err("too many redirects".into())
}

async fn read(response: reqwest::Response, max: u64) -> Result<Vec<u8>, CallError> {
    let mut bytes = Vec::new();
    let mut stream = response.bytes_stream();
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|error| CallError {
            message: reason(&error),
            errno: Some(600_001),
        })?;
        if (bytes.len() + chunk.len()) as u64 > max {
            return Err(format!("response is larger than {max} bytes").into());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn data_of(bytes: &[u8], wants_bytes: bool, wants_json: bool) -> Value {
    if wants_bytes {
        return json!({ "$bytes": STANDARD.encode(bytes) });
    }
    let text = String::from_utf8_lossy(bytes);
    if wants_json && let Ok(value) = serde_json::from_str::<Value>(&text) {
        return value;
    }
    Value::String(text.into_owned())
}

fn body(data: Option<&Value>, form: bool) -> Result<Vec<u8>, CallError> {
    match data {
        None => Ok(Vec::new()),
        Some(Value::String(text)) => Ok(text.clone().into_bytes()),
        Some(Value::Object(object)) => {
            if let Some(Value::String(encoded)) = object.get("$bytes") {
                return STANDARD
                    .decode(encoded)
                    .map_err(|_| CallError::from("invalid data"));
            }
            if form {
                let mut text = url::form_urlencoded::Serializer::new(String::new());
                text.extend_pairs(object.iter().map(|(key, value)| (key, plain_text(value))));
                return Ok(text.finish().into_bytes());
            }
            serde_json::to_vec(object).map_err(|error| error.to_string().into())
        }
        Some(other) => serde_json::to_vec(other).map_err(|error| error.to_string().into()),
    }
}

pub(super) fn plain_text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn headers(given: Option<&Value>) -> Result<HeaderMap, CallError> {
    let mut headers = HeaderMap::new();
    let Some(Value::Object(given)) = given else {
        return Ok(headers);
    };
    if given.len() > MAX_HEADERS {
        return Err(format!("more than {MAX_HEADERS} headers").into());
    }
    for (name, value) in given {
        // WeChat: Referer cannot be set; the length and host belong to the connection.
        if matches!(
            name.to_ascii_lowercase().as_str(),
            "referer" | "host" | "content-length" | "connection"
        ) {
            continue;
        }
        let name = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| CallError::from(format!("invalid header {name:?}")))?;
        let value = HeaderValue::from_str(&plain_text(value))
            .map_err(|_| CallError::from("invalid header value"))?;
        headers.insert(name, value);
    }
    Ok(headers)
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

fn reason(error: &reqwest::Error) -> String {
    use std::error::Error;
    let mut inner: &dyn Error = error;
    while let Some(source) = inner.source() {
        inner = source;
    }
    inner.to_string()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn policy(any: bool) -> Policy {
        Policy {
            allowed: vec!["https://api.example.com".into()],
            any,
            timeout: Duration::from_secs(60),
            response_bytes: 1024,
        }
    }

    #[test]
    fn only_listed_origins_are_reached() {
        for (url, allowed) in [
            ("https://api.example.com/a", true),
            ("https://API.example.com/a", true),
            ("http://api.example.com/a", false),
            ("https://api.example.com:8443/a", false),
            ("https://api.example.com.evil.test/", false),
            ("https://evil.test/?https://api.example.com", false),
            ("file:///etc/passwd", false),
        ] {
            assert_eq!(
                prepare(&policy(false), &json!({ "url": url })).is_ok(),
                allowed,
                "{url}"
            );
        }
        assert!(prepare(&policy(true), &json!({"url": "http://127.0.0.1:1/"})).is_ok());
        assert!(prepare(&policy(true), &json!({"url": "file:///etc/passwd"})).is_err());
    }

    #[test]
    fn data_goes_where_the_method_wants_it() {
        let get = prepare(
            &policy(false),
            &json!({"url": "https://api.example.com/a?x=1", "data": {"y": 2}}),
        )
        .unwrap();
        assert_eq!(get.url.query(), Some("x=1&y=2"));
        let post =
            json!({"url": "https://api.example.com/a", "method": "post", "data": {"y": [1]}});
        let post = prepare(&policy(false), &post).unwrap();
        assert_eq!(post.body, br#"{"y":[1]}"#);
        let form = json!({"url": "https://api.example.com/a", "method": "POST", "data": {"a b": "&"},
            "header": {"content-type": "application/x-www-form-urlencoded"}});
        assert_eq!(prepare(&policy(false), &form).unwrap().body, b"a+b=%26");
    }
}
