//! Where a program may reach in the network: the origins that the release's signed list names, or anywhere with the
//! developer's switch.

use std::time::Duration;

use reqwest::Url;
use serde_json::Value;
use tiffin_runtime::CallError;

use super::call::{Args, Caller};

/// What one program may reach and use up.
#[derive(Clone, Debug)]
pub(crate) struct Policy {
    /// Origins, `https://api.example.com`.
    pub allowed: Vec<String>,
    /// Developer's switch: any domain.
    pub any: bool,
    pub timeout: Duration,
    pub response_bytes: u64,
}

impl Policy {
    pub(super) fn of(caller: &Caller, list: &str, response_bytes: u64) -> Policy {
        let domains = &caller.loaded.release.domains;
        let allowed = match list {
            "socket" => &domains.socket,
            "upload" => &domains.upload,
            "download" => &domains.download,
            _ => &domains.request,
        };
        let settings = &caller.shared.settings;
        Policy {
            allowed: allowed.clone(),
            any: settings.allow_any_domain,
            timeout: Duration::from_millis(settings.limits.request_timeout_ms),
            response_bytes,
        }
    }

    /// Whether an address may be reached.
    pub(super) fn permits(&self, url: &Url, schemes: [&str; 2]) -> bool {
        if !schemes.contains(&url.scheme()) {
            return false;
        }
        if self.any {
            return true;
        }
        let origin = url.origin().ascii_serialization();
        self.allowed
            .iter()
            .any(|allowed| allowed.trim_end_matches('/').eq_ignore_ascii_case(&origin))
    }
}

/// The gate's question: whether a call's `url` is on the release's list of this name.
pub(crate) fn reachable(caller: &Caller, list: &str, args: &Value) -> Result<(), CallError> {
    let text = Args(args).required_text("url")?;
    let url = Url::parse(text).map_err(|_| CallError::from(format!("invalid url \"{text}\"")))?;
    let schemes = match list {
        "socket" => ["wss", "ws"],
        _ => ["https", "http"],
    };
    if Policy::of(caller, list, 0).permits(&url, schemes) {
        return Ok(());
    }
    Err(unlisted())
}

/// WeChat's words and number.
pub(super) fn unlisted() -> CallError {
    CallError {
        message: "url not in domain list".into(),
        errno: Some(600_002),
    }
}
