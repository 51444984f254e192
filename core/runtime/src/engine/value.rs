//! Values of the engine as JSON, and errors as text. Both are bounded: what comes in was made by a stranger.

use crate::faults;
use rquickjs::prelude::This;
use rquickjs::{Function, Object, Type, Value};
use serde_json::{Map, Number, Value as Json};

/// Deeper values are cut: data was checked before, only template expressions can make more.
const MAX_DEPTH: usize = 500;
/// Values in one attribute.
const MAX_VALUES: usize = 500_000;

/// A JSON copy; functions and symbols are left out, as JSON.stringify does.
pub(super) fn to_json(value: &Value<'_>) -> rquickjs::Result<Json> {
    let mut budget = MAX_VALUES;
    convert(value, 0, &mut budget).map(|json| json.unwrap_or(Json::Null))
}

/// The text. Half of a pair of surrogates, as what is cut in the middle of an emoji ends with, is U+FFFD, as everywhere
/// where texts leave a page (WebIDL, USVString): it must not cost a page the batch that it is in.
pub(super) fn text_of(text: &rquickjs::String<'_>) -> rquickjs::Result<String> {
    match text.to_string() {
        Err(rquickjs::Error::Utf8(_)) => Ok(well_formed(text).unwrap_or_else(|_| {
            text.ctx().catch();
            char::REPLACEMENT_CHARACTER.to_string()
        })),
        read => read,
    }
}

/// By the engine's own function. If the program has put another in its place, its texts are what that makes of them.
fn well_formed(text: &rquickjs::String<'_>) -> rquickjs::Result<String> {
    let string: Object<'_> = text.ctx().globals().get("String")?;
    let prototype: Object<'_> = string.get("prototype")?;
    let function: Function<'_> = prototype.get("toWellFormed")?;
    function.call((This(text.clone()),))
}

/// What a getter or a trap of the program throws while a value is read makes that value null: one bad value must not
/// cost a page the batch that it is in.
fn or_null(value: &Value<'_>, read: rquickjs::Result<Option<Json>>) -> Option<Json> {
    read.unwrap_or_else(|_| {
        value.ctx().catch();
        Some(Json::Null)
    })
}

fn convert(value: &Value<'_>, depth: usize, budget: &mut usize) -> rquickjs::Result<Option<Json>> {
    if depth > MAX_DEPTH || *budget == 0 {
        return Ok(Some(Json::Null));
    }
    *budget -= 1;
    Ok(match value.type_of() {
        Type::Undefined | Type::Function | Type::Constructor | Type::Symbol => None,
        Type::Bool => value.as_bool().map(Json::Bool),
        Type::Int => value.as_int().map(Json::from),
        Type::Float => value.as_float().map(float),
        Type::String => match value.as_string() {
            Some(text) => Some(Json::String(text_of(text)?)),
            None => None,
        },
        Type::Array => match value.as_array() {
            Some(array) => {
                let mut list = Vec::new();
                for item in array.iter::<Value<'_>>() {
                    if *budget == 0 {
                        break;
                    }
                    let read = item.and_then(|item| convert(&item, depth + 1, budget));
                    list.push(or_null(value, read).unwrap_or(Json::Null));
                }
                Some(Json::Array(list))
            }
            None => None,
        },
        Type::Object | Type::Exception | Type::Promise | Type::Proxy => match value.as_object() {
            Some(object) => {
                let mut map = Map::new();
                let read = properties(object, &mut map, depth, budget);
                or_null(value, read.map(|()| Some(Json::Object(map))))
            }
            None => None,
        },
        _ => Some(Json::Null),
    })
}

fn properties<'js>(
    object: &Object<'js>,
    map: &mut Map<String, Json>,
    depth: usize,
    budget: &mut usize,
) -> rquickjs::Result<()> {
    for entry in object.props::<String, Value<'js>>() {
        if *budget == 0 {
            break;
        }
        let (key, item) = entry?;
        if let Some(json) = convert(&item, depth + 1, budget)? {
            map.insert(key, json);
        }
    }
    Ok(())
}

/// Whole numbers without a point, as JavaScript writes them.
fn float(number: f64) -> Json {
    const SAFE: f64 = 9_007_199_254_740_991.0;
    if number.fract() == 0.0 && number.abs() <= SAFE {
        return Json::from(number as i64);
    }
    Number::from_f64(number).map_or(Json::Null, Json::Number)
}

/// Message and stack of something thrown.
pub(super) fn describe(value: &Value<'_>) -> (String, String) {
    if let Some(object) = value.as_object() {
        let text = |name: &str| {
            let read = object.get::<_, Option<String>>(name);
            read.unwrap_or_else(|_| {
                value.ctx().catch();
                None
            })
        };
        let kind = text("name").unwrap_or_else(|| "Error".to_owned());
        if let Some(message) = text("message") {
            return (
                format!("{kind}: {message}"),
                faults::frames(&text("stack").unwrap_or_default()).to_owned(),
            );
        }
    }
    match to_json(value) {
        Ok(Json::String(text)) => (text, String::new()),
        Ok(json) => (json.to_string(), String::new()),
        Err(_) => (
            "an error that cannot be described".to_owned(),
            String::new(),
        ),
    }
}
