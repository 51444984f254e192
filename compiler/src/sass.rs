//! Sass: `.scss` and `.sass` become the `.wxss` beside them before anything else is
//! looked at, as the official tool's plugin does (`useCompilerPlugins`); a `.wxss`
//! that is there wins.
//! <https://developers.weixin.qq.com/miniprogram/dev/devtools/compilets.html>
//!
//! Less has no compiler in Rust that is kept (docs/adr/0007-npm-and-style-languages.md);
//! a sheet that is there as Less only is an error which says what to do.

use std::io;
use std::path::{Path, PathBuf};

use grass::{ErrorKind, Options, OutputStyle};

use crate::diagnostic::{Diagnostic, Place, Report};
use crate::files::{Files, join};
use crate::limits::MAX_SOURCE;
use crate::parallel;
use crate::project::Settings;
use crate::script::too_deep;

/// Compiles them all but the partial ones (`_name.scss`), if the project names the
/// plugin. `is_unit` says of a path without extension whether a unit, or the program,
/// has it: only their sheets have to be right. `check` reports sheets that nothing
/// compiles.
pub fn add(
    files: &mut Files,
    settings: &Settings,
    is_unit: impl Fn(&str) -> bool,
    check: bool,
    report: &mut Report,
) {
    let stems = |extension: &str| -> Vec<(String, String)> {
        let sheets = files.iter().filter_map(|(path, _)| {
            let stem = path.strip_suffix(extension)?;
            let partial = stem.rsplit('/').next()?.starts_with('_');
            let alone = !files.has(&format!("{stem}.wxss"));
            (alone && !partial).then(|| (path.to_owned(), stem.to_owned()))
        });
        sheets.collect()
    };
    let less = stems(".less");
    let mut jobs = stems(".scss");
    jobs.extend(stems(".sass"));
    let plugin = |name: &str| settings.plugins.iter().any(|p| p == name);
    if check {
        let ignored = jobs.iter().filter(|_| !plugin("sass"));
        let ignored = ignored.chain(less.iter().filter(|_| !plugin("less")));
        for (path, stem) in ignored.filter(|(_, stem)| is_unit(stem)) {
            let help = match path.ends_with(".less") {
                true => format!("Less: `npx lessc {path} {stem}.wxss`"),
                false => {
                    "Sass: \"setting\": {\"useCompilerPlugins\": [\"sass\"]} in project.config.json"
                        .to_owned()
                }
            };
            report.push(
                Diagnostic::warning("sass.off", "nothing compiles this sheet")
                    .at(Place::file(path))
                    .help(help),
            );
        }
    }
    if plugin("less") {
        for (path, stem) in less.iter().filter(|(_, stem)| is_unit(stem)) {
            report.push(
                Diagnostic::error("less.unsupported", "Less is not compiled")
                    .at(Place::file(path))
                    .help(format!(
                        "make {stem}.wxss of it (`npx lessc {stem}.less {stem}.wxss`), or rename it to .scss: variables are then `$x`, mixins `@mixin` and `@include`"
                    )),
            );
        }
    }
    if !plugin("sass") {
        return;
    }
    let compiled = parallel::map(&jobs, |(path, _)| compile(files, path), &|_| {});
    for ((_, stem), result) in jobs.into_iter().zip(compiled) {
        match result {
            Ok(css) => {
                files.add_made(format!("{stem}.wxss"), css, None);
            }
            Err(diagnostic) if is_unit(&stem) => report.push(*diagnostic),
            Err(_) => {}
        }
    }
}

fn compile(files: &Files, path: &str) -> Result<String, Box<Diagnostic>> {
    let source = files.text(path)?;
    if let Some(at) = too_deep(&source.text) {
        let found = Diagnostic::error("sass.nesting", "brackets are nested too deeply");
        return Err(Box::new(found.at(source.at(at..at + 1))));
    }
    let disk = Disk { files };
    let options = Options::default()
        .fs(&disk)
        .style(OutputStyle::Expanded)
        .quiet(true)
        .allows_charset(false)
        // What is not found beside the sheet counts from the root.
        .load_path("")
        .load_path("miniprogram_npm");
    let found = |error: Box<grass::Error>| match error.kind() {
        ErrorKind::ParseError { message, loc, .. } => {
            let found = Diagnostic::error("sass.syntax", message);
            match files.text(loc.file.name()) {
                Ok(source) => {
                    let start = source.offset_utf16(loc.begin.line, loc.begin.column);
                    let end = source.offset_utf16(loc.end.line, loc.end.column);
                    found.at(source.at(start..end))
                }
                Err(_) => found.at(Place::file(path)),
            }
        }
        other => {
            let message = match other {
                ErrorKind::IoError(error) => error.to_string(),
                _ => "this is no Sass".to_owned(),
            };
            Diagnostic::error("sass.syntax", message).at(Place::file(path))
        }
    };
    grass::from_path(path, &options).map_err(|error| Box::new(found(error)))
}

/// `@import "x.wxss"` is left for the sheet's own compiler, which inlines it.
fn plain_imports(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_start();
        let name = trimmed.strip_prefix("@import").map(str::trim);
        let name = name.map(|n| n.trim_end_matches([';', ' ']));
        match name.filter(|n| n.ends_with(".wxss\"") || n.ends_with(".wxss'")) {
            Some(name) if !name.contains(',') => {
                let from = line.find(name).unwrap_or_default();
                out.push_str(line.get(..from).unwrap_or_default());
                out.push_str(&format!("url({name})"));
                out.push_str(line.get(from + name.len()..).unwrap_or_default());
            }
            _ => out.push_str(line),
        }
    }
    out
}

/// The project's files, as Sass sees them: nothing else is there.
#[derive(Debug)]
struct Disk<'a> {
    files: &'a Files,
}

impl Disk<'_> {
    fn name(&self, path: &Path) -> Option<String> {
        join("", &path.to_str()?.replace('\\', "/"))
    }
}

impl grass::Fs for Disk<'_> {
    fn is_dir(&self, path: &Path) -> bool {
        self.name(path)
            .is_some_and(|p| p.is_empty() || self.files.has_folder(&p))
    }

    fn is_file(&self, path: &Path) -> bool {
        self.name(path).is_some_and(|p| self.files.has(&p))
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let name = self.name(path).ok_or(io::ErrorKind::NotFound)?;
        let bytes = self.files.bytes(&name, MAX_SOURCE);
        let bytes = bytes.map_err(|d| io::Error::other(d.line()))?;
        let text = String::from_utf8_lossy(&bytes);
        if too_deep(&text).is_some() {
            return Err(io::Error::other(format!("{name} is nested too deeply")));
        }
        Ok(plain_imports(&text).into_bytes())
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        Ok(self.name(path).map_or(path.to_owned(), PathBuf::from))
    }
}
