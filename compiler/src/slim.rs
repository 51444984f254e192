//! A package that is too large. WeChat's tool measures what it has minified, so programs
//! are written up to that: scripts lose their comments and indentation first. A build
//! that keeps going then leaves files out that nothing names, the largest first:
//! public programs carry the pictures of their own README along.

use crate::app::AppJson;
use crate::diagnostic::{Diagnostic, Place, Report};
use crate::limits::MAX_PACKAGE;
use crate::package::Parts;
use crate::parallel;
use crate::script;

/// What the archive adds to each file, apart from its name, which is there twice.
const HEADERS: usize = 30 + 46;
/// Room for the manifest and the program's own configuration.
const OVERHEAD: usize = 32 * 1024;

/// Makes each package smaller that is too large.
pub fn slim(parts: &mut [Parts], app: &AppJson, report: &mut Report) {
    for index in 0..parts.len() {
        if parts.get(index).is_some_and(|part| excess(part) > 0)
            && let Some(part) = parts.get_mut(index)
        {
            compact(part);
        }
        let Some(part) = parts.get(index).filter(|_| report.keeps_going()) else {
            continue;
        };
        let (mut gone, mut saved, excess) = (Vec::new(), 0, excess(part));
        if excess > 0 {
            for (path, bytes) in spare(part, parts, app) {
                if saved < excess {
                    saved += bytes;
                    gone.push(path);
                }
            }
        }
        let Some(part) = parts.get_mut(index) else {
            return;
        };
        for path in gone {
            part.files.remove(&path);
            let message = "left out, as the package is too large and nothing names this file";
            let found = Diagnostic::warning("package.left-out", message);
            report.push(found.at(Place::file(path)));
        }
    }
}

/// About how many bytes too many a package has.
fn excess(part: &Parts) -> usize {
    let files = part.files.iter();
    let files: usize = files
        .map(|(path, b)| b.len() + 2 * path.len() + HEADERS)
        .sum();
    let units = part.units.iter();
    let units = units.map(|(path, unit)| {
        let config = serde_json::to_string(unit).map_or(0, |text| text.len());
        path.len() + config
    });
    let scripts: usize = part.scripts.iter().map(String::len).sum();
    let size = files + units.sum::<usize>() + scripts + OVERHEAD;
    size.saturating_sub(MAX_PACKAGE as usize)
}

fn compact(part: &mut Parts) {
    let small = parallel::map(
        &part.scripts,
        |path| {
            let text = std::str::from_utf8(part.files.get(path)?).ok()?;
            script::compact(text).filter(|small| small.len() < text.len())
        },
        &|_| {},
    );
    for (path, small) in part.scripts.iter().zip(small) {
        if let (Some(small), Some(file)) = (small, part.files.get_mut(path)) {
            *file = small.into_bytes();
        }
    }
}

/// Files whose name no script, sheet, template or configuration holds, the largest
/// first.
fn spare(part: &Parts, parts: &[Parts], app: &AppJson) -> Vec<(String, usize)> {
    let extensions = [".js", ".css", ".json"];
    let is_text = |path: &str| extensions.iter().any(|e| path.ends_with(e));
    let mut texts = vec![app.source.text.to_string()];
    for other in parts {
        let files = other.files.iter().filter(|(path, _)| is_text(path));
        texts.extend(files.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()));
        let units = other.units.values();
        texts.extend(units.filter_map(|unit| serde_json::to_string(unit).ok()));
    }
    let named = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path);
        texts.iter().any(|text| text.contains(name))
    };
    let files = part.files.iter();
    let mut list: Vec<(String, usize)> = files
        .filter(|(path, _)| !is_text(path) && !named(path))
        .map(|(path, bytes)| (path.clone(), bytes.len()))
        .collect();
    list.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    list
}
