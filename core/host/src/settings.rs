//! What a host is made from: its folder, how its views are addressed, and `host.toml` (brand, trusted stores, the built-in
//! home, limits). docs/guide/host.md describes each field.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::error::{Code, HostError};
use crate::event::LogLevel;
use crate::ids::ViewId;

/// A settings file larger than this is not one.
const MAX_BYTES: u64 = 256 * 1024;
/// Root envelopes are a few kilobytes.
const MAX_ROOT_BYTES: u64 = 256 * 1024;

/// What a host is made from.
#[derive(Debug, Clone)]
pub struct HostConfig {
    /// Everything on the device lies below this folder; it is made if missing. One host at a time may use it.
    pub data_dir: PathBuf,
    pub settings: Settings,
    pub view_origin: ViewOrigin,
    /// What this shell can do for programs, by the names of their calls (`scanCode`, `chooseImage`; those of the table with a
    /// `fallback`). What is not here is what its row's fallback says, before anybody is asked.
    pub ports: Vec<String>,
    /// The host's own lines of this level and above come as [`crate::HostEvent::HostLog`]. `None` for a shell that reads
    /// them with a subscriber of `tracing` of its own, of which a process has one.
    pub log: Option<LogLevel>,
}

/// How a view's address is written; it depends on what the platform's web engine can intercept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ViewOrigin {
    /// `mp://v12/` (desktop, iOS).
    Scheme(String),
    /// `https://v12.<domain>/` (Android intercepts https); the domain is one that never resolves.
    Https { domain: String },
}

impl ViewOrigin {
    /// `mp://v12/`, with the trailing slash.
    #[must_use]
    pub fn base(&self, view: ViewId) -> String {
        match self {
            ViewOrigin::Scheme(scheme) => format!("{scheme}://{view}/"),
            ViewOrigin::Https { domain } => format!("https://{view}.{domain}/"),
        }
    }

    /// The address of the document that a new view loads.
    #[must_use]
    pub fn document(&self, view: ViewId) -> String {
        format!("{}__tiffin__/view.html", self.base(view))
    }
}

/// What `host.toml` says, with its paths made absolute and its trust anchors read.
#[derive(Debug, Clone)]
pub struct Settings {
    pub name: String,
    /// In order of preference; `zh` and `en` are complete.
    pub languages: Vec<String>,
    pub stores: Vec<StoreSettings>,
    pub home: Option<HomeSettings>,
    pub limits: Limits,
    pub update: UpdateSettings,
    /// Developer switch: programs may reach any domain, loopback included. Never on in a product.
    pub allow_any_domain: bool,
    /// Developer switch: an error that a program survives is shown over it, if its store is on this machine. Never on in a
    /// product: who uses a program can do nothing about its errors.
    pub show_errors: bool,
}

/// A store that this host trusts.
#[derive(Debug, Clone)]
pub struct StoreSettings {
    pub name: String,
    /// `https://store.example`, without a trailing slash; `http` on loopback only.
    pub base: String,
    /// The DSSE root envelope: the trust anchor.
    pub root: Vec<u8>,
}

/// The home program: a folder with `release.json` and `main.zip`, and the key that must have signed it.
#[derive(Debug, Clone)]
pub struct HomeSettings {
    pub bundle: PathBuf,
    /// The raw Ed25519 public key, base64.
    pub key: String,
}

/// What one program may use up. The defaults are WeChat's where it publishes a number.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Bytes of key-value storage a program.
    pub storage_bytes: u64,
    /// Bytes of one stored value.
    pub storage_value_bytes: u64,
    pub requests: usize,
    /// Sockets open at once.
    pub sockets: usize,
    pub request_timeout_ms: u64,
    /// Bytes of one response body.
    pub response_bytes: u64,
    /// Live views of the program in front, and of each behind it.
    pub views_front: usize,
    pub views_behind: usize,
    pub programs_alive: usize,
    pub suspend_after_ms: u64,
    pub close_after_ms: u64,
    pub heap_bytes: u64,
    pub turn_ms: u64,
    /// Bytes of packages kept on the device before the longest unused go.
    pub cache_bytes: u64,
}

/// How programs are kept new.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct UpdateSettings {
    /// The stores are asked about all installed programs this often, a tenth sooner or later; 0: only about those that are
    /// opened.
    pub check_every_ms: u64,
}

impl Default for UpdateSettings {
    fn default() -> Self {
        UpdateSettings {
            check_every_ms: 6 * 3600 * 1000,
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            storage_bytes: 10 * 1024 * 1024,
            storage_value_bytes: 1024 * 1024,
            requests: 10,
            sockets: 5,
            request_timeout_ms: 60_000,
            response_bytes: 10 * 1024 * 1024,
            views_front: 3,
            views_behind: 1,
            programs_alive: 5,
            suspend_after_ms: 5_000,
            close_after_ms: 30 * 60_000,
            heap_bytes: 128 * 1024 * 1024,
            turn_ms: 5_000,
            cache_bytes: 1024 * 1024 * 1024,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            name: "Tiffin".into(),
            languages: vec!["zh".into(), "en".into()],
            stores: Vec::new(),
            home: None,
            limits: Limits::default(),
            update: UpdateSettings::default(),
            allow_any_domain: false,
            show_errors: false,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    host: HostTable,
    #[serde(default)]
    store: Vec<StoreTable>,
    home: Option<HomeTable>,
    #[serde(default)]
    limits: Limits,
    #[serde(default)]
    update: UpdateSettings,
    #[serde(default)]
    developer: DeveloperTable,
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct HostTable {
    name: Option<String>,
    languages: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoreTable {
    name: String,
    base: String,
    root: PathBuf,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HomeTable {
    bundle: PathBuf,
    key: String,
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct DeveloperTable {
    allow_any_domain: bool,
    show_errors: bool,
}

impl Settings {
    /// Reads `host.toml`. Relative paths count from its folder.
    ///
    /// # Errors
    /// `host.settings` with the file, and the line where TOML itself is wrong.
    pub fn load(path: &Path) -> Result<Settings, HostError> {
        let text = read_bounded(path, MAX_BYTES)?;
        let text = String::from_utf8(text).map_err(|_| settings_error(path, "not UTF-8"))?;
        Settings::parse(&text, path.parent().unwrap_or(Path::new("."))).map_err(|error| HostError {
            detail: format!("{}: {}", path.display(), error.detail),
            ..error
        })
    }

    /// The same from a text; files are looked for in `folder`.
    ///
    /// # Errors
    /// As [`Settings::load`].
    pub fn parse(text: &str, folder: &Path) -> Result<Settings, HostError> {
        let invalid = |detail: String| HostError::new(Code::HostSettings, detail);
        let file: File = toml::from_str(text).map_err(|error| invalid(error.to_string()))?;
        let mut stores = Vec::new();
        for table in file.store {
            stores.push(StoreSettings {
                base: store_base(&table.base).map_err(invalid)?,
                root: read_bounded(&folder.join(&table.root), MAX_ROOT_BYTES)?,
                name: table.name,
            });
        }
        let home = match file.home {
            None => None,
            Some(table) => Some(HomeSettings {
                bundle: folder.join(table.bundle),
                key: key_text(&table.key, folder)?,
            }),
        };
        let defaults = Settings::default();
        Ok(Settings {
            name: file.host.name.unwrap_or(defaults.name),
            languages: file.host.languages.unwrap_or(defaults.languages),
            stores,
            home,
            limits: file.limits,
            update: file.update,
            allow_any_domain: file.developer.allow_any_domain,
            show_errors: file.developer.show_errors,
        })
    }
}

fn settings_error(path: &Path, what: &str) -> HostError {
    HostError::new(Code::HostSettings, format!("{}: {what}", path.display()))
}

fn read_bounded(path: &Path, max: u64) -> Result<Vec<u8>, HostError> {
    let size = std::fs::metadata(path)
        .map_err(|error| settings_error(path, &error.to_string()))?
        .len();
    if size > max {
        return Err(settings_error(
            path,
            &format!("{size} bytes, at most {max}"),
        ));
    }
    std::fs::read(path).map_err(|error| settings_error(path, &error.to_string()))
}

fn on_loopback(url: &url::Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Whether a store runs on this machine: what it has is somebody's work, not what others use.
pub(crate) fn is_local(base: &str) -> bool {
    url::Url::parse(base).is_ok_and(|url| on_loopback(&url))
}

/// Checks a store's address and cuts the trailing slash.
fn store_base(text: &str) -> Result<String, String> {
    let url = url::Url::parse(text).map_err(|error| format!("store base {text:?}: {error}"))?;
    match url.scheme() {
        "https" => {}
        "http" if on_loopback(&url) => {}
        _ => return Err(format!("store base {text:?}: https, or http on loopback")),
    }
    if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() {
        return Err(format!("store base {text:?}: only an origin and a path"));
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

/// A key is given as base64, or as a file that holds it (PEM's armour lines are skipped by the reader of keys).
fn key_text(text: &str, folder: &Path) -> Result<String, HostError> {
    let path = folder.join(text);
    if text.len() < 1024 && path.is_file() {
        let bytes = read_bounded(&path, 4096)?;
        return String::from_utf8(bytes)
            .map(|key| key.trim().to_owned())
            .map_err(|_| settings_error(&path, "not UTF-8"));
    }
    Ok(text.trim().to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn only_a_store_on_this_machine_is_a_developers() {
        for base in [
            "http://127.0.0.1:8787",
            "http://localhost:1",
            "https://[::1]/s",
        ] {
            assert!(is_local(base), "{base}");
        }
        for base in [
            "https://store.example",
            "https://localhost.example",
            "https://10.0.0.1",
            "",
            "x",
        ] {
            assert!(!is_local(base), "{base}");
        }
    }

    #[test]
    fn reads_a_whole_file() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("root.json"), b"{}").unwrap();
        std::fs::write(folder.path().join("home.pub"), b"AAAA\n").unwrap();
        let text = r#"
            [host]
            name = "Bank"
            [[store]]
            name = "Local"
            base = "http://127.0.0.1:8787/"
            root = "root.json"
            [home]
            bundle = "home"
            key = "home.pub"
            [limits]
            requests = 4
            [developer]
            allow_any_domain = true
            show_errors = true
        "#;
        let settings = Settings::parse(text, folder.path()).unwrap();
        assert_eq!(settings.name, "Bank");
        assert_eq!(settings.stores[0].base, "http://127.0.0.1:8787");
        assert_eq!(settings.stores[0].root, b"{}");
        assert_eq!(settings.home.unwrap().key, "AAAA");
        assert_eq!(settings.limits.requests, 4);
        assert_eq!(settings.limits.views_front, 3);
        assert!(settings.allow_any_domain && settings.show_errors);
    }

    #[test]
    fn refuses_what_is_not_one() {
        let folder = tempfile::tempdir().unwrap();
        for bad in [
            "nonsense",
            "[host]\nnmae = 'x'",
            "[[store]]\nname='a'\nbase='http://store.example'\nroot='r'",
            "[[store]]\nname='a'\nbase='https://store.example'\nroot='absent'",
        ] {
            assert_eq!(
                Settings::parse(bad, folder.path()).unwrap_err().code,
                Code::HostSettings,
                "{bad}"
            );
        }
    }
}
