//! Templates: the WXML of a package and its WXS modules, as one script that
//! evaluates to an object from path (without `.wxml`) to glass-easel template.
//!
//! ```js
//! (()=>{ /* WXS modules */ return (()=>{ var G={}; G["pages/a/a"]=...; return G })() })()
//! ```
//!
//! The template compiler keeps its maps in hash order; everything here is put in
//! the order of paths, so that the same project gives the same bytes.

mod assemble;
mod expand;
mod findings;
mod module_file;
mod one;
mod rewrite;
mod scan;
mod tags;
mod wxs;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Report};
use crate::files::Files;
use crate::parallel;

pub use tags::Tag;

use module_file::{ModuleFile, module_file};
use one::{Compiled, One};

/// The form of what is written here; runtimes refuse others.
pub const TEMPLATE_ABI: &str = "glass-easel-0.12.1";

/// All templates and WXS modules of a program, each compiled once.
#[derive(Debug, Default)]
pub struct Library {
    templates: BTreeMap<String, Compiled>,
    /// Modules in files, by path without `.wxs`.
    modules: BTreeMap<String, ModuleFile>,
}

impl Library {
    /// The script of a package: the templates of its units and all that they import
    /// or include.
    pub fn script(&self, roots: &BTreeSet<String>) -> String {
        let mut templates: BTreeMap<String, String> = BTreeMap::new();
        let mut modules: BTreeMap<String, String> = BTreeMap::new();
        let mut wanted: Vec<&String> = Vec::new();
        let mut pending: Vec<&String> = roots.iter().collect();
        while let Some(path) = pending.pop() {
            let Some(compiled) = self.templates.get(path) else {
                continue;
            };
            if templates
                .insert(path.clone(), compiled.code.clone())
                .is_none()
            {
                pending.extend(&compiled.templates);
                modules.extend(compiled.inline.iter().cloned());
                wanted.extend(&compiled.modules);
            }
        }
        while let Some(path) = wanted.pop() {
            if let Some(module) = self.modules.get(path)
                && modules.insert(path.clone(), module.code.clone()).is_none()
            {
                wanted.extend(&module.requires);
            }
        }
        assemble::script(&templates, &modules)
    }

    /// Whether a template has errors of its own.
    pub fn is_broken(&self, path: &str) -> bool {
        self.templates.get(path).is_some_and(|t| t.code.is_empty())
    }

    /// The elements and generics of a template and of all that it imports or includes.
    pub fn names(&self, path: &str) -> BTreeSet<&str> {
        let mut names = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut pending = vec![path];
        while let Some(path) = pending.pop() {
            let Some(template) = self.templates.get(path).filter(|_| seen.insert(path)) else {
                continue;
            };
            for tag in &template.tags {
                names.insert(tag.name.as_str());
                names.extend(tag.generics.iter().map(String::as_str));
            }
            pending.extend(template.templates.iter().map(String::as_str));
        }
        names
    }

    /// The elements of each template, in the order written.
    pub fn elements(&self) -> impl Iterator<Item = &Tag> {
        self.templates.values().flat_map(|t| &t.tags)
    }

    /// A template that includes itself would never end at run time.
    fn refuse_include_cycles(&mut self, report: &mut Report) {
        let mut broken = Vec::new();
        let mut done = BTreeSet::new();
        for root in self.templates.keys() {
            // (template, next include to follow)
            let mut stack = vec![(root, 0usize)];
            while let Some((path, next)) = stack.pop() {
                let includes = self.templates.get(path).map(|t| &t.includes);
                let Some((target, source, range)) = includes.and_then(|list| list.get(next)) else {
                    done.insert(path);
                    continue;
                };
                stack.push((path, next + 1));
                if stack.iter().any(|(on, _)| *on == target) {
                    let message = format!("`{target}.wxml` includes itself through this");
                    report.push(
                        Diagnostic::error("wxml.include-cycle", message)
                            .at(source.at(range.clone())),
                    );
                    broken.push(path.clone());
                } else if !done.contains(target) {
                    stack.push((target, 0));
                }
            }
        }
        for path in broken {
            if let Some(template) = self.templates.get_mut(&path) {
                template.code.clear();
            }
        }
    }
}

/// A file to compile, by path without extension.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Job {
    Template(String),
    Module(String),
}

enum Done {
    Template(String, Compiled),
    Module(String, ModuleFile),
}

/// Compiles templates, all that they import or include, and their WXS modules, in
/// waves: each wave is what the one before it named.
pub fn compile(
    files: &Files,
    roots: BTreeSet<String>,
    progress: &(dyn Fn(usize, usize) + Sync),
    report: &mut Report,
) -> Library {
    let mut library = Library::default();
    let mut started: BTreeSet<Job> = roots.into_iter().map(Job::Template).collect();
    let mut wave: Vec<Job> = started.iter().cloned().collect();
    let mut before = 0;
    while !wave.is_empty() {
        let of = before + wave.len();
        let fresh = report.child();
        let outcomes = parallel::map(&wave, |job| one(files, job, fresh.child()), &|done| {
            progress(before + done, of);
        });
        before = of;
        wave.clear();
        for (done, found) in outcomes {
            report.merge(found);
            let (templates, modules) = match &done {
                Done::Template(_, t) => (t.templates.clone(), t.modules.clone()),
                Done::Module(_, m) => (Vec::new(), m.requires.clone()),
            };
            let templates = templates.into_iter().map(Job::Template);
            for job in templates.chain(modules.into_iter().map(Job::Module)) {
                if started.insert(job.clone()) {
                    wave.push(job);
                }
            }
            match done {
                Done::Template(path, template) => {
                    library.templates.insert(path, template);
                }
                Done::Module(path, module) => {
                    library.modules.insert(path, module);
                }
            }
        }
    }
    library.refuse_include_cycles(report);
    library
}

fn one(files: &Files, job: &Job, mut report: Report) -> (Done, Report) {
    let done = match job {
        Job::Template(path) => {
            let mut one = One {
                files,
                report: &mut report,
                out: Compiled::default(),
            };
            one.template(path);
            Done::Template(path.clone(), one.out)
        }
        Job::Module(path) => {
            let module = module_file(files, path, &mut report);
            Done::Module(path.clone(), module.unwrap_or_default())
        }
    };
    (done, report)
}
