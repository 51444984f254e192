//! What programs say, and what follows from it.

use std::time::{Duration, Instant};

use tiffin_runtime::{FaultKind, LogLevel as ProgramLevel, Output};

use super::state::State;
use crate::chrome::{CrashPage, Notice};
use crate::error::Code;
use crate::event::{HostEvent, LogLevel};
use crate::ids::InstanceId;
use crate::views::PageKey;

/// How long a strip about a program's error stays.
const NOTICE: Duration = Duration::from_secs(6);

impl State {
    pub(super) fn output(&mut self, id: InstanceId, output: Output) {
        let Some(instance) = self.instances.get(&id) else {
            return;
        };
        instance.runtime.heard();
        match output {
            Output::PageOpen {
                page,
                path,
                query,
                config_json,
                tab,
            } => {
                tracing::debug!(target: "opening", %id, path, "a page is made");
                if let Some(instance) = self.instances.get_mut(&id) {
                    instance.page_opened(page, (path, query), &config_json, tab);
                }
                let actions = self.views.open(PageKey { instance: id, page });
                self.perform(actions);
            }
            Output::PageShow { page, how } => {
                let Some(instance) = self.instances.get_mut(&id) else {
                    return;
                };
                let transition = instance.page_shown(page, how);
                tracing::debug!(target: "opening", %id, "the page is to be shown");
                let actions = self.views.show(PageKey { instance: id, page }, transition);
                self.perform(actions);
            }
            Output::PageHide { page } => {
                self.views.hide(PageKey { instance: id, page });
            }
            Output::PageClose { page } => {
                if let Some(instance) = self.instances.get_mut(&id) {
                    instance.page_closed(page);
                    instance.metrics.forget(page);
                }
                let actions = self.views.close(PageKey { instance: id, page });
                self.perform(actions);
            }
            Output::Batch { page, n, json } => self.batch(id, page, n, &json),
            Output::ToView { page, json } => self.send_to_view(id, page, json),
            Output::Call {
                call,
                page,
                name,
                args,
            } => self.call(id, call, page, &name, args),
            Output::CallMethod { call, method, args } => self.call_method(id, call, method, args),
            Output::PackageNeeded { package } => self.fetch_package(id, package),
            Output::Log { level, text } => {
                let level = match level {
                    ProgramLevel::Debug => LogLevel::Debug,
                    ProgramLevel::Log => LogLevel::Log,
                    ProgramLevel::Info => LogLevel::Info,
                    ProgramLevel::Warn => LogLevel::Warn,
                    ProgramLevel::Error => LogLevel::Error,
                };
                self.emit(HostEvent::Log {
                    instance: id,
                    level,
                    text,
                });
            }
            Output::Fault {
                kind,
                message,
                stack,
                file,
                line,
                fatal,
            } => {
                let at = place(file.as_deref(), line);
                let text = format!("{message}{at}\n{stack}");
                self.emit(HostEvent::Log {
                    instance: id,
                    level: LogLevel::Error,
                    text: text.trim_end().to_owned(),
                });
                if fatal {
                    self.fatal(id, kind, message, file.zip(Some(line)));
                } else {
                    self.notice(id, message, file, line);
                }
            }
            Output::Ready => self.started(id),
            Output::BackOut => self.leave(id),
            Output::Exit => {
                // A program that crashed keeps its page until the person leaves; one that ended by itself is gone.
                if self
                    .instances
                    .get(&id)
                    .is_some_and(|instance| instance.crash.is_none())
                    && !self.went_back(id, "ended before its first page")
                {
                    self.leave(id);
                    self.end(id);
                }
            }
        }
    }

    fn started(&mut self, id: InstanceId) {
        let Some(instance) = self.instances.get_mut(&id) else {
            return;
        };
        if std::mem::replace(&mut instance.started, true) {
            return;
        }
        if instance.loaded.home {
            self.note_bytecode(id);
            return;
        }
        if let Err(error) = self.shared.catalog.painted(&instance.program) {
            tracing::error!(%error, "a good start was not noted");
        }
        self.do_chores(id);
    }

    /// The program runs no more. A version on trial goes, and the one before it opens; else the person reads why.
    fn fatal(
        &mut self,
        id: InstanceId,
        kind: FaultKind,
        message: String,
        at: Option<(String, Option<u32>)>,
    ) {
        self.do_chores(id);
        if self.went_back(id, &message) {
            return;
        }
        let code = match kind {
            FaultKind::Stuck | FaultKind::Dead => Code::ProgramTimeout,
            FaultKind::Memory => Code::ProgramMemory,
            FaultKind::TooMuch => Code::MessageTooLarge,
            FaultKind::Start | FaultKind::App | FaultKind::Page | FaultKind::Handler => {
                Code::ProgramCrashed
            }
        };
        self.crash(id, code, message, at);
    }

    /// A start that failed before its first page is remembered. True if another version opens instead.
    fn went_back(&mut self, id: InstanceId, reason: &str) -> bool {
        let Some(instance) = self.instances.get(&id) else {
            return false;
        };
        if instance.started || instance.loaded.home {
            return false;
        }
        match crate::update::start_failed(&self.shared, &instance.program, reason) {
            Ok(true) => {
                let text =
                    format!("the new version failed its first start and was rolled back: {reason}");
                self.emit(HostEvent::Log {
                    instance: id,
                    level: LogLevel::Warn,
                    text,
                });
                self.restart(id);
                true
            }
            Ok(false) => false,
            Err(error) => {
                tracing::error!(%error, "a failed start was not noted");
                false
            }
        }
    }

    /// Covers the program's pages with its crash page.
    pub(super) fn crash(
        &mut self,
        id: InstanceId,
        code: Code,
        detail: String,
        at: Option<(String, Option<u32>)>,
    ) {
        let Some(instance) = self.instances.get_mut(&id) else {
            return;
        };
        let (file, line) = at.map_or((None, None), |(file, line)| (Some(file), line));
        instance.overlays = crate::instance::Overlays::default();
        instance.notice = None;
        instance.crash = Some(CrashPage {
            code: code.as_str().into(),
            message_en: code.message_en().into(),
            message_zh: code.message_zh().into(),
            detail: crate::capability::shortened(&detail, 2_000),
            file,
            line,
        });
        // Nothing of it may go on drawing or asking.
        let actions = self.views.close_instance(id);
        self.perform(actions);
        self.draw();
    }

    fn notice(&mut self, id: InstanceId, detail: String, file: Option<String>, line: Option<u32>) {
        let Some(instance) = self.instances.get_mut(&id) else {
            return;
        };
        let code = Code::ProgramError;
        instance.notice = Some(Notice {
            code: code.as_str().into(),
            message_en: code.message_en().into(),
            message_zh: code.message_zh().into(),
            detail: crate::capability::shortened(&detail, 500),
            file,
            line,
        });
        self.notices.insert(id, Instant::now() + NOTICE);
    }
}

fn place(file: Option<&str>, line: Option<u32>) -> String {
    match (file, line) {
        (Some(file), Some(line)) => format!(" ({file}:{line})"),
        (Some(file), None) => format!(" ({file})"),
        _ => String::new(),
    }
}
