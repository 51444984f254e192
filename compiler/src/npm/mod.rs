//! `miniprogram_npm` out of `node_modules`, as the official tool's "build npm" does
//! it, but in memory and at each build.
//! <https://developers.weixin.qq.com/miniprogram/dev/devtools/npm.html>
//!
//! | package | becomes |
//! |---|---|
//! | written for mini-programs (`miniprogram` in its package.json, or a folder `miniprogram_dist`) | a copy of that folder |
//! | any other | one file: its `main` with all that it requires ([`bundle`]) |
//!
//! A package that the developer built already (its folder is in `miniprogram_npm`)
//! stays as it is. Nothing is run, no script of a package either.

mod bundle;
mod place;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Place, Report};
use crate::files::{Files, join};
use crate::limits::{MAX_FOLDER_DEPTH, MAX_NPM_PACKAGES};
use crate::project::Settings;

use place::{Manifest, NodeModules};

/// The folder that the official tool makes.
const FOLDER: &str = "miniprogram_npm";

/// A package.json whose dependencies are built, and where they go.
#[derive(Debug)]
struct Job {
    /// The folder that holds package.json and node_modules.
    from: PathBuf,
    /// Its package.json, for findings.
    name: String,
    /// The folder that gets `miniprogram_npm`, relative to the program's root.
    to: String,
}

/// Adds the packages. `extra` are built from wherever they are found, listed or not
/// (`useExtendedLib`).
pub fn add(files: &mut Files, settings: &Settings, extra: &[&str], report: &mut Report) {
    let found = jobs(files, settings, report);
    for job in found {
        let Some(manifest) = Manifest::read(&job.from) else {
            let message = "package.json cannot be read; its packages are left out";
            report.push(Diagnostic::warning("npm.package-json", message).at(Place::file(job.name)));
            continue;
        };
        let to = join("", &format!("{}/{FOLDER}", job.to)).unwrap_or_default();
        let mut builder = Builder {
            files,
            modules: NodeModules::new(&settings.folder),
            report,
            top: to.clone(),
            done: BTreeSet::new(),
        };
        let mut names = manifest.dependencies;
        names.extend(extra.iter().map(|name| (*name).to_owned()));
        for name in names {
            builder.package(&name, &job.from, &to);
        }
    }
}

fn jobs(files: &Files, settings: &Settings, report: &mut Report) -> Vec<Job> {
    let root = &settings.root;
    if let Some(list) = &settings.npm_relations {
        let mut jobs = Vec::new();
        for (package_json, folder) in list {
            let from = join("", package_json).map(|p| settings.folder.join(p));
            let to = join("", folder).map(|f| settings.folder.join(f));
            let to = to.and_then(|t| t.strip_prefix(root).ok().map(Path::to_owned));
            let (Some(from), Some(to)) = (from, to) else {
                let message = format!(
                    "packNpmRelationList: `{package_json}` or `{folder}` is not in the program"
                );
                report.push(
                    Diagnostic::warning("npm.relation", message)
                        .at(Place::file("project.config.json")),
                );
                continue;
            };
            jobs.push(Job {
                from: from.parent().unwrap_or(&from).to_owned(),
                name: package_json.clone(),
                to: to.to_string_lossy().replace('\\', "/"),
            });
        }
        return jobs;
    }
    let mut jobs: Vec<Job> = files
        .iter()
        .filter(|(path, _)| path.rsplit('/').next() == Some("package.json"))
        .filter(|(path, _)| !path.split('/').any(|part| part == FOLDER))
        .map(|(path, _)| path.rsplit_once('/').map_or("", |(folder, _)| folder))
        .filter(|folder| root.join(folder).join("node_modules").is_dir())
        .map(|folder| Job {
            from: root.join(folder),
            name: join("", &format!("{folder}/package.json")).unwrap_or_default(),
            to: folder.to_owned(),
        })
        .collect();
    // The official tool wants packNpmManually for this; there is only one meaning.
    let above = &settings.folder;
    if above != root && !jobs.iter().any(|j| j.to.is_empty()) && above.join("node_modules").is_dir()
    {
        jobs.push(Job {
            from: above.clone(),
            name: "package.json".to_owned(),
            to: String::new(),
        });
    }
    jobs
}

struct Builder<'a> {
    files: &'a mut Files,
    modules: NodeModules,
    report: &'a mut Report,
    /// The job's `miniprogram_npm`.
    top: String,
    /// Folders built.
    done: BTreeSet<String>,
}

impl Builder<'_> {
    /// Builds the package that `name` means in the folder `from`, to `to/name`.
    fn package(&mut self, name: &str, from: &Path, to: &str) {
        // Not installed is said where the program uses it.
        let Some(found) = self.modules.find(name, from) else {
            return;
        };
        // One that npm put below its user, because another version is above, stays
        // below it.
        let to = if found.nested { to } else { self.top.as_str() };
        let folder = format!("{to}/{name}");
        if self.done.len() >= MAX_NPM_PACKAGES
            || !self.done.insert(folder.clone())
            || self.files.has_folder(&folder)
        {
            return;
        }
        let Some(manifest) = Manifest::read(&found.folder) else {
            return;
        };
        match manifest.program_folder(&found.folder) {
            Some(source) => {
                self.copy(&source, &folder);
                let below = format!("{folder}/{FOLDER}");
                for name in &manifest.dependencies {
                    self.package(name, &found.folder, &below);
                }
            }
            None => self.bundle(name, &found.folder, &manifest, &folder),
        }
    }

    fn copy(&mut self, source: &Path, folder: &str) {
        let walk = walkdir::WalkDir::new(source)
            .follow_links(false)
            .max_depth(MAX_FOLDER_DEPTH)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|e| {
                let name = e.file_name().to_string_lossy();
                e.depth() == 0 || !(name.starts_with('.') || name == "node_modules")
            });
        for entry in walk.flatten().filter(|e| e.file_type().is_file()) {
            let Some(path) = crate::files::relative(source, entry.path()) else {
                continue;
            };
            let size = entry.metadata().map(|m| m.len()).unwrap_or(0);
            let target = format!("{folder}/{path}");
            if !self.files.add(target, size, entry.path().to_owned()) {
                let message = "the packages of node_modules have too many files";
                self.report
                    .push(Diagnostic::error("project.too-many-files", message));
                return;
            }
        }
    }

    fn bundle(&mut self, name: &str, folder: &Path, manifest: &Manifest, to: &str) {
        match bundle::bundle(&self.modules, folder, manifest) {
            Ok(bundle) => {
                let path = format!("{to}/index.js");
                let externals = bundle.externals.clone();
                self.files
                    .add_made(path, bundle.code, Some(bundle.externals));
                // What is written for mini-programs is not bundled into others.
                let below = format!("{to}/{FOLDER}");
                for name in externals.iter().filter_map(|e| place::package_name(e)) {
                    self.package(name, folder, &below);
                }
            }
            Err(why) => self.report.push(
                Diagnostic::warning(
                    "npm.bundle",
                    format!("the package `{name}` is left out: {why}"),
                )
                .help("if the program does not use it, put it into devDependencies"),
            ),
        }
    }
}
