//! A virtual screen of its own for each journey, with a mouse and a keyboard; the server picks a free number itself.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use x11rb::connection::Connection;
use x11rb::properties::WmSizeHints;
use x11rb::protocol::xproto::{
    BUTTON_PRESS_EVENT, BUTTON_RELEASE_EVENT, ConfigureWindowAux, ConnectionExt as _, ImageFormat,
    InputFocus, KEY_PRESS_EVENT, KEY_RELEASE_EVENT, MOTION_NOTIFY_EVENT, MapState, Window,
};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;

use super::process::Group;

/// Pixels of a screen that holds a phone-sized window.
const SIZE: (u16, u16) = (600, 900);
const LEFT: u8 = 1;
const WHEEL_DOWN: u8 = 5;
const BACK: u8 = 8;

/// Keys, as X names them (keysymdef.h). Latin letters and digits are their own numbers.
pub mod key {
    pub const TAB: u32 = 0xff09;
    pub const ENTER: u32 = 0xff0d;
    pub const ESCAPE: u32 = 0xff1b;
    pub const LEFT: u32 = 0xff51;
    pub const DOWN: u32 = 0xff54;
    pub const ALT: u32 = 0xffe9;
    pub const CONTROL: u32 = 0xffe3;
}

/// How long a screen may take to be as expected.
const PATIENCE: Duration = Duration::from_secs(45);
/// Part of the bytes in which two pictures of the same screen may differ: anti-aliasing.
const SAME: f64 = 0.001;

/// How long a tap's press lasts.
const HELD: Duration = Duration::from_millis(30);

/// When a button was let go, by both clocks.
#[derive(Clone, Copy)]
pub struct Released {
    pub at: Instant,
    /// Milliseconds since 1970, as pages count.
    pub wall: f64,
}

impl Released {
    fn now() -> Released {
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        Released {
            at: Instant::now(),
            wall: wall.as_secs_f64() * 1000.0,
        }
    }
}

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
    size: (u16, u16),
}

impl Screen {
    pub fn start() -> Screen {
        Screen::sized(SIZE)
    }

    /// A screen of so many pixels.
    pub fn sized(size: (u16, u16)) -> Screen {
        let (width, height) = size;
        let pixels = format!("{width}x{height}x24");
        let mut server = Group::start(
            Command::new("Xvfb")
                .args(["-displayfd", "1", "-screen", "0", &pixels])
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
            mouse: Mouse::at(&display, size),
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
    fn at(display: &str, size: (u16, u16)) -> Mouse {
        let (server, screen) = x11rb::connect(Some(display)).unwrap();
        let root = server.setup().roots[screen].root;
        Mouse {
            server: Arc::new(server),
            root,
            size,
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

    /// A tap as a finger makes one: pressed, held for a moment, let go. The release is noted before the server is told, and
    /// what the press alone has to do is over by then.
    pub fn tap(&self, x: f64, y: f64) -> Released {
        self.move_to(x, y);
        self.event(BUTTON_PRESS_EVENT, LEFT, 0, 0);
        self.settle();
        std::thread::sleep(HELD);
        let released = Released::now();
        self.event(BUTTON_RELEASE_EVENT, LEFT, 0, 0);
        self.settle();
        released
    }

    /// The thumb's button.
    pub fn back(&self) {
        self.event(BUTTON_PRESS_EVENT, BACK, 0, 0);
        self.event(BUTTON_RELEASE_EVENT, BACK, 0, 0);
        self.settle();
    }

    /// Presses these keys in order and lets them go: modifiers first.
    pub fn press(&self, keys: &[u32]) {
        let codes: Vec<u8> = keys.iter().map(|key| self.code(*key)).collect();
        for code in &codes {
            self.event(KEY_PRESS_EVENT, *code, 0, 0);
        }
        for code in codes.iter().rev() {
            self.event(KEY_RELEASE_EVENT, *code, 0, 0);
        }
        self.settle();
    }

    /// Types small Latin letters and digits.
    pub fn typed(&self, text: &str) {
        for letter in text.bytes() {
            self.press(&[u32::from(letter)]);
        }
    }

    fn code(&self, key: u32) -> u8 {
        let (first, last) = (
            self.server.setup().min_keycode,
            self.server.setup().max_keycode,
        );
        let map = self.server.get_keyboard_mapping(first, last - first + 1);
        let map = map.unwrap().reply().unwrap();
        let at = map
            .keysyms
            .chunks(usize::from(map.keysyms_per_keycode))
            .position(|symbols| symbols.first() == Some(&key));
        first + at.unwrap_or_else(|| panic!("no key {key:#x}")) as u8
    }

    /// The app's window: the largest one that is seen.
    fn window(&self) -> Window {
        let all = self.server.query_tree(self.root).unwrap().reply().unwrap();
        let seen = |window: &Window| {
            let found = self.server.get_window_attributes(*window).unwrap().reply();
            found.is_ok_and(|found| found.map_state == MapState::VIEWABLE)
        };
        let area = |window: &Window| {
            let found = self.server.get_geometry(*window).unwrap().reply();
            found.map_or(0, |found| u32::from(found.width) * u32::from(found.height))
        };
        let windows = all.children.into_iter().filter(seen);
        windows.max_by_key(area).expect("a window")
    }

    /// Whether a window besides the app's is seen (a file dialog).
    pub fn dialog_is_up(&self) -> bool {
        let all = self.server.query_tree(self.root).unwrap().reply().unwrap();
        let seen = all.children.into_iter().filter(|window| {
            let found = self.server.get_window_attributes(*window).unwrap().reply();
            found.is_ok_and(|found| {
                found.map_state == MapState::VIEWABLE && !found.override_redirect
            })
        });
        seen.count() > 1
    }

    /// Width and height of the app's window, pixels of the screen.
    pub fn window_size(&self) -> (u16, u16) {
        let found = self.server.get_geometry(self.window()).unwrap();
        let found = found.reply().unwrap();
        (found.width, found.height)
    }

    /// Drags the window's corner, so to speak.
    pub fn resize(&self, width: u32, height: u32) {
        let size = ConfigureWindowAux::new().width(width).height(height);
        self.server.configure_window(self.window(), &size).unwrap();
        self.settle();
    }

    /// The least size that the app asks window managers for.
    pub fn least_size(&self) -> Option<(i32, i32)> {
        let hints = WmSizeHints::get_normal_hints(&*self.server, self.window()).unwrap();
        hints.reply().unwrap()?.min_size
    }

    /// Gives the window the keyboard, as a window manager does.
    pub fn focus(&self) {
        self.server
            .set_input_focus(InputFocus::PARENT, self.window(), x11rb::CURRENT_TIME)
            .unwrap();
        self.settle();
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
        self.read(0, 0, self.size.0, self.size.1)
    }

    /// The screen once it rests: twice the same, a third of a second apart.
    pub async fn still(&self) -> Vec<u8> {
        let deadline = Instant::now() + PATIENCE;
        let mut before = self.pixels();
        loop {
            tokio::time::sleep(Duration::from_millis(330)).await;
            let now = self.pixels();
            if differing(&before, &now) == 0.0 {
                return now;
            }
            assert!(Instant::now() < deadline, "the screen does not rest");
            before = now;
        }
    }

    /// Waits until the screen shows again what it showed before; fails with a picture.
    pub async fn shows_again(&self, before: &[u8], what: &str) {
        let deadline = Instant::now() + PATIENCE;
        while differing(before, &self.pixels()) > SAME {
            if Instant::now() > deadline {
                let file = super::evidence(&format!("{}.png", what.replace(' ', "-")));
                self.shot(&file);
                panic!("not as before: {what}\nscreen: {}", file.display());
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    /// Red, green and blue of one pixel.
    pub fn pixel(&self, x: i16, y: i16) -> (u8, u8, u8) {
        let data = self.read(x, y, 1, 1);
        (data[2], data[1], data[0])
    }

    pub fn shot(&self, file: &Path) {
        let rgb = self.pixels();
        let rgb = rgb.chunks_exact(4).flat_map(|p| [p[2], p[1], p[0]]);
        let (width, height) = (u32::from(self.size.0), u32::from(self.size.1));
        let picture = image::RgbImage::from_raw(width, height, rgb.collect());
        if let Some(picture) = picture {
            let _ = picture.save(file);
        }
    }
}

/// Part of the bytes that differ by more than anti-aliasing does.
pub fn differing(one: &[u8], other: &[u8]) -> f64 {
    let count = one
        .iter()
        .zip(other)
        .filter(|(a, b)| a.abs_diff(**b) > 24)
        .count();
    count as f64 / one.len().max(1) as f64
}
