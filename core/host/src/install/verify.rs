//! What a package in staging must be before it gets a place: a sound ZIP, exactly the files that the release lists, and a
//! manifest that is about this program.

use std::path::Path;

use tiffin_protocol::Limits;
use tiffin_protocol::package::PackageReader;
use tiffin_protocol::release::{PackageEntry, Release};
use tiffin_protocol::trust::check_manifest;

use crate::error::{Code, HostError};

pub(super) fn package(
    path: &Path,
    entry: &PackageEntry,
    release: &Release,
) -> Result<(), HostError> {
    let file =
        std::fs::File::open(path).map_err(|error| HostError::disk("opening a package", &error))?;
    let mut reader = PackageReader::open(file, Limits::DEFAULT)?;
    reader.check_against(entry)?;
    let manifest = reader.manifest()?;
    if entry.name == crate::launch::MAIN {
        check_manifest(release, &manifest)?;
    } else if manifest.app_id != release.program {
        return Err(HostError::new(
            Code::ManifestProgram,
            format!("{}, expected {}", manifest.app_id, release.program),
        ));
    }
    let config = reader.config()?;
    if config.package != entry.name || config.root != entry.root {
        return Err(HostError::new(
            Code::ConfigInvalid,
            format!("package {}, listed as {}", config.package, entry.name),
        ));
    }
    if config.template_abi != crate::TEMPLATE_ABI {
        return Err(HostError::new(
            Code::ReleaseTemplateAbi,
            config.template_abi,
        ));
    }
    let Some(app) = &config.app else {
        return Ok(());
    };
    // A manifest that names pages which are not there would only be found when a person goes there.
    for page in app.pages.iter().filter(|page| under_main(app, page)) {
        if !config.units.contains_key(page) {
            return Err(HostError::new(Code::ManifestPage, page.clone()));
        }
    }
    Ok(())
}

fn under_main(app: &tiffin_protocol::config::App, page: &str) -> bool {
    !app.sub_packages.iter().any(|sub| {
        page.strip_prefix(sub.root.as_str())
            .is_some_and(|rest| rest.starts_with('/'))
    })
}
