//! `wx.connectSocket`: a WebSocket (RFC 6455) to the origins that the release lists for that. TLS is checked as that of
//! `wx.request` is. A program that hears slower than the other side speaks makes it wait: nothing is read meanwhile.
//! Source: developers.weixin.qq.com/miniprogram/dev/api/network/websocket/wx.connectSocket.html

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt, StreamExt};
use rustls_platform_verifier::BuilderVerifierExt;
use serde_json::{Value, json};
use tiffin_protocol::limits::SOCKET_MESSAGE_BYTES;
use tiffin_runtime::{CallError, Payload};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::ClientConfig;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::handshake::client::Request;
use tokio_tungstenite::tungstenite::http::{HeaderValue, header};
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async_with_config};
use url::Url;

use super::call::{Args, Call, Caller, Clients};
use super::exchange::header_object;
use super::handler::Handler;
use super::lanes::Lane;
use super::line::{CallSender, End, Gone, Line, MethodCall};
use super::network::headers;
use super::wire::Names;

pub(crate) const HANDLERS: &[(&str, Handler)] =
    &[("connectSocket", Handler::Stream(Lane::Sockets, connect))];

/// Subprotocols of one socket, and characters of one.
const MAX_PROTOCOLS: usize = 16;
const PROTOCOL_CHARS: usize = 64;
/// How long the other side may take to say goodbye.
const GOODBYE: Duration = Duration::from_secs(5);
/// RFC 6455: closed without a word.
const ABNORMAL: u16 = 1006;
/// Closed while it connects: the connection fails, as in browsers (websockets.spec.whatwg.org, `close()`).
const CLOSED_EARLY: &str = "closed before the connection was established";
/// RFC 6455: the reason of a close is at most 123 bytes.
const REASON_BYTES: usize = 123;

trait Wire: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Wire for T {}
type Socket = WebSocketStream<Box<dyn Wire>>;

fn connect(caller: Caller, _: Clients, call: Call, line: Line) -> BoxFuture<'static, End> {
    Box::pin(async move {
        let limit = Duration::from_millis(caller.shared.settings.limits.request_timeout_ms);
        let asked = Args(&call.args).number("timeout").filter(|ms| *ms > 0.0);
        let asked = asked.map(|ms| Duration::from_millis(ms as u64));
        let timeout = asked.map_or(limit, |asked| asked.min(limit));
        let (request, url) = match request(&call.args) {
            Ok(request) => request,
            Err(error) => return End::Answer(Err(error)),
        };
        // WeChat: the call is good when the connection is tried; what becomes of it, events tell.
        line.reply(Ok("{}".into()));
        let (sender, mut methods) = line.split();
        let opened = tokio::select! {
            biased;
            given_up = until_closed(&mut methods) => match given_up {
                Ok(()) => Err(CLOSED_EARLY.to_owned()),
                Err(Gone) => return End::Silent,
            },
            opened = tokio::time::timeout(timeout, open(request, &url)) => match opened {
                Ok(opened) => opened,
                Err(_) => Err("timeout".to_owned()),
            },
        };
        match opened {
            Ok((socket, header)) => {
                let header = json!({ "header": header }).to_string();
                match sender.send("open", header.into()).await {
                    Ok(()) => speak(socket, &sender, methods).await,
                    Err(Gone) => End::Silent,
                }
            }
            Err(reason) => fail(&sender, &reason).await,
        }
    })
}

/// Until the program closes a socket that is not open yet. Nothing else can be asked of it.
async fn until_closed(methods: &mut MethodCall) -> Result<(), Gone> {
    while let Some((method, _)) = methods.next().await {
        if method == "close" {
            return Ok(());
        }
    }
    Err(Gone)
}

/// The program hears of an error, and then of the end.
async fn fail(sender: &CallSender, reason: &str) -> End {
    let message = json!({ "errMsg": reason }).to_string();
    if sender.send("error", message.into()).await.is_err() {
        return End::Silent;
    }
    End::Event("close", json!({ "code": ABNORMAL, "reason": reason }))
}

fn request(args: &Value) -> Result<(Request, Url), CallError> {
    let args = Args(args);
    let text = args.required_text("url")?;
    let invalid = || CallError::from(format!("invalid url \"{text}\""));
    let url = Url::parse(text).map_err(|_| invalid())?;
    let mut request = text.into_client_request().map_err(|_| invalid())?;
    let own = request.headers_mut();
    for (name, value) in &headers(args.get("header"))? {
        // The handshake's own headers are not the program's.
        if !name.as_str().starts_with("sec-websocket") && *name != header::UPGRADE {
            own.insert(name.clone(), value.clone());
        }
    }
    let protocols = args.get("protocols").and_then(Value::as_array);
    let protocols: Vec<&str> = protocols
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .filter(|name| name.len() <= PROTOCOL_CHARS)
        .take(MAX_PROTOCOLS)
        .collect();
    if !protocols.is_empty() {
        let value = HeaderValue::from_str(&protocols.join(", "));
        let value = value.map_err(|_| CallError::from("invalid protocols"))?;
        own.insert(header::SEC_WEBSOCKET_PROTOCOL, value);
    }
    Ok((request, url))
}

async fn open(request: Request, url: &Url) -> Result<(Socket, Value), String> {
    let said = |error: &dyn std::fmt::Display| error.to_string();
    let host = url.host_str().ok_or("no host")?.trim_matches(['[', ']']);
    let secure = url.scheme() == "wss";
    let port = url.port().unwrap_or(if secure { 443 } else { 80 });
    let stream = TcpStream::connect((host, port)).await;
    let stream = stream.map_err(|error| said(&error))?;
    let _ = stream.set_nodelay(true);
    let wire: Box<dyn Wire> = if secure {
        crate::http::install_tls();
        let config = ClientConfig::builder().with_platform_verifier();
        let config = config.map_err(|error| said(&error))?;
        let config = Arc::new(config.with_no_client_auth());
        let name = ServerName::try_from(host.to_owned()).map_err(|error| said(&error))?;
        let stream = TlsConnector::from(config).connect(name, stream).await;
        Box::new(stream.map_err(|error| said(&error))?)
    } else {
        Box::new(stream)
    };
    let config = WebSocketConfig::default()
        .max_message_size(Some(SOCKET_MESSAGE_BYTES))
        .max_frame_size(Some(SOCKET_MESSAGE_BYTES));
    let (socket, response) = client_async_with_config(request, wire, Some(config))
        .await
        .map_err(|error| said(&error))?;
    Ok((
        socket,
        header_object(response.headers(), &Names::default())
            .0
            .into(),
    ))
}

/// How one half of a socket came to its end.
enum Over {
    Closed(Option<CloseFrame>),
    Failed(String),
    /// The program is gone.
    Left,
}

/// Until one side closes it. The halves do not wait for each other: an echo of what is sent must not stop the sending.
async fn speak(socket: Socket, sender: &CallSender, mut methods: MethodCall) -> End {
    let (mut to, mut from) = socket.split();
    let hear = hear(&mut from, sender);
    let say = say(&mut to, &mut methods);
    let (mut hear, mut say) = (Box::pin(hear), Box::pin(say));
    let over = tokio::select! {
        over = &mut hear => over,
        over = &mut say => match over {
            // It said goodbye; the other side's answer is its end, if one comes.
            Over::Closed(own) => match tokio::time::timeout(GOODBYE, &mut hear).await {
                Ok(Over::Closed(Some(frame))) => Over::Closed(Some(frame)),
                _ => Over::Closed(own),
            },
            other => other,
        },
    };
    drop((hear, say));
    match over {
        Over::Closed(frame) => {
            // The library answers a close when it is flushed.
            let _ = tokio::time::timeout(GOODBYE, to.close()).await;
            End::Event("close", closed(frame))
        }
        Over::Failed(reason) => fail(sender, &reason).await,
        Over::Left => End::Silent,
    }
}

async fn hear(from: &mut SplitStream<Socket>, sender: &CallSender) -> Over {
    loop {
        match from.next().await {
            Some(Ok(Message::Close(frame))) => return Over::Closed(frame),
            Some(Ok(message)) => {
                if let Some(payload) = heard(message)
                    && sender.send("message", payload).await.is_err()
                {
                    return Over::Left;
                }
            }
            Some(Err(Error::ConnectionClosed | Error::AlreadyClosed)) | None => {
                return Over::Closed(None);
            }
            Some(Err(error)) => return Over::Failed(error.to_string()),
        }
    }
}

async fn say(to: &mut SplitSink<Socket, Message>, methods: &mut MethodCall) -> Over {
    while let Some((method, args)) = methods.next().await {
        let (message, last) = if method == "send" {
            (said(args), None)
        } else {
            let frame = farewell(&args);
            (Message::Close(Some(frame.clone())), Some(frame))
        };
        if let Err(error) = to.send(message).await {
            return Over::Failed(error.to_string());
        }
        if last.is_some() {
            return Over::Closed(last);
        }
    }
    Over::Left
}

/// What a message is for the program; pings are answered by the library.
fn heard(message: Message) -> Option<Payload> {
    match message {
        Message::Text(text) => Some(json!({ "data": text.as_str() }).to_string().into()),
        Message::Binary(bytes) => Some(Payload {
            json: r#"{"data":{"$bytes":0}}"#.to_owned(),
            blobs: vec![bytes.into()],
        }),
        _ => None,
    }
}

fn said(args: Payload) -> Message {
    let value = serde_json::from_str::<Value>(&args.json).unwrap_or_default();
    match (value.get("data"), args.blobs.into_iter().next()) {
        (Some(Value::String(text)), _) => Message::text(text.as_str()),
        (_, Some(bytes)) => Message::binary(bytes),
        _ => Message::text(""),
    }
}

/// `close {code?, reason?}`: 1000, or what a program may say itself (RFC 6455: 3000 to 4999).
fn farewell(args: &Payload) -> CloseFrame {
    let value = serde_json::from_str::<Value>(&args.json).unwrap_or_default();
    let code = value.get("code").and_then(Value::as_u64).unwrap_or(1_000);
    let code = u16::try_from(code)
        .ok()
        .filter(|code| matches!(code, 1_000 | 1_001 | 3_000..=4_999))
        .unwrap_or(1_000);
    let mut reason = value
        .get("reason")
        .and_then(Value::as_str)
        .unwrap_or_default();
    while reason.len() > REASON_BYTES {
        let cut = reason.char_indices().next_back().map_or(0, |(at, _)| at);
        reason = reason.get(..cut).unwrap_or_default();
    }
    CloseFrame {
        code: CloseCode::from(code),
        reason: reason.into(),
    }
}

fn closed(frame: Option<CloseFrame>) -> Value {
    match frame {
        Some(frame) => json!({ "code": u16::from(frame.code), "reason": frame.reason.as_str() }),
        None => json!({ "code": ABNORMAL, "reason": "" }),
    }
}
