//! The project's folder, listed once, bounded, without following a symbolic link.
//! All later reading goes through [`Files`], so nothing outside the folder is met.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place, Report, Source};
use crate::limits::{MAX_FILES, MAX_FOLDER_DEPTH, MAX_SOURCE};

/// The files of a program, by path relative to its root: those of its folder, and
/// those that a step of the build adds ([`crate::npm`], [`crate::languages`]).
#[derive(Clone, Debug)]
pub struct Files {
    root: PathBuf,
    list: BTreeMap<String, Entry>,
}

#[derive(Clone, Debug)]
struct Entry {
    size: u64,
    content: Content,
}

/// Where the bytes of a file are.
#[derive(Clone, Debug)]
enum Content {
    /// In the folder, under its own path.
    Here,
    /// On the disk, elsewhere.
    Elsewhere(PathBuf),
    /// Made by the build.
    Made {
        text: Arc<str>,
        /// Modules that a bundle takes from outside itself; none if it is a source.
        externals: Option<Vec<String>>,
    },
}

impl Files {
    /// Lists a folder. Names that begin with `.` and `node_modules` are left out.
    pub fn list(root: &Path, report: &mut Report) -> Files {
        let mut files = Files {
            root: root.to_owned(),
            list: BTreeMap::new(),
        };
        let walk = walkdir::WalkDir::new(root)
            .follow_links(false)
            .max_depth(MAX_FOLDER_DEPTH)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| entry.depth() == 0 || !skipped(entry));
        for entry in walk {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    report.push(Diagnostic::error(
                        "project.unreadable",
                        format!("a part of the project cannot be listed: {error}"),
                    ));
                    continue;
                }
            };
            let Some(path) = relative(root, entry.path()) else {
                report.push(Diagnostic::error(
                    "project.path",
                    format!("{:?} is not a usable file name", entry.path()),
                ));
                continue;
            };
            if entry.path_is_symlink() {
                report.push(
                    Diagnostic::warning("project.symlink", "a symbolic link is not followed")
                        .at(Place::file(path))
                        .help("put the file itself here; links may lead out of the project"),
                );
            } else if entry.file_type().is_file() {
                if files.list.len() >= MAX_FILES {
                    report.push(Diagnostic::error(
                        "project.too-many-files",
                        format!("the project holds more than {MAX_FILES} files"),
                    ));
                    break;
                }
                let size = entry.metadata().map(|m| m.len()).unwrap_or(0);
                let content = Content::Here;
                files.list.insert(path, Entry { size, content });
            }
        }
        files
    }

    /// A folder of which only one file is met.
    pub fn only(root: &Path, name: &str) -> Files {
        Files {
            root: root.to_owned(),
            list: BTreeMap::from([(
                name.to_owned(),
                Entry {
                    size: 0,
                    content: Content::Here,
                },
            )]),
        }
    }

    /// Adds a file that lies elsewhere on the disk; what is there already stays.
    /// False if there are too many files.
    pub fn add(&mut self, path: String, size: u64, at: PathBuf) -> bool {
        let content = Content::Elsewhere(at);
        self.insert(path, Entry { size, content })
    }

    /// Adds a text that the build made; what is there already stays. A bundle names
    /// the modules that it takes from outside itself.
    pub fn add_made(&mut self, path: String, text: String, externals: Option<Vec<String>>) -> bool {
        let size = text.len() as u64;
        let content = Content::Made {
            text: text.into(),
            externals,
        };
        self.insert(path, Entry { size, content })
    }

    fn insert(&mut self, path: String, entry: Entry) -> bool {
        if self.list.len() >= MAX_FILES {
            return false;
        }
        self.list.entry(path).or_insert(entry);
        true
    }

    /// Of a bundle, the modules that it takes from outside itself.
    pub fn externals(&self, path: &str) -> Option<&[String]> {
        match &self.list.get(path)?.content {
            Content::Made { externals, .. } => externals.as_deref(),
            _ => None,
        }
    }

    /// Whether there is a file below that folder.
    pub fn has_folder(&self, path: &str) -> bool {
        let folder = format!("{path}/");
        let next = self.list.range(folder.clone()..).next();
        next.is_some_and(|(found, _)| found.starts_with(&folder))
    }

    /// Whether a file is there.
    pub fn has(&self, path: &str) -> bool {
        self.list.contains_key(path)
    }

    /// Paths and sizes in bytes, sorted.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u64)> {
        self.list
            .iter()
            .map(|(path, entry)| (path.as_str(), entry.size))
    }

    /// The bytes of a listed file, at most `limit` of them.
    ///
    /// # Errors
    /// A finding, if it is not there, larger, or cannot be read.
    pub fn bytes(&self, path: &str, limit: u64) -> Result<Vec<u8>, Box<Diagnostic>> {
        let fail = |code, message: String| {
            Box::new(Diagnostic::error(code, message).at(Place::file(path)))
        };
        let at = match self.list.get(path).map(|entry| &entry.content) {
            None => return Err(fail("project.missing", "there is no such file".to_owned())),
            Some(Content::Made { text, .. }) => return Ok(text.as_bytes().to_vec()),
            Some(Content::Here) => self.root.join(path),
            Some(Content::Elsewhere(at)) => at.clone(),
        };
        let mut bytes = Vec::new();
        std::fs::File::open(at)
            .and_then(|file| file.take(limit + 1).read_to_end(&mut bytes))
            .map_err(|error| fail("project.unreadable", format!("cannot be read: {error}")))?;
        if bytes.len() as u64 > limit {
            return Err(fail(
                "project.too-large",
                format!("the file has more than {limit} bytes"),
            ));
        }
        Ok(bytes)
    }

    /// A source text, without a byte-order mark.
    ///
    /// # Errors
    /// As [`Files::bytes`], and if it is not UTF-8.
    pub fn text(&self, path: &str) -> Result<Source, Box<Diagnostic>> {
        let bytes = self.bytes(path, MAX_SOURCE)?;
        let text = String::from_utf8(bytes).map_err(|error| {
            Box::new(
                Diagnostic::error(
                    "project.encoding",
                    format!("the file is not UTF-8: {error}"),
                )
                .at(Place::file(path)),
            )
        })?;
        Ok(Source {
            path: path.to_owned(),
            text: Arc::from(text.strip_prefix('\u{feff}').unwrap_or(&text)),
        })
    }
}

fn skipped(entry: &walkdir::DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    name.starts_with('.') || name == "node_modules"
}

/// `/`-separated; none for the root itself or a name that is not UTF-8.
pub fn relative(root: &Path, path: &Path) -> Option<String> {
    let relative = path.strip_prefix(root).ok()?;
    let parts: Option<Vec<&str>> = relative.iter().map(|part| part.to_str()).collect();
    let joined = parts?.join("/");
    let bad = |c: char| c.is_control() || c == '\\';
    (!joined.contains(bad)).then_some(joined)
}

/// Joins a path written in a file to that file's folder: `/x` counts from the
/// root, everything else from the folder. None if it climbs out of the root.
pub fn join(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    if !path.starts_with('/') {
        parts.extend(from.split('/'));
        parts.pop();
    }
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_join_and_stay_inside() {
        assert_eq!(join("a/b/c.js", "./d").as_deref(), Some("a/b/d"));
        assert_eq!(join("a/b/c.js", "../../d").as_deref(), Some("d"));
        assert_eq!(join("a/b/c.js", "/d//e").as_deref(), Some("d/e"));
        assert_eq!(join("a/b/c.js", "../../../d"), None);
        assert_eq!(join("app.js", "x").as_deref(), Some("x"));
    }
}
