//! Where packages are: `node_modules` of a folder and of those above it, within
//! the project. Links are followed as far as they stay in the project (pnpm links
//! each package into a folder of its own).

use std::io::Read;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::files::join;

/// A package.json; real ones have a few kilobytes.
const MAX_MANIFEST: u64 = 1024 * 1024;

/// What a build needs of a package.json.
#[derive(Debug, Default)]
pub struct Manifest {
    /// `dependencies`, in the order of their names.
    pub dependencies: Vec<String>,
    /// Where the package's script begins: `main`, else what `exports` or `module`
    /// say, else `index.js`; `browser` in place of it.
    pub main: String,
    miniprogram: Option<String>,
}

impl Manifest {
    /// Reads the one of a folder; none if it is not there or not JSON.
    pub fn read(folder: &Path) -> Option<Manifest> {
        let mut bytes = Vec::new();
        let file = std::fs::File::open(folder.join("package.json")).ok()?;
        file.take(MAX_MANIFEST).read_to_end(&mut bytes).ok()?;
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let json: Value = serde_json::from_slice(bytes).ok()?;
        let text = |name: &str| json.get(name).and_then(Value::as_str).map(str::to_owned);
        let names = json.get("dependencies").and_then(Value::as_object);
        let mut dependencies: Vec<String> = names
            .into_iter()
            .flat_map(|map| map.keys())
            .filter(|name| package_name(name) == Some(name))
            .cloned()
            .collect();
        dependencies.sort();
        let exported = json.get("exports").and_then(|e| entry(e, 0));
        let main = text("main").or(exported).or_else(|| text("module"));
        let main = main.unwrap_or_else(|| "index.js".to_owned());
        // Where a package has a form without Node.js, that is the one that can run.
        let plain = |path: &str| path.trim_start_matches("./").to_owned();
        let browser = match json.get("browser") {
            Some(Value::String(path)) => Some(path.clone()),
            Some(Value::Object(map)) => map
                .iter()
                .find(|(from, _)| plain(from) == plain(&main))
                .and_then(|(_, to)| to.as_str().map(str::to_owned)),
            _ => None,
        };
        Some(Manifest {
            dependencies,
            main: browser.unwrap_or(main),
            miniprogram: text("miniprogram"),
        })
    }

    /// The folder that is written for mini-programs.
    pub fn program_folder(&self, package: &Path) -> Option<PathBuf> {
        let name = self.miniprogram.as_deref().unwrap_or("miniprogram_dist");
        let folder = package.join(join("", name)?);
        // A link would lead wherever it likes.
        let real = folder.canonicalize().ok()?;
        (real.is_dir() && real.starts_with(package.canonicalize().ok()?)).then_some(real)
    }
}

/// `exports` of package.json, the main entry, for `require`.
/// <https://nodejs.org/api/packages.html#conditional-exports>
fn entry(value: &Value, depth: usize) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(map) if depth < 8 => [".", "require", "default", "import", "module"]
            .iter()
            .find_map(|name| entry(map.get(*name)?, depth + 1)),
        _ => None,
    }
}

/// `@scope/name/x` -> `@scope/name`, `name/x` -> `name`; none for what is no name of
/// a package.
pub fn package_name(path: &str) -> Option<&str> {
    let mut parts = path.match_indices('/').map(|(at, _)| at);
    let end = match path.starts_with('@') {
        true => parts.nth(1),
        false => parts.next(),
    };
    let name = path.get(..end.unwrap_or(path.len()))?;
    let plain = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "-._~".contains(c))
    };
    let good = match name.strip_prefix('@') {
        Some(scoped) => scoped.split('/').count() == 2 && scoped.split('/').all(plain),
        None => plain(name),
    };
    good.then_some(name)
}

/// A package found.
#[derive(Debug)]
pub struct Found {
    /// Its folder, links resolved.
    pub folder: PathBuf,
    /// Whether it lies in the asking package's own node_modules.
    pub nested: bool,
}

/// The packages of a project.
#[derive(Debug)]
pub struct NodeModules {
    project: PathBuf,
}

impl NodeModules {
    /// Of a project's folder, links resolved.
    pub fn new(project: &Path) -> NodeModules {
        NodeModules {
            project: project.to_owned(),
        }
    }

    /// The package that a script in `from` means, as Node.js looks for it, but not
    /// outside the project.
    pub fn find(&self, name: &str, from: &Path) -> Option<Found> {
        package_name(name).filter(|n| *n == name)?;
        for folder in from.ancestors() {
            if !folder.starts_with(&self.project) {
                return None;
            }
            let place = folder.join("node_modules").join(name);
            let Some(real) = self.inside(&place) else {
                continue;
            };
            if real.is_dir() {
                return Some(Found {
                    folder: real,
                    nested: folder == from,
                });
            }
        }
        None
    }

    /// A path with its links resolved, if it is there and in the project.
    pub fn inside(&self, path: &Path) -> Option<PathBuf> {
        let real = path.canonicalize().ok()?;
        real.starts_with(&self.project).then_some(real)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_packages() {
        assert_eq!(package_name("lodash"), Some("lodash"));
        assert_eq!(package_name("lodash/get"), Some("lodash"));
        assert_eq!(package_name("@vant/weapp/button"), Some("@vant/weapp"));
        for wrong in [
            "", ".", "..", "../x", "@x", "@/x", "/x", "a b", "@a/..", "x\\y",
        ] {
            assert_eq!(package_name(wrong), None, "{wrong}");
        }
    }
}
