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

/// app.css, then the sheets of all components the page reaches (what they use before themselves), then the page's own.
fn styles(loaded: &Loaded, main: &AppConfig, path: &str) -> Vec<Style> {
    let package = loaded.release.package_of(path);
    let sub = (package.name != MAIN)
        .then(|| config_of(loaded, &package.name))
        .flatten();
    let mut units: BTreeMap<&str, (&str, &Unit)> = main
        .units
        .iter()
        .map(|(path, unit)| (path.as_str(), (MAIN, unit)))
        .collect();
    if let Some(sub) = &sub {
        units.extend(
            sub.units
                .iter()
                .map(|(path, unit)| (path.as_str(), (package.name.as_str(), unit))),
        );
    }
    let mut sheets = Vec::new();
    // `styleIsolation: page-...`: the page does without the program's sheet.
    let wants_app = units
        .get(path)
        .is_none_or(|(_, unit)| unit.config.get("appStyle") != Some(&Value::Bool(false)));
    if let (Some(sheet), true, false) = (&main.app_style, wants_app, package.independent) {
        sheets.push((MAIN, sheet.as_str()));
    }
    if let Some(sub) = &sub
        && let Some(sheet) = &sub.app_style
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
    let used = unit
        .config
        .get("usingComponents")
        .and_then(Value::as_object);
    let generics = unit
        .config
        .get("componentGenerics")
        .and_then(Value::as_object);
    let defaults = generics
        .into_iter()
        .flat_map(Map::values)
        .filter_map(|generic| generic.get("default"));
    for component in used
        .into_iter()
        .flat_map(Map::values)
        .chain(defaults)
        .filter_map(Value::as_str)
    {
        collect(units, component.trim_start_matches('/'), seen, sheets);
    }
    if let Some(sheet) = &unit.style {
        sheets.push((*package, sheet.as_str()));
    }
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
