//! The tab bar of a program: what `app.json` lists, and what `setTabBarItem`, `setTabBarBadge` and others made of it.

use tiffin_protocol::config::TabBar as TabConfig;

use super::Palette;
use crate::chrome::{Ink, TabBar, TabItem};

/// WeChat cuts badges after four characters, or shows three dots.
const BADGE_CHARS: usize = 4;

#[derive(Debug, Clone)]
pub(crate) struct Tabs {
    pub items: Vec<TabItem>,
    pub hidden: bool,
    pub custom: bool,
    pub color: Option<String>,
    pub selected_color: Option<String>,
    pub background: Option<String>,
    pub border: Option<String>,
}

impl Tabs {
    pub(crate) fn of(config: &TabConfig) -> Tabs {
        let items = config
            .list
            .iter()
            .map(|item| TabItem {
                page: item.page_path.clone(),
                text: item.text.clone(),
                icon: item.icon_path.clone().filter(|path| !path.is_empty()),
                selected_icon: item
                    .selected_icon_path
                    .clone()
                    .filter(|path| !path.is_empty()),
                badge: None,
                red_dot: false,
            })
            .collect();
        Tabs {
            items,
            hidden: false,
            custom: config.custom,
            color: config.color.clone(),
            selected_color: config.selected_color.clone(),
            background: config.background_color.clone(),
            border: config.border_style.clone(),
        }
    }

    pub(crate) fn index_of(&self, path: &str) -> Option<u32> {
        let at = self.items.iter().position(|item| item.page == path)?;
        u32::try_from(at).ok()
    }

    pub(crate) fn item(&mut self, index: u64) -> Result<&mut TabItem, String> {
        let at = usize::try_from(index).map_err(|_| "index out of bound".to_owned())?;
        self.items
            .get_mut(at)
            .ok_or_else(|| "index out of bound".to_owned())
    }

    pub(crate) fn badge(text: &str) -> String {
        if text.chars().count() > BADGE_CHARS {
            "...".into()
        } else {
            text.into()
        }
    }

    pub(crate) fn draw(&self, path: &str, palette: Palette<'_>, height: f64) -> Option<TabBar> {
        let selected = self.index_of(path)?;
        if self.hidden || self.custom {
            return None;
        }
        let items = self
            .items
            .iter()
            .map(|item| TabItem {
                icon: item
                    .icon
                    .as_deref()
                    .and_then(|path| palette.value(path))
                    .map(str::to_owned),
                selected_icon: item
                    .selected_icon
                    .as_deref()
                    .and_then(|path| palette.value(path))
                    .map(str::to_owned),
                ..item.clone()
            })
            .collect();
        let border = self.border.as_deref().and_then(|text| palette.value(text));
        Some(TabBar {
            items,
            selected,
            color: palette.color(self.color.as_deref(), "#7a7e83"),
            selected_color: palette.color(self.selected_color.as_deref(), "#07c160"),
            background: palette.color(self.background.as_deref(), palette.default_background()),
            border: if border == Some("white") {
                Ink::White
            } else {
                Ink::Black
            },
            custom: false,
            height,
        })
    }
}
