//! A view without a screen: whoever runs a program and wants to look at it, or to tap on it, where there is no WebView
//! (tests of the runtime, of the bindings, of tools) has one of these for each page.
//!
//! It takes the host's messages (docs/formats/messages.md) and keeps the page's tree, strictly: an operation that a real
//! view would survive, on a node that is not there, say, is an error here. It answers what a view answers, makes the
//! messages of a person's taps, and can be killed and filled again at any time. What needs a layout it does not invent:
//! it says that a view with a screen is needed. No I/O, no clock.

mod answers;
mod apply;
mod events;
mod fault;
mod find;
mod node;
mod print;
mod rows;
mod script;
mod tree;
mod view;

pub use answers::Layout;
pub use fault::{Fault, Why};
pub use node::Node;
pub use script::messages;
pub use tiffin_protocol::message::{FromView, ToView};
pub use tree::Tree;
pub use view::{Counts, Page, View};
