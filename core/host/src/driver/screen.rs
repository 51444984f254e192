//! Composes what is on the screen from what the machines hold, and performs what a person did to it.

use std::time::Instant;

use serde_json::json;
use tiffin_runtime::Input;

use super::state::State;
use crate::chrome::ChromeAction;
use crate::error::{Code, HostError};
use crate::event::HostEvent;
use crate::ids::CallId;
use crate::instance::Instance;
use crate::screen::{
    BackMeans, Cover, Layer, Openings, Panel, PanelStep, Prompt, PromptAnswer, Screen,
    ScreenAction, back_means, page_area,
};

/// Codes of one picture; more than a person would look through.
const MAX_CODES: usize = 64;

impl State {
    /// Tells shells what is on the screen, if it changed.
    pub(super) fn draw(&mut self) {
        // A sheet belongs to the program that it lies over.
        let front = self.drawn.as_ref().and_then(|drawn| drawn.front);
        if front != self.front() && self.panels.shown().is_some() {
            self.close_panel();
        }
        let screen = self.screen();
        let kept = self
            .calm
            .keeps(self.drawn.as_ref(), &screen, Instant::now());
        if !kept && self.drawn.as_ref() != Some(&screen) {
            self.drawn = Some(screen.clone());
            self.shared.set_state(self.saved().to_text());
            self.emit(HostEvent::Draw(Box::new(screen)));
        }
    }

    fn screen(&self) -> Screen {
        #[cfg(test)]
        self.composed.set(self.composed.get() + 1);
        let front = self.front().and_then(|id| self.instances.get(&id));
        let chrome = front.map(|instance| instance.chrome(&self.shared.environment()));
        let prompt = self.prompts.shown(self.front()).map(|waiting| Prompt {
            id: waiting.prompt,
            instance: waiting.instance,
            ask: waiting.ask.clone(),
        });
        let panel = self.panels.shown().cloned();
        let cover = self.cover(front);
        let title = front.map_or(&self.shared.settings.name, |instance| &instance.name);
        let back = back_means(
            prompt.as_ref(),
            panel.as_ref(),
            cover.as_ref(),
            chrome.as_ref(),
            front.map_or(0, |instance| instance.route.len()),
        );
        Screen {
            front: front.map(|instance| instance.id),
            title: title.clone(),
            layers: self.layers(),
            chrome,
            cover,
            panel,
            prompt,
            back,
        }
    }

    fn layers(&self) -> Vec<Layer> {
        let Some((view, key, transition)) = self.views.on_screen() else {
            return Vec::new();
        };
        let Some(instance) = self.instances.get(&key.instance) else {
            return Vec::new();
        };
        let environment = self.shared.environment();
        let chrome = instance.chrome(&environment);
        let insets = chrome.content_insets;
        let mut layers = vec![Layer::Page {
            view,
            insets,
            background: chrome.background,
            transition,
        }];
        if let Some(page) = instance.pages.get(&key.page) {
            let area = page_area(&environment, insets);
            layers.extend(page.natives.layers(view, area));
        }
        layers
    }

    fn cover(&self, front: Option<&Instance>) -> Option<Cover> {
        match &self.openings {
            Openings::Nothing => front.is_none().then_some(Cover::Start),
            Openings::Pending(pending) => Some(Cover::Opening(pending.opening.clone())),
            Openings::Failed(failed) => Some(Cover::Failed {
                program: failed.program.clone(),
                error: failed.error.clone(),
                retry: failed.again.is_some(),
                waits: failed.waits.is_some(),
                to_home: front.is_none_or(|instance| instance.loaded.home),
            }),
        }
    }

    pub(super) fn act(&mut self, action: ScreenAction) {
        match action {
            ScreenAction::Back => self.back(),
            ScreenAction::Dismiss => self.dismiss_cover(),
            ScreenAction::Retry => match self.openings.retry() {
                Some(request) => self.open(request),
                None => self.dismiss_cover(),
            },
            ScreenAction::OpenLink { text, source } => {
                self.open_text(&text, source.scene());
            }
            ScreenAction::Close(instance) => self.leave(instance),
            ScreenAction::Tab { instance, index } => self.tab_tapped(instance, index),
            ScreenAction::Chrome { instance, action } => {
                if matches!(
                    action,
                    ChromeAction::MenuShare
                        | ChromeAction::MenuFavourite(_)
                        | ChromeAction::MenuRestart
                ) {
                    self.close_panel();
                }
                self.chrome_action(instance, action);
            }
            ScreenAction::Answer { prompt, answer } => self.prompt_answered(prompt, answer),
            ScreenAction::Menu => self.open_panel(Panel::Menu),
            ScreenAction::About => self.open_panel(Panel::About),
            ScreenAction::Scanner { call } => {
                let then = self.panels.scanner(call);
                self.after_panel(then);
            }
            ScreenAction::ClosePanel => self.close_panel(),
            ScreenAction::Copied => self.panels.copied(),
            ScreenAction::Reading => self.panels.reading(),
            ScreenAction::Found {
                texts,
                source,
                call,
            } => {
                let codes = texts.into_iter().take(MAX_CODES);
                let codes = codes.map(|text| crate::scan::of_text(text, &self.shared));
                let then = self.panels.found(codes.collect(), source, call);
                self.after_panel(then);
            }
            ScreenAction::Unreadable { error, call } => self.unreadable(error, call),
            ScreenAction::Pick(index) => {
                let then = self.panels.pick(index);
                self.after_panel(then);
            }
        }
    }

    fn unreadable(&mut self, error: HostError, call: Option<CallId>) {
        if error.code == Code::ScanPart {
            // Nothing if the person has left since.
            if let Some(read) = self.shared.parts.read() {
                self.panels.waiting(read, call);
            }
            return;
        }
        if let Some(call) = call {
            self.port_answer(call, Err("cancel".into()));
        }
        if let Some(error) = self.panels.unreadable(error) {
            self.open_failed(None, error, None);
        }
    }

    /// The system's back: what lies on top goes first.
    fn back(&mut self) {
        let screen = self.screen();
        let front = self.front();
        match (screen.back, front) {
            (BackMeans::Prompt, _) => {
                if let Some(prompt) = screen.prompt {
                    self.prompt_answered(prompt.id, PromptAnswer::Dismissed);
                }
            }
            (BackMeans::Panel, _) => self.close_panel(),
            (BackMeans::Cover, _) => self.dismiss_cover(),
            (BackMeans::Sheet, Some(id)) => self.chrome_action(id, ChromeAction::SheetCancel),
            (BackMeans::Crash, Some(id)) => self.leave(id),
            (BackMeans::Page | BackMeans::Program, Some(id)) => {
                if let Some(instance) = self.instances.get(&id) {
                    instance.runtime.post(Input::Back);
                }
            }
            (BackMeans::Stays | BackMeans::App, _) | (_, None) => {}
        }
    }

    /// Leaves the cover: to what is in front, or to the home.
    fn dismiss_cover(&mut self) {
        self.give_up_opening();
        if self.front().is_none() {
            self.open_home();
        }
    }

    /// A sheet needs a program to lie over.
    pub(super) fn open_panel(&mut self, panel: Panel) {
        if self.front().is_some() {
            let then = self.panels.open(panel);
            self.after_panel(then);
        }
    }

    pub(super) fn close_panel(&mut self) {
        self.shared.parts.forget();
        let then = self.panels.close();
        self.after_panel(then);
    }

    fn after_panel(&mut self, then: PanelStep) {
        match then {
            PanelStep::Nothing => {}
            PanelStep::Answer(call, text) => {
                let answer = json!({ "text": text }).to_string();
                self.port_answer(call, Ok(answer.into()));
            }
            PanelStep::Cancel(call) => self.port_answer(call, Err("cancel".into())),
            PanelStep::Open(text, scene) => {
                self.open_text(&text, scene);
            }
        }
    }
}
