//! What programs hear of an answer: its headers as the server wrote them, its body without encodings, and in which order.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};

use async_compression::tokio::bufread::{BrotliEncoder, GzipEncoder, ZlibEncoder, ZstdEncoder};
use serde_json::json;
use tokio::io::AsyncReadExt;

use crate::shell::Shell;
use crate::store::{Source, Store};

const HEADERS: &str = "HTTP/1.1 200 OK\r\nX-Total-Count: 7\r\nETag: \"a\"\r\nset-COOKIE: a=1; Path=/, b\r\n\
    x-list: one\r\nX-List: two\r\nSet-Cookie: c=2\r\nContent-Length: 2\r\n\r\n{}";

fn encoded(how: &str, bytes: &[u8]) -> Vec<u8> {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.unwrap().block_on(async {
        let mut out = Vec::new();
        match how {
            "gzip" => GzipEncoder::new(bytes).read_to_end(&mut out).await,
            "deflate" => ZlibEncoder::new(bytes).read_to_end(&mut out).await,
            "br" => BrotliEncoder::new(bytes).read_to_end(&mut out).await,
            _ => ZstdEncoder::new(bytes).read_to_end(&mut out).await,
        }
        .unwrap();
        out
    })
}

fn answer(path: &str) -> Vec<u8> {
    let with = |headers: &str, body: Vec<u8>| {
        let length = body.len();
        let head = format!("HTTP/1.1 200 OK\r\n{headers}Content-Length: {length}\r\n\r\n");
        [head.into_bytes(), body].concat()
    };
    match path {
        "/headers" => HEADERS.into(),
        "/early" => format!("HTTP/1.1 103 Early Hints\r\nX-EARLY: 1\r\n\r\n{HEADERS}").into(),
        "/other" => with("x-TOTAL-count: 8\r\n", b"[]".to_vec()),
        "/chunks" => "HTTP/1.1 200 OK\r\nX-Kind: chunks\r\nTransfer-Encoding: chunked\r\n\r\n\
            3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n"
            .into(),
        "/bomb" => with(
            "Content-Encoding: gzip\r\n",
            encoded("gzip", &vec![b'a'; 16 << 20]),
        ),
        "/false" => with("Content-Encoding: gzip\r\n", b"{\"not\":\"gzip\"}".to_vec()),
        "/unknown" => with("Content-Encoding: rot13\r\n", b"uryyb".to_vec()),
        picture if picture.ends_with(".png") => {
            let how = picture.trim_matches(['/', '.']).trim_end_matches(".png");
            let mut png = std::io::Cursor::new(Vec::new());
            let picture = image::RgbImage::new(3, 5);
            picture.write_to(&mut png, image::ImageFormat::Png).unwrap();
            with(
                &format!("Content-Encoding: {how}\r\n"),
                encoded(how, png.get_ref()),
            )
        }
        how => {
            let how = how.trim_start_matches('/');
            let body = encoded(how, format!("{{\"how\":\"{how}\"}}").as_bytes());
            with(
                &format!("Content-Encoding: {how}\r\nContent-Type: application/json\r\n"),
                body,
            )
        }
    }
}

/// A server that keeps its connections open, and answers by path.
fn server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || serve(stream));
        }
    });
    base
}

fn serve(mut stream: TcpStream) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 {
            return;
        }
        let path = line.split(' ').nth(1).unwrap_or("/").to_owned();
        while line != "\r\n" {
            line.clear();
            if reader.read_line(&mut line).unwrap_or(0) == 0 {
                return;
            }
        }
        if stream.write_all(&answer(&path)).is_err() {
            return;
        }
    }
}

/// A program that runs this when its box is tapped; `ask(path, options)` gives what a request came to.
fn tapped(js: &str) -> Shell {
    let store = Store::start();
    let base = server();
    let js = format!(
        "const BASE = '{base}'; const ask = (path, options) => new Promise((done) => \
           wx.request({{ url: BASE + path, ...options, complete: done }})); Page({{ async tap() {{ {js} }} }})"
    );
    let wxml = "<view id=\"box\" bindtap=\"tap\">x</view>";
    let source = Source::new("App({})").page("pages/index/index", wxml, &js, json!({}));
    store.publish("canteen", 1, &source);
    let mut settings = store.settings();
    settings.allow_any_domain = true;
    let mut shell = Shell::new(settings);
    shell.open(&store.link("canteen"));
    shell.tap("box");
    shell
}

#[test]
fn headers_are_named_as_the_server_wrote_them_and_those_of_one_name_are_joined() {
    let wanted = r#"{"X-Total-Count":"7","ETag":"\"a\"","set-COOKIE":"a=1; Path=/, b,c=2","x-list":"one,two","Content-Length":"2"}"#;
    let mut shell = tapped(
        "for (const path of ['/headers', '/other', '/early', '/headers']) { const r = await ask(path); \
           console.log(path, JSON.stringify(r.header), JSON.stringify(r.cookies)) } console.log('done')",
    );
    shell.until_log("done");
    let said = |path: &str| -> Vec<&String> {
        shell
            .logs
            .iter()
            .filter(|log| log.starts_with(path))
            .collect()
    };
    let cookies = r#"["a=1; Path=/, b","c=2"]"#;
    let whole = |path: &str| format!("{path} {wanted} {cookies}");
    assert_eq!(said("/headers"), [&whole("/headers"), &whole("/headers")]);
    assert_eq!(said("/early"), [&whole("/early")]);
    let other = r#"/other {"x-TOTAL-count":"8","Content-Length":"2"} []"#.to_owned();
    assert_eq!(said("/other"), [&other], "on the same connection");
}

#[test]
fn what_a_server_encodes_is_decoded_for_programs_and_their_files() {
    let mut shell = tapped(
        "for (const how of ['gzip', 'deflate', 'br', 'zstd']) { const r = await ask('/' + how); \
           console.log('got', how, JSON.stringify(r.data), r.header['Content-Encoding']); \
           const b = await ask('/' + how, { responseType: 'arraybuffer' }); console.log('bytes', how, b.data.byteLength); \
           await new Promise((done) => wx.downloadFile({ url: BASE + '/' + how + '.png', complete: (d) => { \
             wx.getImageInfo({ src: d.tempFilePath, complete: (i) => { console.log('file', how, i.width, i.height); done() } }) } })) } \
         const u = await ask('/unknown'); console.log('unknown', u.data)",
    );
    shell.until_log("unknown uryyb");
    for how in ["gzip", "deflate", "br", "zstd"] {
        let length = format!("{{\"how\":\"{how}\"}}").len();
        for said in [
            format!("got {how} {{\"how\":\"{how}\"}} {how}"),
            format!("bytes {how} {length}"),
            format!("file {how} 3 5"),
        ] {
            assert!(shell.logs.contains(&said), "{said}: {:?}", shell.logs);
        }
    }
}

#[test]
fn a_bomb_and_a_false_encoding_are_failures_with_a_number() {
    let mut shell = tapped(
        "for (const path of ['/bomb', '/false']) { const r = await ask(path); console.log(path, r.errMsg, r.errno) } \
         console.log('done')",
    );
    shell.until_log("done");
    let bomb = shell
        .logs
        .iter()
        .find(|log| log.starts_with("/bomb"))
        .unwrap();
    assert_eq!(
        bomb,
        "/bomb request:fail response is larger than 10485760 bytes 600001"
    );
    let lie = shell
        .logs
        .iter()
        .find(|log| log.starts_with("/false"))
        .unwrap();
    assert!(
        lie.starts_with("/false request:fail content-encoding: "),
        "{lie}"
    );
    assert!(lie.ends_with(" 600001"), "{lie}");
}

#[test]
fn headers_come_before_pieces_and_pieces_before_the_end_and_nobody_hears_after_off() {
    let mut shell = tapped(
        "const said = []; await new Promise((done) => { \
           const task = wx.request({ url: BASE + '/chunks', enableChunked: true, \
             success: (r) => said.push('success ' + JSON.stringify(r.data)), complete: () => { said.push('complete'); done() } }); \
           const never = () => said.push('never'); \
           task.onHeadersReceived(never); task.offHeadersReceived(never); task.onChunkReceived(never); task.offChunkReceived(never); \
           task.onHeadersReceived((h) => said.push('headers ' + h.header['X-Kind'] + ' ' + h.statusCode)); \
           task.onChunkReceived((c) => said.push('piece ' + String.fromCharCode(...new Uint8Array(c.data)))) }); \
         console.log('said', said.join('|'))",
    );
    shell.until_log("said");
    let said = shell
        .logs
        .iter()
        .find(|log| log.starts_with("said"))
        .unwrap();
    let order: Vec<&str> = said[5..].split('|').collect();
    assert_eq!(order.first(), Some(&"headers chunks 200"), "{said}");
    let pieces: String = order
        .iter()
        .filter_map(|one| one.strip_prefix("piece "))
        .collect();
    assert_eq!(pieces, "onetwo", "{said}");
    assert_eq!(
        order[order.len() - 2..],
        ["success \"\"", "complete"],
        "{said}"
    );
    assert!(!said.contains("never"), "{said}");
}
