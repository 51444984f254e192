//! What goes into each package, and the ZIPs made of it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};
use tiffin_protocol::config::{App, AppConfig, FORMAT, Unit as UnitConfig, UnitKind};
use tiffin_protocol::id::PackagePath;
use tiffin_protocol::manifest::{
    Icon, Manifest, Permission, PlatformVersion, Subpackage as ManifestSubpackage, TiffinManifest,
    Version, Window,
};
use tiffin_protocol::package::PackageWriter;
use tiffin_protocol::{Fault, Limits};

use crate::app::AppJson;
use crate::diagnostic::Diagnostic;
use crate::project::Settings;
use crate::template::TEMPLATE_ABI;

/// What identifies a build.
#[derive(Clone, Debug)]
pub struct Identity {
    /// The program.
    pub program: tiffin_protocol::ProgramId,
    /// For people.
    pub name: String,
    /// For people, such as `1.2.0`.
    pub version: String,
    /// The release's sequence.
    pub sequence: u64,
}

/// A package being filled.
#[derive(Debug, Default)]
pub struct Parts {
    /// Paths and contents.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Units by path.
    pub units: BTreeMap<String, UnitConfig>,
    /// Scripts by path.
    pub scripts: Vec<String>,
    /// Unit paths that have templates.
    pub templates: BTreeSet<String>,
    /// Whether there is an app.css.
    pub app_style: bool,
}

/// A finished package.
#[derive(Clone, Debug)]
pub struct Package {
    /// `main`, or the subpackage's name.
    pub name: String,
    /// Folder of the subpackage; empty for `main`.
    pub root: String,
    /// Starts without the main package.
    pub independent: bool,
    /// The ZIP.
    pub bytes: Vec<u8>,
}

/// Makes the ZIP of a package; `subpackage` is none for `main`.
///
/// # Errors
/// What the format refuses, such as two files that differ by case only.
pub fn finish(
    parts: Parts,
    subpackage: Option<usize>,
    app: &AppJson,
    settings: &Settings,
    identity: &Identity,
) -> Result<Package, Box<Diagnostic>> {
    let sub = subpackage.and_then(|index| app.subpackages.get(index));
    let name = sub.map_or("main", |s| s.name.as_str()).to_owned();
    let fail = |fault: Fault| {
        Box::new(Diagnostic::error(
            "package.refused",
            format!(
                "package `{name}`: {} ({})",
                fault.code.message_en(),
                fault.detail
            ),
        ))
    };
    let limits = Limits::DEFAULT;
    let content: u64 = parts.files.values().map(|b| b.len() as u64).sum();
    if content > limits.package_bytes {
        return Err(Box::new(too_large(&name, content, &parts)));
    }
    let manifest = manifest(app, settings, identity, sub.map(|s| s.pages.clone()));
    let app_part = match sub {
        None => Some(app_config(app)?),
        Some(_) => None,
    };
    let config = AppConfig {
        template_abi: TEMPLATE_ABI.to_owned(),
        format: FORMAT,
        package: name.clone(),
        root: sub.map(|s| s.root.clone()).unwrap_or_default(),
        app: app_part,
        units: parts.units,
        scripts: parts.scripts,
        app_style: parts.app_style.then(|| "app.css".to_owned()),
    };
    let mut writer = PackageWriter::new();
    let mut add = |path: &str, bytes: Vec<u8>| -> Result<(), Fault> {
        writer.add(path.parse::<PackagePath>()?, bytes)
    };
    add("manifest.json", manifest.to_bytes().map_err(&fail)?).map_err(&fail)?;
    add("__tiffin__/config.json", config.to_bytes().map_err(&fail)?).map_err(&fail)?;
    for (path, bytes) in parts.files {
        add(&path, bytes).map_err(&fail)?;
    }
    let bytes = writer.finish(&limits).map_err(&fail)?;
    Ok(Package {
        name,
        root: config.root,
        independent: sub.is_some_and(|s| s.independent),
        bytes,
    })
}

fn too_large(name: &str, content: u64, parts: &Parts) -> Diagnostic {
    let mut sizes: Vec<(usize, &String)> = parts.files.iter().map(|(p, b)| (b.len(), p)).collect();
    sizes.sort_by(|a, b| b.cmp(a));
    let largest: Vec<String> = sizes
        .iter()
        .take(5)
        .map(|(size, path)| format!("{path} ({} KB)", size / 1024))
        .collect();
    Diagnostic::error(
        "package.too-large",
        format!(
            "package `{name}` has {} KB, at most 2048 KB",
            content / 1024
        ),
    )
    .help(format!(
        "the largest: {}; move pages into subpackages, or leave files out by packOptions.ignore",
        largest.join(", ")
    ))
}

fn app_config(app: &AppJson) -> Result<App, Box<Diagnostic>> {
    serde_json::from_value(Value::Object(app.normal.clone())).map_err(|error| {
        Box::new(
            Diagnostic::error("app.invalid", format!("app.json: {error}")).at(app.source.at(0..0)),
        )
    })
}

/// A unit's entry in the configuration.
pub fn unit(page: bool, config: Map<String, Value>, scope: &str) -> UnitConfig {
    UnitConfig {
        kind: if page {
            UnitKind::Page
        } else {
            UnitKind::Component
        },
        config,
        script: None,
        style: None,
        scope: scope.to_owned(),
    }
}

fn manifest(
    app: &AppJson,
    settings: &Settings,
    identity: &Identity,
    pages: Option<Vec<String>>,
) -> Manifest {
    let all = || app.pages.iter().map(|p| p.path.clone()).collect();
    let icons = settings.icon.iter().map(|src| Icon {
        src: src.clone(),
        sizes: None,
        label: None,
    });
    Manifest {
        app_id: identity.program.clone(),
        name: identity.name.clone(),
        short_name: None,
        description: settings.description.clone(),
        version: Version {
            code: identity.sequence,
            name: Some(identity.version.clone()),
        },
        platform_version: PlatformVersion {
            min_code: 1,
            ..PlatformVersion::default()
        },
        pages: pages.filter(|p| !p.is_empty()).unwrap_or_else(all),
        icons: icons.collect(),
        window: app
            .normal
            .get("window")
            .and_then(Value::as_object)
            .map(window),
        dir: Default::default(),
        lang: None,
        color_scheme: Default::default(),
        device_type: Vec::new(),
        req_permissions: permissions(app),
        widgets: Vec::new(),
        tiffin: TiffinManifest {
            template_abi: TEMPLATE_ABI.to_owned(),
            entry: app.entry.clone(),
            scopes: scopes(app, settings),
            domains: settings.domains.clone(),
            subpackages: app
                .subpackages
                .iter()
                .map(|s| ManifestSubpackage {
                    name: s.name.clone(),
                    root: s.root.clone(),
                    independent: s.independent,
                })
                .collect(),
            ..TiffinManifest::default()
        },
    }
}

fn window(map: &Map<String, Value>) -> Window {
    let text = |name: &str| map.get(name).and_then(Value::as_str).map(str::to_owned);
    Window {
        auto_design_width: None,
        background_color: text("backgroundColor"),
        background_text_style: text("backgroundTextStyle"),
        design_width: None,
        enable_pull_down_refresh: map.get("enablePullDownRefresh").and_then(Value::as_bool),
        fullscreen: None,
        navigation_bar_background_color: text("navigationBarBackgroundColor"),
        navigation_bar_text_style: text("navigationBarTextStyle"),
        navigation_bar_title_text: text("navigationBarTitleText"),
        navigation_style: text("navigationStyle"),
        on_reach_bottom_distance: map.get("onReachBottomDistance").and_then(Value::as_f64),
        orientation: text("pageOrientation"),
    }
}

fn permissions(app: &AppJson) -> Vec<Permission> {
    let map = app.normal.get("permission").and_then(Value::as_object);
    map.into_iter()
        .flatten()
        .map(|(name, value)| Permission {
            name: name.clone(),
            reason: value.get("desc").and_then(Value::as_str).map(str::to_owned),
        })
        .collect()
}

/// The scopes a release asks for: the settings' and app.json's.
pub fn scopes(app: &AppJson, settings: &Settings) -> Vec<String> {
    let named = permissions(app).into_iter().map(|p| p.name);
    let all: BTreeSet<String> = settings.scopes.iter().cloned().chain(named).collect();
    all.into_iter().collect()
}
