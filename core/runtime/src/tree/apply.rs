//! Applying operations: each says whether it changed anything; only those go to the view.

use serde_json::Value;
use tiffin_protocol::message::Clones;

use super::node::{Dress, Kind, Node, ROOT, Tree};
use super::op::Op;

/// The tree would hold more nodes than its bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyNodes(pub usize);

fn set(list: &mut Vec<(String, Value)>, name: &str, value: &Value) -> bool {
    match list.iter_mut().find(|(known, _)| known == name) {
        Some((_, known)) if known == value => false,
        Some((_, known)) => {
            *known = value.clone();
            true
        }
        None => {
            list.push((name.to_owned(), value.clone()));
            true
        }
    }
}

impl Tree {
    /// Applies one operation. `Ok(false)` if nothing changed, also for nodes that are not there.
    pub fn apply(&mut self, op: &Op) -> Result<bool, TooManyNodes> {
        Ok(match op {
            Op::Create { id, tag } => self.insert_node(*id, Kind::Element(tag.as_str().into()))?,
            Op::Text { id, text } => self.insert_node(*id, Kind::Text(text.clone()))?,
            Op::Append { parent, child } => self.place(*parent, *child, 0),
            Op::Insert {
                parent,
                child,
                before,
            } => self.place(*parent, *child, *before),
            Op::Remove { parent, child } => {
                self.nodes
                    .get(child)
                    .is_some_and(|node| node.parent == *parent && *parent != 0)
                    && self.unlink(*child)
            }
            Op::Replace { parent, new, old } => {
                self.place(*parent, *new, *old) && self.unlink(*old)
            }
            Op::SetText { id, text } => match self.get(*id).map(|node| &mut node.kind) {
                Some(Kind::Text(known)) if known != text => {
                    text.clone_into(known);
                    true
                }
                _ => false,
            },
            Op::Attr { id, name, value } => self.get(*id).is_some_and(|node| {
                let dress = node.dress_mut();
                let state = dress.state.as_mut();
                let diverged = state.is_some_and(|state| state.overrides(name, value));
                set(&mut dress.attrs, name, value) || diverged
            }),
            Op::Unattr { id, name } => {
                let dress = self.get(*id).and_then(Node::worn);
                dress.is_some_and(|dress| {
                    let before = dress.attrs.len();
                    dress.attrs.retain(|(known, _)| known != name);
                    dress.attrs.len() != before
                })
            }
            Op::AddClass { id, name } => self.get(*id).is_some_and(|node| {
                let new = !node.classes.iter().any(|known| **known == **name);
                if new {
                    node.classes.push(name.as_str().into());
                }
                new
            }),
            Op::RemoveClass { id, name } => self.get(*id).is_some_and(|node| {
                let before = node.classes.len();
                node.classes.retain(|known| **known != **name);
                node.classes.len() != before
            }),
            Op::ClearClasses { id } => self.get(*id).is_some_and(|node| {
                let had = !node.classes.is_empty();
                node.classes.clear();
                had
            }),
            Op::Style { id, text } => self.text(*id, text, |dress| &mut dress.style),
            Op::Id { id, name } => self.text(*id, name, |dress| &mut dress.id),
            Op::Scope { id, own, host } => self.get(*id).is_some_and(|node| {
                let known = node.dress().map_or(("", ""), |dress| {
                    (dress.scope.0.as_str(), dress.scope.1.as_str())
                });
                let new = known != (own.as_str(), host.as_str());
                if new {
                    node.dress_mut().scope = (own.clone(), host.clone());
                }
                new
            }),
            Op::Data { id, name, value } => self
                .get(*id)
                .is_some_and(|node| set(&mut node.dress_mut().data, name, value)),
            Op::Listen { id, event, flags } => self
                .get(*id)
                .is_some_and(|node| node.listen_to(event, *flags)),
            Op::Release { id } => *id != ROOT && self.release(*id),
            Op::Owner { id, owner } => self.get(*id).is_some_and(|node| {
                let new = node.owner != *owner;
                node.owner = *owner;
                new
            }),
            Op::Wxs { id, name, handler } => self
                .get(*id)
                .is_some_and(|node| set(&mut node.dress_mut().wxs, name, handler)),
            Op::Template { id, template } => self.learn(*id, template),
            Op::Classes { id, names } => self.get(*id).is_some_and(|node| node.reclass(names)),
            Op::Clone {
                template,
                first,
                parent,
                before,
                count,
                values,
            } => {
                let clones = Clones {
                    first: *first,
                    parent: *parent,
                    before: *before,
                    count: *count,
                    values,
                };
                self.make_rows(*template, &clones)?
            }
            Op::Clear {
                parent,
                first,
                last,
            } => self.clear(*parent, *first, *last),
        })
    }

    fn insert_node(&mut self, id: u32, kind: Kind) -> Result<bool, TooManyNodes> {
        if id == 0 || self.nodes.contains_key(&id) {
            return Ok(false);
        }
        if self.nodes.len() >= self.limit {
            return Err(TooManyNodes(self.limit));
        }
        self.highest = self.highest.max(id);
        self.nodes.insert(id, Node::new(kind));
        Ok(true)
    }

    fn place(&mut self, parent: u32, child: u32, before: u32) -> bool {
        if child == before || !self.nodes.contains_key(&parent) || !self.nodes.contains_key(&child)
        {
            return false;
        }
        // A node inside itself would make every walk endless.
        if self.nodes.get(&child).is_some_and(|node| node.first != 0)
            && self.contains(child, parent)
        {
            return false;
        }
        if child == parent || child == ROOT {
            return false;
        }
        self.link(parent, child, before);
        true
    }

    fn text(&mut self, id: u32, text: &str, field: impl Fn(&mut Dress) -> &mut String) -> bool {
        self.get(id).is_some_and(|node| {
            if text.is_empty() && node.dress().is_none() {
                return false;
            }
            let known = field(node.dress_mut());
            let new = known != text;
            if new {
                text.clone_into(known);
            }
            new
        })
    }

    fn release(&mut self, id: u32) -> bool {
        self.unlink(id);
        let Some(node) = self.nodes.remove(&id) else {
            return false;
        };
        // Children that are released later stand alone until then.
        let mut child = node.first;
        while child != 0 {
            let Some(orphan) = self.nodes.get_mut(&child) else {
                break;
            };
            let next = orphan.next;
            (orphan.parent, orphan.prev, orphan.next) = (0, 0, 0);
            child = next;
        }
        true
    }
}

impl Node {
    fn listen_to(&mut self, event: &str, flags: u8) -> bool {
        const CAPTURE: u8 = 8;
        let same = |known: &(String, u8)| known.0 == event && known.1 & CAPTURE == flags & CAPTURE;
        if flags == 0 {
            return self.worn().is_some_and(|dress| {
                let before = dress.listen.len();
                dress.listen.retain(|known| known.0 != event);
                dress.listen.len() != before
            });
        }
        let listen = &mut self.dress_mut().listen;
        match listen.iter_mut().find(|known| same(known)) {
            Some(known) if known.1 == flags => false,
            Some(known) => {
                known.1 = flags;
                true
            }
            None => {
                listen.push((event.to_owned(), flags));
                true
            }
        }
    }
}
