//! Routes: asked of the page stack, carried out by the framework, told to the host.

use serde_json::json;

use super::state::{AskedRoute, lock};
use super::thread::Logic;
use crate::api::{Launch, Output, PageId};
use crate::engine::Arg;
use crate::pages::{RouteKind, Step, split_url};
use crate::tree::Tree;

impl Logic {
    /// Opens what a launch names: a page, and those that lie on it.
    pub(super) fn open_launch(&mut self, launch: &Launch) {
        self.open(&launch.path, &launch.query);
        self.below.clone_from(&launch.path);
        self.above = launch.above.iter().cloned().collect();
    }

    /// Opens a page as the only one; a page that is not there is told to the program first.
    pub(super) fn open(&mut self, path: &str, query: &str) {
        self.above.clear();
        if self.state().dead {
            return;
        }
        let mut url = format!("/{path}?{query}");
        if !self.state().pages.knows(path) {
            self.turn(
                "pageNotFound",
                &[Arg::Text(path.to_owned()), Arg::Text(query.to_owned())],
            );
            if !self.state().routes.is_empty() {
                return;
            }
            url = format!("/{}", self.state().configs.entry());
        }
        self.state_mut().routes.push_back(AskedRoute {
            kind: RouteKind::ReLaunch,
            url,
            delta: 0,
            call: 0,
        });
    }

    pub(super) fn next_route(&mut self) -> Option<AskedRoute> {
        if self.suspended() || self.state().dead {
            return None;
        }
        self.state_mut().routes.pop_front()
    }

    /// The next page of a stack that is opened again, once the one below it is there and nothing else is asked for.
    pub(super) fn next_above(&mut self) -> Option<AskedRoute> {
        if self.above.is_empty() || !self.parked.is_empty() || self.suspended() {
            return None;
        }
        if self.state().dead || self.state().pages.top_path() != self.below {
            // The program went elsewhere (to log in), or the page below could not be opened.
            self.above.clear();
            return None;
        }
        let next = self.above.pop_front()?;
        self.below.clone_from(&next.path);
        Some(AskedRoute {
            kind: RouteKind::Again,
            url: format!("/{}?{}", next.path, next.query),
            delta: 0,
            call: 0,
        })
    }

    pub(super) fn back(&mut self) {
        if self.state().pages.depth() < 2 {
            self.outlet.send(Output::BackOut);
            return;
        }
        let asked = AskedRoute {
            kind: RouteKind::NavigateBack,
            url: String::new(),
            delta: 1,
            call: 0,
        };
        self.state_mut().routes.push_back(asked);
    }

    pub(super) fn package(&mut self, package: &str, result: Result<(), String>) {
        let parked = std::mem::take(&mut self.parked);
        let (due, rest): (Vec<_>, Vec<_>) = parked
            .into_iter()
            .partition(|(wanted, _)| wanted == package);
        self.parked = rest;
        if self.state_mut().wanted.remove(package) {
            let (there, message) = match &result {
                Ok(()) => (true, String::new()),
                Err(message) => (false, message.clone()),
            };
            let package = Arg::Text(package.to_owned());
            self.turn("package", &[package, Arg::Bool(there), Arg::Text(message)]);
        }
        for (_, asked) in due {
            match &result {
                Ok(()) => self.state_mut().routes.push_back(asked),
                Err(message) => self.refuse(&asked, message),
            }
        }
    }

    pub(super) fn refuse(&mut self, asked: &AskedRoute, message: &str) {
        self.turn(
            "routeFailed",
            &[
                Arg::Number(f64::from(asked.call)),
                Arg::Text(message.to_owned()),
            ],
        );
    }

    pub(super) fn route(&mut self, asked: AskedRoute) {
        let kind = asked.kind;
        let (path, query) = split_url(&asked.url, self.state().pages.top_path());
        if kind != RouteKind::NavigateBack && self.state().pages.knows(&path) {
            let package = self.state().configs.package_of(&path);
            if !self.state_mut().code.installed(&package) {
                self.parked.push((package.clone(), asked));
                self.outlet.send(Output::PackageNeeded { package });
                return;
            }
        }
        let steps = self
            .state_mut()
            .pages
            .route(kind, &path, &query, asked.delta);
        match steps {
            Ok(steps) => self.perform(steps, asked.call),
            Err(message) => self.refuse(&asked, &message),
        }
    }

    pub(super) fn tap_tab(&mut self, index: u32) {
        let path = self.state().pages.tab_path(index).map(str::to_owned);
        let Some(path) = path else { return };
        let package = self.state().configs.package_of(&path);
        if !self.state_mut().code.installed(&package) {
            let asked = AskedRoute {
                kind: RouteKind::SwitchTab,
                url: format!("/{path}"),
                delta: 0,
                call: 0,
            };
            self.parked.push((package.clone(), asked));
            self.outlet.send(Output::PackageNeeded { package });
            return;
        }
        let steps = self.state_mut().pages.tap_tab(index);
        if let Ok(steps) = steps {
            self.perform(steps, 0);
        }
    }

    /// Opens what is new, lets the framework carry out the steps, then says what is shown, hidden and gone.
    pub(super) fn perform(&mut self, steps: Vec<Step>, call: u32) {
        for step in &steps {
            if let Step::Create {
                page,
                path,
                query,
                tab,
            } = step
            {
                // A subpackage's config is read before its first page is announced: bars come from it. One that
                // cannot be read is reported when the framework asks for it.
                let _ = self.state_mut().know(path);
                let state = self.state();
                lock(&state.trees).insert(PageId(*page), Tree::new(state.limits.nodes));
                let config_json = state.configs.page_config(path);
                self.outlet.send(Output::PageOpen {
                    page: PageId(*page),
                    path: path.clone(),
                    query: query.clone(),
                    config_json,
                    tab: *tab,
                });
            }
        }
        let message = json!({ "call": call, "steps": steps }).to_string();
        self.turn("route", &[Arg::Text(message)]);
        self.announce(&steps);
    }

    pub(super) fn announce(&self, steps: &[Step]) {
        let shown = steps.iter().rev().find_map(|step| match step {
            Step::Show { page, how } => Some((PageId(*page), *how)),
            _ => None,
        });
        if let Some((page, how)) = shown {
            self.outlet.send(Output::PageShow { page, how });
        }
        for step in steps {
            match step {
                Step::Hide { page } => self.outlet.send(Output::PageHide {
                    page: PageId(*page),
                }),
                Step::Unload { page } => {
                    lock(&self.state().trees).remove(&PageId(*page));
                    self.state_mut().flows.remove(&PageId(*page));
                    self.outlet.send(Output::PageClose {
                        page: PageId(*page),
                    });
                }
                _ => {}
            }
        }
    }
}
