//! What a program holds outside its engine, and the functions that it offers to the framework.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tiffin_protocol::limits::BATCH_BYTES;

use super::mailbox::Mailbox;
use crate::api::{CallId, CodeSource, Limits, LogLevel, Output, PageId, Payload, SyncPort};
use crate::bridge::Bridge;
use crate::config::Configs;
use crate::faults;
use crate::flow::{Flow, TOO_MUCH};
use crate::natives::Natives;
use crate::outlet::Outlet;
use crate::pages::{Pages, RouteKind};
use crate::timers::Timers;
use crate::tree::{Op, Tree};

/// The mirrored trees, read by hosts while the logic thread is busy.
pub(crate) type Trees = Arc<Mutex<HashMap<PageId, Tree>>>;

/// Lines of console output in one second.
const MAX_LINES: u32 = 1_000;
/// Names of calls that only the bundled home program may make.
const HOME_ONLY: &str = "tiffin.";
/// How long logic waits for a view's answer (`measureText`, `getImageData`). Counts as part of the turn.
const ASK_VIEW: Duration = Duration::from_millis(1_000);
/// Bytes to tasks (`SocketTask.send`) in one second: what is not sent yet waits in the host.
const MAX_TOLD: usize = 64 << 20;
/// Routes that wait.
const MAX_ROUTES: usize = 50;

/// A route that was asked for and not decided yet.
#[derive(Clone, Debug)]
pub(crate) struct AskedRoute {
    pub kind: RouteKind,
    pub url: String,
    pub delta: u32,
    pub call: u32,
}

pub(crate) struct State {
    pub outlet: Arc<Outlet>,
    pub code: Box<dyn CodeSource>,
    pub port: Box<dyn SyncPort>,
    pub limits: Limits,
    pub trees: Trees,
    pub pages: Pages,
    pub configs: Configs,
    pub bridge: Bridge,
    pub timers: Timers,
    pub routes: VecDeque<AskedRoute>,
    /// Packages that the framework waits for: no more than app.json names.
    pub wanted: BTreeSet<String>,
    pub is_home: bool,
    /// Where answers of views come in.
    pub mailbox: Arc<Mailbox>,
    /// How far each page's view is behind.
    pub flows: HashMap<PageId, Flow>,
    /// No more code of the program runs.
    pub dead: bool,
    started: Instant,
    lines: (u64, u32),
    /// Second, and bytes to tasks in it.
    told: (u64, usize),
}

pub(crate) fn lock(trees: &Trees) -> MutexGuard<'_, HashMap<PageId, Tree>> {
    trees.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Bytes of a failure's message or stack: a program can throw a text of any length.
const MAX_FAULT: usize = 20_000;

fn cut(mut text: String) -> String {
    if text.len() > MAX_FAULT {
        let end = (0..=MAX_FAULT).rev().find(|at| text.is_char_boundary(*at));
        text.truncate(end.unwrap_or(0));
        text.push_str("...");
    }
    text
}

impl State {
    pub fn new(
        outlet: Arc<Outlet>,
        code: Box<dyn CodeSource>,
        port: Box<dyn SyncPort>,
        limits: Limits,
        trees: Trees,
        mailbox: Arc<Mailbox>,
    ) -> State {
        State {
            outlet,
            code,
            port,
            bridge: Bridge::new(limits.calls),
            timers: Timers::new(limits.timers),
            pages: Pages::new(Vec::new(), Vec::new(), 0),
            configs: Configs::default(),
            routes: VecDeque::new(),
            wanted: BTreeSet::new(),
            is_home: false,
            mailbox,
            flows: HashMap::new(),
            dead: false,
            started: Instant::now(),
            lines: (0, 0),
            told: (0, 0),
            limits,
            trees,
        }
    }

    /// Reads the config of the package that a page is in, if that was not done.
    pub fn know(&mut self, path: &str) -> Result<(), String> {
        if self.configs.has(path) {
            return Ok(());
        }
        let package = self.configs.package_of(path);
        self.config(&package).map(drop)
    }

    /// Milliseconds since the program started.
    pub fn millis(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Asks a view how far it has come.
    fn probe(&mut self, page: PageId) {
        let mut trees = lock(&self.trees);
        if let Some((n, json)) = trees.get_mut(&page).and_then(Tree::probe) {
            self.flows.entry(page).or_default().batch(n, json.len());
            self.outlet.send(Output::Batch { page, n, json });
        }
    }

    /// Ends a program whose view is too far behind.
    fn bounded(&mut self, behind: usize) -> Result<(), String> {
        if behind <= TOO_MUCH {
            return Ok(());
        }
        let message = format!("the page's view is {} MB behind", behind >> 20);
        self.fault("Memory", message.clone(), String::new(), true);
        Err(message)
    }

    fn checked(&self, text: &str) -> Result<(), String> {
        if text.len() > self.limits.message {
            return Err(format!(
                "arguments are too large: {} bytes, at most {}",
                text.len(),
                self.limits.message
            ));
        }
        Ok(())
    }
}

impl Natives for State {
    fn config(&mut self, package: &str) -> Result<String, String> {
        let bytes = self.source(package, "__tiffin__/config.json")?;
        let text =
            String::from_utf8(bytes).map_err(|_| format!("{package}: config.json is not UTF-8"))?;
        if package != "main" {
            self.configs.add(&text)?;
        }
        Ok(text)
    }

    fn source(&mut self, package: &str, path: &str) -> Result<Vec<u8>, String> {
        self.code
            .file(package, path)
            .map_err(|error| error.to_string())
    }

    fn bytecode(&mut self, key: &str) -> Option<Vec<u8>> {
        self.code.bytecode(key)
    }

    fn store_bytecode(&mut self, key: &str, bytes: &[u8]) {
        self.code.store_bytecode(key, bytes);
    }

    fn commit(&mut self, page: u32, ops: &[Op]) -> Result<u32, String> {
        let mut trees = lock(&self.trees);
        let Some(tree) = trees.get_mut(&PageId(page)) else {
            return Ok(0);
        };
        match tree.commit(ops) {
            Ok(Some((_, json))) if json.len() > BATCH_BYTES => {
                drop(trees);
                let message = format!(
                    "Error: one change of the page is {} MB, at most {}",
                    json.len() >> 20,
                    BATCH_BYTES >> 20
                );
                self.fault("TooMuch", message.clone(), String::new(), true);
                Err(message)
            }
            Ok(Some((n, json))) => {
                self.flows
                    .entry(PageId(page))
                    .or_default()
                    .batch(n, json.len());
                // Sent while the tree is locked: a snapshot and the batches after it cannot overtake each other.
                self.outlet.send(Output::Batch {
                    page: PageId(page),
                    n,
                    json,
                });
                drop(trees);
                let behind = self.flows.get(&PageId(page)).map_or(0, Flow::behind);
                self.bounded(behind).map(|()| n)
            }
            Ok(None) => Ok(tree.number()),
            Err(many) => {
                drop(trees);
                let message = format!("Error: the page has more than {} nodes", many.0);
                self.fault("TooMuch", message.clone(), String::new(), true);
                Err(message)
            }
        }
    }

    fn to_view(&mut self, page: u32, json: String) -> Result<(), String> {
        self.checked(&json)?;
        let page = PageId(page);
        let flow = self.flows.entry(page).or_default();
        let probe = flow.message(json.len());
        let behind = flow.behind();
        self.outlet.send(Output::ToView { page, json });
        if probe {
            self.probe(page);
        }
        self.bounded(behind)
    }

    fn ask_view(&mut self, page: u32, json: String, q: u32) -> Result<String, String> {
        self.to_view(page, json)?;
        let answer = self.mailbox.answer(PageId(page), q, ASK_VIEW)?;
        answer.to_json().map_err(|fault| fault.to_string())
    }

    fn call(&mut self, name: &str, args: Payload) -> Result<u32, String> {
        self.checked(&args.json)?;
        // Whatever a program does inside its engine, the home's own calls are the home's.
        if name.starts_with(HOME_ONLY) && !self.is_home {
            return Err("not supported".to_owned());
        }
        let call = self.bridge.open(name, args.len())?;
        let page = self.pages.top();
        self.outlet.send(Output::Call {
            call,
            page,
            name: name.to_owned(),
            args,
        });
        Ok(call.0)
    }

    fn listen(&mut self, call: u32) {
        self.bridge.listen(CallId(call));
    }

    fn call_method(&mut self, call: u32, method: String, args: Payload) {
        let second = self.started.elapsed().as_secs();
        if self.told.0 != second {
            self.told = (second, 0);
        }
        self.told.1 += args.len();
        if self.told.1 > MAX_TOLD {
            let message = format!("more than {MAX_TOLD} bytes to tasks in a second");
            self.fault("Memory", message, String::new(), true);
            return;
        }
        if self.bridge.is_open(CallId(call)) && self.checked(&args.json).is_ok() {
            self.outlet.send(Output::CallMethod {
                call: CallId(call),
                method,
                args,
            });
        }
    }

    fn sync(&mut self, name: &str, args: &str) -> Result<String, String> {
        self.checked(args)?;
        let page = self.pages.top();
        self.port
            .call(page, name, args)
            .map_err(|message| format!("{name}:fail {message}"))
    }

    fn route(&mut self, kind: &str, url: &str, delta: u32, call: u32) -> Result<(), String> {
        if self.routes.len() >= MAX_ROUTES {
            return Err("too many routes are waiting".to_owned());
        }
        let kind = RouteKind::parse(kind).ok_or_else(|| format!("{kind} is no route"))?;
        self.routes.push_back(AskedRoute {
            kind,
            url: url.to_owned(),
            delta,
            call,
        });
        Ok(())
    }

    fn package(&mut self, package: &str) -> Result<(), String> {
        if !self.configs.is_subpackage(package) {
            return Err(format!("there is no package {package}"));
        }
        if self.wanted.insert(package.to_owned()) {
            self.outlet.send(Output::PackageNeeded {
                package: package.to_owned(),
            });
        }
        Ok(())
    }

    fn timer(&mut self, ms: f64, repeat: bool) -> Result<u32, String> {
        let now = self.millis();
        let limit = self.limits.timers;
        self.timers
            .start(now, ms, repeat)
            .ok_or_else(|| format!("too many timers: at most {limit}"))
    }

    fn clear_timer(&mut self, id: u32) {
        self.timers.clear(id);
    }

    fn log(&mut self, level: LogLevel, text: String) {
        let second = self.started.elapsed().as_secs();
        if self.lines.0 != second {
            self.lines = (second, 0);
        }
        self.lines.1 += 1;
        if self.lines.1 < MAX_LINES {
            self.outlet.send(Output::Log { level, text });
        } else if self.lines.1 == MAX_LINES {
            let text = format!("more than {MAX_LINES} lines in a second: the rest is left out");
            self.outlet.send(Output::Log {
                level: LogLevel::Warn,
                text,
            });
        }
    }

    fn fault(&mut self, kind: &str, message: String, stack: String, fatal: bool) {
        let kind = faults::kind(kind, &message);
        let place = faults::locate(&stack);
        let thrown_null = message == "null";
        let fatal = fatal || (kind == crate::api::FaultKind::Memory && !thrown_null);
        self.dead |= fatal;
        let message = if thrown_null && kind == crate::api::FaultKind::Memory {
            "out of memory (or null was thrown)".to_owned()
        } else {
            message
        };
        self.outlet.send(Output::Fault {
            kind,
            message: cut(message),
            stack: cut(stack),
            line: place.as_ref().map(|(_, line)| *line),
            file: place.map(|(file, _)| file),
            fatal,
        });
    }

    fn now(&self) -> f64 {
        self.started.elapsed().as_secs_f64() * 1000.0
    }
}
