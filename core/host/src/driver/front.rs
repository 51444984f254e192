//! Performs what the machine of the front (`screen::fronts`) decides: which program is in front, and what becomes of those
//! that are not.

use std::time::Instant;

use tiffin_protocol::Scene;
use tiffin_protocol::event::Event;
use tiffin_protocol::message::ToView;
use tiffin_runtime::{Input, Launch, Place};

use super::state::State;
use crate::environment::Environment;
use crate::event::HostEvent;
use crate::ids::InstanceId;
use crate::instance::Instance;
use crate::open::Request;
use crate::screen::{MemoryLevel, Saved, SavedPage, Step};

impl State {
    /// Performs what the machine of the front decided, in order. `launch` goes to the instance that is shown.
    fn front_steps(&mut self, steps: Vec<Step>, launch: Option<&Launch>) {
        for step in steps {
            match step {
                Step::Front(front) => self.put_in_front(front),
                Step::Show(id) => self.post(
                    id,
                    Input::Show {
                        launch: launch.cloned(),
                    },
                ),
                Step::Hide(id) => self.post(id, Input::Hide),
                Step::Suspend(id) => {
                    self.post(id, Input::Suspend);
                    self.send_to_views_of(id, &ToView::Suspend);
                }
                Step::Resume(id) => self.send_to_views_of(id, &ToView::Resume),
                Step::End(id) => self.end(id),
                Step::Retire(id) => {
                    self.retired = self.instances.get(&id).and_then(request_again);
                    self.end(id);
                }
                Step::StartAgain => self.start_again(),
                Step::OpenHome => self.open_home(),
            }
        }
    }

    fn post(&self, id: InstanceId, input: Input) {
        if let Some(instance) = self.instances.get(&id) {
            instance.runtime.post(input);
        }
    }

    /// An instance that was just started comes to the front.
    pub(super) fn front_started(&mut self, id: InstanceId, home: bool) {
        let steps = self.fronts.started(id, home, Instant::now());
        self.front_steps(steps, None);
    }

    /// Brings an instance to the front. `launch` is set when it was opened anew.
    pub(super) fn bring_front(&mut self, id: InstanceId, launch: Option<Launch>) {
        let steps = self.fronts.bring(id, launch.is_some(), Instant::now());
        self.front_steps(steps, launch.as_ref());
    }

    fn put_in_front(&mut self, front: Option<InstanceId>) {
        let actions = self.views.front(front);
        self.perform(actions);
    }

    /// The capsule's close button. A program that crashed ends; others live on behind for a while.
    pub(super) fn leave(&mut self, id: InstanceId) {
        let Some(instance) = self.instances.get(&id) else {
            return;
        };
        let (opener, crashed) = (instance.opener, instance.crash.is_some());
        let steps = self.fronts.leave(id, opener, crashed, Instant::now());
        self.front_steps(steps, None);
    }

    /// The person comes back after so long that what was in front had ended.
    fn start_again(&mut self) {
        match self.retired.take() {
            Some(request) => self.open_or_home(request),
            None => self.open_home(),
        }
    }

    /// The device is short of memory.
    pub(super) fn trim_memory(&mut self, level: MemoryLevel) {
        let all = level == MemoryLevel::Critical;
        let actions = self.views.trim(all);
        self.perform(actions);
        if all {
            let steps = self.fronts.end_behind();
            self.front_steps(steps, None);
        }
    }

    /// What is open now, to be opened again when the system took the app.
    pub(super) fn saved(&self) -> Saved {
        let Some(instance) = self.front().and_then(|id| self.instances.get(&id)) else {
            // What the person waits for, or would find again.
            let next = self.openings.request().or(self.retired.as_ref());
            return next.map_or_else(|| Saved::new(None, Vec::new()), saved_of);
        };
        if instance.loaded.home {
            return Saved::new(None, Vec::new());
        }
        let pages = instance.route.iter().filter_map(|page| {
            let page = instance.pages.get(page)?;
            Some(SavedPage {
                path: page.path.clone(),
                query: page.query.clone(),
            })
        });
        Saved::new(Some(instance.program.to_string()), pages.collect())
    }

    /// Opens what was open, page upon page; the home if that cannot be.
    pub(super) fn restore(&mut self, saved: Option<Saved>) {
        let program = saved.as_ref().and_then(|saved| saved.program.as_deref());
        let Some(Ok(program)) = program.map(str::parse) else {
            self.open_home();
            return;
        };
        let mut request = Request::program(program, Scene::Main);
        let store = saved.as_ref().and_then(|saved| saved.store.as_deref());
        request.store = store.and_then(|base| self.shared.stores.by_base(base));
        let pages = saved.map(|saved| saved.pages).unwrap_or_default();
        let mut pages = pages.into_iter().map(|page| Place {
            path: page.path,
            query: page.query,
        });
        if let Some(first) = pages.next() {
            request.page = Some(first.path);
            request.query = first.query;
            request.above = Some(pages.collect());
        }
        self.open_or_home(request);
    }

    /// What is due of the programs behind.
    pub(super) fn tick_fronts(&mut self, now: Instant) {
        let steps = self.fronts.tick(now);
        self.front_steps(steps, None);
    }

    /// Ends an instance for good: its thread, views, calls and prompts.
    pub(super) fn end(&mut self, id: InstanceId) {
        let Some(instance) = self.instances.remove(&id) else {
            return;
        };
        if self.after_paint.remove(&id).is_some() {
            self.record_use(&instance.program);
        }
        self.start_cut_off(&instance);
        instance.runtime.post(Input::Close);
        let actions = self.views.close_instance(id);
        self.perform(actions);
        self.fronts.ended(id);
        self.notices.remove(&id);
        self.shared.remove_instance(id);
        self.end_calls(id);
        self.prompts.forget(id);
        self.shared.consent.ended(instance.program.as_str());
        self.emit(HostEvent::Closed { instance: id });
    }

    pub(super) fn tab_tapped(&mut self, id: InstanceId, index: u32) {
        if let Some(instance) = self.instances.get(&id) {
            instance.runtime.post(Input::TabTap { index });
        }
    }

    /// The whole app goes behind, or comes back.
    pub(super) fn visibility(&mut self, foreground: bool) {
        let steps = self.fronts.visibility(foreground, Instant::now());
        self.front_steps(steps, None);
        if foreground {
            // They may have been away to log in, or to set the clock.
            self.network_changed();
        }
    }

    /// What the network stopped is tried again at once.
    pub(super) fn network_changed(&mut self) {
        self.openings.changed(Instant::now());
    }

    pub(super) fn environment_changed(&mut self, environment: Environment) {
        let before = self.shared.environment();
        if *before == environment {
            return;
        }
        self.shared.set_environment(environment.clone());
        let network = before.network_type != environment.network_type;
        for instance in self.instances.values() {
            let caller = self.caller_of(instance);
            let change =
                crate::capability::system::change(&caller, &environment, instance.current());
            instance.runtime.post(Input::Environment {
                json: change.to_string(),
            });
            if network {
                let payload = serde_json::json!({
                    "isConnected": environment.is_online(), "networkType": environment.network_type,
                });
                instance.runtime.post(Input::Event {
                    event: Event::NetworkStatusChange,
                    payload: payload.to_string(),
                });
            }
        }
        if before.theme != environment.theme {
            self.send_theme();
        }
        if network && environment.is_online() {
            self.network_changed();
        }
    }
}

/// What is not there yet: its page, and what was to lie above it.
fn saved_of(request: &Request) -> Saved {
    let first = request.page.as_ref().map(|path| SavedPage {
        path: path.clone(),
        query: request.query.clone(),
    });
    let above = request.above.iter().flatten().map(|place| SavedPage {
        path: place.path.clone(),
        query: place.query.clone(),
    });
    let pages = first.into_iter().chain(above).collect();
    let mut saved = Saved::new(Some(request.program.to_string()), pages);
    saved.store = request.store.as_ref().map(|store| store.base.clone());
    saved
}

/// How a program starts after it ended because the app was away for long: at its entry page, or at the page where it was
/// left if that page says so. `None` for the home.
/// <https://developers.weixin.qq.com/miniprogram/dev/framework/runtime/operating-mechanism.html> (`restartStrategy`)
fn request_again(instance: &Instance) -> Option<Request> {
    if instance.loaded.home {
        return None;
    }
    let mut request = Request::program(instance.program.clone(), Scene::Main);
    let current = instance
        .current()
        .and_then(|page| instance.pages.get(&page));
    // Tab pages start at the entry page whatever they say, as on WeChat.
    if let Some(page) = current.filter(|page| {
        page.config.text("restartStrategy") == Some("homePageAndLatestPage") && !page.tab
    }) {
        request.page = Some(page.path.clone());
        request.query = page.query.clone();
    }
    Some(request)
}
