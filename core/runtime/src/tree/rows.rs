//! Rows of lists as runs. A template's nodes are made once, by the ordinary operations; a clone copies them, with the numbers
//! moved to where the run begins. In the tree they are nodes like any other.

use std::sync::Arc;

use serde_json::Value;
use tiffin_protocol::message::{Clones, Template, op as code, ops};

use super::apply::TooManyNodes;
use super::node::{Dress, Field, Kind, Node, ROOT, Shape, Tree};
use super::op::Op;

/// Number of a row's first node in its shape.
const FIRST: u32 = ROOT + 1;

fn read(code: u32, args: &[Value]) -> Option<Op> {
    let id = |n: usize| {
        let number = args.get(n).and_then(Value::as_u64);
        number.and_then(|number| u32::try_from(number).ok())
    };
    let node = id(0)?.checked_add(FIRST)?;
    let text = |n: usize| args.get(n).and_then(Value::as_str).unwrap_or_default();
    let name = text(1).to_owned();
    let value = || args.get(2).cloned().unwrap_or_default();
    Some(match code {
        code::CREATE => Op::Create {
            id: node,
            tag: name,
        },
        code::TEXT => Op::Text {
            id: node,
            text: name,
        },
        code::APPEND => Op::Append {
            parent: node,
            child: id(1)?.checked_add(FIRST)?,
        },
        code::ATTR => Op::Attr {
            id: node,
            name,
            value: value(),
        },
        code::DATA => Op::Data {
            id: node,
            name,
            value: value(),
        },
        code::ADD_CLASS => Op::AddClass { id: node, name },
        code::CLASSES => Op::Classes {
            id: node,
            names: name,
        },
        code::STYLE => Op::Style {
            id: node,
            text: name,
        },
        code::ID => Op::Id { id: node, name },
        code::SCOPE => Op::Scope {
            id: node,
            own: name,
            host: text(2).to_owned(),
        },
        code::LISTEN => Op::Listen {
            id: node,
            event: name,
            flags: id(2).and_then(|flags| u8::try_from(flags).ok())?,
        },
        _ => return None,
    })
}

impl Shape {
    fn new(template: &Template) -> Option<Shape> {
        let mut tree = Tree::new(usize::MAX);
        let mut holes = Vec::new();
        let mut at = 0usize;
        for op in ops(template.flat()) {
            let op = op.ok()?;
            at += 1 + op.args.len();
            let applied = read(op.code, op.args)?;
            let _ = tree.apply(&applied);
            if template.holes().contains(&(at - 1)) {
                let node = op.args.first().and_then(Value::as_u64)?;
                let name = op.args.get(1).and_then(Value::as_str);
                let known = tree
                    .nodes
                    .get(&u32::try_from(node).ok()?.checked_add(FIRST)?)?;
                let place = |list: fn(&Dress) -> &[(String, Value)]| {
                    let mut list = list(known.dress()?).iter();
                    list.position(|(known, _)| Some(known.as_str()) == name)
                };
                let field = match op.code {
                    code::TEXT => Field::Text,
                    code::ATTR => Field::Attr(place(|dress| &dress.attrs)?),
                    code::DATA => Field::Data(place(|dress| &dress.data)?),
                    code::STYLE => Field::Style,
                    code::ID => Field::Id,
                    _ => Field::Classes,
                };
                holes.push((usize::try_from(node).ok()?, field));
            }
        }
        for top in template.tops() {
            tree.link(ROOT, top + FIRST, 0);
        }
        let mut nodes = Vec::new();
        for number in 0..template.size() {
            nodes.push(tree.nodes.remove(&(number + FIRST))?);
        }
        Some(Shape {
            template: template.clone(),
            nodes,
            holes,
        })
    }
}

fn fill(node: &mut Node, field: Field, value: &Value) {
    let text = value.as_str().unwrap_or_default();
    match field {
        Field::Text => node.kind = Kind::Text(text.to_owned()),
        Field::Attr(at) => {
            if let Some((_, known)) = node.dress_mut().attrs.get_mut(at) {
                known.clone_from(value);
            }
        }
        Field::Data(at) => {
            if let Some((_, known)) = node.dress_mut().data.get_mut(at) {
                known.clone_from(value);
            }
        }
        Field::Style => text.clone_into(&mut node.dress_mut().style),
        Field::Id => text.clone_into(&mut node.dress_mut().id),
        Field::Classes => drop(node.reclass(text)),
    }
}

impl Node {
    /// Classes in place of those that it has.
    pub(super) fn reclass(&mut self, names: &str) -> bool {
        let mut classes: Vec<Arc<str>> = Vec::new();
        for name in names.split(' ').filter(|name| !name.is_empty()) {
            if !classes.iter().any(|known| **known == *name) {
                let same = self.classes.iter().find(|known| ***known == *name);
                classes.push(same.map_or_else(|| name.into(), Arc::clone));
            }
        }
        let new = self.classes != classes;
        self.classes = classes;
        new
    }
}

impl Tree {
    /// Takes over a template. A number has one for as long as the page.
    pub(super) fn learn(&mut self, id: u32, template: &Template) -> bool {
        if self.shapes.contains_key(&id) {
            return false;
        }
        let Some(shape) = Shape::new(template) else {
            return false;
        };
        self.shapes.insert(id, shape);
        true
    }

    /// Makes a run of rows, all of it or nothing.
    pub(super) fn make_rows(
        &mut self,
        template: u32,
        clones: &Clones<'_>,
    ) -> Result<bool, TooManyNodes> {
        let Some(shape) = self.shapes.remove(&template) else {
            return Ok(false);
        };
        let made = self.rows_of(&shape, clones);
        self.shapes.insert(template, shape);
        made
    }

    fn rows_of(&mut self, shape: &Shape, clones: &Clones<'_>) -> Result<bool, TooManyNodes> {
        let size = shape.template.size();
        let known = clones.parent == 0 || self.nodes.contains_key(&clones.parent);
        if !known || clones.first <= self.highest || shape.template.check(clones).is_err() {
            return Ok(false);
        }
        let nodes = clones.count as usize * size as usize;
        if self.nodes.len() + nodes > self.limit {
            return Err(TooManyNodes(self.limit));
        }
        self.nodes.reserve(nodes);
        let mut values = clones.values.iter();
        let mut first = clones.first;
        for _ in 0..clones.count {
            let moved = |number: u32| match number {
                0 | ROOT => 0,
                number => number - FIRST + first,
            };
            let mut row: Vec<Node> = shape.nodes.clone();
            for (at, field) in &shape.holes {
                if let (Some(node), Some(value)) = (row.get_mut(*at), values.next()) {
                    fill(node, *field, value);
                }
            }
            for (id, mut node) in (first..).zip(row) {
                let top = node.parent == ROOT;
                node.parent = moved(node.parent);
                node.first = moved(node.first);
                node.last = moved(node.last);
                (node.prev, node.next) = if top {
                    (0, 0)
                } else {
                    (moved(node.prev), moved(node.next))
                };
                self.nodes.insert(id, node);
            }
            if clones.parent != 0 {
                for top in shape.template.tops() {
                    self.link(clones.parent, first + top, clones.before);
                }
            }
            first += size;
        }
        self.highest = self.highest.max(first.saturating_sub(1));
        Ok(true)
    }

    /// Releases children of a node with all that is below them. False, and nothing is released, if the ends are not its
    /// children in this order.
    pub(super) fn clear(&mut self, parent: u32, first: u32, last: u32) -> bool {
        let Some(node) = self.nodes.get(&parent) else {
            return false;
        };
        let first = if first == 0 { node.first } else { first };
        let last = if last == 0 { node.last } else { last };
        let Some((before, ends)) = self.nodes.get(&first).map(|node| (node.prev, node.parent))
        else {
            return false;
        };
        if ends != parent {
            return false;
        }
        let mut gone = Vec::new();
        let mut at = first;
        while let Some(node) = self.nodes.get(&at) {
            gone.push(at);
            if at == last {
                break;
            }
            at = node.next;
        }
        let Some(after) = self.nodes.get(&at).map(|node| node.next) else {
            return false;
        };
        self.join(parent, before, after);
        while let Some(id) = gone.pop() {
            let Some(node) = self.nodes.remove(&id) else {
                continue;
            };
            let mut child = node.first;
            while let Some(node) = self.nodes.get(&child) {
                gone.push(child);
                child = node.next;
            }
        }
        true
    }

    /// Two children of a node become neighbours; 0: there is none on that side.
    fn join(&mut self, parent: u32, before: u32, after: u32) {
        match self.nodes.get_mut(&before) {
            Some(node) => node.next = after,
            None => {
                if let Some(node) = self.nodes.get_mut(&parent) {
                    node.first = after;
                }
            }
        }
        match self.nodes.get_mut(&after) {
            Some(node) => node.prev = before,
            None => {
                if let Some(node) = self.nodes.get_mut(&parent) {
                    node.last = before;
                }
            }
        }
    }
}
