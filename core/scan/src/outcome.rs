//! What a look at a picture ends in.

use crate::sequence::Part;

/// One code that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    pub content: Content,
    /// In pixels of the picture that was given: top left, top right, bottom right, bottom left as the code is read.
    pub corners: [(f32, f32); 4],
}

/// What a code holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Never empty.
    Text(String),
    /// A part of a text that lies over several codes; [`crate::Sequences`] puts them together.
    Part(Part),
}

/// Bytes that are no picture, or too large a one; a plane whose sizes contradict each other. The detail is for a log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refused(pub String);
