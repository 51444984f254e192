//! A shell without a screen: pulls events, answers as a view would, and remembers what it was told.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use tiffin_host::*;

/// No step of a test takes longer; the machine may be busy.
pub const PATIENCE: Duration = Duration::from_secs(60);

pub struct Shell {
    pub host: Host,
    pub events: Vec<HostEvent>,
    pub logs: Vec<String>,
    /// Messages that each view got.
    pub views: HashMap<ViewId, Vec<Value>>,
    pub shown: Option<ViewId>,
    pub front: Option<InstanceId>,
    pub chrome: HashMap<InstanceId, ChromeState>,
    pub screen: Option<Screen>,
    /// A view that never says ready.
    pub dead_views: bool,
    _folder: Option<TempDir>,
}

/// A shell that can do all that one can be asked for.
pub fn all_ports() -> Vec<String> {
    tiffin_protocol::capability::ports()
        .map(str::to_owned)
        .collect()
}

impl Shell {
    pub fn new(settings: Settings) -> Shell {
        let folder = tempfile::tempdir().unwrap();
        let mut shell = Shell::at(folder.path(), settings);
        shell._folder = Some(folder);
        shell
    }

    pub fn at(folder: &std::path::Path, settings: Settings) -> Shell {
        Shell::declaring(folder, settings, all_ports())
    }

    /// One that can do only so much.
    pub fn declaring(folder: &std::path::Path, settings: Settings, ports: Vec<String>) -> Shell {
        let config = HostConfig {
            data_dir: folder.to_owned(),
            settings,
            view_origin: ViewOrigin::Scheme("mp".into()),
            ports,
            log: None,
        };
        Shell::of(Host::start(config, Environment::default()).unwrap())
    }

    pub fn of(host: Host) -> Shell {
        Shell {
            host,
            events: Vec::new(),
            logs: Vec::new(),
            views: HashMap::new(),
            shown: None,
            front: None,
            chrome: HashMap::new(),
            screen: None,
            dead_views: false,
            _folder: None,
        }
    }

    fn pump(&mut self) {
        for event in self.host.next_events(Duration::from_millis(50), 100) {
            match &event {
                HostEvent::ViewCreate { view, url } => {
                    assert_eq!(*url, format!("mp://{view}/__tiffin__/view.html"));
                    self.views.insert(*view, Vec::new());
                    if !self.dead_views {
                        self.host.view_message(*view, r#"{"t":"ready"}"#);
                    }
                }
                HostEvent::ViewScript { view, script } => {
                    assert!(!script.contains('<'), "unsafe in a script");
                    for message in messages(script) {
                        self.receive(*view, message);
                    }
                }
                HostEvent::ViewDestroy { view } => {
                    self.views.remove(view);
                }
                HostEvent::Draw(screen) => {
                    self.front = screen.front;
                    self.shown = screen.layers.iter().find_map(|layer| match layer {
                        Layer::Page { view, .. } => Some(*view),
                        Layer::Native { .. } => None,
                    });
                    if let (Some(front), Some(chrome)) = (screen.front, &screen.chrome) {
                        self.chrome.insert(front, chrome.clone());
                    }
                    self.screen = Some((**screen).clone());
                }
                HostEvent::Log { text, .. } => self.logs.push(text.clone()),
                _ => {}
            }
            self.events.push(event);
        }
    }

    /// What a view does with a message.
    fn receive(&mut self, view: ViewId, message: Value) {
        let known = self.views.get_mut(&view).unwrap();
        let first = !known.iter().any(|message| message["t"] == "batch");
        if message["t"] == "batch" {
            let applied = json!({"t": "applied", "n": message["n"]}).to_string();
            self.host.view_message(view, &applied);
            if first {
                self.host.view_message(view, r#"{"t":"painted"}"#);
            }
        }
        known.push(message);
    }

    /// Pulls until it holds.
    pub fn until(&mut self, what: &str, mut holds: impl FnMut(&Shell) -> bool) {
        let start = Instant::now();
        while !holds(self) {
            assert!(
                start.elapsed() < PATIENCE,
                "never: {what}\nlogs {:#?}\n{:#?}",
                self.logs,
                self.events
            );
            self.pump();
        }
    }

    /// Pulls for a while, for what must not happen.
    pub fn settle(&mut self, time: Duration) {
        let start = Instant::now();
        while start.elapsed() < time {
            self.pump();
        }
    }

    pub fn until_log(&mut self, text: &str) {
        self.until(text, |shell| {
            shell.logs.iter().any(|log| log.contains(text))
        });
    }

    /// Opens a link and waits until its first page got its tree.
    pub fn open(&mut self, link: &str) {
        self.host.open_link(link, Scene::ScanCamera).unwrap();
        self.until_page();
    }

    pub fn until_page(&mut self) {
        self.until("a page with a tree", |shell| {
            assert!(shell.failed().is_none(), "{:?}", shell.failed());
            shell
                .page()
                .is_some_and(|messages| messages.iter().any(|message| message["t"] == "batch"))
        });
    }

    /// A person taps a tab of the program in front.
    pub fn tab(&self, index: u32) {
        let instance = self.front.unwrap();
        self.host.act(ScreenAction::Tab { instance, index });
    }

    /// A person does something to a program's bars or overlays.
    pub fn chrome_action(&self, instance: InstanceId, action: ChromeAction) {
        self.host.act(ScreenAction::Chrome { instance, action });
    }

    /// A person answers a question.
    pub fn answer_prompt(&self, prompt: PromptId, answer: PromptAnswer) {
        self.host.act(ScreenAction::Answer { prompt, answer });
    }

    /// What the view in front got.
    pub fn page(&self) -> Option<&Vec<Value>> {
        self.shown.and_then(|view| self.views.get(&view))
    }

    pub fn page_text(&self) -> String {
        self.page()
            .map(|messages| json!(messages).to_string())
            .unwrap_or_default()
    }

    pub fn failed(&self) -> Option<&HostError> {
        self.events.iter().find_map(|event| match event {
            HostEvent::Draw(screen) => match &screen.cover {
                Some(Cover::Failed { error, .. }) => Some(error),
                _ => None,
            },
            _ => None,
        })
    }

    /// The question on the screen.
    pub fn prompt(&self) -> Option<&Prompt> {
        self.screen.as_ref()?.prompt.as_ref()
    }

    pub fn cover(&self) -> Option<&Cover> {
        self.screen.as_ref()?.cover.as_ref()
    }

    pub fn panel(&self) -> Option<&Panel> {
        self.screen.as_ref()?.panel.as_ref()
    }

    pub fn until_failed(&mut self) -> HostError {
        self.until("OpenFailed", |shell| shell.failed().is_some());
        self.failed().unwrap().clone()
    }

    pub fn front_chrome(&self) -> Option<&ChromeState> {
        self.chrome.get(&self.front?)
    }

    /// Taps the node with an id in the page's tree.
    pub fn tap(&mut self, id: &str) {
        let node = self.node(id);
        let event = json!({"t": "event", "node": node, "type": "tap", "detail": {"x": 1, "y": 1}, "timeStamp": 1.0,
            "touches": [], "changedTouches": [], "offset": {"left": 0, "top": 0}, "bubbles": true});
        self.host
            .view_message(self.shown.unwrap(), &event.to_string());
    }

    fn node(&self, id: &str) -> u64 {
        for message in self.page().unwrap() {
            let Some(ops) = message["ops"].as_array() else {
                continue;
            };
            for at in 0..ops.len() {
                // 14 id string
                if ops[at] == json!(14) && ops.get(at + 2) == Some(&json!(id)) {
                    return ops[at + 1].as_u64().unwrap();
                }
            }
        }
        panic!("no node {id} in {}", self.page_text());
    }

    /// Stops the host and waits until its folder is free.
    pub fn close(mut self) {
        self.host.shutdown();
        self.until("Exit", |shell| shell.events.contains(&HostEvent::Exit));
    }
}

/// The messages of a script, `__tiffin.receive(...)` each.
fn messages(script: &str) -> Vec<Value> {
    const CALL: &str = "__tiffin.receive(";
    let mut rest = script;
    let mut found = Vec::new();
    while let Some(tail) = rest.strip_prefix(CALL) {
        let parsed = tail.strip_prefix("JSON.parse(");
        let argument = parsed.unwrap_or(tail);
        let mut values = serde_json::Deserializer::from_str(argument).into_iter::<Value>();
        let value = values.next().unwrap().unwrap();
        let after = &argument[values.byte_offset()..];
        let (value, end) = match value {
            Value::String(text) => (serde_json::from_str(&text).unwrap(), "));"),
            value => (value, ");"),
        };
        found.push(value);
        rest = after.strip_prefix(end).unwrap();
    }
    assert!(rest.is_empty(), "no call: {rest}");
    found
}
