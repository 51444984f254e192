//! One running program. Owns its bars and overlays, and knows its pages by what the runtime said of them; gives the whole
//! [`ChromeState`] on request. Pure: the driver feeds it and sends what it gives.

mod bars;
mod config;
mod metrics;
mod overlays;
mod tabs;

use std::collections::BTreeMap;
use std::sync::Arc;

use tiffin_protocol::ProgramId;
use tiffin_protocol::config::AppConfig;
use tiffin_runtime::{PageId, Program, ShowKind};

use crate::chrome::{CrashPage, Notice};
use crate::ids::InstanceId;
use crate::program::Loaded;
use crate::screen::{Natives, Transition};

pub(crate) use bars::PageBar;
pub(crate) use config::{PageConfig, Palette};
pub(crate) use metrics::{FIRST, Metrics, PageBars};
pub(crate) use overlays::{Overlays, Pending};
pub(crate) use tabs::Tabs;

pub(crate) struct Instance {
    pub id: InstanceId,
    pub program: ProgramId,
    pub name: String,
    pub loaded: Arc<Loaded>,
    pub runtime: Program,
    pub app: Arc<AppConfig>,
    pub pages: BTreeMap<PageId, Page>,
    /// The stack of routes, the top last: what `back` would go through.
    pub route: Vec<PageId>,
    pub tabs: Option<Tabs>,
    pub overlays: Overlays,
    pub crash: Option<CrashPage>,
    pub notice: Option<Notice>,
    /// A page was painted: the start succeeded.
    pub started: bool,
    pub favourite: bool,
    /// Who opened it (navigateToMiniProgram): closing goes back there.
    pub opener: Option<InstanceId>,
    /// The page that the launch named, for a start again after a crash.
    pub launch: tiffin_runtime::Launch,
    /// Which bars each page has, shared with the logic thread.
    pub metrics: Arc<Metrics>,
    /// `wx.hideHomeButton`.
    pub hide_home: bool,
}

/// What the host keeps of a page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Page {
    pub path: String,
    /// As the route had it, values still encoded.
    pub query: String,
    pub config: PageConfig,
    pub tab: bool,
    pub bar: bars::PageBar,
    /// The number of the last batch that the program sent.
    pub batches: u32,
    /// The number of the last batch that the view was given, by itself or in a snapshot.
    pub given: u32,
    /// Messages other than batches that wait for a view.
    pub waiting: Vec<String>,
    pub scroll_top: f64,
    pub natives: Natives,
}

/// Queries and scrolls that a page may have waiting for its view: more is a program gone wild.
pub(crate) const MAX_WAITING: usize = 256;

impl Instance {
    pub(crate) fn current(&self) -> Option<PageId> {
        self.route.last().copied()
    }

    pub(crate) fn page_opened(
        &mut self,
        page: PageId,
        (path, query): (String, String),
        config_json: &str,
        tab: bool,
    ) {
        let config = PageConfig::parse(config_json);
        let bar = bars::PageBar::of(&config);
        self.pages.insert(
            page,
            Page {
                path,
                query,
                config,
                tab,
                bar,
                ..Page::default()
            },
        );
    }

    /// Keeps the route as the runtime's stack moves; the answer is how to animate it.
    pub(crate) fn page_shown(&mut self, page: PageId, how: ShowKind) -> Transition {
        let transition = match how {
            ShowKind::Launch | ShowKind::Tab => {
                self.route = vec![page];
                Transition::None
            }
            ShowKind::Push => {
                self.route.push(page);
                Transition::Push
            }
            ShowKind::Again => {
                self.route.push(page);
                Transition::None
            }
            ShowKind::Replace => {
                self.route.pop();
                self.route.push(page);
                Transition::None
            }
            ShowKind::Pop => {
                match self.route.iter().position(|other| *other == page) {
                    Some(at) => self.route.truncate(at + 1),
                    None => self.route = vec![page],
                }
                Transition::Pop
            }
        };
        // Nothing was painted yet that could move away.
        if self.started {
            transition
        } else {
            Transition::None
        }
    }

    pub(crate) fn page_closed(&mut self, page: PageId) {
        self.pages.remove(&page);
        self.route.retain(|other| *other != page);
    }
}
