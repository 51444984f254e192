//! Calls of programs on their way through the capabilities: who asks is known from the instance, a scope is checked before
//! anything is done, and what cannot be answered at once is kept with its program.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tiffin_protocol::capability::find as row_of;
use tiffin_protocol::{ProgramId, Scene};
use tiffin_runtime::{CallError, CallId as ProgramCall, Input, PageId, SyncPort};

use super::Command;
use super::open::Request;
use super::state::State;
use crate::capability::storage::Storage;
use crate::capability::system::System;
use crate::capability::{
    Answer, Args, NOT_SUPPORTED, Outcome, account, home, network, platform, ui,
};
use crate::chrome::ChromeAction;
use crate::consent::{Decision, wording};
use crate::event::{Ask, Grant, HostEvent, PromptAnswer};
use crate::ids::{CallId, InstanceId, PromptId};
use crate::instance::Instance;
use crate::shared::Shared;

/// Prompts that one program may have open: a person answers one at a time.
const MAX_PROMPTS: usize = 4;

/// A question to the shell that is open.
#[derive(Debug)]
pub(super) struct PlatformCall {
    pub instance: InstanceId,
    pub call: ProgramCall,
    pub name: String,
    /// The answer is a link to open (the home's scan), not one for the program.
    pub opens: bool,
}

/// A question to the person that is open, and what goes on with a yes.
#[derive(Debug)]
pub(super) struct Asked {
    pub instance: InstanceId,
    pub call: ProgramCall,
    pub then: Then,
}

#[derive(Debug)]
pub(super) enum Then {
    Call {
        scope: String,
        name: String,
        args: Value,
    },
    Open {
        program: ProgramId,
        path: String,
        referrer: String,
    },
}

/// System information of one program.
pub(super) fn system_of(shared: &Shared, instance: &Instance) -> System {
    System {
        metrics: Arc::clone(&instance.metrics),
        program: instance.program.to_string(),
        version: instance.loaded.release.version.clone(),
        host_name: shared.settings.name.clone(),
        darkmode: instance.app.app.as_ref().is_some_and(|app| app.darkmode),
    }
}

pub(super) fn storage_of(shared: &Shared, program: &ProgramId) -> Storage {
    Storage {
        db: Arc::clone(&shared.db),
        program: program.to_string(),
        quota: shared.settings.limits.storage_bytes,
        value_quota: shared.settings.limits.storage_value_bytes,
    }
}

/// What a program gets without leaving its thread.
pub(super) struct Port {
    pub shared: Arc<Shared>,
    pub storage: Storage,
    pub system: System,
}

impl SyncPort for Port {
    fn call(
        &mut self,
        page: Option<PageId>,
        name: &str,
        args_json: &str,
    ) -> Result<String, String> {
        let args: Value = serde_json::from_str(args_json).unwrap_or(Value::Null);
        let list = args.as_array().map(Vec::as_slice).unwrap_or_default();
        if let Some(result) = self.storage.call_sync(name, list) {
            return result;
        }
        match self.system.call(&self.shared.environment(), page, name) {
            Some(value) => Ok(value.to_string()),
            None => Err(NOT_SUPPORTED.into()),
        }
    }
}

impl State {
    pub(super) fn reply(&self, id: InstanceId, call: ProgramCall, answer: Answer) {
        if let Some(instance) = self.instances.get(&id) {
            instance.runtime.post(Input::Reply {
                call,
                result: answer.map(|value| value.to_string()),
            });
        }
    }

    fn settle(&self, id: InstanceId, call: ProgramCall, outcome: Outcome) {
        if let Outcome::Done(answer) = outcome {
            self.reply(id, call, answer);
        }
    }

    pub(super) fn call(
        &mut self,
        id: InstanceId,
        call: ProgramCall,
        page: Option<PageId>,
        name: &str,
        args_json: &str,
    ) {
        let args: Value = serde_json::from_str(args_json).unwrap_or(Value::Null);
        if let Some(name) = name.strip_prefix("tiffin.") {
            let outcome = self.home_call(id, call, name, &args);
            self.settle(id, call, outcome);
            return;
        }
        let scope = row_of(name).and_then(|row| row.scope.as_deref());
        if let Some(scope) = scope {
            self.scoped_call(id, call, scope, name, args);
            return;
        }
        let outcome = self.granted_call(id, call, page, name, &args);
        self.settle(id, call, outcome);
    }

    /// A call that needs no grant, or has it.
    fn granted_call(
        &mut self,
        id: InstanceId,
        call: ProgramCall,
        page: Option<PageId>,
        name: &str,
        args: &Value,
    ) -> Outcome {
        let environment = self.shared.environment();
        let chinese = environment.is_chinese();
        let Some(instance) = self.instances.get_mut(&id) else {
            return Outcome::Later;
        };
        let mut replaced = Vec::new();
        if let Some(outcome) = ui::call(instance, chinese, call, page, name, args, &mut replaced) {
            for (old, answer) in replaced {
                self.reply(id, old, answer);
            }
            return outcome;
        }
        let program = instance.program.clone();
        if let Some(result) = storage_of(&self.shared, &program).call(name, args) {
            return result.map_err(CallError::from).into();
        }
        if let Some(value) = system_of(&self.shared, instance).call(&environment, page, name) {
            return Outcome::Done(Ok(value));
        }
        if let Some(answer) = account::call(&self.shared.db, program.as_str(), chinese, name) {
            return answer.into();
        }
        match name {
            "request" => self.request(id, call, args),
            "startPullDownRefresh" | "stopPullDownRefresh" => {
                self.pull_down(id, page, name == "startPullDownRefresh")
            }
            "authorize" => self.authorize(id, call, args),
            "getSetting" | "openSetting" => match self.consent.settings(program.as_str()) {
                Ok(settings) => Outcome::Done(Ok(settings)),
                Err(error) => Outcome::fail(error.to_string()),
            },
            "scanCode" => self.scan(id, call, args, false),
            "navigateToMiniProgram" => self.navigate(id, call, args),
            "navigateBackMiniProgram" | "exitMiniProgram" => {
                self.reply(id, call, Ok(json!({})));
                self.leave(id);
                Outcome::Later
            }
            "applyUpdate" => {
                self.reply(id, call, Ok(json!({})));
                self.restart(id);
                Outcome::Later
            }
            name if platform::is_platform(name) => self.ask_platform(id, call, name, args),
            _ => Outcome::fail(NOT_SUPPORTED),
        }
    }

    /// A call that needs a grant: refused, done, or asked for.
    fn scoped_call(
        &mut self,
        id: InstanceId,
        call: ProgramCall,
        scope: &str,
        name: &str,
        args: Value,
    ) {
        let Some(instance) = self.instances.get(&id) else {
            return;
        };
        let program = instance.program.to_string();
        let outcome = match self.consent.decide(&program, scope) {
            Ok(Decision::Allowed) => {
                self.note(&program, scope, name, "allowed");
                self.granted_call(id, call, None, name, &args)
            }
            Ok(Decision::Denied) => {
                self.note(&program, scope, name, "denied");
                Outcome::Done(Err(denied()))
            }
            Ok(Decision::Ask) => {
                let then = Then::Call {
                    scope: scope.to_owned(),
                    name: name.to_owned(),
                    args,
                };
                self.ask_consent(id, call, scope, then)
            }
            Err(error) => Outcome::fail(error.to_string()),
        };
        self.settle(id, call, outcome);
    }

    fn note(&self, program: &str, scope: &str, name: &str, outcome: &str) {
        if let Err(error) = self.consent.note(program, scope, name, outcome) {
            tracing::error!(%error, "the ledger was not written");
        }
    }

    fn ask_consent(
        &mut self,
        id: InstanceId,
        call: ProgramCall,
        scope: &str,
        then: Then,
    ) -> Outcome {
        let Some((en, zh)) = wording(scope) else {
            return Outcome::fail("scope is not known");
        };
        let Some(instance) = self.instances.get(&id) else {
            return Outcome::Later;
        };
        let permission = instance
            .app
            .app
            .as_ref()
            .and_then(|app| app.permission.get(scope));
        let reason = permission
            .and_then(|entry| entry.get("desc"))
            .and_then(Value::as_str)
            .unwrap_or_default();
        let ask = Ask::Consent {
            program: instance.program.to_string(),
            name: instance.name.clone(),
            scope: scope.to_owned(),
            reason: crate::capability::shortened(reason, 100),
            title_en: en.to_owned(),
            title_zh: zh.to_owned(),
        };
        self.prompt(id, call, ask, then)
    }

    fn prompt(&mut self, id: InstanceId, call: ProgramCall, ask: Ask, then: Then) -> Outcome {
        if self
            .prompts
            .values()
            .filter(|asked| asked.instance == id)
            .count()
            >= MAX_PROMPTS
        {
            return Outcome::fail("too many questions are open");
        }
        let prompt = PromptId(self.number());
        self.prompts.insert(
            prompt,
            Asked {
                instance: id,
                call,
                then,
            },
        );
        self.emit(HostEvent::Prompt {
            prompt,
            instance: id,
            ask,
        });
        Outcome::Later
    }

    pub(super) fn prompt_answered(&mut self, prompt: PromptId, answer: PromptAnswer) {
        let Some(asked) = self.prompts.remove(&prompt) else {
            return;
        };
        let Some(instance) = self.instances.get(&asked.instance) else {
            return;
        };
        let program = instance.program.to_string();
        let (id, call) = (asked.instance, asked.call);
        let allowed = matches!(answer, PromptAnswer::Grant(Grant::Once | Grant::Always));
        match asked.then {
            Then::Call { scope, name, args } => {
                if let PromptAnswer::Grant(grant) = answer
                    && let Err(error) = self.consent.remember(&program, &scope, grant)
                {
                    tracing::error!(%error, "a grant was not kept");
                }
                self.note(
                    &program,
                    &scope,
                    &name,
                    if allowed { "allowed" } else { "denied" },
                );
                let outcome = match (allowed, name.as_str()) {
                    (false, _) => Outcome::Done(Err(denied())),
                    (true, "authorize") => Outcome::ok(),
                    (true, _) => self.granted_call(id, call, None, &name, &args),
                };
                self.settle(id, call, outcome);
            }
            Then::Open {
                program,
                path,
                referrer,
            } => {
                if !allowed {
                    self.reply(id, call, Err("cancel".into()));
                    return;
                }
                self.reply(id, call, Ok(json!({})));
                let (page, query) = split_path(&path);
                let mut request = Request::program(program, Scene::FromProgram);
                (request.page, request.query) = (page, query);
                request.referrer = Some(referrer);
                request.opener = Some(id);
                self.open(request);
            }
        }
    }

    fn authorize(&mut self, id: InstanceId, call: ProgramCall, args: &Value) -> Outcome {
        let scope = match Args(args).required_text("scope") {
            Ok(scope) => scope.to_owned(),
            Err(error) => return Outcome::Done(Err(error)),
        };
        let Some(instance) = self.instances.get(&id) else {
            return Outcome::Later;
        };
        match self.consent.decide(instance.program.as_str(), &scope) {
            Ok(Decision::Allowed) => Outcome::ok(),
            Ok(Decision::Denied) => Outcome::Done(Err(denied())),
            Ok(Decision::Ask) => {
                let then = Then::Call {
                    scope: scope.clone(),
                    name: "authorize".into(),
                    args: Value::Null,
                };
                self.ask_consent(id, call, &scope, then)
            }
            Err(error) => Outcome::fail(error.to_string()),
        }
    }

    /// `wx.request`, at most so many at once a program.
    fn request(&mut self, id: InstanceId, call: ProgramCall, args: &Value) -> Outcome {
        let limits = &self.shared.settings.limits;
        let Some(instance) = self.instances.get(&id) else {
            return Outcome::Later;
        };
        if self.kept.keys().filter(|(owner, _)| *owner == id).count() >= limits.requests {
            return Outcome::fail("exceed max task count");
        }
        let policy = network::Policy {
            allowed: instance.loaded.release.domains.request.clone(),
            any: self.shared.settings.allow_any_domain,
            timeout: Duration::from_millis(limits.request_timeout_ms),
            response_bytes: limits.response_bytes,
        };
        let request = match network::prepare(&policy, args) {
            Ok(request) => request,
            Err(error) => return Outcome::Done(Err(error)),
        };
        let client = self.network.clone();
        self.keep(id, call, async move {
            network::send(&client, &policy, request).await
        });
        Outcome::Later
    }

    /// Lets a worker answer the call.
    fn keep(
        &mut self,
        id: InstanceId,
        call: ProgramCall,
        work: impl std::future::Future<Output = Answer> + Send + 'static,
    ) {
        let mailbox = self.mailbox.clone();
        let task = self.workers.spawn(async move {
            let answer = work.await;
            let _ = mailbox.send(Command::Answer {
                instance: id,
                call,
                answer,
            });
        });
        self.kept.insert((id, call), task.abort_handle());
    }

    /// A method of a call that is open: only `abort` of a request so far.
    pub(super) fn call_method(&mut self, id: InstanceId, call: ProgramCall, method: &str) {
        if method == "abort"
            && let Some(task) = self.kept.remove(&(id, call))
        {
            task.abort();
            self.reply(id, call, Err("abort".into()));
        }
    }

    fn pull_down(&mut self, id: InstanceId, page: Option<PageId>, on: bool) -> Outcome {
        let page = page.or_else(|| self.instances.get(&id).and_then(Instance::current));
        let Some(page) = page else {
            return Outcome::fail("page is not found");
        };
        self.send_to_view(id, page, json!({"t": "refresh", "on": on}).to_string());
        if on && let Some(instance) = self.instances.get(&id) {
            let message =
                json!({"t": "page", "event": "pullDownRefresh", "detail": {}}).to_string();
            instance.runtime.post(Input::View { page, message });
        }
        Outcome::ok()
    }

    fn ask_platform(
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

    fn scan(&mut self, id: InstanceId, call: ProgramCall, args: &Value, opens: bool) -> Outcome {
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

    pub(super) fn platform_result(&mut self, number: CallId, result: Result<String, String>) {
        let Some(asked) = self.platform_calls.remove(&number) else {
            return;
        };
        let answer = if asked.name == "scanCode" {
            platform::scan_answer(result)
        } else {
            platform::answer(result)
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

    fn navigate(&mut self, id: InstanceId, call: ProgramCall, args: &Value) -> Outcome {
        let args = Args(args);
        let target = match args.required_text("appId") {
            Ok(text) => text,
            Err(error) => return Outcome::Done(Err(error)),
        };
        let Ok(program) = target.parse::<ProgramId>() else {
            return Outcome::fail("invalid appId");
        };
        let Some(instance) = self.instances.get(&id) else {
            return Outcome::Later;
        };
        let from = instance.program.to_string();
        let referrer = json!({"appId": from, "extraData": args.get("extraData").cloned().unwrap_or_else(|| json!({}))});
        let then = Then::Open {
            program,
            path: args.text("path").unwrap_or_default().to_owned(),
            referrer: referrer.to_string(),
        };
        let to = self
            .shared
            .catalog
            .name(&target.parse().unwrap_or_else(|_| instance.program.clone()));
        let ask = Ask::OpenProgram {
            from: instance.name.clone(),
            to: to.unwrap_or_else(|| target.to_owned()),
        };
        self.prompt(id, call, ask, then)
    }

    /// `tiffin.*`, for the home instance only.
    fn home_call(
        &mut self,
        id: InstanceId,
        call: ProgramCall,
        name: &str,
        args: &Value,
    ) -> Outcome {
        if !self
            .instances
            .get(&id)
            .is_some_and(|instance| instance.loaded.home)
        {
            return Outcome::fail("not allowed");
        }
        if let Some(answer) = home::call(&self.shared, name, args) {
            if answer.is_ok() && matches!(name, "setFavourite" | "remove") {
                self.tell_home();
            }
            return answer.into();
        }
        match name {
            "search" => {
                let work = home::search(Arc::clone(&self.shared), self.http.clone(), args.clone());
                self.keep(id, call, work);
                Outcome::Later
            }
            "scan" => self.scan(id, call, args, true),
            "open" => {
                let args = Args(args);
                let scene = args
                    .number("scene")
                    .and_then(|number| Scene::try_from(number as u16).ok());
                let scene = scene.unwrap_or(Scene::Main);
                if let Some(link) = args.text("link") {
                    let opened = self.open_text(link, scene);
                    return if opened {
                        Outcome::ok()
                    } else {
                        Outcome::fail("the link cannot be opened")
                    };
                }
                match args.required_text("program").map(str::parse::<ProgramId>) {
                    Ok(Ok(program)) => {
                        self.open_program(program, scene);
                        Outcome::ok()
                    }
                    Ok(Err(fault)) => Outcome::fail(fault.to_string()),
                    Err(error) => Outcome::Done(Err(error)),
                }
            }
            _ => Outcome::fail(NOT_SUPPORTED),
        }
    }

    /// Recents or favourites changed: the home draws them again.
    pub(super) fn tell_home(&self) {
        for instance in self
            .instances
            .values()
            .filter(|instance| instance.loaded.home)
        {
            instance.runtime.post(Input::Event {
                name: "tiffinChange".into(),
                payload: "{}".into(),
            });
        }
    }

    /// What a person did to a bar or an overlay.
    pub(super) fn chrome_action(&mut self, id: InstanceId, action: ChromeAction) {
        let Some(instance) = self.instances.get_mut(&id) else {
            return;
        };
        match action {
            ChromeAction::ModalConfirm { text } => {
                if let Some(modal) = instance.overlays.modal.take() {
                    let mut answer = json!({"confirm": true, "cancel": false});
                    if let (true, Some(answer)) = (modal.drawn.editable, answer.as_object_mut()) {
                        answer.insert(
                            "content".into(),
                            crate::capability::shortened(&text, 10_000).into(),
                        );
                    }
                    self.reply(id, modal.call, Ok(answer));
                }
            }
            ChromeAction::ModalCancel => {
                if let Some(modal) = instance.overlays.modal.take() {
                    self.reply(
                        id,
                        modal.call,
                        Ok(json!({"confirm": false, "cancel": true})),
                    );
                }
            }
            ChromeAction::SheetPick(index) => {
                let count = instance
                    .overlays
                    .sheet
                    .as_ref()
                    .map_or(0, |sheet| sheet.drawn.items.len());
                if (index as usize) < count
                    && let Some(sheet) = instance.overlays.sheet.take()
                {
                    self.reply(id, sheet.call, Ok(json!({"tapIndex": index})));
                }
            }
            ChromeAction::SheetCancel => {
                if let Some(sheet) = instance.overlays.sheet.take() {
                    self.reply(id, sheet.call, Err("cancel".into()));
                }
            }
            ChromeAction::ToastDone => instance.overlays.toast = None,
            ChromeAction::NoticeDone => {
                instance.notice = None;
                self.notices.remove(&id);
            }
            ChromeAction::NavBack => instance.runtime.post(Input::Back),
            ChromeAction::NavHome => instance.runtime.post(Input::Home),
            ChromeAction::MenuShare => {}
            ChromeAction::MenuFavourite(on) => {
                let program = instance.program.clone();
                instance.favourite = on;
                if let Err(error) = self.shared.catalog.set_favourite(&program, on) {
                    tracing::error!(%error, "a favourite was not kept");
                }
                self.tell_home();
            }
            ChromeAction::MenuRestart | ChromeAction::CrashRestart => self.restart(id),
            ChromeAction::PullDown => {
                if let Some(page) = instance.current() {
                    let message =
                        json!({"t": "page", "event": "pullDownRefresh", "detail": {}}).to_string();
                    instance.runtime.post(Input::View { page, message });
                }
            }
        }
    }
}

fn denied() -> CallError {
    CallError {
        message: "auth deny".into(),
        errno: Some(103),
    }
}

/// `pages/a/a?x=1` -> page and raw query.
fn split_path(path: &str) -> (Option<String>, String) {
    let (page, query) = path.split_once('?').unwrap_or((path, ""));
    let page = page.trim_start_matches('/');
    (
        (!page.is_empty()).then(|| page.to_owned()),
        query.to_owned(),
    )
}
