//! Style languages: `.scss`, `.sass` and `.less` become the `.wxss` beside them before
//! anything else is looked at, as the official tool's plugins do
//! (`useCompilerPlugins`); a `.wxss` that is there wins.
//! <https://developers.weixin.qq.com/miniprogram/dev/devtools/compilets.html>

mod imports;
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
