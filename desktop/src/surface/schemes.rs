//! The two schemes, `mp://` for pages and `chrome://` for the chrome: who asks is taken from the view, never from the
//! address, and the address must agree.

use std::sync::Arc;

use wry::http::{Request, Response, StatusCode, header};
use wry::{RequestAsyncResponder, WebViewId};

use super::{ResourceRequest, policy};

/// The name under which the chrome's view is known to wry.
pub const CHROME_ID: &str = "chrome";

/// An answer for the web engine.
#[derive(Debug, Clone, Default)]
pub struct Reply {
    pub status: u16,
    pub mime: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Reply {
    #[must_use]
    pub fn ok(mime: &str, body: impl Into<Vec<u8>>) -> Self {
        Reply {
            status: 200,
            mime: mime.to_owned(),
            headers: Vec::new(),
            body: body.into(),
        }
    }

    /// No body: the engine shows a broken picture, the page goes on.
    #[must_use]
    pub fn refused(status: u16) -> Self {
        Reply {
            status,
            mime: "text/plain".into(),
            headers: Vec::new(),
            body: Vec::new(),
        }
    }
}

/// Answers one request, from any thread; a request that is dropped is answered with 500.
pub struct Responder {
    inner: Option<RequestAsyncResponder>,
    range: Option<String>,
}

impl Responder {
    pub fn send(mut self, reply: Reply) {
        if let Some(inner) = self.inner.take() {
            inner.respond(response(slice(reply, self.range.as_deref())));
        }
    }
}

impl Drop for Responder {
    fn drop(&mut self) {
        if let Some(inner) = self.inner.take() {
            inner.respond(response(Reply::refused(500)));
        }
    }
}

fn response(reply: Reply) -> Response<Vec<u8>> {
    let mut builder = Response::builder()
        .status(StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR))
        .header(header::CONTENT_TYPE, reply.mime);
    for (name, value) in reply.headers {
        builder = builder.header(name, value);
    }
    builder
        .body(reply.body)
        .unwrap_or_else(|_| Response::new(Vec::new()))
}

/// Media elements ask for ranges: `bytes=a-b`, one range only, as RFC 9110 section 14 has it.
fn slice(mut reply: Reply, range: Option<&str>) -> Reply {
    if reply.status != 200 {
        return reply;
    }
    let Some((start, end)) = range.and_then(|text| parse_range(text, reply.body.len())) else {
        return reply;
    };
    let total = reply.body.len();
    reply.body = reply
        .body
        .get(start..=end)
        .map(<[u8]>::to_vec)
        .unwrap_or_default();
    reply.status = 206;
    reply.headers.push((
        "Content-Range".into(),
        format!("bytes {start}-{end}/{total}"),
    ));
    reply
}

/// First and last byte, both inside; `None` for anything that is not one satisfiable range.
fn parse_range(text: &str, total: usize) -> Option<(usize, usize)> {
    let (first, last) = text.strip_prefix("bytes=")?.split_once('-')?;
    let end = total.checked_sub(1)?;
    if first.is_empty() {
        let count: usize = last.parse().ok()?;
        return (count > 0).then(|| (total.saturating_sub(count), end));
    }
    let start: usize = first.parse().ok()?;
    let stop = if last.is_empty() {
        end
    } else {
        last.parse::<usize>().ok()?.min(end)
    };
    (start <= stop).then_some((start, stop))
}

/// Makes the handler of both schemes.
pub fn handler(
    resource: Arc<dyn Fn(ResourceRequest, Responder) + Send + Sync>,
) -> impl Fn(WebViewId, Request<Vec<u8>>, RequestAsyncResponder) + 'static {
    move |id, request, inner| {
        let range = request
            .headers()
            .get(header::RANGE)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned);
        let responder = Responder {
            inner: Some(inner),
            range,
        };
        match asked(id, &request.uri().to_string()) {
            Some(asked) => resource(asked, responder),
            None => responder.send(Reply::refused(403)),
        }
    }
}

/// Who asks for what, or `None` if the view has no business there.
fn asked(id: &str, address: &str) -> Option<ResourceRequest> {
    let (scheme, host, path, query) = policy::parts(address)?;
    match scheme {
        "chrome" if id == CHROME_ID && host == "shell" => Some(ResourceRequest {
            view: None,
            path,
            query,
        }),
        "mp" if id == host => Some(ResourceRequest {
            view: Some(host.strip_prefix('v')?.parse().ok()?),
            path,
            query,
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_gets_only_its_own_origin() {
        assert_eq!(
            asked("v3", "mp://v3/a/b.png"),
            Some(ResourceRequest {
                view: Some(3),
                path: "/a/b.png".into(),
                query: String::new()
            })
        );
        assert!(asked(CHROME_ID, "chrome://shell/index.html").is_some());
        for (id, address) in [
            ("v3", "mp://v4/a.png"),
            ("v3", "chrome://shell/index.html"),
            (CHROME_ID, "mp://v3/a.png"),
            ("", "mp://v3/a.png"),
            ("vx", "mp://vx/a.png"),
            (CHROME_ID, "chrome://other/index.html"),
        ] {
            assert_eq!(asked(id, address), None, "{id} {address}");
        }
    }

    #[test]
    fn ranges() {
        assert_eq!(parse_range("bytes=0-1", 10), Some((0, 1)));
        assert_eq!(parse_range("bytes=4-", 10), Some((4, 9)));
        assert_eq!(parse_range("bytes=-3", 10), Some((7, 9)));
        assert_eq!(parse_range("bytes=4-99", 10), Some((4, 9)));
        for bad in [
            "bytes=9-4",
            "bytes=10-",
            "bytes=-0",
            "bytes=",
            "bytes=a-b",
            "bytes=0-1,3-4",
            "items=0-1",
        ] {
            assert_eq!(parse_range(bad, 10), None, "{bad}");
        }
        assert_eq!(parse_range("bytes=0-0", 0), None);
        let reply = slice(Reply::ok("video/mp4", vec![1, 2, 3, 4]), Some("bytes=1-2"));
        assert_eq!((reply.status, reply.body), (206, vec![2, 3]));
    }
}
