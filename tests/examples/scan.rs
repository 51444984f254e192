//! Reads the pictures that the example `pictures` wrote, as camera frames, with the host's scanner:
//! `cargo run -p tiffin-journeys --example scan -- FOLDER`
//! prints one line a picture: name, `read` or `missed`, milliseconds.
#![allow(clippy::expect_used)]

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Instant;

use tiffin_host::{Environment, Host, HostConfig, Luma, Settings, ViewOrigin};

fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).expect("a folder of pictures"));
    let device = tempfile::tempdir().expect("a folder for the host");
    let config = HostConfig {
        data_dir: device.path().to_path_buf(),
        settings: Settings::default(),
        view_origin: ViewOrigin::Scheme("mp".into()),
    };
    let host = Host::start(config, Environment::default()).expect("a host without stores starts");
    let list = std::fs::read_to_string(folder.join("texts.tsv")).expect("the list of texts");
    for line in list.lines() {
        let mut fields = line.split('\t');
        let name = fields.next().expect("a name");
        let wanted: BTreeSet<&str> = fields.collect();
        let frame = image::open(folder.join(name))
            .expect("the picture opens")
            .into_luma8();
        let start = Instant::now();
        let found = host
            .scan_luma(Luma {
                width: frame.width(),
                height: frame.height(),
                stride: frame.width() as usize,
                data: frame.as_raw(),
            })
            .unwrap_or_default();
        let milliseconds = start.elapsed().as_secs_f64() * 1000.0;
        let texts: BTreeSet<&str> = found.iter().map(|code| code.text.as_str()).collect();
        let verdict = if wanted.is_subset(&texts) {
            "read"
        } else {
            "missed"
        };
        println!("{name}\t{verdict}\t{milliseconds:.2}");
    }
    host.shutdown();
}
