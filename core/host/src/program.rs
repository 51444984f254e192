//! A release that runs: its packages held open, and the verified bytes that the engine and the views get. Also the home
//! program, which comes from a folder beside the app and must be signed by the key that `host.toml` pins.

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use tiffin_protocol::Sha256;
use tiffin_protocol::config::AppConfig;
use tiffin_protocol::dsse::VerifyingKey;
use tiffin_protocol::limits::ENVELOPE_BYTES;
use tiffin_protocol::package::CONFIG;
use tiffin_protocol::release::{PackageEntry, Release};
use tiffin_protocol::trust;
use tiffin_runtime::{CodeError, CodeSource};

use crate::cache::{Cache, OpenPackage, Range};
use crate::error::{Code, HostError};
use crate::settings::HomeSettings;

/// The package that every release has.
pub(crate) const MAIN: &str = "main";

/// One release, opened for running.
pub(crate) struct Loaded {
    pub release: Release,
    /// Of the release's envelope; the home's too.
    pub digest: Sha256,
    pub home: bool,
    /// Keys of the bytecode that this run read or made.
    pub bytecode: Mutex<BTreeSet<String>>,
    source: Source,
    open: RwLock<HashMap<String, Arc<OpenPackage>>>,
}

enum Source {
    Cache(Arc<Cache>),
    /// `main.zip`, `<subpackage>.zip` in a folder.
    Folder(PathBuf),
}

impl Loaded {
    /// A release from the cache. Opens `main`, so that a damaged file is found before anything starts.
    pub(crate) fn from_cache(
        release: Release,
        digest: Sha256,
        cache: &Arc<Cache>,
    ) -> Result<Loaded, HostError> {
        let source = Source::Cache(Arc::clone(cache));
        let loaded = Loaded {
            release,
            digest,
            home: false,
            bytecode: Mutex::default(),
            source,
            open: RwLock::default(),
        };
        loaded.package(MAIN)?;
        Ok(loaded)
    }

    /// A release of a test without packages.
    #[cfg(test)]
    #[allow(clippy::unwrap_used)]
    pub(crate) fn of_test(scopes: &[&str]) -> Loaded {
        use tiffin_protocol::dsse::SigningKey;
        use tiffin_protocol::release::PublicKey;
        let key = SigningKey::from_seed(&[7; 32]).public();
        let release = serde_json::from_value(serde_json::json!({
            "type": Release::KIND, "format": 1, "program": "canteen", "name": "Test", "version": "1.0.0", "sequence": 1,
            "createdAt": "2026-01-01T00:00:00Z", "templateAbi": crate::TEMPLATE_ABI, "minHost": "0.1.0",
            "developer": key.id(), "developerKey": PublicKey::of(&key), "packages": [], "scopes": scopes,
            "entry": "pages/index/index",
        }));
        Loaded {
            release: release.unwrap(),
            digest: Sha256::of(b"test"),
            home: false,
            bytecode: Mutex::default(),
            source: Source::Folder(PathBuf::new()),
            open: RwLock::default(),
        }
    }

    /// The bundled home: signed by the pinned key, by nobody else, and needing no store.
    pub(crate) fn home(settings: &HomeSettings) -> Result<Loaded, HostError> {
        let path = settings.bundle.join("release.json");
        let broken = |detail: String| {
            HostError::new(
                Code::HostSettings,
                format!("home {}: {detail}", path.display()),
            )
        };
        let size = std::fs::metadata(&path)
            .map_err(|error| broken(error.to_string()))?
            .len();
        if size > ENVELOPE_BYTES as u64 {
            return Err(broken(format!("{size} bytes")));
        }
        let bytes = std::fs::read(&path).map_err(|error| broken(error.to_string()))?;
        let release = trust::verify_bundled(&bytes, &VerifyingKey::from_base64(&settings.key)?)?;
        trust::check_compatible(&release, crate::VERSION, &[crate::TEMPLATE_ABI])?;
        let source = Source::Folder(settings.bundle.clone());
        let loaded = Loaded {
            release,
            digest: Sha256::of(&bytes),
            home: true,
            bytecode: Mutex::default(),
            source,
            open: RwLock::default(),
        };
        loaded.package(MAIN)?;
        Ok(loaded)
    }

    pub(crate) fn program(&self) -> &str {
        self.release.program.as_str()
    }

    pub(crate) fn entry(&self, package: &str) -> Result<&PackageEntry, HostError> {
        self.release.package(package).ok_or_else(|| {
            HostError::new(Code::PackageFileMissing, format!("no package {package}"))
        })
    }

    /// The package, opened at its first use.
    pub(crate) fn package(&self, name: &str) -> Result<Arc<OpenPackage>, HostError> {
        if let Some(package) = self
            .open
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(name)
        {
            return Ok(Arc::clone(package));
        }
        let entry = self.entry(name)?;
        let package = match &self.source {
            Source::Cache(cache) => cache.package(entry)?,
            Source::Folder(folder) => Arc::new(OpenPackage::open(
                &folder.join(format!("{name}.zip")),
                entry,
            )?),
        };
        self.open
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(name.to_owned(), Arc::clone(&package));
        Ok(package)
    }

    /// Whether the package's file is on the device.
    pub(crate) fn installed(&self, name: &str) -> bool {
        let Ok(entry) = self.entry(name) else {
            return false;
        };
        match &self.source {
            Source::Cache(cache) => cache.has(entry),
            Source::Folder(folder) => folder.join(format!("{name}.zip")).is_file(),
        }
    }

    /// Where a file lies that a page names by its path from the program's root.
    pub(crate) fn range(&self, path: &str) -> Result<Range, HostError> {
        let entry = self.release.package_of(path);
        self.package(&entry.name)?.range(path)
    }
}

/// What the engine reads: verified bytes, and bytecode that this device made of them.
pub(crate) struct EngineCode {
    pub loaded: Arc<Loaded>,
    pub cache: Arc<Cache>,
}

impl CodeSource for EngineCode {
    fn installed(&mut self, package: &str) -> bool {
        self.loaded.installed(package)
    }

    fn file(&mut self, package: &str, path: &str) -> Result<Vec<u8>, CodeError> {
        let read = self
            .loaded
            .package(package)
            .and_then(|package| package.read(path));
        read.map_err(|error| match error.code {
            Code::PackageFileMissing | Code::ProgramNotCached => CodeError::NotFound(error.detail),
            _ => CodeError::Unreadable(error.to_string()),
        })
    }

    fn bytecode(&mut self, key: &str) -> Option<Vec<u8>> {
        let used = self.loaded.bytecode.lock();
        used.unwrap_or_else(PoisonError::into_inner)
            .insert(key.to_owned());
        self.cache.bytecode(key)
    }

    fn store_bytecode(&mut self, key: &str, bytes: &[u8]) {
        self.cache.store_bytecode(key, bytes);
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
