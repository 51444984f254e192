//! The scanner on hard pictures: a few of each hardship here, hundreds with scripts/bench-scan.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;

use tiffin_host::{Environment, Host, HostConfig, Luma, Settings, ViewOrigin};
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
            let found = host
                .scan_luma(Luma {
                    width: made.image.width(),
                    height: made.image.height(),
                    stride: made.image.width() as usize,
                    data: made.image.as_raw(),
                })
                .unwrap_or_default();
            let texts: BTreeSet<&str> = found.iter().map(|code| code.text.as_str()).collect();
            if !made.texts.iter().all(|text| texts.contains(text.as_str())) {
                missed.push(format!("{}-{seed}", hardship.name()));
            }
        }
    }
    host.shutdown();
    // Steep perspective is the one hardship in which single pictures may stay unread.
    let unexpected: Vec<_> = missed
        .iter()
        .filter(|name| !name.starts_with("perspective"))
        .collect();
    assert!(unexpected.is_empty(), "not read: {missed:?}");
    assert!(missed.len() <= 2, "not read: {missed:?}");
}
