//! Which page is in which view: a pure state machine. It decides on prewarming, on the cap on live views, and on
//! rebuilding (promise 1: a view is a projection and may be gone at any moment); the driver performs its actions.

use std::collections::{BTreeMap, HashMap};

use tiffin_runtime::PageId;

use crate::ids::{InstanceId, ViewId};
use crate::screen::Transition;

/// A renderer that dies this often under one page is killed by the page: the program stops instead of flickering.
const MAX_LOSSES: u32 = 5;

/// A page of an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct PageKey {
    pub instance: InstanceId,
    pub page: PageId,
}

/// What the driver has to do, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Action {
    Create(ViewId),
    /// The view is loaded and blank: send the page's `assign`, and its tree as one batch.
    Fill {
        view: ViewId,
        page: PageKey,
    },
    /// The view belongs to the page from now on, loaded or not.
    Bind {
        view: ViewId,
        page: PageKey,
    },
    Destroy(ViewId),
    /// The page lost its view; what waits for it is answered.
    ViewLost(PageKey),
    /// The page kills its views.
    RendererFails(PageKey),
}

#[derive(Debug)]
struct View {
    ready: bool,
    page: Option<PageKey>,
}

#[derive(Debug, Default)]
struct Page {
    view: Option<ViewId>,
    /// In front of its instance.
    shown: bool,
    /// How it came to be shown.
    came: Transition,
    /// When it was shown last, on a counter.
    stamp: u64,
    losses: u32,
}

#[derive(Debug)]
pub(crate) struct Views {
    last_id: u64,
    clock: u64,
    cap_front: usize,
    cap_behind: usize,
    front: Option<InstanceId>,
    views: BTreeMap<ViewId, View>,
    pages: HashMap<PageKey, Page>,
}

impl Views {
    pub(crate) fn new(cap_front: usize, cap_behind: usize) -> Views {
        Views {
            last_id: 0,
            clock: 0,
            cap_front: cap_front.max(1),
            cap_behind,
            front: None,
            views: BTreeMap::new(),
            pages: HashMap::new(),
        }
    }

    /// The view that a page is in, once it is loaded and filled.
    pub(crate) fn loaded_view(&self, page: PageKey) -> Option<ViewId> {
        let view = self.pages.get(&page)?.view?;
        self.views
            .get(&view)
            .filter(|view| view.ready)
            .map(|_| view)
    }

    /// Whether the page has a view, or one is on its way.
    pub(crate) fn has_view(&self, page: PageKey) -> bool {
        self.pages
            .get(&page)
            .is_some_and(|page| page.view.is_some())
    }

    /// The loaded views of all pages of an instance.
    pub(crate) fn loaded_views(&self, instance: InstanceId) -> Vec<ViewId> {
        let views = self.views.iter().filter(|(_, view)| {
            view.ready && view.page.is_some_and(|page| page.instance == instance)
        });
        views.map(|(id, _)| *id).collect()
    }

    /// The page that a view speaks for.
    pub(crate) fn page_of(&self, view: ViewId) -> Option<PageKey> {
        self.views.get(&view)?.page
    }

    pub(crate) fn exists(&self, view: ViewId) -> bool {
        self.views.contains_key(&view)
    }

    /// Makes sure that one blank view waits.
    pub(crate) fn prewarm(&mut self) -> Vec<Action> {
        if self.blank().is_some() {
            return Vec::new();
        }
        vec![Action::Create(self.create(None))]
    }

    /// A page exists from now on; it gets a view before it is shown, so that it can draw meanwhile.
    pub(crate) fn open(&mut self, page: PageKey) -> Vec<Action> {
        self.pages.entry(page).or_default();
        self.give_view(page)
    }

    /// The view's document is loaded. A second `ready` (the document was loaded again) means its content is gone.
    pub(crate) fn ready(&mut self, view: ViewId) -> Vec<Action> {
        let Some(found) = self.views.get_mut(&view) else {
            return Vec::new();
        };
        found.ready = true;
        found
            .page
            .map(|page| Action::Fill { view, page })
            .into_iter()
            .collect()
    }

    /// The page is in front of its instance. Only the front instance's page is on the screen: one that moves behind it is
    /// shown when its instance comes.
    pub(crate) fn show(&mut self, page: PageKey, transition: Transition) -> Vec<Action> {
        self.clock += 1;
        let stamp = self.clock;
        let entry = self.pages.entry(page).or_default();
        entry.stamp = stamp;
        entry.shown = true;
        entry.came = transition;
        let mut actions = self.give_view(page);
        if self.front == Some(page.instance)
            && let Some(view) = self.pages.get(&page).and_then(|page| page.view)
        {
            actions.push(Action::Bind { view, page });
        }
        let others: Vec<PageKey> = self
            .pages
            .iter()
            .filter(|(key, other)| key.instance == page.instance && **key != page && other.shown)
            .map(|(key, _)| *key)
            .collect();
        for other in others {
            self.hide(other);
        }
        actions.extend(self.enforce_caps());
        actions
    }

    pub(crate) fn hide(&mut self, page: PageKey) {
        if let Some(found) = self.pages.get_mut(&page) {
            found.shown = false;
        }
    }

    /// The page that is on the screen: the one that is shown of the instance in front, once a view is there for it.
    pub(crate) fn on_screen(&self) -> Option<(ViewId, PageKey, Transition)> {
        let mut pages = self.pages.iter();
        let (key, page) =
            pages.find(|(key, page)| page.shown && Some(key.instance) == self.front)?;
        Some((page.view?, *key, page.came))
    }

    pub(crate) fn close(&mut self, page: PageKey) -> Vec<Action> {
        let view = self.pages.remove(&page).and_then(|page| page.view);
        view.map(|view| self.destroy(view)).into_iter().collect()
    }

    pub(crate) fn close_instance(&mut self, instance: InstanceId) -> Vec<Action> {
        let pages: Vec<PageKey> = self
            .pages
            .keys()
            .filter(|key| key.instance == instance)
            .copied()
            .collect();
        pages
            .into_iter()
            .flat_map(|page| self.close(page))
            .collect()
    }

    /// Another instance is in front: what was there leaves the screen, and what is live behind shrinks to its cap.
    pub(crate) fn front(&mut self, instance: Option<InstanceId>) -> Vec<Action> {
        self.front = instance;
        let mut actions = Vec::new();
        // Shown again, and in a new view if the old one was taken away while behind.
        let shown: Vec<PageKey> = self
            .pages
            .iter()
            .filter(|(key, page)| Some(key.instance) == instance && page.shown)
            .map(|(key, _)| *key)
            .collect();
        for page in shown {
            actions.extend(self.show(page, Transition::None));
        }
        actions.extend(self.enforce_caps());
        actions
    }

    /// A renderer died.
    pub(crate) fn lost(&mut self, view: ViewId) -> Vec<Action> {
        let Some(gone) = self.views.get(&view) else {
            return Vec::new();
        };
        let Some(key) = gone.page else {
            let mut actions = vec![self.destroy(view)];
            actions.extend(self.prewarm());
            return actions;
        };
        let mut actions = vec![self.destroy(view), Action::ViewLost(key)];
        let Some(page) = self.pages.get_mut(&key) else {
            return actions;
        };
        page.view = None;
        page.losses += 1;
        if page.losses > MAX_LOSSES {
            actions.push(Action::RendererFails(key));
        } else if page.shown && self.front == Some(key.instance) {
            actions.extend(self.show(key, Transition::None));
        }
        // A page that is not in front is rebuilt when it is shown again.
        actions
    }

    /// The page painted: its view works, so earlier deaths do not count.
    pub(crate) fn painted(&mut self, view: ViewId) {
        if let Some(page) = self.page_of(view).and_then(|key| self.pages.get_mut(&key)) {
            page.losses = page.losses.saturating_sub(1);
        }
    }

    /// Memory is short: views that nobody sees go, and their pages are rebuilt when they are shown. Those of the front's
    /// other pages only if it has to be.
    pub(crate) fn trim(&mut self, all: bool) -> Vec<Action> {
        let blank = self.views.iter().filter(|(_, view)| view.page.is_none());
        let blank: Vec<ViewId> = blank.map(|(id, _)| *id).collect();
        let mut actions: Vec<Action> = blank.into_iter().map(|view| self.destroy(view)).collect();
        let mut unseen: Vec<PageKey> = self
            .pages
            .iter()
            .filter(|(key, page)| {
                let front = self.front == Some(key.instance);
                // A page that was never shown is about to be.
                page.stamp != 0 && !(front && (page.shown || !all))
            })
            .map(|(key, _)| *key)
            .collect();
        unseen.sort_unstable();
        for key in unseen {
            let view = self.pages.get_mut(&key).and_then(|page| page.view.take());
            if let Some(view) = view {
                actions.push(self.destroy(view));
                actions.push(Action::ViewLost(key));
            }
        }
        actions
    }

    fn give_view(&mut self, page: PageKey) -> Vec<Action> {
        if self.has_view(page) {
            return Vec::new();
        }
        let mut actions = Vec::new();
        let view = match self.blank() {
            Some(view) => view,
            None => {
                let view = self.create(None);
                actions.push(Action::Create(view));
                view
            }
        };
        if let Some(found) = self.pages.get_mut(&page) {
            found.view = Some(view);
        }
        if let Some(found) = self.views.get_mut(&view) {
            found.page = Some(page);
            if found.ready {
                actions.push(Action::Fill { view, page });
            }
        }
        actions
    }

    fn enforce_caps(&mut self) -> Vec<Action> {
        let mut live: BTreeMap<InstanceId, Vec<(bool, u64, PageKey)>> = BTreeMap::new();
        for (key, page) in self.pages.iter().filter(|(_, page)| page.view.is_some()) {
            live.entry(key.instance)
                .or_default()
                .push((page.shown, page.stamp, *key));
        }
        let mut actions = Vec::new();
        for (instance, mut pages) in live {
            let front = self.front == Some(instance);
            let cap = if front {
                self.cap_front
            } else {
                self.cap_behind
            };
            // The shown one last, then the longest unseen first.
            pages.sort_unstable();
            let surplus = pages.len().saturating_sub(cap);
            for (shown, stamp, key) in pages.into_iter().take(surplus) {
                // A page that was never shown is about to be.
                if (shown && front) || stamp == 0 {
                    continue;
                }
                let view = self.pages.get_mut(&key).and_then(|page| page.view.take());
                if let Some(view) = view {
                    actions.push(self.destroy(view));
                    actions.push(Action::ViewLost(key));
                }
            }
        }
        actions
    }

    fn blank(&self) -> Option<ViewId> {
        let blanks = self.views.iter().filter(|(_, view)| view.page.is_none());
        blanks.max_by_key(|(_, view)| view.ready).map(|(id, _)| *id)
    }

    fn create(&mut self, page: Option<PageKey>) -> ViewId {
        self.last_id += 1;
        let id = ViewId(self.last_id);
        self.views.insert(id, View { ready: false, page });
        id
    }

    fn destroy(&mut self, view: ViewId) -> Action {
        self.views.remove(&view);
        Action::Destroy(view)
    }
}

#[cfg(test)]
mod tests;
