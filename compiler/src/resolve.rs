//! Which file a name means: modules and components, as WeChat looks for them.
//! Relative names count from the file, `/x` from the root; a bare name is tried
//! beside the file, then in `miniprogram_npm` of each folder upwards, then from
//! the root. A module is never itself: in `pages/lodash/lodash.js`, `lodash` is the
//! package of that name.

use crate::files::{Files, join};

/// The places a name may mean, best first, without extension.
fn places(from: &str, name: &str) -> Vec<String> {
    let mut places = Vec::new();
    places.extend(join(from, name));
    if name.starts_with(['/', '.']) {
        return places;
    }
    let mut folder = from;
    while let Some(at) = folder.rfind('/') {
        folder = folder.get(..at).unwrap_or_default();
        places.extend(join("", &format!("{folder}/miniprogram_npm/{name}")));
    }
    places.extend(join("", &format!("miniprogram_npm/{name}")));
    places.extend(join("", name));
    places
}

/// The script that `require(name)` in `from` means, as a path ending in `.js`.
pub fn module(has: impl Fn(&str) -> bool, from: &str, name: &str) -> Option<String> {
    let found = |place: String| {
        let stem = place.strip_suffix(".ts").unwrap_or(&place);
        let mut candidates = vec![format!("{stem}.js"), format!("{place}/index.js")];
        if place.ends_with(".js") {
            candidates.insert(0, place.clone());
        }
        candidates.into_iter().find(|path| has(path))
    };
    let mut modules = places(from, name).into_iter().filter_map(found);
    let first = modules.next()?;
    if first != from || name.starts_with(['/', '.']) {
        return Some(first);
    }
    Some(modules.find(|path| path != from).unwrap_or(first))
}

/// The component that `usingComponents` of `from` names, without extension.
pub fn component(files: &Files, from: &str, name: &str) -> Option<String> {
    places(from, name).into_iter().find_map(|place| {
        let index = format!("{place}/index");
        [place, index]
            .into_iter()
            .find(|path| !path.is_empty() && is_unit(files, path))
    })
}

/// The sheet that `@import` in `from` names. A name without `.wxss`, and one that
/// Sass or Less made into one, is found too.
pub fn sheet(files: &Files, from: &str, name: &str) -> Option<String> {
    places(from, name).into_iter().find_map(|place| {
        let longer = format!("{place}.wxss");
        [place, longer].into_iter().find(|path| files.has(path))
    })
}

/// The sheet that `@import` in a Less sheet names, `.less` being understood.
pub fn less_sheet(files: &Files, from: &str, name: &str) -> Option<String> {
    places(from, name).into_iter().find_map(|place| {
        let longer = [".less", ".wxss"].map(|extension| format!("{place}{extension}"));
        let mut candidates = std::iter::once(place).chain(longer);
        candidates.find(|path| files.has(path))
    })
}

/// Whether there is a page or component of that path.
pub fn is_unit(files: &Files, path: &str) -> bool {
    ["wxml", "js", "ts"]
        .iter()
        .any(|extension| files.has(&format!("{path}.{extension}")))
}
