//! The nodes of a page and how they hang together. Each change is whole or an error that changed nothing.

use std::collections::BTreeMap;

use tiffin_protocol::message::{NO_NODE, NodeId, PAGE_ROOT, Template};

use crate::fault::Why;
use crate::node::Node;

/// As many nodes as logic may make for one page (docs/formats/messages.md, "Limits").
const NODES: usize = 100_000;

type Done = Result<(), Why>;

/// A page. The root is always there.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    pub(crate) nodes: BTreeMap<NodeId, Node>,
    /// Shapes of rows, by number.
    pub(crate) templates: BTreeMap<u32, Template>,
    /// The highest number that a node has had.
    pub(crate) highest: NodeId,
}

impl Default for Tree {
    fn default() -> Self {
        Tree {
            nodes: BTreeMap::from([(PAGE_ROOT, Node::element("page"))]),
            templates: BTreeMap::new(),
            highest: PAGE_ROOT,
        }
    }
}

impl Tree {
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(&id)
    }

    /// All nodes by number, those that are in no place now too.
    pub fn nodes(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        self.nodes.iter().map(|(id, node)| (*id, node))
    }

    /// Nodes held, the root included.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is nothing but the root.
    pub fn is_empty(&self) -> bool {
        self.len() <= 1
    }

    /// The numbers of what is on the page, in document order.
    pub fn walk(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        self.walk_from(PAGE_ROOT)
    }

    /// A node and all below it, in document order.
    pub fn walk_from(&self, top: NodeId) -> impl Iterator<Item = (NodeId, &Node)> {
        let mut open = vec![top];
        std::iter::from_fn(move || {
            let id = open.pop()?;
            let node = self.nodes.get(&id)?;
            open.extend(node.children.iter().rev());
            Some((id, node))
        })
    }

    /// The node and those that it is in, the root last.
    pub fn path(&self, id: NodeId) -> impl Iterator<Item = (NodeId, &Node)> {
        let mut at = id;
        std::iter::from_fn(move || {
            let node = self.nodes.get(&at)?;
            let found = at;
            at = node.parent;
            Some((found, node))
        })
    }

    pub(crate) fn get(&mut self, id: NodeId) -> Result<&mut Node, Why> {
        self.nodes.get_mut(&id).ok_or(Why::NoNode(id))
    }

    pub(crate) fn element(&mut self, id: NodeId) -> Result<&mut Node, Why> {
        let node = self.get(id)?;
        if node.is_text() {
            return Err(Why::NoElement(id));
        }
        Ok(node)
    }

    pub(crate) fn make(&mut self, id: NodeId, node: Node) -> Done {
        if id == NO_NODE {
            return Err(Why::Reserved(id));
        }
        if self.nodes.contains_key(&id) {
            return Err(Why::Taken(id));
        }
        if self.nodes.len() >= NODES {
            return Err(Why::TooMany(NODES));
        }
        self.nodes.insert(id, node);
        self.highest = self.highest.max(id);
        Ok(())
    }

    /// Whether there is room for so many more nodes.
    pub(crate) fn room_for(&self, more: u64) -> Done {
        if self.nodes.len() as u64 + more > NODES as u64 {
            return Err(Why::TooMany(NODES));
        }
        Ok(())
    }

    /// Puts a node into another, last or before a child of it. It may have been elsewhere.
    pub(crate) fn place(&mut self, parent: NodeId, child: NodeId, before: Option<NodeId>) -> Done {
        if child == PAGE_ROOT {
            return Err(Why::Reserved(child));
        }
        self.element(parent)?;
        self.get(child)?;
        if let Some(before) = before {
            self.expect_child(parent, before)?;
        }
        // What holds nothing is above nothing: rows that are made from the top cost no walk each.
        let hollow = self.get(child)?.children.is_empty();
        let above = || self.path(parent).any(|(above, _)| above == child);
        if before == Some(child) || parent == child || (!hollow && above()) {
            return Err(Why::Inside(child));
        }
        self.detach(child)?;
        let list = &mut self.get(parent)?.children;
        let at = before.and_then(|before| list.iter().position(|each| *each == before));
        list.insert(at.unwrap_or(list.len()), child);
        self.get(child)?.parent = parent;
        Ok(())
    }

    pub(crate) fn remove(&mut self, parent: NodeId, child: NodeId) -> Done {
        self.expect_child(parent, child)?;
        self.detach(child)
    }

    pub(crate) fn replace(&mut self, parent: NodeId, new: NodeId, old: NodeId) -> Done {
        self.place(parent, new, Some(old))?;
        self.detach(old)
    }

    /// Forgets a node. Its children stand alone until they are released too.
    pub(crate) fn release(&mut self, id: NodeId) -> Done {
        if id == PAGE_ROOT {
            return Err(Why::Reserved(id));
        }
        let children = std::mem::take(&mut self.get(id)?.children);
        for child in children {
            self.get(child)?.parent = NO_NODE;
        }
        self.detach(id)?;
        self.nodes.remove(&id);
        Ok(())
    }

    pub(crate) fn expect_child(&self, parent: NodeId, child: NodeId) -> Done {
        let node = self.nodes.get(&child).ok_or(Why::NoNode(child))?;
        if parent == NO_NODE || node.parent != parent {
            return Err(Why::NotAChild { parent, child });
        }
        Ok(())
    }

    fn detach(&mut self, id: NodeId) -> Done {
        let parent = std::mem::take(&mut self.get(id)?.parent);
        if parent != NO_NODE {
            let list = &mut self.get(parent)?.children;
            if let Some(at) = list.iter().position(|child| *child == id) {
                list.remove(at);
            }
        }
        Ok(())
    }
}
