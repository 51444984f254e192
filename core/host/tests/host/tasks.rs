//! Calls that stay open: their events and methods, their turn, and a real WebSocket server at the other end.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::json;
use tiffin_host::Settings;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;

use crate::shell::Shell;
use crate::store::{Source, Store};

/// A program whose domains are the store's and `socket`, with what its box does when it is tapped.
pub fn opened(socket: &str, js: &str, change: impl FnOnce(&mut Settings)) -> (Store, Shell) {
    let store = Store::start();
    let echo = echo();
    let js = format!(
        "const BASE = '{}', ECHO = '{echo}', SOCKET = '{socket}'; {js}",
        store.base
    );
    let wxml = "<view id=\"box\" bindtap=\"tap\">x</view>";
    let source = Source::new("App({})").page("pages/index/index", wxml, &js, json!({}));
    let zip = source.zip("canteen");
    let mut release = store.release("canteen", 1, &zip);
    release.domains.request = vec![store.base.clone(), echo.clone()];
    release.domains.download = vec![store.base.clone()];
    release.domains.upload = vec![echo];
    release.domains.socket = vec![socket.to_owned()];
    store.put("/data/a.bin", (0..=255).cycle().take(200_000).collect());
    store.publish_as("canteen", &release, &zip, |head| head);
    let mut settings = store.settings();
    settings.allow_any_domain = false;
    change(&mut settings);
    let mut shell = Shell::new(settings);
    shell.open(&store.link("canteen"));
    (store, shell)
}

/// An HTTP server that answers with the body it was sent.
fn echo() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || {
                let mut reader = BufReader::new(stream);
                let mut length = 0;
                loop {
                    let mut line = String::new();
                    if reader.read_line(&mut line).unwrap_or(0) == 0 {
                        return;
                    }
                    if line == "\r\n" {
                        break;
                    }
                    if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                        length = value.trim().parse().unwrap();
                    }
                }
                let mut body = vec![0; length];
                reader.read_exact(&mut body).unwrap();
                let head = format!(
                    "HTTP/1.1 200 OK\r\nX-Seen: yes\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
                );
                let stream = reader.get_mut();
                let _ = stream.write_all(head.as_bytes());
                let _ = stream.write_all(&body);
            });
        }
    });
    base
}

/// A WebSocket server: it says what it is told, `?header` gives a header back, and `bye` makes it close.
fn sockets() -> String {
    let (sender, address) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async move {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            sender.send(format!("ws://{address}")).unwrap();
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(async move {
                    let Ok(mut socket) = tokio_tungstenite::accept_async(stream).await else {
                        return;
                    };
                    while let Some(Ok(message)) = socket.next().await {
                        if message.is_close() {
                            continue;
                        }
                        if message.to_text().is_ok_and(|text| text == "flood") {
                            let much = vec![0; 9 << 20];
                            let _ = socket.send(much.into()).await;
                        } else if message.to_text().is_ok_and(|text| text == "bye") {
                            let frame = CloseFrame {
                                code: 4_001.into(),
                                reason: "as you wish".into(),
                            };
                            let _ = socket.close(Some(frame)).await;
                        } else if socket.send(message).await.is_err() {
                            return;
                        }
                    }
                });
            }
        });
    });
    address.recv_timeout(Duration::from_secs(30)).unwrap()
}

#[test]
fn a_request_tells_its_headers_and_brings_bytes_as_bytes() {
    let (_store, mut shell) = opened(
        "ws://127.0.0.1:1",
        "Page({ tap() { const task = wx.request({ url: ECHO + '/x', method: 'POST', \
           data: new Uint8Array([0, 1, 254, 255]).buffer, responseType: 'arraybuffer', \
           success: (r) => console.log('got', new Uint8Array(r.data).join()) }); \
           task.onHeadersReceived((h) => console.log('headers', h.statusCode, h.header['X-Seen'])) } })",
        |_| {},
    );
    shell.tap("box");
    shell.until_log("headers 200 yes");
    shell.until_log("got 0,1,254,255");
}

#[test]
fn a_long_text_comes_whole_as_text_or_as_what_it_says() {
    let (store, mut shell) = opened(
        "ws://127.0.0.1:1",
        "const ask = (name, options) => wx.request({ url: BASE + '/data/' + name, ...options, fail: (e) => console.log(name, e.errMsg), \
           success: (r) => { const d = r.data; console.log(name, typeof d, (d.list ?? d).length, JSON.stringify((d.list ?? d).slice(-1)[0])) } }); \
         Page({ tap() { ask('text'); ask('escaped'); ask('json'); ask('json', { dataType: '文本' }); ask('list'); ask('bad'); ask('own') } })",
        |_| {},
    );
    let nine = 9 << 20;
    let texts = [
        ("text", "饭".repeat(nine / 3)),
        // Six bytes of JSON each.
        ("escaped", "\u{1}".repeat(3 << 20)),
        (
            "json",
            json!({ "list": [{ "n": "x".repeat(nine) }, { "$bytes": 0 }, null, 1.5] }).to_string(),
        ),
        ("list", format!("[{}7]", "1,".repeat(1 << 20))),
        ("bad", format!("{}{{", " ".repeat(nine))),
        ("own", r#"{"list":[{"$text":0},{"$json":"x"}]}"#.into()),
    ];
    let json_length = texts[2].1.len();
    for (name, text) in texts {
        store.put(&format!("/data/{name}"), text.into_bytes());
    }
    shell.tap("box");
    for said in [
        "text string 3145728 \"饭\"".to_owned(),
        "escaped string 3145728 \"\\u0001\"".into(),
        "json object 4 1.5".into(),
        format!("json string {json_length} \"}}\""),
        "list object 1048577 7".into(),
        "bad string 9437185 \"{\"".into(),
        "own object 2 {\"$json\":\"x\"}".into(),
    ] {
        shell.until_log(&said);
    }
}

#[test]
fn a_request_in_pieces_brings_all_of_them_and_nothing_at_the_end() {
    let (_store, mut shell) = opened(
        "ws://127.0.0.1:1",
        "Page({ tap() { let n = 0, pieces = 0; const task = wx.request({ url: BASE + '/data/a.bin', enableChunked: true, \
           success: (r) => console.log('end', n, pieces > 0, JSON.stringify(r.data)) }); \
           task.onChunkReceived((c) => { n += c.data.byteLength; pieces++ }) } })",
        |_| {},
    );
    shell.tap("box");
    shell.until_log("end 200000 true \"\"");
}

#[test]
fn transfers_tell_how_far_they_are() {
    let (_store, mut shell) = opened(
        "ws://127.0.0.1:1",
        "Page({ tap() { const down = wx.downloadFile({ url: BASE + '/data/a.bin', fail: (e) => console.log(e.errMsg), success: (r) => { \
             console.log('down', r.statusCode); \
             const up = wx.uploadFile({ url: ECHO, filePath: r.tempFilePath, name: 'file', success: (r) => console.log('up', r.data.length > 200000), \
               fail: (e) => console.log(e.errMsg) }); \
             up.onProgressUpdate((p) => console.log('up at', p.progress, p.totalBytesSent === p.totalBytesExpectedToSend)) } }); \
           down.onHeadersReceived((h) => console.log('down headers', h.statusCode)); \
           down.onProgressUpdate((p) => console.log('down at', p.progress, p.totalBytesWritten)) } })",
        |_| {},
    );
    shell.tap("box");
    shell.until_log("down headers 200");
    shell.until_log("down at 100 200000");
    shell.until_log("down 200");
    shell.until_log("up at 100 true");
    // The form around the file is bytes too; what came back was text.
    shell.until_log("up ");
}

#[test]
fn more_requests_than_run_at_once_wait_their_turn() {
    let (_store, mut shell) = opened(
        "ws://127.0.0.1:1",
        "Page({ tap() { let done = 0, failed = 0; const tasks = []; for (let n = 0; n < 40; n++) tasks.push(wx.request({ \
           url: BASE + '/data/a.bin', responseType: 'arraybuffer', success: () => done++, fail: (e) => { failed++; console.log(e.errMsg) }, \
           complete: () => { if (done + failed === 40) console.log('all', done, failed) } })); tasks[39].abort() } })",
        |settings| settings.limits.requests = 3,
    );
    shell.tap("box");
    shell.until_log("request:fail abort");
    shell.until_log("all 39 1");
}

#[test]
fn what_was_written_is_there_when_it_is_read() {
    let (_store, mut shell) = opened(
        "ws://127.0.0.1:1",
        "Page({ tap() { for (let n = 0; n < 50; n++) { wx.setStorage({ key: 'k', data: { n, b: new Uint8Array([n]).buffer } }); \
           wx.getStorage({ key: 'k', success: (r) => { if (r.data.n !== n) console.log('stale', n, r.data.n); \
             if (n === 49) console.log('read', r.data.n, new Uint8Array(r.data.b).join()) } }) } } })",
        |_| {},
    );
    shell.tap("box");
    shell.until_log("read 49 49");
    assert!(!shell.logs.iter().any(|log| log.contains("stale")));
}

#[test]
fn a_socket_speaks_with_a_real_server() {
    let (_store, mut shell) = opened(
        &sockets(),
        "Page({ tap() { const socket = wx.connectSocket({ url: SOCKET + '/chat', header: { 'X-A': 'b' }, success: (r) => console.log(r.errMsg) }); \
           socket.onOpen((o) => { console.log('open', socket.readyState, typeof o.header); socket.send({ data: 'noodles' }); \
             socket.send({ data: new Uint8Array([7, 0, 255]).buffer }) }); \
           let n = 0; socket.onMessage((m) => { console.log(typeof m.data === 'string' ? m.data : 'bytes ' + new Uint8Array(m.data).join()); \
             if (++n === 2) socket.send({ data: 'bye' }) }); \
           socket.onClose((c) => console.log('closed', c.code, c.reason, socket.readyState)) } })",
        |_| {},
    );
    shell.tap("box");
    for said in [
        "connectSocket:ok",
        "open 1 object",
        "noodles",
        "bytes 7,0,255",
        "closed 4001 as you wish 3",
    ] {
        shell.until_log(said);
    }
}

#[test]
fn a_socket_is_closed_by_its_program_and_five_are_enough() {
    let (_store, mut shell) = opened(
        &sockets(),
        "Page({ tap() { const list = []; for (let n = 0; n < 6; n++) list.push(wx.connectSocket({ url: SOCKET, fail: (e) => console.log(n, e.errMsg) })); \
           list[5].onClose(() => console.log('never')); \
           list[0].onOpen(() => list[0].close({ code: 3001, reason: 'enough', success: () => console.log('closing') })); \
           list[0].onClose((c) => { console.log('closed', c.code); \
             const again = wx.connectSocket({ url: SOCKET }); again.onOpen(() => console.log('room again')) }) } })",
        |_| {},
    );
    shell.tap("box");
    shell.until_log("5 connectSocket:fail exceed max task count");
    shell.until_log("closing");
    shell.until_log("closed 3001");
    shell.until_log("room again");
}

#[test]
fn a_socket_that_is_closed_while_it_connects_does_not_connect() {
    // Takes connections in, and never says a word.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("ws://{}", silent.local_addr().unwrap());
    let (_store, mut shell) = opened(
        &address,
        "Page({ tap() { const socket = wx.connectSocket({ url: SOCKET, timeout: 5000 }); socket.onOpen(() => console.log('opened')); \
           socket.onError((e) => console.log('error', e.errMsg)); \
           socket.onClose((c) => console.log('closed', c.code, socket.readyState)); \
           socket.close({ success: () => console.log('closing', socket.readyState) }) } })",
        |_| {},
    );
    shell.tap("box");
    shell.until_log("closed 1006 3");
    assert!(shell.logs.iter().any(|log| log == "closing 2"));
    let error = "error closed before the connection was established";
    assert!(
        shell.logs.iter().any(|log| log == error),
        "{:?}",
        shell.logs
    );
    assert!(!shell.logs.iter().any(|log| log == "opened"));
}

#[test]
fn a_socket_to_elsewhere_or_to_nobody_fails() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let nobody = format!("ws://{}", listener.local_addr().unwrap());
    drop(listener);
    let (_store, mut shell) = opened(
        &nobody,
        "Page({ tap() { wx.connectSocket({ url: 'ws://127.0.0.1:1', fail: (e) => console.log(e.errMsg) }); \
           wx.connectSocket({ url: SOCKET.replace('ws:', 'http:'), fail: (e) => console.log('scheme', e.errMsg) }); \
           const socket = wx.connectSocket({ url: SOCKET }); socket.onError((e) => console.log('error', !!e.errMsg)); \
           socket.onClose((c) => console.log('closed', c.code, socket.readyState)) } })",
        |_| {},
    );
    shell.tap("box");
    shell.until_log("connectSocket:fail url not in domain list");
    shell.until_log("scheme connectSocket:fail url not in domain list");
    shell.until_log("error true");
    shell.until_log("closed 1006 3");
}

#[test]
fn a_message_that_is_too_large_is_the_socket_s_end_and_the_program_lives() {
    let (_store, mut shell) = opened(
        &sockets(),
        "Page({ tap() { const socket = wx.connectSocket({ url: SOCKET }); socket.onOpen(() => socket.send({ data: 'flood' })); \
           socket.onMessage(() => console.log('never')); socket.onError((e) => console.log('error', e.errMsg)); \
           socket.onClose((c) => console.log('closed', c.code)) } })",
        |_| {},
    );
    shell.tap("box");
    shell.until_log("error");
    shell.until_log("closed 1006");
    assert!(!shell.logs.iter().any(|log| log == "never"));
}

#[test]
fn a_program_that_does_not_listen_makes_the_other_side_wait_and_loses_nothing() {
    let (_store, mut shell) = opened(
        &sockets(),
        "Page({ tap() { const socket = wx.connectSocket({ url: SOCKET }); let next = 0; \
           socket.onOpen(() => { for (let n = 0; n < 2000; n++) socket.send({ data: String(n) }); \
             const until = Date.now() + 1500; while (Date.now() < until); }); \
           socket.onMessage((m) => { if (m.data !== String(next)) console.log('lost', next, m.data); next++; \
             if (next === 2000) console.log('all heard') }) } })",
        |_| {},
    );
    shell.tap("box");
    shell.until_log("all heard");
    assert!(!shell.logs.iter().any(|log| log.contains("lost")));
}
