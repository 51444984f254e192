//! The tab bar of app.json, and the theme that its colours and icons may come from.

use serde_json::{Value, json};

use super::{AppJson, CUSTOM_TAB_BAR, page_path};
use crate::diagnostic::{Diagnostic, Report};
use crate::files::Files;
use crate::json::Node;
use crate::project::read_json;
use crate::resolve;

impl AppJson {
    pub(super) fn read_tab_bar(&mut self, files: &Files, report: &mut Report) {
        let Some(bar) = self.node.get("tabBar").cloned() else {
            return;
        };
        let mut list = Vec::new();
        for item in bar.get("list").map(Node::items).unwrap_or_default() {
            let mut value = item.to_json();
            let path = item.get("pagePath");
            let full = path
                .and_then(Node::as_str)
                .map(page_path)
                .unwrap_or_default();
            if !self.pages.iter().any(|p| p.path == full) {
                let range = path.unwrap_or(item).range.clone();
                self.fail(
                    report,
                    "app.tab",
                    range,
                    "a tab's pagePath is not one of the pages",
                );
                continue;
            }
            if let Some(map) = value.as_object_mut() {
                map.insert("pagePath".to_owned(), json!(full));
                for name in ["iconPath", "selectedIconPath"] {
                    let Some(icon) = item.get(name) else { continue };
                    let text = icon.as_str().unwrap_or_default();
                    // Icons of another origin cannot be had offline; WeChat refuses them too.
                    let local = crate::files::join("app.json", text.trim_start_matches('/'))
                        .unwrap_or_default();
                    if text.is_empty() {
                        map.remove(name);
                    } else if text.starts_with('@') {
                        // A name of theme.json, looked up when it is drawn.
                    } else if files.has(&local) {
                        map.insert(name.to_owned(), json!(local));
                    } else {
                        report.push(
                            Diagnostic::warning(
                                "app.tab-icon",
                                format!("there is no file `{text}`"),
                            )
                            .at(self.source.at(icon.range.clone())),
                        );
                        map.remove(name);
                    }
                }
            }
            list.push(value);
        }
        let custom = bar.get("custom").filter(|c| c.as_bool() == Some(true));
        self.custom_tab_bar = custom.is_some() && resolve::is_unit(files, CUSTOM_TAB_BAR);
        if let Some(Value::Object(map)) = self.normal.get_mut("tabBar") {
            map.insert("list".to_owned(), Value::Array(list));
            if !self.custom_tab_bar {
                map.remove("custom");
            }
        }
        if let Some(custom) = custom.filter(|_| !self.custom_tab_bar) {
            let message = format!("there is no component {CUSTOM_TAB_BAR}");
            report.push(
                Diagnostic::warning("app.tab-custom", message)
                    .at(self.source.at(custom.range.clone()))
                    .help("the ordinary tab bar stands in for it"),
            );
        }
    }

    pub(super) fn read_theme(&mut self, files: &Files, report: &mut Report) {
        let Some(node) = self.node.get("themeLocation").cloned() else {
            return;
        };
        let path = node
            .as_str()
            .unwrap_or_default()
            .trim_start_matches(['.', '/']);
        match files.text(path) {
            Ok(source) => {
                if let Some(theme) = read_json(&source, report) {
                    let part = |name| theme.get(name).map_or(json!({}), Node::to_json);
                    let theme = json!({"light": part("light"), "dark": part("dark")});
                    self.normal.insert("theme".to_owned(), theme);
                }
            }
            Err(_) => self.fail(
                report,
                "app.theme",
                node.range,
                "there is no such theme file",
            ),
        }
    }
}
