//! A real store behind a bad network: what a host makes of answers that somebody on the way encoded, replaced, broke off or
//! changed, and that it goes on by itself once the network is good.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod proxy;

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tiffin_host::{
    Code, Cover, Environment, Host, HostConfig, HostError, HostEvent, Remedy, Scene, Screen,
    ScreenAction, Settings, StoreSettings, ViewOrigin,
};
use tiffin_journeys::support::{Group, binary};

use proxy::{Does, Proxy};

/// No step takes longer; the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(120);

/// A store with one program in it, behind a proxy that is its address.
struct World {
    proxy: Proxy,
    url: String,
    folder: tempfile::TempDir,
    _store: Group,
}

impl World {
    fn new() -> World {
        let folder = tempfile::tempdir().unwrap();
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let proxy = Proxy::start(port);
        let url = format!("http://127.0.0.1:{}", proxy.port);
        let mut store = Group::start(
            Command::new(binary("tiffin-store"))
                .arg("serve")
                .arg("--data")
                .arg(folder.path().join("store"))
                .args([
                    "--listen",
                    &format!("127.0.0.1:{port}"),
                    "--public-url",
                    &url,
                ])
                .stdout(Stdio::piped())
                .stderr(File::create(folder.path().join("store.log")).unwrap()),
        );
        let out = BufReader::new(store.child().stdout.take().unwrap());
        let mut lines = out.lines().map_while(Result::ok);
        assert!(lines.any(|line| line.starts_with("listening on ")));
        publish(folder.path(), &url);
        World {
            proxy,
            url,
            folder,
            _store: store,
        }
    }

    fn settings(&self) -> Settings {
        let root = std::fs::read(self.folder.path().join("store/root.json")).unwrap();
        Settings {
            stores: vec![StoreSettings {
                name: "Test".into(),
                base: self.url.clone(),
                root,
            }],
            ..Settings::default()
        }
    }

    /// A device that opens the program, for the first time in `folder`.
    fn opens(&self, folder: &Path) -> Device {
        let config = HostConfig {
            data_dir: folder.to_owned(),
            settings: self.settings(),
            view_origin: ViewOrigin::Scheme("mp".into()),
            ports: Vec::new(),
            log: None,
        };
        let host = Host::start(config, Environment::default()).unwrap();
        let link = format!("{}/m/small", self.url);
        host.open_link(&link, Scene::ScanCamera).unwrap();
        Device {
            host,
            screen: None,
            covers: Vec::new(),
        }
    }
}

/// A small program with a file that no compression makes much smaller.
fn publish(folder: &Path, url: &str) {
    let project = folder.join("project");
    std::fs::create_dir_all(project.join("pages/i")).unwrap();
    let write = |path: &str, text: &str| std::fs::write(project.join(path), text).unwrap();
    let domains = r#"{ "request": [], "socket": [], "upload": [], "download": [] }"#;
    write("app.json", r#"{ "pages": ["pages/i/i"] }"#);
    write("app.js", "App({})");
    write("pages/i/i.wxml", "<view>hello</view>");
    write("pages/i/i.js", "Page({})");
    write(
        "project.config.json",
        &format!(
            r#"{{ "appid": "touristappid", "miniprogramRoot": "./", "tiffin": {{ "program": "small", "name": "Small",
            "version": "1.0.0", "description": "Small", "scopes": [], "domains": {domains} }} }}"#
        ),
    );
    let mut state = 1_u64;
    let noise: String = (0..300_000)
        .map(|_| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            char::from(b'a' + u8::try_from(state >> 60).unwrap())
        })
        .collect();
    write("noise.json", &format!("{{\"x\":\"{noise}\"}}"));
    let key = folder.join("developer.pem");
    run(Command::new(binary("tiffin"))
        .args(["keys", "new", "--out"])
        .arg(&key));
    let token = std::fs::read_to_string(folder.join("store/token")).unwrap();
    let token = format!("--token={}", token.trim());
    run(Command::new(binary("tiffin"))
        .arg("publish")
        .arg(&project)
        .args(["--store", url, &token, "--no-qr", "--key"])
        .arg(&key));
}

fn run(command: &mut Command) {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}\n{said}");
}

/// A shell without a screen.
struct Device {
    host: Host,
    screen: Option<Screen>,
    /// All that covered the screen, in order.
    covers: Vec<Cover>,
}

impl Device {
    fn until(&mut self, what: &str, mut holds: impl FnMut(&Device) -> bool) {
        let start = Instant::now();
        while !holds(self) {
            assert!(
                start.elapsed() < PATIENCE,
                "never: {what}\n{:#?}",
                self.covers
            );
            for event in self.host.next_events(Duration::from_millis(50), 100) {
                match event {
                    HostEvent::ViewCreate { view, .. } => {
                        self.host.view_message(view, r#"{"t":"ready"}"#);
                    }
                    HostEvent::Draw(screen) => {
                        self.covers.extend(screen.cover.clone());
                        self.screen = Some(*screen);
                    }
                    _ => {}
                }
            }
        }
    }

    fn until_open(&mut self) {
        self.until("the program is open", |device| {
            let screen = device.screen.as_ref();
            screen.is_some_and(|screen| screen.front.is_some() && screen.cover.is_none())
        });
    }

    fn until_failed(&mut self) -> (HostError, bool) {
        self.until("a failure", |device| device.failure().is_some());
        self.failure().unwrap()
    }

    /// What failed on the screen now, and whether it goes on by itself.
    fn failure(&self) -> Option<(HostError, bool)> {
        match self.screen.as_ref()?.cover.as_ref()? {
            Cover::Failed { error, waits, .. } => Some((error.clone(), *waits)),
            _ => None,
        }
    }
}

#[test]
fn what_a_network_encodes_without_being_asked_installs() {
    let world = World::new();
    for how in ["gzip", "deflate", "br", "zstd"] {
        world.proxy.now(Does::Encodes(how));
        let folder = tempfile::tempdir().unwrap();
        let mut device = world.opens(folder.path());
        device.until_open();
        let failed = device
            .covers
            .iter()
            .any(|cover| matches!(cover, Cover::Failed { .. }));
        assert!(!failed, "{how}: {:?}", device.covers);
    }
}

#[test]
fn a_download_that_goes_on_never_mixes_what_is_encoded_with_what_is_not() {
    let world = World::new();
    let cases = [
        (Does::EncodesAndBreaks(2), false),
        (Does::BreaksAndEncodesTheRest(1), true),
        (Does::WrongRange(1), true),
    ];
    for (does, goes_on) in cases {
        world.proxy.now(does);
        let before = world.proxy.asked().len();
        let folder = tempfile::tempdir().unwrap();
        let mut device = world.opens(folder.path());
        device.until_open();
        let asked = world.proxy.asked().split_off(before);
        let packages: Vec<&String> = asked.iter().filter(|path| path.contains(".zst ")).collect();
        assert!(
            packages.len() > 1,
            "{does:?}: it never broke off: {asked:?}"
        );
        let ranges = packages
            .iter()
            .filter(|path| path.contains("bytes="))
            .count();
        assert_eq!(ranges > 0, goes_on, "{does:?}: {packages:?}");
        let failed = device
            .covers
            .iter()
            .any(|cover| matches!(cover, Cover::Failed { .. }));
        assert!(!failed, "{does:?}: {:?}", device.covers);
    }
}

#[test]
fn what_stands_in_the_way_is_named_and_the_opening_goes_on_by_itself_when_it_is_gone() {
    let world = World::new();
    let cases = [
        (Does::Redirects, Code::NetworkPortal),
        (Does::Page(200), Code::NetworkPortal),
        (Does::Page(511), Code::NetworkPortal),
        (Does::PageForPackages, Code::NetworkPortal),
        (Does::Page(407), Code::NetworkProxy),
        (Does::Page(502), Code::NetworkProxy),
        (Does::Page(404), Code::NetworkProxy),
    ];
    for (does, code) in cases {
        world.proxy.now(does);
        let folder = tempfile::tempdir().unwrap();
        let mut device = world.opens(folder.path());
        let (error, waits) = device.until_failed();
        assert_eq!((error.code, waits), (code, true), "{does:?}: {error}");
        assert_eq!(error.remedy, Remedy::Offline);
        world.proxy.now(Does::Nothing);
        device.until_open();
    }
}

#[test]
fn what_is_dismissed_does_not_open_later() {
    let world = World::new();
    world.proxy.now(Does::Redirects);
    let folder = tempfile::tempdir().unwrap();
    let mut device = world.opens(folder.path());
    device.until_failed();
    let before = world.proxy.asked().len();
    device.until("it was tried again", |_| {
        world.proxy.asked().len() > before + 1
    });
    device.host.act(ScreenAction::Dismiss);
    // There is no home in this host's settings to go back to.
    device.until("the failure is gone", |device| {
        device
            .failure()
            .is_none_or(|(error, _)| error.code == Code::HostSettings)
    });
    world.proxy.now(Does::Nothing);
    let asked = world.proxy.asked().len();
    device.host.network_changed();
    let start = Instant::now();
    device.until("longer than the next try would take", |_| {
        start.elapsed() > Duration::from_secs(9)
    });
    assert!(
        world.proxy.asked().len() <= asked + 1,
        "nobody asks any more"
    );
    assert_eq!(device.screen.and_then(|screen| screen.front), None);
}

#[test]
fn a_change_of_the_network_is_tried_at_once() {
    let world = World::new();
    world.proxy.now(Does::Page(502));
    let folder = tempfile::tempdir().unwrap();
    let mut device = world.opens(folder.path());
    device.until_failed();
    // Far in the schedule: the next try would be half a minute away.
    device.until("the fifth try", |_| {
        let asked = world.proxy.asked();
        asked.iter().filter(|path| path.contains("/head")).count() >= 5
    });
    world.proxy.now(Does::Nothing);
    device.host.network_changed();
    let start = Instant::now();
    device.until_open();
    assert!(
        start.elapsed() < Duration::from_secs(30),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn what_was_really_changed_is_not_the_network_s_fault_and_is_not_tried_again() {
    let world = World::new();
    world.proxy.now(Does::Flips);
    let folder = tempfile::tempdir().unwrap();
    let mut device = world.opens(folder.path());
    let (error, waits) = device.until_failed();
    assert_eq!((error.remedy, waits), (Remedy::Untrusted, false), "{error}");
}

#[test]
fn a_bomb_ends_at_the_bound_of_a_document() {
    let world = World::new();
    world.proxy.now(Does::Bomb);
    let folder = tempfile::tempdir().unwrap();
    let mut device = world.opens(folder.path());
    let (error, waits) = device.until_failed();
    assert_eq!(
        (error.code, waits),
        (Code::EnvelopeTooLarge, false),
        "{error}"
    );
}
