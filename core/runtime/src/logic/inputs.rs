//! Inputs: what each thing that a host says means for the program.

use serde_json::Value;

use super::state::lock;
use super::thread::{Life, Logic, MAX_HELD, launch_json, number};
use crate::api::{CallError, CallId, Input, Launch, Output, PageId};
use crate::engine::Arg;

impl Logic {
    pub(super) fn input(&mut self, input: Input) {
        if self.suspended() && !matches!(input, Input::Show { .. } | Input::ViewGone { .. }) {
            if self.held.len() < MAX_HELD && !matches!(input, Input::Hide | Input::Suspend) {
                self.held.push_back(input);
            }
            return;
        }
        match input {
            Input::View { page, message } => self.view(page, message),
            Input::ViewGone { page } => {
                if let Some(flow) = self.state_mut().flows.get_mut(&page) {
                    flow.lost();
                }
                self.turn("viewGone", &[number(page)]);
            }
            Input::Reply { call, result } => self.reply(call, result),
            Input::CallEvent {
                call,
                event,
                payload,
                last,
            } => {
                if self.state_mut().bridge.event(call, last) {
                    let args = [
                        Arg::Number(f64::from(call.0)),
                        Arg::Text(event),
                        Arg::Text(payload),
                        Arg::Bool(last),
                    ];
                    self.turn("callEvent", &args);
                }
            }
            Input::Event { name, payload } => {
                self.turn("event", &[Arg::Text(name), Arg::Text(payload)])
            }
            Input::Show { launch } => self.show(launch),
            Input::Hide => {
                if matches!(self.life, Life::Front) {
                    let since = self.state().millis();
                    self.life = Life::Hidden { since };
                    self.turn("hide", &[]);
                }
            }
            Input::Suspend => {
                let since = self.state().millis();
                self.life = Life::Suspended { since };
            }
            Input::Share => self.turn("share", &[]),
            Input::Back => self.back(),
            Input::Home => {
                let entry = self.state().configs.entry();
                self.open(&entry, "");
            }
            Input::TabTap { index } => self.tap_tab(index),
            Input::Environment { json } => self.turn("environment", &[Arg::Text(json)]),
            Input::Package { package, result } => self.package(&package, result),
            Input::Close => {}
        }
    }

    pub(super) fn show(&mut self, launch: Option<Launch>) {
        if let Life::Suspended { since } = self.life {
            let state = &mut *self.state_mut();
            let away = state.millis().saturating_sub(since);
            state.timers.shift(away);
        }
        self.life = Life::Front;
        let relaunch = launch
            .as_ref()
            .is_some_and(|launch| !launch.path.is_empty());
        let json = launch.as_ref().map_or_else(String::new, launch_json);
        self.turn("show", &[Arg::Text(json), Arg::Bool(relaunch)]);
        if let Some(launch) = launch.filter(|_| relaunch) {
            self.open(&launch.path, &launch.query);
        }
        for input in std::mem::take(&mut self.held) {
            self.input(input);
        }
    }

    pub(super) fn view(&mut self, page: PageId, message: String) {
        if message.len() > self.state().limits.message
            || !lock(&self.state().trees).contains_key(&page)
        {
            return;
        }
        let Ok(parsed) = serde_json::from_str::<Value>(&message) else {
            return;
        };
        match parsed.get("t").and_then(Value::as_str) {
            Some("state") => {
                let node = parsed
                    .get("node")
                    .and_then(Value::as_u64)
                    .and_then(|id| u32::try_from(id).ok());
                let kind = parsed
                    .get("kind")
                    .and_then(Value::as_str)
                    .unwrap_or_default();
                let value = parsed.get("value").unwrap_or(&Value::Null);
                let mirrored = lock(&self.state().trees)
                    .get_mut(&page)
                    .is_some_and(|tree| tree.mirror(node.unwrap_or(0), kind, value));
                // Scrolling is not told to the program: it listens to events if it wants to know.
                if !mirrored || kind == "page-scroll" {
                    return;
                }
            }
            Some("applied") => {
                let n = parsed.get("n").and_then(Value::as_u64);
                if let Some(n) = n.and_then(|n| u32::try_from(n).ok()) {
                    self.state_mut().flows.entry(page).or_default().applied(n);
                }
            }
            Some("painted") if !self.ready => {
                self.ready = true;
                self.outlet.send(Output::Ready);
            }
            Some("ready") | None => return,
            Some(_) => {}
        }
        self.turn("view", &[number(page), Arg::Text(message)]);
    }

    pub(super) fn reply(&mut self, call: CallId, result: Result<String, CallError>) {
        if !self.state_mut().bridge.answer(call, result.is_ok()) {
            return;
        }
        let (ok, text, errno) = match result {
            Ok(json) => (true, json, None),
            Err(error) => (false, error.message, error.errno),
        };
        let errno = errno.map_or(Arg::Nothing, |errno| Arg::Number(errno as f64));
        self.turn(
            "reply",
            &[
                Arg::Number(f64::from(call.0)),
                Arg::Bool(ok),
                Arg::Text(text),
                errno,
            ],
        );
    }
}
