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
mod rewrite;
mod wxs;

use std::collections::{BTreeMap, BTreeSet};

use glass_easel_template_compiler::TmplGroup;
use glass_easel_template_compiler::parse::tag::{Script, Template};
use glass_easel_template_compiler::parse::{ParseError, ParseErrorKind, ParseErrorLevel, Position};

use crate::diagnostic::{Diagnostic, Report, Source};
use crate::files::{Files, join};
use crate::script::too_deep;

/// The form of what is written here; runtimes refuse others.
pub const TEMPLATE_ABI: &str = "glass-easel-0.12.1";

/// Compiles the templates of one package: those of its units and all that they
/// import or include. `seen` holds the files whose findings were reported for
/// another package.
pub fn compile(
    files: &Files,
    roots: &BTreeSet<String>,
    seen: &mut BTreeSet<String>,
    report: &mut Report,
) -> String {
    let mut set = Set {
        files,
        seen,
        report,
        templates: BTreeMap::new(),
        modules: BTreeMap::new(),
        includes: BTreeMap::new(),
        pending: roots.iter().cloned().collect(),
    };
    while let Some(path) = set.pending.pop() {
        set.add(&path);
    }
    set.refuse_include_cycles();
    assemble::script(&set.templates, &set.modules)
}

struct Set<'a> {
    files: &'a Files,
    seen: &'a mut BTreeSet<String>,
    report: &'a mut Report,
    /// Path without extension -> the expression for it.
    templates: BTreeMap<String, String>,
    /// Path without extension, or `template#module` -> statements.
    modules: BTreeMap<String, String>,
    includes: BTreeMap<String, Vec<(String, Source, std::ops::Range<usize>)>>,
    pending: Vec<String>,
}

impl Set<'_> {
    fn tell(&mut self, first: bool, diagnostic: Diagnostic) {
        if first {
            self.report.push(diagnostic);
        }
    }

    fn add(&mut self, path: &str) {
        if self.templates.contains_key(path) {
            return;
        }
        self.templates.insert(path.to_owned(), String::new());
        let file = format!("{path}.wxml");
        let first = self.seen.insert(file.clone());
        let source = match self.files.text(&file) {
            Ok(source) => source,
            Err(diagnostic) => return self.tell(first, *diagnostic),
        };
        if path.contains(['\'', '"', '\\', '#']) {
            let message = "a template's path may not hold quotes, `\\` or `#`";
            return self.tell(
                first,
                Diagnostic::error("wxml.path", message).at(source.at(0..0)),
            );
        }
        let text = match (rewrite::rewrite(&source.text), too_deep(&source.text)) {
            (Ok(text), None) => text,
            (Err(at), _) | (_, Some(at)) => {
                let message = "elements or brackets are nested too deeply";
                let found = Diagnostic::error("wxml.nesting", message).at(source.at(at..at + 1));
                return self.tell(first, found);
            }
        };
        let mut group = TmplGroup::new();
        let mut broken = false;
        for error in group.add_tmpl(path, &text) {
            if let Some(diagnostic) = finding(&source, &error) {
                broken |= diagnostic.severity == crate::diagnostic::Severity::Error;
                self.tell(first, diagnostic);
            }
        }
        if broken {
            return;
        }
        let Ok(template) = group.get_tree(path).cloned() else {
            return;
        };
        self.references(path, &source, &template, first);
        self.scripts(path, &source, &template, &mut group, first);
        match group.get_tmpl_gen_object(path) {
            Ok(code) => {
                self.templates
                    .insert(path.to_owned(), assemble::order_binding_maps(&code));
            }
            Err(error) => {
                let found = Diagnostic::error("wxml.internal", error.message).at(source.at(0..0));
                self.tell(first, found);
            }
        }
    }

    fn references(&mut self, path: &str, source: &Source, template: &Template, first: bool) {
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
                        self.includes.entry(path.to_owned()).or_default().push((
                            target.clone(),
                            source.clone(),
                            range,
                        ));
                    }
                    self.pending.push(target);
                }
                None => {
                    let code = match kind {
                        "import" => "wxml.import-missing",
                        _ => "wxml.include-missing",
                    };
                    let message = format!("there is no template `{}`", src.name);
                    self.tell(first, Diagnostic::error(code, message).at(source.at(range)));
                }
            }
        }
    }

    /// Inline modules leave the template, so that its code has no foreign text.
    fn scripts(
        &mut self,
        path: &str,
        source: &Source,
        template: &Template,
        group: &mut TmplGroup,
        first: bool,
    ) {
        for script in &template.globals.scripts {
            let name = &script.module_name().name;
            if !name
                .chars()
                .all(|c| c.is_alphanumeric() || c == '_' || c == '$')
            {
                let range = span(source, &script.module_name().location);
                let message = format!("`{name}` is not a usable module name");
                self.tell(
                    first,
                    Diagnostic::error("wxs.name", message).at(source.at(range)),
                );
                continue;
            }
            match script {
                Script::Inline {
                    content_location, ..
                } => {
                    let key = format!("{path}#{name}");
                    let range = span(source, content_location);
                    self.module(&key, source, range, first);
                    let call = format!("return __wxs[{key:?}](require,exports,module)");
                    let _ = group.set_inline_script_content(path, name, &call);
                }
                Script::GlobalRef {
                    src, src_location, ..
                } => {
                    let range = span(source, src_location);
                    self.module_file(source, &src.name, range, first);
                }
                _ => {}
            }
        }
    }

    fn module_file(
        &mut self,
        from: &Source,
        name: &str,
        range: std::ops::Range<usize>,
        first: bool,
    ) {
        let target = join(&from.path, name.strip_suffix(".wxs").unwrap_or(name));
        let Some(target) = target.filter(|t| self.files.has(&format!("{t}.wxs"))) else {
            let message = format!("there is no WXS module `{name}`");
            let found = Diagnostic::error("wxs.missing", message).at(from.at(range));
            return self.tell(first, found);
        };
        if self.modules.contains_key(&target) {
            return;
        }
        self.modules.insert(target.clone(), String::new());
        let file = format!("{target}.wxs");
        let first = self.seen.insert(file.clone());
        match self.files.text(&file) {
            Ok(source) => {
                let whole = 0..source.text.len();
                self.module(&target, &source, whole, first);
            }
            Err(diagnostic) => self.tell(first, *diagnostic),
        }
    }

    fn module(&mut self, key: &str, source: &Source, range: std::ops::Range<usize>, first: bool) {
        match wxs::compile(source, range) {
            Ok(module) => {
                self.modules.insert(key.to_owned(), module.code);
                for (name, range) in module.requires {
                    self.module_file(source, &name, range, first);
                }
            }
            Err(errors) => {
                for error in errors {
                    self.tell(first, error);
                }
            }
        }
    }

    /// A template that includes itself would never end at run time.
    fn refuse_include_cycles(&mut self) {
        let mut done = BTreeSet::new();
        let roots: Vec<String> = self.includes.keys().cloned().collect();
        let mut found = Vec::new();
        for root in roots {
            // (template, next include to follow)
            let mut stack = vec![(root, 0usize)];
            while let Some((path, next)) = stack.pop() {
                let include = self.includes.get(&path).and_then(|list| list.get(next));
                let Some((target, source, range)) = include else {
                    done.insert(path);
                    continue;
                };
                stack.push((path.clone(), next + 1));
                if stack.iter().any(|(on, _)| on == target) {
                    found.push(
                        Diagnostic::error(
                            "wxml.include-cycle",
                            format!("`{target}.wxml` includes itself through this"),
                        )
                        .at(source.at(range.clone())),
                    );
                } else if !done.contains(target) {
                    stack.push((target.clone(), 0));
                }
            }
        }
        for diagnostic in found {
            let key = format!("cycle {}", diagnostic.line());
            let first = self.seen.insert(key);
            self.tell(first, diagnostic);
        }
    }
}

fn span(source: &Source, range: &std::ops::Range<Position>) -> std::ops::Range<usize> {
    let offset = |p: &Position| source.offset_utf16(p.line as usize, p.utf16_col as usize);
    offset(&range.start)..offset(&range.end)
}

fn range_of(source: &Source, range: &std::ops::Range<Position>) -> Option<std::ops::Range<usize>> {
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
