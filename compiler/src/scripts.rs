//! All scripts of a program: compiled in parallel, then followed from app.js and
//! the units, because an error in a file that nothing requires (a stray demo in
//! an npm package) must not stop a build.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Place, Report, Source};
use crate::files::Files;
use crate::parallel;
use crate::resolve;
use crate::script::{self, Script, StyleOptions};

/// Scripts by the path they have in a package.
#[derive(Debug, Default)]
pub struct Scripts {
    list: BTreeMap<String, Script>,
    /// The file that each was written in.
    sources: BTreeMap<String, String>,
    /// Those that something requires and that cannot be compiled; in `list` each is a
    /// script that says so when it runs.
    broken: BTreeSet<String>,
}

impl Scripts {
    /// The scripts, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Script)> {
        self.list
            .iter()
            .map(|(path, script)| (path.as_str(), script))
    }

    /// The file that a script was written in.
    pub fn source(&self, path: &str) -> Option<&str> {
        self.sources.get(path).map(String::as_str)
    }

    /// The source maps, by the script's path.
    pub fn into_maps(self) -> Vec<(String, String)> {
        let maps = self.list.into_iter();
        maps.filter_map(|(path, script)| Some((path, script.map?)))
            .collect()
    }

    /// Whether it is there in name only.
    pub fn is_broken(&self, path: &str) -> bool {
        self.broken.contains(path)
    }

    /// Whether a script of that path is there.
    pub fn has(&self, path: &str) -> bool {
        self.list.contains_key(path)
    }

    /// The style options of a unit: its own, or, where it is made by a library's
    /// function, those of the modules it requires directly.
    pub fn options(&self, path: &str) -> StyleOptions {
        let Some(script) = self.list.get(path) else {
            return StyleOptions::default();
        };
        if !script.options.is_empty() || script.calls_component {
            return script.options.clone();
        }
        script
            .requires
            .iter()
            .filter_map(|r| resolve::module(|p| self.has(p), path, &r.name))
            .filter_map(|p| self.list.get(&p))
            .map(|s| s.options.clone())
            .find(|options| !options.is_empty())
            .unwrap_or_default()
    }
}

type Outcome = Result<Script, Vec<Diagnostic>>;

/// Compiles them all; of `miniprogram_npm` only what is required, as packages hold
/// much that a program does not use.
pub fn compile(
    files: &Files,
    skip: impl Fn(&str) -> bool,
    roots: &BTreeSet<String>,
    maps: bool,
    progress: &(dyn Fn(usize, usize) + Sync),
    report: &mut Report,
) -> Scripts {
    let sources = sources(files, skip);
    let has = |path: &str| sources.contains_key(path);
    let mut results: BTreeMap<String, Outcome> = BTreeMap::new();
    let mut wave: BTreeSet<String> = sources.keys().filter(|p| !of_npm(p)).cloned().collect();
    wave.extend(roots.iter().filter(|r| has(r)).cloned());
    while !wave.is_empty() {
        let jobs: Vec<String> = std::mem::take(&mut wave).into_iter().collect();
        let before = results.len();
        let outcomes = parallel::map(
            &jobs,
            |path| one(files, sources.get(path).unwrap_or(path), maps),
            &|done| progress(before + done, before + jobs.len()),
        );
        results.extend(jobs.iter().cloned().zip(outcomes));
        let scripts = jobs
            .iter()
            .filter_map(|p| Some((p, results.get(p)?.as_ref().ok()?)));
        wave = scripts
            .flat_map(|(path, s)| s.requires.iter().map(move |r| (path, r)))
            .filter_map(|(path, require)| resolve::module(has, path, &require.name))
            .filter(|target| !results.contains_key(target))
            .collect();
    }
    let reachable = reach(&results, roots, files, &sources, report);
    let mut scripts = Scripts {
        list: BTreeMap::new(),
        sources: sources.clone(),
        broken: BTreeSet::new(),
    };
    for (path, result) in results {
        match result {
            Ok(_) if of_npm(&path) && !reachable.contains(&path) => {}
            Ok(script) => {
                scripts.list.insert(path, script);
            }
            Err(errors) if reachable.contains(&path) => {
                let why = errors.first().map(Diagnostic::line).unwrap_or_default();
                let why = format!("{path} was left out of the build: {why}");
                report.extend(errors);
                scripts.list.insert(path.clone(), script::thrower(&why));
                scripts.broken.insert(path);
            }
            Err(errors) => {
                let why = errors
                    .first()
                    .map(|e| e.message.clone())
                    .unwrap_or_default();
                let file = sources.get(&path).cloned().unwrap_or(path);
                report.push(
                    Diagnostic::warning(
                        "js.skipped",
                        format!("left out, as nothing requires it: {why}"),
                    )
                    .at(Place::file(file)),
                );
            }
        }
    }
    scripts
}

/// Sources by the path that the script has in a package.
fn sources(files: &Files, skip: impl Fn(&str) -> bool) -> BTreeMap<String, String> {
    let mut sources: BTreeMap<String, String> = BTreeMap::new();
    for (path, _) in files.iter() {
        if skip(path) || path.ends_with(".d.ts") {
            continue;
        }
        if path.ends_with(".js") {
            sources.insert(path.to_owned(), path.to_owned());
        } else if let Some(stem) = path.strip_suffix(".ts") {
            // A .js beside it is its compiled form, or wins as in WeChat's tool.
            sources
                .entry(format!("{stem}.js"))
                .or_insert_with(|| path.to_owned());
        }
    }
    sources
}

/// Whether a file is of a package that npm brought.
pub fn of_npm(path: &str) -> bool {
    path.split('/').any(|part| part == "miniprogram_npm")
}

fn one(files: &Files, path: &str, map: bool) -> Outcome {
    let source: Source = files.text(path).map_err(|d| vec![*d])?;
    if let Some(names) = files.externals(path) {
        return Ok(script::bundle(&source, names));
    }
    script::compile(&source, path.ends_with(".ts"), map)
}

/// The scripts that run, from the roots; what they require and is not there is
/// said on the way.
fn reach(
    results: &BTreeMap<String, Outcome>,
    roots: &BTreeSet<String>,
    files: &Files,
    sources: &BTreeMap<String, String>,
    report: &mut Report,
) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut pending: Vec<String> = roots
        .iter()
        .filter(|r| results.contains_key(*r))
        .cloned()
        .collect();
    while let Some(path) = pending.pop() {
        if !reached.insert(path.clone()) {
            continue;
        }
        let Some(Ok(script)) = results.get(&path) else {
            continue;
        };
        let mut gone = Vec::new();
        for require in &script.requires {
            match resolve::module(|p| results.contains_key(p), &path, &require.name) {
                Some(target) => pending.push(target),
                None if require.certain => gone.push(require),
                None => {}
            }
        }
        if files.externals(&path).is_some() && !gone.is_empty() {
            report.push(missing_in_bundle(&path, &gone));
        } else {
            let found = gone.iter().map(|r| missing(&path, r, files, sources));
            report.extend(found.flatten());
        }
    }
    reached
}

/// A bundle's own lines are nobody's: one finding for all.
fn missing_in_bundle(path: &str, gone: &[&script::Require]) -> Diagnostic {
    let names: Vec<String> = gone.iter().map(|r| format!("`{}`", r.name)).collect();
    let message = format!(
        "the package requires what is not there: {}",
        names.join(", ")
    );
    Diagnostic::warning("js.require-missing", message)
        .at(Place::file(path))
        .help("it was written for Node.js; it fails where it runs these lines")
}

fn missing(
    path: &str,
    require: &script::Require,
    files: &Files,
    sources: &BTreeMap<String, String>,
) -> Option<Diagnostic> {
    let name = &require.name;
    if name.starts_with("plugin://") {
        return None;
    }
    let source = files.text(sources.get(path)?).ok()?;
    let start = (require.position as usize).saturating_sub(1);
    let help = match name.ends_with(".json") {
        true => "JSON is no module in a mini-program: make it a .js with module.exports",
        false => "the program fails here when it runs this line",
    };
    Some(
        Diagnostic::warning("js.require-missing", format!("there is no module `{name}`"))
            .at(source.at(start..start + name.len() + 2))
            .help(help),
    )
}
