//! What programs say, and what follows from it.

use tiffin_runtime::{LogLevel as ProgramLevel, Output};

use super::state::State;
use crate::event::{HostEvent, LogLevel};
use crate::ids::InstanceId;
use crate::views::PageKey;

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
                self.preload(id, page);
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
            self.record_bytecode_use(id);
            return;
        }
        if let Err(error) = self.shared.catalog.painted(&instance.program) {
            tracing::error!(%error, "a good start was not noted");
        }
        self.do_after_paint(id);
    }
}

fn place(file: Option<&str>, line: Option<u32>) -> String {
    match (file, line) {
        (Some(file), Some(line)) => format!(" ({file}:{line})"),
        (Some(file), None) => format!(" ({file})"),
        _ => String::new(),
    }
}
