//! WXS modules in files of their own, and the names by which templates and modules mean them.

use std::ops::Range;

use super::wxs;
use crate::diagnostic::{Diagnostic, Report, Source};
use crate::files::{Files, join};

/// A module in a file of its own.
#[derive(Debug, Default)]
pub(super) struct ModuleFile {
    pub(super) code: String,
    pub(super) requires: Vec<String>,
}

pub(super) fn module_file(files: &Files, path: &str, report: &mut Report) -> Option<ModuleFile> {
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
pub(super) fn module_path(
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
