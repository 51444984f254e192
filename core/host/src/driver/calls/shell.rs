//! Calls that go on to the shell: what only the platform can do, and scanning.

use std::time::Duration;

use serde_json::Value;
use tiffin_protocol::Scene;
use tiffin_runtime::CallId as ProgramCall;

use super::super::pending::PlatformCall;
use super::super::state::State;
use crate::capability::{Args, Outcome, platform};
use crate::event::HostEvent;
use crate::ids::{CallId, InstanceId};

impl State {
    pub(in crate::driver) fn ask_platform(
        &mut self,
        id: InstanceId,
        call: ProgramCall,
        name: &str,
        args: &Value,
    ) -> Outcome {
        if let Err(message) = platform::checked(name, args) {
            return Outcome::fail(message);
        }
        let number = CallId(self.number());
        self.platform_calls.insert(
            number,
            PlatformCall {
                instance: id,
                call,
                name: name.to_owned(),
                opens: false,
            },
        );
        self.emit(HostEvent::PlatformCall {
            call: number,
            instance: id,
            name: name.to_owned(),
            args_json: args.to_string(),
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
        self.platform_calls.insert(
            number,
            PlatformCall {
                instance: id,
                call,
                name: "scanCode".into(),
                opens,
            },
        );
        self.emit(HostEvent::Scan {
            call: number,
            instance: id,
            only_camera,
        });
        Outcome::Later
    }

    pub(in crate::driver) fn platform_result(
        &mut self,
        number: CallId,
        result: Result<String, String>,
    ) {
        let Some(asked) = self.platform_calls.remove(&number) else {
            return;
        };
        let answer = if asked.name == "scanCode" {
            platform::scan_answer(result)
        } else {
            platform::answer(result)
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
