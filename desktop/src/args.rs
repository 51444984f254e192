//! The command line.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

/// Opens mini-programs from a QR code, a link or a search.
#[derive(Debug, Parser)]
#[command(name = "tiffin-desktop", version)]
pub struct Args {
    /// Scan a picture (PNG, JPEG, GIF, WebP, BMP) and open what its code leads to
    #[arg(long, value_name = "PICTURE")]
    pub scan: Option<PathBuf>,

    /// Open a link: https://STORE/m/PROGRAM..., tiffin://..., miniapp://...
    #[arg(long, value_name = "LINK", conflicts_with = "scan")]
    pub open: Option<String>,

    /// Where programs, their data and the database are kept
    #[arg(long, value_name = "FOLDER", env = "TIFFIN_DATA_DIR")]
    pub data_dir: Option<PathBuf>,

    /// Settings: brand, stores, the home program. Without it, host.toml in the data folder
    #[arg(long, value_name = "FILE", env = "TIFFIN_SETTINGS")]
    pub settings: Option<PathBuf>,

    /// Colours
    #[arg(long, value_enum, default_value_t = ThemeChoice::System)]
    pub theme: ThemeChoice,

    /// Language, zh or en; without it, the system's
    #[arg(long, value_name = "TAG")]
    pub lang: Option<String>,

    /// Size of the window
    #[arg(long, value_name = "WxH", value_parser = parse_size, default_value = "390x844")]
    pub size: (u32, u32),

    /// Let a WebDriver attach (tests)
    #[arg(long, hide = true)]
    pub automation: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ThemeChoice {
    Light,
    Dark,
    System,
}

/// Smaller than the smallest phone there was, larger than any screen.
const SIZES: std::ops::RangeInclusive<u32> = 240..=8192;

fn parse_size(text: &str) -> Result<(u32, u32), String> {
    let parsed = text
        .split_once('x')
        .and_then(|(w, h)| Some((w.parse().ok()?, h.parse().ok()?)));
    match parsed {
        Some((width, height)) if SIZES.contains(&width) && SIZES.contains(&height) => {
            Ok((width, height))
        }
        _ => Err("width x height, 240 to 8192, as in 390x844".into()),
    }
}

impl Args {
    /// The data folder: given, or the system's place for such data.
    #[must_use]
    pub fn data_folder(&self) -> PathBuf {
        self.data_dir.clone().unwrap_or_else(|| {
            let home = std::env::var_os("XDG_DATA_HOME")
                .or_else(|| std::env::var_os("LOCALAPPDATA"))
                .map(PathBuf::from)
                .or_else(|| {
                    std::env::var_os("HOME").map(|home| PathBuf::from(home).join(default_place()))
                });
            home.unwrap_or_default().join("tiffin")
        })
    }

    /// `zh_CN` or `en`, as WeChat writes them.
    #[must_use]
    pub fn language(&self) -> String {
        let system = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
        let tag = self.lang.clone().or(system).unwrap_or_default();
        if tag.to_ascii_lowercase().starts_with("zh") {
            "zh_CN".into()
        } else {
            "en".into()
        }
    }
}

fn default_place() -> &'static str {
    if cfg!(target_os = "macos") {
        "Library/Application Support"
    } else {
        ".local/share"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes() {
        assert_eq!(parse_size("390x844"), Ok((390, 844)));
        for bad in ["", "390", "390x", "0x0", "390x99999", "-1x5", "axb"] {
            assert!(parse_size(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_command_line_holds_together() {
        use clap::CommandFactory;
        Args::command().debug_assert();
    }
}
