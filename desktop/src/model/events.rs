//! Host events, one after the other.

use tiffin_host::{ChromeState, HostEvent, InstanceId, LogLevel, ViewId};

use super::{
    Asking, Cover, Effect, Model, PageView, Panel, Scanner, colour, margins, receive_script,
};
use crate::platform::{Plan, plan};
use crate::surface::Margins;

/// A new view is as tall as a page under a navigation bar: most are, and then nothing moves when it is shown.
const PREWARMED: Margins = Margins {
    top: 44,
    right: 0,
    bottom: 0,
    left: 0,
};

impl Model {
    /// A whole pull of events. Messages to one view become one script, unless the view goes away in between.
    pub fn turn(&mut self, events: Vec<HostEvent>) -> Vec<Effect> {
        let mut effects = Vec::new();
        for event in events {
            self.event(event, &mut effects);
        }
        for (view, messages) in std::mem::take(&mut self.outbox) {
            effects.push(Effect::Script {
                view,
                script: receive_script(&messages),
            });
        }
        effects
    }

    fn event(&mut self, event: HostEvent, effects: &mut Vec<Effect>) {
        match event {
            HostEvent::ViewCreate { view, url } => {
                self.views.insert(
                    view,
                    PageView {
                        instance: None,
                        on: false,
                        margins: PREWARMED,
                        order: 0,
                    },
                );
                effects.push(Effect::Create {
                    background: colour("", self.dark),
                    view,
                    url,
                    margins: PREWARMED,
                });
            }
            HostEvent::ViewMessage { view, json } => {
                self.outbox.entry(view).or_default().push(json)
            }
            HostEvent::ViewShow { view, instance, .. } => self.show(view, instance, effects),
            HostEvent::ViewHide { view } => {
                if let Some(page) = self.views.get_mut(&view) {
                    page.on = false;
                }
                effects.push(Effect::Hide { view });
            }
            HostEvent::ViewDestroy { view } => {
                self.views.remove(&view);
                self.outbox.remove(&view);
                effects.push(Effect::Destroy { view });
            }
            HostEvent::Chrome { instance, state } => self.chrome(instance, *state, effects),
            HostEvent::Front { instance, name, .. } => self.bring_front(instance, &name, effects),
            HostEvent::Opening(opening) => {
                // A failure stays until it is read; a new opening replaces it, because only a person starts one.
                self.panel = None;
                self.cover = Some(Cover::Opening(opening));
            }
            HostEvent::OpenFailed { program, error } => {
                tracing::warn!(code = %error.code, detail = %error.detail, program = program.as_deref().unwrap_or("-"), "cannot open");
                self.cover = Some(Cover::Failed { program, error });
            }
            HostEvent::Closed { instance } => self.closed(instance),
            HostEvent::Prompt { prompt, ask, .. } => self.prompts.push(Asking { prompt, ask }),
            HostEvent::PromptGone { prompt } => {
                self.prompts.retain(|asking| asking.prompt != prompt)
            }
            HostEvent::PortCall {
                call,
                name,
                payload,
                ..
            } => match plan(&name, &payload.json) {
                Plan::Answer(answer) => effects.push(Effect::Reply(call, answer)),
                Plan::SetClipboard(text) => effects.push(Effect::SetClipboard(call, text)),
                Plan::PickPicture => effects.push(Effect::PickPicture(call)),
                Plan::GetClipboard => effects.push(Effect::GetClipboard(call)),
                Plan::Share { link } => {
                    effects.extend(self.close_panel());
                    self.panel = Some(Panel::Share {
                        link,
                        copied: false,
                    });
                    effects.push(Effect::Reply(call, Ok("{}".into())));
                }
                Plan::Scan => {
                    effects.extend(self.close_panel());
                    self.panel = Some(Panel::Scanner(Scanner::answering(call)));
                }
            },
            // No call of a desktop stays open; one that is gone is answered in vain.
            HostEvent::PortMethod { .. } | HostEvent::PortGone { .. } => {}
            HostEvent::Log {
                instance,
                level,
                text,
            } => log(instance, level, &text),
            HostEvent::Exit => effects.push(Effect::Leave),
        }
    }

    fn show(&mut self, view: ViewId, instance: InstanceId, effects: &mut Vec<Effect>) {
        self.shows += 1;
        let order = self.shows;
        let margins = self
            .states
            .get(&instance)
            .map(|state| margins(state.content_insets));
        let Some(page) = self.views.get_mut(&view) else {
            return;
        };
        page.instance = Some(instance);
        page.on = true;
        page.order = order;
        page.margins = margins.unwrap_or(page.margins);
        if self.front == Some(instance) {
            let margins = page.margins;
            effects.push(self.show_effect(view, instance, margins));
            self.uncover();
        }
    }

    fn show_effect(&self, view: ViewId, instance: InstanceId, margins: Margins) -> Effect {
        let background = self
            .states
            .get(&instance)
            .map_or("", |state| state.background.as_str());
        Effect::Show {
            view,
            margins,
            background: colour(background, self.dark),
        }
    }

    /// A program is there, so an "opening" page goes; a failure stays for the person to read.
    fn uncover(&mut self) {
        if matches!(self.cover, Some(Cover::Opening(_))) {
            self.cover = None;
        }
    }

    fn chrome(&mut self, instance: InstanceId, state: ChromeState, effects: &mut Vec<Effect>) {
        let wanted = margins(state.content_insets);
        self.states.insert(instance, state);
        for (view, page) in &mut self.views {
            if page.on && page.instance == Some(instance) && page.margins != wanted {
                page.margins = wanted;
                effects.push(Effect::Margins {
                    view: *view,
                    margins: wanted,
                });
            }
        }
    }

    fn bring_front(&mut self, instance: InstanceId, name: &str, effects: &mut Vec<Effect>) {
        if self.front != Some(instance) {
            effects.extend(self.close_panel());
            self.front = Some(instance);
            let mut back: Vec<_> = self.views.iter().filter(|(_, page)| page.on).collect();
            back.sort_by_key(|(_, page)| page.order);
            for (view, page) in back {
                effects.push(match page.instance == Some(instance) {
                    true => self.show_effect(*view, instance, page.margins),
                    false => Effect::Hide { view: *view },
                });
            }
        }
        self.uncover();
        let title = if name == self.host_name {
            name.to_owned()
        } else {
            format!("{name} - {}", self.host_name)
        };
        effects.push(Effect::Title(title));
    }

    fn closed(&mut self, instance: InstanceId) {
        self.states.remove(&instance);
        if self.front == Some(instance) {
            self.front = None;
            self.panel = None;
        }
    }
}

fn log(instance: InstanceId, level: LogLevel, text: &str) {
    match level {
        LogLevel::Debug => tracing::debug!(target: "program", %instance, "{text}"),
        LogLevel::Log | LogLevel::Info => tracing::info!(target: "program", %instance, "{text}"),
        LogLevel::Warn => tracing::warn!(target: "program", %instance, "{text}"),
        LogLevel::Error => tracing::error!(target: "program", %instance, "{text}"),
    }
}
