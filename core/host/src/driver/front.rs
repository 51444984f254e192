//! Which program is in front, and what becomes of those that are not.

use std::time::Instant;

use tiffin_runtime::{Input, Launch};

use super::state::State;
use crate::chrome::ChromeAction;
use crate::environment::Environment;
use crate::event::HostEvent;
use crate::ids::InstanceId;
use crate::instance::Life;

impl State {
    /// Brings an instance to the front. `launch` is set when it was opened anew.
    pub(super) fn bring_front(&mut self, id: InstanceId, launch: Option<Launch>) {
        if let Some(before) = self.front().filter(|before| *before != id) {
            self.put_behind(before);
        }
        self.order.retain(|other| *other != id);
        self.order.push(id);
        let Some(instance) = self.instances.get_mut(&id) else {
            return;
        };
        let was_behind = std::mem::replace(&mut instance.life, Life::Front) != Life::Front;
        if was_behind || launch.is_some() {
            instance.runtime.post(Input::Show { launch });
        }
        let front = HostEvent::Front {
            instance: id,
            program: instance.program.to_string(),
            name: instance.name.clone(),
        };
        self.drawn.remove(&id);
        self.emit(front);
        self.draw();
        let actions = self.views.front(Some(id));
        self.perform(actions);
    }

    fn put_behind(&mut self, id: InstanceId) {
        if let Some(instance) = self.instances.get_mut(&id)
            && instance.life == Life::Front
        {
            instance.life = Life::Behind {
                since: Instant::now(),
            };
            instance.runtime.post(Input::Hide);
        }
    }

    /// The capsule's close button. A program that crashed ends; others live on behind for a while.
    pub(super) fn leave(&mut self, id: InstanceId) {
        let Some(instance) = self.instances.get(&id) else {
            return;
        };
        if instance.loaded.home {
            return;
        }
        let (crashed, opener) = (instance.crash.is_some(), instance.opener);
        let in_front = self.front() == Some(id);
        if in_front {
            let home = self
                .instances
                .values()
                .find(|other| other.loaded.home)
                .map(|other| other.id);
            let next = opener
                .filter(|opener| self.instances.contains_key(opener))
                .or(home);
            match next {
                Some(next) => self.bring_front(next, None),
                None => {
                    self.put_behind(id);
                    self.order.retain(|other| *other != id);
                    let actions = self.views.front(None);
                    self.perform(actions);
                    self.open_home();
                }
            }
        }
        if crashed {
            self.end(id);
        }
        self.keep_few_alive();
    }

    /// At most so many programs live; the one that was longest behind goes. The home and the one in front stay.
    pub(super) fn keep_few_alive(&mut self) {
        let limit = self.shared.settings.limits.programs_alive.max(1);
        let front = self.front();
        loop {
            let programs: Vec<&crate::instance::Instance> = self
                .instances
                .values()
                .filter(|instance| !instance.loaded.home)
                .collect();
            if programs.len() <= limit {
                return;
            }
            let since = |life: Life| match life {
                Life::Front => None,
                Life::Behind { since } | Life::Suspended { since } => Some(since),
            };
            let oldest = programs
                .iter()
                .filter(|instance| Some(instance.id) != front)
                .filter_map(|instance| since(instance.life).map(|since| (since, instance.id)))
                .min();
            match oldest {
                Some((_, id)) => self.end(id),
                None => return,
            }
        }
    }

    /// Ends an instance for good: its thread, views, calls and prompts.
    pub(super) fn end(&mut self, id: InstanceId) {
        let Some(instance) = self.instances.remove(&id) else {
            return;
        };
        if self.chores.remove(&id).is_some() {
            self.note_use(&instance.program);
        }
        instance.runtime.post(Input::Close);
        let actions = self.views.close_instance(id);
        self.perform(actions);
        self.order.retain(|other| *other != id);
        self.drawn.remove(&id);
        self.notices.remove(&id);
        self.shared.remove_instance(id);
        self.kept.retain(|(owner, _), task| {
            if *owner == id {
                task.abort();
            }
            *owner != id
        });
        self.platform_calls.retain(|_, call| call.instance != id);
        let gone: Vec<_> = self
            .prompts
            .iter()
            .filter(|(_, asked)| asked.instance == id)
            .map(|(id, _)| *id)
            .collect();
        for prompt in gone {
            self.prompts.remove(&prompt);
            self.emit(HostEvent::PromptGone { prompt });
        }
        self.emit(HostEvent::Closed { instance: id });
    }

    /// The system's back: what lies on top goes first.
    pub(super) fn back(&mut self) {
        let Some(id) = self.front() else { return };
        let prompt = self
            .prompts
            .iter()
            .find(|(_, asked)| asked.instance == id)
            .map(|(prompt, _)| *prompt);
        if let Some(prompt) = prompt {
            self.prompt_answered(prompt, crate::event::PromptAnswer::Dismissed);
            self.emit(HostEvent::PromptGone { prompt });
            return;
        }
        let Some(instance) = self.instances.get(&id) else {
            return;
        };
        if instance.crash.is_some() {
            self.leave(id);
        } else if instance.overlays.sheet.is_some() {
            self.chrome_action(id, ChromeAction::SheetCancel);
        } else if instance.overlays.modal.is_none() {
            // A modal wants an answer: back does nothing to it, as on WeChat.
            instance.runtime.post(Input::Back);
        }
    }

    pub(super) fn tab_tapped(&mut self, id: InstanceId, index: u32) {
        if let Some(instance) = self.instances.get(&id) {
            instance.runtime.post(Input::TabTap { index });
        }
    }

    /// The whole app goes behind, or comes back.
    pub(super) fn visibility(&mut self, foreground: bool) {
        if std::mem::replace(&mut self.foreground, foreground) == foreground {
            return;
        }
        let Some(id) = self.front() else { return };
        if !foreground {
            self.put_behind(id);
        } else if let Some(instance) = self.instances.get_mut(&id)
            && instance.life != Life::Front
        {
            instance.life = Life::Front;
            instance.runtime.post(Input::Show { launch: None });
        }
    }

    pub(super) fn environment_changed(&mut self, environment: Environment) {
        let before = self.shared.environment();
        if *before == environment {
            return;
        }
        self.shared.set_environment(environment.clone());
        let network = before.network_type != environment.network_type;
        for instance in self.instances.values() {
            let system = super::calls::system_of(&self.shared, instance);
            let change =
                crate::capability::system::change(&system, &environment, instance.current());
            instance.runtime.post(Input::Environment {
                json: change.to_string(),
            });
            if network {
                let payload = serde_json::json!({
                    "isConnected": environment.is_online(), "networkType": environment.network_type,
                });
                instance.runtime.post(Input::Event {
                    name: "networkStatusChange".into(),
                    payload: payload.to_string(),
                });
            }
        }
        if before.theme != environment.theme {
            self.tell_theme();
        }
    }
}
