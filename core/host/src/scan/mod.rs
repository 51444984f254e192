//! The first room of the journey: from a picture or a camera frame to links. zxing-cpp reads the codes (docs/adr); this
//! room bounds what it is given and tries harder only when the first try finds nothing.

mod decode;
mod image_file;

use tiffin_protocol::{Fault, Link};

use crate::error::{Code, HostError};
use crate::resolve::Stores;

pub use decode::Luma;

/// One code that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Scanned {
    pub text: String,
    /// In pixels of the picture that was given: top left, top right, bottom right, bottom left as the code is read.
    pub corners: [(f32, f32); 4],
    /// What the text leads to, or why to nothing.
    pub link: Result<LinkSummary, Fault>,
    /// A link of a trusted store: [`crate::Host::open_link`] will try it.
    pub openable: bool,
}

/// What a shell shows of a link when it lets the person choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkSummary {
    pub program: String,
    pub page: Option<String>,
    /// The store's address; `None` if the link names none.
    pub store: Option<String>,
}

/// A code before anybody asked what it means.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    pub text: String,
    pub corners: [(f32, f32); 4],
}

impl Found {
    pub(crate) fn judged(self, stores: &Stores) -> Scanned {
        let parsed = Link::parse(&self.text);
        let openable = parsed
            .as_ref()
            .is_ok_and(|link| stores.of_link(link).is_ok());
        let link = parsed.map(|link| LinkSummary {
            program: link.program().to_string(),
            page: link.page().map(str::to_owned),
            store: link.store.as_ref().map(ToString::to_string),
        });
        Scanned {
            text: self.text,
            corners: self.corners,
            link,
            openable,
        }
    }
}

pub(crate) fn picture(file_bytes: &[u8]) -> Result<Vec<Found>, HostError> {
    let grey = image_file::decode(file_bytes)?;
    some(decode::find(grey.as_luma()))
}

pub(crate) fn luma(frame: Luma<'_>) -> Result<Vec<Found>, HostError> {
    let frame = frame.checked()?;
    some(decode::find(frame))
}

fn some(found: Vec<Found>) -> Result<Vec<Found>, HostError> {
    if found.is_empty() {
        Err(HostError::new(Code::ScanNothing, ""))
    } else {
        Ok(found)
    }
}
