//! The parts of a package's `__tiffin__/config.json` that the page stack and the views need.

use serde_json::{Map, Value};

use crate::pages::{Pages, Tab};

/// Configs of the packages read so far.
#[derive(Debug, Default)]
pub(crate) struct Configs {
    app: Value,
    units: Map<String, Value>,
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

impl Configs {
    /// Takes over a package's config. `Err` says what is wrong with it.
    pub fn add(&mut self, json: &str) -> Result<(), String> {
        let mut config: Value =
            serde_json::from_str(json).map_err(|error| format!("config.json: {error}"))?;
        if let Some(app) = config.get_mut("app") {
            self.app = app.take();
        }
        if let Some(Value::Object(units)) = config.get_mut("units") {
            self.units.append(units);
        }
        Ok(())
    }

    /// The page stack for this app.json.
    pub fn pages(&self, limit: usize) -> Pages {
        let list =
            |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
        let known = list(self.app.get("pages"));
        let tabs = list(self.app.get("tabBar").and_then(|bar| bar.get("list")));
        let tab = |tab: &Value| Tab {
            path: text(tab, "pagePath").trim_start_matches('/').to_owned(),
            text: text(tab, "text").to_owned(),
        };
        Pages::new(
            known
                .iter()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect(),
            tabs.iter().map(tab).collect(),
            limit,
        )
    }

    /// The page that opens when none is named.
    pub fn entry(&self) -> String {
        let entry = text(&self.app, "entryPagePath");
        if !entry.is_empty() {
            return entry.to_owned();
        }
        let first = self
            .app
            .get("pages")
            .and_then(|pages| pages.get(0))
            .and_then(Value::as_str);
        first.unwrap_or_default().to_owned()
    }

    /// The package that holds a page: a subpackage's name (or root), else `main`.
    pub fn package_of(&self, path: &str) -> String {
        let subs = self.app.get("subPackages").and_then(Value::as_array);
        let root = |sub: &&Value| text(sub, "root").trim_matches('/').len();
        let fitting = subs.into_iter().flatten().filter(|sub| {
            let root = text(sub, "root").trim_matches('/');
            !root.is_empty() && tiffin_protocol::release::owns(root, path)
        });
        let found = fitting.max_by_key(root);
        match found {
            None => "main".to_owned(),
            Some(sub) if text(sub, "name").is_empty() => text(sub, "root").to_owned(),
            Some(sub) => text(sub, "name").to_owned(),
        }
    }

    /// Whether app.json has a subpackage of that name.
    pub fn is_subpackage(&self, package: &str) -> bool {
        let subs = self.app.get("subPackages").and_then(Value::as_array);
        subs.into_iter().flatten().any(|sub| {
            let name = text(sub, "name");
            !package.is_empty()
                && package
                    == if name.is_empty() {
                        text(sub, "root")
                    } else {
                        name
                    }
        })
    }

    /// Whether the package that holds a page was read.
    pub fn has(&self, path: &str) -> bool {
        self.units.contains_key(path)
    }

    /// app.json's `window` with the page's own config over it, as JSON.
    pub fn page_config(&self, path: &str) -> String {
        let mut merged = match self.app.get("window") {
            Some(Value::Object(window)) => window.clone(),
            _ => Map::new(),
        };
        if let Some(Value::Object(own)) = self.units.get(path).and_then(|unit| unit.get("config")) {
            for (name, value) in own {
                merged.insert(name.clone(), value.clone());
            }
        }
        Value::Object(merged).to_string()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn window_is_under_the_page_and_packages_are_found_by_root() {
        let mut configs = Configs::default();
        let json = r#"{"app":{"pages":["p/a","sub/b"],"window":{"x":1,"y":1},
            "subPackages":[{"root":"sub/","name":"s"}],"tabBar":{"list":[{"pagePath":"/p/a","text":"A"}]}},
            "units":{"p/a":{"config":{"y":2}}}}"#;
        configs.add(json).unwrap();
        assert_eq!(configs.page_config("p/a"), r#"{"x":1,"y":2}"#);
        assert_eq!(configs.package_of("sub/b"), "s");
        assert_eq!(configs.package_of("subway/b"), "main");
        assert_eq!(configs.entry(), "p/a");
        assert!(configs.pages(10).is_tab("p/a"));
        assert!(configs.add("{").is_err());
    }
}
