//! Performs what the state machine of views decides, and carries messages between views and programs. A view speaks only for
//! the page that the host put into it.

use serde::Deserialize;
use serde_json::{Value, json};
use tiffin_protocol::message::script_literal;
use tiffin_runtime::{Input, PageId};

use super::state::State;
use crate::event::{HostEvent, LogLevel};
use crate::ids::{InstanceId, ViewId};
use crate::instance::MAX_WAITING;
use crate::views::{Action, PageKey};

/// The part of a view's message that the host looks at; everything else is for the runtime.
#[derive(Deserialize)]
struct Peek<'a> {
    #[serde(borrow)]
    t: std::borrow::Cow<'a, str>,
    #[serde(default)]
    kind: Option<std::borrow::Cow<'a, str>>,
    #[serde(default)]
    value: Option<Value>,
    #[serde(default)]
    message: Option<Value>,
}

impl State {
    pub(super) fn perform(&mut self, actions: Vec<Action>) {
        for action in actions {
            match action {
                Action::Create(view) => {
                    self.shared.bind_view(view, None);
                    let url = self.shared.origin.document(view);
                    self.emit(HostEvent::ViewCreate { view, url });
                }
                Action::Fill { view, page } => self.fill(view, page),
                Action::Show {
                    view,
                    page,
                    transition,
                } => {
                    // Bound as soon as it belongs to the page: its document may ask for files before it says ready.
                    self.bind(view, page);
                    self.emit(HostEvent::ViewShow {
                        view,
                        instance: page.instance,
                        transition,
                    });
                }
                Action::Hide(view) => self.emit(HostEvent::ViewHide { view }),
                Action::Destroy(view) => {
                    self.shared.unbind_view(view);
                    self.emit(HostEvent::ViewDestroy { view });
                }
                Action::Gone(page) => self.page_lost_its_view(page),
                Action::GiveUp(page) => self.crash(
                    page.instance,
                    crate::error::Code::ProgramCrashed,
                    "the page's renderer died again and again".into(),
                    None,
                ),
            }
        }
    }

    fn bind(&self, view: ViewId, page: PageKey) {
        if let Some(instance) = self.instances.get(&page.instance) {
            self.shared
                .bind_view(view, Some(std::sync::Arc::clone(&instance.loaded)));
        }
    }

    /// Sends a page into a loaded view: its assignment, its tree so far, and what waited.
    fn fill(&mut self, view: ViewId, key: PageKey) {
        self.bind(view, key);
        let environment = self.shared.environment();
        let Some(instance) = self.instances.get_mut(&key.instance) else {
            return;
        };
        let assign = super::assign::message(instance, key.page, &environment);
        let snapshot = instance.runtime.snapshot(key.page);
        let Some(page) = instance.pages.get_mut(&key.page) else {
            return;
        };
        page.given = 0;
        let mut messages = vec![assign];
        if let Some(snapshot) = snapshot.filter(|snapshot| snapshot.n > 0) {
            page.given = snapshot.n;
            messages.push(with_own_files(&snapshot.json).into_owned());
        }
        messages.append(&mut page.waiting);
        for json in messages {
            self.emit(HostEvent::ViewMessage {
                view,
                json: script_literal(&json),
            });
        }
    }

    /// A batch of operations. What a snapshot held already is dropped; without a view the mirror has it, and the program is
    /// told that it arrived, so that its callbacks run.
    pub(super) fn batch(&mut self, id: InstanceId, page: PageId, n: u32, json: &str) {
        let key = PageKey { instance: id, page };
        let filled = self.views.filled(key);
        let coming = self.views.has_view(key);
        let Some(instance) = self.instances.get_mut(&id) else {
            return;
        };
        let Some(found) = instance.pages.get_mut(&page) else {
            return;
        };
        if n == 1 {
            tracing::debug!(target: "opening", %id, bytes = json.len(), "its first batch");
        }
        found.batches = found.batches.max(n);
        if n <= found.given {
            return;
        }
        match filled {
            Some(view) => {
                found.given = n;
                self.emit(HostEvent::ViewMessage {
                    view,
                    json: script_literal(&with_own_files(json)),
                });
            }
            None if coming => {}
            None => {
                let message = json!({"t": "applied", "n": n}).to_string();
                instance.runtime.post(Input::View { page, message });
            }
        }
    }

    /// Any other message to a page's view; it waits while the view loads.
    pub(super) fn send_to_view(&mut self, id: InstanceId, page: PageId, json: String) {
        let key = PageKey { instance: id, page };
        if let Some(view) = self.views.filled(key) {
            self.emit(HostEvent::ViewMessage {
                view,
                json: script_literal(&json),
            });
            return;
        }
        let coming = self.views.has_view(key);
        let Some(instance) = self.instances.get_mut(&id) else {
            return;
        };
        if coming
            && let Some(found) = instance.pages.get_mut(&page)
            && found.waiting.len() < MAX_WAITING
        {
            found.waiting.push(json);
            return;
        }
        if let Some(message) = answer_without_view(&json) {
            instance.runtime.post(Input::View { page, message });
        }
    }

    fn page_lost_its_view(&mut self, key: PageKey) {
        let Some(instance) = self.instances.get_mut(&key.instance) else {
            return;
        };
        instance.runtime.post(Input::ViewGone { page: key.page });
        if let Some(page) = instance.pages.get_mut(&key.page) {
            page.waiting.clear();
            page.given = 0;
        }
    }

    pub(super) fn view_message(&mut self, view: ViewId, text: String) {
        if !self.views.exists(view) {
            return;
        }
        let peek = match serde_json::from_str::<Peek<'_>>(&text) {
            Ok(peek) => peek,
            Err(error) => {
                tracing::warn!(%view, %error, "a view's message is not one");
                return;
            }
        };
        let key = self.views.page_of(view);
        match peek.t.as_ref() {
            "ready" => {
                let actions = self.views.ready(view);
                self.perform(actions);
                return;
            }
            "painted" => {
                tracing::debug!(target: "opening", %view, "painted");
                self.views.painted(view);
                // The next page will want a view; now there is time to make one.
                let actions = self.views.prewarm();
                self.perform(actions);
            }
            "log" | "error" => {
                if let Some(key) = key {
                    let level = if peek.t == "error" {
                        LogLevel::Error
                    } else {
                        LogLevel::Log
                    };
                    let text = match peek.message {
                        Some(Value::String(text)) => text,
                        Some(other) => other.to_string(),
                        None => String::new(),
                    };
                    let text = format!("view: {}", crate::capability::shortened(&text, 2_000));
                    self.emit(HostEvent::Log {
                        instance: key.instance,
                        level,
                        text,
                    });
                }
                return;
            }
            _ => {}
        }
        let Some(key) = key else { return };
        let scrolled = (peek.kind.as_deref() == Some("page-scroll"))
            .then(|| peek.value.as_ref().and_then(Value::as_f64));
        let Some(instance) = self.instances.get_mut(&key.instance) else {
            return;
        };
        if let (Some(Some(top)), Some(page)) = (scrolled, instance.pages.get_mut(&key.page)) {
            page.scroll_top = top.clamp(0.0, 10_000_000.0);
        }
        instance.runtime.post(Input::View {
            page: key.page,
            message: text,
        });
    }

    /// Light or dark: every view that shows something is told.
    pub(super) fn tell_theme(&mut self) {
        let environment = self.shared.environment();
        let mut messages = Vec::new();
        for instance in self.instances.values() {
            let theme = super::assign::theme_of(instance, &environment).as_str();
            for page in instance.pages.keys() {
                if let Some(view) = self.views.filled(PageKey {
                    instance: instance.id,
                    page: *page,
                }) {
                    messages.push((view, json!({"t": "theme", "theme": theme}).to_string()));
                }
            }
        }
        for (view, json) in messages {
            self.emit(HostEvent::ViewMessage { view, json });
        }
    }
}

/// The web engine cannot load `wxfile://`: in the attribute `src` of a batch it becomes the view's own address for the same
/// file. Operations are flat, `8, id, "src", value`, so that a name is followed by its value; texts stay as they are.
fn with_own_files(json: &str) -> std::borrow::Cow<'_, str> {
    const WRITTEN: &str = r#""src","wxfile://"#;
    if json.contains(WRITTEN) {
        json.replace(WRITTEN, r#""src","/__tiffin__/file/"#).into()
    } else {
        json.into()
    }
}

/// A question to a page without a view gets an answer all the same: nothing hangs (promise 7).
fn answer_without_view(json: &str) -> Option<String> {
    let message: Value = serde_json::from_str(json).ok()?;
    let q = message.get("q").filter(|q| q.as_u64() != Some(0))?;
    match message.get("t")?.as_str()? {
        "query" => {
            let count = message
                .get("items")
                .and_then(Value::as_array)
                .map_or(0, Vec::len);
            Some(json!({"t": "queried", "q": q, "result": vec![Value::Null; count]}).to_string())
        }
        "invoke" => {
            Some(json!({"t": "invoked", "q": q, "error": "the page has no view"}).to_string())
        }
        _ => None,
    }
}
