//! Programs' client of HTTP. It keeps what clients throw away: how a server wrote the names of its headers. Programs read
//! `header['X-Total-Count']`, and WeChat hands names on as they came; the library knows them in lower case only. So each
//! connection notes the head of the answer that passes. Names are lower case in HTTP/2 anyway.

mod head;

use std::error::Error;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::BoxFuture;
use http_body_util::BodyExt;
use http_body_util::combinators::UnsyncBoxBody;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder, MaybeHttpsStream};
use hyper_util::client::legacy;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::legacy::connect::{Connected, Connection, HttpConnector};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use reqwest::header::{HeaderMap, PROXY_AUTHORIZATION};
use reqwest::{Method, StatusCode, Url};
use rustls_platform_verifier::BuilderVerifierExt;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tower_service::Service;

use crate::error::{Code, HostError};
use head::Heads;
pub(crate) use head::Names;

/// A connection that is not there by then fails.
const CONNECT: Duration = Duration::from_secs(20);

type BoxError = Box<dyn Error + Send + Sync>;
type Tcp = TokioIo<TcpStream>;
/// What is sent.
pub(super) type Out = UnsyncBoxBody<Bytes, std::convert::Infallible>;

/// Redirects are followed by who asks, encodings are taken off there; no cookies are kept. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Client {
    inner: legacy::Client<Connector, Out>,
    proxies: Arc<Matcher>,
}

/// An answer whose body is on its way.
pub(super) struct Sent {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub names: Names,
    pub body: BoxStream,
}

type BoxStream = futures_util::stream::BoxStream<'static, Result<Bytes, String>>;

impl Client {
    /// No I/O. Proxies are those of the environment, as for the host's own requests.
    pub(crate) fn new() -> Result<Client, HostError> {
        crate::http::install_tls();
        let failed = |error: rustls::Error| HostError::new(Code::Internal, format!("TLS: {error}"));
        let tls = rustls::ClientConfig::builder().with_platform_verifier();
        let tls = tls.map_err(failed)?.with_no_client_auth();
        let proxies = Arc::new(Matcher::from_env());
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        tcp.set_connect_timeout(Some(CONNECT));
        let roads = Roads {
            tcp,
            proxies: Arc::clone(&proxies),
        };
        let https = HttpsConnectorBuilder::new()
            .with_tls_config(tls)
            .https_or_http()
            .enable_all_versions()
            .wrap_connector(roads);
        let connector = Connector {
            https,
            proxies: Arc::clone(&proxies),
        };
        let inner = legacy::Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .build(connector);
        Ok(Client { inner, proxies })
    }

    /// Sends one request, and waits for the head of its answer.
    pub(super) async fn send(
        &self,
        method: &Method,
        url: &Url,
        mut headers: HeaderMap,
        body: Out,
    ) -> Result<Sent, String> {
        let uri: http::Uri = url.as_str().parse().map_err(|_| "invalid url")?;
        if let Some(proxy) = plain_proxy(&self.proxies, &uri)
            && let Some(auth) = proxy.basic_auth()
        {
            headers.insert(PROXY_AUTHORIZATION, auth.clone());
        }
        let mut request = http::Request::new(body);
        *request.method_mut() = method.clone();
        *request.uri_mut() = uri;
        *request.headers_mut() = headers;
        let answer = self.inner.request(request).await;
        let answer = answer.map_err(|error| innermost(&error))?;
        let heads = answer.extensions().get::<Heads>();
        let names = heads.map(Heads::names).unwrap_or_default();
        let (parts, body) = answer.into_parts();
        let body = futures_util::StreamExt::map(body.into_data_stream(), |piece| {
            piece.map_err(|error| innermost(&error))
        });
        Ok(Sent {
            status: parts.status,
            headers: parts.headers,
            names,
            body: Box::pin(body),
        })
    }
}

/// What went wrong at the bottom of it.
fn innermost(error: &(dyn Error + 'static)) -> String {
    let mut inner = error;
    while let Some(source) = inner.source() {
        inner = source;
    }
    inner.to_string()
}

/// The proxy of an address, if it is one that is spoken to in HTTP.
fn proxy(proxies: &Matcher, uri: &http::Uri) -> Option<Intercept> {
    let found = proxies.intercept(uri)?;
    (found.uri().scheme_str() == Some("http")).then_some(found)
}

/// The same for a request that the proxy reads: in plain HTTP.
fn plain_proxy(proxies: &Matcher, uri: &http::Uri) -> Option<Intercept> {
    (uri.scheme_str() == Some("http")).then(|| proxy(proxies, uri))?
}

/// Connections, straight or by a proxy.
#[derive(Clone)]
struct Roads {
    tcp: HttpConnector,
    proxies: Arc<Matcher>,
}

impl Service<http::Uri> for Roads {
    type Response = Tcp;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<Tcp, BoxError>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.tcp.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, uri: http::Uri) -> Self::Future {
        let mut tcp = self.tcp.clone();
        let proxy = proxy(&self.proxies, &uri);
        Box::pin(async move {
            match proxy {
                None => Ok(tcp.call(uri).await?),
                Some(proxy) if uri.scheme_str() == Some("http") => {
                    Ok(tcp.call(proxy.uri().clone()).await?)
                }
                Some(proxy) => {
                    let mut tunnel = Tunnel::new(proxy.uri().clone(), tcp);
                    if let Some(auth) = proxy.basic_auth() {
                        tunnel = tunnel.with_auth(auth.clone());
                    }
                    Ok(tunnel.call(uri).await?)
                }
            }
        })
    }
}

/// Connections that note the heads of answers.
#[derive(Clone)]
struct Connector {
    https: HttpsConnector<Roads>,
    proxies: Arc<Matcher>,
}

impl Service<http::Uri> for Connector {
    type Response = TokioIo<Noting>;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<TokioIo<Noting>, BoxError>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.https.poll_ready(context)
    }

    fn call(&mut self, uri: http::Uri) -> Self::Future {
        let proxied = plain_proxy(&self.proxies, &uri).is_some();
        let connecting = self.https.call(uri);
        Box::pin(async move {
            Ok(TokioIo::new(Noting {
                stream: TokioIo::new(connecting.await?),
                heads: Heads::default(),
                proxied,
            }))
        })
    }
}

struct Noting {
    stream: TokioIo<MaybeHttpsStream<Tcp>>,
    heads: Heads,
    proxied: bool,
}

impl Connection for Noting {
    fn connected(&self) -> Connected {
        let connected = self.stream.inner().connected();
        connected.extra(self.heads.clone()).proxy(self.proxied)
    }
}

impl AsyncRead for Noting {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        let before = into.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(context, into);
        if polled.is_ready() {
            self.heads
                .read(into.filled().get(before..).unwrap_or_default());
        }
        polled
    }
}

impl AsyncWrite for Noting {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<std::io::Result<usize>> {
        self.heads.written(bytes);
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[std::io::IoSlice<'_>],
    ) -> Poll<std::io::Result<usize>> {
        if let Some(first) = bytes.first() {
            self.heads.written(first);
        }
        Pin::new(&mut self.stream).poll_write_vectored(context, bytes)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
