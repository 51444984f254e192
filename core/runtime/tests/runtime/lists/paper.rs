//! A page written down: one line for each node, with all that it carries. Node numbers become places in the document, so
//! that two pages whose logic counted differently can be compared.

use std::collections::HashMap;
use std::fmt::Write as _;

use serde_json::Value;
use tiffin_headless::{Node, Tree};

/// Places of nodes in the document, by number.
pub type Places = HashMap<u32, usize>;

pub fn places(tree: &Tree) -> Places {
    let numbers = tree.walk().map(|(id, _)| id);
    numbers.enumerate().map(|(at, id)| (id, at)).collect()
}

fn place(places: &Places, id: u32) -> String {
    places.get(&id).map_or("-".into(), usize::to_string)
}

fn line(node: &Node, depth: usize, places: &Places) -> String {
    let mut out = "  ".repeat(depth);
    if let Some(text) = &node.text {
        let _ = write!(out, "{text:?}");
        return out;
    }
    let _ = write!(out, "<{}", node.tag);
    if !node.id.is_empty() {
        let _ = write!(out, " #{}", node.id);
    }
    for class in &node.classes {
        let _ = write!(out, " .{class}");
    }
    if !node.style.is_empty() {
        let _ = write!(out, " style={:?}", node.style);
    }
    for (name, value) in &node.attrs {
        let _ = write!(out, " {name}={value}");
    }
    for (name, value) in &node.data {
        let _ = write!(out, " data:{name}={value}");
    }
    for ((event, _), flags) in &node.listen {
        let _ = write!(out, " on:{event}={flags}");
    }
    for (name, value) in &node.wxs {
        let _ = write!(out, " wxs:{name}={value}");
    }
    if node.scope != Default::default() {
        let _ = write!(out, " scope={}/{}", node.scope.0, node.scope.1);
    }
    if node.owner != 0 {
        let _ = write!(out, " of={}", place(places, node.owner));
    }
    out + ">"
}

/// The page, a line for each node.
pub fn page(tree: &Tree) -> Vec<String> {
    let places = places(tree);
    let lines = tree.walk().map(|(id, node)| {
        let depth = tree.path(id).count() - 1;
        line(node, depth, &places)
    });
    lines.collect()
}

/// A message to the view, with places for node numbers.
pub fn message(value: &Value, places: &Places) -> Value {
    match value {
        Value::Object(members) => members
            .iter()
            .map(|(name, member)| {
                let number = member.as_u64().filter(|_| name == "node");
                let known = number.and_then(|id| places.get(&u32::try_from(id).ok()?));
                let written = match (number, known) {
                    (Some(_), Some(at)) => Value::from(*at),
                    (Some(_), None) => Value::from("gone"),
                    _ => message(member, places),
                };
                (name.clone(), written)
            })
            .collect(),
        Value::Array(items) => items.iter().map(|item| message(item, places)).collect(),
        other => other.clone(),
    }
}

/// Where two lists of lines part, with what stands before.
pub fn difference(one: &[String], other: &[String]) -> Option<String> {
    if one == other {
        return None;
    }
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let mut out = String::new();
    for line in &one[same.saturating_sub(4)..same] {
        let _ = writeln!(out, "   {line}");
    }
    for (mark, lines) in [('-', one), ('+', other)] {
        for line in lines.iter().skip(same).take(6) {
            let _ = writeln!(out, " {mark} {line}");
        }
    }
    Some(out)
}
