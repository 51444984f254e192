//! Sass, by `grass`, which sees the project's files and nothing else.

use std::io;
use std::path::{Path, PathBuf};

use grass::{ErrorKind, Options, OutputStyle};

use super::imports::plain_imports;
use crate::diagnostic::{Diagnostic, Place};
use crate::files::{Files, join};
use crate::limits::MAX_SOURCE;
use crate::script::too_deep;

/// Compiles a sheet to WXSS.
///
/// # Errors
/// The first thing that is wrong.
pub fn compile(files: &Files, path: &str) -> Result<String, Box<Diagnostic>> {
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
        let plain = |name: &str| format!("url(\"{name}\")");
        Ok(plain_imports(&text, plain).into_bytes())
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        Ok(self.name(path).map_or(path.to_owned(), PathBuf::from))
    }
}
