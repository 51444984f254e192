//! `tiffin check`: what a program uses and Tiffin does not have, each with its place
//! and what comes nearest. All of it is a warning: a program may well run without.
//!
//! APIs are looked up in the table of capabilities that the runtime answers from, so
//! both always agree; elements in [`elements`].

mod apis;
mod elements;

use std::collections::{BTreeMap, BTreeSet};

use tiffin_protocol::capability::{self, Status};

use crate::app::AppJson;
use crate::diagnostic::{Diagnostic, Report};
use crate::files::Files;
use crate::json::Node;
use crate::resolve;
use crate::script::{Script, WxUseKind};
use crate::scripts::Scripts;
use crate::template::Library;
use crate::units::Unit;

use elements::Fate;

/// Members of app.json that ask for something which is not there.
const MEMBERS: &[(&str, &str, &str)] = &[
    (
        "plugins",
        "plugins are not run",
        "use the plugin's npm package, if it has one",
    ),
    (
        "workers",
        "there are no workers",
        "do the work in pieces, by setTimeout",
    ),
    (
        "functionalPages",
        "there are no functional pages",
        "leave it out",
    ),
    (
        "subPackageDependencies",
        "it is WeChat's own",
        "leave it out",
    ),
    (
        "openDataContext",
        "there is no open data context",
        "keep scores in a back end of your own",
    ),
    (
        "cloud",
        "there is no cloud environment",
        "call a back end of your own with wx.request",
    ),
];

/// What app.json asks for.
pub fn app(app: &AppJson, report: &mut Report) {
    let mut tell = |node: &Node, message: String, help: &str| {
        report.push(
            Diagnostic::warning("app.unsupported", message)
                .at(app.source.at(node.range.clone()))
                .help(help),
        );
    };
    for (name, message, help) in MEMBERS {
        if let Some(node) = app.node.get(name) {
            tell(node, format!("`{name}`: {message}"), help);
        }
    }
    if let Some(node) = app.node.get("renderer")
        && node.as_str() == Some("skyline")
    {
        let message = "`skyline` is drawn by the web view".to_owned();
        tell(node, message, "its gesture elements do nothing");
    }
}

/// Modules of packages that may not be there when a script asks for them.
pub fn packages(app: &AppJson, files: &Files, scripts: &Scripts, report: &mut Report) {
    let name = |index: usize| app.subpackages.get(index).map_or("", |s| s.root.as_str());
    for (path, script) in scripts.iter() {
        let from = app.subpackage_of(path);
        let alone = from.and_then(|index| app.subpackages.get(index));
        let alone = alone.is_some_and(|s| s.independent);
        for require in script.requires.iter().filter(|r| r.certain && !r.waits) {
            let target = resolve::module(|p| scripts.has(p), path, &require.name);
            let Some(target) = target else { continue };
            let to = app.subpackage_of(&target);
            let message = match to {
                to if to == from => continue,
                None if !alone => continue,
                None => format!("`{target}` is in the main package, without which this one starts"),
                Some(to) => format!(
                    "`{target}` is in the subpackage `{}`, which may not be there yet",
                    name(to)
                ),
            };
            let Some(source) = scripts.source(path).and_then(|p| files.text(p).ok()) else {
                continue;
            };
            let start = (require.position as usize).saturating_sub(1);
            report.push(
                Diagnostic::warning("js.other-package", message)
                    .at(source.at(start..start + require.name.len() + 2))
                    .help("require.async waits until it is there"),
            );
        }
    }
}

/// What scripts take from `wx`. A script that asks first (`if (wx.x)`,
/// `wx.canIUse('x')`) knows what to do without.
pub fn scripts(files: &Files, scripts: &Scripts, report: &mut Report) {
    let own: BTreeSet<&str> = scripts
        .iter()
        .flat_map(|(_, script)| &script.wx)
        .filter(|u| u.kind == WxUseKind::Assigned)
        .map(|u| u.name.as_str())
        .collect();
    for (path, script) in scripts.iter() {
        one(files, scripts, path, script, &own, report);
    }
}

fn one(
    files: &Files,
    scripts: &Scripts,
    path: &str,
    script: &Script,
    own: &BTreeSet<&str>,
    report: &mut Report,
) {
    let mut asked: BTreeMap<&str, bool> = BTreeMap::new();
    for wx in &script.wx {
        let by_name = asked.entry(&wx.name).or_default();
        *by_name |= matches!(wx.kind, WxUseKind::Asked | WxUseKind::Read);
    }
    let mut source = None;
    for wx in script.wx.iter().filter(|u| u.kind == WxUseKind::Call) {
        let name = wx.name.as_str();
        if own.contains(name) || asked.get(name) == Some(&true) {
            continue;
        }
        let (code, message) = match capability::find(name) {
            None => (
                "api.unknown",
                format!("`wx.{name}` is not known: calling it throws"),
            ),
            Some(row) => match row.status {
                Status::Absent => (
                    "api.absent",
                    format!("`wx.{name}` is not there: calling it throws"),
                ),
                Status::Fail => (
                    "api.fails",
                    format!("`wx.{name}` fails: \"{name}:fail not supported\""),
                ),
                _ => continue,
            },
        };
        if source.is_none() {
            source = scripts.source(path).and_then(|p| files.text(p).ok());
        }
        let Some(source) = &source else { return };
        let start = (wx.position as usize).saturating_sub(1);
        let mut found = Diagnostic::warning(code, message).at(source.at(start..start + name.len()));
        if let Some(nearest) = apis::nearest(name) {
            found = found.help(nearest);
        }
        report.push(found);
    }
}

/// What templates use. The elements of all units count as known: a template may be
/// imported by any of them.
pub fn templates(
    app: &AppJson,
    units: &BTreeMap<String, Unit>,
    library: &Library,
    report: &mut Report,
) {
    let mut own: BTreeSet<&str> = BTreeSet::new();
    // What is not there was said where it is named.
    let global = app.node.get("usingComponents").map(Node::members);
    own.extend(global.unwrap_or_default().iter().map(|m| m.name.as_str()));
    for unit in units.values() {
        own.extend(unit.missing.iter().map(String::as_str));
        for member in [
            "usingComponents",
            "componentGenerics",
            "componentPlaceholder",
        ] {
            let map = unit.config.get(member).and_then(|v| v.as_object());
            own.extend(map.into_iter().flat_map(|m| m.keys()).map(String::as_str));
        }
    }
    for tag in library
        .elements()
        .filter(|t| !own.contains(t.name.as_str()))
    {
        let name = &tag.name;
        let (code, message, help) = match elements::fate(name, &tag.attributes) {
            Fate::Whole => continue,
            Fate::Narrow(how) => ("element.narrow", format!("<{name}> is narrower here"), how),
            Fate::Box(nearest) => (
                "element.unsupported",
                format!("<{name}> shows a box that says it is not supported"),
                nearest,
            ),
            Fate::Plain(nearest) => (
                "element.unsupported",
                format!("<{name}> is a plain box"),
                nearest,
            ),
            Fate::Unknown => (
                "element.unknown",
                format!("<{name}> is no element and no component: it is a plain box"),
                "name it in usingComponents",
            ),
        };
        report.push(
            Diagnostic::warning(code, message)
                .at(tag.source.at(tag.range.clone()))
                .help(help),
        );
    }
}
