//! `manifest.json`: the W3C MiniApp Manifest (www.w3.org/TR/miniapp-manifest), and a member `tiffin` of ours.
//!
//! As the specification says, unknown members are ignored, and an optional member of a wrong type counts as
//! not there. What Tiffin relies on (`app_id`, `name`, `version`, `pages`, `tiffin`) must be right.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::error::{Code, Fault, Result};
use crate::id::{PackagePath, ProgramId};
use crate::json;
use crate::limits::{LIST, MANIFEST_BYTES, PACKAGES, PAGES};
use crate::release::Domains;

/// A manifest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    pub app_id: ProgramId,
    pub name: String,
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "Option::is_none"
    )]
    pub short_name: Option<String>,
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "Option::is_none"
    )]
    pub description: Option<String>,
    pub version: Version,
    pub platform_version: PlatformVersion,
    /// Full paths without extension; the first is the entry page.
    pub pages: Vec<String>,
    pub icons: Vec<Icon>,
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "Option::is_none"
    )]
    pub window: Option<Window>,
    #[serde(default, deserialize_with = "lenient")]
    pub dir: Direction,
    /// BCP 47.
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "Option::is_none"
    )]
    pub lang: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    pub color_scheme: ColorScheme,
    /// Of `phone`, `tv`, `car` and the like; empty for all.
    #[serde(default, deserialize_with = "lenient")]
    pub device_type: Vec<String>,
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub req_permissions: Vec<Permission>,
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub widgets: Vec<Widget>,
    #[serde(default)]
    pub tiffin: TiffinManifest,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Grows with each release: the release's sequence.
    pub code: u64,
    /// For people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlatformVersion {
    /// A number; the specification's example also has digits in a string.
    #[serde(deserialize_with = "count")]
    pub min_code: u64,
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "Option::is_none"
    )]
    pub release_type: Option<String>,
    #[serde(
        default,
        deserialize_with = "maybe_count",
        skip_serializing_if = "Option::is_none"
    )]
    pub target_code: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Icon {
    /// Path in the package.
    pub src: String,
    /// Such as `48x48`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sizes: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// The first look of a window.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Window {
    pub auto_design_width: Option<bool>,
    pub background_color: Option<String>,
    pub background_text_style: Option<String>,
    pub design_width: Option<f64>,
    pub enable_pull_down_refresh: Option<bool>,
    pub fullscreen: Option<bool>,
    pub navigation_bar_background_color: Option<String>,
    pub navigation_bar_text_style: Option<String>,
    pub navigation_bar_title_text: Option<String>,
    pub navigation_style: Option<String>,
    pub on_reach_bottom_distance: Option<f64>,
    pub orientation: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    #[default]
    Auto,
    Ltr,
    Rtl,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ColorScheme {
    #[default]
    Auto,
    Light,
    Dark,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permission {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Widget {
    pub name: String,
    pub path: String,
    #[serde(
        default,
        deserialize_with = "maybe_count",
        skip_serializing_if = "Option::is_none"
    )]
    pub min_code: Option<u64>,
}

/// What Tiffin adds: the member `tiffin`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct TiffinManifest {
    /// Which compiled form of templates is inside, such as `glass-easel-0.12.1`.
    pub template_abi: String,
    /// Full path of the first page.
    pub entry: String,
    /// Scopes the program may ask for.
    pub scopes: Vec<String>,
    pub domains: Domains,
    pub subpackages: Vec<Subpackage>,
    /// Members of later versions, kept.
    #[serde(flatten)]
    pub more: BTreeMap<String, Value>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subpackage {
    pub name: String,
    pub root: String,
    #[serde(default)]
    pub independent: bool,
}

impl Manifest {
    /// Reads at most 256 KiB.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        let kind = json::Kind {
            max: MANIFEST_BYTES,
            too_large: Code::ManifestTooLarge,
            invalid: Code::ManifestInvalid,
        };
        let manifest: Self = json::read(bytes, kind)?;
        manifest.check()?;
        Ok(manifest)
    }

    /// The bytes to put into a package.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        self.check()?;
        serde_json::to_vec_pretty(self)
            .map_err(|e| Fault::new(Code::ManifestInvalid, e.to_string()))
    }

    fn check(&self) -> Result<()> {
        let bad = |why: &str| Err(Fault::new(Code::ManifestInvalid, why));
        if self.name.is_empty() || self.name.chars().count() > 80 {
            return bad("name");
        }
        if self.pages.is_empty() || self.pages.len() > PAGES {
            return bad("pages");
        }
        for page in &self.pages {
            page.parse::<PackagePath>()?;
        }
        for icon in &self.icons {
            icon.src.parse::<PackagePath>()?;
        }
        if self.widgets.len() > LIST || self.req_permissions.len() > LIST || self.icons.len() > LIST
        {
            return bad("too many items");
        }
        if self.tiffin.subpackages.len() > PACKAGES {
            return bad("too many subpackages");
        }
        for sub in &self.tiffin.subpackages {
            sub.root.parse::<PackagePath>()?;
        }
        Ok(())
    }
}

/// A member of a wrong type is as if it was not there.
fn lenient<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(
    d: D,
) -> std::result::Result<T, D::Error> {
    Ok(serde_json::from_value(Value::deserialize(d)?).unwrap_or_default())
}

/// A whole number, or its digits in a string.
fn count<'de, D: Deserializer<'de>>(d: D) -> std::result::Result<u64, D::Error> {
    maybe_count(d)?.ok_or_else(|| serde::de::Error::custom("a version code is a whole number"))
}

fn maybe_count<'de, D: Deserializer<'de>>(d: D) -> std::result::Result<Option<u64>, D::Error> {
    let value = Value::deserialize(d)?;
    Ok(value
        .as_u64()
        .or_else(|| value.as_str().and_then(|s| s.parse().ok())))
}
