//! Reads the pictures that the example `pictures` wrote with the host's scanner, as files, and as a camera that is held
//! still would show them: `cargo run -p tiffin-journeys --example scan -- FOLDER [SHARE OF]`
//! (every OF-th picture, from number SHARE on) prints one line a picture: name, `read`, `missed` or `wrong` as a file,
//! frames until the camera read it (0: never, -1: another text), milliseconds of a processor for each of these frames.
#![allow(clippy::expect_used)]

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::LazyLock;
use std::time::Instant;

use tiffin_host::{Environment, Host, HostConfig, Luma, SCAN_TURNS, Scanned, Settings, ViewOrigin};
use tiffin_journeys::pictures::seen;

fn main() {
    let mut args = std::env::args().skip(1);
    let folder = PathBuf::from(args.next().expect("a folder of pictures"));
    let share: usize = args.next().map_or(0, |n| n.parse().expect("a number"));
    let of: usize = args.next().map_or(1, |n| n.parse().expect("how many"));
    let device = tempfile::tempdir().expect("a folder for the host");
    let config = HostConfig {
        data_dir: device.path().to_path_buf(),
        settings: Settings::default(),
        view_origin: ViewOrigin::Scheme("mp".into()),
        ports: Vec::new(),
        log: None,
    };
    let host = Host::start(config, Environment::default()).expect("a host without stores starts");
    let list = std::fs::read_to_string(folder.join("texts.tsv")).expect("the list of texts");
    for line in list.lines().skip(share).step_by(of) {
        let mut fields = line.split('\t');
        let name = fields.next().expect("a name");
        let wanted: BTreeSet<&str> = fields.collect();
        let bytes = std::fs::read(folder.join(name)).expect("the picture is there");
        let texts = |found: &[Scanned]| -> BTreeSet<String> {
            found.iter().map(|code| code.text.clone()).collect()
        };
        let complete = |found: &[Scanned]| {
            let texts = texts(found);
            !wanted.is_empty() && wanted.iter().all(|text| texts.contains(*text))
        };
        let wrong = |found: &[Scanned]| {
            texts(found)
                .iter()
                .any(|text| !wanted.contains(text.as_str()))
        };
        let file = match host.scan_picture(&bytes) {
            Ok(found) if wrong(&found) => "wrong",
            Ok(found) if complete(&found) => "read",
            _ => "missed",
        };
        let frame = seen(&image::load_from_memory(&bytes).expect("the picture opens"));
        let mut misread = false;
        let mut times = Vec::new();
        let read_after = (1..=SCAN_TURNS).find(|_| {
            let start = worked();
            let found = host.scan_luma(Luma {
                width: frame.width(),
                height: frame.height(),
                stride: frame.width() as usize,
                data: frame.as_raw(),
            });
            times.push(format!("{:.2}", (worked() - start) * 1000.0));
            misread |= found.as_ref().is_ok_and(|found| wrong(found));
            misread || found.is_ok_and(|found| complete(&found))
        });
        let frames = read_after.map_or(0, |frames| {
            if misread {
                -1
            } else {
                i64::try_from(frames).unwrap_or(0)
            }
        });
        println!("{name}\t{file}\t{frames}\t{}", times.join("\t"));
    }
    host.shutdown();
}

/// Seconds that a processor worked for this thread, which is the same on a machine that is busy; where the system does not
/// say, seconds.
fn worked() -> f64 {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    // The system counts up to here only when a thread gives way.
    std::thread::yield_now();
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = spent.and_then(|spent| spent.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| START.elapsed().as_secs_f64(), |spent| spent / 1e9)
}
