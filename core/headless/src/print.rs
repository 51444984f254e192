//! The page as text and as tags, for people and for comparing.

use std::fmt::Write as _;

use tiffin_protocol::message::{NodeId, PAGE_ROOT};

use crate::node::Node;
use crate::tree::Tree;

enum Step {
    Open(NodeId),
    Close(NodeId),
}

impl Tree {
    /// All text on the page.
    pub fn text(&self) -> String {
        self.text_of(PAGE_ROOT)
    }

    /// The text of a node and of all below it; empty for a node that is not there.
    pub fn text_of(&self, id: NodeId) -> String {
        let texts = self
            .walk_from(id)
            .filter_map(|(_, node)| node.text.as_deref());
        texts.collect()
    }

    /// The page as tags, without what cannot be seen of it (listeners, data).
    pub fn html(&self) -> String {
        self.html_of(PAGE_ROOT)
    }

    /// A node and all below it as tags.
    pub fn html_of(&self, id: NodeId) -> String {
        let mut out = String::new();
        let mut steps = vec![Step::Open(id)];
        while let Some(step) = steps.pop() {
            let (Step::Open(id) | Step::Close(id)) = step;
            let Some(node) = self.node(id) else { continue };
            match (step, &node.text) {
                (Step::Close(_), _) => drop(write!(out, "</{}>", node.tag)),
                (_, Some(text)) => out.push_str(text),
                (Step::Open(_), None) => {
                    open(node, &mut out);
                    steps.push(Step::Close(id));
                    steps.extend(node.children.iter().rev().map(|child| Step::Open(*child)));
                }
            }
        }
        out
    }

    /// What is on the page, in document order, with all that each node carries: two views of the same page are equal.
    pub fn shown(&self) -> Vec<(NodeId, Node)> {
        self.walk().map(|(id, node)| (id, node.clone())).collect()
    }
}

fn open(node: &Node, out: &mut String) {
    // Memory cannot be refused a string.
    let _ = write!(out, "<{}", node.tag);
    if !node.id.is_empty() {
        let _ = write!(out, " id={}", node.id);
    }
    if !node.classes.is_empty() {
        let classes: Vec<&str> = node.classes.iter().map(String::as_str).collect();
        let _ = write!(out, " class={:?}", classes.join(" "));
    }
    if !node.style.is_empty() {
        let _ = write!(out, " style={:?}", node.style);
    }
    for (name, value) in &node.attrs {
        let _ = write!(out, " {name}={value}");
    }
    out.push('>');
}
