//! One node of a page, with all that the protocol says of it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use tiffin_protocol::message::NodeId;

/// Two nodes that show and do the same are equal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Node {
    /// Logical name, as in the template; empty for a text.
    pub tag: String,
    /// None for an element.
    pub text: Option<String>,
    /// 0 if it is in no other.
    pub parent: NodeId,
    pub children: Vec<NodeId>,
    pub attrs: BTreeMap<String, Value>,
    pub classes: BTreeSet<String>,
    /// The whole inline style, in `rpx` as written.
    pub style: String,
    pub id: String,
    /// Style scopes: its own, and that of the component whose host it is.
    pub scope: (String, String),
    /// Event and whether it is the capture phase, to flags (`tiffin_protocol::message::listen`).
    pub listen: BTreeMap<(String, bool), u64>,
    /// For handlers that run in the view.
    pub data: BTreeMap<String, Value>,
    /// The component whose template made it.
    pub owner: NodeId,
    /// WXS handlers by event or `change:prop`.
    pub wxs: BTreeMap<String, Value>,
}

impl Node {
    pub(crate) fn element(tag: &str) -> Node {
        Node {
            tag: tag.to_owned(),
            ..Node::default()
        }
    }

    pub(crate) fn text(text: &str) -> Node {
        Node {
            text: Some(text.to_owned()),
            ..Node::default()
        }
    }

    pub fn is_text(&self) -> bool {
        self.text.is_some()
    }

    /// Whether it listens to the event, in either phase.
    pub fn hears(&self, event: &str) -> bool {
        [false, true]
            .into_iter()
            .any(|capture| self.listen.contains_key(&(event.to_owned(), capture)))
    }
}
