//! From a tap on an icon to painted pixels of the page behind it.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tiffin_journeys::support::{Group, World, binary, own_example};

use crate::many;
use crate::plain::painted_alike;
use crate::report::Row;
use crate::samples::Samples;

/// In the first and the last box of the page, right of their texts, and their colours.
const MARKS: [(i16, i16, (u8, u8, u8)); 2] = [
    (370, 44 + 30, (0x12, 0xe3, 0x9a)),
    (370, 44 + 675, (0xe3, 0x12, 0x5b)),
];
const PATIENCE: Duration = Duration::from_secs(20);
/// A screen that has not changed for this long stands still; a prewarmed view is made meanwhile.
const STILL: Duration = Duration::from_millis(1_500);
/// Between two looks at the screen: often enough, and not a load of its own.
const LOOK: Duration = Duration::from_micros(300);

/// What is no goal of its own is measured in each third run.
const SELDOM: usize = 3;

/// Where the plain window has its icon.
const PLAIN_ICON: (f64, f64) = (80.0, 240.0);

pub fn measure(
    world: &mut World,
    runtime: &tokio::runtime::Runtime,
    runs: usize,
    programs: usize,
) -> Vec<Row> {
    let html = world.path().join("plain.html");
    std::fs::write(&html, plain_page()).unwrap();
    let icon = runtime.block_on(first_use(world));
    let (one, many) = (
        world.path().join("device"),
        many::device(world, programs.saturating_sub(1)),
    );
    let [
        mut fresh,
        mut prewarmed,
        mut online,
        mut offline,
        mut crowded,
    ] = [(); 5].map(|()| Samples::default());
    for run in 1..=runs {
        prewarmed.push(plain(world, "prewarmed", &html));
        online.push(tiffin(world, &one, icon));
        if run % SELDOM == 1 || runs < SELDOM {
            fresh.push(plain(world, "fresh", &html));
            crowded.push(tiffin(world, &many, icon));
            world.store.stop();
            offline.push(tiffin(world, &one, icon));
            world.store.resume();
        }
        println!(
            "  {run}: fresh {:.0}, prewarmed {:.0}, Tiffin {:.0}, offline {:.0}, with {programs} programs {:.0} ms (medians)",
            fresh.median(),
            prewarmed.median(),
            online.median(),
            offline.median(),
            crowded.median()
        );
    }
    vec![
        Row::times("plain HTML, fresh WebView: tap to pixels", &fresh),
        Row::times("plain HTML, prewarmed WebView: tap to pixels", &prewarmed),
        Row::times("cached program of 120 nodes: tap to pixels", &online).against(
            &online,
            &fresh,
            "the fresh WebView",
            1.0,
        ),
        Row {
            taken: Samples::default(),
            ..Row::times("the same", &online).against(
                &online,
                &prewarmed,
                "the prewarmed WebView",
                1.2,
            )
        },
        Row::times("the same, offline", &offline).against(&offline, &online, "online", 1.1),
        Row::times("the same, 1,000 programs cached", &crowded).against(
            &crowded,
            &online,
            "with one program",
            1.1,
        ),
    ]
}

/// Installs the program as a person does, and finds its icon on the home screen.
async fn first_use(world: &World) -> (f64, f64) {
    let device = world.device(&["--open", &world.store.link("bench")]).await;
    device.page("[id$='foot']").await;
    device.tap_chrome("#capsule-close").await;
    device.page("[id$='recent-bench']").await;
    let icon = device.place("[id$='recent-bench']").await;
    device.stop().await;
    icon
}

fn plain(world: &World, mode: &str, html: &Path) -> f64 {
    let mut command = Command::new(own_example("plain"));
    command.arg(mode).arg(html);
    let mut app = Group::start(
        painted_alike(&mut command, &world.screen)
            .stdout(Stdio::piped())
            .stderr(Stdio::null()),
    );
    let mut line = String::new();
    BufReader::new(app.child().stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    assert_eq!(line.trim(), "ready");
    tap_to_pixels(world, PLAIN_ICON, mode)
}

fn tiffin(world: &World, data: &Path, icon: (f64, f64)) -> f64 {
    let _app = Group::start(
        Command::new(binary("tiffin-desktop"))
            .arg("--settings")
            .arg(world.path().join("host.toml"))
            .arg("--data-dir")
            .arg(data)
            .args(["--lang", "en", "--theme", "light"])
            .env("DISPLAY", &world.screen.display)
            .env("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1")
            .env_remove("WAYLAND_DISPLAY")
            .stdout(Stdio::null())
            .stderr(Stdio::null()),
    );
    tap_to_pixels(world, icon, "Tiffin")
}

fn tap_to_pixels(world: &World, icon: (f64, f64), who: &str) -> f64 {
    stand_still(world, who);
    let begun = world.screen.mouse.tap(icon.0, icon.1).at;
    loop {
        let there = |(x, y, colour): (i16, i16, _)| world.screen.mouse.pixel(x, y) == colour;
        if MARKS.into_iter().all(there) {
            return begun.elapsed().as_secs_f64() * 1000.0;
        }
        if begun.elapsed() > PATIENCE {
            give_up(world, who, "its page did not appear");
        }
        std::thread::sleep(LOOK);
    }
}

/// Waits until something is drawn and the screen does not change any more.
fn stand_still(world: &World, who: &str) {
    let begun = Instant::now();
    let mut before = (world.screen.mouse.pixels(), Instant::now());
    loop {
        std::thread::sleep(Duration::from_millis(100));
        let now = world.screen.mouse.pixels();
        let drawn = now.iter().any(|byte| *byte != 0);
        if now != before.0 {
            before = (now, Instant::now());
        } else if drawn && before.1.elapsed() > STILL {
            return;
        }
        if begun.elapsed() > PATIENCE {
            give_up(world, who, "its screen does not stand still");
        }
    }
}

fn give_up(world: &World, who: &str, what: &str) -> ! {
    let file = tiffin_journeys::support::evidence("bench.png");
    world.screen.shot(&file);
    panic!("{who}: {what}; the screen is in {}", file.display());
}

/// The page of `tests/programs/bench`, as one would write it by hand.
pub fn plain_page() -> String {
    let style = std::fs::read_to_string(
        tiffin_journeys::support::repository().join("tests/programs/bench/pages/index/index.wxss"),
    );
    let mut body = String::from(
        "<div class=top><span class=title>One hundred and twenty nodes</span></div>\n",
    );
    for id in 1..=14 {
        body.push_str(&format!(
            "<div class=card><div class=badge><span>{id}</span></div><div class=words><span class=name>Card number {id}</span>\
             <span class=line>A line of words below it</span></div><div class=price><span class=sum>¥{}</span></div></div>\n",
            id * 3
        ));
    }
    body.push_str("<div class=foot><span>0</span></div><div class=foot><span>0</span></div>");
    format!(
        "<!doctype html><html><head><meta charset=utf-8><style>body {{ margin: 0; background: #fff; font: 16px sans-serif }}\n{}</style></head><body>{body}</body></html>",
        style.unwrap()
    )
}
