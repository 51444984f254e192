//! A virtual screen of its own for each journey; the server picks a free number itself.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use super::process::Group;

pub struct Screen {
    _server: Group,
    pub display: String,
}

impl Screen {
    pub fn start() -> Screen {
        let mut server = Group::start(
            Command::new("Xvfb")
                .args([
                    "-displayfd",
                    "1",
                    "-screen",
                    "0",
                    "600x900x24",
                    "-nolisten",
                    "tcp",
                ])
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        );
        let mut number = String::new();
        BufReader::new(server.child().stdout.take().unwrap())
            .read_line(&mut number)
            .unwrap();
        assert!(!number.trim().is_empty(), "Xvfb did not start");
        Screen {
            _server: server,
            display: format!(":{}", number.trim()),
        }
    }

    /// What a person would see, as a PNG; best effort, for people.
    pub fn shot(&self, file: &Path) {
        let _ = Command::new("import")
            .args(["-window", "root"])
            .arg(file)
            .env("DISPLAY", &self.display)
            .status();
    }

    /// A click of the mouse, where no driver helps.
    pub fn click(&self, x: f64, y: f64) {
        let (x, y) = (format!("{x:.0}"), format!("{y:.0}"));
        let status = Command::new("xdotool")
            .args(["mousemove", &x, &y, "click", "1"])
            .env("DISPLAY", &self.display)
            .status();
        assert!(
            status.is_ok_and(|status| status.success()),
            "xdotool is missing: scripts/test installs it"
        );
    }

    /// The screen, row by row, three bytes a pixel.
    pub fn pixels(&self) -> Vec<u8> {
        let output = Command::new("import")
            .args(["-window", "root", "-depth", "8", "rgb:-"])
            .env("DISPLAY", &self.display)
            .output()
            .unwrap();
        output.stdout
    }
}
