//! What the shell knows about the device, pushed as a snapshot so that a program can read it at any moment without a
//! call up into the shell.

use serde::Serialize;

/// Light or dark, as the system or the person chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    #[default]
    Light,
    Dark,
}

impl Theme {
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
}

/// Distances from the edges of the window, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Insets {
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
    pub left: f64,
}

/// A snapshot of the device. Lengths are CSS pixels (points on iOS, dp on Android).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Environment {
    /// The whole window that shows programs, bars included.
    pub window_width: f64,
    pub window_height: f64,
    /// The physical screen; the window's size where a window is not full-screen.
    pub screen_width: f64,
    pub screen_height: f64,
    pub pixel_ratio: f64,
    /// 0 on a desktop.
    pub status_bar_height: f64,
    /// What a notch or a home indicator takes from each edge of the window.
    pub safe_area: Insets,
    pub theme: Theme,
    /// BCP 47, `zh_CN` or `en` as WeChat writes them.
    pub language: String,
    /// `wifi`, `2g`, `3g`, `4g`, `5g`, `unknown`, `none`.
    pub network_type: String,
    /// `ios`, `android`, `windows`, `mac`, `linux`.
    pub platform: String,
    /// `Debian GNU/Linux 12`, `Android 15`.
    pub system: String,
    pub brand: String,
    pub model: String,
    /// The person's base font size; 16 unless changed.
    pub font_size: f64,
}

impl Default for Environment {
    fn default() -> Self {
        Environment {
            window_width: 390.0,
            window_height: 844.0,
            screen_width: 390.0,
            screen_height: 844.0,
            pixel_ratio: 2.0,
            status_bar_height: 0.0,
            safe_area: Insets::default(),
            theme: Theme::Light,
            language: "zh_CN".into(),
            network_type: "unknown".into(),
            platform: std::env::consts::OS.into(),
            system: std::env::consts::OS.into(),
            brand: "tiffin".into(),
            model: "tiffin".into(),
            font_size: 16.0,
        }
    }
}

impl Environment {
    /// The same, with each number forced into a sane range: a shell that measures too early sends zeros.
    #[must_use]
    pub fn bounded(mut self) -> Self {
        let clamp = |value: f64, low: f64, high: f64, other: f64| {
            if value.is_finite() && value >= low && value <= high {
                value
            } else {
                other
            }
        };
        self.window_width = clamp(self.window_width, 120.0, 20_000.0, 390.0);
        self.window_height = clamp(self.window_height, 120.0, 20_000.0, 844.0);
        self.screen_width = clamp(self.screen_width, 120.0, 20_000.0, self.window_width);
        self.screen_height = clamp(self.screen_height, 120.0, 20_000.0, self.window_height);
        self.pixel_ratio = clamp(self.pixel_ratio, 0.25, 16.0, 1.0);
        self.status_bar_height = clamp(self.status_bar_height, 0.0, 200.0, 0.0);
        self.font_size = clamp(self.font_size, 4.0, 64.0, 16.0);
        for edge in [
            &mut self.safe_area.top,
            &mut self.safe_area.right,
            &mut self.safe_area.bottom,
            &mut self.safe_area.left,
        ] {
            *edge = clamp(*edge, 0.0, 400.0, 0.0);
        }
        self
    }

    /// Whether the person reads Chinese; everything else gets English texts.
    #[must_use]
    pub fn is_chinese(&self) -> bool {
        self.language.to_ascii_lowercase().starts_with("zh")
    }

    #[must_use]
    pub fn is_online(&self) -> bool {
        self.network_type != "none"
    }
}
