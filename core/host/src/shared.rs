//! What more than one thread of the host needs: the database, the cache, the stores, the newest environment, and which
//! program each view is bound to. Each part locks for itself and never while it calls another.

use std::collections::HashMap;
use std::fs::File;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use tiffin_protocol::ProgramId;

use crate::cache::Cache;
use crate::capability::files::Files;
use crate::catalog::Catalog;
use crate::data_dir::DataDir;
use crate::db::{self, Db};
use crate::environment::Environment;
use crate::error::{Code, HostError};
use crate::ids::{InstanceId, ViewId};
use crate::program::Loaded;
use crate::queue::EventQueue;
use crate::resolve::Stores;
use crate::resource::{Body, Resource, mime_of, page_headers};
use crate::settings::{HostConfig, Settings, ViewOrigin};
use crate::update::jobs::Jobs;

/// The parts of the view document that the framework's build made.
const VIEW_HTML: &str = include_str!("view.html");
const VIEW_JS: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../framework/dist/view.js"
));
const VIEW_CSS: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../framework/dist/view.css"
));

/// Where the host's own files lie in a view's origin; a package cannot have files there.
const INTERNAL: &str = "__tiffin__/";
/// Below it, the files of the program that a view is bound to: `file/tmp/a.png` is `wxfile://tmp/a.png`.
const OWN_FILES: &str = "file/";

pub(crate) struct Shared {
    /// What is open, as text, for a system that takes the app without waiting for an answer.
    state: Mutex<String>,
    pub settings: Settings,
    pub origin: ViewOrigin,
    /// What the shell declared to do.
    pub ports: Vec<String>,
    pub events: EventQueue,
    pub db: Arc<Db>,
    pub cache: Arc<Cache>,
    pub catalog: Catalog,
    pub jobs: Jobs,
    pub files: Files,
    pub stores: Arc<Stores>,
    environment: RwLock<Arc<Environment>>,
    views: RwLock<HashMap<ViewId, Option<Arc<Loaded>>>>,
    instances: RwLock<HashMap<InstanceId, Arc<Loaded>>>,
    /// Held for the life of the host, so that a second one does not use the same folder.
    lock: Mutex<Option<File>>,
}

impl Shared {
    pub(crate) fn open(config: HostConfig, environment: Environment) -> Result<Shared, HostError> {
        let data_dir = &config.data_dir;
        let folder = DataDir::open(data_dir, db::FORMAT)?;
        let db = Arc::new(Db::open(&data_dir.join("tiffin.db"))?);
        let cache = Arc::new(Cache::open(data_dir)?);
        let stores = Arc::new(Stores::open(&config.settings, &db)?);
        let catalog = Catalog::open(Arc::clone(&db), Arc::clone(&stores))?;
        Ok(Shared {
            state: Mutex::default(),
            settings: config.settings,
            origin: config.view_origin,
            ports: config.ports,
            events: EventQueue::default(),
            db,
            jobs: Jobs::new(Arc::clone(&cache)),
            cache,
            catalog,
            files: Files::new(data_dir),
            stores,
            environment: RwLock::new(Arc::new(environment.sane())),
            views: RwLock::default(),
            instances: RwLock::default(),
            lock: Mutex::new(Some(folder.into_lock())),
        })
    }

    /// Whether the shell declared that it does this.
    pub(crate) fn does(&self, name: &str) -> bool {
        self.ports.iter().any(|port| port == name)
    }

    pub(crate) fn keep_state(&self, text: String) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = text;
    }

    pub(crate) fn state(&self) -> String {
        self.state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub(crate) fn environment(&self) -> Arc<Environment> {
        Arc::clone(
            &self
                .environment
                .read()
                .unwrap_or_else(PoisonError::into_inner),
        )
    }

    pub(crate) fn set_environment(&self, environment: Environment) {
        *self
            .environment
            .write()
            .unwrap_or_else(PoisonError::into_inner) = Arc::new(environment);
    }

    /// At the end: the folder may be used by another host now.
    pub(crate) fn release_folder(&self) {
        self.lock
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
    }

    /// Says which program's files a view may load; `None` for a blank one, which gets the document only.
    pub(crate) fn bind_view(&self, view: ViewId, loaded: Option<Arc<Loaded>>) {
        self.views
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(view, loaded);
    }

    pub(crate) fn unbind_view(&self, view: ViewId) {
        self.views
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&view);
    }

    pub(crate) fn add_instance(&self, instance: InstanceId, loaded: Arc<Loaded>) {
        self.instances
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(instance, loaded);
    }

    pub(crate) fn remove_instance(&self, instance: InstanceId) {
        self.instances
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&instance);
    }

    /// See [`crate::Host::view_resource`].
    pub(crate) fn view_resource(&self, view: ViewId, path: &str) -> Result<Resource, HostError> {
        let bound = self
            .views
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&view)
            .cloned();
        let Some(bound) = bound else {
            return Err(HostError::new(
                Code::PermissionDenied,
                format!("no view {view}"),
            ));
        };
        let path = path.trim_start_matches('/');
        if let Some(internal) = path.strip_prefix(INTERNAL) {
            return self.internal_resource(bound.as_deref(), internal);
        }
        let Some(loaded) = bound else {
            return Err(HostError::new(
                Code::PermissionDenied,
                format!("{view} is blank"),
            ));
        };
        program_resource(&loaded, path)
    }

    fn internal_resource(&self, bound: Option<&Loaded>, name: &str) -> Result<Resource, HostError> {
        let text = |text: &'static str| Resource {
            mime: mime_of(name),
            headers: page_headers(),
            body: Body::Bytes(text.as_bytes().into()),
        };
        match name {
            "view.html" => Ok(text(VIEW_HTML)),
            "view.js" => Ok(text(VIEW_JS)),
            "view.css" => Ok(text(VIEW_CSS)),
            _ if name.starts_with(OWN_FILES) => self.own_file(bound, name),
            _ => {
                let Some(program) = name.strip_prefix("icon/") else {
                    return Err(crate::cache::missing(name));
                };
                if !bound.is_some_and(|loaded| loaded.home) {
                    return Err(HostError::new(
                        Code::PermissionDenied,
                        "icons are for the home program",
                    ));
                }
                self.program_icon(&program.parse()?)
            }
        }
    }

    /// A file that the program downloaded, picked or saved; of this program and of no other.
    fn own_file(&self, bound: Option<&Loaded>, name: &str) -> Result<Resource, HostError> {
        let missing = || crate::cache::missing(name);
        let loaded = bound.ok_or_else(missing)?;
        let path = format!("wxfile://{}", name.strip_prefix(OWN_FILES).unwrap_or(name));
        let path = self
            .files
            .resolve(loaded.program(), &path)
            .ok_or_else(missing)?;
        let len = std::fs::metadata(&path).map_err(|_| missing())?.len();
        Ok(Resource {
            mime: harmless_mime(name),
            headers: page_headers(),
            body: Body::File {
                path,
                offset: 0,
                len,
            },
        })
    }

    /// See [`crate::Host::chrome_resource`].
    pub(crate) fn chrome_resource(
        &self,
        instance: InstanceId,
        path: &str,
    ) -> Result<Resource, HostError> {
        let loaded = self
            .instances
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&instance)
            .cloned();
        let loaded = loaded.ok_or_else(|| {
            HostError::new(Code::PermissionDenied, format!("no instance {instance}"))
        })?;
        let path = path.trim_start_matches('/');
        if path.is_empty() {
            icon_of(&loaded)
        } else {
            program_resource(&loaded, path)
        }
    }

    /// See [`crate::Host::program_icon`].
    pub(crate) fn program_icon(&self, program: &ProgramId) -> Result<Resource, HostError> {
        let (release, digest) = self
            .catalog
            .active(program)?
            .ok_or_else(|| HostError::new(Code::ProgramUnknown, program.as_str()))?;
        icon_of(&Loaded::from_cache(release, digest, &self.cache)?)
    }
}

fn icon_of(loaded: &Loaded) -> Result<Resource, HostError> {
    match &loaded.release.icon {
        Some(path) => program_resource(loaded, path.as_str()),
        None => Err(crate::cache::missing("icon")),
    }
}

fn program_resource(loaded: &Loaded, path: &str) -> Result<Resource, HostError> {
    if path.starts_with(INTERNAL) {
        return Err(HostError::new(Code::PermissionDenied, path.to_owned()));
    }
    let range = loaded.range(path)?;
    Ok(Resource {
        mime: harmless_mime(path),
        headers: page_headers(),
        body: Body::File {
            path: range.path,
            offset: range.offset,
            len: range.len,
        },
    })
}

/// Programs run in the engine. In a view, their scripts and documents are texts: nothing to inject into.
fn harmless_mime(path: &str) -> &'static str {
    match mime_of(path) {
        script if script.starts_with("text/javascript") || script.starts_with("text/html") => {
            "text/plain; charset=utf-8"
        }
        other => other,
    }
}
