//! Before a program starts: a version that can. What is cached opens without asking anybody; what is not is resolved and
//! installed, on a worker, and comes back as [`Prepared`].

use std::sync::Arc;

use tiffin_protocol::config::AppConfig;
use tiffin_protocol::package::CONFIG;
use tiffin_protocol::{ProgramId, Scene};
use tiffin_runtime::Launch;

use super::{Loaded, MAIN};
use crate::error::{Code, HostError};
use crate::http::Http;
use crate::ids::InstanceId;
use crate::install;
use crate::resolve::{self, Store};
use crate::screen::Stage;
use crate::shared::Shared;
use crate::update::{self, AtStart};

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
    pub(crate) fn program(program: ProgramId, scene: Scene) -> Request {
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

    pub(crate) fn launch(&self) -> Launch {
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

/// Fetches one package of a release that runs: a route led into a subpackage.
pub(crate) async fn fetch_package(
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
pub(crate) fn here(loaded: &Loaded) -> Vec<String> {
    let names = loaded
        .release
        .packages
        .iter()
        .map(|package| package.name.clone());
    names.filter(|name| loaded.installed(name)).collect()
}

/// Finds a version that can start: the cached one, else the store's.
pub(crate) async fn prepare(
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
                // A package of this page was never asked for yet.
                Err(error) if error.code == Code::ProgramNotCached => cached = Err(error),
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

/// The store gave nothing: the cached version opens if the store may just be out of reach, not if it withdrew the program.
fn fall_back(
    error: HostError,
    cached: Result<Prepared, HostError>,
    refused: Option<HostError>,
) -> Result<Prepared, HostError> {
    if let Some(refused) = refused {
        return Err(refused);
    }
    if error.code == Code::ReleaseRecalled {
        return Err(error);
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
    let own = known.as_ref().map(|store| store.base.clone());
    let resolved = match request.store.clone().or(known) {
        Some(store) => {
            let head = store.head(http, &shared.catalog, &request.program).await?;
            // Noted before it is acted on: what it withdraws stays withdrawn when the store is out of reach. Only the
            // program's own store has a say in that.
            if own.is_some_and(|own| own == store.base) {
                shared.catalog.note_head(&head)?;
            }
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

pub(crate) fn read_config(loaded: &Loaded) -> Result<AppConfig, HostError> {
    let bytes = loaded.package(MAIN)?.read(CONFIG)?;
    Ok(AppConfig::parse(&bytes)?)
}

pub(crate) fn has_page(app: &AppConfig, page: &str) -> bool {
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
