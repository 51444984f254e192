//! A package that is not written for mini-programs, as one file: its entry and all
//! that it requires, its own dependencies too.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::diagnostic::Source;
use crate::limits::{MAX_BUNDLE_MODULES, MAX_SOURCE};
use crate::script;

use super::place::{Manifest, NodeModules, package_name};

/// A bundle, as a CommonJS module.
#[derive(Debug)]
pub struct Bundle {
    /// The module.
    pub code: String,
    /// What it requires from outside itself: packages written for mini-programs, and
    /// names that lead nowhere (`fs`).
    pub externals: Vec<String>,
}

/// In front of the modules. What Node.js has and packages ask for is `process.env`.
const BEGIN: &str = "\
module.exports=(function(outer){\
var process={env:{NODE_ENV:\"production\"}};\
var defined=[\n";
const END: &str = "];\
var loaded={};\
function load(at){\
if(loaded[at])return loaded[at].exports;\
var module=loaded[at]={exports:{}},names=defined[at][1];\
defined[at][0].call(module.exports,function(name){\
return Object.prototype.hasOwnProperty.call(names,name)?load(names[name]):outer(name)\
},module,module.exports);\
return module.exports}\
return load(0)})(require);\n";

/// Bundles the package in a folder.
///
/// # Errors
/// Why it cannot be, in words.
pub fn bundle(modules: &NodeModules, folder: &Path, manifest: &Manifest) -> Result<Bundle, String> {
    let entry = file(modules, &folder.join(&manifest.main))
        .ok_or_else(|| format!("it has no `{}`", manifest.main))?;
    let mut graph = Graph {
        modules,
        numbers: BTreeMap::new(),
        pending: Vec::new(),
        externals: BTreeSet::new(),
    };
    graph.number(entry);
    let mut bodies: BTreeMap<usize, String> = BTreeMap::new();
    let mut size = 0;
    while let Some(path) = graph.pending.pop() {
        let number = graph.numbers.get(&path).copied().unwrap_or_default();
        let (code, names) = graph.module(&path, folder)?;
        size += code.len();
        if size as u64 > MAX_SOURCE || graph.numbers.len() > MAX_BUNDLE_MODULES {
            return Err("it is too large".to_owned());
        }
        let names = serde_json::to_string(&names).map_err(|e| e.to_string())?;
        bodies.insert(
            number,
            format!("[function(require,module,exports){{{code}\n}},{names}],\n"),
        );
    }
    let mut code = String::with_capacity(size + 4096);
    code.push_str(BEGIN);
    code.extend(bodies.into_values());
    code.push_str(END);
    Ok(Bundle {
        code,
        externals: graph.externals.into_iter().collect(),
    })
}

struct Graph<'a> {
    modules: &'a NodeModules,
    numbers: BTreeMap<PathBuf, usize>,
    pending: Vec<PathBuf>,
    externals: BTreeSet<String>,
}

impl Graph<'_> {
    fn number(&mut self, path: PathBuf) -> usize {
        let next = self.numbers.len();
        *self.numbers.entry(path.clone()).or_insert_with(|| {
            self.pending.push(path);
            next
        })
    }

    /// A module's text, and the numbers of those it requires.
    fn module(
        &mut self,
        path: &Path,
        package: &Path,
    ) -> Result<(String, BTreeMap<String, usize>), String> {
        let shown = path.strip_prefix(package).unwrap_or(path);
        let shown = shown.display().to_string();
        let size = path.metadata().map_err(|e| format!("{shown}: {e}"))?.len();
        if size > MAX_SOURCE {
            return Err(format!("{shown} is too large"));
        }
        let text = std::fs::read_to_string(path).map_err(|e| format!("{shown}: {e}"))?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        if path.extension().is_some_and(|e| e == "json") {
            let json: serde_json::Value =
                serde_json::from_str(text).map_err(|e| format!("{shown}: {e}"))?;
            return Ok((format!("module.exports={json}"), BTreeMap::new()));
        }
        let source = Source {
            path: shown,
            text: text.into(),
        };
        let script = script::compile(&source, false, false).map_err(|errors| {
            let first = errors.first().map(|e| e.line());
            first.unwrap_or_default()
        })?;
        let mut names = BTreeMap::new();
        for require in script.requires {
            match self.resolve(&require.name, path) {
                Some(target) => {
                    let number = self.number(target);
                    names.insert(require.name, number);
                }
                None => {
                    self.externals.insert(require.name);
                }
            }
        }
        Ok((script.code, names))
    }

    fn resolve(&self, name: &str, from: &Path) -> Option<PathBuf> {
        let folder = from.parent()?;
        if name.starts_with('.') {
            return file(self.modules, &folder.join(name));
        }
        let package = package_name(name)?;
        let found = self.modules.find(package, folder)?;
        let manifest = Manifest::read(&found.folder)?;
        if manifest.program_folder(&found.folder).is_some() {
            return None;
        }
        let inside = name.get(package.len()..).unwrap_or_default();
        match inside.trim_start_matches('/') {
            "" => file(self.modules, &found.folder.join(&manifest.main)),
            inside => file(self.modules, &found.folder.join(inside)),
        }
    }
}

/// The file that a path means, as Node.js looks for it.
fn file(modules: &NodeModules, path: &Path) -> Option<PathBuf> {
    let with = |tail: &str| {
        let mut longer = path.as_os_str().to_owned();
        longer.push(tail);
        PathBuf::from(longer)
    };
    let folder_main = || {
        let manifest = Manifest::read(path)?;
        Some(path.join(manifest.main))
    };
    [
        Some(path.to_owned()),
        Some(with(".js")),
        Some(with(".json")),
        Some(with(".cjs")),
        folder_main(),
        Some(path.join("index.js")),
    ]
    .into_iter()
    .flatten()
    .filter_map(|candidate| modules.inside(&candidate))
    .find(|candidate| candidate.is_file())
}
