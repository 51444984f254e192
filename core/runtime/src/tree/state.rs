//! State that lives in a view and is mirrored as it changes (promise 1): typed text, checked boxes, the swiper's
//! index, scroll offsets. A rebuilt view gets it as attributes.

use serde_json::Value;
use tiffin_protocol::message::StateKind;

use super::node::Tree;

/// What the view said about one node.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Mirrored {
    pub value: Option<Value>,
    pub checked: Option<Value>,
    pub current: Option<Value>,
    pub scroll: Option<(f64, f64)>,
}

impl Mirrored {
    /// Whether writing this attribute matters although the attribute has the value already, because the user has
    /// changed it since. The attribute wins: the state is forgotten.
    pub(super) fn overrides(&mut self, name: &str, value: &Value) -> bool {
        let slot = match name {
            "value" => &mut self.value,
            "checked" => &mut self.checked,
            "current" => &mut self.current,
            "scroll-top" | "scroll-left" => return self.scroll.take().is_some(),
            _ => return false,
        };
        slot.take().is_some_and(|known| known != *value)
    }

    /// The attributes that this state stands for.
    pub(super) fn attributes(&self) -> Vec<(&'static str, Value)> {
        let mut list = Vec::new();
        for (name, value) in [
            ("value", &self.value),
            ("checked", &self.checked),
            ("current", &self.current),
        ] {
            if let Some(value) = value {
                list.push((name, value.clone()));
            }
        }
        if let Some((top, left)) = self.scroll {
            list.push(("scroll-top", Value::from(top)));
            list.push(("scroll-left", Value::from(left)));
        }
        list
    }
}

impl Tree {
    /// Takes over a `state` message: the value of a scroll is `{top, left}`, of the page's scroll a number or `{top}`.
    /// False if the node is unknown.
    pub fn mirror(&mut self, id: u32, kind: StateKind, value: &Value) -> bool {
        let offset = |name: &str| value.get(name).and_then(Value::as_f64).unwrap_or(0.0);
        if kind == StateKind::PageScroll {
            self.page_scroll = value.as_f64().unwrap_or_else(|| offset("top"));
            return true;
        }
        let Some(node) = self.get(id) else {
            return false;
        };
        let state = node.dress_mut().state.get_or_insert_default();
        match kind {
            StateKind::Value => state.value = Some(value.clone()),
            StateKind::Checked => state.checked = Some(value.clone()),
            StateKind::Current => state.current = Some(value.clone()),
            StateKind::Scroll => state.scroll = Some((offset("top"), offset("left"))),
            StateKind::PageScroll => return false,
        }
        true
    }
}
