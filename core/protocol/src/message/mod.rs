//! View protocol v1: what logic and view say to each other, as JSON texts (docs/formats/messages.md).
//!
//! Messages from a view are hostile: a program's content runs there. [`FromView::parse`] is the one door, bounded in size,
//! and what travels on is its value, never the text. What the host itself says to a view is built from [`ToView`].

mod ops;
mod template;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::error::{Code, Fault, Result};
use crate::json;
use crate::limits::{EVENT_TYPE_BYTES, TOUCHES, VIEW_ANSWER_BYTES, VIEW_MESSAGE_BYTES};

pub use ops::{Op, listen, op, ops};
pub use template::{Clones, Template};

/// Version of the protocol.
pub const VERSION: u32 = 1;

/// A node of a page: made by logic; [`NO_NODE`] for none, [`PAGE_ROOT`] for the root.
pub type NodeId = u32;
/// Number of a page, unique in a run of a program.
pub type PageId = u32;
pub const NO_NODE: NodeId = 0;
pub const PAGE_ROOT: NodeId = 1;

/// A sheet for a view, in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Style {
    pub path: String,
    pub text: String,
}

/// Host to view.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "lowercase")]
pub enum ToView {
    /// This view now shows that page; what it showed before is forgotten.
    Assign(Assign),
    /// Operations of one tick, answered by [`FromView::Applied`].
    Batch {
        n: u64,
        ops: Vec<Value>,
    },
    /// Questions about nodes, answered by [`FromView::Queried`].
    Query {
        q: u64,
        items: Vec<QueryItem>,
    },
    /// A method of a component; `q` 0 wants no answer.
    Invoke {
        q: u64,
        node: NodeId,
        method: String,
        #[serde(default)]
        args: Value,
    },
    /// pageScrollTo: `top` in CSS pixels, `duration` in milliseconds.
    Scroll {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        top: Option<f64>,
        #[serde(default)]
        duration: f64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        selector: Option<String>,
    },
    /// The pull-down indicator.
    Refresh {
        on: bool,
    },
    Theme {
        theme: String,
    },
    /// A package came that the page has components in: its sheets, all of them and in order. Those that the view has stay.
    Styles {
        styles: Vec<Style>,
    },
    Suspend,
    Resume,
}

/// What a view needs to become a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Assign {
    pub page: PageId,
    pub program: String,
    pub path: String,
    /// Folder of the page, `/pages/list/`.
    pub base: String,
    pub styles: Vec<Style>,
    /// `light` or `dark`.
    pub theme: String,
    pub lang: String,
    #[serde(default)]
    pub config: Map<String, Value>,
    #[serde(default)]
    pub scroll_top: f64,
}

/// One question of a query.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QueryItem {
    /// None for the viewport.
    pub node: Option<NodeId>,
    pub fields: Map<String, Value>,
}

/// A finger.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Touch {
    pub identifier: i64,
    pub page_x: f64,
    pub page_y: f64,
    pub client_x: f64,
    pub client_y: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub force: Option<f64>,
    /// On a canvas: relative to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub x: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub y: Option<f64>,
}

/// A place relative to the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Offset {
    pub left: f64,
    pub top: f64,
}

/// An event on its target; bubbling happens in logic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    pub node: NodeId,
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub detail: Value,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub touches: Option<Vec<Touch>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed_touches: Option<Vec<Touch>>,
    #[serde(default)]
    pub time_stamp: f64,
    #[serde(default)]
    pub offset: Offset,
    #[serde(default)]
    pub bubbles: bool,
    /// Offsets of the nodes on the path, by node id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currents: Option<BTreeMap<String, Offset>>,
}

/// A kind of state that lives in a view and is mirrored as it changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StateKind {
    Value,
    Scroll,
    Current,
    Checked,
    PageScroll,
}

/// What happened to a page as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PageEvent {
    Scroll,
    ReachBottom,
    PullDownRefresh,
    Resize,
}

/// A kind of native view that a page gives a place to; the shell draws it, the page only says where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NativeKind {
    Map,
    Camera,
    LivePlayer,
    LivePusher,
    WebView,
}

/// A rectangle in CSS pixels, from the upper left of the page's view.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Area {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

/// Where a native view lies now.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct NativePlace {
    pub node: NodeId,
    pub kind: NativeKind,
    pub rect: Area,
    /// What of it is seen inside of scrolling containers; all of it if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clip: Option<Area>,
}

/// View to host.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "lowercase")]
pub enum FromView {
    /// view.html is loaded; the view waits for `assign`.
    Ready,
    Applied {
        n: u64,
    },
    /// The first frame after the first batch is on screen.
    Painted,
    Queried {
        q: u64,
        result: Vec<Value>,
    },
    Invoked {
        q: u64,
        #[serde(default)]
        result: Value,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        error: Option<String>,
    },
    Event(Event),
    State {
        node: NodeId,
        kind: StateKind,
        value: Value,
    },
    Page {
        event: PageEvent,
        #[serde(default)]
        detail: Value,
    },
    Error {
        message: String,
        #[serde(default)]
        stack: String,
    },
    /// All native views of the page, where they are now; sent anew when one moves, comes or goes.
    Natives {
        places: Vec<NativePlace>,
    },
    Log {
        #[serde(default)]
        level: String,
        #[serde(default)]
        message: Value,
    },
}

impl FromView {
    /// Reads what a view's page posted: answers of at most 8 MiB, everything else of at most 1 MiB.
    ///
    /// # Errors
    /// `message.too_large`, `message.invalid` for what is no message of this protocol, `json.*`.
    pub fn parse(text: &str) -> Result<Self> {
        let kind = json::Kind {
            max: VIEW_ANSWER_BYTES,
            too_large: Code::MessageTooLarge,
            invalid: Code::MessageInvalid,
        };
        let message: Self = json::read(text.as_bytes(), kind)?;
        let answer = matches!(message, Self::Queried { .. } | Self::Invoked { .. });
        if !answer && text.len() > VIEW_MESSAGE_BYTES {
            let detail = format!("{} bytes, at most {VIEW_MESSAGE_BYTES}", text.len());
            return Err(Fault::new(Code::MessageTooLarge, detail));
        }
        if let Self::Event(event) = &message {
            let touches = event.touches.as_ref().map_or(0, Vec::len)
                + event.changed_touches.as_ref().map_or(0, Vec::len);
            if touches > TOUCHES || event.kind.len() > EVENT_TYPE_BYTES {
                return Err(Fault::new(Code::MessageInvalid, "event"));
            }
        }
        Ok(message)
    }

    /// The JSON text, for the framework in the program's engine.
    ///
    /// # Errors
    /// `message.invalid` for numbers that JSON cannot write.
    pub fn to_json(&self) -> Result<String> {
        serde_json::to_string(self).map_err(|e| Fault::new(Code::MessageInvalid, e.to_string()))
    }
}

impl ToView {
    /// The JSON text, not yet escaped for a script.
    pub fn to_json(&self) -> Result<String> {
        serde_json::to_string(self).map_err(|e| Fault::new(Code::MessageInvalid, e.to_string()))
    }
}

/// A JSON text as a literal that is safe inside of a script element and of `evaluate`.
pub fn script_literal(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
    out
}
