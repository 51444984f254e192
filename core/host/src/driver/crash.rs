//! When a program fails: a start that failed goes back a version, a program that runs no more gets its crash page, and an error
//! that it survives is a strip for a while.

use std::time::{Duration, Instant};

use tiffin_runtime::FaultKind;

use super::state::State;
use crate::chrome::{CrashPage, Notice};
use crate::error::Code;
use crate::event::{HostEvent, LogLevel};
use crate::ids::InstanceId;
use crate::settings::is_local;

/// How long a strip about a program's error stays.
const NOTICE: Duration = Duration::from_secs(6);

impl State {
    /// The program runs no more. A version on trial goes, and the one before it opens; else the person reads why.
    pub(super) fn fatal(
        &mut self,
        id: InstanceId,
        kind: FaultKind,
        message: String,
        at: Option<(String, Option<u32>)>,
    ) {
        // What comes after a crash says nothing new, and is not counted again.
        let instance = self.instances.get(&id);
        if instance.is_some_and(|instance| instance.crash.is_some()) {
            return;
        }
        self.do_after_paint(id);
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
    pub(super) fn went_back(&mut self, id: InstanceId, reason: &str) -> bool {
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
        // Nothing of it may go on drawing, asking or doing: a yes to a question over its crash page would be for nobody.
        self.prompts.forget(id);
        self.end_calls(id);
        let actions = self.views.close_instance(id);
        self.perform(actions);
    }

    /// Errors are for who writes the program: the host must be a developer's, and the program from a store on this machine
    /// (or the host's own home). The log has them in any case.
    fn shows_errors(&self, id: InstanceId) -> bool {
        if !self.shared.settings.show_errors {
            return false;
        }
        let Some(instance) = self.instances.get(&id) else {
            return false;
        };
        let known = self.shared.catalog.known(&instance.program);
        instance.loaded.home
            || known.is_ok_and(|known| known.is_some_and(|known| is_local(&known.store)))
    }

    pub(super) fn notice(
        &mut self,
        id: InstanceId,
        detail: String,
        file: Option<String>,
        line: Option<u32>,
    ) {
        if !self.shows_errors(id) {
            return;
        }
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
