//! What the shell knows about the device, measured from the window.

use tao::dpi::LogicalSize;
use tao::window::Window;
use tiffin_host::{Environment, Theme};

/// A snapshot of the window for the host. `language` is `zh_CN` or `en`.
#[must_use]
pub fn environment(window: &Window, dark: bool, language: &str) -> Environment {
    let ratio = window.scale_factor();
    let size: LogicalSize<f64> = window.inner_size().to_logical(ratio);
    from_sizes(size.width, size.height, ratio, dark, language)
}

/// The same from numbers, before there is a window too.
#[must_use]
pub fn from_sizes(width: f64, height: f64, ratio: f64, dark: bool, language: &str) -> Environment {
    Environment {
        window_width: width,
        window_height: height,
        // The program's screen is the window: WeChat on a desktop says so too.
        screen_width: width,
        screen_height: height,
        pixel_ratio: ratio,
        theme: if dark { Theme::Dark } else { Theme::Light },
        language: language.to_owned(),
        network_type: "wifi".into(),
        platform: platform().into(),
        system: system(),
        brand: "Tiffin".into(),
        model: "desktop".into(),
        ..Environment::default()
    }
}

fn platform() -> &'static str {
    match std::env::consts::OS {
        "macos" => "mac",
        other => other,
    }
}

/// `Debian GNU/Linux 12 (bookworm)`, or just the system's name.
fn system() -> String {
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let pretty = release
        .lines()
        .find_map(|line| line.strip_prefix("PRETTY_NAME="));
    pretty.map_or_else(
        || std::env::consts::OS.to_owned(),
        |name| name.trim_matches('"').to_owned(),
    )
}
