//! The first room of the journey: from a picture or a camera frame to links. `core/scan` reads the codes; here their texts
//! get a meaning, and a viewfinder's frames are counted.

use std::sync::atomic::{AtomicU64, Ordering};

use tiffin_protocol::{Fault, Link};
use tiffin_scan::{Content, Effort, Found, Progress, Refused, Taken};

use crate::error::{Code, HostError};
use crate::shared::Shared;

pub use tiffin_scan::{Luma, TURNS};

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
    /// What the program calls itself, if it is installed.
    pub name: Option<String>,
    pub page: Option<String>,
    /// As written, without `?`; empty if there is none.
    pub query: String,
    /// The store's address; `None` if the link names none.
    pub store: Option<String>,
}

/// Frames that viewfinders showed since the start: which of them gets which of the dearer tries.
#[derive(Debug, Default)]
pub(crate) struct Frames(AtomicU64);

impl Frames {
    fn next(&self) -> u64 {
        self.0.fetch_add(1, Ordering::Relaxed)
    }
}

pub(crate) fn picture(file_bytes: &[u8], shared: &Shared) -> Result<Vec<Scanned>, HostError> {
    judged(tiffin_scan::picture(file_bytes), shared)
}

pub(crate) fn luma(
    frame: Luma<'_>,
    frames: &Frames,
    shared: &Shared,
) -> Result<Vec<Scanned>, HostError> {
    let effort = Effort::Frame(frames.next());
    judged(tiffin_scan::luma(frame, effort), shared)
}

/// A text is what counts, wherever its parts were; only if there is none it matters that some are missing.
fn judged(found: Result<Vec<Found>, Refused>, shared: &Shared) -> Result<Vec<Scanned>, HostError> {
    let found = found.map_err(|refused| HostError::new(Code::ScanPicture, refused.to_string()))?;
    let mut scanned = Vec::new();
    let mut without = HostError::new(Code::ScanNothing, "");
    for Found { content, corners } in found {
        match content {
            Content::Text(text) => scanned.push(judge(text, corners, shared)),
            Content::Part(part) => match shared.parts.take(part) {
                Taken::Whole(text) => scanned.push(judge(text, corners, shared)),
                Taken::More(Progress { read, of }) => {
                    without = HostError::new(Code::ScanPart, format!("{read} of {of}"));
                }
                Taken::Mismatch => without = HostError::new(Code::ScanParts, ""),
            },
        }
    }
    if scanned.is_empty() {
        return Err(without);
    }
    Ok(scanned)
}

/// The same for the text of a code that was read elsewhere.
pub(crate) fn of_text(text: String, shared: &Shared) -> Scanned {
    judge(text, [(0.0, 0.0); 4], shared)
}

fn judge(text: String, corners: [(f32, f32); 4], shared: &Shared) -> Scanned {
    let parsed = Link::parse(&text);
    let openable = parsed
        .as_ref()
        .is_ok_and(|link| shared.stores.of_link(link).is_ok());
    let link = parsed.map(|link| LinkSummary {
        program: link.program().to_string(),
        name: shared.catalog.name(link.program()),
        page: link.page().map(str::to_owned),
        query: link.query().to_owned(),
        store: link.store.as_ref().map(ToString::to_string),
    });
    Scanned {
        text,
        corners,
        link,
        openable,
    }
}
