//! Packages that come while a program runs: its update, and the subpackages that its routes lead into, its modules and
//! components are in, or its pages name as likely next.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::Value;
use tiffin_protocol::ProgramId;
use tiffin_protocol::event::Event;
use tiffin_runtime::{Input, PageId};

use super::assign;
use super::command::Command;
use super::state::State;
use crate::error::HostError;
use crate::ids::InstanceId;
use crate::instance::Instance;
use crate::open::fetch_package;
use crate::program::MAIN;
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

    /// A subpackage is wanted. One that is on the device needs no store.
    pub(super) fn fetch_package(&mut self, id: InstanceId, package: String) {
        let Some(instance) = self.instances.get(&id) else {
            return;
        };
        if instance.loaded.installed(&package) {
            return self.package_fetched(id, package, Ok(()));
        }
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

    /// Open pages get the package's sheets before the program hears of it: what it makes of it then finds them.
    pub(super) fn package_fetched(
        &mut self,
        id: InstanceId,
        package: String,
        result: Result<(), HostError>,
    ) {
        let Some(instance) = self.instances.get(&id) else {
            return;
        };
        if result.is_ok() {
            for view in self.views.loaded_views(id) {
                let page = self.views.page_of(view).map(|key| key.page);
                let message = page.and_then(|page| assign::styles_message(instance, page));
                if let Some(message) = message {
                    self.say(view, &message);
                }
            }
        }
        instance.runtime.post(Input::Package {
            package,
            result: result.map_err(|error| error.to_string()),
        });
    }

    /// The packages that app.json's `preloadRule` names for a page are fetched, quietly.
    /// <https://developers.weixin.qq.com/miniprogram/dev/framework/subpackages/preload.html>
    pub(super) fn preload(&self, id: InstanceId, page: PageId) {
        let Some(instance) = self.instances.get(&id) else {
            return;
        };
        let network = self.shared.environment().network_type.clone();
        for package in preloaded(instance, page, &network) {
            let (shared, http) = (Arc::clone(&self.shared), self.http.clone());
            let loaded = Arc::clone(&instance.loaded);
            self.workers.spawn(async move {
                if let Err(error) = fetch_package(&shared, &http, &loaded, &package).await {
                    tracing::info!(program = loaded.program(), package, %error, "preloading");
                }
            });
        }
    }
}

/// What a page's rule names, by name or root, that is not here. `wifi` is the usual network of a rule.
fn preloaded(instance: &Instance, page: PageId, network: &str) -> Vec<String> {
    let rules = instance.app.app.as_ref();
    let rules = rules.and_then(|app| app.more.get("preloadRule"));
    let path = instance.pages.get(&page).map(|page| page.path.as_str());
    let (Some(rules), Some(path)) = (rules, path) else {
        return Vec::new();
    };
    let rule = rules
        .get(path)
        .or_else(|| rules.get(format!("/{path}")))
        .unwrap_or(&Value::Null);
    let text = |name: &str| rule.get(name).and_then(Value::as_str);
    let fits = match text("network") {
        Some("all") => network != "none",
        _ => network == "wifi",
    };
    let named: Vec<&str> = rule
        .get("packages")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(|name| name.trim_matches('/'))
        .collect();
    let packages = instance.loaded.release.packages.iter().filter(|package| {
        let root = package.root.trim_matches('/');
        fits && package.name != MAIN
            && named.iter().any(|n| *n == package.name || *n == root)
            && !instance.loaded.installed(&package.name)
    });
    packages.map(|package| package.name.clone()).collect()
}
