//! What a person did to a bar, an overlay or the capsule's menu.

use serde_json::json;
use tiffin_runtime::Input;

use super::state::State;
use crate::chrome::ChromeAction;
use crate::ids::InstanceId;

impl State {
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
            ChromeAction::MenuShare => self.menu_share(id),
            ChromeAction::MenuFavourite(on) => {
                let program = instance.program.clone();
                instance.favourite = on;
                if let Err(error) = self.shared.catalog.set_favourite(&program, on) {
                    tracing::error!(%error, "a favourite was not kept");
                }
                self.notify_home();
            }
            ChromeAction::MenuRestart | ChromeAction::CrashRestart => self.restart(id),
            ChromeAction::PullDown => {
                if let Some(page) = instance.current() {
                    let message = super::bridge::pulled_down();
                    instance.runtime.post(Input::View { page, message });
                }
            }
        }
    }
}
