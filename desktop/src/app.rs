//! The driver: carries signals to the model, and performs what the model answers.

mod hooks;
mod pump;

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel};
use std::time::{Duration, Instant};

use tao::event_loop::EventLoopProxy;
use tao::window::{Theme, Window};
use tiffin_host::{Host, HostError, LinkSource, Scanned, ScreenAction};

use crate::keys::Shortcut;
use crate::model::{Effect, Focus, Model, Said};
use crate::resources::Workers;
use crate::signal::{Signal, send};
use crate::surface::{Options, Surface};
use crate::{device, dialogs};

use hooks::hooks;
use pump::pump;

/// How long closing waits for the host to end its programs.
const CLOSE_WAIT: Duration = Duration::from_secs(3);
/// A picture file larger than this is no photograph of a code.
const MAX_PICTURE: u64 = 64 * 1024 * 1024;

/// What an [`App`] is made from.
pub struct Start {
    pub host: Host,
    pub workers: Workers,
    pub window: Window,
    pub proxy: EventLoopProxy<Signal>,
    pub host_name: String,
    pub language: String,
    pub dark: bool,
    pub follow_system: bool,
    pub web_data: PathBuf,
    pub automation: bool,
    /// The bytes of `--scan`'s picture.
    pub scan: Option<Vec<u8>>,
    pub open: Option<String>,
}

pub struct App {
    surface: Surface,
    model: Model,
    host: Host,
    workers: Workers,
    proxy: EventLoopProxy<Signal>,
    language: String,
    dark: bool,
    follow_system: bool,
    pulled: Sender<()>,
    chrome_ready: bool,
    drawn: String,
    focus: Option<Focus>,
    resized: bool,
    /// Set once the window closes: the latest moment to leave.
    leaving: Option<Option<Instant>>,
}

impl App {
    /// Makes the chrome, starts the pump, opens home and what the command line asks for.
    ///
    /// # Errors
    /// What the web engine says, in words.
    pub fn start(start: Start) -> Result<App, String> {
        let hooks = hooks(&start.host, &start.workers, &start.proxy);
        let options = Options {
            data_dir: start.web_data,
            automation: start.automation,
        };
        let surface = Surface::new(start.window, &options, hooks)?;
        let (pulled, drawn) = channel();
        pump(start.host.clone(), start.proxy.clone(), drawn)?;
        let app = App {
            surface,
            model: Model::new(&start.host_name, &start.language, start.dark),
            host: start.host,
            workers: start.workers,
            proxy: start.proxy,
            language: start.language,
            dark: start.dark,
            follow_system: start.follow_system,
            pulled,
            chrome_ready: false,
            drawn: String::new(),
            focus: None,
            resized: false,
            leaving: None,
        };
        app.host.open_home();
        if let Some(picture) = start.scan {
            app.scan(picture);
        }
        if let Some(link) = start.open {
            app.host.act(ScreenAction::OpenLink {
                text: link,
                source: LinkSource::External,
            });
        }
        Ok(app)
    }

    pub fn signal(&mut self, signal: Signal) {
        let effects = match signal {
            Signal::Host(events) => {
                let effects = self.model.turn(events);
                // The pump may be gone already; then nobody waits for this.
                let _ = self.pulled.send(());
                effects
            }
            Signal::Chrome(text) => self.chrome_said(&text),
            Signal::ChromeLost => {
                self.chrome_ready = false;
                self.surface.reload_chrome();
                Vec::new()
            }
            Signal::Shortcut(shortcut) => self.shortcut(shortcut),
            Signal::Dropped(paths) => {
                // One drop, one picture.
                if let Some(path) = paths.into_iter().next() {
                    self.read_and_scan(path);
                }
                Vec::new()
            }
            Signal::Picture(bytes) => {
                self.scan(bytes);
                Vec::new()
            }
            Signal::Clipboard(call, text) => {
                let answer = serde_json::json!({ "data": text.unwrap_or_default() }).to_string();
                vec![Effect::Reply(call, Ok(answer))]
            }
        };
        self.perform(effects);
    }

    fn chrome_said(&mut self, text: &str) -> Vec<Effect> {
        match serde_json::from_str::<Said>(text) {
            Ok(said) => {
                if said == Said::Ready {
                    self.chrome_ready = true;
                    self.drawn.clear();
                }
                self.model.said(said)
            }
            Err(error) => {
                tracing::warn!(%error, text, "the chrome said something unknown");
                Vec::new()
            }
        }
    }

    fn shortcut(&mut self, shortcut: Shortcut) -> Vec<Effect> {
        match shortcut {
            Shortcut::PastePicture => {
                let proxy = self.proxy.clone();
                dialogs::clipboard_picture(move |bytes| send(&proxy, Signal::Picture(bytes)));
                Vec::new()
            }
            Shortcut::SwitchFocus => {
                match (self.surface.chrome_has_focus(), self.model.focus()) {
                    (true, Some(Focus::Page(view))) => self.surface.focus_page(view.0),
                    _ => self.surface.focus_chrome(),
                }
                Vec::new()
            }
            other => self.model.shortcut(other),
        }
    }

    fn scan(&self, picture: Vec<u8>) {
        self.host.act(ScreenAction::Reading);
        let host = self.host.clone();
        self.workers
            .run(move || host.act(scanned(host.scan_picture(&picture))));
    }

    fn read_and_scan(&self, path: PathBuf) {
        let (host, proxy) = (self.host.clone(), self.proxy.clone());
        self.workers.run(move || match read_picture(&path) {
            Ok(bytes) => send(&proxy, Signal::Picture(bytes)),
            Err(detail) => {
                let error = HostError::new(tiffin_host::Code::ScanPicture, detail);
                host.act(scanned(Err(error)));
            }
        });
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            self.effect(effect);
        }
    }

    fn effect(&mut self, effect: Effect) {
        match effect {
            Effect::Create {
                view,
                url,
                margins,
                background,
            } => {
                if let Err(error) = self.surface.create(view.0, &url, margins, background) {
                    tracing::error!(%view, error, "no view");
                    self.host.view_lost(view);
                }
            }
            Effect::Script { view, script } => self.surface.run(view.0, &script),
            Effect::Show {
                view,
                margins,
                background,
            } => {
                tracing::debug!(target: "opening", %view, "shown");
                self.surface.show(view.0, margins, background);
            }
            Effect::Hide { view } => self.surface.hide(view.0),
            Effect::Margins { view, margins } => self.surface.set_margins(view.0, margins),
            Effect::Destroy { view } => self.surface.destroy(view.0),
            Effect::Title(title) => self.surface.window().set_title(&title),
            Effect::Region(rectangles) => self.surface.set_chrome_region(&rectangles),
            Effect::Act(action) => self.host.act(action),
            Effect::Reply(call, result) => {
                self.host.port_answer(call, result.map(Into::into));
            }
            Effect::SetClipboard(call, text) => {
                let done = dialogs::set_clipboard_text(&text);
                self.host.port_answer(
                    call,
                    if done {
                        Ok("{}".into())
                    } else {
                        Err("the clipboard is busy".into())
                    },
                );
            }
            Effect::GetClipboard(call) => {
                let proxy = self.proxy.clone();
                dialogs::clipboard_text(move |text| send(&proxy, Signal::Clipboard(call, text)));
            }
            Effect::ChoosePicture => self.choose_picture(),
            Effect::PickPicture(call) => {
                let host = self.host.clone();
                dialogs::choose_picture(self.surface.window(), &self.language, move |path| {
                    let answer =
                        path.map(|path| serde_json::json!({ "paths": [path] }).to_string());
                    let answer = answer.map(Into::into);
                    host.port_answer(call, answer.ok_or_else(|| "cancel".to_owned()));
                });
            }
            Effect::CopyText(text) => {
                dialogs::set_clipboard_text(&text);
            }
            Effect::Quit => self.close(),
            Effect::Leave => self.leaving = Some(None),
        }
    }

    fn choose_picture(&self) {
        let proxy = self.proxy.clone();
        dialogs::choose_picture(self.surface.window(), &self.language, move |path| {
            if let Some(path) = path {
                send(&proxy, Signal::Dropped(vec![path]));
            }
        });
    }

    pub fn resized(&mut self) {
        self.resized = true;
    }

    pub fn theme_changed(&mut self, theme: Theme) {
        if self.follow_system {
            self.dark = theme == Theme::Dark;
            self.model.set_dark(self.dark);
            self.resized = true;
        }
    }

    /// The end of a turn: draw what changed, once.
    pub fn redraw(&mut self) {
        if std::mem::take(&mut self.resized) {
            self.surface.resized();
            self.host.set_environment(device::environment(
                self.surface.window(),
                self.dark,
                &self.language,
            ));
        }
        if self.chrome_ready {
            let picture = self.model.picture();
            if picture != self.drawn {
                tracing::debug!(target: "opening", bytes = picture.len(), "the chrome is drawn");
                self.surface.draw_chrome(&picture);
                self.drawn = picture;
            }
        }
        let focus = self.model.focus();
        if focus != self.focus {
            self.focus = focus;
            match focus {
                Some(Focus::Chrome) => self.surface.focus_chrome(),
                Some(Focus::Page(view)) => self.surface.focus_page(view.0),
                None => {}
            }
        }
    }

    pub fn close(&mut self) {
        if self.leaving.is_none() {
            self.leaving = Some(Some(Instant::now() + CLOSE_WAIT));
            self.host.shutdown();
        }
    }

    /// `None` while the window stays; then the deadline, if the host has not ended yet.
    #[must_use]
    pub fn leaving(&self) -> Option<Option<Instant>> {
        self.leaving
    }
}

/// What becomes of a picture that was looked at is the host's.
fn scanned(result: Result<Vec<Scanned>, HostError>) -> ScreenAction {
    match result {
        Ok(found) => ScreenAction::Found {
            texts: found.into_iter().map(|code| code.text).collect(),
            source: LinkSource::Picture,
            call: None,
        },
        Err(error) => ScreenAction::Unreadable { error, call: None },
    }
}

/// Reads a picture file, bounded.
///
/// # Errors
/// One sentence with the path.
pub fn read_picture(path: &Path) -> Result<Vec<u8>, String> {
    let failed = |error: std::io::Error| format!("{}: {error}", path.display());
    let size = std::fs::metadata(path).map_err(failed)?.len();
    if size > MAX_PICTURE {
        return Err(format!(
            "{}: {size} bytes, a picture has at most {MAX_PICTURE}",
            path.display()
        ));
    }
    std::fs::read(path).map_err(failed)
}
