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
mod rewrite;
mod scan;
mod tags;
mod wxs;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use glass_easel_template_compiler::TmplGroup;
use glass_easel_template_compiler::parse::tag::{Script, Template};
use glass_easel_template_compiler::parse::{ParseError, ParseErrorKind, ParseErrorLevel, Position};

use crate::diagnostic::{Diagnostic, Report, Source};
use crate::files::{Files, join};
use crate::parallel;
use crate::script::too_deep;
use crate::scripts::of_npm;

pub use tags::Tag;

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

/// A module in a file of its own.
#[derive(Debug, Default)]
struct ModuleFile {
    code: String,
    requires: Vec<String>,
}

fn module_file(files: &Files, path: &str, report: &mut Report) -> Option<ModuleFile> {
    if !files.has(&format!("{path}.wxs")) {
        // Said where it is named; in its place is a module without exports.
        return None;
    }
    let source = match files.text(&format!("{path}.wxs")) {
        Ok(source) => source,
        Err(diagnostic) => {
            report.push(*diagnostic);
            return None;
        }
    };
    let whole = 0..source.text.len();
    match wxs::compile(&source, whole) {
        Ok(module) => {
            let requires = module.requires.into_iter();
            Some(ModuleFile {
                code: module.code,
                requires: requires
                    .filter_map(|(name, range)| module_path(files, &source, &name, range, report))
                    .collect(),
            })
        }
        Err(errors) => {
            report.extend(errors);
            None
        }
    }
}

/// The module that a name in a template or module means.
fn module_path(
    files: &Files,
    from: &Source,
    name: &str,
    range: Range<usize>,
    report: &mut Report,
) -> Option<String> {
    let target = join(&from.path, name.strip_suffix(".wxs").unwrap_or(name));
    let there = target
        .as_ref()
        .is_some_and(|t| files.has(&format!("{t}.wxs")));
    if !there {
        let message = format!("there is no WXS module `{name}`");
        report.push(Diagnostic::error("wxs.missing", message).at(from.at(range)));
    }
    target
}

/// A template, compiled.
#[derive(Debug, Default)]
struct Compiled {
    /// The expression for it; empty if it is broken.
    code: String,
    /// Templates it imports or includes.
    templates: Vec<String>,
    includes: Vec<(String, Source, Range<usize>)>,
    /// `template#module` and statements.
    inline: Vec<(String, String)>,
    /// Modules in files.
    modules: Vec<String>,
    tags: Vec<Tag>,
}

/// One template being compiled.
struct One<'a> {
    files: &'a Files,
    report: &'a mut Report,
    out: Compiled,
}

impl One<'_> {
    fn template(&mut self, path: &str) {
        let source = match self.files.text(&format!("{path}.wxml")) {
            Ok(source) => source,
            Err(diagnostic) => return self.report.push(*diagnostic),
        };
        if path.contains(['\'', '"', '\\', '#']) {
            let message = "a template's path may not hold quotes, `\\` or `#`";
            let found = Diagnostic::error("wxml.path", message).at(source.at(0..0));
            return self.report.push(found);
        }
        let text = match (rewrite::rewrite(&source.text), too_deep(&source.text)) {
            (Ok(text), None) => text,
            (Err(at), _) | (_, Some(at)) => {
                let message = "elements or brackets are nested too deeply";
                let found = Diagnostic::error("wxml.nesting", message).at(source.at(at..at + 1));
                return self.report.push(found);
            }
        };
        let mut group = TmplGroup::new();
        let mut broken = false;
        let ours = !of_npm(path);
        for error in group.add_tmpl(path, &text) {
            if let Some(diagnostic) = finding(&source, &error) {
                broken |= diagnostic.severity == crate::diagnostic::Severity::Error;
                // Nobody mends a package of npm here.
                if ours || broken {
                    self.report.push(diagnostic);
                }
            }
        }
        if broken {
            return;
        }
        let Ok(template) = group.get_tree(path).cloned() else {
            return;
        };
        self.out.tags = tags::collect(&source, &template);
        self.references(&source, &template);
        let Some(calls) = self.scripts(path, &source, &template) else {
            return;
        };
        // Nothing is wrong with the file: what code is made of is another text, where
        // this one would be read otherwise than it is meant.
        let expanded = match expand::expand(&text) {
            Ok(expanded) => expanded,
            Err(at) => {
                let message = "includes inside too many loops";
                let found = Diagnostic::error("wxml.nesting", message).at(source.at(at..at + 1));
                return self.report.push(found);
            }
        };
        if let Some(expanded) = &expanded {
            group.add_tmpl(path, expanded);
        }
        for (name, call) in calls {
            let _ = group.set_inline_script_content(path, &name, &call);
        }
        match group.get_tmpl_gen_object(path) {
            Ok(code) => self.out.code = expand::whole(&assemble::order_binding_maps(&code)),
            Err(error) => {
                let found = Diagnostic::error("wxml.internal", error.message).at(source.at(0..0));
                self.report.push(found);
            }
        }
    }

    fn references(&mut self, source: &Source, template: &Template) {
        let globals = &template.globals;
        let imports = globals
            .imports
            .iter()
            .map(|i| ("import", &i.src, &i.src_location));
        let includes = globals
            .includes
            .iter()
            .map(|i| ("include", &i.src, &i.src_location));
        for (kind, src, location) in imports.chain(includes) {
            let range = range_of(source, &src.location).unwrap_or_else(|| span(source, location));
            let target = join(&source.path, &src.name);
            match target.filter(|t| self.files.has(&format!("{t}.wxml"))) {
                Some(target) => {
                    if kind == "include" {
                        let include = (target.clone(), source.clone(), range);
                        self.out.includes.push(include);
                    }
                    self.out.templates.push(target);
                }
                None => {
                    let code = match kind {
                        "import" => "wxml.import-missing",
                        _ => "wxml.include-missing",
                    };
                    let message = format!("there is no template `{}`", src.name);
                    self.report
                        .push(Diagnostic::error(code, message).at(source.at(range)));
                }
            }
        }
    }

    /// Inline modules leave the template, so that its code has no foreign text: their names,
    /// and the calls that stand there instead. None if one cannot.
    fn scripts(
        &mut self,
        path: &str,
        source: &Source,
        template: &Template,
    ) -> Option<Vec<(String, String)>> {
        let mut calls = Vec::new();
        let mut whole = true;
        for script in &template.globals.scripts {
            let name = &script.module_name().name;
            if !name
                .chars()
                .all(|c| c.is_alphanumeric() || c == '_' || c == '$')
            {
                let range = span(source, &script.module_name().location);
                let message = format!("`{name}` is not a usable module name");
                self.report
                    .push(Diagnostic::error("wxs.name", message).at(source.at(range)));
                whole = false;
                continue;
            }
            match script {
                Script::Inline {
                    content_location, ..
                } => {
                    let key = format!("{path}#{name}");
                    let range = span(source, content_location);
                    self.inline(&key, source, range);
                    let call = format!("return __wxs[{key:?}](require,exports,module)");
                    calls.push((name.to_string(), call));
                }
                Script::GlobalRef {
                    src, src_location, ..
                } => {
                    let range = span(source, src_location);
                    let found = module_path(self.files, source, &src.name, range, self.report);
                    whole &= found.is_some();
                    self.out.modules.extend(found);
                }
                _ => {}
            }
        }
        whole.then_some(calls)
    }

    fn inline(&mut self, key: &str, source: &Source, range: Range<usize>) {
        match wxs::compile(source, range) {
            Ok(module) => {
                self.out.inline.push((key.to_owned(), module.code));
                for (name, range) in module.requires {
                    let found = module_path(self.files, source, &name, range, self.report);
                    self.out.modules.extend(found);
                }
            }
            Err(errors) => {
                self.report.extend(errors);
                // A module without exports.
                self.out.inline.push((key.to_owned(), String::new()));
            }
        }
    }
}

fn span(source: &Source, range: &Range<Position>) -> Range<usize> {
    let offset = |p: &Position| source.offset_utf16(p.line as usize, p.utf16_col as usize);
    offset(&range.start)..offset(&range.end)
}

fn range_of(source: &Source, range: &Range<Position>) -> Option<Range<usize>> {
    let range = span(source, range);
    (!range.is_empty()).then_some(range)
}

/// The compiler's levels, as the official tool takes these: what it lets through
/// is a warning, what leaves the template's meaning open is an error.
fn finding(source: &Source, error: &ParseError) -> Option<Diagnostic> {
    use ParseErrorKind as K;
    let fatal = match error.kind {
        K::MissingEndTag => true,
        K::IllegalEntity
        | K::ChildNodesNotAllowed
        | K::IllegalEscapeSequence
        | K::MissingModuleName
        | K::MissingSourcePath
        | K::UnexpectedCharacter => false,
        _ => error.level() >= ParseErrorLevel::Error,
    };
    if error.kind == K::InvalidAttribute {
        // `class` of a block, `bind:tap` of a template: without effect in WeChat too.
        return None;
    }
    let place = source.at(span(source, &error.location));
    let message = error.kind.to_string();
    if fatal {
        Some(Diagnostic::error("wxml.syntax", message).at(place))
    } else if error.level() >= ParseErrorLevel::Warn {
        Some(Diagnostic::warning("wxml.suspicious", message).at(place))
    } else {
        None
    }
}
