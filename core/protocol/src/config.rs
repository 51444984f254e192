//! `__tiffin__/config.json`: what the compiler made of app.json and the JSON of each page and component.
//!
//! The parts that hosts decide on are typed; the rest stays JSON, as programs read it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::error::{Code, Fault, Result};
use crate::id::PackagePath;
use crate::json;
use crate::limits::{CONFIG_BYTES, PACKAGES, PAGES};

/// The configuration format this crate reads and writes.
pub const FORMAT: u32 = 1;

/// Configuration of a package.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AppConfig {
    pub template_abi: String,
    pub format: u32,
    /// `main`, or the subpackage's name.
    pub package: String,
    /// Folder of the subpackage; empty for `main`.
    #[serde(default)]
    pub root: String,
    /// Only in `main`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub app: Option<App>,
    /// Pages and components of this package by path without extension.
    #[serde(default)]
    pub units: BTreeMap<String, Unit>,
    /// Every script of this package.
    #[serde(default)]
    pub scripts: Vec<String>,
    /// `app.css`, if there is one.
    #[serde(default)]
    pub app_style: Option<String>,
}

/// app.json, normalized: every page by its full path.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct App {
    pub pages: Vec<String>,
    pub entry_page_path: String,
    pub window: Map<String, Value>,
    pub tab_bar: Option<TabBar>,
    pub sub_packages: Vec<SubPackage>,
    pub permission: Map<String, Value>,
    pub network_timeout: Map<String, Value>,
    pub darkmode: bool,
    pub theme: Option<Theme>,
    /// Everything else in app.json, kept.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct TabBar {
    pub color: Option<String>,
    pub selected_color: Option<String>,
    pub background_color: Option<String>,
    pub border_style: Option<String>,
    /// `bottom` or `top`.
    pub position: Option<String>,
    pub custom: bool,
    pub list: Vec<TabItem>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct TabItem {
    pub page_path: String,
    pub text: String,
    pub icon_path: Option<String>,
    pub selected_icon_path: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct SubPackage {
    pub root: String,
    pub name: String,
    /// Relative to the root, as in app.json.
    pub pages: Vec<String>,
    pub independent: bool,
}

/// Variables of theme.json, `@name` without the `@`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Theme {
    pub light: Map<String, Value>,
    pub dark: Map<String, Value>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UnitKind {
    Page,
    Component,
}

/// A page or a component.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unit {
    pub kind: UnitKind,
    /// Its JSON, with `usingComponents` resolved to full paths.
    #[serde(default)]
    pub config: Map<String, Value>,
    #[serde(default)]
    pub script: Option<String>,
    #[serde(default)]
    pub style: Option<String>,
    /// Prefix of its class names; empty for pages and shared styles.
    #[serde(default)]
    pub scope: String,
}

impl AppConfig {
    /// Reads at most 2 MiB.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        #[derive(Deserialize)]
        struct Version {
            format: u64,
        }
        let kind = json::Kind {
            max: CONFIG_BYTES,
            too_large: Code::ConfigTooLarge,
            invalid: Code::ConfigInvalid,
        };
        let version: Version = json::read(bytes, kind)?;
        if version.format != u64::from(FORMAT) {
            return Err(Fault::new(
                Code::ConfigFormat,
                format!("format {}", version.format),
            ));
        }
        let config: Self = json::read(bytes, kind)?;
        config.check()?;
        Ok(config)
    }

    /// The bytes to put into a package.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        self.check()?;
        serde_json::to_vec(self).map_err(|e| Fault::new(Code::ConfigInvalid, e.to_string()))
    }

    fn check(&self) -> Result<()> {
        let bad = |why: &str| Err(Fault::new(Code::ConfigInvalid, why));
        for path in self
            .units
            .keys()
            .chain(&self.scripts)
            .chain(&self.app_style)
        {
            path.parse::<PackagePath>()?;
        }
        for unit in self.units.values() {
            for path in unit.script.iter().chain(&unit.style) {
                path.parse::<PackagePath>()?;
            }
        }
        let Some(app) = &self.app else {
            return if self.package == "main" {
                bad("main without app")
            } else {
                Ok(())
            };
        };
        if app.pages.is_empty() || app.pages.len() > PAGES || app.sub_packages.len() > PACKAGES {
            return bad("pages or subpackages");
        }
        for page in &app.pages {
            page.parse::<PackagePath>()?;
        }
        if !app.pages.contains(&app.entry_page_path) {
            return Err(Fault::new(
                Code::ManifestPage,
                crate::id::shorten(&app.entry_page_path),
            ));
        }
        for item in app.tab_bar.iter().flat_map(|t| &t.list) {
            if !app.pages.contains(&item.page_path) {
                return Err(Fault::new(
                    Code::ManifestPage,
                    crate::id::shorten(&item.page_path),
                ));
            }
        }
        Ok(())
    }
}
