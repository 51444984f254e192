//! The scanner on hard pictures: a few of each hardship here, hundreds with scripts/bench-scan.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;

use tiffin_host::{Environment, Host, HostConfig, Luma, SCAN_TURNS, Settings, ViewOrigin};
use tiffin_journeys::pictures::{Hardship, picture, seen};

/// Pictures of each hardship; their seeds are fixed, so a miss is a change of the decoder.
const EACH: u64 = 4;

#[test]
fn codes_are_read_from_hard_pictures() {
    let device = tempfile::tempdir().unwrap();
    let config = HostConfig {
        data_dir: device.path().to_path_buf(),
        settings: Settings::default(),
        view_origin: ViewOrigin::Scheme("mp".into()),
        ports: Vec::new(),
        log: None,
    };
    let host = Host::start(config, Environment::default()).expect("a host without stores starts");
    let (mut missed, mut wrong) = (Vec::new(), Vec::new());
    // Half of what was folded is beyond every decoder (docs/benchmarks-scan.md).
    let legible = Hardship::ALL
        .into_iter()
        .filter(|hardship| *hardship != Hardship::Creased);
    for hardship in legible {
        for seed in 0..EACH {
            let made = picture(
                "https://store.example/m/canteen/pages/menu/menu",
                hardship,
                seed,
            );
            let frame = seen(&made.whole());
            // A camera that is held still.
            let read = (0..SCAN_TURNS).any(|_| {
                let found = host.scan_luma(Luma {
                    width: frame.width(),
                    height: frame.height(),
                    stride: frame.width() as usize,
                    data: frame.as_raw(),
                });
                let found = found.unwrap_or_default();
                let texts: BTreeSet<&str> = found.iter().map(|code| code.text.as_str()).collect();
                let others = texts
                    .iter()
                    .filter(|text| !made.texts.iter().any(|wanted| wanted == *text));
                wrong.extend(others.map(|text| format!("{}-{seed}: {text}", hardship.name())));
                made.texts.iter().all(|text| texts.contains(text.as_str()))
            });
            if !read {
                missed.push(format!("{}-{seed}", hardship.name()));
            }
        }
    }
    host.shutdown();
    assert!(missed.is_empty(), "not read: {missed:?}");
    assert!(wrong.is_empty(), "read wrong: {wrong:?}");
}
