//! How far a unit's styles reach: its isolation, and the prefixes of classes that keep it.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use tiffin_protocol::id::Sha256;

use super::Unit;
use crate::script::StyleOptions;

/// The two prefixes of a unit's classes: its style scope and its host's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scopes {
    /// Empty for shared styles, which those of most pages are.
    pub style: String,
    /// Empty for pages.
    pub host: String,
}

/// Decides the style isolation, from the script's options and the JSON, writes
/// the outcome into the configuration, and gives the prefixes.
pub fn isolate(unit: &mut Unit, options: &StyleOptions, id: &str) -> Scopes {
    let text = |map: &Map<String, Value>, name: &str| {
        map.get(name).and_then(Value::as_str).map(str::to_owned)
    };
    let truth = |map: &Map<String, Value>, name: &str| map.get(name).and_then(Value::as_bool);
    let global = options
        .add_global_class
        .or(truth(&unit.config, "addGlobalClass"))
        .filter(|_| !unit.page);
    let isolation = options
        .style_isolation
        .clone()
        .or_else(|| text(&unit.config, "styleIsolation"))
        .or_else(|| (global == Some(true)).then(|| "apply-shared".to_owned()));
    if let Some(host) = options.virtual_host.or(truth(&unit.config, "virtualHost")) {
        unit.config.insert("virtualHost".to_owned(), json!(host));
    }
    // Always written out: the component framework would otherwise decide by
    // `component: true`, which pages may have and components may lack.
    if unit.page {
        return isolate_page(unit, isolation.as_deref(), id);
    }
    let isolation = match isolation.as_deref() {
        Some(known @ ("apply-shared" | "shared")) => known,
        // What a page's sheet may do does not concern components.
        Some("page-apply-shared") => "apply-shared",
        Some("page-shared") => "shared",
        _ => "isolated",
    };
    unit.config.insert("component".to_owned(), json!(true));
    unit.config
        .insert("styleIsolation".to_owned(), json!(isolation));
    let shared = isolation == "shared";
    if shared {
        unit.config.insert("hostScope".to_owned(), json!(id));
    }
    Scopes {
        style: if shared { String::new() } else { id.to_owned() },
        host: id.to_owned(),
    }
}

/// Of a page: whether it takes app.wxss, whether its own sheet reaches components that
/// are open to it, and whether open components' sheets reach it.
fn isolate_page(unit: &mut Unit, isolation: Option<&str>, id: &str) -> Scopes {
    let (style, kind, app_style) = match isolation {
        Some("page-isolated") => (id, "isolated", false),
        Some("page-apply-shared") => (id, "apply-shared", false),
        Some("page-shared") => ("", "page-shared", false),
        Some("isolated") => (id, "isolated", true),
        Some("apply-shared") => (id, "apply-shared", true),
        _ => ("", "page-shared", true),
    };
    if !app_style {
        unit.config.insert("appStyle".to_owned(), json!(false));
    }
    unit.config.insert("styleIsolation".to_owned(), json!(kind));
    Scopes {
        style: style.to_owned(),
        host: String::new(),
    }
}

/// A short prefix for each path, the same in every build: from the path's
/// digest, longer where two would be equal.
pub fn scope_ids<'a>(paths: impl Iterator<Item = &'a String>) -> BTreeMap<String, String> {
    let mut taken = BTreeMap::new();
    let mut ids = BTreeMap::new();
    for path in paths {
        let digest = Sha256::of(path.as_bytes()).hex();
        let id = (4..=digest.len())
            .filter_map(|len| digest.get(..len))
            .map(|short| format!("c{short}"))
            .find(|id| !taken.contains_key(id))
            .unwrap_or_default();
        taken.insert(id.clone(), ());
        ids.insert(path.clone(), id);
    }
    ids
}
