//! What was open, as a text that a phone keeps while it takes the app's process: small, because the platform bounds it, and
//! only a wish, because a day may pass until it is read.

use serde::{Deserialize, Serialize};

/// Bytes. Android keeps 1 MB for everything that all apps of a device hand over at once; a tenth is ours at most.
pub(crate) const MAX_BYTES: usize = 100 * 1024;
/// A stack has no more (the runtime's bound).
const MAX_PAGES: usize = 10;
/// Of the text; another one is not read.
const FORMAT: u32 = 1;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Saved {
    format: u32,
    /// In front; absent for the home.
    pub program: Option<String>,
    /// The store that a link named, while that is still on its way; installed programs have theirs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub store: Option<String>,
    /// The stack, the top last.
    pub pages: Vec<SavedPage>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SavedPage {
    pub path: String,
    /// As the route had it, values still encoded.
    pub query: String,
}

impl Saved {
    pub(crate) fn new(program: Option<String>, pages: Vec<SavedPage>) -> Saved {
        Saved {
            format: FORMAT,
            program,
            store: None,
            pages,
        }
    }

    /// Pages below go first if it is too long: the one on top is what the person saw.
    pub(crate) fn to_text(&self) -> String {
        let mut pages = self.pages.as_slice();
        loop {
            let saved = Saved {
                store: self.store.clone(),
                ..Saved::new(self.program.clone(), pages.to_vec())
            };
            let text = serde_json::to_string(&saved).unwrap_or_default();
            match pages {
                [_, above @ ..] if text.len() > MAX_BYTES => pages = above,
                _ => return text,
            }
        }
    }

    /// `None` for what is none of ours.
    pub(crate) fn parse(text: &str) -> Option<Saved> {
        let small = text.len() <= MAX_BYTES;
        let saved = small.then(|| serde_json::from_str::<Saved>(text));
        let mut saved = saved?.ok().filter(|saved| saved.format == FORMAT)?;
        let more = saved.pages.len().saturating_sub(MAX_PAGES);
        saved.pages.drain(..more);
        Some(saved)
    }
}

#[cfg(test)]
mod tests;
