//! Writes hard pictures of QR codes into a folder, for measuring decoders on them:
//! `cargo run -p tiffin-journeys --example pictures -- FOLDER [COUNT] [FIRST] [HARDSHIP ...]`
//! gives FOLDER/<hardship>-<seed>.png, nothing-<seed>.png without a code, and FOLDER/texts.tsv.
#![allow(clippy::expect_used)]

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use tiffin_journeys::pictures::{Hardship, picture, room};

fn main() {
    let mut args = std::env::args().skip(1);
    let folder = PathBuf::from(args.next().expect("a folder to write to"));
    let count: u64 = args.next().map_or(40, |c| c.parse().expect("a count"));
    let first: u64 = args
        .next()
        .map_or(0, |c| c.parse().expect("the first seed"));
    let only: Vec<String> = args.collect();
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let kinds = Hardship::ALL.into_iter().map(Some).chain([None]);
    let kinds = kinds.filter(|kind| only.is_empty() || only.contains(&name(*kind)));
    let each: Vec<(Option<Hardship>, u64)> = kinds
        .flat_map(|kind| (first..first + count).map(move |seed| (kind, seed)))
        .collect();
    let next = AtomicUsize::new(0);
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let mut lines: Vec<(usize, String)> = thread::scope(|scope| {
        let work = || {
            let mut lines = Vec::new();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some((kind, seed)) = each.get(at) else {
                    return lines;
                };
                lines.push((at, drawn(&folder, *kind, *seed)));
            }
        };
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let lines = workers.into_iter().map(|worker| worker.join());
        lines
            .flat_map(|lines| lines.expect("the pictures are drawn"))
            .collect()
    });
    lines.sort_unstable();
    let texts: String = lines.into_iter().map(|(_, line)| line).collect();
    std::fs::write(folder.join("texts.tsv"), texts).expect("the list can be written");
}

/// Without a hardship there is no code.
fn name(kind: Option<Hardship>) -> String {
    kind.map_or_else(|| "nothing".to_owned(), Hardship::name)
}

/// What the list says of it.
fn drawn(folder: &Path, kind: Option<Hardship>, seed: u64) -> String {
    let text = format!("https://store.example/m/canteen/pages/dish/dish?id={seed}");
    let (image, texts) = match kind {
        Some(hardship) => {
            let made = picture(&text, hardship, seed);
            (made.whole(), made.texts)
        }
        None => (room(seed).into(), Vec::new()),
    };
    let name = format!("{}-{seed:03}.png", name(kind));
    image
        .save(folder.join(&name))
        .expect("the picture can be written");
    let fields: Vec<String> = std::iter::once(name).chain(texts).collect();
    format!("{}\n", fields.join("\t"))
}
