//! A virtual screen of its own for each journey, with a mouse; the server picks a free number itself.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use x11rb::connection::Connection;
use x11rb::protocol::xproto::{
    BUTTON_PRESS_EVENT, BUTTON_RELEASE_EVENT, ConnectionExt as _, ImageFormat, MOTION_NOTIFY_EVENT,
};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;

use super::process::Group;

const WIDTH: u16 = 600;
const HEIGHT: u16 = 900;
const LEFT: u8 = 1;
const WHEEL_DOWN: u8 = 5;

pub struct Screen {
    pub mouse: Mouse,
    pub display: String,
    _server: Group,
}

/// A hand and an eye at a screen.
#[derive(Clone)]
pub struct Mouse {
    server: Arc<RustConnection>,
    root: u32,
}

impl Screen {
    pub fn start() -> Screen {
        let size = format!("{WIDTH}x{HEIGHT}x24");
        let mut server = Group::start(
            Command::new("Xvfb")
                .args(["-displayfd", "1", "-screen", "0", &size])
                .args(["-nolisten", "tcp"])
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        );
        let mut number = String::new();
        BufReader::new(server.child().stdout.take().unwrap())
            .read_line(&mut number)
            .unwrap();
        assert!(!number.trim().is_empty(), "Xvfb did not start");
        let display = format!(":{}", number.trim());
        Screen {
            mouse: Mouse::at(&display),
            display,
            _server: server,
        }
    }

    /// What a person would see, as a PNG; best effort, for people.
    pub fn shot(&self, file: &Path) {
        self.mouse.shot(file);
    }
}

impl Mouse {
    fn at(display: &str) -> Mouse {
        let (server, screen) = x11rb::connect(Some(display)).unwrap();
        let root = server.setup().roots[screen].root;
        Mouse {
            server: Arc::new(server),
            root,
        }
    }

    fn event(&self, kind: u8, detail: u8, x: i16, y: i16) {
        self.server
            .xtest_fake_input(kind, detail, 0, self.root, x, y, 0)
            .unwrap();
    }

    /// Waits until the server has done what was asked.
    fn settle(&self) {
        self.server.get_input_focus().unwrap().reply().unwrap();
    }

    pub fn move_to(&self, x: f64, y: f64) {
        self.event(MOTION_NOTIFY_EVENT, 0, x.round() as i16, y.round() as i16);
        self.settle();
    }

    /// A click; returns when the button was let go.
    pub fn click(&self, x: f64, y: f64) -> Instant {
        self.move_to(x, y);
        self.event(BUTTON_PRESS_EVENT, LEFT, 0, 0);
        self.event(BUTTON_RELEASE_EVENT, LEFT, 0, 0);
        let released = Instant::now();
        self.settle();
        released
    }

    /// Turns the wheel downwards by notches, over a place.
    pub fn wheel(&self, x: f64, y: f64, notches: u32) {
        self.move_to(x, y);
        for _ in 0..notches {
            self.event(BUTTON_PRESS_EVENT, WHEEL_DOWN, 0, 0);
            self.event(BUTTON_RELEASE_EVENT, WHEEL_DOWN, 0, 0);
        }
        self.settle();
    }

    /// Pressed at one place, moved in steps, let go at another.
    pub fn drag(&self, from: (f64, f64), to: (f64, f64), steps: u32) {
        self.move_to(from.0, from.1);
        self.event(BUTTON_PRESS_EVENT, LEFT, 0, 0);
        for step in 1..=steps {
            let part = f64::from(step) / f64::from(steps);
            self.move_to(
                from.0 + (to.0 - from.0) * part,
                from.1 + (to.1 - from.1) * part,
            );
            std::thread::sleep(Duration::from_millis(16));
        }
        self.event(BUTTON_RELEASE_EVENT, LEFT, 0, 0);
        self.settle();
    }

    fn read(&self, x: i16, y: i16, width: u16, height: u16) -> Vec<u8> {
        let image = self.server.get_image(
            ImageFormat::Z_PIXMAP,
            self.root,
            x,
            y,
            width,
            height,
            u32::MAX,
        );
        image.unwrap().reply().unwrap().data
    }

    /// The screen, row by row, four bytes a pixel: blue, green, red, nothing.
    pub fn pixels(&self) -> Vec<u8> {
        self.read(0, 0, WIDTH, HEIGHT)
    }

    /// Red, green and blue of one pixel.
    pub fn pixel(&self, x: i16, y: i16) -> (u8, u8, u8) {
        let data = self.read(x, y, 1, 1);
        (data[2], data[1], data[0])
    }

    pub fn shot(&self, file: &Path) {
        let rgb = self.pixels();
        let rgb = rgb.chunks_exact(4).flat_map(|p| [p[2], p[1], p[0]]);
        let picture = image::RgbImage::from_raw(u32::from(WIDTH), u32::from(HEIGHT), rgb.collect());
        if let Some(picture) = picture {
            let _ = picture.save(file);
        }
    }
}
