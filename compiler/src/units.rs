//! Pages and components: found from app.json, followed through
//! `usingComponents`, each with its JSON resolved.

mod scopes;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::{Map, Value, json};

use crate::app::{AppJson, CUSTOM_TAB_BAR};
use crate::diagnostic::{Diagnostic, Report, Source};
use crate::files::Files;
use crate::json::Node;
use crate::limits::MAX_UNITS;
use crate::project::read_json;
use crate::resolve;

pub use scopes::{Scopes, isolate, scope_ids};

/// A page or a component.
#[derive(Debug)]
pub struct Unit {
    /// Whether app.json names it.
    pub page: bool,
    /// Its JSON, components by path.
    pub config: Map<String, Value>,
    /// The subpackage it lies in.
    pub subpackage: Option<usize>,
    /// Components that it has from app.json only.
    pub global: BTreeSet<String>,
    /// Components that it names and that are not there.
    pub missing: BTreeSet<String>,
}

/// All units by path.
pub fn find(files: &Files, app: &AppJson, report: &mut Report) -> BTreeMap<String, Unit> {
    let mut finder = Finder {
        files,
        app,
        report,
        units: BTreeMap::new(),
        pending: VecDeque::new(),
    };
    let global = finder.components(&app.source, &app.node, "app.json", None);
    for page in &app.pages {
        finder.page(page);
    }
    if app.custom_tab_bar {
        finder.pending.push_back((CUSTOM_TAB_BAR.to_owned(), false));
    }
    while let Some((path, page)) = finder.pending.pop_front() {
        finder.unit(path, page, &global);
    }
    finder.units
}

/// Who names a component.
struct From<'a> {
    file: &'a str,
    subpackage: Option<usize>,
    /// Something stands for the component while it is not there.
    waits: bool,
}

struct Finder<'a> {
    files: &'a Files,
    app: &'a AppJson,
    report: &'a mut Report,
    units: BTreeMap<String, Unit>,
    pending: VecDeque<(String, bool)>,
}

impl Finder<'_> {
    fn page(&mut self, page: &crate::app::Page) {
        let path = &page.path;
        let script = ["js", "ts"]
            .iter()
            .any(|e| self.files.has(&format!("{path}.{e}")));
        let missing = match (self.files.has(&format!("{path}.wxml")), script) {
            (true, true) => None,
            (false, _) => Some(format!("there is no `{path}.wxml`")),
            (true, false) => Some(format!("there is no `{path}.js`")),
        };
        match missing {
            None => self.pending.push_back((path.clone(), true)),
            Some(message) => self.report.push(
                Diagnostic::error("app.page-missing", message)
                    .at(self.app.source.at(page.range.clone())),
            ),
        }
    }

    fn unit(&mut self, path: String, page: bool, global: &Map<String, Value>) {
        if let Some(known) = self.units.get_mut(&path) {
            known.page |= page;
            return;
        }
        if self.units.len() >= MAX_UNITS {
            if self.units.len() == MAX_UNITS {
                let message = format!("more than {MAX_UNITS} pages and components");
                self.report
                    .push(Diagnostic::error("project.too-many-units", message));
                self.pending.clear();
            }
            return;
        }
        let subpackage = self.app.subpackage_of(&path);
        let mut config = Map::new();
        let mut components = global.clone();
        let alone = subpackage
            .and_then(|index| self.app.subpackages.get(index))
            .filter(|s| s.independent);
        if let Some(package) = alone {
            components.retain(|_, path| path.as_str().is_some_and(|p| package.holds(p)));
        }
        let mut missing = BTreeSet::new();
        let mut global: BTreeSet<String> = components.keys().cloned().collect();
        let file = format!("{path}.json");
        if self.files.has(&file) {
            match self.files.text(&file) {
                Ok(source) => {
                    if let Some(node) = read_json(&source, self.report) {
                        if let Value::Object(map) = node.to_json() {
                            config = map;
                        }
                        let own = self.components(&source, &node, &file, subpackage);
                        let named = node.get("usingComponents").map(Node::members);
                        let named = named.unwrap_or_default().iter().map(|m| &m.name);
                        missing.extend(named.filter(|n| !own.contains_key(*n)).cloned());
                        global.retain(|name| !own.contains_key(name));
                        components.extend(own);
                        self.generics(&source, &node, &file, &mut config, subpackage);
                    }
                }
                Err(diagnostic) => self.report.push(*diagnostic),
            }
        }
        config.insert("usingComponents".to_owned(), Value::Object(components));
        self.units.insert(
            path,
            Unit {
                page,
                config,
                subpackage,
                global,
                missing,
            },
        );
    }

    /// `usingComponents` by path; what it names is a unit too.
    fn components(
        &mut self,
        source: &Source,
        node: &Node,
        file: &str,
        subpackage: Option<usize>,
    ) -> Map<String, Value> {
        let mut map = Map::new();
        let empty = Node::empty();
        let members = node.get("usingComponents").unwrap_or(&empty);
        for member in members.members() {
            let Some(name) = member.node.as_str() else {
                self.report.push(
                    Diagnostic::error("component.path", "a component is a path in quotes")
                        .at(source.at(member.node.range.clone())),
                );
                continue;
            };
            let waits = node
                .get("componentPlaceholder")
                .and_then(|map| map.get(&member.name));
            let from = From {
                file,
                subpackage,
                waits: waits.is_some(),
            };
            if let Some(path) = self.component(source, &member.node, name, &from) {
                map.insert(member.name.clone(), json!(path));
            }
        }
        map
    }

    fn component(
        &mut self,
        source: &Source,
        node: &Node,
        name: &str,
        from: &From<'_>,
    ) -> Option<String> {
        let place = source.at(node.range.clone());
        // Written with a slash in front, it is the same library.
        let library = name.trim_start_matches('/');
        let extended = self.app.extended_libraries().into_iter().find(|package| {
            let inside = library.strip_prefix(package);
            inside.is_some_and(|rest| rest.starts_with('/'))
        });
        if name.starts_with("plugin://")
            || name.starts_with("plugin-private://")
            || name.starts_with("dynamicLib://")
        {
            self.report.push(
                Diagnostic::warning(
                    "component.plugin",
                    format!("`{name}` is part of a plugin, which Tiffin does not run"),
                )
                .at(place)
                .help("the element stays empty"),
            );
            return None;
        }
        let found = resolve::component(self.files, from.file, name);
        let found = found.or_else(|| {
            extended?;
            resolve::component(self.files, "app.json", library)
        });
        match found {
            Some(path) => {
                if !self.reaches(&path, from, place) {
                    return None;
                }
                self.pending.push_back((path.clone(), false));
                Some(path)
            }
            None if let Some(package) = extended => {
                self.report.push(
                    Diagnostic::warning(
                        "component.extended-lib",
                        format!("`{name}` is part of an extended library that is not installed"),
                    )
                    .at(place)
                    .help(format!(
                        "the element stays empty; `npm install {package}` in the project supplies it"
                    )),
                );
                None
            }
            None => {
                let mut missing = Diagnostic::error(
                    "component.missing",
                    format!("there is no component `{name}`"),
                )
                .at(place);
                if !name.starts_with(['.', '/']) {
                    missing = missing
                        .help("a component of an npm package: `npm install` in the folder of package.json");
                }
                self.report.push(missing);
                None
            }
        }
    }

    /// What is in another package may not be there yet; with a placeholder it is waited for.
    /// An independent subpackage starts alone: nothing outside it is there.
    fn reaches(&mut self, path: &str, from: &From<'_>, place: crate::diagnostic::Place) -> bool {
        let to = self.app.subpackage_of(path);
        if from.waits || to == from.subpackage {
            return true;
        }
        let package = |index: Option<usize>| self.app.subpackages.get(index?);
        if let Some(other) = package(to) {
            let message = format!("`{path}` is in the subpackage `{}`", other.root);
            self.report.push(
                Diagnostic::warning("component.other-package", message)
                    .at(place.clone())
                    .help("name what stands for it until it is there, in `componentPlaceholder`"),
            );
        }
        let package = package(from.subpackage);
        if let Some(package) = package.filter(|p| p.independent)
            && !package.holds(path)
        {
            self.report.push(
                Diagnostic::error(
                    "component.outside-independent",
                    format!(
                        "`{path}` is not in the independent subpackage `{}`",
                        package.root
                    ),
                )
                .at(place),
            );
            return false;
        }
        true
    }

    /// `componentGenerics: { name: { default: "path" } }`
    fn generics(
        &mut self,
        source: &Source,
        node: &Node,
        file: &str,
        config: &mut Map<String, Value>,
        subpackage: Option<usize>,
    ) {
        let empty = Node::empty();
        let mut map = Map::new();
        for member in node.get("componentGenerics").unwrap_or(&empty).members() {
            let default = member.node.get("default");
            let path = default.and_then(|d| {
                let from = From {
                    file,
                    subpackage,
                    waits: false,
                };
                self.component(source, d, d.as_str().unwrap_or_default(), &from)
            });
            map.insert(
                member.name.clone(),
                path.map_or(json!(true), |path| json!({ "default": path })),
            );
        }
        if !map.is_empty() {
            config.insert("componentGenerics".to_owned(), Value::Object(map));
        }
    }
}

/// Of the components that app.json gives to everybody, a unit keeps those that `names`
/// holds: hundreds of units with a hundred components each would fill a package.
pub fn retain_used(unit: &Unit, config: &mut Map<String, Value>, names: &BTreeSet<&str>) {
    let stand_ins: BTreeSet<String> = config
        .get("componentPlaceholder")
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(|map| map.values().filter_map(Value::as_str))
        .map(str::to_owned)
        .collect();
    let components = config.get_mut("usingComponents");
    if let Some(components) = components.and_then(Value::as_object_mut) {
        components.retain(|name, _| {
            let name = name.as_str();
            !unit.global.contains(name) || names.contains(name) || stand_ins.contains(name)
        });
    }
}
