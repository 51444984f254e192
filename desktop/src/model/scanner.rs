//! A picture was looked at: what now. One openable code opens; several are offered; none is an error where the person
//! is looking: in the scanner sheet if it is open, else over the whole window.

use tiffin_host::{CallId, HostError, Scanned, Scene};

use super::{Cover, Effect, Model, Panel};

/// Where a picture came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// `--scan`, the file dialog, a drop, a paste: all are WeChat's "code in a picture of the album".
    Picture,
}

impl Source {
    fn scene(self) -> Scene {
        match self {
            Source::Picture => Scene::ScanAlbum,
        }
    }
}

/// The scanner sheet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scanner {
    /// A program's `wx.scanCode` waits for the text; otherwise what is found is opened.
    pub call: Option<CallId>,
    pub busy: bool,
    pub error: Option<HostError>,
    /// Only filled when there is a choice to make.
    pub results: Vec<Choice>,
}

/// One of several codes, as a person recognises it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub text: String,
    /// The program it leads to, for its icon.
    pub program: Option<String>,
    /// The program's name, or what it is called in links; the text itself if it is no link.
    pub title: String,
    /// Where it leads: store and page. Empty if the title says all.
    pub detail: String,
    pub openable: bool,
}

impl Choice {
    /// A program that asked takes any text.
    fn of(code: Scanned, for_program: bool) -> Choice {
        let openable = code.openable || for_program;
        let Ok(link) = code.link else {
            return Choice {
                title: code.text.clone(),
                text: code.text,
                program: None,
                detail: String::new(),
                openable,
            };
        };
        let store = link.store.as_deref().unwrap_or_default();
        let store = store.split_once("://").map_or(store, |(_, host)| host);
        let parts = [
            store.trim_end_matches('/'),
            link.page.as_deref().unwrap_or_default(),
        ];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        Choice {
            text: code.text,
            title: link.name.unwrap_or_else(|| link.program.clone()),
            program: Some(link.program),
            detail: parts.collect::<Vec<_>>().join(" · "),
            openable,
        }
    }
}

impl Scanner {
    pub(super) fn answering(call: CallId) -> Self {
        Scanner {
            call: Some(call),
            ..Scanner::default()
        }
    }

    pub(super) fn cancelled(self) -> Vec<Effect> {
        self.call
            .map(|call| Effect::Reply(call, Err("cancel".into())))
            .into_iter()
            .collect()
    }
}

impl Model {
    /// The scanner sheet, opened by a person.
    pub fn open_scanner(&mut self) -> Vec<Effect> {
        let effects = self.close_panel();
        self.panel = Some(Panel::Scanner(Scanner::default()));
        effects
    }

    /// A picture is being read.
    pub fn scanning(&mut self) {
        if let Some(Panel::Scanner(scanner)) = &mut self.panel {
            *scanner = Scanner {
                call: scanner.call,
                busy: true,
                ..Scanner::default()
            };
        }
    }

    pub fn scanned(&mut self, result: Result<Vec<Scanned>, HostError>) -> Vec<Effect> {
        match result {
            Err(error) => {
                self.scan_failed(error);
                Vec::new()
            }
            Ok(found) => self.found(found),
        }
    }

    fn scan_failed(&mut self, error: HostError) {
        match &mut self.panel {
            Some(Panel::Scanner(scanner)) => {
                scanner.busy = false;
                scanner.error = Some(error);
            }
            _ => {
                self.cover = Some(Cover::Failed {
                    program: None,
                    error,
                })
            }
        }
    }

    fn found(&mut self, found: Vec<Scanned>) -> Vec<Effect> {
        let call = match &self.panel {
            Some(Panel::Scanner(scanner)) => scanner.call,
            _ => None,
        };
        let results: Vec<Choice> = found
            .into_iter()
            .map(|code| Choice::of(code, call.is_some()))
            .collect();
        let mut open = results.iter().filter(|choice| choice.openable);
        match (open.next(), open.next()) {
            (Some(choice), None) => self.take(choice.text.clone(), call),
            // Nothing can be opened: the host says why, of the first.
            (None, _) => match results.into_iter().next() {
                Some(choice) => self.take(choice.text, call),
                None => Vec::new(),
            },
            (Some(_), Some(_)) => {
                self.panel = Some(Panel::Scanner(Scanner {
                    call,
                    results,
                    ..Scanner::default()
                }));
                Vec::new()
            }
        }
    }

    /// One of several was picked.
    pub(super) fn scan_pick(&mut self, index: usize) -> Vec<Effect> {
        let Some(Panel::Scanner(scanner)) = &self.panel else {
            return Vec::new();
        };
        match scanner.results.get(index).cloned() {
            Some(choice) if choice.openable => self.take(choice.text, scanner.call),
            _ => Vec::new(),
        }
    }

    fn take(&mut self, text: String, call: Option<CallId>) -> Vec<Effect> {
        self.panel = None;
        match call {
            Some(call) => vec![Effect::Reply(call, Ok(scan_answer(&text)))],
            None => self.open_link(&text, Source::Picture.scene()),
        }
    }
}

/// What `wx.scanCode` is told; the host adds nothing but `errMsg`.
fn scan_answer(text: &str) -> String {
    serde_json::json!({ "text": text, "result": text, "scanType": "QR_CODE", "charSet": "UTF-8" })
        .to_string()
}
