//! The bridge between programs and their views: batches and questions go down, what views say comes up. A view speaks only
//! for the page that the host put into it.

use serde_json::{Value, json};
use tiffin_protocol::message::{
    FromView, NativePlace, PageEvent, StateKind, ToView, script_literal,
};
use tiffin_runtime::{Input, PageId};

use super::state::State;
use crate::event::{HostEvent, LogLevel};
use crate::ids::{InstanceId, ViewId};
use crate::instance::MAX_WAITING;
use crate::views::PageKey;

/// How the framework hears of a pull-down that no view made: by the menu, or by `wx.startPullDownRefresh`.
pub(super) fn pulled_down() -> FromView {
    FromView::Page {
        event: PageEvent::PullDownRefresh,
        detail: json!({}),
    }
}

impl State {
    /// A message to a view, on its way with the next pull.
    pub(super) fn say(&self, view: ViewId, json: &str) {
        self.shared.events.message(view, script_literal(json));
    }

    /// A batch of operations. What a snapshot held already is dropped; without a view the mirror has it, and the program is
    /// told that it arrived, so that its callbacks run.
    pub(super) fn batch(&mut self, id: InstanceId, page: PageId, n: u32, json: &str) {
        let key = PageKey { instance: id, page };
        let filled = self.views.loaded_view(key);
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
                self.say(view, &with_own_files(json));
            }
            None if coming => {}
            None => {
                let message = FromView::Applied { n: u64::from(n) };
                instance.runtime.post(Input::View { page, message });
            }
        }
    }

    /// Something that the host itself says to a page's view.
    pub(super) fn say_to_view(&mut self, id: InstanceId, page: PageId, message: &ToView) {
        if let Ok(json) = message.to_json() {
            self.send_to_view(id, page, json);
        }
    }

    /// Any other message to a page's view; it waits while the view loads.
    pub(super) fn send_to_view(&mut self, id: InstanceId, page: PageId, json: String) {
        let key = PageKey { instance: id, page };
        if let Some(view) = self.views.loaded_view(key) {
            self.say(view, &json);
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

    /// Says something to every loaded view of an instance, whichever page is in it.
    pub(super) fn send_to_views_of(&self, id: InstanceId, message: &ToView) {
        match message.to_json() {
            Ok(json) => {
                for view in self.views.loaded_views(id) {
                    self.say(view, &json);
                }
            }
            Err(error) => tracing::error!(%error, "a message to views"),
        }
    }

    pub(super) fn view_message(&mut self, view: ViewId, message: FromView) {
        if !self.views.exists(view) {
            return;
        }
        let key = self.views.page_of(view);
        match &message {
            FromView::Ready => {
                let actions = self.views.ready(view);
                self.perform(actions);
                return;
            }
            FromView::Painted => {
                tracing::debug!(target: "opening", %view, "painted");
                self.views.painted(view);
                // The next page will want a view; now there is time to make one.
                let actions = self.views.prewarm();
                self.perform(actions);
            }
            FromView::Error { message, .. } => {
                self.view_log(key, LogLevel::Error, message);
                return;
            }
            FromView::Log { message, .. } => {
                let text = message
                    .as_str()
                    .map_or_else(|| message.to_string(), str::to_owned);
                self.view_log(key, LogLevel::Log, &text);
                return;
            }
            FromView::Natives { places } => {
                if let Some(key) = key {
                    self.natives(key, places.clone());
                }
                return;
            }
            _ => {}
        }
        let Some(key) = key else { return };
        let Some(instance) = self.instances.get_mut(&key.instance) else {
            return;
        };
        if let FromView::State {
            kind: StateKind::PageScroll,
            value,
            ..
        } = &message
            && let (Some(top), Some(page)) = (value.as_f64(), instance.pages.get_mut(&key.page))
        {
            page.scroll_top = top.clamp(0.0, 10_000_000.0);
        }
        instance.runtime.post(Input::View {
            page: key.page,
            message,
        });
    }

    fn natives(&mut self, key: PageKey, places: Vec<NativePlace>) {
        let mut last = self.last_native;
        let page = self
            .instances
            .get_mut(&key.instance)
            .and_then(|instance| instance.pages.get_mut(&key.page));
        if let Some(page) = page {
            page.natives.report(places, || {
                last += 1;
                last
            });
        }
        self.last_native = last;
    }

    fn view_log(&self, key: Option<PageKey>, level: LogLevel, text: &str) {
        let Some(key) = key else { return };
        self.emit(HostEvent::Log {
            instance: key.instance,
            level,
            text: format!("view: {}", crate::capability::shortened(text, 2_000)),
        });
    }

    /// Light or dark: every view that shows something is told.
    pub(super) fn send_theme(&mut self) {
        let environment = self.shared.environment();
        let mut messages = Vec::new();
        for instance in self.instances.values() {
            let theme = super::assign::theme_of(instance, &environment).as_str();
            for page in instance.pages.keys() {
                if let Some(view) = self.views.loaded_view(PageKey {
                    instance: instance.id,
                    page: *page,
                }) {
                    let theme = ToView::Theme {
                        theme: theme.to_owned(),
                    };
                    messages.extend(theme.to_json().map(|json| (view, json)));
                }
            }
        }
        for (view, json) in messages {
            self.say(view, &json);
        }
    }
}

/// The web engine cannot load `wxfile://`: in the attribute `src` of a batch it becomes the view's own address for the same
/// file. Operations are flat, `8, id, "src", value`, so that a name is followed by its value; texts stay as they are.
pub(super) fn with_own_files(json: &str) -> std::borrow::Cow<'_, str> {
    const WRITTEN: &str = r#""src","wxfile://"#;
    if json.contains(WRITTEN) {
        json.replace(WRITTEN, r#""src","/__tiffin__/file/"#).into()
    } else {
        json.into()
    }
}

/// A question to a page without a view gets an answer all the same: nothing hangs (promise 7).
fn answer_without_view(json: &str) -> Option<FromView> {
    match serde_json::from_str(json).ok()? {
        ToView::Query { q, items } if q != 0 => Some(FromView::Queried {
            q,
            result: vec![Value::Null; items.len()],
        }),
        ToView::Invoke { q, .. } if q != 0 => Some(FromView::Invoked {
            q,
            result: Value::Null,
            error: Some("the page has no view".into()),
        }),
        _ => None,
    }
}
