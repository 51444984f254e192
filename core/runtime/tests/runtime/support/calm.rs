//! Waiting for a program without waiting for time: it is asked to say that it has come so far.

use std::time::Instant;

use serde_json::json;
use tiffin_headless::View;
use tiffin_runtime::PageId;

use super::{MARK, PATIENCE, QUIET, World};

impl World {
    /// Runs until the program has worked through all that it was given, and through what came of that. Faster than
    /// [`World::settle`], since no silence is waited for: timers and what is answered later are not.
    pub fn calm(&mut self) -> &mut World {
        let end = Instant::now() + PATIENCE;
        loop {
            (self.marked, self.asked) = (false, self.asked + 1);
            let mut came = false;
            self.mark();
            while !self.marked && !self.ended() {
                match self.outputs.recv_timeout(QUIET) {
                    Ok(output) => self.take(output),
                    // What is said to a page that opens or closes meanwhile is not heard.
                    Err(_) => self.mark(),
                }
                came |= !self.marked;
                assert!(Instant::now() < end, "never calm: {:#?}", self.events);
            }
            if !came || self.ended() {
                return self;
            }
        }
    }

    /// Asks the page on top to show that it has come so far.
    fn mark(&self) {
        let open = self.views.keys().filter(|page| !self.closed.contains(page));
        if let Some(page) = open.max() {
            let text = format!("so far {}", self.asked);
            self.view(*page, json!({"t": "log", "message": text}));
        }
    }

    /// What the newest of [`World::calm`]'s questions comes back as; an older one may still be on its way.
    pub(super) fn calm_mark(&self) -> String {
        format!("{MARK} {}", self.asked)
    }

    /// Another view takes the place of a page's.
    pub fn replace(&mut self, page: u32, view: View) {
        self.views.insert(PageId(page), view);
    }
}
