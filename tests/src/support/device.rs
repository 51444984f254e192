//! The desktop app under WebKitWebDriver. Each view is a window handle; the ones on screen are found by what they show.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use super::process::{Group, binary, signal};
use super::screen::{Mouse, Screen};
use super::{evidence, store};

/// A first start compiles and installs, on a machine that builds at the same time.
const PATIENCE: Duration = Duration::from_secs(45);

/// Any single command of the driver.
const COMMAND: Duration = Duration::from_secs(8);

/// The middle of an element in coordinates of the window, or null while it cannot be clicked. A page lies below the
/// navigation bar unless it draws its own: its viewport is shorter then, by 44 pixels, and by 50 with a tab bar.
const PLACE: &str = "
    const node = document.querySelector(CSS);
    if (!node) return null;
    const middle = () => {
        const r = node.getBoundingClientRect();
        const at = [r.x + r.width / 2, r.y + r.height / 2];
        const top = document.elementFromPoint(...at);
        return top && (node.contains(top) || top.contains(node)) && r.width > 0 ? at : null;
    };
    for (const block of ['nearest', 'center', 'start']) {
        node.scrollIntoView({ block, inline: 'nearest', behavior: 'instant' });
        const at = middle();
        const missing = HEIGHT - innerHeight;
        const bar = missing === 44 || missing === 94 ? 44 : 0;
        if (at) return [at[0], at[1] + bar];
    }
    return null;
";

/// Which view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    Page,
    /// A page that is not on screen.
    Hidden,
    /// A view that waits for a page.
    Waiting,
    Chrome,
}

pub struct Device {
    pub client: Client,
    driver: Group,
    data: PathBuf,
    log: PathBuf,
    mouse: Mouse,
    scale: f64,
}

impl Device {
    /// `scale` is the number of the screen's pixels for one of the app's.
    pub async fn start(screen: &Screen, folder: &Path, args: &[&str], scale: u32) -> Device {
        let port = std::net::TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let log = folder.join("desktop.log");
        let file = File::options()
            .create(true)
            .append(true)
            .open(&log)
            .unwrap();
        let driver = Group::start(
            Command::new("WebKitWebDriver")
                .arg(format!("--port={port}"))
                .env("DISPLAY", &screen.display)
                .env("TIFFIN_LOG", "info,program=debug")
                // There is no GPU under Xvfb, and the engine's own software painter is the sturdier one.
                .env("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1")
                .env("GDK_SCALE", scale.to_string())
                .env_remove("WAYLAND_DISPLAY")
                .stdout(Stdio::null())
                .stderr(file),
        );
        let data = folder.join("device");
        let mut all = vec![
            "--automation".to_owned(),
            "--settings".into(),
            path(&folder.join("host.toml")),
        ];
        all.extend(["--data-dir".into(), path(&data)]);
        for (option, usual) in [("--lang", "en"), ("--theme", "light")] {
            if !args.contains(&option) {
                all.extend([option.to_owned(), usual.to_owned()]);
            }
        }
        all.extend(args.iter().map(|arg| (*arg).to_owned()));
        let options = json!({ "binary": binary("tiffin-desktop"), "args": all });
        let mut capabilities = fantoccini::wd::Capabilities::new();
        capabilities.insert("webkitgtk:browserOptions".into(), options);
        let address = format!("http://127.0.0.1:{port}");
        let deadline = Instant::now() + PATIENCE;
        let client = loop {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            match builder
                .capabilities(capabilities.clone())
                .connect(&address)
                .await
            {
                Ok(client) => break client,
                Err(error) if Instant::now() > deadline => {
                    panic!("no session: {error}\n{}", text(&log))
                }
                Err(_) => tokio::time::sleep(Duration::from_millis(200)).await,
            }
        };
        Device {
            client,
            driver,
            data,
            log,
            mouse: screen.mouse.clone(),
            scale: f64::from(scale),
        }
    }

    /// What the app and the programs logged so far.
    pub fn log(&self) -> String {
        text(&self.log)
    }

    /// Goes to the view of this kind that is on screen and for which the script returns true; fails with a picture.
    pub async fn until(&self, seen: Seen, what: &str, script: &str) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if self.find(seen, script).await {
                return;
            }
            if Instant::now() > deadline {
                self.give_up(what).await;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// All views; none if the driver does not answer.
    async fn windows(&self) -> Vec<fantoccini::wd::WindowHandle> {
        match tokio::time::timeout(COMMAND, self.client.windows()).await {
            Ok(Ok(handles)) => handles,
            _ => Vec::new(),
        }
    }

    /// How many views the app has, the bars' own left out: pages, and the one that waits.
    pub async fn live_views(&self) -> usize {
        self.windows().await.len().saturating_sub(1)
    }

    /// Goes to the view of this kind that is on screen and for which the script returns true, if there is one now.
    pub async fn find(&self, seen: Seen, script: &str) -> bool {
        for handle in self.windows().await {
            let switched =
                tokio::time::timeout(COMMAND, self.client.switch_to_window(handle)).await;
            if !matches!(switched, Ok(Ok(()))) {
                continue;
            }
            // A view may go while it is looked at.
            let kind = match seen {
                Seen::Page => {
                    "location.protocol === 'mp:' && document.visibilityState === 'visible'"
                }
                Seen::Hidden => {
                    "location.protocol === 'mp:' && document.visibilityState !== 'visible'"
                }
                Seen::Waiting => {
                    "location.protocol === 'mp:' && !document.querySelector('wx-page')"
                }
                Seen::Chrome => "location.protocol === 'chrome:'",
            };
            let script = format!("return ({kind}) && Boolean((() => {{ {script} }})())");
            if matches!(self.client_run(&script).await, Some(Value::Bool(true))) {
                return true;
            }
        }
        false
    }

    /// Waits for an element of a page on screen.
    pub async fn page(&self, css: &str) {
        self.until(
            Seen::Page,
            css,
            &format!("return document.querySelector({})", json!(css)),
        )
        .await;
    }

    /// Waits for a text on a page on screen.
    pub async fn page_says(&self, words: &str) {
        self.until(
            Seen::Page,
            words,
            &format!("return document.body.innerText.includes({})", json!(words)),
        )
        .await;
    }

    /// Waits for a text in the bars and overlays.
    pub async fn chrome_says(&self, words: &str) {
        self.until(
            Seen::Chrome,
            words,
            &format!("return document.body.innerText.includes({})", json!(words)),
        )
        .await;
    }

    pub async fn chrome_shows(&self, css: &str) {
        self.until(
            Seen::Chrome,
            css,
            &format!("return document.querySelector({})", json!(css)),
        )
        .await;
    }

    /// Waits for an element of a page, and clicks it as a person does.
    pub async fn tap(&self, css: &str) {
        self.page(css).await;
        let (x, y) = self.place(css).await;
        self.mouse.click(x, y);
    }

    /// Clicks a field of a page, and types small Latin letters and digits once it has the keyboard.
    pub async fn type_into(&self, css: &str, text: &str) {
        self.tap(css).await;
        let field = format!("document.querySelector({})", json!(css));
        // The element alone is not enough: on a busy machine the window's keys still go to another view for a moment.
        let focused =
            format!("return document.hasFocus() && {field}.contains(document.activeElement)");
        self.until(Seen::Page, "the field has the keyboard", &focused)
            .await;
        self.mouse.typed(text);
        let typed = format!("return document.activeElement.value === {}", json!(text));
        self.until(Seen::Page, "what was typed", &typed).await;
    }

    /// Waits until the bars and overlays have stopped moving.
    pub async fn chrome_rests(&self) {
        let script = "return document.getAnimations().every((a) => a.playState !== 'running' || a.effect.getTiming().iterations === Infinity)";
        self.until(Seen::Chrome, "stillness", script).await;
    }

    /// Waits for an element of the bars and overlays, and clicks it once they have stopped moving.
    pub async fn tap_chrome(&self, css: &str) {
        self.chrome_shows(css).await;
        self.chrome_rests().await;
        let (x, y) = self.place(css).await;
        self.mouse.click(x, y);
    }

    /// Where the middle of an element of the view that was found last is on the screen, in its pixels, once it rests there with nothing
    /// above it. Clicks are the mouse's: the driver never answers one that closes its own view (measured).
    pub async fn place(&self, css: &str) -> (f64, f64) {
        let height = f64::from(self.mouse.window_size().1) / self.scale;
        let script = PLACE
            .replace("CSS", &json!(css).to_string())
            .replace("HEIGHT", &height.to_string());
        let deadline = Instant::now() + PATIENCE;
        let mut before = None;
        loop {
            let now = self.client_run(&script).await;
            let now = now.and_then(|place| serde_json::from_value::<(f64, f64)>(place).ok());
            if let Some((x, y)) = now.filter(|_| now == before) {
                return (x * self.scale, y * self.scale);
            }
            if Instant::now() > deadline {
                self.give_up(&format!("a place to click {css}")).await;
            }
            before = now;
            tokio::time::sleep(Duration::from_millis(60)).await;
        }
    }

    /// A script in the view that was found last; `None` if it fails, or if its view went while it ran.
    async fn client_run(&self, script: &str) -> Option<Value> {
        let run = self.client.execute(script, Vec::new());
        tokio::time::timeout(COMMAND, run).await.ok()?.ok()
    }

    /// The text of an element of the view that was found last.
    pub async fn text(&self, css: &str) -> String {
        self.client
            .find(Locator::Css(css))
            .await
            .unwrap()
            .text()
            .await
            .unwrap()
    }

    /// Runs a script in the view that was found last.
    pub async fn run(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap()
    }

    async fn give_up(&self, what: &str) -> ! {
        let file = evidence(&format!(
            "{}.png",
            what.chars()
                .filter(char::is_ascii_alphanumeric)
                .collect::<String>()
        ));
        self.mouse.shot(&file);
        let mut views = String::new();
        for handle in self.windows().await {
            let _ = tokio::time::timeout(COMMAND, self.client.switch_to_window(handle)).await;
            let script = "return [location.href, document.visibilityState, document.body.innerText.slice(0, 300)].join(' | ')";
            views.push_str(&format!("\n  {:?}", self.client_run(script).await));
        }
        panic!(
            "not seen: {what}\nscreen: {}\nviews:{views}\nlog:\n{}",
            file.display(),
            tail(&self.log())
        );
    }

    /// Process ids of this app's page renderers, found below the driver this test started.
    pub fn renderers(&self) -> Vec<u32> {
        let mut found = Vec::new();
        let mut parents = vec![self.driver.id()];
        while let Some(parent) = parents.pop() {
            let children =
                std::fs::read_to_string(format!("/proc/{parent}/task/{parent}/children"))
                    .unwrap_or_default();
            for child in children
                .split_whitespace()
                .filter_map(|id| id.parse::<u32>().ok())
            {
                let name =
                    std::fs::read_to_string(format!("/proc/{child}/comm")).unwrap_or_default();
                if name.starts_with("WebKitWebProces") {
                    found.push(child);
                }
                parents.push(child);
            }
        }
        found
    }

    /// The renderer of the view that was found last: the one that is busy while that view is.
    pub async fn renderer(&self) -> u32 {
        let before: Vec<(u32, u64)> = self.renderers().into_iter().map(busy).collect();
        self.run("const end = performance.now() + 1500; while (performance.now() < end);")
            .await;
        let worked = before.into_iter().map(|(id, ticks)| {
            let more = busy(id).1.saturating_sub(ticks);
            (more, id)
        });
        worked.max().expect("a renderer").1
    }

    pub fn kill(&self, renderer: u32) {
        assert!(
            self.renderers().contains(&renderer),
            "{renderer} is not ours"
        );
        signal("KILL", &renderer.to_string());
    }

    /// Ends the app as a person does by closing the window, and waits for it.
    pub async fn stop(mut self) {
        let _ = tokio::time::timeout(COMMAND, self.client.clone().close()).await;
        self.driver.stop();
    }

    /// The cached package files on the device.
    pub fn packages(&self) -> Vec<PathBuf> {
        store::files(&self.data)
            .into_iter()
            .filter(|path| starts_as_zip(path))
            .collect()
    }
}

/// A process, and the clock ticks that it has used (proc(5), `stat`, field 14).
fn busy(id: u32) -> (u32, u64) {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    let fields = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = fields.split_whitespace().nth(11);
    (id, ticks.and_then(|ticks| ticks.parse().ok()).unwrap_or(0))
}

fn starts_as_zip(path: &Path) -> bool {
    std::fs::read(path).is_ok_and(|bytes| bytes.starts_with(b"PK\x03\x04"))
}

fn path(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

fn tail(log: &str) -> &str {
    let start = log.len().saturating_sub(6_000);
    log.char_indices()
        .find(|(at, _)| *at >= start)
        .map_or("", |(at, _)| &log[at..])
}
