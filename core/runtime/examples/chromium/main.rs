//! A program's logic in this process, its page in headless Chromium, for `scripts/bench`: Android's WebView is Chromium, and
//! its touch is real. `chromium CHROMIUM DIR VIEW HAND WORK` with an unpacked program (`DIR/main/`), the folder of the built
//! view (`framework/dist`), the page by hand, and an empty folder to work in. Commands come as lines of JSON on standard input, each is answered by one:
//! `{"open": "pages/rows/plain", "query": "n=100"}`, `{"hand": "kind=plain&count=100"}`, `{"close": TAB}`,
//! `{"tap": TAB, "x": 1, "y": 1, "touch": true}`, `{"run": TAB, "script": "1"}`, `{"peak": true}`.
//! TAB is `program` or `hand`. Linux only: it reads /proc.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod cdp;
mod folder;
mod serve;

use std::collections::HashMap;
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use cdp::{Browser, Heard};
use folder::{Folder, Kept, Port};
use serde_json::{Value, json};
use tiffin_protocol::message::{FromView, script_literal};
use tiffin_runtime::*;

const READY: Duration = Duration::from_secs(20);
/// From here on the host lets pages parse a string (core/host/src/screen/script.rs).
const LITERAL_LIMIT: usize = 8 * 1024;
/// Where each shell has a channel of its own.
const CHANNEL: &str = "window.ipc = { postMessage: (text) => tiffinPost(text) }";

struct Bench {
    browser: Arc<Browser>,
    program: PathBuf,
    origin: String,
    kept: Kept,
    /// Target and session by the tab's name.
    tabs: HashMap<String, (String, String)>,
    running: Option<Program>,
}

/// What a host does with a message to a view: a script in its page.
fn say(browser: &Browser, session: &str, json: &str) {
    let safe = script_literal(json);
    let script = if safe.len() < LITERAL_LIMIT {
        format!("__tiffin.receive({safe});")
    } else {
        format!("__tiffin.receive(JSON.parse({}));", Value::from(safe))
    };
    let params = json!({"expression": script, "silent": true});
    browser.tell(Some(session), "Runtime.evaluate", &params);
}

/// The sheets of all components, then the page's own.
fn assign(program: &Path, page: PageId, path: &str) -> String {
    let main = program.join("main");
    let mut sheets = Vec::new();
    let mut pending = vec![main.clone()];
    while let Some(folder) = pending.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let file = entry.path();
            let name = file
                .strip_prefix(&main)
                .unwrap()
                .to_string_lossy()
                .into_owned();
            let wanted = !name.starts_with("pages/") || name.starts_with(&format!("{path}."));
            match file.extension().and_then(|end| end.to_str()) {
                None if file.is_dir() => pending.push(file),
                Some("css") if wanted => {
                    sheets.push(
                        json!({"path": name, "text": std::fs::read_to_string(&file).unwrap()}),
                    );
                }
                _ => {}
            }
        }
    }
    sheets.sort_by_key(|sheet| sheet["path"].as_str().unwrap().starts_with("pages/"));
    json!({"t": "assign", "page": page.0, "program": "bench", "path": path, "base": "/pages/rows/", "styles": sheets,
        "theme": "light", "lang": "en", "config": {}})
    .to_string()
}

impl Bench {
    fn tab(&mut self, name: &str, url: &str, heard: Option<Heard>) -> String {
        let browser = &self.browser;
        let made = json!({"url": "about:blank", "newWindow": true, "width": 390, "height": 900});
        let made = browser.call(None, "Target.createTarget", &made);
        let target = made["targetId"].as_str().unwrap().to_owned();
        let attached = json!({"targetId": target, "flatten": true});
        let attached = browser.call(None, "Target.attachToTarget", &attached);
        let session = attached["sessionId"].as_str().unwrap().to_owned();
        let at = Some(session.as_str());
        browser.call(at, "Page.enable", &json!({}));
        browser.call(at, "Runtime.enable", &json!({}));
        browser.call(
            at,
            "Emulation.setDeviceMetricsOverride",
            &json!({"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": true}),
        );
        browser.call(
            at,
            "Emulation.setTouchEmulationEnabled",
            &json!({"enabled": true}),
        );
        if let Some(heard) = heard {
            browser.hear(&session, heard);
            browser.call(at, "Runtime.addBinding", &json!({"name": "tiffinPost"}));
            browser.call(
                at,
                "Page.addScriptToEvaluateOnNewDocument",
                &json!({"source": CHANNEL}),
            );
        }
        browser.call(at, "Page.navigate", &json!({"url": url}));
        self.tabs.insert(name.to_owned(), (target, session.clone()));
        session
    }

    fn close(&mut self, name: &str) {
        if name == "program" {
            self.running = None;
        }
        if let Some((target, session)) = self.tabs.remove(name) {
            self.browser.forget(&session);
            self.browser
                .call(None, "Target.closeTarget", &json!({"targetId": target}));
        }
    }

    /// A view that is ready, and the program on a page in it.
    fn open(&mut self, path: &str, query: &str) {
        self.close("program");
        let shown = Arc::<Mutex<Option<(Program, PageId)>>>::default();
        let (sender, ready) = channel();
        let (speaking, sender) = (Arc::clone(&shown), Mutex::new(sender));
        let heard: Heard = Arc::new(move |text| match FromView::parse(text) {
            Ok(FromView::Ready) => drop(sender.lock().unwrap().send(())),
            Ok(message) => {
                if let Some((program, page)) = &*speaking.lock().unwrap() {
                    program.post(Input::View {
                        page: *page,
                        message,
                    });
                }
            }
            Err(error) => eprintln!("the view said {text}: {error}"),
        });
        let url = format!("{}/__tiffin__/view.html", self.origin);
        let session = self.tab("program", &url, Some(heard));
        ready.recv_timeout(READY).expect("the view is not ready");

        let (sender, painted) = channel();
        let (browser, folder, path) = (
            Arc::clone(&self.browser),
            self.program.clone(),
            path.to_owned(),
        );
        let (page, sender) = (path.clone(), Mutex::new(sender));
        let program = Program::start(ProgramSetup {
            program: "bench".into(),
            launch: Launch {
                path,
                query: query.into(),
                scene: 1001,
                ..Launch::default()
            },
            code: Box::new(Folder {
                folder: folder.clone(),
                kept: Arc::clone(&self.kept),
            }),
            limits: Limits::default(),
            port: Box::new(Port),
            sink: Arc::new(move |output| match output {
                Output::PageOpen { page: id, .. } => {
                    say(&browser, &session, &assign(&folder, id, &page));
                    let _ = sender.lock().unwrap().send(id);
                }
                Output::Batch { json, .. } | Output::ToView { json, .. } => {
                    say(&browser, &session, &json)
                }
                Output::Fault { message, stack, .. } => eprintln!("{message}\n{stack}"),
                _ => {}
            }),
            is_home: false,
            blocks: true,
            platform: "android".into(),
            ports: Vec::new(),
        });
        let page = painted.recv_timeout(READY).expect("no page");
        *shown.lock().unwrap() = Some((program.clone(), page));
        self.running = Some(program);
    }

    fn run(&self, tab: &str, script: &str) -> Value {
        let params = json!({"expression": script, "returnByValue": true});
        let answer = self
            .browser
            .call(Some(&self.tabs[tab].1), "Runtime.evaluate", &params);
        assert!(answer.get("exceptionDetails").is_none(), "{answer}");
        answer["result"]["value"].clone()
    }

    fn tap(&self, tab: &str, x: f64, y: f64, touch: bool) {
        let session = Some(self.tabs[tab].1.as_str());
        if touch {
            // The protocol stamps a touch, and then waits for a frame before it sends it (`InsertVisualStateCallback` in
            // Chromium's input_handler.cc): who measures touch counts from its arrival in the page.
            let send = |kind, points: Value| {
                let params = json!({"type": kind, "touchPoints": points});
                self.browser
                    .call(session, "Input.dispatchTouchEvent", &params);
            };
            send("touchStart", json!([{"x": x, "y": y}]));
            std::thread::sleep(Duration::from_millis(30));
            send("touchEnd", json!([]));
        } else {
            let send = |kind, buttons| {
                let params = json!({"type": kind, "x": x, "y": y, "button": "left", "buttons": buttons, "clickCount": 1});
                self.browser
                    .call(session, "Input.dispatchMouseEvent", &params);
            };
            send("mousePressed", 1);
            std::thread::sleep(Duration::from_millis(30));
            send("mouseReleased", 0);
        }
    }

    fn command(&mut self, command: &Value) -> Value {
        let text = |name: &str| command[name].as_str();
        if let Some(path) = text("open") {
            self.open(path, text("query").unwrap_or_default());
        } else if let Some(query) = text("hand") {
            self.close("hand");
            self.tab("hand", &format!("{}/hand.html?{query}", self.origin), None);
        } else if let Some(tab) = text("close") {
            self.close(tab);
        } else if let Some(tab) = text("tap") {
            let number = |name: &str| command[name].as_f64().unwrap();
            self.tap(tab, number("x"), number("y"), command["touch"] == true);
        } else if let Some(tab) = text("run") {
            return self.run(tab, text("script").unwrap());
        } else if command["peak"] == true {
            return peak();
        }
        Value::Null
    }
}

/// The most memory that this process had since it was asked the last time, and what it has now; bytes.
fn peak() -> Value {
    let text = std::fs::read_to_string("/proc/self/status").unwrap();
    let of = |name: &str| -> u64 {
        let line = text.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_whitespace()
            .nth(1)
            .unwrap()
            .parse::<u64>()
            .unwrap()
            * 1024
    };
    let answer = json!({"peak": of("VmHWM:"), "now": of("VmRSS:")});
    // proc(5): 5 resets the peak.
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    answer
}

fn main() {
    let mut args = std::env::args().skip(1);
    let mut next = || {
        args.next()
            .expect("usage: chromium CHROMIUM DIR VIEW HAND WORK")
    };
    let (chromium, program, view, hand) = (next(), PathBuf::from(next()), next(), next());
    let folder = PathBuf::from(next());
    let origin = serve::start(&program.join("main"), Path::new(&view), Path::new(&hand));
    let browser = Arc::new(Browser::start(&chromium, &folder));
    let mut bench = Bench {
        browser,
        program,
        origin,
        kept: Kept::default(),
        tabs: HashMap::new(),
        running: None,
    };
    for line in std::io::stdin().lock().lines() {
        let command: Value = serde_json::from_str(&line.unwrap()).unwrap();
        println!("{}", bench.command(&command));
        std::io::stdout().flush().unwrap();
    }
}
