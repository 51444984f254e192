//! app.json: pages, subpackages, tab bar, theme; every page by its full path.
//! <https://developers.weixin.qq.com/miniprogram/dev/reference/configuration/app.html>

mod subpackages;
mod tab_bar;

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::diagnostic::{Diagnostic, Place, Report, Source};
use crate::files::Files;
use crate::json::Node;
use crate::limits::MAX_UNITS;
use crate::project::read_json;

/// The component that `tabBar.custom` stands for.
pub const CUSTOM_TAB_BAR: &str = "custom-tab-bar/index";

/// app.json, understood.
#[derive(Debug)]
pub struct AppJson {
    /// For places.
    pub source: Source,
    /// The whole of it.
    pub node: Node,
    /// Pages of the main package, then of each subpackage, by full path.
    pub pages: Vec<Page>,
    /// The page that opens.
    pub entry: String,
    /// Subpackages, in the order written.
    pub subpackages: Vec<Subpackage>,
    /// Whether the program draws its tab bar itself.
    pub custom_tab_bar: bool,
    /// What the runtime gets: app.json with pages by full path.
    pub normal: Map<String, Value>,
}

/// A page as app.json names it.
#[derive(Debug, Clone)]
pub struct Page {
    /// Without extension.
    pub path: String,
    /// Where app.json names it.
    pub range: std::ops::Range<usize>,
}

/// A subpackage as app.json names it.
#[derive(Debug, Clone)]
pub struct Subpackage {
    /// Unique; usable as a file name.
    pub name: String,
    /// Without slashes around it.
    pub root: String,
    /// Full paths.
    pub pages: Vec<String>,
    /// Starts without the main package.
    pub independent: bool,
}

impl Subpackage {
    /// Whether a file lies in it.
    pub fn holds(&self, path: &str) -> bool {
        !self.root.is_empty() && tiffin_protocol::release::owns(&self.root, path)
    }
}

/// Reads app.json.
pub fn read(files: &Files, report: &mut Report) -> Option<AppJson> {
    let source = match files.text("app.json") {
        Ok(source) => source,
        Err(diagnostic) => {
            let missing = Diagnostic::error("app.missing", "there is no app.json")
                .at(Place::file("app.json"))
                .help("the folder of a program holds app.json; see miniprogramRoot in project.config.json");
            report.push(if diagnostic.code == "project.missing" {
                missing
            } else {
                *diagnostic
            });
            return None;
        }
    };
    let node = read_json(&source, report)?;
    let mut app = AppJson {
        normal: match node.to_json() {
            Value::Object(map) => map,
            _ => Map::new(),
        },
        source,
        node,
        pages: Vec::new(),
        entry: String::new(),
        subpackages: Vec::new(),
        custom_tab_bar: false,
    };
    app.read_pages(report);
    app.read_subpackages(report);
    if app.pages.is_empty() {
        let range = app.node.get("pages").unwrap_or(&app.node).range.clone();
        app.fail(report, "app.pages", range, "app.json names no page");
        return None;
    }
    if app.pages.len() > MAX_UNITS {
        app.fail(report, "app.pages", 0..0, "app.json names too many pages");
        return None;
    }
    app.read_entry(report);
    app.read_tab_bar(files, report);
    app.read_theme(files, report);
    app.finish();
    Some(app)
}

/// Name in `useExtendedLib`, npm package, the sheet that comes with it.
const EXTENDED: &[(&str, &str, &str)] = &[
    ("weui", "weui-miniprogram", "weui-wxss/dist/style/weui.wxss"),
    ("kbone", "miniprogram-element", ""),
    ("kbone", "miniprogram-render", ""),
];

impl AppJson {
    fn fail(
        &self,
        report: &mut Report,
        code: &'static str,
        range: std::ops::Range<usize>,
        message: impl Into<String>,
    ) {
        report.push(Diagnostic::error(code, message).at(self.source.at(range)));
    }

    /// The npm packages that `useExtendedLib` stands for.
    /// <https://developers.weixin.qq.com/miniprogram/dev/reference/configuration/app.html#useExtendedLib>
    pub fn extended_libraries(&self) -> Vec<&'static str> {
        let node = self.node.get("useExtendedLib");
        // `true`, or a version, of which there is one.
        let wanted = |name| {
            let value = node.and_then(|n| n.get(name));
            value.is_some_and(|v| v.as_bool() == Some(true) || v.as_str().is_some())
        };
        let known = EXTENDED.iter().filter(|(name, ..)| wanted(name));
        known.map(|(_, package, _)| *package).collect()
    }

    /// The sheets that come with them, before the program's own.
    pub fn extended_sheets(&self, files: &Files) -> Vec<String> {
        let wanted = self.extended_libraries();
        let known = EXTENDED.iter().filter(|(_, p, _)| wanted.contains(p));
        known
            .map(|(_, package, sheet)| format!("miniprogram_npm/{package}/{sheet}"))
            .filter(|path| files.has(path))
            .collect()
    }

    /// The subpackage that a path lies in; none for the main package.
    pub fn subpackage_of(&self, path: &str) -> Option<usize> {
        self.subpackages
            .iter()
            .enumerate()
            .filter(|(_, s)| s.holds(path))
            .max_by_key(|(_, s)| s.root.len())
            .map(|(index, _)| index)
    }

    fn add_page(&mut self, prefix: &str, node: &Node, report: &mut Report) -> Option<String> {
        let Some(text) = node.as_str().map(page_path).filter(|t| !t.is_empty()) else {
            self.fail(
                report,
                "app.page",
                node.range.clone(),
                "a page is a path in quotes",
            );
            return None;
        };
        let path = match prefix {
            "" => text,
            prefix => format!("{prefix}/{text}"),
        };
        if path.split('/').any(|part| matches!(part, "" | "." | "..")) {
            self.fail(
                report,
                "app.page",
                node.range.clone(),
                "a page's path has no empty part, `.` or `..`",
            );
            return None;
        }
        if self.pages.iter().any(|p| p.path == path) {
            report.push(
                Diagnostic::warning("app.page-twice", "this page is named twice")
                    .at(self.source.at(node.range.clone())),
            );
            return None;
        }
        self.pages.push(Page {
            path: path.clone(),
            range: node.range.clone(),
        });
        Some(path)
    }

    fn read_pages(&mut self, report: &mut Report) {
        let pages = self.node.get("pages").cloned();
        for page in pages.as_ref().map(Node::items).unwrap_or_default() {
            self.add_page("", page, report);
        }
    }

    fn read_entry(&mut self, report: &mut Report) {
        let first = self
            .pages
            .first()
            .map(|p| p.path.clone())
            .unwrap_or_default();
        self.entry = first;
        let Some(node) = self.node.get("entryPagePath").cloned() else {
            return;
        };
        let path = node.as_str().map(page_path).unwrap_or_default();
        if self.pages.iter().any(|p| p.path == path) {
            self.entry = path;
        } else {
            self.fail(
                report,
                "app.entry",
                node.range,
                "entryPagePath is not one of the pages",
            );
        }
    }

    /// Forgets pages, and the tabs that lead to them.
    pub fn leave_out(&mut self, gone: &BTreeSet<String>, report: &mut Report) {
        if gone.is_empty() {
            return;
        }
        self.pages.retain(|page| !gone.contains(&page.path));
        for subpackage in &mut self.subpackages {
            subpackage.pages.retain(|page| !gone.contains(page));
        }
        let Some(first) = self.pages.first() else {
            let range = self.node.get("pages").unwrap_or(&self.node).range.clone();
            return self.fail(report, "app.pages", range, "no page is left");
        };
        if gone.contains(&self.entry) {
            self.entry = first.path.clone();
        }
        let bar = self.normal.get_mut("tabBar");
        let list = bar.and_then(|bar| bar.get_mut("list")?.as_array_mut());
        if let Some(list) = list {
            let path = |tab: &Value| tab.get("pagePath")?.as_str().map(str::to_owned);
            list.retain(|tab| path(tab).is_some_and(|path| !gone.contains(&path)));
        }
        self.finish();
    }

    /// What the runtime reads in place of app.json.
    fn finish(&mut self) {
        let pages: Vec<&str> = self.pages.iter().map(|p| p.path.as_str()).collect();
        let subpackages: Vec<Value> = self
            .subpackages
            .iter()
            .map(|s| {
                let inside =
                    |p: &String| p.strip_prefix(&format!("{}/", s.root)).map(str::to_owned);
                json!({
                    "root": s.root,
                    "name": s.name,
                    "pages": s.pages.iter().filter_map(inside).collect::<Vec<_>>(),
                    "independent": s.independent,
                })
            })
            .collect();
        let pages = json!(pages);
        self.normal.remove("subpackages");
        self.normal.insert("pages".to_owned(), pages);
        self.normal
            .insert("subPackages".to_owned(), json!(subpackages));
        self.normal
            .insert("entryPagePath".to_owned(), json!(self.entry));
        // Not for the runtime: resolved into each unit.
        self.normal.remove("usingComponents");
        self.normal.remove("themeLocation");
        self.normal.remove("sitemapLocation");
        // Typed in the configuration: what has the wrong type counts as absent.
        for (name, fits) in [
            ("window", Value::is_object as fn(&Value) -> bool),
            ("permission", Value::is_object),
            ("networkTimeout", Value::is_object),
            ("darkmode", Value::is_boolean),
            ("tabBar", Value::is_object),
        ] {
            if self.normal.get(name).is_some_and(|v| !fits(v)) {
                self.normal.remove(name);
            }
        }
    }
}

/// `/pages/a/a.html` -> `pages/a/a`
fn page_path(text: &str) -> String {
    let text = text.trim().trim_start_matches("./").trim_start_matches('/');
    let text = text.strip_suffix(".html").unwrap_or(text);
    text.trim_end_matches('/').to_owned()
}
