//! Which file an address leads to: of the program that a view is bound to and of no other, or one of the host's own.

use tiffin_protocol::ProgramId;

use super::{Body, Resource, mime_of, page_headers};
use crate::error::{Code, HostError};
use crate::ids::{InstanceId, ViewId};
use crate::program::Loaded;
use crate::shared::Shared;

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
/// How a program names them.
const PROGRAM_FILES: &str = "wxfile://";

impl Shared {
    /// See [`crate::Host::view_resource`].
    pub(crate) fn view_resource(&self, view: ViewId, path: &str) -> Result<Resource, HostError> {
        let Some(bound) = self.bound_to(view) else {
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
            _ if name.starts_with(OWN_FILES) => {
                let loaded = bound.ok_or_else(|| crate::cache::missing(name))?;
                let file = name.strip_prefix(OWN_FILES).unwrap_or(name);
                self.own_file(loaded, &format!("{PROGRAM_FILES}{file}"))
            }
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
    fn own_file(&self, loaded: &Loaded, name: &str) -> Result<Resource, HostError> {
        let missing = || crate::cache::missing(name);
        let path = self
            .files
            .resolve(loaded.program(), name)
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
        let loaded = self.run_by(instance).ok_or_else(|| {
            HostError::new(Code::PermissionDenied, format!("no instance {instance}"))
        })?;
        let path = path.trim_start_matches('/');
        if path.is_empty() {
            icon_of(&loaded)
        } else if path.starts_with(PROGRAM_FILES) {
            self.own_file(&loaded, path)
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
