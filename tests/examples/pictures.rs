//! Writes hard pictures of QR codes into a folder, for measuring decoders on them:
//! `cargo run -p tiffin-journeys --example pictures -- FOLDER [COUNT] [FIRST]`
//! gives FOLDER/<hardship>-<seed>.png, nothing-<seed>.png without a code, and FOLDER/texts.tsv.
#![allow(clippy::expect_used)]

use std::fmt::Write as _;
use std::path::PathBuf;

use tiffin_journeys::pictures::{Hardship, picture, room};

fn main() {
    let mut args = std::env::args().skip(1);
    let folder = PathBuf::from(args.next().expect("a folder to write to"));
    let count: u64 = args.next().map_or(40, |c| c.parse().expect("a count"));
    let first: u64 = args
        .next()
        .map_or(0, |c| c.parse().expect("the first seed"));
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let mut texts = String::new();
    for hardship in Hardship::ALL {
        for seed in first..first + count {
            let text = format!("https://store.example/m/canteen/pages/dish/dish?id={seed}");
            let made = picture(&text, hardship, seed);
            let name = format!("{}-{seed:03}.png", hardship.name());
            made.image
                .save(folder.join(&name))
                .expect("the picture can be written");
            let _ = writeln!(texts, "{name}\t{}", made.texts.join("\t"));
        }
    }
    for seed in first..first + count {
        let name = format!("nothing-{seed:03}.png");
        room(seed)
            .save(folder.join(&name))
            .expect("the picture can be written");
        let _ = writeln!(texts, "{name}");
    }
    std::fs::write(folder.join("texts.tsv"), texts).expect("the list can be written");
}
