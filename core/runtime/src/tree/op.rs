//! Operations of the logic-view protocol v1, decoded.

use serde_json::Value;
use tiffin_protocol::message::Template;

/// One operation. Node numbers are made by logic; 0 is no node, 1 the page's root.
#[derive(Clone, Debug, PartialEq)]
pub enum Op {
    Create {
        id: u32,
        tag: String,
    },
    Text {
        id: u32,
        text: String,
    },
    Append {
        parent: u32,
        child: u32,
    },
    Insert {
        parent: u32,
        child: u32,
        before: u32,
    },
    Remove {
        parent: u32,
        child: u32,
    },
    Replace {
        parent: u32,
        new: u32,
        old: u32,
    },
    SetText {
        id: u32,
        text: String,
    },
    Attr {
        id: u32,
        name: String,
        value: Value,
    },
    Unattr {
        id: u32,
        name: String,
    },
    AddClass {
        id: u32,
        name: String,
    },
    RemoveClass {
        id: u32,
        name: String,
    },
    ClearClasses {
        id: u32,
    },
    Style {
        id: u32,
        text: String,
    },
    Id {
        id: u32,
        name: String,
    },
    Scope {
        id: u32,
        own: String,
        host: String,
    },
    Data {
        id: u32,
        name: String,
        value: Value,
    },
    Listen {
        id: u32,
        event: String,
        flags: u8,
    },
    Release {
        id: u32,
    },
    Owner {
        id: u32,
        owner: u32,
    },
    Wxs {
        id: u32,
        name: String,
        handler: Value,
    },
    /// A row's shape, for [`Op::Clone`]. Known to the view as long as the page.
    Template {
        id: u32,
        template: Template,
    },
    /// A node's classes, with a space between them, in place of those that it had.
    Classes {
        id: u32,
        names: String,
    },
    /// A run of rows ([`tiffin_protocol::message::Clones`]).
    Clone {
        template: u32,
        first: u32,
        parent: u32,
        before: u32,
        count: u32,
        values: Vec<Value>,
    },
    /// Releases children of a node, from the first to the last that are named (0: all on that side), with what is below.
    Clear {
        parent: u32,
        first: u32,
        last: u32,
    },
}
