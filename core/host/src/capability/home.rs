//! `tiffin.*`: what only the built-in home program may ask. The driver checks that the caller is the home instance.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tiffin_protocol::ProgramId;

use super::{Answer, Args};
use crate::error::HostError;
use crate::http::{Answer as Found, Http};
use crate::shared::Shared;

/// A search that takes longer is of no use to a person who types.
const SEARCH_TIMEOUT: Duration = Duration::from_secs(5);
/// Results of one store that are looked at.
const SEARCH_ROWS: usize = 20;

/// Answers what needs no network and no window; `None` for the rest.
pub(crate) fn call(shared: &Shared, name: &str, args: &Value) -> Option<Answer> {
    let catalog = &shared.catalog;
    let program = || {
        let text = Args(args).required_text("program")?;
        text.parse::<ProgramId>()
            .map_err(|fault| fault.to_string().into())
    };
    let failed = |error: HostError| error.to_string().into();
    let items = |list| json!({ "items": list });
    Some(match name {
        "recents" => catalog
            .recents()
            .map(|list| items(json!(list)))
            .map_err(failed),
        "favourites" => catalog
            .favourites()
            .map(|list| items(json!(list)))
            .map_err(failed),
        "setFavourite" => program().and_then(|program| {
            let on = Args(args).flag("on", true);
            catalog
                .set_favourite(&program, on)
                .map(|()| json!({}))
                .map_err(failed)
        }),
        "remove" => program().and_then(|program| {
            shared.files.remove(program.as_str());
            catalog.remove(&program).map(|()| json!({})).map_err(failed)
        }),
        "about" => Ok(json!({
            "name": shared.settings.name,
            "version": crate::VERSION,
            "stores": shared.stores.all().iter().map(|store| json!({"name": store.name, "base": store.base})).collect::<Vec<_>>(),
        })),
        _ => return None,
    })
}

/// Installed programs first, then what the stores know. A store that cannot be reached is named, not fatal.
pub(crate) async fn search(shared: Arc<Shared>, http: Http, args: Value) -> Answer {
    let query: String = Args(&args)
        .text("query")
        .unwrap_or_default()
        .chars()
        .take(100)
        .collect();
    let local = shared
        .catalog
        .search(&query)
        .map_err(|error| error.to_string())?;
    let known: Vec<String> = local.iter().map(|item| item.program.clone()).collect();
    let mut items: Vec<Value> = local.into_iter().map(|item| json!(item)).collect();
    let mut offline = Vec::new();
    // Without a query a store answers what it has, for the front page.
    for store in shared.stores.all() {
        let encoded: String = url::form_urlencoded::byte_serialize(query.as_bytes()).collect();
        let url = format!(
            "{}/api/v1/search?q={encoded}&limit={SEARCH_ROWS}",
            store.base
        );
        match http.small(&url, SEARCH_TIMEOUT).await {
            Ok(Found::Found(bytes)) => items.extend(store_items(&bytes, &store.base, &known)),
            Ok(Found::Missing) => {}
            Err(error) => {
                tracing::info!(store = store.base, %error, "search");
                offline.push(store.name.clone());
            }
        }
    }
    Ok(json!({ "items": items, "offline": offline }))
}

/// A store's answer is outside text: only known members, cut to what a list shows.
fn store_items(bytes: &[u8], base: &str, known: &[String]) -> Vec<Value> {
    let Ok(answer) = serde_json::from_slice::<Value>(bytes) else {
        return Vec::new();
    };
    let list = answer
        .get("items")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    list.iter()
        .take(SEARCH_ROWS)
        .filter_map(|item| {
            let text = |name: &str, chars| super::shortened(item.get(name).and_then(Value::as_str).unwrap_or_default(), chars);
            let program: ProgramId = item.get("program")?.as_str()?.parse().ok()?;
            if known.iter().any(|known| known == program.as_str()) {
                return None;
            }
            Some(json!({
                "program": program.as_str(), "name": text("name", 80), "description": text("description", 400),
                "version": text("version", 64), "source": "store",
                "icon": format!("{base}/api/v1/programs/{program}/icon"),
            }))
        })
        .collect()
}
