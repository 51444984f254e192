//! Packages that come while a program runs: its update, and the subpackages that its routes lead into.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tiffin_protocol::ProgramId;
use tiffin_protocol::event::Event;
use tiffin_runtime::Input;

use super::command::Command;
use super::state::State;
use crate::error::HostError;
use crate::ids::InstanceId;
use crate::open::fetch_package;
use crate::update::{self, UpdateEvent, installed_packages};

impl State {
    /// Asks all stores about all programs, when its time has come.
    pub(super) fn check_periodically(&mut self, now: Instant) {
        if self.next_check.is_none_or(|due| due > now) {
            return;
        }
        let every = Duration::from_millis(self.shared.settings.update.check_every_ms);
        self.next_check = Some(now + update::schedule::jittered(every));
        let (shared, http) = (Arc::clone(&self.shared), self.http.clone());
        // What was checked by an opening meanwhile is not asked about again.
        let age = i64::try_from((every - every / 5).as_secs()).unwrap_or(i64::MAX);
        self.workers
            .spawn(async move { update::periodic(&shared, &http, age).await });
    }

    pub(super) fn check_for_update(&self, id: InstanceId, program: &ProgramId) {
        let (shared, http, mailbox) = (
            Arc::clone(&self.shared),
            self.http.clone(),
            self.mailbox.clone(),
        );
        let program = program.clone();
        let packages = self
            .instances
            .get(&id)
            .map(|instance| installed_packages(&instance.loaded.release, &self.shared))
            .unwrap_or_default();
        let mailbox = std::sync::Mutex::new(mailbox);
        self.workers.spawn(async move {
            let tell = move |news: UpdateEvent| {
                let mailbox = mailbox
                    .lock()
                    .unwrap_or_else(std::sync::PoisonError::into_inner);
                let _ = mailbox.send(Command::Update { instance: id, news });
            };
            if let Err(error) = update::check(&shared, &http, &program, &packages, &tell).await {
                tracing::info!(%program, %error, "update check");
            }
        });
    }

    pub(super) fn update_news(&self, id: InstanceId, news: &UpdateEvent) {
        let Some(instance) = self.instances.get(&id) else {
            return;
        };
        let (event, payload) = match news {
            UpdateEvent::Checked { has_update } => (
                Event::CheckForUpdate,
                serde_json::json!({"hasUpdate": has_update}),
            ),
            UpdateEvent::Ready => (Event::UpdateReady, serde_json::json!({})),
            UpdateEvent::Failed => (Event::UpdateFailed, serde_json::json!({})),
        };
        instance.runtime.post(Input::Event {
            event,
            payload: payload.to_string(),
        });
    }

    /// A route leads into a subpackage that is not on the device.
    pub(super) fn fetch_package(&self, id: InstanceId, package: String) {
        let Some(instance) = self.instances.get(&id) else {
            return;
        };
        let (shared, http, mailbox) = (
            Arc::clone(&self.shared),
            self.http.clone(),
            self.mailbox.clone(),
        );
        let loaded = Arc::clone(&instance.loaded);
        self.workers.spawn(async move {
            let result = fetch_package(&shared, &http, &loaded, &package).await;
            let _ = mailbox.send(Command::Package {
                instance: id,
                package,
                result,
            });
        });
    }

    pub(super) fn package_fetched(
        &self,
        id: InstanceId,
        package: String,
        result: Result<(), HostError>,
    ) {
        if let Some(instance) = self.instances.get(&id) {
            instance.runtime.post(Input::Package {
                package,
                result: result.map_err(|error| error.to_string()),
            });
        }
    }
}
