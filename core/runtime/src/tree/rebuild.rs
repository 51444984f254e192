//! The whole page as one batch, for a view that starts from nothing.

use serde_json::Value;

use super::encode::Batch;
use super::node::{Dress, Kind, Node, ROOT, Tree};
use super::op::Op;
use super::state::Mirrored;

impl Tree {
    /// A `batch` message with the number of the last one sent: nodes in document order, each made, dressed and put
    /// in its place, mirrored state folded into attributes. Then what is in no place now but may be put back: what was
    /// written into a slot that is not there at the moment.
    pub fn rebuild(&self) -> (u32, String) {
        let mut batch = Batch::default();
        // Rows that are there are written as any node; those to come are clones.
        for (id, shape) in &self.shapes {
            batch.push(&Op::Template {
                id: *id,
                template: shape.template.clone(),
            });
        }
        self.write(&mut batch, ROOT);
        let apart = self
            .nodes
            .iter()
            .filter(|(id, node)| **id != ROOT && node.parent == 0);
        let mut apart: Vec<u32> = apart.map(|(id, _)| *id).collect();
        apart.sort_unstable();
        for top in apart {
            self.write(&mut batch, top);
        }
        (self.n, batch.finish(self.n))
    }

    /// A node and all below it.
    fn write(&self, batch: &mut Batch, top: u32) {
        let mut at = top;
        while let Some(node) = self.nodes.get(&at) {
            if at != ROOT {
                batch.push(&match &node.kind {
                    Kind::Text(text) => Op::Text {
                        id: at,
                        text: text.clone(),
                    },
                    Kind::Element(tag) => Op::Create {
                        id: at,
                        tag: tag.as_ref().to_owned(),
                    },
                    Kind::Root => Op::Create {
                        id: at,
                        tag: String::new(),
                    },
                });
            }
            dress(batch, at, node);
            if at != top {
                batch.push(&Op::Append {
                    parent: node.parent,
                    child: at,
                });
            }
            match self.following(top, at, node) {
                Some(next) => at = next,
                None => break,
            }
        }
    }

    /// The node after this one in document order, at or below `top`.
    fn following(&self, top: u32, id: u32, node: &Node) -> Option<u32> {
        if node.first != 0 {
            return Some(node.first);
        }
        let mut at = id;
        while at != top && at != 0 {
            let node = self.nodes.get(&at)?;
            if node.next != 0 {
                return Some(node.next);
            }
            at = node.parent;
        }
        None
    }
}

fn dress(batch: &mut Batch, id: u32, node: &Node) {
    let plain = Dress::default();
    let dress = node.dress().unwrap_or(&plain);
    let (own, host) = &dress.scope;
    if !own.is_empty() || !host.is_empty() {
        batch.push(&Op::Scope {
            id,
            own: own.clone(),
            host: host.clone(),
        });
    }
    if !dress.id.is_empty() {
        batch.push(&Op::Id {
            id,
            name: dress.id.clone(),
        });
    }
    for name in &node.classes {
        batch.push(&Op::AddClass {
            id,
            name: name.as_ref().to_owned(),
        });
    }
    if !dress.style.is_empty() {
        batch.push(&Op::Style {
            id,
            text: dress.style.clone(),
        });
    }
    let mirrored = dress.state.as_deref().map(Mirrored::attributes);
    let mirrored = mirrored.unwrap_or_default();
    let written = |name: &str| mirrored.iter().any(|(known, _)| *known == name);
    for (name, value) in dress.attrs.iter().filter(|(name, _)| !written(name)) {
        batch.push(&Op::Attr {
            id,
            name: name.clone(),
            value: value.clone(),
        });
    }
    for (name, value) in &mirrored {
        batch.push(&Op::Attr {
            id,
            name: (*name).to_owned(),
            value: value.clone(),
        });
    }
    for (name, value) in &dress.data {
        batch.push(&Op::Data {
            id,
            name: name.clone(),
            value: value.clone(),
        });
    }
    if node.owner != 0 {
        batch.push(&Op::Owner {
            id,
            owner: node.owner,
        });
    }
    for (event, flags) in &dress.listen {
        batch.push(&Op::Listen {
            id,
            event: event.clone(),
            flags: *flags,
        });
    }
    for (name, handler) in &dress.wxs {
        batch.push(&Op::Wxs {
            id,
            name: name.clone(),
            handler: Value::clone(handler),
        });
    }
}
