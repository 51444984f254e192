//! What `app.json` and a page's JSON say about bars and background, read once when the page opens. Colours may be names of
//! `theme.json` (`@navBackground`) and are looked up when they are drawn, because the theme changes.
//! Source: developers.weixin.qq.com/miniprogram/dev/reference/configuration/page.html

use serde_json::{Map, Value};
use tiffin_protocol::config::{App, Theme as ThemeFile};

use crate::environment::Theme;

/// A page's part of the bars, as configured; calls of the program change it later.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct PageConfig {
    pub raw: Map<String, Value>,
}

impl PageConfig {
    /// From the merged configuration of [`tiffin_runtime::Output::PageOpen`].
    pub(crate) fn parse(json: &str) -> PageConfig {
        PageConfig {
            raw: serde_json::from_str(json).unwrap_or_default(),
        }
    }

    /// What a page will be merged from, before the runtime opened it.
    pub(crate) fn of_window(app: &App, unit: Option<&Map<String, Value>>) -> PageConfig {
        let mut raw = app.window.clone();
        raw.extend(
            unit.into_iter()
                .flatten()
                .map(|(key, value)| (key.clone(), value.clone())),
        );
        PageConfig { raw }
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.raw.get(name).and_then(Value::as_str)
    }

    pub(crate) fn flag(&self, name: &str) -> bool {
        self.raw
            .get(name)
            .is_some_and(|value| value.as_bool() == Some(true) || value.as_str() == Some("true"))
    }

    pub(crate) fn title(&self) -> &str {
        self.text("navigationBarTitleText").unwrap_or_default()
    }

    pub(crate) fn custom_nav(&self) -> bool {
        self.text("navigationStyle") == Some("custom")
    }

    pub(crate) fn pull_down(&self) -> bool {
        self.flag("enablePullDownRefresh")
    }
}

/// `navigationBarBackgroundColor` and `navigationBarTextStyle` where nobody says otherwise, in either theme.
/// Source: developers.weixin.qq.com/miniprogram/dev/reference/configuration/app.html#window
pub(crate) const NAV_BACKGROUND: &str = "#000000";
pub(crate) const NAV_FRONT: &str = "white";

/// Looks up names of `theme.json`, and gives colours in the one form that shells read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Palette<'a> {
    /// Light for a program that is not made for dark mode, whatever the system says.
    pub theme: Theme,
    pub file: Option<&'a ThemeFile>,
}

impl<'a> Palette<'a> {
    pub(crate) fn of(app: &'a App, theme: Theme) -> Palette<'a> {
        Palette {
            theme: if app.darkmode { theme } else { Theme::Light },
            file: app.theme.as_ref(),
        }
    }

    pub(crate) fn value(&self, text: &'a str) -> Option<&'a str> {
        let Some(name) = text.strip_prefix('@') else {
            return Some(text);
        };
        let file = self.file?;
        let table = match self.theme {
            Theme::Light => &file.light,
            Theme::Dark => &file.dark,
        };
        table.get(name).and_then(Value::as_str)
    }

    /// `#rrggbb`, or the other colour if the text is none.
    pub(crate) fn color(&self, text: Option<&'a str>, other: &str) -> String {
        text.and_then(|text| self.value(text))
            .and_then(hex_color)
            .unwrap_or_else(|| other.to_owned())
    }

    /// Behind pages and tabs: `backgroundColor` is `#ffffff` where nobody says otherwise, near-black for programs with dark
    /// mode.
    pub(crate) fn default_background(&self) -> &'static str {
        if self.theme == Theme::Dark {
            "#191919"
        } else {
            "#ffffff"
        }
    }
}

/// `#abc`, `#aabbcc`, `#aabbccdd` (alpha is dropped), `black`, `white` -> `#rrggbb`.
pub(crate) fn hex_color(text: &str) -> Option<String> {
    let text = text.trim();
    match text {
        "black" => return Some("#000000".into()),
        "white" => return Some("#ffffff".into()),
        _ => {}
    }
    let digits = text.strip_prefix('#')?;
    if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let digits = digits.to_ascii_lowercase();
    match digits.len() {
        3 | 4 => Some(
            digits
                .chars()
                .take(3)
                .fold("#".to_owned(), |color, c| format!("{color}{c}{c}")),
        ),
        6 | 8 => digits.get(..6).map(|rgb| format!("#{rgb}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn colours_come_in_one_form() {
        assert_eq!(hex_color("#F0a").unwrap(), "#ff00aa");
        assert_eq!(hex_color("#1234567f").unwrap(), "#123456");
        assert_eq!(hex_color("white").unwrap(), "#ffffff");
        for bad in ["", "#12", "red", "#ggg", "javascript:1"] {
            assert_eq!(hex_color(bad), None, "{bad}");
        }
    }

    #[test]
    fn theme_names_follow_the_theme() {
        let file: ThemeFile =
            serde_json::from_str(r##"{"light":{"bg":"#fff"},"dark":{"bg":"#111"}}"##).unwrap();
        let mut palette = Palette {
            theme: Theme::Light,
            file: Some(&file),
        };
        assert_eq!(palette.color(Some("@bg"), "#000000"), "#ffffff");
        palette.theme = Theme::Dark;
        assert_eq!(palette.color(Some("@bg"), "#000000"), "#111111");
        assert_eq!(palette.color(Some("@absent"), "#000000"), "#000000");
    }
}
