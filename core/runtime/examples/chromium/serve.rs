//! The files that Chromium asks for, over HTTP on the loopback: the view as a host serves it, the program's, the page by hand.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};

/// As core/host/src/resource/view.html.
const VIEW: &str = "<!doctype html><html><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, \
    initial-scale=1, minimum-scale=1, maximum-scale=1, user-scalable=no, viewport-fit=cover\"><link rel=\"stylesheet\" \
    href=\"/__tiffin__/view.css\"><script src=\"/__tiffin__/view.js\" defer></script></head><body></body></html>";

struct Files {
    program: PathBuf,
    view: PathBuf,
    hand: PathBuf,
}

/// Returns the origin.
pub fn start(program: &Path, view: &Path, hand: &Path) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let files = Files {
        program: program.to_owned(),
        view: view.to_owned(),
        hand: hand.to_owned(),
    };
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let _ = files.answer(stream);
        }
    });
    origin
}

impl Files {
    fn read(&self, path: &str) -> std::io::Result<Vec<u8>> {
        match path {
            "__tiffin__/view.html" => Ok(VIEW.into()),
            "__tiffin__/view.js" => std::fs::read(self.view.join("view.js")),
            "__tiffin__/view.css" => std::fs::read(self.view.join("view.css")),
            "hand.html" => std::fs::read(&self.hand),
            "dot.png" => std::fs::read(self.program.join("images/dot.png")),
            _ => std::fs::read(self.program.join(path)),
        }
    }

    /// One request a connection, GET only.
    fn answer(&self, mut stream: TcpStream) -> std::io::Result<()> {
        let mut lines = BufReader::new(stream.try_clone()?).lines();
        let first = lines.next().unwrap_or_else(|| Ok(String::new()))?;
        for line in lines {
            if line?.is_empty() {
                break;
            }
        }
        let path = first.split(' ').nth(1).unwrap_or_default();
        let path = path
            .split('?')
            .next()
            .unwrap_or_default()
            .trim_start_matches('/');
        let kind = match path.rsplit('.').next() {
            Some("html") => "text/html",
            Some("js") => "text/javascript",
            Some("css") => "text/css",
            Some("png") => "image/png",
            _ => "application/octet-stream",
        };
        let (status, body) = match self.read(path) {
            Ok(body) => ("200 OK", body),
            Err(_) => ("404 Not Found", Vec::new()),
        };
        let length = body.len();
        // Pictures of rows are cached, as a host's are.
        write!(
            stream,
            "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nCache-Control: max-age=600\r\nConnection: close\r\n\r\n"
        )?;
        stream.write_all(&body)
    }
}
