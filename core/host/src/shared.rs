//! What more than one thread of the host needs: the database, the cache, the stores, the newest environment, and which
//! program each view is bound to. Each part locks for itself and never while it calls another.

use std::collections::HashMap;
use std::fs::File;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use crate::cache::Cache;
use crate::capability::files::Files;
use crate::catalog::Catalog;
use crate::consent::Consent;
use crate::data_dir::DataDir;
use crate::db::{self, Db};
use crate::environment::Environment;
use crate::error::HostError;
use crate::ids::{InstanceId, ViewId};
use crate::parts::PartsRead;
use crate::program::Loaded;
use crate::queue::EventQueue;
use crate::resolve::Stores;
use crate::settings::{HostConfig, Settings, ViewOrigin};
use crate::update::jobs::Jobs;

pub(crate) struct Shared {
    /// What is open, as text, for a system that takes the app without waiting for an answer.
    state: Mutex<String>,
    pub settings: Settings,
    pub origin: ViewOrigin,
    /// What the shell declared to do.
    pub ports: Vec<String>,
    pub events: Arc<EventQueue>,
    pub db: Arc<Db>,
    pub cache: Arc<Cache>,
    pub catalog: Catalog,
    pub consent: Consent,
    pub jobs: Jobs,
    pub files: Files,
    /// What the person took out: the ledger.
    exports: PathBuf,
    pub stores: Arc<Stores>,
    pub parts: PartsRead,
    environment: RwLock<Arc<Environment>>,
    views: RwLock<HashMap<ViewId, Option<Arc<Loaded>>>>,
    instances: RwLock<HashMap<InstanceId, Arc<Loaded>>>,
    /// Held for the life of the host, so that a second one does not use the same folder.
    lock: Mutex<Option<File>>,
}

impl Shared {
    pub(crate) fn open(config: HostConfig, environment: Environment) -> Result<Shared, HostError> {
        let events = Arc::<EventQueue>::default();
        if let Some(level) = config.log {
            crate::log::send_to(&events, level);
        }
        let data_dir = &config.data_dir;
        let folder = DataDir::open(data_dir, db::FORMAT)?;
        let db = Arc::new(Db::open(&data_dir.join("tiffin.db"))?);
        let cache = Arc::new(Cache::open(data_dir)?);
        let stores = Arc::new(Stores::open(&config.settings, &db)?);
        let catalog = Catalog::open(Arc::clone(&db), Arc::clone(&stores))?;
        let consent = Consent::open(Arc::clone(&db))?;
        Ok(Shared {
            state: Mutex::default(),
            settings: config.settings,
            origin: config.view_origin,
            ports: config.ports,
            events,
            db,
            jobs: Jobs::new(Arc::clone(&cache)),
            cache,
            catalog,
            consent,
            files: Files::new(data_dir),
            exports: data_dir.join("exports"),
            stores,
            parts: PartsRead::default(),
            environment: RwLock::new(Arc::new(environment.bounded())),
            views: RwLock::default(),
            instances: RwLock::default(),
            lock: Mutex::new(Some(folder.into_lock())),
        })
    }

    /// Writes the whole ledger into a new file; where it is, and how many rows it has.
    ///
    /// # Errors
    /// `disk.*`; no half of a file stays.
    pub(crate) fn export_ledger(&self) -> Result<(PathBuf, u64), HostError> {
        let failed = |error: std::io::Error| HostError::disk("exporting the ledger", &error);
        std::fs::create_dir_all(&self.exports).map_err(failed)?;
        let path = self.exports.join(format!("ledger-{}.jsonl", db::now()));
        let staged = path.with_extension("new");
        let written = std::fs::File::create(&staged)
            .map_err(failed)
            .and_then(|file| {
                self.consent
                    .ledger
                    .export(&mut std::io::BufWriter::new(file))
            })
            .and_then(|count| {
                std::fs::rename(&staged, &path).map_err(failed)?;
                Ok(count)
            });
        if written.is_err() {
            let _ = std::fs::remove_file(&staged);
        }
        Ok((path, written?))
    }

    /// Whether the shell declared that it does this.
    pub(crate) fn does(&self, name: &str) -> bool {
        self.ports.iter().any(|port| port == name)
    }

    pub(crate) fn set_state(&self, text: String) {
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

    /// The program that a view is bound to; `None` for a view that is not there, `Some(None)` for a blank one.
    pub(crate) fn bound_to(&self, view: ViewId) -> Option<Option<Arc<Loaded>>> {
        self.views
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&view)
            .cloned()
    }

    pub(crate) fn run_by(&self, instance: InstanceId) -> Option<Arc<Loaded>> {
        self.instances
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&instance)
            .cloned()
    }
}
