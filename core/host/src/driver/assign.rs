//! The message that turns a blank view into a page: sheets in order, base, theme, and the page's settings.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Map, Value};
use tiffin_protocol::config::{AppConfig, TabBar, Unit};
use tiffin_protocol::message::{Assign, Style, ToView};
use tiffin_protocol::package::CONFIG;
use tiffin_runtime::PageId;

use crate::environment::{Environment, Theme};
use crate::instance::{Instance, Palette};
use crate::program::{Loaded, MAIN};

/// Sheets of one page; a page that reaches more components than this is a library's demo, and the rest would be lost.
const MAX_SHEETS: usize = 1_000;

pub(super) fn theme_of(instance: &Instance, environment: &Environment) -> Theme {
    match &instance.app.app {
        Some(app) if app.darkmode => environment.theme,
        _ => Theme::Light,
    }
}

/// The `assign` message of a page. A sheet that cannot be read is left out: a plain page is better than none.
pub(super) fn message(instance: &Instance, page: PageId, environment: &Environment) -> String {
    let Some(found) = instance.pages.get(&page) else {
        return "null".into();
    };
    let folder = found.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let default_app = tiffin_protocol::config::App::default();
    let palette = Palette::of(
        instance.app.app.as_ref().unwrap_or(&default_app),
        environment.theme,
    );
    let mut config: Map<String, Value> = found
        .config
        .raw
        .iter()
        .map(|(key, value)| {
            let named = value
                .as_str()
                .filter(|text| text.starts_with('@'))
                .and_then(|text| palette.value(text));
            (
                key.clone(),
                named.map_or_else(|| value.clone(), Value::from),
            )
        })
        .collect();
    // The look of built-in components (`"style": "v2"`) is the program's, not the page's.
    if let Some(style) = instance
        .app
        .app
        .as_ref()
        .and_then(|app| app.more.get("style"))
    {
        config.insert("style".into(), style.clone());
    }
    let assign = ToView::Assign(Assign {
        page: page.0,
        program: instance.program.to_string(),
        path: found.path.clone(),
        base: if folder.is_empty() {
            "/".into()
        } else {
            format!("/{folder}/")
        },
        styles: styles(&instance.loaded, &instance.app, &found.path),
        theme: theme_of(instance, environment).as_str().into(),
        lang: environment.language.clone(),
        config,
        scroll_top: found.scroll_top,
    });
    assign.to_json().unwrap_or_else(|_| "null".into())
}

/// The `styles` message of a page: what it has after a package came.
pub(super) fn styles_message(instance: &Instance, page: PageId) -> Option<String> {
    let found = instance.pages.get(&page)?;
    let styles = styles(&instance.loaded, &instance.app, &found.path);
    ToView::Styles { styles }.to_json().ok()
}

/// app.css, then the sheets of all components the page reaches (what they use before themselves), then the page's own.
/// Components of packages that are not here yet come later, with theirs.
fn styles(loaded: &Loaded, main: &AppConfig, path: &str) -> Vec<Style> {
    let package = loaded.release.package_of(path);
    let subs = reached(loaded, main, path);
    let mut units: BTreeMap<&str, (&str, &Unit)> = main
        .units
        .iter()
        .map(|(path, unit)| (path.as_str(), (MAIN, unit)))
        .collect();
    for (name, sub) in &subs {
        let own = sub.units.iter();
        units.extend(own.map(|(path, unit)| (path.as_str(), (name.as_str(), unit))));
    }
    let mut sheets = Vec::new();
    // `styleIsolation: page-...`: the page does without the program's sheet.
    let wants_app = units
        .get(path)
        .is_none_or(|(_, unit)| unit.config.get("appStyle") != Some(&Value::Bool(false)));
    if let (Some(sheet), true, false) = (&main.app_style, wants_app, package.independent) {
        sheets.push((MAIN, sheet.as_str()));
    }
    if let Some(sheet) = subs
        .get(&package.name)
        .and_then(|sub| sub.app_style.as_ref())
    {
        sheets.push((package.name.as_str(), sheet.as_str()));
    }
    let mut seen = HashSet::new();
    let is_tab = |bar: &TabBar| bar.custom && bar.list.iter().any(|item| item.page_path == path);
    if main
        .app
        .as_ref()
        .and_then(|app| app.tab_bar.as_ref())
        .is_some_and(is_tab)
    {
        // Each tab page has an instance of the program's own bar.
        collect(&units, "custom-tab-bar/index", &mut seen, &mut sheets);
    }
    collect(&units, path, &mut seen, &mut sheets);
    sheets
        .into_iter()
        .take(MAX_SHEETS)
        .filter_map(|(package, sheet)| {
            let bytes = loaded.package(package).and_then(|package| package.read(sheet));
            match bytes.map(String::from_utf8) {
                Ok(Ok(text)) => Some(Style { path: sheet.to_owned(), text }),
                Ok(Err(_)) => None,
                Err(error) => {
                    tracing::warn!(program = loaded.program(), sheet, %error, "a sheet is left out");
                    None
                }
            }
        })
        .collect()
}

fn collect<'a>(
    units: &BTreeMap<&'a str, (&'a str, &'a Unit)>,
    path: &str,
    seen: &mut HashSet<&'a str>,
    sheets: &mut Vec<(&'a str, &'a str)>,
) {
    let Some((path, (package, unit))) = units.get_key_value(path) else {
        return;
    };
    if !seen.insert(*path) {
        return;
    }
    for component in components(unit) {
        collect(units, component, seen, sheets);
    }
    if let Some(sheet) = &unit.style {
        sheets.push((*package, sheet.as_str()));
    }
}

/// Paths of the components that a unit names.
fn components(unit: &Unit) -> impl Iterator<Item = &str> {
    let map = |name: &str| unit.config.get(name).and_then(Value::as_object);
    let generics = map("componentGenerics").into_iter().flat_map(Map::values);
    let defaults = generics.filter_map(|generic| generic.get("default"));
    let used = map("usingComponents").into_iter().flat_map(Map::values);
    used.chain(defaults)
        .filter_map(Value::as_str)
        .map(|path| path.trim_start_matches('/'))
}

/// The subpackages that a page's components lie in, its own too, as far as they are on the device.
fn reached(loaded: &Loaded, main: &AppConfig, path: &str) -> BTreeMap<String, AppConfig> {
    let mut subs: BTreeMap<String, AppConfig> = BTreeMap::new();
    let mut absent = HashSet::new();
    let mut seen = HashSet::new();
    let mut pending = vec![path.to_owned()];
    while let Some(path) = pending.pop() {
        let name = &loaded.release.package_of(&path).name;
        if name != MAIN && !subs.contains_key(name) && !absent.contains(name) {
            let config = loaded.installed(name).then(|| config_of(loaded, name));
            match config.flatten() {
                Some(config) => drop(subs.insert(name.clone(), config)),
                None => drop(absent.insert(name.clone())),
            }
        }
        let units = match subs.get(name) {
            Some(sub) => &sub.units,
            None => &main.units,
        };
        if let Some(unit) = units.get(&path) {
            let fresh = components(unit).filter(|path| !seen.contains(*path));
            let fresh: Vec<String> = fresh.map(str::to_owned).collect();
            seen.extend(fresh.iter().cloned());
            pending.extend(fresh);
        }
    }
    subs
}

fn config_of(loaded: &Loaded, package: &str) -> Option<AppConfig> {
    let bytes = loaded
        .package(package)
        .and_then(|package| package.read(CONFIG))
        .ok()?;
    AppConfig::parse(&bytes).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    #[test]
    fn sheets_come_before_those_that_use_them_and_cycles_end() {
        let unit = |using: Value, style: &str| -> Unit {
            serde_json::from_value(json!({
                "kind": "component", "config": {"usingComponents": using}, "style": style, "scope": "",
            }))
            .unwrap()
        };
        let page = unit(json!({"a": "/c/a", "x": "plugin://x"}), "p.css");
        let a = unit(json!({"b": "c/b"}), "a.css");
        let b = unit(json!({"a": "c/a"}), "b.css");
        let units = BTreeMap::from([
            ("p", (MAIN, &page)),
            ("c/a", (MAIN, &a)),
            ("c/b", (MAIN, &b)),
        ]);
        let mut sheets = Vec::new();
        collect(&units, "p", &mut HashSet::new(), &mut sheets);
        assert_eq!(
            sheets,
            vec![(MAIN, "b.css"), (MAIN, "a.css"), (MAIN, "p.css")]
        );
    }
}
