//! What a package in staging must be before it gets a place: a sound ZIP, exactly the files that the release lists, and a
//! manifest that is about this program.

use std::path::Path;

use tiffin_protocol::Limits;
use tiffin_protocol::package::PackageReader;
use tiffin_protocol::release::{PackageEntry, Release, owns};
use tiffin_protocol::trust::check_manifest;

use super::error::InstallError;
use crate::error::{Code, Fault};

pub(super) fn package(
    path: &Path,
    entry: &PackageEntry,
    release: &Release,
) -> Result<(), InstallError> {
    let file = std::fs::File::open(path)
        .map_err(|error| InstallError::disk("opening a package", &error))?;
    let mut reader = PackageReader::open(file, Limits::DEFAULT)?;
    reader.check_against(entry)?;
    let manifest = reader.manifest()?;
    if entry.name == crate::program::MAIN {
        check_manifest(release, &manifest)?;
    } else if manifest.app_id != release.program {
        return Err(Fault::new(
            Code::ManifestProgram,
            format!("{}, expected {}", manifest.app_id, release.program),
        )
        .into());
    }
    let config = reader.config()?;
    if config.package != entry.name || config.root != entry.root {
        return Err(Fault::new(
            Code::ConfigInvalid,
            format!("package {}, listed as {}", config.package, entry.name),
        )
        .into());
    }
    if config.template_abi != crate::TEMPLATE_ABI {
        return Err(Fault::new(Code::ReleaseTemplateAbi, config.template_abi).into());
    }
    let Some(app) = &config.app else {
        return Ok(());
    };
    // A manifest that names pages which are not there would only be found when a person goes there.
    for page in app.pages.iter().filter(|page| under_main(app, page)) {
        if !config.units.contains_key(page) {
            return Err(Fault::new(Code::ManifestPage, page.clone()).into());
        }
    }
    Ok(())
}

fn under_main(app: &tiffin_protocol::config::App, page: &str) -> bool {
    let mut subs = app.sub_packages.iter().filter(|sub| !sub.root.is_empty());
    !subs.any(|sub| owns(&sub.root, page))
}
