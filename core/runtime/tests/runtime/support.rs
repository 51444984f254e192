//! A small world around a program: packages in memory, a host that answers, and views that apply batches.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod calm;
pub mod compiled;

use std::collections::HashMap;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use glass_easel_template_compiler::TmplGroup;
use serde_json::{Value, json};
use tiffin_headless::{Layout, Tree, View};
use tiffin_protocol::message::{Area, FromView, Offset};
use tiffin_runtime::*;

/// A program written in a test.
#[derive(Clone, Default)]
pub struct Source {
    pub app: Value,
    pub files: HashMap<String, String>,
}

impl Source {
    /// `app.js` and nothing else; pages are added by `page`.
    pub fn new(app_js: &str) -> Source {
        let mut files = HashMap::new();
        files.insert("app.js".to_owned(), app_js.to_owned());
        Source {
            app: json!({"pages": [], "window": {"navigationBarTitleText": "t"}}),
            files,
        }
    }

    pub fn app(mut self, name: &str, value: Value) -> Source {
        self.app[name] = value;
        self
    }

    pub fn file(mut self, path: &str, text: &str) -> Source {
        self.files.insert(path.to_owned(), text.to_owned());
        self
    }

    pub fn page(mut self, path: &str, wxml: &str, js: &str) -> Source {
        self.app["pages"].as_array_mut().unwrap().push(json!(path));
        self.unit(path, wxml, js, json!({}))
    }

    pub fn component(self, path: &str, wxml: &str, js: &str) -> Source {
        self.unit(path, wxml, js, json!({"component": true}))
    }

    pub fn unit(self, path: &str, wxml: &str, js: &str, json: Value) -> Source {
        self.file(&format!("{path}.wxml"), wxml)
            .file(&format!("{path}.js"), js)
            .file(&format!("{path}.json"), &json.to_string())
    }

    /// Merges members into a unit's JSON.
    pub fn json(mut self, path: &str, members: Value) -> Source {
        let file = self.files.get_mut(&format!("{path}.json")).unwrap();
        let mut json: Value = serde_json::from_str(file).unwrap();
        for (name, value) in members.as_object().unwrap() {
            json[name] = value.clone();
        }
        *file = json.to_string();
        self
    }

    fn package(
        &self,
        app: &Value,
        name: &str,
        inside: impl Fn(&str) -> bool,
    ) -> HashMap<String, Vec<u8>> {
        let mut group = TmplGroup::new();
        let mut units = serde_json::Map::new();
        let mut out = HashMap::new();
        let mut scripts = Vec::new();
        for (path, text) in self.files.iter().filter(|(path, _)| inside(path)) {
            if let Some(unit) = path.strip_suffix(".wxml") {
                assert!(group.add_tmpl(unit, text).is_empty(), "{path}");
                let config: Value =
                    serde_json::from_str(&self.files[&format!("{unit}.json")]).unwrap();
                let component = config["component"] == json!(true) && !is_page(app, unit);
                let scope = config["scope"].as_str().unwrap_or_default().to_owned();
                units.insert(
                    unit.to_owned(),
                    json!({"kind": if component {"component"} else {"page"}, "config": config,
                        "script": format!("{unit}.js"), "style": null, "scope": scope}),
                );
            } else if path.ends_with(".js") {
                scripts.push(path.clone());
                out.insert(path.clone(), text.clone().into_bytes());
            }
        }
        let mut config = json!({"templateAbi": "glass-easel-0.12.1", "format": 1, "package": name, "root": "",
            "units": units, "scripts": scripts, "appStyle": null});
        if name == "main" {
            config["app"] = app.clone();
        }
        out.insert(
            "__tiffin__/config.json".to_owned(),
            config.to_string().into_bytes(),
        );
        out.insert(
            "__tiffin__/templates.js".to_owned(),
            group.get_tmpl_gen_object_groups().unwrap().into_bytes(),
        );
        out
    }

    pub fn build(&self) -> Packages {
        let app = &self.app;
        let subs: Vec<(String, String)> = app["subPackages"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|sub| {
                (
                    sub["name"].as_str().unwrap().to_owned(),
                    format!("{}/", sub["root"].as_str().unwrap()),
                )
            })
            .collect();
        let mut packages = HashMap::new();
        for (name, root) in &subs {
            packages.insert(
                name.clone(),
                self.package(app, name, |path| path.starts_with(root)),
            );
        }
        let main = self.package(app, "main", |path| {
            !subs.iter().any(|(_, root)| path.starts_with(root))
        });
        packages.insert("main".to_owned(), main);
        packages
    }
}

fn is_page(app: &Value, path: &str) -> bool {
    app["pages"]
        .as_array()
        .unwrap()
        .iter()
        .any(|page| page == path)
}

/// Packages by name, each a file's bytes by path.
pub type Packages = HashMap<String, HashMap<String, Vec<u8>>>;

/// Bytecode kept across runs of one test.
pub type Kept = Arc<Mutex<HashMap<String, Vec<u8>>>>;

struct Memory {
    packages: Packages,
    absent: Arc<Mutex<Vec<String>>>,
    kept: Kept,
}

impl CodeSource for Memory {
    fn installed(&mut self, package: &str) -> bool {
        self.packages.contains_key(package)
            && !self
                .absent
                .lock()
                .unwrap()
                .iter()
                .any(|name| name == package)
    }
    fn file(&mut self, package: &str, path: &str) -> Result<Vec<u8>, CodeError> {
        let file = self.packages.get(package).and_then(|files| files.get(path));
        file.cloned()
            .ok_or_else(|| CodeError::NotFound(format!("{package}:{path}")))
    }
    fn bytecode(&mut self, key: &str) -> Option<Vec<u8>> {
        self.kept.lock().unwrap().get(key).cloned()
    }
    fn store_bytecode(&mut self, key: &str, bytes: &[u8]) {
        self.kept
            .lock()
            .unwrap()
            .insert(key.to_owned(), bytes.to_vec());
    }
}

#[derive(Default)]
struct Storage(HashMap<String, Value>);

impl SyncPort for Storage {
    fn call(&mut self, page: Option<PageId>, name: &str, args: &str) -> Result<String, String> {
        let args: Vec<Value> = serde_json::from_str(args).unwrap();
        let key = args.first().and_then(Value::as_str);
        match name {
            "setStorageSync" => {
                let key = key.ok_or("key should be String")?.to_owned();
                let value = args.get(1).cloned().unwrap_or_default();
                self.0.insert(key, value);
                Ok(String::new())
            }
            "getStorageSync" => Ok(self
                .0
                .get(key.ok_or("key should be String")?)
                .unwrap_or(&json!(""))
                .to_string()),
            "getSystemInfoSync" => {
                Ok(json!({"platform": "desktop", "page": page.map(|page| page.0)}).to_string())
            }
            _ => Err(format!("{name} is not here")),
        }
    }
}

/// Options of a run.
#[derive(Clone)]
pub struct Options {
    pub limits: Limits,
    pub launch: Launch,
    pub is_home: bool,
    pub kept: Kept,
    pub absent: Vec<String>,
    /// What the shell declared to do.
    pub ports: Vec<String>,
    /// Whether views answer `applied` and `painted`.
    pub views_answer: bool,
    pub blocks: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            limits: Limits::default(),
            launch: Launch {
                scene: 1001,
                ..Launch::default()
            },
            is_home: false,
            kept: Kept::default(),
            absent: Vec::new(),
            ports: tiffin_protocol::capability::ports()
                .map(str::to_owned)
                .collect(),
            views_answer: true,
            blocks: true,
        }
    }
}

impl Options {
    /// Short limits for programs that run into them: as short as this machine, as busy as it is now, can start a page.
    pub fn short() -> Options {
        let begun = Instant::now();
        World::start(&Source::new("App({})").page("pages/a", "<view/>", "Page({})"));
        let turn = Duration::from_millis(1200).max(begun.elapsed() * 4);
        let limits = Limits {
            turn,
            grace: turn / 2,
            ..Limits::default()
        };
        Options {
            limits,
            ..Options::default()
        }
    }
}

/// A view where every node lies in the same place.
pub fn fresh_view() -> View {
    View::page().with_layout(Layout::Same(Area {
        left: 1.0,
        top: 2.0,
        width: 10.0,
        height: 20.0,
    }))
}

/// No step of a test takes longer; the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(60);
/// Silence this long means that nothing more comes, once the program has said that it is idle.
const QUIET: Duration = Duration::from_millis(300);
/// What a view says so that the program shows that it has come so far.
const MARK: &str = "view: so far";

/// A program with everything around it.
pub struct World {
    pub program: Program,
    outputs: Receiver<Output>,
    pub log: Vec<String>,
    pub faults: Vec<Output>,
    pub calls: Vec<(CallId, String, Value)>,
    /// What came beside the arguments of each call.
    pub blobs: Vec<Vec<Vec<u8>>>,
    pub methods: Vec<(String, Payload)>,
    pub events: Vec<String>,
    pub views: HashMap<PageId, View>,
    /// What bars are made from, by page.
    pub configs: HashMap<PageId, Value>,
    pub absent: Arc<Mutex<Vec<String>>>,
    pub exited: bool,
    /// Pages that are no more; what their views were shows on.
    closed: Vec<PageId>,
    pub views_answer: bool,
    /// `invoke` messages, and whether they are answered.
    pub invokes: Vec<Value>,
    pub invokes_answer: bool,
    marked: bool,
    /// How often `calm` has asked.
    asked: u32,
}

impl World {
    pub fn start(source: &Source) -> World {
        World::with(source, Options::default())
    }

    pub fn with(source: &Source, options: Options) -> World {
        World::of(source.build(), options)
    }

    pub fn of(packages: Packages, options: Options) -> World {
        let (sender, outputs) = mpsc::channel();
        let absent = Arc::new(Mutex::new(options.absent));
        let code = Memory {
            packages,
            absent: Arc::clone(&absent),
            kept: options.kept,
        };
        let program = Program::start(ProgramSetup {
            program: "test".into(),
            launch: options.launch,
            code: Box::new(code),
            limits: options.limits,
            port: Box::<Storage>::default(),
            sink: Arc::new(move |output| {
                let _ = sender.send(output);
            }),
            is_home: options.is_home,
            blocks: options.blocks,
            platform: "desktop".into(),
            ports: options.ports,
        });
        let mut world = World {
            program,
            outputs,
            log: Vec::new(),
            faults: Vec::new(),
            calls: Vec::new(),
            blobs: Vec::new(),
            methods: Vec::new(),
            events: Vec::new(),
            views: HashMap::new(),
            configs: HashMap::new(),
            absent,
            exited: false,
            closed: Vec::new(),
            views_answer: options.views_answer,
            invokes: Vec::new(),
            invokes_answer: true,
            marked: false,
            asked: 0,
        };
        world.until("a first page", |world| {
            world.exited
                || !world.faults.is_empty()
                || world.events.iter().any(|event| event == "ready")
        });
        world
    }

    fn take(&mut self, output: Output) {
        match output {
            Output::Log { text, .. } if text == MARK => self.marked = true,
            Output::Log { text, .. } if text == self.calm_mark() => self.marked = true,
            Output::Log { text, .. } if text.starts_with(MARK) => {}
            Output::Log { text, level } => {
                if std::env::var("LOG").is_ok() || level == LogLevel::Error {
                    eprintln!("[{level:?}] {text}");
                }
                if level != LogLevel::Debug {
                    self.log.push(text);
                }
            }
            Output::Fault { .. } => {
                if std::env::var("LOG").is_ok() {
                    eprintln!("{output:?}");
                }
                self.faults.push(output);
            }
            Output::Call {
                call, name, args, ..
            } => {
                self.calls
                    .push((call, name, serde_json::from_str(&args.json).unwrap()));
                self.blobs.push(args.blobs);
            }
            Output::PageOpen {
                page,
                path,
                config_json,
                ..
            } => {
                let config = serde_json::from_str(&config_json).unwrap();
                self.configs.insert(page, config);
                self.events.push(format!("open {} {path}", page.0));
                self.views.insert(page, fresh_view());
            }
            Output::PageShow { page, how } => self.events.push(format!("show {} {how:?}", page.0)),
            Output::PageHide { page } => self.events.push(format!("hide {}", page.0)),
            Output::PageClose { page } => {
                self.closed.push(page);
                self.events.push(format!("close {}", page.0));
            }
            Output::Batch { page, n, json } => {
                let view = self.views.get_mut(&page).expect("a batch for an open page");
                let said = view
                    .read(&json)
                    .unwrap_or_else(|fault| panic!("batch {n}: {fault}\n{json}"));
                if self.views_answer {
                    self.say(page, said);
                }
            }
            Output::ToView { page, json } => {
                let message: Value = serde_json::from_str(&json).unwrap();
                self.events.push(format!(
                    "view {} {}",
                    page.0,
                    message["t"].as_str().unwrap()
                ));
                if message["t"] == "invoke" {
                    self.invokes.push(message.clone());
                    if self.invokes_answer && message["q"] != 0 {
                        let result = match message["method"].as_str().unwrap() {
                            "measureText" => json!({"width": 42}),
                            "getImageData" => {
                                json!({"width": 1, "height": 1, "base64": "AQIDBA=="})
                            }
                            "toDataURL" => json!("data:image/png;base64,AAAA"),
                            "loadImage" => json!({"width": 40, "height": 20}),
                            _ => Value::Null,
                        };
                        self.view(
                            page,
                            json!({"t": "invoked", "q": message["q"], "result": result}),
                        );
                    }
                }
                if self.views_answer && message["t"] == "query" {
                    let view = self.views.get_mut(&page).expect("a query for an open page");
                    let said = view.read(&json).unwrap();
                    self.say(page, said);
                }
            }
            Output::CallMethod { method, args, .. } => {
                self.events.push(format!("method {method}"));
                self.methods.push((method, args));
            }
            Output::PackageNeeded { package } => self.events.push(format!("need {package}")),
            Output::Ready => self.events.push("ready".into()),
            Output::BackOut => self.events.push("back out".into()),
            Output::Exit => self.exited = true,
        }
    }

    /// Runs until `done`.
    pub fn until(&mut self, what: &str, done: impl Fn(&World) -> bool) -> &mut World {
        let end = Instant::now() + PATIENCE;
        while !done(self) {
            let left = end.saturating_duration_since(Instant::now());
            match self.outputs.recv_timeout(left) {
                Ok(output) => self.take(output),
                Err(_) => panic!(
                    "never: {what}\nlog {:#?}\nevents {:#?}\nfaults {:#?}",
                    self.log, self.events, self.faults
                ),
            }
        }
        self
    }

    /// Takes what comes until nothing does for a while.
    pub fn drain(&mut self) {
        while let Ok(output) = self.outputs.recv_timeout(QUIET) {
            self.take(output);
        }
    }

    /// Runs until nothing comes any more: the program has worked through all it was given, and is silent.
    pub fn settle(&mut self) -> &mut World {
        let end = Instant::now() + PATIENCE;
        let mut unanswered = 0;
        loop {
            while let Ok(output) = self.outputs.recv_timeout(QUIET) {
                self.take(output);
            }
            let pages: Vec<PageId> = self.views.keys().copied().collect();
            self.marked = pages.is_empty();
            for page in pages {
                self.view(page, json!({"t": "log", "message": "so far"}));
            }
            let mut came = false;
            let asked = Instant::now();
            // Lines are left out when a program writes too many: then it is asked again. A suspended one never answers.
            while !self.marked && !self.ended() && asked.elapsed() < QUIET * 10 {
                if let Ok(output) = self.outputs.recv_timeout(QUIET) {
                    self.take(output);
                    came |= !self.marked;
                }
            }
            let idle = self.marked && !came;
            unanswered += u32::from(!self.marked);
            if unanswered > 1 || idle || self.ended() || Instant::now() > end {
                return self;
            }
        }
    }

    /// No more code of the program runs.
    fn ended(&self) -> bool {
        let fatal = |output: &Output| matches!(output, Output::Fault { fatal: true, .. });
        self.exited || self.faults.iter().any(fatal)
    }

    pub fn until_log(&mut self, text: &str) -> &mut World {
        self.until(text, |world| world.log.iter().any(|line| line == text))
    }

    pub fn view(&self, page: PageId, message: Value) {
        // Through the one door, as a host does: what is no message of the protocol does not get here.
        if let Ok(message) = FromView::parse(&message.to_string()) {
            self.program.post(Input::View { page, message });
        }
    }

    fn say(&self, page: PageId, said: Vec<FromView>) {
        for message in said {
            self.program.post(Input::View { page, message });
        }
    }

    /// What is on the page whose view is named.
    pub fn page(&self, page: u32) -> &Tree {
        self.views[&PageId(page)].tree()
    }

    /// Batches that a page's view has taken.
    pub fn batches(&self, page: u32) -> u64 {
        self.views[&PageId(page)].counts().batches
    }

    /// Operations in them.
    pub fn operations(&self, page: u32) -> u64 {
        self.views[&PageId(page)].counts().operations
    }

    /// A view of the page that was filled just now, as one that takes the place of one that died.
    pub fn rebuilt(&self, page: u32) -> View {
        let mut view = fresh_view();
        let snapshot = self.program.snapshot(PageId(page)).unwrap();
        view.read(&snapshot.json).unwrap();
        view
    }

    pub fn tap(&mut self, page: u32, id: &str) -> &mut World {
        let node = self.page(page).by_id(id).unwrap();
        self.event(page, node, "tap", json!({}))
    }

    pub fn event(&mut self, page: u32, node: u32, kind: &str, detail: Value) -> &mut World {
        let view = self.views.get_mut(&PageId(page)).expect("an open page");
        let mut said = view.event(node, kind, detail).unwrap();
        if let FromView::Event(event) = &mut said {
            (event.time_stamp, event.offset) = (
                12.5,
                Offset {
                    left: 3.0,
                    top: 4.0,
                },
            );
        }
        self.say(PageId(page), vec![said]);
        self
    }

    pub fn fault(&self, at: usize) -> (FaultKind, String, Option<String>, Option<u32>, bool) {
        match &self.faults[at] {
            Output::Fault {
                kind,
                message,
                file,
                line,
                fatal,
                ..
            } => (*kind, message.clone(), file.clone(), *line, *fatal),
            other => panic!("{other:?}"),
        }
    }

    /// The log joined by spaces, then forgotten.
    pub fn trace(&mut self) -> String {
        std::mem::take(&mut self.log).join(" ")
    }
}
