//! What goes wrong between a host and this view: always a mistake of one of the two.

use tiffin_protocol::message::NodeId;

/// A message or a question that makes no sense to a view in its present state.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// No message of the protocol, or no script of messages.
    #[error("no message: {0}")]
    Message(String),
    /// The view is no page yet, or was killed.
    #[error("{0} for a blank view")]
    Blank(&'static str),
    /// Batches are numbered without gaps.
    #[error("batch {n} after {last}")]
    Order { n: u64, last: u64 },
    /// The operation that starts at this place of its batch. Those before it were applied.
    #[error("operation {code} at {at}: {why}")]
    Operation { at: usize, code: u32, why: Why },
    /// Nothing on the page is what was asked for; the page as it is.
    #[error("no {what} in {page}")]
    Absent { what: String, page: String },
    #[error("no selector: {0}")]
    Selector(String),
}

/// What is wrong with an operation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// An unknown code, too few operands, one of the wrong kind.
    #[error("{0}")]
    Shape(String),
    #[error("no node {0}")]
    NoNode(NodeId),
    #[error("node {0} is there already")]
    Taken(NodeId),
    /// 0 and 1 are not logic's to make, move or release.
    #[error("node {0} is not logic's")]
    Reserved(NodeId),
    #[error("node {0} is a text")]
    NoElement(NodeId),
    #[error("node {0} is no text")]
    NoText(NodeId),
    #[error("node {child} is not in {parent}")]
    NotAChild { parent: NodeId, child: NodeId },
    #[error("node {0} would be in itself")]
    Inside(NodeId),
    #[error("no template {0}")]
    NoTemplate(u32),
    #[error("template {0} is there already")]
    TemplateTaken(u32),
    /// A page holds at most this many nodes.
    #[error("more than {0} nodes")]
    TooMany(usize),
}
