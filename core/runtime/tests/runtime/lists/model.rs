//! What a page of a generated template shows, read off the template and the data by a few rules of its own: no keys, no
//! differences, no rows. And what setData does to data.

use serde_json::{Map, Value, json};
use tiffin_headless::Tree;

use super::template::{Expr, Node, Part};

/// A value of a template; none is `undefined`.
type Known = Option<Value>;

struct Scope<'a> {
    data: &'a Value,
    names: Vec<(String, Known)>,
}

impl Scope<'_> {
    fn value(&self, expr: &Expr) -> Known {
        match expr {
            Expr::Path(path) => {
                let (name, members) = path.split_first()?;
                let local = self.names.iter().rev().find(|(known, _)| known == name);
                let mut value = match local {
                    Some((_, value)) => value.clone(),
                    None => self.data.get(name).cloned(),
                };
                for member in members {
                    value = value.and_then(|value| value.get(member).cloned());
                }
                value
            }
            Expr::Either(condition, yes, no) => {
                let holds = truthy(&self.value(condition));
                Some(json!(if holds { yes } else { no }))
            }
            Expr::Same(one, other) => Some(json!(self.value(one) == self.value(other))),
            Expr::Not(inner) => Some(json!(!truthy(&self.value(inner)))),
        }
    }

    fn text(&self, parts: &[Part]) -> String {
        let texts = parts.iter().map(|part| match part {
            Part::Word(word) => (*word).to_owned(),
            Part::Value(expr) => shown(&self.value(expr)),
        });
        texts.collect()
    }
}

fn truthy(value: &Known) -> bool {
    match value {
        None | Some(Value::Null) => false,
        Some(Value::Bool(known)) => *known,
        Some(Value::Number(known)) => known.as_f64() != Some(0.0),
        Some(Value::String(known)) => !known.is_empty(),
        Some(_) => true,
    }
}

fn shown(value: &Known) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

fn items(list: &Known) -> Vec<(Value, Value)> {
    match list {
        Some(Value::Array(items)) => {
            let numbered = items.iter().cloned().enumerate();
            numbered.map(|(at, item)| (item, json!(at))).collect()
        }
        Some(Value::Object(members)) => {
            let members = members.iter();
            members
                .map(|(name, item)| (item.clone(), json!(name)))
                .collect()
        }
        Some(Value::String(text)) => {
            let letters = text.chars().enumerate();
            letters
                .map(|(at, letter)| (json!(letter.to_string()), json!(at)))
                .collect()
        }
        Some(Value::Number(count)) => {
            let count = count.as_u64().unwrap_or(0);
            (0..count).map(|at| (json!(at), json!(at))).collect()
        }
        _ => Vec::new(),
    }
}

/// The page, a line for each node.
pub fn page(nodes: &[Node], data: &Value) -> Vec<String> {
    let mut scope = Scope {
        data,
        names: Vec::new(),
    };
    let mut lines = vec!["<page>".to_owned()];
    write(nodes, &mut scope, 1, &mut lines);
    lines
}

fn write(nodes: &[Node], scope: &mut Scope<'_>, depth: usize, lines: &mut Vec<String>) {
    for node in nodes {
        match node {
            Node::Text(parts) => {
                let text = scope.text(parts);
                lines.push(format!("{}{text:?}", "  ".repeat(depth)));
            }
            Node::Element {
                tag,
                attrs,
                children,
                ..
            } => {
                let mut known = Map::new();
                for (name, parts) in attrs {
                    match *name {
                        "hidden" => {
                            let [Part::Value(condition)] = parts.as_slice() else {
                                panic!("{parts:?}");
                            };
                            known.insert("hidden".into(), json!(truthy(&scope.value(condition))));
                        }
                        // An id that is bound alone and is none is the word for none.
                        "id" if matches!(parts.as_slice(), [Part::Value(one)] if scope.value(one).is_none()) =>
                        {
                            known.insert("id".into(), json!("undefined"));
                        }
                        name => drop(known.insert(name.into(), json!(scope.text(parts)))),
                    }
                }
                lines.push(line(depth, tag, &known));
                write(children, scope, depth + 1, lines);
            }
            Node::If(branches) => {
                let taken = branches.iter().find(|(condition, _)| {
                    let holds = condition.as_ref().map(|it| truthy(&scope.value(it)));
                    holds.unwrap_or(true)
                });
                if let Some((_, body)) = taken {
                    write(body, scope, depth, lines);
                }
            }
            Node::For {
                list,
                item,
                index,
                body,
                ..
            } => {
                for (value, at) in items(&scope.value(list)) {
                    scope.names.push((item.clone(), Some(value)));
                    scope.names.push((index.clone(), Some(at)));
                    write(body, scope, depth, lines);
                    scope.names.truncate(scope.names.len() - 2);
                }
            }
        }
    }
}

fn line(depth: usize, tag: &str, known: &Map<String, Value>) -> String {
    let text = |name: &str| known.get(name).and_then(Value::as_str).unwrap_or_default();
    let mut classes: Vec<&str> = text("class").split_whitespace().collect();
    classes.sort_unstable();
    classes.dedup();
    let hidden = known.get("hidden") == Some(&json!(true));
    format!(
        "{}<{tag} #{} .{} style={:?} title={:?} {}>",
        "  ".repeat(depth),
        text("id"),
        classes.join("."),
        text("style"),
        text("title"),
        if hidden { "hidden" } else { "" },
    )
}

/// The same of what a view shows.
pub fn seen(tree: &Tree) -> Vec<String> {
    let lines = tree.walk().map(|(id, node)| {
        let depth = tree.path(id).count() - 1;
        if let Some(text) = &node.text {
            return format!("{}{text:?}", "  ".repeat(depth));
        }
        if depth == 0 {
            return "<page>".to_owned();
        }
        let classes: Vec<&str> = node.classes.iter().map(String::as_str).collect();
        let mut known = Map::new();
        known.insert("id".into(), json!(node.id));
        known.insert("class".into(), json!(classes.join(" ")));
        known.insert("style".into(), json!(node.style));
        // What is bound alone keeps its type.
        let title = shown(&node.attrs.get("title").cloned());
        known.insert("title".into(), json!(title));
        let hidden = truthy(&node.attrs.get("hidden").cloned());
        known.insert("hidden".into(), json!(hidden));
        line(depth, &node.tag, &known)
    });
    lines.collect()
}

/// What setData does with a value at a path: `rows[2].kids[0].t`.
pub fn set(data: &mut Value, path: &str, value: Value) {
    let mut at = data;
    for step in path.split(['.', '[']) {
        at = match step.strip_suffix(']') {
            Some(index) => {
                let index: usize = index.parse().unwrap();
                let list = at.as_array_mut().unwrap();
                if index == list.len() {
                    list.push(Value::Null);
                }
                &mut list[index]
            }
            None => at
                .as_object_mut()
                .unwrap()
                .entry(step)
                .or_insert(Value::Null),
        };
    }
    *at = value;
}
