//! Which files of a project go into its packages as they are, and into which.

use std::collections::BTreeSet;

use crate::app::AppJson;
use crate::diagnostic::{Diagnostic, Place, Report};
use crate::files::Files;
use crate::limits::MAX_PACKAGE;
use crate::package::Parts;
use crate::project::Settings;
use crate::scripts;

/// Index 0 is the main package.
pub(super) fn part<'a>(parts: &'a mut [Parts], app: &AppJson, path: &str) -> Option<&'a mut Parts> {
    parts.get_mut(app.subpackage_of(path).map_or(0, |index| index + 1))
}

/// Names that packages use themselves.
pub(super) fn reserved(path: &str) -> bool {
    path == "manifest.json" || path.split('/').next() == Some("__tiffin__")
}

/// What programs read at run time: WeChat's list of file kinds that are packed,
/// and the fonts and data that other hosts take.
/// <https://developers.weixin.qq.com/miniprogram/dev/framework/structure.html>
const ASSETS: &[&str] = &[
    "png", "jpg", "jpeg", "gif", "svg", "webp", "bmp", "ico", "cer", "crt", "pem", "cert", "mp3",
    "aac", "m4a", "mp4", "wav", "ogg", "silk", "wasm", "br", "json", "ttf", "otf", "woff", "woff2",
    "eot", "txt", "csv", "xml", "html", "bin", "dat", "pb", "glb", "gltf",
];

/// Files for tools.
const TOOLING: &[&str] = &[
    "app.json",
    "project.config.json",
    "project.private.config.json",
    "sitemap.json",
    "theme.json",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
];

/// What packages of npm bring along for people and tools.
const NPM_TEXTS: &[&str] = &["json", "txt", "html", "xml", "csv"];

fn extension_of(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.')
        .map_or(String::new(), |(_, e)| e.to_ascii_lowercase())
}

pub(super) fn add_assets(
    files: &Files,
    app: &AppJson,
    settings: &Settings,
    parts: &mut [Parts],
    report: &mut Report,
) {
    let units: BTreeSet<String> = parts
        .iter()
        .flat_map(|p| p.units.keys().map(|u| format!("{u}.json")))
        .collect();
    for (path, _) in files.iter() {
        if reserved(path) {
            report.push(
                Diagnostic::error("project.reserved", "packages use this name themselves")
                    .at(Place::file(path)),
            );
            continue;
        }
        let kind = extension_of(path);
        let kind = kind.as_str();
        let text_of_npm = scripts::of_npm(path) && NPM_TEXTS.contains(&kind);
        let tooling = TOOLING.contains(&path) || units.contains(path);
        let packed = ASSETS.contains(&kind) && !tooling && !text_of_npm && !settings.ignores(path);
        if !packed {
            continue;
        }
        match files.bytes(path, MAX_PACKAGE) {
            Ok(bytes) => {
                if let Some(parts) = part(parts, app, path) {
                    parts.files.insert(path.to_owned(), bytes);
                }
            }
            Err(diagnostic) => report.push(*diagnostic),
        }
    }
}
