//! One file of templates, compiled: what is wrong with it, what it names, and its code.

use std::ops::Range;

use glass_easel_template_compiler::TmplGroup;
use glass_easel_template_compiler::parse::tag::{Script, Template};

use super::findings::{finding, range_of, span};
use super::module_file::module_path;
use super::tags::{self, Tag};
use super::{assemble, expand, rewrite, wxs};
use crate::diagnostic::{Diagnostic, Report, Source};
use crate::files::{Files, join};
use crate::script::too_deep;
use crate::scripts::of_npm;

/// A template, compiled.
#[derive(Debug, Default)]
pub(super) struct Compiled {
    /// The expression for it; empty if it is broken.
    pub(super) code: String,
    /// Templates it imports or includes.
    pub(super) templates: Vec<String>,
    pub(super) includes: Vec<(String, Source, Range<usize>)>,
    /// `template#module` and statements.
    pub(super) inline: Vec<(String, String)>,
    /// Modules in files.
    pub(super) modules: Vec<String>,
    pub(super) tags: Vec<Tag>,
}

/// One template being compiled.
pub(super) struct One<'a> {
    pub(super) files: &'a Files,
    pub(super) report: &'a mut Report,
    pub(super) out: Compiled,
}

impl One<'_> {
    pub(super) fn template(&mut self, path: &str) {
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
