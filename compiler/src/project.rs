//! The project's own settings: where the program lies (`miniprogramRoot`), what
//! is not packed (`packOptions`), and the member `tiffin` of project.config.json.
//! <https://developers.weixin.qq.com/miniprogram/dev/devtools/projectconfig.html>

use std::path::{Path, PathBuf};

use tiffin_protocol::id::ProgramId;
use tiffin_protocol::release::Domains;

use crate::diagnostic::{Diagnostic, Place, Report, Source};
use crate::files::{Files, join};
use crate::json::{self, Node};

/// What project.config.json says, and what stands in for it.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// `tiffin.program`, else `appid`.
    pub program: Option<ProgramId>,
    /// `tiffin.name`, else `projectname`.
    pub name: Option<String>,
    /// `tiffin.version`
    pub version: Option<String>,
    /// `tiffin.description`, else `description`.
    pub description: Option<String>,
    /// `tiffin.icon`: a file of the main package.
    pub icon: Option<String>,
    /// `tiffin.scopes`
    pub scopes: Vec<String>,
    /// `tiffin.domains`
    pub domains: Domains,
    /// `packNpmRelationList`, if `packNpmManually`: a package.json, and the folder
    /// that gets its `miniprogram_npm`; both relative to the project.
    pub npm_relations: Option<Vec<(String, String)>>,
    /// `useCompilerPlugins`: `sass`, `less`, `typescript`.
    pub plugins: Vec<String>,
    /// The project's folder, links resolved.
    pub folder: PathBuf,
    /// The program's folder, links resolved.
    pub root: PathBuf,
    ignore: Vec<(String, String)>,
}

impl Settings {
    /// Whether `packOptions.ignore` leaves a file out.
    pub fn ignores(&self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        self.ignore.iter().any(|(kind, value)| match kind.as_str() {
            "file" => path == value,
            "folder" => path.starts_with(&format!("{}/", value.trim_end_matches('/'))),
            "suffix" => name.ends_with(value.as_str()),
            "prefix" => name.starts_with(value.as_str()),
            _ => false,
        })
    }
}

/// Finds the program's root folder and reads the settings.
pub fn open(project: &Path, report: &mut Report) -> Option<Settings> {
    let project = match project.canonicalize() {
        Ok(path) if path.is_dir() => path,
        Ok(path) => {
            let message = format!("{} is not a folder", path.display());
            report.push(Diagnostic::error("project.folder", message));
            return None;
        }
        Err(error) => {
            let message = format!("{} cannot be opened: {error}", project.display());
            report.push(Diagnostic::error("project.folder", message));
            return None;
        }
    };
    let mut settings = Settings::default();
    let mut root = project.clone();
    if let Some(source) = config(&project, report) {
        let node = read_json(&source, report)?;
        if let Some(folder) = node.get("miniprogramRoot")
            && let Some(text) = folder.as_str()
        {
            match join("project.config.json", text.trim_start_matches('/')) {
                Some(inside) => root = project.join(inside),
                None => report.push(
                    Diagnostic::error("project.root", "miniprogramRoot leads out of the project")
                        .at(source.at(folder.range.clone())),
                ),
            }
        }
        read(&source, &node, &mut settings, report);
    }
    // A link inside the project may lead out of it.
    match root.canonicalize() {
        Ok(real) if real.starts_with(&project) && real.is_dir() => {
            settings.folder = project;
            settings.root = real;
            Some(settings)
        }
        _ => {
            let message = format!("there is no folder {} in the project", root.display());
            report.push(Diagnostic::error("project.root", message));
            None
        }
    }
}

/// Reads a JSON source; a syntax error is reported and gives none.
pub fn read_json(source: &Source, report: &mut Report) -> Option<Node> {
    match json::parse(&source.text) {
        Ok(node) => Some(node),
        Err(error) => {
            let at = error.offset..error.offset + 1;
            report.push(Diagnostic::error("json.syntax", error.message).at(source.at(at)));
            None
        }
    }
}

fn config(project: &Path, report: &mut Report) -> Option<Source> {
    const NAME: &str = "project.config.json";
    let meta = std::fs::symlink_metadata(project.join(NAME)).ok()?;
    if !meta.is_file() {
        report.push(
            Diagnostic::warning("project.symlink", "a symbolic link is not followed")
                .at(Place::file(NAME)),
        );
        return None;
    }
    match Files::only(project, NAME).text(NAME) {
        Ok(source) => Some(source),
        Err(diagnostic) => {
            report.push(*diagnostic);
            None
        }
    }
}

fn read(source: &Source, node: &Node, settings: &mut Settings, report: &mut Report) {
    let text = |node: &Node, name: &str| {
        let value = node.get(name)?.as_str()?.trim();
        (!value.is_empty()).then(|| value.to_owned())
    };
    let empty = Node::empty();
    let own = node.get("tiffin").unwrap_or(&empty);
    if let Some(program) = own.get("program") {
        match program.as_str().map(str::parse::<ProgramId>) {
            Some(Ok(id)) => settings.program = Some(id),
            _ => report.push(
                Diagnostic::error("project.program", "this is not a program id")
                    .at(source.at(program.range.clone()))
                    .help("3 to 64 of a-z, 0-9, `.` and `-`, beginning with a letter"),
            ),
        }
    } else {
        settings.program = text(node, "appid")
            .filter(|id| id != "touristappid")
            .and_then(|id| id.parse().ok());
    }
    // The official tool writes names with %-escapes.
    let project_name = text(node, "projectname");
    settings.name = text(own, "name").or(project_name);
    settings.version = text(own, "version");
    settings.description = text(own, "description").or_else(|| text(node, "description"));
    settings.icon = text(own, "icon").map(|i| i.trim_start_matches(['.', '/']).to_owned());
    settings.scopes = strings(own.get("scopes"));
    if let Some(domains) = own.get("domains") {
        let list = |name| strings(domains.get(name));
        settings.domains = Domains {
            request: list("request"),
            socket: list("socket"),
            upload: list("upload"),
            download: list("download"),
        };
    }
    // Older versions of the tool write these without `setting`.
    let setting = |name: &str| {
        node.get("setting")
            .and_then(|s| s.get(name))
            .or(node.get(name))
    };
    settings.plugins = strings(setting("useCompilerPlugins"));
    if setting("packNpmManually").and_then(Node::as_bool) == Some(true) {
        let list = setting("packNpmRelationList").map(Node::items);
        let pair = |rule: &Node| {
            Some((
                text(rule, "packageJsonPath")?,
                text(rule, "miniprogramNpmDistDir").unwrap_or_else(|| "./".to_owned()),
            ))
        };
        let list = list.unwrap_or_default().iter().filter_map(pair).collect();
        settings.npm_relations = Some(list);
    }
    let ignore = node.get("packOptions").and_then(|p| p.get("ignore"));
    for rule in ignore.map(Node::items).unwrap_or_default() {
        if let (Some(kind), Some(value)) = (text(rule, "type"), text(rule, "value")) {
            let value = value
                .trim_start_matches("./")
                .trim_start_matches('/')
                .to_owned();
            settings.ignore.push((kind, value));
        }
    }
}

fn strings(node: Option<&Node>) -> Vec<String> {
    let items = node.map(Node::items).unwrap_or_default();
    items
        .iter()
        .filter_map(|i| i.as_str().map(str::to_owned))
        .collect()
}
