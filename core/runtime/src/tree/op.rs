//! Operations of the logic-view protocol v1, decoded.

use serde_json::Value;

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
}
