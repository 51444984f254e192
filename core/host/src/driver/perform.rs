//! Performs what the state machine of views decides: makes and destroys them, binds them to a program's files, fills a loaded
//! one with its page.

use tiffin_runtime::Input;

use super::bridge::with_own_files;
use super::state::State;
use crate::event::HostEvent;
use crate::ids::ViewId;
use crate::views::{Action, PageKey};

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
                // Before it is loaded: its document may ask for files before it says ready.
                Action::Bind { view, page } => self.bind(view, page),
                Action::Destroy(view) => {
                    self.shared.unbind_view(view);
                    self.emit(HostEvent::ViewDestroy { view });
                }
                Action::ViewLost(page) => self.page_lost_its_view(page),
                Action::RendererFails(page) => self.crash(
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
            self.say(view, &json);
        }
    }

    fn page_lost_its_view(&mut self, key: PageKey) {
        let Some(instance) = self.instances.get_mut(&key.instance) else {
            return;
        };
        instance.runtime.post(Input::ViewGone { page: key.page });
        if let Some(page) = instance.pages.get_mut(&key.page) {
            page.waiting.clear();
            page.natives.clear();
            page.given = 0;
        }
    }
}
