//! Nodes and their links. Siblings are linked, so that moving one of 100,000 rows costs the same as one of ten.

use std::collections::HashMap;

use serde_json::Value;

use super::state::Mirrored;

/// The page's root, which exists from the start.
pub(super) const ROOT: u32 = 1;

#[derive(Debug, Default)]
pub(super) enum Kind {
    #[default]
    Root,
    Element(String),
    Text(String),
}

#[derive(Debug, Default)]
pub(super) struct Node {
    pub kind: Kind,
    pub parent: u32,
    pub prev: u32,
    pub next: u32,
    pub first: u32,
    pub last: u32,
    pub attrs: Vec<(String, Value)>,
    pub classes: Vec<String>,
    pub style: String,
    pub id: String,
    pub scope: (String, String),
    pub data: Vec<(String, Value)>,
    /// Event name and whether it is the capture phase, to flags.
    pub listen: Vec<(String, u8)>,
    pub owner: u32,
    pub wxs: Vec<(String, Value)>,
    pub state: Mirrored,
}

/// A page's tree. No I/O.
#[derive(Debug)]
pub struct Tree {
    pub(super) nodes: HashMap<u32, Node>,
    pub(super) limit: usize,
    /// Batches made so far.
    pub(super) n: u32,
    /// Offset of the page's own scrolling, in CSS pixels.
    pub(super) page_scroll: f64,
}

impl Tree {
    /// An empty page that may hold `limit` nodes.
    pub fn new(limit: usize) -> Tree {
        let mut nodes = HashMap::new();
        nodes.insert(ROOT, Node::default());
        Tree {
            nodes,
            limit,
            n: 0,
            page_scroll: 0.0,
        }
    }

    /// Nodes held, the root included.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is nothing but the root.
    pub fn is_empty(&self) -> bool {
        self.nodes.len() <= 1
    }

    /// The number of the last batch.
    pub fn number(&self) -> u32 {
        self.n
    }

    /// Where the page is scrolled to.
    pub fn page_scroll(&self) -> f64 {
        self.page_scroll
    }

    pub(super) fn get(&mut self, id: u32) -> Option<&mut Node> {
        self.nodes.get_mut(&id)
    }

    /// Takes a node out of its parent's children; false if it was in none.
    pub(super) fn unlink(&mut self, id: u32) -> bool {
        let Some(node) = self.nodes.get_mut(&id) else {
            return false;
        };
        let (parent, prev, next) = (node.parent, node.prev, node.next);
        if parent == 0 {
            return false;
        }
        (node.parent, node.prev, node.next) = (0, 0, 0);
        match self.nodes.get_mut(&prev) {
            Some(before) => before.next = next,
            None => {
                if let Some(parent) = self.nodes.get_mut(&parent) {
                    parent.first = next;
                }
            }
        }
        match self.nodes.get_mut(&next) {
            Some(after) => after.prev = prev,
            None => {
                if let Some(parent) = self.nodes.get_mut(&parent) {
                    parent.last = prev;
                }
            }
        }
        true
    }

    /// Puts a node before `before`, or last if that is 0 or no child of `parent`.
    pub(super) fn link(&mut self, parent: u32, id: u32, before: u32) {
        self.unlink(id);
        let before = match self.nodes.get(&before) {
            Some(node) if node.parent == parent => before,
            _ => 0,
        };
        let prev = match self.nodes.get(&before) {
            Some(node) => node.prev,
            None => self.nodes.get(&parent).map_or(0, |node| node.last),
        };
        if let Some(node) = self.nodes.get_mut(&id) {
            (node.parent, node.prev, node.next) = (parent, prev, before);
        }
        match self.nodes.get_mut(&prev) {
            Some(node) => node.next = id,
            None => {
                if let Some(node) = self.nodes.get_mut(&parent) {
                    node.first = id;
                }
            }
        }
        match self.nodes.get_mut(&before) {
            Some(node) => node.prev = id,
            None => {
                if let Some(node) = self.nodes.get_mut(&parent) {
                    node.last = id;
                }
            }
        }
    }

    /// Whether `id` is `other` or above it.
    pub(super) fn contains(&self, id: u32, other: u32) -> bool {
        let mut at = other;
        while at != 0 {
            if at == id {
                return true;
            }
            at = self.nodes.get(&at).map_or(0, |node| node.parent);
        }
        false
    }
}
