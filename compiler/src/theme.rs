//! `@name` in app.json and in pages' JSON: a member of theme.json, which has to be in
//! both halves, or one of the themes shows nothing there.
//! <https://developers.weixin.qq.com/miniprogram/dev/framework/ability/darkmode.html>

use std::collections::BTreeMap;

use serde_json::Value;

use crate::app::AppJson;
use crate::diagnostic::{Diagnostic, Place, Report};
use crate::json::Node;
use crate::units::Unit;

/// Reports names that are in no theme, or in one only.
pub fn check(app: &AppJson, units: &BTreeMap<String, Unit>, report: &mut Report) {
    let mut names = Vec::new();
    for member in ["window", "tabBar"] {
        if let Some(node) = app.node.get(member) {
            collect(node, &mut names, 0);
        }
    }
    for (name, range) in names {
        if let Some(message) = missing(app, &name) {
            report.push(Diagnostic::warning("app.theme-name", message).at(app.source.at(range)));
        }
    }
    for (path, unit) in units.iter().filter(|(_, unit)| unit.page) {
        let texts = unit.config.values().filter_map(Value::as_str);
        for name in texts.filter_map(|t| t.strip_prefix('@')) {
            if let Some(message) = missing(app, name) {
                let place = Place::file(format!("{path}.json"));
                report.push(Diagnostic::warning("app.theme-name", message).at(place));
            }
        }
    }
}

fn collect(node: &Node, names: &mut Vec<(String, std::ops::Range<usize>)>, depth: usize) {
    if let Some(name) = node.as_str().and_then(|t| t.strip_prefix('@')) {
        names.push((name.to_owned(), node.range.clone()));
    }
    if depth < 4 {
        for item in node.items() {
            collect(item, names, depth + 1);
        }
        for member in node.members() {
            collect(&member.node, names, depth + 1);
        }
    }
}

fn missing(app: &AppJson, name: &str) -> Option<String> {
    let theme = app.normal.get("theme");
    let has = |half: &str| {
        let value = theme.and_then(|t| t.get(half)).and_then(|h| h.get(name));
        value.is_some_and(Value::is_string)
    };
    match (has("light"), has("dark")) {
        (true, true) => None,
        (false, false) => Some(format!("theme.json has no `{name}`")),
        (true, false) => Some(format!("`{name}` is not in the dark half of theme.json")),
        (false, true) => Some(format!("`{name}` is not in the light half of theme.json")),
    }
}
