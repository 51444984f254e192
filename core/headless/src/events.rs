//! What a person does on a page, as the messages that a view makes of it (docs/formats/messages.md, "View to host").

use serde_json::{Value, json};
use tiffin_protocol::message::{Event, FromView, NodeId, Offset, StateKind, Touch};

use crate::fault::Fault;
use crate::view::View;

/// Where a finger touches, in CSS pixels of the page: any place would do, and an unlikely one shows in an answer.
const FINGER: (f64, f64) = (5.0, 6.0);

/// Events of a pointer: they have touches, and go up through the borders of components.
const POINTER: [&str; 7] = [
    "tap",
    "longpress",
    "longtap",
    "touchstart",
    "touchmove",
    "touchend",
    "touchcancel",
];
/// Others that go up through the borders of components.
const MOTION: [&str; 4] = [
    "transitionend",
    "animationstart",
    "animationiteration",
    "animationend",
];

impl View {
    /// Whether a view would say anything of such an event: somebody on the way from the node to the root listens.
    pub fn hears(&self, node: NodeId, kind: &str) -> bool {
        self.tree().path(node).any(|(_, node)| node.hears(kind))
    }

    /// A tap at a node. It goes up from there in logic.
    ///
    /// # Errors
    /// [`Fault::Absent`] if the node is not on the page.
    pub fn tap(&mut self, node: NodeId) -> Result<FromView, Fault> {
        let (x, y) = FINGER;
        self.event(node, "tap", json!({"x": x, "y": y}))
    }

    /// Any event at a node: of a pointer with its touches, another without.
    ///
    /// # Errors
    /// [`Fault::Absent`] if the node is not on the page.
    pub fn event(&mut self, node: NodeId, kind: &str, detail: Value) -> Result<FromView, Fault> {
        self.expect(node)?;
        self.now += 1.0;
        let pointer = POINTER.contains(&kind);
        // A finger that was lifted touches no more.
        let lifted = matches!(kind, "touchend" | "touchcancel");
        let finger = || {
            vec![Touch {
                identifier: 0,
                page_x: FINGER.0,
                page_y: FINGER.1,
                client_x: FINGER.0,
                client_y: FINGER.1,
                ..Touch::default()
            }]
        };
        Ok(FromView::Event(Event {
            node,
            kind: kind.to_owned(),
            detail,
            touches: pointer.then(|| if lifted { Vec::new() } else { finger() }),
            changed_touches: pointer.then(finger),
            time_stamp: self.now,
            offset: Offset::default(),
            bubbles: pointer || MOTION.contains(&kind),
            currents: None,
        }))
    }

    /// State that lives in a view: typed text, a box that was checked, an offset.
    ///
    /// # Errors
    /// [`Fault::Absent`] if the node is not on the page; 0 is the page itself.
    pub fn state(&self, node: NodeId, kind: StateKind, value: Value) -> Result<FromView, Fault> {
        if kind != StateKind::PageScroll {
            self.expect(node)?;
        }
        Ok(FromView::State { node, kind, value })
    }

    fn expect(&self, node: NodeId) -> Result<(), Fault> {
        let on_page = self.tree().path(node).last();
        if on_page.is_some_and(|(top, _)| top == tiffin_protocol::message::PAGE_ROOT) {
            return Ok(());
        }
        Err(Fault::Absent {
            what: format!("node {node}"),
            page: self.tree().html(),
        })
    }
}
