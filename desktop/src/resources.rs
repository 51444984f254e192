//! What the views load: the chrome's own files, QR codes that it shows, icons, and the files of programs. Answers are
//! made on a few worker threads, because a file is verified before its first use and the window must not wait for it.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

use tiffin_host::{Host, HostError, InstanceId, Resource, ViewId};

use crate::surface::{Reply, ResourceRequest, Responder};

/// Disk and hashing, not waiting: more threads would not be faster on a phone-sized workload.
const WORKERS: usize = 3;

/// Everything that the chrome document consists of.
const CHROME_FILES: &[(&str, &str, &str)] = &[
    ("/index.html", HTML, include_str!("../chrome/index.html")),
    ("/base.css", CSS, include_str!("../chrome/base.css")),
    ("/bars.css", CSS, include_str!("../chrome/bars.css")),
    ("/overlays.css", CSS, include_str!("../chrome/overlays.css")),
    ("/covers.css", CSS, include_str!("../chrome/covers.css")),
    ("/main.js", SCRIPT, include_str!("../chrome/main.js")),
    ("/dom.js", SCRIPT, include_str!("../chrome/dom.js")),
    ("/texts.js", SCRIPT, include_str!("../chrome/texts.js")),
    ("/bars.js", SCRIPT, include_str!("../chrome/bars.js")),
    (
        "/overlays.js",
        SCRIPT,
        include_str!("../chrome/overlays.js"),
    ),
    ("/covers.js", SCRIPT, include_str!("../chrome/covers.js")),
    ("/guard.js", SCRIPT, include_str!("../chrome/guard.js")),
    ("/panels.js", SCRIPT, include_str!("../chrome/panels.js")),
];

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// The chrome loads its own files and pictures, and connects to nothing.
const CHROME_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

type Job = Box<dyn FnOnce() + Send>;

/// A few threads that take jobs in turn; they end when the last sender is gone.
#[derive(Clone)]
pub struct Workers {
    jobs: Sender<Job>,
}

impl Workers {
    /// # Errors
    /// If the system gives no thread.
    pub fn start() -> std::io::Result<Workers> {
        let (jobs, queue) = channel::<Job>();
        let queue = Arc::new(Mutex::new(queue));
        for number in 0..WORKERS {
            let queue = Arc::clone(&queue);
            std::thread::Builder::new()
                .name(format!("worker-{number}"))
                .spawn(move || work(&queue))?;
        }
        Ok(Workers { jobs })
    }

    pub fn run(&self, job: impl FnOnce() + Send + 'static) {
        if self.jobs.send(Box::new(job)).is_err() {
            tracing::error!("the workers are gone");
        }
    }
}

fn work(queue: &Mutex<Receiver<Job>>) {
    loop {
        let next = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        match next {
            Ok(job) => job(),
            Err(_) => return,
        }
    }
}

/// Answers what a view asks for; called on the window's thread, answers on a worker.
pub fn handler(
    host: Host,
    workers: Workers,
) -> Arc<dyn Fn(ResourceRequest, Responder) + Send + Sync> {
    Arc::new(move |asked, responder| {
        let host = host.clone();
        workers.run(move || responder.send(answer(&host, &asked)));
    })
}

fn answer(host: &Host, asked: &ResourceRequest) -> Reply {
    match asked.view {
        Some(view) => served(host.view_resource(ViewId(view), &asked.path)),
        None => chrome(host, &asked.path, &asked.query),
    }
}

fn chrome(host: &Host, path: &str, query: &str) -> Reply {
    if let Some((_, mime, text)) = CHROME_FILES.iter().find(|(name, ..)| *name == path) {
        let mut reply = Reply::ok(mime, *text);
        reply
            .headers
            .push(("Content-Security-Policy".into(), CHROME_POLICY.into()));
        return reply;
    }
    if let Some(program) = path.strip_prefix("/icon/") {
        return served(host.program_icon(program));
    }
    if let Some((instance, file)) = path
        .strip_prefix("/file/")
        .and_then(|rest| rest.split_once('/'))
    {
        return match instance.parse() {
            Ok(number) => served(host.chrome_resource(InstanceId(number), file)),
            Err(_) => Reply::refused(404),
        };
    }
    match (path, query.strip_prefix("text=")) {
        ("/qr", Some(text)) => qr(text),
        _ => Reply::refused(404),
    }
}

/// A QR code as SVG, for the chrome's sharing sheet.
fn qr(escaped: &str) -> Reply {
    let Some(text) = crate::surface::decode(&escaped.replace('+', "%20")) else {
        return Reply::refused(400);
    };
    match qrcode::QrCode::new(text.as_bytes()) {
        Ok(code) => {
            let picture = code
                .render::<qrcode::render::svg::Color<'_>>()
                .min_dimensions(220, 220)
                .quiet_zone(true)
                .build();
            Reply::ok("image/svg+xml", picture)
        }
        Err(_) => Reply::refused(400),
    }
}

fn served(result: Result<Resource, HostError>) -> Reply {
    let resource = match result {
        Ok(resource) => resource,
        Err(error) => {
            tracing::debug!(%error, "resource");
            return Reply::refused(error.status());
        }
    };
    match resource.body.read() {
        Ok(bytes) => Reply {
            status: 200,
            mime: resource.mime.to_owned(),
            headers: resource
                .headers
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
            body: bytes,
        },
        Err(error) => {
            tracing::warn!(%error, "resource");
            Reply::refused(500)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_that_the_chrome_names_is_there() {
        let known = |name: &str| {
            CHROME_FILES
                .iter()
                .any(|(path, ..)| path.strip_prefix('/') == Some(name))
        };
        for (path, _, text) in CHROME_FILES {
            for quoted in text
                .split('"')
                .filter(|word| word.ends_with(".js") || word.ends_with(".css"))
            {
                let name = quoted.trim_start_matches("./");
                assert!(known(name), "{path} names {name}");
            }
        }
    }

    #[test]
    fn a_qr_code_is_drawn() {
        let reply = qr("http%3A%2F%2F127.0.0.1%2Fm%2Fcanteen");
        assert_eq!((reply.status, reply.mime.as_str()), (200, "image/svg+xml"));
        assert_eq!(qr("%zz").status, 400);
    }
}
