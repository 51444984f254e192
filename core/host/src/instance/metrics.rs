//! Which bars each page of a program has: what its own window is made from.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use tiffin_runtime::PageId;

/// Which bars each page has; filled on the logic thread as pages open, so that `onLoad` already reads its own numbers.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    pages: Mutex<HashMap<PageId, PageBars>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct PageBars {
    pub custom_nav: bool,
    pub tab_bar: bool,
}

/// The bars of the page that the program starts with, for scripts that ask before there is one.
pub(crate) const FIRST: PageId = PageId(0);

impl Metrics {
    pub(crate) fn set_bars(&self, page: PageId, bars: PageBars) {
        self.pages
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(page, bars);
    }

    pub(crate) fn forget(&self, page: PageId) {
        self.pages
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&page);
    }

    pub(crate) fn of(&self, page: Option<PageId>) -> PageBars {
        let pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        page.and_then(|page| pages.get(&page))
            .or_else(|| pages.get(&FIRST))
            .copied()
            .unwrap_or_default()
    }
}
