//! Inputs: what each thing that a host says means for the program.

use tiffin_protocol::message::{FromView, StateKind};

use super::state::lock;
use super::thread::{Life, Logic, launch_json, number};
use crate::api::{CallError, CallId, Input, Launch, Output, PageId, Payload};
use crate::engine::Arg;

impl Logic {
    pub(super) fn input(&mut self, input: Input) {
        // Asleep already. Anything else waits in the mailbox for `Show`.
        if self.suspended() && matches!(input, Input::Hide | Input::Suspend) {
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
                ..
            } => {
                if self.state_mut().bridge.event(call, last) {
                    let args = [
                        Arg::Number(f64::from(call.0)),
                        Arg::Text(event),
                        Arg::Text(payload.json),
                        Arg::Bool(last),
                        Arg::buffers(payload.blobs),
                    ];
                    self.turn("callEvent", &args);
                }
            }
            Input::Event { event, payload } => self.turn(
                "event",
                &[Arg::Text(event.name().to_owned()), Arg::Text(payload)],
            ),
            Input::Show { launch } => self.show(launch),
            Input::Hide => {
                if matches!(self.life, Life::Front) {
                    let since = self.state().millis();
                    self.life = Life::Hidden { since };
                    self.turn("hide", &[]);
                }
            }
            Input::Suspend => self.sleep(),
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
            self.open_launch(&launch);
        }
    }

    pub(super) fn view(&mut self, page: PageId, message: FromView) {
        if !lock(&self.state().trees).contains_key(&page) {
            return;
        }
        match &message {
            FromView::State { node, kind, value } => {
                let mirrored = lock(&self.state().trees)
                    .get_mut(&page)
                    .is_some_and(|tree| tree.mirror(*node, *kind, value));
                // Scrolling is not told to the program: it listens to events if it wants to know.
                if !mirrored || *kind == StateKind::PageScroll {
                    return;
                }
            }
            FromView::Applied { n } => {
                if let Ok(n) = u32::try_from(*n) {
                    self.state_mut().flows.entry(page).or_default().applied(n);
                }
            }
            FromView::Painted if !self.ready => {
                self.ready = true;
                self.outlet.send(Output::Ready);
            }
            FromView::Ready => return,
            _ => {}
        }
        if let Ok(json) = message.to_json() {
            self.turn("view", &[number(page), Arg::Text(json)]);
        }
    }

    pub(super) fn reply(&mut self, call: CallId, result: Result<Payload, CallError>) {
        if !self.state_mut().bridge.answer(call, result.is_ok()) {
            return;
        }
        let (ok, text, errno, blobs) = match result {
            Ok(payload) => (true, payload.json, None, payload.blobs),
            Err(error) => (false, error.message, error.errno, Vec::new()),
        };
        let errno = errno.map_or(Arg::Nothing, |errno| Arg::Number(errno as f64));
        self.turn(
            "reply",
            &[
                Arg::Number(f64::from(call.0)),
                Arg::Bool(ok),
                Arg::Text(text),
                errno,
                Arg::buffers(blobs),
            ],
        );
    }
}
