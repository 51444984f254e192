//! Writes hard pictures of QR codes into a folder, for measuring decoders on them:
//! `cargo run -p tiffin-journeys --example pictures -- FOLDER [COUNT]`
//! gives FOLDER/<hardship>-<seed>.png and FOLDER/texts.tsv.
#![allow(clippy::expect_used)]

use std::fmt::Write as _;
use std::path::PathBuf;

use tiffin_journeys::pictures::{Hardship, picture};

fn main() {
    let mut args = std::env::args().skip(1);
    let folder = PathBuf::from(args.next().expect("a folder to write to"));
    let count: u64 = args.next().map_or(40, |c| c.parse().expect("a count"));
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let mut texts = String::new();
    for hardship in Hardship::ALL {
        for seed in 0..count {
            let text = format!("https://store.example/m/canteen/pages/dish/dish?id={seed}");
            let made = picture(&text, hardship, seed);
            let name = format!("{}-{seed:03}.png", hardship.name());
            made.image
                .save(folder.join(&name))
                .expect("the picture can be written");
            let _ = writeln!(texts, "{name}\t{}", made.texts.join("\t"));
        }
    }
    std::fs::write(folder.join("texts.tsv"), texts).expect("the list can be written");
}
