//! `scripts/bench`: speed, side by side in one run, written to docs/benchmarks.md. Release builds on a virtual screen; what
//! is compared takes turns, so that a busy moment of the machine meets both.
//! `bench [--runs N] [--programs N] [--only PART] [--out FILE] [--before TREE --build FOLDER]`: with another tree and its
//! build, the report has a column of what that one takes.
//! `bench --compare TREE --build FOLDER [--runs N] [--programs N] [--only PART]`: against another tree and its build.
//! `--samples FILE` writes what was measured instead of a report; the two above call this with it.
//! PART is `logic`, `page`, `rows` (or `rows-webkit`, `rows-chromium` of it) or `opening`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

#[cfg(target_os = "linux")]
mod compare;
#[cfg(target_os = "linux")]
mod logic;
#[cfg(target_os = "linux")]
mod machine;
#[cfg(target_os = "linux")]
mod many;
#[cfg(target_os = "linux")]
mod memory;
#[cfg(target_os = "linux")]
mod opening;
#[cfg(target_os = "linux")]
mod plain;
mod report;
#[cfg(target_os = "linux")]
mod rows;
mod samples;
#[cfg(target_os = "linux")]
mod tap;

use std::path::PathBuf;

/// What the command line says.
struct Options {
    runs: usize,
    programs: usize,
    only: Option<String>,
    out: PathBuf,
    /// Another tree, and the folder of its binaries.
    compare: Option<PathBuf>,
    before: Option<PathBuf>,
    build: Option<PathBuf>,
    samples: Option<PathBuf>,
}

fn options() -> Options {
    let mut options = Options {
        runs: 30,
        programs: 1_000,
        only: None,
        out: "docs/benchmarks.md".into(),
        compare: None,
        before: None,
        build: None,
        samples: None,
    };
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        let value = args.next().unwrap_or_else(|| panic!("{arg} wants a value"));
        match arg.as_str() {
            "--runs" => options.runs = value.parse().expect("a number of runs"),
            "--programs" => options.programs = value.parse().expect("a number of programs"),
            "--only" => options.only = Some(value),
            "--out" => options.out = value.into(),
            "--compare" => options.compare = Some(value.into()),
            "--before" => options.before = Some(value.into()),
            "--build" => options.build = Some(value.into()),
            "--samples" => options.samples = Some(value.into()),
            _ => panic!("unknown option {arg}; see the head of tests/src/bin/bench/main.rs"),
        }
    }
    options
}

#[cfg(not(target_os = "linux"))]
fn main() {
    drop(options());
    eprintln!("measured on Linux only: it takes Xvfb and WebKitWebDriver");
}

/// What is measured: a page, and lists.
#[cfg(target_os = "linux")]
const PROGRAMS: [&str; 2] = ["tests/programs/bench", "tests/programs/bench-rows"];

/// The parts of a run, in order.
#[cfg(target_os = "linux")]
const PARTS: [&str; 5] = ["logic", "page", "rows-webkit", "rows-chromium", "opening"];

#[cfg(target_os = "linux")]
fn main() {
    let options = options();
    let build = || options.build.as_ref().expect("another tree wants --build");
    if let Some(tree) = &options.compare {
        std::process::exit(i32::from(!compare::run(&options, tree, build())));
    }
    let mut world = tiffin_journeys::support::World::with(&PROGRAMS);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (mut rows, mut before) = (Vec::new(), Vec::new());
    let wanted = |part: &&str| {
        let only = options.only.as_deref();
        only.is_none_or(|only| *part == only || part.starts_with(&format!("{only}-")))
    };
    for part in PARTS.into_iter().filter(wanted) {
        if let Some(tree) = &options.before {
            println!("{part}, before");
            let taken = whole(|| compare::other(&options, part, tree, build()));
            before.extend(taken.unwrap_or_default());
        }
        println!("{part}: {} runs", options.runs);
        let taken = whole(|| measure(part, &mut world, &runtime, &options));
        rows.extend(taken.unwrap_or_else(|| vec![report::Row::failed(part)]));
    }
    if let Some(file) = &options.samples {
        std::fs::write(file, report::samples(&rows)).expect("the samples can be written");
        return;
    }
    let text = report::page(&rows, &before, &machine::name(), options.runs);
    print!("\n{text}");
    if options.only.is_none() {
        std::fs::write(&options.out, text).expect("the report can be written");
        println!("written to {}", options.out.display());
    }
}

/// A part that fails costs itself, and not the half hour before it.
#[cfg(target_os = "linux")]
fn whole<T>(part: impl FnOnce() -> T) -> Option<T> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(part)).ok()
}

#[cfg(target_os = "linux")]
fn measure(
    part: &str,
    world: &mut tiffin_journeys::support::World,
    runtime: &tokio::runtime::Runtime,
    options: &Options,
) -> Vec<report::Row> {
    let runs = options.runs;
    match part {
        "logic" => logic::measure(world, runs),
        "page" => runtime.block_on(tap::measure(world, runs)),
        "rows-webkit" => runtime.block_on(rows::webkit(world, runs)),
        "rows-chromium" => rows::chromium(world, runs),
        _ => opening::measure(world, runtime, runs, options.programs),
    }
}
