//! Reads the pictures that the example `pictures` wrote with the host's scanner, as files, and as a camera that is held
//! still would show them: `cargo run -p tiffin-journeys --example scan -- FOLDER`
//! prints one line a picture: name, `read` or `missed` as a file, frames until the camera read it (0: never),
//! milliseconds of each of these frames.
#![allow(clippy::expect_used)]

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Instant;

use tiffin_host::{Environment, Host, HostConfig, Luma, SCAN_TURNS, Scanned, Settings, ViewOrigin};

fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).expect("a folder of pictures"));
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
    for line in list.lines() {
        let mut fields = line.split('\t');
        let name = fields.next().expect("a name");
        let wanted: BTreeSet<&str> = fields.collect();
        let bytes = std::fs::read(folder.join(name)).expect("the picture is there");
        let complete = |found: &[Scanned]| {
            let texts: BTreeSet<&str> = found.iter().map(|code| code.text.as_str()).collect();
            !wanted.is_empty() && wanted.is_subset(&texts)
        };
        let file = match host.scan_picture(&bytes) {
            Ok(found) if complete(&found) => "read",
            _ => "missed",
        };
        let frame = image::load_from_memory(&bytes)
            .expect("the picture opens")
            .into_luma8();
        let mut times = Vec::new();
        let read_after = (1..=SCAN_TURNS).find(|_| {
            let start = Instant::now();
            let found = host.scan_luma(Luma {
                width: frame.width(),
                height: frame.height(),
                stride: frame.width() as usize,
                data: frame.as_raw(),
            });
            times.push(format!("{:.2}", start.elapsed().as_secs_f64() * 1000.0));
            found.is_ok_and(|found| complete(&found))
        });
        println!(
            "{name}\t{file}\t{}\t{}",
            read_after.unwrap_or(0),
            times.join("\t")
        );
    }
    host.shutdown();
}
