//! The scanner on hard pictures: a few of each hardship here, hundreds with scripts/bench-scan.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;

use tiffin_host::{Environment, Host, HostConfig, Luma, SCAN_TURNS, Settings, ViewOrigin};
use tiffin_journeys::pictures::{Hardship, picture};

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
    let mut missed = Vec::new();
    for hardship in Hardship::ALL {
        for seed in 0..EACH {
            let made = picture(
                "https://store.example/m/canteen/pages/menu/menu",
                hardship,
                seed,
            );
            // A camera that is held still.
            let read = (0..SCAN_TURNS).any(|_| {
                let found = host.scan_luma(Luma {
                    width: made.image.width(),
                    height: made.image.height(),
                    stride: made.image.width() as usize,
                    data: made.image.as_raw(),
                });
                let found = found.unwrap_or_default();
                let texts: BTreeSet<&str> = found.iter().map(|code| code.text.as_str()).collect();
                made.texts.iter().all(|text| texts.contains(text.as_str()))
            });
            if !read {
                missed.push(format!("{}-{seed}", hardship.name()));
            }
        }
    }
    host.shutdown();
    assert!(missed.is_empty(), "not read: {missed:?}");
}
