//! Nodes and their links. Siblings are linked, so that moving one of 100,000 rows costs the same as one of ten.
//! Most nodes of a long list are a tag, a class and a text: what others have besides stands apart, so that a plain
//! node is 80 bytes.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde_json::Value;
use tiffin_protocol::message::Template;

use super::state::Mirrored;

/// The page's root, which exists from the start.
pub(super) const ROOT: u32 = 1;

#[derive(Clone, Debug, Default)]
pub(super) enum Kind {
    #[default]
    Root,
    Element(Arc<str>),
    Text(String),
}

/// Tags and classes are shared texts: rows of one shape have the same ones.
#[derive(Clone, Debug, Default)]
pub(super) struct Node {
    pub kind: Kind,
    pub parent: u32,
    pub prev: u32,
    pub next: u32,
    pub first: u32,
    pub last: u32,
    pub owner: u32,
    pub classes: Vec<Arc<str>>,
    dress: Option<Box<Dress>>,
}

/// What a plain node has nothing of.
#[derive(Clone, Debug, Default)]
pub(super) struct Dress {
    pub attrs: Vec<(String, Value)>,
    pub style: String,
    pub id: String,
    /// The node's own style scope, and its host's.
    pub scope: (String, String),
    pub data: Vec<(String, Value)>,
    /// Event names with their flags: an event may stand twice, once for each phase.
    pub listen: Vec<(String, u8)>,
    pub wxs: Vec<(String, Value)>,
    pub state: Option<Box<Mirrored>>,
}

impl Node {
    /// A node in no place, with nothing on.
    pub(super) fn new(kind: Kind) -> Node {
        Node {
            kind,
            ..Node::default()
        }
    }

    /// What the node has besides tag, classes and text.
    pub(super) fn dress(&self) -> Option<&Dress> {
        self.dress.as_deref()
    }

    /// The same, to take away from.
    pub(super) fn worn(&mut self) -> Option<&mut Dress> {
        self.dress.as_deref_mut()
    }

    /// The same, to add to.
    pub(super) fn dress_mut(&mut self) -> &mut Dress {
        self.dress.get_or_insert_default()
    }
}

/// What a row of a run brings, and where it goes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Field {
    Text,
    /// Of the node's attributes, the n-th.
    Attr(usize),
    Data(usize),
    Style,
    Id,
    Classes,
}

/// A template of rows, and its nodes ready to be copied (`rows.rs`).
#[derive(Debug)]
pub(super) struct Shape {
    pub template: Template,
    /// Links count from 2, as if the row were the only one of a page.
    pub nodes: Vec<Node>,
    /// Each hole's node, counted from 0.
    pub holes: Vec<(usize, Field)>,
}

/// A page's tree. No I/O.
#[derive(Debug)]
pub struct Tree {
    /// Numbers are counted up by the framework, no program chooses them: a hash that resists chosen keys is not needed.
    pub(super) nodes: FxHashMap<u32, Node>,
    pub(super) limit: usize,
    /// The highest number that a node has had.
    pub(super) highest: u32,
    /// Shapes of rows, by number: a new view is told them too.
    pub(super) shapes: BTreeMap<u32, Shape>,
    /// Batches made so far.
    pub(super) n: u32,
    /// Offset of the page's own scrolling, in CSS pixels.
    pub(super) page_scroll: f64,
}

impl Tree {
    /// An empty page that may hold `limit` nodes.
    pub fn new(limit: usize) -> Tree {
        let mut nodes = FxHashMap::default();
        nodes.insert(ROOT, Node::default());
        Tree {
            nodes,
            limit,
            highest: ROOT,
            shapes: BTreeMap::new(),
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
