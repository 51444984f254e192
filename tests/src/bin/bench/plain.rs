//! A plain page in a WebView with nothing of Tiffin around it (`desktop/examples/plain.rs`), on a screen of its own.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use tiffin_journeys::support::{Group, Screen, own_example};

/// Ten thousand rows by hand take a second or two.
const PATIENCE: Duration = Duration::from_secs(30);

/// Environment without which pictures of the two sides would not compare: as for the app (support/device.rs).
pub fn painted_alike<'a>(command: &'a mut Command, screen: &Screen) -> &'a mut Command {
    command
        .env("DISPLAY", &screen.display)
        .env("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1")
        .env_remove("WEBKIT_DISABLE_DMABUF_RENDERER")
        .env_remove("WAYLAND_DISPLAY")
}

pub struct Plain {
    _app: Group,
    lines: Receiver<String>,
}

impl Plain {
    /// Shows a page, and waits until it is ready.
    pub fn page(screen: &Screen, page: &str) -> Plain {
        let mut command = Command::new(own_example("plain"));
        command.args(["page", page]);
        let mut app = Group::start(
            painted_alike(&mut command, screen)
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        );
        let out = BufReader::new(app.child().stdout.take().unwrap());
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        let plain = Plain { _app: app, lines };
        assert_eq!(plain.line(), "ready");
        plain
    }

    /// What the page says next.
    pub fn line(&self) -> String {
        let line = self.lines.recv_timeout(PATIENCE);
        line.expect("the plain page says nothing")
    }
}
