//! `tiffin.*`: what only the built-in home program may ask; the gate lets nobody else through.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tiffin_protocol::event::Event;
use tiffin_protocol::{Fault, ProgramId, Scene};
use tiffin_runtime::{CallError, Input};

use super::call::{Answer, Args, Call, Caller, Effect, Outcome};
use super::handler::Handler;
use crate::catalog::Listed;
use crate::consent::{GrantState, LedgerOutcome, LedgerQuery};
use crate::error::HostError;
use crate::http::{Fetched as Found, Http};
use crate::shared::Shared;

/// A search that takes longer is of no use to a person who types.
const SEARCH_TIMEOUT: Duration = Duration::from_secs(5);
/// Results of one store that are looked at.
const SEARCH_ROWS: usize = 20;

pub(crate) const HANDLERS: &[(&str, Handler)] = &[
    (
        "tiffin.about",
        Handler::Sync(|caller, _, _| {
            let shared = &caller.shared;
            let stores = shared.stores.all().iter();
            let stores: Vec<Value> = stores
                .map(|store| json!({"name": store.name, "base": store.base}))
                .collect();
            let name = &shared.settings.name;
            Ok(json!({"name": name, "version": crate::VERSION, "stores": stores}).to_string())
        }),
    ),
    (
        "tiffin.favourites",
        Handler::Disk(|caller, _| listed(caller.shared.catalog.favourites())),
    ),
    (
        "tiffin.clearData",
        Handler::Disk(|caller, call| {
            let program = program(call)?;
            caller.shared.files.remove(program.as_str());
            let cleared = caller.shared.catalog.clear_data(&program);
            cleared.map_err(|error| CallError::from(error.to_string()))?;
            Ok(json!({}))
        }),
    ),
    (
        "tiffin.clearLedger",
        Handler::Disk(|caller, call| {
            let args = Args(&call.args);
            let cleared = caller.shared.consent.ledger.clear(args.text("program"));
            cleared.map_err(|error| CallError::from(error.to_string()))?;
            Ok(json!({}))
        }),
    ),
    (
        "tiffin.exportLedger",
        Handler::Disk(|caller, _| exported(caller)),
    ),
    (
        "tiffin.grants",
        Handler::Disk(|caller, call| {
            let list = caller.shared.consent.list(Args(&call.args).text("program"));
            Ok(json!({ "items": list }))
        }),
    ),
    (
        "tiffin.ledger",
        Handler::Disk(|caller, call| ledger(caller, &call.args)),
    ),
    ("tiffin.open", Handler::Instance(|_, _, call| open(call))),
    (
        "tiffin.recents",
        Handler::Disk(|caller, _| listed(caller.shared.catalog.recents())),
    ),
    (
        "tiffin.remove",
        Handler::Disk(|caller, call| {
            let program = program(call)?;
            caller.shared.files.remove(program.as_str());
            let removed = caller.shared.catalog.remove(&program);
            if removed.is_ok() {
                caller.shared.consent.removed(program.as_str());
            }
            crate::clean::now(&caller.shared);
            changed(call, removed)
        }),
    ),
    (
        "tiffin.search",
        Handler::Work(|caller, clients, call| {
            Box::pin(search(caller.shared, clients.http, call.args))
        }),
    ),
    (
        "tiffin.setFavourite",
        Handler::Disk(|caller, call| {
            let on = Args(&call.args).flag("on", true);
            let set = caller.shared.catalog.set_favourite(&program(call)?, on);
            changed(call, set)
        }),
    ),
    (
        "tiffin.setGrant",
        Handler::Instance(|_, _, call| match grant(&call.args) {
            Ok(effect) => Outcome::Then(effect),
            Err(error) => error.into(),
        }),
    ),
];

/// What the person sets: `{program, scope, state: "always" | "whileOpen" | "until" | "never" | "notAsked", until?}`.
fn grant(args: &Value) -> Result<Effect, CallError> {
    let args = Args(args);
    let program: ProgramId = args
        .required_text("program")?
        .parse()
        .map_err(|fault: Fault| CallError::from(fault.to_string()))?;
    let scope = args.required_text("scope")?;
    let state = match args.required_text("state")? {
        "always" => GrantState::Always,
        "whileOpen" => GrantState::WhileOpen,
        "never" => GrantState::Never,
        "notAsked" => GrantState::NotAsked,
        "until" => {
            let until = args.number("until").filter(|until| until.is_finite());
            GrantState::Until(until.ok_or("parameter.until should be Number")? as i64)
        }
        _ => return Err("parameter.state is not known".into()),
    };
    Ok(Effect::SetGrant {
        program,
        scope: scope.to_owned(),
        state,
    })
}

/// A page of the ledger, newest first: `{program?, scope?, outcome?, before?}` -> `{items, names}`.
fn ledger(caller: &Caller, args: &Value) -> Answer {
    let args = Args(args);
    let text = |name: &str| args.text(name).map(str::to_owned);
    let query = LedgerQuery {
        program: text("program"),
        scope: text("scope"),
        outcome: args.text("outcome").map(LedgerOutcome::read),
        before: args.number("before").map(|before| before as i64),
    };
    let list = caller.shared.consent.ledger.page(&query);
    let list = list.map_err(|error| CallError::from(error.to_string()))?;
    Ok(json!({ "items": list }))
}

/// The whole ledger into a file of the device's folder; where it lies, for the person to take it from there.
fn exported(caller: &Caller) -> Answer {
    let (path, count) = caller
        .shared
        .export_ledger()
        .map_err(|error| CallError::from(error.to_string()))?;
    Ok(json!({ "path": path.display().to_string(), "count": count }))
}

fn program(call: &Call) -> Result<ProgramId, CallError> {
    let text = Args(&call.args).required_text("program")?;
    text.parse()
        .map_err(|fault: Fault| fault.to_string().into())
}

fn listed(list: Result<Vec<Listed>, HostError>) -> Answer {
    let list = list.map_err(|error| CallError::from(error.to_string()))?;
    Ok(json!({ "items": list }))
}

/// The home, which asked for the change, draws its lists again.
fn changed(call: &Call, done: Result<(), HostError>) -> Answer {
    done.map_err(|error| CallError::from(error.to_string()))?;
    call.runtime.post(Input::Event {
        event: Event::HomeChange,
        payload: "{}".into(),
    });
    Ok(json!({}))
}

fn open(call: &Call) -> Outcome {
    let args = Args(&call.args);
    let scene = args
        .number("scene")
        .and_then(|number| Scene::try_from(number as u16).ok())
        .unwrap_or(Scene::Main);
    if let Some(link) = args.text("link") {
        let text = link.to_owned();
        return Outcome::Then(Effect::OpenLink { text, scene });
    }
    match program(call) {
        Ok(program) => Outcome::Then(Effect::OpenProgram { program, scene }),
        Err(error) => error.into(),
    }
}

/// Installed programs first, then what the stores know. A store that cannot be reached is named, not fatal.
async fn search(shared: Arc<Shared>, http: Http, args: Value) -> Answer {
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
            Ok(Found::Found(found)) => {
                items.extend(store_items(&found.bytes, &store.base, &known));
            }
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
            let text = |name: &str, chars| super::call::shortened(item.get(name).and_then(Value::as_str).unwrap_or_default(), chars);
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
