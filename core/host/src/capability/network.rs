//! `wx.request`: only to the origins that the release's signed list names (or anywhere, with the developer's switch), at most
//! so many at once, bounded in size and time. Source: developers.weixin.qq.com/miniprogram/dev/api/network/request/wx.request.html

use std::time::Duration;

use bytes::Bytes;
use futures_util::future::BoxFuture;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Url};
use serde_json::{Value, json};
use tiffin_runtime::{CallError, Payload};

use super::call::{Args, Call, Caller, Clients};
use super::exchange::{Request, Told, fetch};
use super::handler::Handler;
use super::lanes::Lane;
use super::line::{End, Line};
use super::reach::{Policy, unlisted};
use super::wire::Client;

pub(crate) const HANDLERS: &[(&str, Handler)] =
    &[("request", Handler::Stream(Lane::Transfers, request))];

/// Headers of one request, and bytes of one.
const MAX_HEADERS: usize = 64;
/// A program that sends more than this should upload a file.
const MAX_BODY: usize = 10 * 1024 * 1024;
/// A text that is written into an answer's JSON: there it may take six bytes for one, and is within a call's bound all the
/// same.
const TEXT_INSIDE: usize = tiffin_protocol::limits::CALL_JSON_BYTES / 8;

fn request(caller: Caller, clients: Clients, call: Call, line: Line) -> BoxFuture<'static, End> {
    Box::pin(async move {
        let limit = caller.shared.settings.limits.response_bytes;
        let policy = Policy::of(&caller, "request", limit);
        let answer = match prepare(&policy, &call.args, call.blobs) {
            Ok(request) => send(&clients.network, &policy, request, &line).await,
            Err(error) => Err(error),
        };
        End::Answer(answer)
    })
}

/// Reads the arguments of `wx.request`. No I/O.
pub(super) fn prepare(
    policy: &Policy,
    args: &Value,
    blobs: Vec<Vec<u8>>,
) -> Result<Request, CallError> {
    let args = Args(args);
    let text = args.required_text("url")?;
    let mut url =
        Url::parse(text).map_err(|_| CallError::from(format!("invalid url \"{text}\"")))?;
    if !policy.permits(&url, ["https", "http"]) {
        return Err(unlisted());
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
        Bytes::new()
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
        body(data, form, blobs)?.into()
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
        in_pieces: args.flag("enableChunked", false),
    })
}

/// Sends it and reads the answer within the policy's bounds.
async fn send(
    client: &Client,
    policy: &Policy,
    request: Request,
    line: &Line,
) -> Result<Payload, CallError> {
    let (wants_bytes, wants_json) = (request.wants_bytes, request.wants_json);
    let told = request.in_pieces.then_some(Told::Pieces);
    let fetched = fetch(client, policy, request, line, told).await?;
    let mut answer = json!({
        "statusCode": fetched.status, "header": fetched.header, "cookies": fetched.cookies,
    });
    let (data, blobs) = if wants_bytes {
        (json!({ "$bytes": 0 }), vec![fetched.bytes])
    } else {
        text_of(fetched.bytes, wants_json)
    };
    if let Some(answer) = answer.as_object_mut() {
        answer.insert("data".into(), data);
    }
    let json = answer.to_string();
    Ok(Payload { json, blobs })
}

/// The text of a body for the program, as what it is if it is JSON and that is wanted. A long one goes beside the answer's
/// JSON, and is read where it is used: the bound of a call's JSON is lower than that of a body.
pub(super) fn text_of(bytes: Vec<u8>, wants_json: bool) -> (Value, Vec<Vec<u8>>) {
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    };
    if text.len() > TEXT_INSIDE {
        let kind = if wants_json { "$json" } else { "$text" };
        return (json!({ kind: 0 }), vec![text.into_bytes()]);
    }
    if wants_json && let Ok(value) = serde_json::from_str::<Value>(&text) {
        return (value, Vec::new());
    }
    (Value::String(text), Vec::new())
}

fn body(data: Option<&Value>, form: bool, mut blobs: Vec<Vec<u8>>) -> Result<Vec<u8>, CallError> {
    match data {
        None => Ok(Vec::new()),
        Some(Value::String(text)) => Ok(text.clone().into_bytes()),
        Some(Value::Object(object)) => {
            let blob = object.get("$bytes").and_then(Value::as_u64);
            if let Some(bytes) = blob.and_then(|at| blobs.get_mut(at as usize)) {
                return Ok(std::mem::take(bytes));
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

pub(super) fn headers(given: Option<&Value>) -> Result<HeaderMap, CallError> {
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
                prepare(&policy(false), &json!({ "url": url }), Vec::new()).is_ok(),
                allowed,
                "{url}"
            );
        }
        assert!(
            prepare(
                &policy(true),
                &json!({"url": "http://127.0.0.1:1/"}),
                Vec::new()
            )
            .is_ok()
        );
        assert!(
            prepare(
                &policy(true),
                &json!({"url": "file:///etc/passwd"}),
                Vec::new()
            )
            .is_err()
        );
    }

    #[test]
    fn data_goes_where_the_method_wants_it() {
        let get = prepare(
            &policy(false),
            &json!({"url": "https://api.example.com/a?x=1", "data": {"y": 2}}),
            Vec::new(),
        )
        .unwrap();
        assert_eq!(get.url.query(), Some("x=1&y=2"));
        let post =
            json!({"url": "https://api.example.com/a", "method": "post", "data": {"y": [1]}});
        let post = prepare(&policy(false), &post, Vec::new()).unwrap();
        assert_eq!(post.body, br#"{"y":[1]}"#.as_slice());
        let form = json!({"url": "https://api.example.com/a", "method": "POST", "data": {"a b": "&"},
            "header": {"content-type": "application/x-www-form-urlencoded"}});
        let form = prepare(&policy(false), &form, Vec::new()).unwrap();
        assert_eq!(form.body, b"a+b=%26".as_slice());
        let bytes =
            json!({"url": "https://api.example.com/a", "method": "POST", "data": {"$bytes": 1}});
        let bytes = prepare(&policy(false), &bytes, vec![vec![1], vec![2, 3]]).unwrap();
        assert_eq!(bytes.body, [2, 3].as_slice(), "the second blob, as it is");
    }
}
