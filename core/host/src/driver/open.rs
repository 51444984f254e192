//! Opening: from a program's id to a running instance. What is cached opens without asking anybody; what is not is resolved
//! and installed on a worker, and comes back as [`Prepared`].

use std::sync::Arc;

use tiffin_protocol::config::AppConfig;
use tiffin_protocol::package::CONFIG;
use tiffin_protocol::{Link, ProgramId, Scene};
use tiffin_runtime::{Input, Launch, Output, Program, ProgramSetup};

use super::Command;
use super::calls::{Port, storage_of};
use super::state::State;
use crate::capability::system::{FIRST, Metrics, PageBars, System};
use crate::error::{Code, HostError};
use crate::event::{HostEvent, Opening, Stage};
use crate::http::Http;
use crate::ids::InstanceId;
use crate::install;
use crate::instance::{Instance, Life, Overlays, PageConfig, Tabs};
use crate::launch::{EngineCode, Loaded, MAIN};
use crate::resolve::{self, Store};
use crate::shared::Shared;
use crate::update::{self, AtStart, News};

/// What somebody wants opened.
#[derive(Clone)]
pub(crate) struct Request {
    pub program: ProgramId,
    pub page: Option<String>,
    pub query: String,
    pub scene: Scene,
    /// The store a link named.
    pub store: Option<Arc<Store>>,
    /// `{"appId","extraData"}` of the program that opened it.
    pub referrer: Option<String>,
    pub opener: Option<InstanceId>,
}

impl Request {
    pub(super) fn program(program: ProgramId, scene: Scene) -> Request {
        Request {
            program,
            page: None,
            query: String::new(),
            scene,
            store: None,
            referrer: None,
            opener: None,
        }
    }

    fn launch(&self) -> Launch {
        Launch {
            path: self.page.clone().unwrap_or_default(),
            query: self.query.clone(),
            scene: self.scene.number(),
            referrer_json: self.referrer.clone(),
        }
    }
}

/// A program that can start now.
pub(crate) struct Prepared {
    pub request: Request,
    pub loaded: Arc<Loaded>,
    pub app: Arc<AppConfig>,
    /// It was cached: the store was not asked yet.
    pub unchecked: bool,
}

impl State {
    pub(super) fn open_home(&mut self) {
        if let Some(home) = self
            .instances
            .values()
            .find(|instance| instance.loaded.home)
            .map(|home| home.id)
        {
            self.bring_front(home, None);
            return;
        }
        let opened = match &self.shared.settings.home {
            None => Err(HostError::new(Code::HostSettings, "no [home] in host.toml")),
            Some(settings) => Loaded::home(settings).and_then(|loaded| {
                let app = read_config(&loaded)?;
                Ok((Arc::new(loaded), Arc::new(app)))
            }),
        };
        match opened {
            Ok((loaded, app)) => {
                let request = Request::program(loaded.release.program.clone(), Scene::Main);
                self.start(Prepared {
                    request,
                    loaded,
                    app,
                    unchecked: false,
                });
            }
            Err(error) => self.emit(HostEvent::OpenFailed {
                program: None,
                error,
            }),
        }
    }

    /// A link as text, from a program or a scan; failures are told as events. True if it was a link of a trusted store.
    pub(super) fn open_text(&mut self, text: &str, scene: Scene) -> bool {
        let link = Link::parse(text).map_err(HostError::from);
        match link.and_then(|link| self.shared.stores.of_link(&link).map(|_| link)) {
            Ok(link) => {
                self.open_link(&link, scene);
                true
            }
            Err(error) => {
                self.emit(HostEvent::OpenFailed {
                    program: None,
                    error,
                });
                false
            }
        }
    }

    pub(super) fn open_link(&mut self, link: &Link, scene: Scene) {
        let store = match self.shared.stores.of_link(link) {
            Ok(store) => store,
            Err(error) => {
                self.emit(HostEvent::OpenFailed {
                    program: Some(link.program().to_string()),
                    error,
                });
                return;
            }
        };
        let mut request = Request::program(link.program().clone(), scene);
        request.page = link.page().map(str::to_owned);
        request.query = link.query().to_owned();
        request.store = store;
        self.open(request);
    }

    pub(super) fn open_program(&mut self, program: ProgramId, scene: Scene) {
        let home = self
            .instances
            .values()
            .find(|instance| instance.loaded.home && instance.program == program);
        match home.map(|home| home.id) {
            Some(home) => self.bring_front(home, None),
            None => self.open(Request::program(program, scene)),
        }
    }

    pub(super) fn open(&mut self, request: Request) {
        let alive = self.instances.values().find(|instance| {
            instance.program == request.program && instance.crash.is_none() && !instance.loaded.home
        });
        if let Some(alive) = alive {
            let id = alive.id;
            if request
                .page
                .as_ref()
                .is_some_and(|page| !has_page(&alive.app, page))
            {
                let error = HostError::new(Code::PageUnknown, request.page.unwrap_or_default());
                self.emit(HostEvent::OpenFailed {
                    program: Some(request.program.to_string()),
                    error,
                });
                return;
            }
            if let Some(instance) = self.instances.get_mut(&id) {
                instance.opener = request
                    .opener
                    .filter(|opener| *opener != id)
                    .or(instance.opener);
            }
            self.opening = None;
            self.bring_front(id, Some(request.launch()));
            self.note_use(&request.program);
            return;
        }
        let ticket = self.number();
        self.opening = Some((ticket, request.clone()));
        let name = self
            .shared
            .catalog
            .name(&request.program)
            .unwrap_or_default();
        let program = request.program.to_string();
        let (shared, http, mailbox) = (
            Arc::clone(&self.shared),
            self.http.clone(),
            self.mailbox.clone(),
        );
        let told = Arc::clone(&self.shared);
        let progress: install::Progress = Arc::new(move |stage| {
            told.events.push(HostEvent::Opening(Opening {
                program: program.clone(),
                name: name.clone(),
                stage,
            }));
        });
        self.workers.spawn(async move {
            let result = Box::new(prepare(&shared, &http, request, &progress).await);
            let _ = mailbox.send(Command::Prepared { ticket, result });
        });
    }

    pub(super) fn prepared(&mut self, ticket: u64, result: Result<Prepared, HostError>) {
        // Somebody opened something else meanwhile: what was fetched stays cached, and nothing jumps to the front.
        let Some((_, request)) = self.opening.take_if(|(current, _)| *current == ticket) else {
            return;
        };
        match result {
            Ok(prepared) => self.start(prepared),
            Err(error) => {
                tracing::warn!(program = %request.program, %error, "opening failed");
                self.emit(HostEvent::OpenFailed {
                    program: Some(request.program.to_string()),
                    error,
                });
            }
        }
    }

    /// Starts a program's thread and brings it to the front.
    fn start(&mut self, prepared: Prepared) {
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
        if !home {
            self.emit(HostEvent::Opening(Opening {
                program: request.program.to_string(),
                name: loaded.release.name.clone(),
                stage: Stage::Starting,
            }));
        }
        let metrics = Arc::new(Metrics::default());
        let launch = request.launch();
        metrics.note(FIRST, first_bars(&app, &launch.path));
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
            life: Life::Front,
            started: false,
            favourite,
            opener: request.opener,
            launch,
            metrics,
            hide_home: false,
        };
        self.instances.insert(id, instance);
        self.bring_front(id, None);
        self.keep_few_alive();
        if !home {
            self.note_use(&request.program);
            if unchecked {
                self.check_for_update(id, &request.program);
            }
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
        let port = Port {
            shared: Arc::clone(&self.shared),
            storage: storage_of(&self.shared, &loaded.release.program),
            system: System {
                metrics: Arc::clone(metrics),
                program: loaded.program().to_owned(),
                version: loaded.release.version.clone(),
                host_name: self.shared.settings.name.clone(),
                darkmode: app.app.as_ref().is_some_and(|app| app.darkmode),
            },
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
                noted.note(
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
                ..tiffin_runtime::Limits::default()
            },
            port: Box::new(port),
            sink: Arc::new(sink),
            is_home: loaded.home,
            platform: match self.shared.environment().platform.as_str() {
                platform @ ("android" | "ios") => platform.to_owned(),
                _ => "desktop".to_owned(),
            },
        })
    }

    /// Ends an instance and opens its program again, as it was opened.
    pub(super) fn restart(&mut self, id: InstanceId) {
        let Some(instance) = self.instances.get(&id) else {
            return;
        };
        let (launch, opener, home) = (
            instance.launch.clone(),
            instance.opener,
            instance.loaded.home,
        );
        let mut request = Request::program(instance.program.clone(), Scene::Relaunch);
        request.page = Some(launch.path).filter(|path| !path.is_empty());
        request.query = launch.query;
        request.opener = opener;
        self.end(id);
        if home {
            self.open_home()
        } else {
            self.open(request)
        }
    }

    fn note_use(&self, program: &ProgramId) {
        if let Err(error) = self.shared.catalog.used(program) {
            tracing::error!(%error, "recents were not written");
        }
        self.tell_home();
    }

    fn check_for_update(&self, id: InstanceId, program: &ProgramId) {
        let (shared, http, mailbox) = (
            Arc::clone(&self.shared),
            self.http.clone(),
            self.mailbox.clone(),
        );
        let program = program.clone();
        let packages = self
            .instances
            .get(&id)
            .map(|instance| here(&instance.loaded))
            .unwrap_or_default();
        let mailbox = std::sync::Mutex::new(mailbox);
        self.workers.spawn(async move {
            let tell = move |news: News| {
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

    pub(super) fn update_news(&self, id: InstanceId, news: &News) {
        let Some(instance) = self.instances.get(&id) else {
            return;
        };
        let (name, payload) = match news {
            News::Checked { has_update } => (
                "checkForUpdate",
                serde_json::json!({"hasUpdate": has_update}),
            ),
            News::Ready => ("updateReady", serde_json::json!({})),
            News::Failed => ("updateFailed", serde_json::json!({})),
        };
        instance.runtime.post(Input::Event {
            name: name.into(),
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
            let result = fetch_one(&shared, &http, &loaded, &package).await;
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

async fn fetch_one(
    shared: &Arc<Shared>,
    http: &Http,
    loaded: &Loaded,
    package: &str,
) -> Result<(), HostError> {
    let versions = shared.catalog.versions(&loaded.release.program)?;
    let store = versions.and_then(|versions| shared.stores.by_base(&versions.store));
    let store = store.ok_or_else(|| {
        HostError::new(
            Code::LinkStore,
            "the program's store is not trusted any more",
        )
    })?;
    let quiet: install::Progress = Arc::new(|_: Stage| {});
    install::fetch(
        http,
        &store,
        &shared.cache,
        &loaded.release,
        &[package.to_owned()],
        &quiet,
    )
    .await
}

/// The packages of a release that are on the device: an update brings the same ones.
fn here(loaded: &Loaded) -> Vec<String> {
    let names = loaded
        .release
        .packages
        .iter()
        .map(|package| package.name.clone());
    names.filter(|name| loaded.installed(name)).collect()
}

/// Finds a version that can start: the cached one, else the store's.
async fn prepare(
    shared: &Arc<Shared>,
    http: &Http,
    request: Request,
    progress: &install::Progress,
) -> Result<Prepared, HostError> {
    let program = &request.program;
    let mut cached = Err(HostError::new(Code::ProgramNotCached, program.as_str()));
    let mut refused = None;
    if let Some(versions) = shared.catalog.versions(program)? {
        let another_store = request
            .store
            .as_ref()
            .is_some_and(|store| store.base != versions.store);
        let decision = update::at_start(&versions);
        if let Some(pending) = versions
            .pending
            .filter(|_| decision == AtStart::PromoteAndOpen)
        {
            // Only a version that can open takes the place of one that does.
            match can_open(shared, &pending) {
                Ok(()) => shared.catalog.promote(program)?,
                Err(error) => {
                    tracing::warn!(%program, %error, "the staged version is dropped");
                    shared.catalog.unstage(program)?;
                }
            }
        }
        if decision == AtStart::UpdateOrRefuse {
            refused = Some(HostError::new(
                Code::ReleaseRecalled,
                format!("sequence {}", versions.active_sequence),
            ));
        } else {
            if shared.catalog.starting(program)?
                && shared.catalog.roll_back(program, "never painted a page")?
            {
                tracing::warn!(%program, "rolled back a version that never painted a page");
            }
            cached = open_cached(shared, &request);
        }
        if matches!(decision, AtStart::OpenAndCheck | AtStart::PromoteAndOpen) && !another_store {
            match cached {
                Ok(prepared) => return Ok(prepared),
                Err(error) if !can_be_fetched(error.code) => return Err(error),
                Err(error) => {
                    tracing::warn!(%program, %error, "the cached version is fetched again");
                    forget_damaged(shared, program);
                    cached = Err(error);
                }
            }
        }
    }
    progress(Stage::Resolving);
    match fetch(shared, http, &request, progress).await {
        Ok(()) => {}
        Err(error) => return fall_back(error, cached, refused),
    }
    shared.catalog.starting(program)?;
    let mut prepared = open_cached(shared, &request)?;
    prepared.unchecked = false;
    Ok(prepared)
}

/// The store gave nothing: the cached version opens if the store may just be out of reach.
fn fall_back(
    error: HostError,
    cached: Result<Prepared, HostError>,
    refused: Option<HostError>,
) -> Result<Prepared, HostError> {
    if let Some(refused) = refused {
        return Err(refused);
    }
    match cached {
        // What the cache has is good and signed; a store that answers nonsense does not take it away.
        Ok(prepared) => Ok(prepared),
        // A damaged package that cannot be fetched again: say what is wrong here, not that the network is.
        Err(damaged)
            if damaged.code != Code::ProgramNotCached && error.code == Code::StoreUnreachable =>
        {
            Err(damaged)
        }
        Err(_) => Err(error),
    }
}

async fn fetch(
    shared: &Arc<Shared>,
    http: &Http,
    request: &Request,
    progress: &install::Progress,
) -> Result<(), HostError> {
    let known = shared
        .catalog
        .versions(&request.program)?
        .and_then(|versions| shared.stores.by_base(&versions.store));
    let resolved = match request.store.clone().or(known) {
        Some(store) => {
            let head = store.head(http, &shared.catalog, &request.program).await?;
            store.release(http, &shared.catalog, head).await?
        }
        None => resolve::find(shared.stores.all(), http, &shared.catalog, &request.program).await?,
    };
    let names: Vec<String> = request
        .page
        .iter()
        .map(|page| package_of(&resolved.release, page))
        .collect();
    install::fetch_resolved(http, &shared.cache, &resolved, &names, progress).await?;
    shared.catalog.activate(&resolved.staged())?;
    shared.catalog.note_head(&resolved.head)?;
    let cleaned = Arc::clone(shared);
    install::blocking(move || {
        clean_cache(&cleaned);
        Ok(())
    })
    .await
}

fn package_of(release: &tiffin_protocol::release::Release, page: &str) -> String {
    let under = |root: &str| {
        page.strip_prefix(root)
            .is_some_and(|rest| rest.starts_with('/'))
    };
    let fitting = release
        .packages
        .iter()
        .filter(|package| !package.root.is_empty() && under(&package.root));
    fitting
        .max_by_key(|package| package.root.len())
        .map_or_else(|| MAIN.to_owned(), |package| package.name.clone())
}

/// Opens the active version from the cache, with the package of the page that is wanted.
fn open_cached(shared: &Arc<Shared>, request: &Request) -> Result<Prepared, HostError> {
    let (release, _) = shared
        .catalog
        .active(&request.program)?
        .ok_or_else(|| HostError::new(Code::ProgramNotCached, request.program.as_str()))?;
    tiffin_protocol::trust::check_compatible(&release, crate::VERSION, &[crate::TEMPLATE_ABI])?;
    let loaded = Loaded::from_cache(release, &shared.cache)?;
    let app = read_config(&loaded)?;
    if let Some(page) = &request.page {
        if !has_page(&app, page) {
            return Err(HostError::new(Code::PageUnknown, page.clone()));
        }
        loaded.package(&loaded.package_of(page).name)?;
    }
    Ok(Prepared {
        request: request.clone(),
        loaded: Arc::new(loaded),
        app: Arc::new(app),
        unchecked: true,
    })
}

/// Whether a stored release has its main package, whole enough to start from.
fn can_open(shared: &Shared, digest: &tiffin_protocol::Sha256) -> Result<(), HostError> {
    let release = shared.catalog.release(digest)?;
    let release =
        release.ok_or_else(|| HostError::new(Code::ProgramNotCached, digest.to_string()))?;
    tiffin_protocol::trust::check_compatible(&release, crate::VERSION, &[crate::TEMPLATE_ABI])?;
    read_config(&Loaded::from_cache(release, &shared.cache)?).map(|_| ())
}

/// Removes package files that nothing names, or that are too many. Failures cost room, nothing else.
fn clean_cache(shared: &Shared) {
    match shared.catalog.named_packages() {
        Ok(named) => {
            let bound = shared.settings.limits.cache_bytes;
            for sha256 in crate::cache::surplus(&shared.cache.kept(), &named, bound) {
                shared.cache.remove(&sha256);
            }
        }
        Err(error) => tracing::warn!(%error, "the cache was not cleaned"),
    }
}

fn read_config(loaded: &Loaded) -> Result<AppConfig, HostError> {
    let bytes = loaded.package(MAIN)?.read(CONFIG)?;
    Ok(AppConfig::parse(&bytes)?)
}

fn has_page(app: &AppConfig, page: &str) -> bool {
    app.app
        .as_ref()
        .is_some_and(|app| app.pages.iter().any(|known| known == page))
}

/// Whether fetching the packages again can help.
fn can_be_fetched(code: Code) -> bool {
    let text = code.as_str();
    text.starts_with("package.") || matches!(code, Code::ProgramNotCached | Code::ReleaseDigest)
}

/// Removes packages of the active version whose bytes are not the signed ones.
fn forget_damaged(shared: &Shared, program: &ProgramId) {
    let Ok(Some((release, _))) = shared.catalog.active(program) else {
        return;
    };
    for package in &release.packages {
        let whole = std::fs::read(shared.cache.path_of(&package.sha256));
        if whole.is_ok_and(|bytes| tiffin_protocol::Sha256::of(&bytes) != package.sha256) {
            shared.cache.discard(&package.sha256);
        }
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
