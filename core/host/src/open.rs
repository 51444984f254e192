//! Opening, from a wish to a version that can start: what is cached opens without asking anybody; what is not is resolved
//! and installed, on a worker, and comes back as [`Prepared`]. Which version is [`crate::update::policy`]'s to decide.

mod error;
mod other;

use std::sync::Arc;

use tiffin_protocol::config::AppConfig;
use tiffin_protocol::trust::{self, SeenHead};
use tiffin_protocol::{ProgramId, Scene};
use tiffin_runtime::{Launch, Place};

use crate::error::{Code, HostError};
use crate::http::Http;
use crate::ids::InstanceId;
use crate::install::{InstallError, Progress};
use crate::program::{Loaded, has_page, read_config};
use crate::resolve::{self, SignedHead, Store};
use crate::screen::Stage;
use crate::shared::Shared;
use crate::update::known::Version;
use crate::update::policy::{Decision, Trigger, UNPAINTED_STARTS, anew_from, decide};
use crate::update::{self, today};

use error::OpenError;

/// Versions of one program that may turn out not to open before the store is asked: there are three at most.
const ROUNDS: usize = 8;

/// What somebody wants opened.
#[derive(Clone)]
pub(crate) struct Request {
    pub program: ProgramId,
    pub page: Option<String>,
    pub query: String,
    /// Pages on top of it, the topmost last, when what was open opens again: of all of them, those that are not there any
    /// more are left out, where else the opening fails.
    pub above: Option<Vec<Place>>,
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
            above: None,
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
            above: self.above.clone().unwrap_or_default(),
        }
    }

    /// Leaves out what is not there any more, where that was asked for.
    pub(crate) fn leave_out_unknown(&mut self, app: &AppConfig) {
        let Some(above) = &mut self.above else { return };
        above.retain(|place| has_page(app, &place.path));
        if self.page.as_ref().is_none_or(|page| has_page(app, page)) {
            return;
        }
        let first = above.drain(..above.len().min(1)).next();
        let first = first.unwrap_or_default();
        self.page = Some(first.path).filter(|path| !path.is_empty());
        self.query = first.query;
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

/// What the device alone has to offer.
enum Local {
    Ready(Prepared),
    /// The store first. Where none answers, `otherwise` opens.
    Ask {
        otherwise: Option<Otherwise>,
        why: OpenError,
    },
}

/// What may open though the store was to be asked first.
struct Otherwise {
    version: Version,
    /// Below the minimum.
    too_old: bool,
}

/// Finds a version that can start: the cached one, else the store's.
pub(crate) async fn prepare(
    shared: &Arc<Shared>,
    http: &Http,
    request: Request,
    progress: &Progress,
) -> Result<Prepared, HostError> {
    Ok(find(shared, http, &request, progress).await?)
}

async fn find(
    shared: &Arc<Shared>,
    http: &Http,
    request: &Request,
    progress: &Progress,
) -> Result<Prepared, OpenError> {
    if let Some(other) = &request.store {
        other::same_program(shared, http, &request.program, other).await?;
    }
    let (otherwise, why) = match local(shared, request)? {
        Local::Ready(prepared) => return Ok(prepared),
        Local::Ask { otherwise, why } => (otherwise, why),
    };
    progress(Stage::Resolving);
    let error = match ask(shared, http, request).await {
        Err(error) => match otherwise {
            Some(other) if error.lets_open(other.too_old) => {
                return instead(shared, request, &other.version);
            }
            // Its store's own word, which is newer than what is known here.
            Some(_) => return Err(error),
            None => error,
        },
        Ok((store, signed)) => {
            // A statement that does not count here gives way, whatever number it has.
            let anew = matches!(why, OpenError::Statement(_));
            match bring(shared, http, request, (store, signed), anew, progress).await {
                Ok(()) => {
                    let mut prepared = open_cached(shared, request)?;
                    prepared.unchecked = false;
                    return Ok(prepared);
                }
                // The network went in the middle of it. What the store said before counts.
                Err(error) if error.is_offline() => match local(shared, request)? {
                    Local::Ready(prepared) => return Ok(prepared),
                    Local::Ask {
                        otherwise: Some(other),
                        ..
                    } => return instead(shared, request, &other.version),
                    Local::Ask { .. } => error,
                },
                Err(error) => error,
            }
        }
    };
    Err(error.after(why))
}

/// Decides from what is known on the device, until a version opens or nothing is left to try.
fn local(shared: &Shared, request: &Request) -> Result<Local, OpenError> {
    let program = &request.program;
    for _ in 0..ROUNDS {
        let Some(known) = shared.catalog.known(program)? else {
            break;
        };
        if known.trial.is_some_and(|starts| starts >= UNPAINTED_STARTS) {
            tracing::warn!(%program, "a version that never painted a page is given up");
            update::start_failed(shared, program, "never painted a page")?;
            continue;
        }
        match decide(&known, Trigger::Start, today()) {
            Decision::Open(version) if version != known.active => {
                // Only a version that can open takes the place of one that does.
                if let Err(error) = update::make_active(shared, program, &version) {
                    tracing::warn!(%program, %error, "a version that cannot open is dropped");
                    shared.catalog.drop_version(program, &version.digest)?;
                }
            }
            Decision::Open(_) => {
                return match open_cached(shared, request) {
                    Ok(prepared) => Ok(Local::Ready(prepared)),
                    // Fetched again; or a package of this page was never asked for yet.
                    Err(why) if why.can_be_fetched() => {
                        tracing::info!(%program, %why, "the cached version is not whole");
                        forget_damaged(shared, program);
                        Ok(Local::Ask {
                            otherwise: None,
                            why,
                        })
                    }
                    Err(error) => Err(error),
                };
            }
            Decision::Ask { otherwise, refusal } => {
                return Ok(Local::Ask {
                    otherwise: otherwise.map(|version| Otherwise {
                        too_old: known.too_old(&version),
                        version,
                    }),
                    why: OpenError::Refused(refusal),
                });
            }
            other => {
                tracing::error!(%program, ?other, "no answer to a start");
                break;
            }
        }
    }
    Ok(Local::Ask {
        otherwise: None,
        why: OpenError::NotCached(program.clone()),
    })
}

/// No store answers: what is here opens, though it is not what the store wants.
fn instead(
    shared: &Arc<Shared>,
    request: &Request,
    version: &Version,
) -> Result<Prepared, OpenError> {
    update::make_active(shared, &request.program, version)?;
    open_cached(shared, request)
}

/// The newest head: of the store that a program was installed from, else of the one that a link named, else of the first that
/// knows the program.
async fn ask(
    shared: &Arc<Shared>,
    http: &Http,
    request: &Request,
) -> Result<(Arc<Store>, SignedHead), OpenError> {
    let program = &request.program;
    if let Some(store) = owner(shared, program)? {
        let signed = update::ask(shared, http, program, &store).await?;
        return Ok((store, signed));
    }
    Ok(match &request.store {
        Some(store) => (
            Arc::clone(store),
            store.head(http, program, SeenHead::default()).await?,
        ),
        None => resolve::find(shared.stores.all(), http, program).await?,
    })
}

/// Follows what the store said, as far as it is good here.
async fn bring(
    shared: &Arc<Shared>,
    http: &Http,
    request: &Request,
    (store, signed): (Arc<Store>, SignedHead),
    anew: bool,
    progress: &Progress,
) -> Result<(), OpenError> {
    let program = &request.program;
    let known = shared.catalog.known(program)?;
    let mut owned = known.as_ref().filter(|known| known.store == store.base);
    if anew {
        owned = None;
    }
    let decision = match owned {
        Some(known) => decide(known, Trigger::Answered, today()),
        None => anew_from(known.as_ref(), &signed.head.stable, today()),
    };
    let names = |release: &tiffin_protocol::release::Release| -> Vec<String> {
        let page = request.page.iter();
        page.map(|page| release.package_of(page).name.clone())
            .collect()
    };
    match decision {
        Decision::Refuse(refusal) => return Err(OpenError::Refused(refusal)),
        // What the store names fails here; something else that it allows is on the device, at least in part.
        Decision::Open(version) => {
            if known.is_some_and(|known| known.active != version) {
                update::make_active(shared, program, &version)?;
            }
            let Some((release, _)) = shared.catalog.active(program)? else {
                return Err(OpenError::NotCached(program.clone()));
            };
            let names = names(&release);
            shared
                .jobs
                .fetch(http, &store, &release, &names, progress)
                .await?;
        }
        _ => {
            let developer_key = known.map(|known| known.developer_key);
            let resolved = store
                .release(http, signed, developer_key.as_deref())
                .await?;
            let (release, names) = (&resolved.release, names(&resolved.release));
            shared
                .jobs
                .fetch(http, &store, release, &names, progress)
                .await?;
            shared.catalog.activate(&resolved.staged())?;
            shared.catalog.store_head(&store, &resolved.signed)?;
            crate::clean::later(shared);
        }
    }
    Ok(())
}

/// The store that has a say in an installed program; `None` if it is not installed, or that store is not trusted any more,
/// and another one may take its place.
fn owner(shared: &Shared, program: &ProgramId) -> Result<Option<Arc<Store>>, HostError> {
    let base = shared.catalog.store_of(program)?;
    Ok(base.and_then(|base| shared.stores.by_base(&base)))
}

/// Fetches one package of a release that runs: a route led into a subpackage.
pub(crate) async fn fetch_package(
    shared: &Arc<Shared>,
    http: &Http,
    loaded: &Loaded,
    package: &str,
) -> Result<(), HostError> {
    let store = owner(shared, &loaded.release.program)?.ok_or_else(|| {
        HostError::new(
            Code::LinkStore,
            "the program's store is not trusted any more",
        )
    })?;
    let quiet: Progress = Arc::new(|_: Stage| {});
    let names = [package.to_owned()];
    let fetched = shared
        .jobs
        .fetch(http, &store, &loaded.release, &names, &quiet);
    fetched.await.map_err(InstallError::into)
}

/// Opens the active version from the cache, with the package of the page that is wanted.
fn open_cached(shared: &Shared, request: &Request) -> Result<Prepared, OpenError> {
    let active = shared.catalog.active(&request.program);
    let Some((release, digest)) = active.map_err(OpenError::Statement)? else {
        return Err(OpenError::NotCached(request.program.clone()));
    };
    trust::check_compatible(&release, crate::VERSION, &[crate::TEMPLATE_ABI])?;
    let loaded =
        Loaded::from_cache(release, digest, &shared.cache).map_err(OpenError::of_package)?;
    let app = read_config(&loaded).map_err(OpenError::of_package)?;
    let mut request = request.clone();
    request.leave_out_unknown(&app);
    if let Some(page) = &request.page {
        if !has_page(&app, page) {
            return Err(OpenError::NoPage(page.clone()));
        }
        loaded
            .package(&loaded.release.package_of(page).name)
            .map_err(OpenError::of_package)?;
    }
    Ok(Prepared {
        request,
        loaded: Arc::new(loaded),
        app: Arc::new(app),
        unchecked: true,
    })
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
