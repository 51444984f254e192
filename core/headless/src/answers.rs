//! Answers to `query` and `invoke`: what the tree knows is said, and for what a layout would know, that a view with a
//! screen is needed.

use serde_json::{Map, Value, json};
use tiffin_protocol::message::{Area, FromView, NodeId, QueryItem};

use crate::view::View;

/// Where nodes lie.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Layout {
    /// Nobody knows.
    #[default]
    Unknown,
    /// All of them here, none scrolled: for whoever wants to see how answers travel.
    Same(Area),
}

const NEEDED: &str = "needs a view with a screen";
/// Fields of a query that only a layout knows.
const LAID_OUT: [&str; 4] = ["rect", "size", "scrollOffset", "computedStyle"];

fn wants(fields: &Map<String, Value>, name: &str) -> bool {
    match fields.get(name) {
        None | Some(Value::Null | Value::Bool(false)) => false,
        Some(Value::Array(names)) => !names.is_empty(),
        Some(_) => true,
    }
}

impl View {
    /// An answer for each item, null for a node that is not there. Fields that need a layout are left out, and a line for
    /// the log names them.
    pub(crate) fn queried(&self, q: u64, items: &[QueryItem]) -> Vec<FromView> {
        let mut lacking: Vec<&str> = Vec::new();
        let result = items
            .iter()
            .map(|item| self.fields(item, &mut lacking))
            .collect();
        let mut said = vec![FromView::Queried { q, result }];
        if !lacking.is_empty() {
            said.push(FromView::Log {
                level: "warn".to_owned(),
                message: format!("{} of a query {NEEDED}", lacking.join(", ")).into(),
            });
        }
        said
    }

    fn fields(&self, item: &QueryItem, lacking: &mut Vec<&'static str>) -> Value {
        let node = match item.node {
            None => None,
            Some(id) => match self.tree().node(id).filter(|node| !node.is_text()) {
                None => return Value::Null,
                node => node,
            },
        };
        let mut answer = Map::new();
        for field in LAID_OUT
            .into_iter()
            .filter(|name| wants(&item.fields, name))
        {
            match (self.layout, field) {
                (Layout::Same(area), "rect" | "size" | "scrollOffset") => {
                    answer.extend(measured(area, field));
                }
                _ if lacking.contains(&field) => {}
                _ => lacking.push(field),
            }
        }
        let names = item.fields.get("properties").and_then(Value::as_array);
        for name in names.into_iter().flatten().filter_map(Value::as_str) {
            let known = node.and_then(|node| node.attrs.get(&hyphened(name)));
            answer.insert(name.to_owned(), known.cloned().unwrap_or_default());
        }
        Value::Object(answer)
    }

    /// Methods of elements belong to what draws them.
    pub(crate) fn invoked(&self, q: u64, node: NodeId, method: &str) -> Vec<FromView> {
        if q == 0 {
            return Vec::new();
        }
        let error = match self.tree().node(node) {
            None => format!("no node {node}"),
            Some(_) => format!("{method} {NEEDED}"),
        };
        vec![FromView::Invoked {
            q,
            result: Value::Null,
            error: Some(error),
        }]
    }
}

fn measured(area: Area, field: &str) -> Map<String, Value> {
    let found = match field {
        "rect" => json!({"left": area.left, "top": area.top,
            "right": area.left + area.width, "bottom": area.top + area.height}),
        "size" => json!({"width": area.width, "height": area.height}),
        _ => json!({"scrollLeft": 0, "scrollTop": 0,
            "scrollWidth": area.width, "scrollHeight": area.height}),
    };
    match found {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// Attributes are named as in the template, `scroll-top` for `scrollTop`.
fn hyphened(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            out.push('-');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}
