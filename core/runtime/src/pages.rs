//! The page stack: which page opens, hides, comes back or closes for each route, as WeChat does it
//! (docs: order of life). A pure machine: it answers with steps for the framework, and says no with WeChat's words.

use serde::Serialize;

use crate::api::{PageId, ShowKind};

/// What the framework does next, in this order.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "t", rename_all = "lowercase")]
pub enum Step {
    /// A new page: put on the stack, `onLoad`.
    Create {
        page: u32,
        path: String,
        query: String,
        tab: bool,
    },
    /// A tab page that lives comes back onto the stack.
    Enter { page: u32 },
    /// A tab page leaves the stack, and lives on.
    Leave { page: u32 },
    /// `onHide`.
    Hide { page: u32 },
    /// `onShow`.
    Show {
        page: u32,
        #[serde(skip)]
        how: ShowKind,
    },
    /// `onUnload`; off the stack, gone.
    Unload { page: u32 },
    /// `onTabItemTap`.
    Tap {
        page: u32,
        index: u32,
        path: String,
        text: String,
    },
}

/// How a page is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RouteKind {
    Launch,
    NavigateTo,
    RedirectTo,
    NavigateBack,
    SwitchTab,
    ReLaunch,
    /// The next page of a stack that is opened again: no program can ask for it.
    Again,
}

impl RouteKind {
    /// From the API's name.
    pub fn parse(name: &str) -> Option<RouteKind> {
        Some(match name {
            "navigateTo" => RouteKind::NavigateTo,
            "redirectTo" => RouteKind::RedirectTo,
            "navigateBack" => RouteKind::NavigateBack,
            "switchTab" => RouteKind::SwitchTab,
            "reLaunch" => RouteKind::ReLaunch,
            _ => return None,
        })
    }
}

/// A tab of app.json's `tabBar.list`.
#[derive(Clone, Debug, PartialEq)]
pub struct Tab {
    pub path: String,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq)]
struct Page {
    id: u32,
    path: String,
    tab: bool,
}

/// The stack, and the tab pages that live outside it.
#[derive(Debug)]
pub struct Pages {
    stack: Vec<Page>,
    resting: Vec<Page>,
    known: Vec<String>,
    tabs: Vec<Tab>,
    limit: usize,
    last: u32,
}

/// `pages/a/a?x=1` -> path and query; `.html` and a fragment are dropped, relative paths are resolved.
pub fn split_url(url: &str, base: &str) -> (String, String) {
    let url = url.split('#').next().unwrap_or_default();
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let path = path.strip_suffix(".html").unwrap_or(path);
    let mut parts: Vec<&str> = Vec::new();
    if !path.starts_with('/') {
        parts.extend(
            base.rsplit_once('/')
                .map_or("", |(folder, _)| folder)
                .split('/'),
        );
    }
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    parts.retain(|part| !part.is_empty());
    (parts.join("/"), query.to_owned())
}

impl Pages {
    /// `known`: all page paths; `limit`: pages on the stack at once.
    pub fn new(known: Vec<String>, tabs: Vec<Tab>, limit: usize) -> Pages {
        Pages {
            stack: Vec::new(),
            resting: Vec::new(),
            known,
            tabs,
            limit,
            last: 0,
        }
    }

    /// The page on top.
    pub fn top(&self) -> Option<PageId> {
        self.stack.last().map(|page| PageId(page.id))
    }

    /// The path of the page on top, the base of relative routes; empty before the first.
    pub fn top_path(&self) -> &str {
        self.stack.last().map_or("", |page| page.path.as_str())
    }

    /// How many pages are on the stack.
    pub fn depth(&self) -> usize {
        self.stack.len()
    }

    /// Whether such a page is in app.json.
    pub fn knows(&self, path: &str) -> bool {
        self.known.iter().any(|known| known == path)
    }

    /// Whether the path is one of the tab bar's.
    pub fn is_tab(&self, path: &str) -> bool {
        self.tabs.iter().any(|tab| tab.path == path)
    }

    /// The path of a tab.
    pub fn tab_path(&self, index: u32) -> Option<&str> {
        self.tabs
            .get(usize::try_from(index).ok()?)
            .map(|tab| tab.path.as_str())
    }

    /// Decides a route. `Err` is what follows `<name>:fail `.
    pub fn route(
        &mut self,
        kind: RouteKind,
        path: &str,
        query: &str,
        delta: u32,
    ) -> Result<Vec<Step>, String> {
        if kind != RouteKind::NavigateBack && !self.knows(path) {
            return Err(format!("page \"{path}\" is not found"));
        }
        let mut steps = Vec::new();
        match kind {
            RouteKind::NavigateTo => self.navigate_to(path, query, ShowKind::Push, &mut steps)?,
            // It was no tab when it was opened.
            RouteKind::Again if self.is_tab(path) => self.switch_tab(path, &mut steps)?,
            RouteKind::Again => self.navigate_to(path, query, ShowKind::Again, &mut steps)?,
            RouteKind::RedirectTo => self.redirect_to(path, query, &mut steps)?,
            RouteKind::NavigateBack => self.navigate_back(delta, &mut steps)?,
            RouteKind::SwitchTab => self.switch_tab(path, &mut steps)?,
            RouteKind::Launch | RouteKind::ReLaunch => self.relaunch(path, query, &mut steps),
        }
        Ok(steps)
    }

    /// A tap on the tab bar: switchTab, then `onTabItemTap` of the page shown.
    pub fn tap_tab(&mut self, index: u32) -> Result<Vec<Step>, String> {
        let tab = usize::try_from(index)
            .ok()
            .and_then(|at| self.tabs.get(at))
            .cloned();
        let Some(tab) = tab else {
            return Err(format!("there is no tab {index}"));
        };
        let mut steps = self.route(RouteKind::SwitchTab, &tab.path, "", 0)?;
        if let Some(page) = self.top() {
            steps.push(Step::Tap {
                page: page.0,
                index,
                path: tab.path,
                text: tab.text,
            });
        }
        Ok(steps)
    }

    fn create(&mut self, path: &str, query: &str, steps: &mut Vec<Step>) -> u32 {
        self.last += 1;
        let page = Page {
            id: self.last,
            path: path.to_owned(),
            tab: self.is_tab(path),
        };
        steps.push(Step::Create {
            page: page.id,
            path: page.path.clone(),
            query: query.to_owned(),
            tab: page.tab,
        });
        self.stack.push(page);
        self.last
    }

    fn navigate_to(
        &mut self,
        path: &str,
        query: &str,
        how: ShowKind,
        steps: &mut Vec<Step>,
    ) -> Result<(), String> {
        if self.is_tab(path) {
            return Err("can not navigateTo a tabbar page".to_owned());
        }
        if self.stack.len() >= self.limit {
            return Err(format!(
                "webview count limit exceed: at most {} pages",
                self.limit
            ));
        }
        if let Some(top) = self.stack.last() {
            steps.push(Step::Hide { page: top.id });
        }
        let page = self.create(path, query, steps);
        steps.push(Step::Show { page, how });
        Ok(())
    }

    fn redirect_to(
        &mut self,
        path: &str,
        query: &str,
        steps: &mut Vec<Step>,
    ) -> Result<(), String> {
        if self.is_tab(path) {
            return Err("can not redirectTo a tabbar page".to_owned());
        }
        if let Some(old) = self.stack.pop() {
            steps.push(Step::Unload { page: old.id });
        }
        let page = self.create(path, query, steps);
        steps.push(Step::Show {
            page,
            how: ShowKind::Replace,
        });
        Ok(())
    }

    fn navigate_back(&mut self, delta: u32, steps: &mut Vec<Step>) -> Result<(), String> {
        if self.stack.len() < 2 {
            return Err("cannot navigate back at first page".to_owned());
        }
        for _ in 0..delta.max(1) {
            if self.stack.len() < 2 {
                break;
            }
            if let Some(old) = self.stack.pop() {
                steps.push(Step::Unload { page: old.id });
            }
        }
        if let Some(top) = self.stack.last() {
            steps.push(Step::Show {
                page: top.id,
                how: ShowKind::Pop,
            });
        }
        Ok(())
    }

    fn switch_tab(&mut self, path: &str, steps: &mut Vec<Step>) -> Result<(), String> {
        if !self.is_tab(path) {
            return Err("can not switch to no-tabBar page".to_owned());
        }
        if let [only] = self.stack.as_slice()
            && only.path == path
        {
            return Ok(());
        }
        // Whatever was opened from a tab closes, the newest first.
        while let Some(page) = self.stack.pop_if(|page| !page.tab) {
            steps.push(Step::Unload { page: page.id });
        }
        let shown = steps.is_empty();
        if let Some(root) = self.stack.pop() {
            if root.path == path {
                steps.push(Step::Show {
                    page: root.id,
                    how: ShowKind::Tab,
                });
                self.stack.push(root);
                return Ok(());
            }
            if shown {
                steps.push(Step::Hide { page: root.id });
            }
            steps.push(Step::Leave { page: root.id });
            self.resting.push(root);
        }
        let page = match self.resting.iter().position(|page| page.path == path) {
            Some(at) => {
                let page = self.resting.remove(at);
                let id = page.id;
                steps.push(Step::Enter { page: id });
                self.stack.push(page);
                id
            }
            None => self.create(path, "", steps),
        };
        steps.push(Step::Show {
            page,
            how: ShowKind::Tab,
        });
        Ok(())
    }

    fn relaunch(&mut self, path: &str, query: &str, steps: &mut Vec<Step>) {
        while let Some(page) = self.stack.pop() {
            steps.push(Step::Unload { page: page.id });
        }
        for page in self.resting.drain(..) {
            steps.push(Step::Unload { page: page.id });
        }
        let page = self.create(path, query, steps);
        steps.push(Step::Show {
            page,
            how: ShowKind::Launch,
        });
    }
}

#[cfg(test)]
#[path = "pages_tests.rs"]
mod tests;
