//! The mirror of one page's node tree. Operations pass through it on their way to the view: what changes
//! nothing is dropped, and a view that died is rebuilt from it (docs/formats/messages.md).

mod apply;
mod encode;
mod node;
mod op;
mod rebuild;
mod rows;
mod state;

pub use encode::Batch;
pub use node::Tree;
pub use op::Op;

#[cfg(test)]
mod rows_tests;
#[cfg(test)]
mod tests;
