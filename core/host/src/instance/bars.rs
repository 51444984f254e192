//! The navigation bar of each page, and the whole chrome of an instance as one value.

use super::config::{NAV_BACKGROUND, NAV_FRONT};
use super::{Instance, PageConfig, Palette};
use crate::chrome::{
    CAPSULE_HEIGHT, CAPSULE_WIDTH, Capsule, ChromeState, Ink, NAV_BAR_HEIGHT, NavBar,
    TAB_BAR_HEIGHT, capsule_rect, content_insets,
};
use crate::environment::Environment;

/// What calls of the program set on a page's bar; `None` is as configured.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct PageBar {
    pub title: Option<String>,
    pub front: Option<String>,
    pub background: Option<String>,
    pub page_background: Option<String>,
    pub loading: bool,
    pub pull_down: bool,
}

impl PageBar {
    pub(crate) fn of(config: &PageConfig) -> PageBar {
        PageBar {
            pull_down: config.pull_down(),
            ..PageBar::default()
        }
    }
}

impl Instance {
    /// Everything around the page in front.
    pub(crate) fn chrome(&self, environment: &Environment) -> ChromeState {
        let app = self.app.app.as_ref();
        let default_app = tiffin_protocol::config::App::default();
        let app = app.unwrap_or(&default_app);
        let palette = Palette::of(app, environment.theme);
        let page = self.current().and_then(|page| self.pages.get(&page));
        let entry = self
            .app
            .units
            .get(self.entry_path(app))
            .map(|unit| &unit.config);
        let first = PageConfig::of_window(app, entry);
        let config = page.map_or(&first, |page| &page.config);
        let bar = page.map(|page| page.bar.clone()).unwrap_or_default();
        let path = page.map_or_else(|| self.entry_path(app), |page| page.path.as_str());

        let front_text = bar
            .front
            .as_deref()
            .or_else(|| config.text("navigationBarTextStyle"));
        let front_text = front_text
            .and_then(|text| palette.value(text))
            .unwrap_or(NAV_FRONT);
        let front = if matches!(front_text, "black" | "#000000") {
            Ink::Black
        } else {
            Ink::White
        };
        let custom = config.custom_nav();
        let tab_height = TAB_BAR_HEIGHT + environment.safe_area.bottom;
        let tab_bar = self
            .tabs
            .as_ref()
            .and_then(|tabs| tabs.draw(path, palette, tab_height));
        let deep = self.route.len() > 1;
        let home_button = !deep
            && page.is_some_and(|page| !page.tab && page.path != app.entry_page_path)
            && !self.hide_home;
        let background = bar
            .background
            .as_deref()
            .or_else(|| config.text("navigationBarBackgroundColor"));
        let page_background = bar
            .page_background
            .as_deref()
            .or_else(|| config.text("backgroundColorContent"));
        let page_background = page_background.or_else(|| config.text("backgroundColor"));
        let (left, top, ..) = capsule_rect(environment);
        ChromeState {
            program: self.program.to_string(),
            name: self.name.clone(),
            home: self.loaded.home,
            nav_bar: NavBar {
                title: bar
                    .title
                    .clone()
                    .unwrap_or_else(|| config.title().to_owned()),
                background: palette.color(background, NAV_BACKGROUND),
                front,
                back: deep,
                home: home_button,
                loading: bar.loading,
                custom,
                height: if custom {
                    0.0
                } else {
                    environment.status_bar_height + NAV_BAR_HEIGHT
                },
            },
            content_insets: content_insets(environment, custom, tab_bar.is_some()),
            tab_bar,
            toast: self.overlays.toast.as_ref().map(|(toast, _)| toast.clone()),
            loading: self.overlays.loading.clone(),
            modal: self
                .overlays
                .modal
                .as_ref()
                .map(|modal| modal.drawn.clone()),
            sheet: self
                .overlays
                .sheet
                .as_ref()
                .map(|sheet| sheet.drawn.clone()),
            capsule: (!self.loaded.home).then_some(Capsule {
                left,
                top,
                width: CAPSULE_WIDTH,
                height: CAPSULE_HEIGHT,
                front,
                favourite: self.favourite,
            }),
            crash: self.crash.clone(),
            notice: self.notice.clone(),
            background: palette.color(page_background, palette.default_background()),
            pull_down: bar.pull_down,
        }
    }

    fn entry_path<'a>(&'a self, app: &'a tiffin_protocol::config::App) -> &'a str {
        if self.launch.path.is_empty() {
            &app.entry_page_path
        } else {
            &self.launch.path
        }
    }
}
