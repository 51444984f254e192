//! What only the driver can do of a call: leave, open, ask the person, pass on.

use serde_json::json;
use tiffin_protocol::event::Event;
use tiffin_protocol::message::ToView;
use tiffin_runtime::{CallId as ProgramCall, Input, PageId};

use super::super::state::State;
use crate::capability::{Effect, Outcome};
use crate::ids::InstanceId;
use crate::instance::Instance;

impl State {
    pub(in crate::driver) fn effect(
        &mut self,
        id: InstanceId,
        call: ProgramCall,
        page: Option<PageId>,
        effect: Effect,
    ) {
        let outcome = match effect {
            Effect::Leave => {
                self.reply(id, call, Ok(json!({})));
                self.leave(id);
                return;
            }
            Effect::Restart => {
                self.reply(id, call, Ok(json!({})));
                self.restart(id);
                return;
            }
            Effect::Authorize(scope) => return self.authorize(id, call, &scope),
            Effect::Navigate {
                program,
                path,
                referrer,
            } => return self.navigate(id, call, program, path, referrer),
            Effect::PullDown(on) => self.pull_down(id, page, on),
            Effect::Share(args) => self.share_call(id, &args),
            Effect::OpenText { text, scene } => {
                self.open_text(&text, scene);
                Outcome::ok()
            }
            Effect::OpenLink { text, scene } => match self.open_text(&text, scene) {
                true => Outcome::ok(),
                false => Outcome::fail("the link cannot be opened"),
            },
            Effect::OpenProgram { program, scene } => {
                self.open_program(program, scene);
                Outcome::ok()
            }
            Effect::SetGrant {
                program,
                scope,
                state,
            } => match self.set_grant(program.as_str(), &scope, state) {
                Ok(()) => Outcome::ok(),
                Err(error) => Outcome::fail(error.to_string()),
            },
        };
        self.conclude(id, call, page, outcome);
    }

    fn pull_down(&mut self, id: InstanceId, page: Option<PageId>, on: bool) -> Outcome {
        let page = page.or_else(|| self.instances.get(&id).and_then(Instance::current));
        let Some(page) = page else {
            return Outcome::fail("page is not found");
        };
        self.say_to_view(id, page, &ToView::Refresh { on });
        if on && let Some(instance) = self.instances.get(&id) {
            let message = super::super::bridge::pulled_down();
            instance.runtime.post(Input::View { page, message });
        }
        Outcome::ok()
    }

    /// Recents or favourites changed: the home draws them again.
    pub(in crate::driver) fn notify_home(&self) {
        for instance in self
            .instances
            .values()
            .filter(|instance| instance.loaded.home)
        {
            instance.runtime.post(Input::Event {
                event: Event::HomeChange,
                payload: "{}".into(),
            });
        }
    }
}
