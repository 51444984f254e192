//! Calls that go on to the shell: what only the platform can do, and scanning.

use std::time::Duration;

use serde_json::{Value, json};
use tiffin_protocol::Scene;
use tiffin_protocol::capability::Queue;
use tiffin_runtime::{CallId as ProgramCall, Input};

use super::super::pending::PortCall;
use super::super::state::State;
use crate::capability::{Args, Outcome, port};
use crate::event::{HostEvent, Payload};
use crate::ids::{CallId, InstanceId};

impl State {
    pub(in crate::driver) fn ask_port(
        &mut self,
        id: InstanceId,
        call: ProgramCall,
        name: &str,
        args: &Value,
    ) -> Outcome {
        if let Err(message) = port::checked(name, args) {
            return Outcome::fail(message);
        }
        let number = CallId(self.number());
        self.port_calls.insert(
            number,
            PortCall {
                instance: id,
                call,
                name: name.to_owned(),
                opens: false,
            },
        );
        self.emit(HostEvent::PortCall {
            call: number,
            instance: id,
            name: name.to_owned(),
            payload: args.to_string().into(),
        });
        Outcome::Later
    }

    pub(in crate::driver) fn scan(
        &mut self,
        id: InstanceId,
        call: ProgramCall,
        args: &Value,
        opens: bool,
    ) -> Outcome {
        let number = CallId(self.number());
        let only_camera = Args(args).flag("onlyFromCamera", false);
        self.port_calls.insert(
            number,
            PortCall {
                instance: id,
                call,
                name: "scanCode".into(),
                opens,
            },
        );
        self.emit(HostEvent::PortCall {
            call: number,
            instance: id,
            name: "scanCode".into(),
            payload: json!({"onlyFromCamera": only_camera}).to_string().into(),
        });
        Outcome::Later
    }

    /// An event of a call that stays open in the shell. No row is such a call yet: it is the answer's place that is kept.
    pub(in crate::driver) fn port_event(
        &mut self,
        number: CallId,
        name: &str,
        payload: Payload,
        last: bool,
    ) {
        let Some(port) = self.port_calls.get(&number) else {
            return;
        };
        let Some(instance) = self.instances.get(&port.instance) else {
            return;
        };
        instance.runtime.offer(Input::CallEvent {
            call: port.call,
            event: name.to_owned(),
            payload: payload.json.into(),
            last,
            queue: Queue::Bounded,
        });
        if last {
            self.port_calls.remove(&number);
        }
    }

    pub(in crate::driver) fn port_answer(
        &mut self,
        number: CallId,
        result: Result<Payload, String>,
    ) {
        let result = result.map(|payload| payload.json);
        let Some(asked) = self.port_calls.remove(&number) else {
            return;
        };
        let answer = if asked.name == "scanCode" {
            port::scan_answer(result)
        } else {
            port::answer(result)
        };
        let answer = match asked.name.as_str() {
            "chooseImage" | "chooseMedia" => self.picked(asked.instance, &asked.name, answer),
            _ => answer,
        };
        let copied = asked.name == "setClipboardData" && answer.is_ok();
        if copied && let Some(instance) = self.instances.get_mut(&asked.instance) {
            // WeChat says so by itself.
            let title = if self.shared.environment().is_chinese() {
                "内容已复制"
            } else {
                "Copied"
            };
            let toast = crate::chrome::Toast {
                title: title.into(),
                icon: "none".into(),
                image: None,
                mask: false,
            };
            instance.overlays.show_toast(
                toast,
                Duration::from_millis(1_500),
                std::time::Instant::now(),
            );
        }
        if asked.opens
            && let Ok(value) = &answer
        {
            let text = value
                .get("result")
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned();
            self.open_text(&text, Scene::ScanCamera);
        }
        self.reply(asked.instance, asked.call, answer);
    }
}
