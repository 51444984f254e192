//! Starting: a prepared program gets its logic thread, and is an instance from then on.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tiffin_protocol::config::AppConfig;
use tiffin_runtime::{Launch, Output, Program, ProgramSetup};

use super::command::Command;
use super::pending::AfterPaint;
use super::state::State;
use crate::capability::Caller;
use crate::capability::sync::Synchronous;
use crate::ids::InstanceId;
use crate::instance::{FIRST, Instance, Metrics, Overlays, PageBars, PageConfig, Tabs};
use crate::open::Prepared;
use crate::program::{EngineCode, Loaded};

/// For a program that paints nothing, what waits for its first paint is done after this time.
const PAINT_WAIT: Duration = Duration::from_secs(1);

/// Outputs of one program that may wait for the driver. A busy page makes some hundreds in a second; with more than this
/// the program waits between two turns, not the driver.
const UNHEARD: usize = 2_000;

impl State {
    /// Starts a program's thread and brings it to the front.
    pub(super) fn start(&mut self, prepared: Prepared) {
        let Prepared {
            request,
            loaded,
            app,
            unchecked,
        } = prepared;
        let crashed: Vec<InstanceId> = self
            .instances
            .values()
            .filter(|instance| instance.program == request.program)
            .map(|instance| instance.id)
            .collect();
        for old in crashed {
            self.end(old);
        }
        let id = InstanceId(self.number());
        let home = loaded.home;
        if !home && let Err(error) = self.shared.catalog.starting(&request.program) {
            tracing::error!(%error, "a start was not noted");
        }
        self.shared.files.forget_temporary(loaded.program());
        let (files, program) = (self.shared.files.clone(), loaded.program().to_owned());
        self.workers.spawn_blocking(move || files.sweep(&program));
        let metrics = Arc::new(Metrics::default());
        let launch = request.launch();
        metrics.set_bars(FIRST, first_bars(&app, &launch.path));
        self.shared.add_instance(id, Arc::clone(&loaded));
        let runtime = self.start_thread(id, &loaded, &app, &metrics, &launch);
        let favourite = self.shared.catalog.is_favourite(loaded.program());
        let instance = Instance {
            id,
            program: request.program.clone(),
            name: loaded.release.name.clone(),
            tabs: app
                .app
                .as_ref()
                .and_then(|app| app.tab_bar.as_ref())
                .map(Tabs::of),
            loaded,
            runtime,
            app,
            pages: std::collections::BTreeMap::new(),
            route: Vec::new(),
            overlays: Overlays::default(),
            crash: None,
            notice: None,
            started: false,
            favourite,
            opener: request.opener,
            launch,
            metrics,
            hide_home: false,
        };
        self.instances.insert(id, instance);
        self.front_started(id, home);
        if !home {
            let due = Instant::now() + PAINT_WAIT;
            self.after_paint.insert(id, AfterPaint { due, unchecked });
        }
    }

    /// Writes the use down, tells the home, asks for an update: what can wait until the page is painted, so that nothing takes
    /// the processor or the disk from it.
    pub(super) fn do_after_paint(&mut self, id: InstanceId) {
        let Some(AfterPaint { unchecked, .. }) = self.after_paint.remove(&id) else {
            return;
        };
        let Some(program) = self.instances.get(&id).map(|one| one.program.clone()) else {
            return;
        };
        self.record_use(&program);
        self.record_bytecode_use(id);
        if unchecked {
            self.check_for_update(id, &program);
        }
    }

    /// What the start used of compiled scripts, so that a clean-up leaves it.
    pub(super) fn record_bytecode_use(&self, id: InstanceId) {
        let Some(instance) = self.instances.get(&id) else {
            return;
        };
        let (cache, loaded) = (Arc::clone(&self.shared.cache), Arc::clone(&instance.loaded));
        self.workers.spawn_blocking(move || {
            let used = loaded.bytecode.lock();
            let used = used.unwrap_or_else(std::sync::PoisonError::into_inner);
            cache.record_bytecode_use(&loaded.digest, &used);
        });
    }

    /// An instance ends before it painted anything, and not by a fault of its own: that says nothing about its version.
    pub(super) fn start_cut_off(&self, instance: &Instance) {
        if instance.started || instance.loaded.home || instance.crash.is_some() {
            return;
        }
        if let Err(error) = self.shared.catalog.start_cut_off(&instance.program) {
            tracing::error!(%error, "a start that was cut off counts");
        }
    }

    fn start_thread(
        &self,
        id: InstanceId,
        loaded: &Arc<Loaded>,
        app: &Arc<AppConfig>,
        metrics: &Arc<Metrics>,
        launch: &Launch,
    ) -> Program {
        let limits = &self.shared.settings.limits;
        let caller = Caller {
            shared: Arc::clone(&self.shared),
            loaded: Arc::clone(loaded),
            metrics: Arc::clone(metrics),
            darkmode: app.app.as_ref().is_some_and(|app| app.darkmode),
        };
        let tab_bar = app
            .app
            .as_ref()
            .and_then(|app| app.tab_bar.as_ref())
            .is_some_and(|bar| !bar.custom);
        let (mailbox, noted) = (
            std::sync::Mutex::new(self.mailbox.clone()),
            Arc::clone(metrics),
        );
        let sink = move |output: Output| {
            // Noted here, on the logic thread: the page's onLoad asks before the driver has heard of the page.
            if let Output::PageOpen {
                page,
                config_json,
                tab,
                ..
            } = &output
            {
                let custom_nav = PageConfig::parse(config_json).custom_nav();
                noted.set_bars(
                    *page,
                    PageBars {
                        custom_nav,
                        tab_bar: *tab && tab_bar,
                    },
                );
            }
            let mailbox = mailbox
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner);
            let _ = mailbox.send(Command::Output {
                instance: id,
                output,
            });
        };
        Program::start(ProgramSetup {
            program: loaded.program().to_owned(),
            launch: launch.clone(),
            code: Box::new(EngineCode {
                loaded: Arc::clone(loaded),
                cache: Arc::clone(&self.shared.cache),
            }),
            limits: tiffin_runtime::Limits {
                heap: usize::try_from(limits.heap_bytes).unwrap_or(usize::MAX),
                turn: std::time::Duration::from_millis(limits.turn_ms),
                unheard: UNHEARD,
                ..tiffin_runtime::Limits::default()
            },
            port: Box::new(Synchronous { caller }),
            sink: Arc::new(sink),
            is_home: loaded.home,
            blocks: true,
            platform: match self.shared.environment().platform.as_str() {
                platform @ ("android" | "ios") => platform.to_owned(),
                _ => "desktop".to_owned(),
            },
            ports: self.shared.ports.clone(),
        })
    }
}

fn first_bars(app: &AppConfig, path: &str) -> PageBars {
    let Some(config) = &app.app else {
        return PageBars::default();
    };
    let path = if path.is_empty() {
        &config.entry_page_path
    } else {
        path
    };
    let page = PageConfig::of_window(config, app.units.get(path).map(|unit| &unit.config));
    let tab_bar = config.tab_bar.as_ref().filter(|bar| !bar.custom);
    PageBars {
        custom_nav: page.custom_nav(),
        tab_bar: tab_bar.is_some_and(|bar| bar.list.iter().any(|item| item.page_path == path)),
    }
}
