//! A bad network: a proxy in front of a store, which does to its answers what networks do.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_compression::tokio::bufread::{BrotliEncoder, GzipEncoder, ZlibEncoder, ZstdEncoder};
use tokio::io::AsyncReadExt;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Does {
    Nothing,
    /// Encodes each answer, asked or not.
    Encodes(&'static str),
    /// The same, and breaks off in the middle of packages, this often; what goes on it encodes too.
    EncodesAndBreaks(usize),
    /// Breaks off in the middle of packages, this often, and encodes what goes on.
    BreaksAndEncodesTheRest(usize),
    /// Answers a range that nobody asked for, this often.
    WrongRange(usize),
    Redirects,
    /// A page instead of the answer, with this status.
    Page(u16),
    /// A page instead of a package only.
    PageForPackages,
    /// One bit of each package is another.
    Flips,
    /// Zeros without an end in sight, in a few bytes, instead of the answer.
    Bomb,
}

pub struct Proxy {
    pub port: u16,
    does: Arc<Mutex<Does>>,
    asked: Arc<Mutex<Vec<String>>>,
}

/// An answer of the store.
struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Proxy {
    /// In front of a port of this machine.
    pub fn start(store: u16) -> Proxy {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let does = Arc::new(Mutex::new(Does::Nothing));
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let (doing, noted) = (Arc::clone(&does), Arc::clone(&asked));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (doing, noted) = (Arc::clone(&doing), Arc::clone(&noted));
                std::thread::spawn(move || serve(stream, store, &doing, &noted));
            }
        });
        Proxy { port, does, asked }
    }

    pub fn now(&self, does: Does) {
        *self.does.lock().unwrap() = does;
    }

    /// `path range` of each request so far, where the range may be empty.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

/// One request per connection.
fn serve(mut stream: TcpStream, store: u16, doing: &Mutex<Does>, noted: &Mutex<Vec<String>>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let (mut head, mut length, mut range) = (String::new(), 0, String::new());
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 {
            return;
        }
        if line == "\r\n" {
            break;
        }
        let lower = line.to_ascii_lowercase();
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if let Some(value) = lower.strip_prefix("range:") {
            range = value.trim().to_owned();
        }
        if !lower.starts_with("connection:") {
            head.push_str(&line);
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    noted.lock().unwrap().push(format!("{path} {range}"));
    let mut upstream = TcpStream::connect(("127.0.0.1", store)).unwrap();
    write!(upstream, "{head}connection: close\r\n\r\n").unwrap();
    upstream.write_all(&body).unwrap();
    let mut answer = Vec::new();
    upstream.read_to_end(&mut answer).unwrap();
    let answer = parse(&answer);
    let package = path.ends_with(".zst") && matches!(answer.status, 200 | 206);
    let (answer, cut) = change(answer, package, doing);
    let mut out = format!("HTTP/1.1 {} Is\r\n", answer.status);
    for (name, value) in &answer.headers {
        out.push_str(&format!("{name}: {value}\r\n"));
    }
    out.push_str(&format!(
        "Content-Length: {}\r\nConnection: close\r\n\r\n",
        answer.body.len()
    ));
    let sent = if cut {
        answer.body.len() / 2
    } else {
        answer.body.len()
    };
    let _ = stream.write_all(out.as_bytes());
    let _ = stream.write_all(&answer.body[..sent]);
    // What was sent is read before the connection is reset.
    let _ = stream.shutdown(std::net::Shutdown::Write);
    let _ = stream.set_read_timeout(Some(Duration::from_secs(10)));
    let _ = std::io::copy(&mut reader, &mut std::io::sink());
}

fn parse(answer: &[u8]) -> Answer {
    let end = answer
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .unwrap();
    let head = String::from_utf8(answer[..end].to_vec()).unwrap();
    let mut lines = head.split("\r\n");
    let status = lines
        .next()
        .unwrap()
        .split(' ')
        .nth(1)
        .unwrap()
        .parse()
        .unwrap();
    let headers = lines.map(|line| line.split_once(':').unwrap());
    let headers = headers.map(|(name, value)| (name.to_owned(), value.trim().to_owned()));
    let of_connection = ["content-length", "connection", "transfer-encoding"];
    let headers: Vec<_> = headers
        .filter(|(name, _)| !of_connection.contains(&name.to_ascii_lowercase().as_str()))
        .collect();
    Answer {
        status,
        headers,
        body: answer[end + 4..].to_vec(),
    }
}

/// What comes of an answer, and whether it breaks off.
fn change(mut answer: Answer, package: bool, doing: &Mutex<Does>) -> (Answer, bool) {
    let mut doing = doing.lock().unwrap();
    let page = |status: u16| Answer {
        status,
        headers: vec![("Content-Type".into(), "text/html".into())],
        body: b"<!doctype html><title>Wi-Fi</title>Please log in".to_vec(),
    };
    match *doing {
        Does::Nothing => {}
        Does::Encodes(how) => encode(&mut answer, how),
        Does::EncodesAndBreaks(times) => {
            encode(&mut answer, "gzip");
            if package && times > 0 {
                *doing = Does::EncodesAndBreaks(times - 1);
                return (answer, true);
            }
        }
        Does::BreaksAndEncodesTheRest(times) if package => {
            if answer.status == 206 {
                encode(&mut answer, "gzip");
            }
            if times > 0 {
                *doing = Does::BreaksAndEncodesTheRest(times - 1);
                return (answer, true);
            }
        }
        Does::WrongRange(times) if package => {
            if answer.status == 200 && times > 0 {
                return (answer, true);
            }
            if answer.status == 206 && times > 0 {
                *doing = Does::WrongRange(times - 1);
                for (name, value) in &mut answer.headers {
                    if name.eq_ignore_ascii_case("content-range") {
                        *value = "bytes 1-9/10".into();
                    }
                }
            }
        }
        Does::Redirects => {
            answer = page(302);
            answer
                .headers
                .push(("Location".into(), "http://login.example/".into()));
        }
        Does::Page(status) => answer = page(status),
        Does::PageForPackages if package => answer = page(200),
        Does::Flips if package => {
            let middle = answer.body.len() / 2;
            answer.body[middle] ^= 1;
        }
        Does::Bomb => {
            answer.body = vec![0; 32 << 20];
            encode(&mut answer, "zstd");
        }
        _ => {}
    }
    (answer, false)
}

fn encode(answer: &mut Answer, how: &'static str) {
    let body = std::mem::take(&mut answer.body);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    answer.body = runtime.block_on(async {
        let (mut out, body) = (Vec::new(), body.as_slice());
        match how {
            "gzip" => GzipEncoder::new(body).read_to_end(&mut out).await,
            "deflate" => ZlibEncoder::new(body).read_to_end(&mut out).await,
            "br" => {
                BrotliEncoder::with_quality(body, async_compression::Level::Fastest)
                    .read_to_end(&mut out)
                    .await
            }
            _ => ZstdEncoder::new(body).read_to_end(&mut out).await,
        }
        .unwrap();
        out
    });
    answer.headers.push(("content-encoding".into(), how.into()));
}
