//! All scripts of a program: compiled in parallel, then followed from app.js and
//! the units, because an error in a file that nothing requires (a stray demo in
//! an npm package) must not stop a build.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::diagnostic::{Diagnostic, Place, Report, Source};
use crate::files::Files;
use crate::limits::PARSER_STACK;
use crate::resolve;
use crate::script::{self, Script, StyleOptions};

/// Scripts by the path they have in a package.
#[derive(Debug, Default)]
pub struct Scripts {
    list: BTreeMap<String, Script>,
}

impl Scripts {
    /// The scripts, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Script)> {
        self.list
            .iter()
            .map(|(path, script)| (path.as_str(), script))
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

/// Compiles them all.
pub fn compile(
    files: &Files,
    skip: impl Fn(&str) -> bool,
    roots: &BTreeSet<String>,
    progress: &(dyn Fn(usize, usize) + Sync),
    report: &mut Report,
) -> Scripts {
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
    let mut results = run(files, &sources, progress);
    let reachable = reach(&results, roots, files, &sources, report);
    let mut scripts = Scripts::default();
    for (path, result) in std::mem::take(&mut results) {
        match result {
            Ok(script) => {
                scripts.list.insert(path, script);
            }
            Err(errors) if reachable.contains(&path) => report.extend(errors),
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

fn one(files: &Files, path: &str) -> Outcome {
    let source: Source = files.text(path).map_err(|d| vec![*d])?;
    script::compile(&source, path.ends_with(".ts"))
}

fn run(
    files: &Files,
    sources: &BTreeMap<String, String>,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> BTreeMap<String, Outcome> {
    let jobs: Vec<(&String, &String)> = sources.iter().collect();
    let next = AtomicUsize::new(0);
    let done = AtomicUsize::new(0);
    let results = Mutex::new(BTreeMap::new());
    let work = || {
        while let Some((path, source)) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
            let outcome = one(files, source);
            if let Ok(mut results) = results.lock() {
                results.insert((*path).clone(), outcome);
            }
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, jobs.len());
        }
    };
    let threads = std::thread::available_parallelism()
        .map_or(1, |n| n.get())
        .min(jobs.len());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            // Parsers recurse: the default stack is not enough for what the
            // nesting bound lets through.
            let _ = std::thread::Builder::new()
                .stack_size(PARSER_STACK)
                .spawn_scoped(scope, work);
        }
    });
    results.into_inner().unwrap_or_default()
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
        for require in &script.requires {
            match resolve::module(|p| results.contains_key(p), &path, &require.name) {
                Some(target) => pending.push(target),
                None => {
                    if let Some(found) = missing(&path, require, files, sources) {
                        report.push(found);
                    }
                }
            }
        }
    }
    reached
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
    Some(
        Diagnostic::warning("js.require-missing", format!("there is no module `{name}`"))
            .at(source.at(start..start + name.len() + 2))
            .help("the program fails here when it runs this line"),
    )
}
