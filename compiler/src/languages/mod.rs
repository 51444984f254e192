//! Style languages: `.scss`, `.sass` and `.less` become the `.wxss` beside them before
//! anything else is looked at, as the official tool's plugins do
//! (`useCompilerPlugins`); a `.wxss` that is there wins.
//! <https://developers.weixin.qq.com/miniprogram/dev/devtools/compilets.html>

mod less;
mod sass;

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place, Report};
use crate::files::Files;
use crate::parallel;
use crate::project::Settings;
use crate::scripts::of_npm;

/// A sheet to compile: its path, and the same without extension.
type Job = (String, String);

/// Compiles them all but the partial ones of Sass (`_name.scss`), if the project names
/// the plugin. `is_unit` says of a path without extension whether a unit, or the
/// program, has it: only their sheets have to be right. `check` reports sheets that
/// nothing compiles.
pub fn add(
    files: &mut Files,
    settings: &Settings,
    is_unit: impl Fn(&str) -> bool,
    check: bool,
    report: &mut Report,
) {
    let plugin = |name: &str| settings.plugins.iter().any(|p| p == name);
    let mut sass = jobs(files, ".scss", &is_unit);
    sass.extend(jobs(files, ".sass", &is_unit));
    let less = jobs(files, ".less", &is_unit);
    if check {
        for (name, list) in [("sass", &sass), ("less", &less)] {
            let units = list.iter().filter(|(_, stem)| is_unit(stem));
            for (path, _) in units.filter(|_| !plugin(name)) {
                report.push(off(name, path));
            }
        }
    }
    let mut made = Vec::new();
    if plugin("sass") {
        let compiled = parallel::map(&sass, |(path, _)| sass::compile(files, path), &|_| {});
        made.extend(sass.into_iter().zip(compiled));
    }
    if plugin("less") && !less.is_empty() {
        let shared = Arc::new(files.clone());
        let compiled = parallel::map_with(
            &less,
            || less::Compiler::new(&shared),
            |compiler, (path, _)| compiler.compile(path),
            &|_| {},
        );
        made.extend(less.into_iter().zip(compiled));
    }
    for ((_, stem), result) in made {
        match result {
            Ok(css) => {
                files.add_made(format!("{stem}.wxss"), css, None);
            }
            Err(diagnostic) if is_unit(&stem) => report.push(*diagnostic),
            Err(_) => {}
        }
    }
}

/// The sheets of one language that have no `.wxss`. Packages of npm bring theirs, and
/// many sources that nobody wants as sheets.
fn jobs(files: &Files, extension: &str, is_unit: impl Fn(&str) -> bool) -> Vec<Job> {
    let sheets = files.iter().filter_map(|(path, _)| {
        let stem = path.strip_suffix(extension)?;
        let partial = extension != ".less" && stem.rsplit('/').next()?.starts_with('_');
        let wanted = !files.has(&format!("{stem}.wxss")) && !partial;
        (wanted && (!of_npm(path) || is_unit(stem))).then(|| (path.to_owned(), stem.to_owned()))
    });
    sheets.collect()
}

fn off(language: &str, path: &str) -> Diagnostic {
    let code = if language == "sass" {
        "sass.off"
    } else {
        "less.off"
    };
    Diagnostic::warning(code, "nothing compiles this sheet")
        .at(Place::file(path))
        .help(format!(
            "\"setting\": {{\"useCompilerPlugins\": [\"{language}\"]}} in project.config.json"
        ))
}

/// `@import "x.wxss";` is no import of the language's: it is left for the sheet's own
/// compiler, which inlines it. `plain` writes it so that it stays.
fn plain_imports(text: &str, plain: impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("@import") {
        let (before, after) = rest.split_at(at + "@import".len());
        out.push_str(before);
        rest = after;
        let Some((name, blanks, end)) = imported(after) else {
            continue;
        };
        out.push_str(after.get(..blanks).unwrap_or_default());
        out.push_str(&plain(name));
        rest = after.get(end..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// The name in `  "x.wxss";`, the blanks in front of it, and where its quotes end.
fn imported(text: &str) -> Option<(&str, usize, usize)> {
    let blanks = text.len() - text.trim_start().len();
    let quote = text.get(blanks..)?.chars().next()?;
    let inner = text.get(blanks + 1..)?;
    let length = inner.find(quote).filter(|_| matches!(quote, '"' | '\''))?;
    let name = inner.get(..length)?;
    let after = inner.get(length + 1..)?.trim_start_matches([' ', '\t']);
    let alone = after.is_empty() || after.starts_with([';', '\r', '\n']);
    (alone && name.ends_with(".wxss")).then_some((name, blanks, blanks + 1 + length + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_imports_are_told_from_others() {
        let plain = |text: &str| plain_imports(text, |name| format!("<{name}>"));
        for (text, expected) in [
            ("@import 'a.wxss';", "@import <a.wxss>;"),
            (
                "@import \"a.wxss\"; @import \"b.wxss\" ;\n.c{}",
                "@import <a.wxss>; @import <b.wxss> ;\n.c{}",
            ),
            ("@import\n'a.wxss'", "@import\n<a.wxss>"),
            ("@import 'a', 'b.wxss';", "@import 'a', 'b.wxss';"),
            ("@import 'a.less';", "@import 'a.less';"),
            ("@import (css) 'a.wxss';", "@import (css) 'a.wxss';"),
            ("@import 'a", "@import 'a"),
            ("@import", "@import"),
        ] {
            assert_eq!(plain(text), expected);
        }
    }
}
