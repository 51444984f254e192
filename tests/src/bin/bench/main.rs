//! `scripts/bench`: speed, side by side in one run, written to docs/benchmarks.md. Release builds on a virtual screen; what
//! is compared takes turns, so that a busy moment of the machine meets both.
//! `bench [--runs N] [--programs N] [--only opening|page|logic] [--out FILE]`
//! `bench --compare TREE --build FOLDER [--runs N] [--programs N] [--only PART]`: against another tree and its build.
//! `--samples FILE` writes what was measured instead of a report; `--compare` calls itself with it.
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
mod opening;
#[cfg(target_os = "linux")]
mod page;
mod report;
mod samples;

use std::path::PathBuf;

/// What the command line says.
struct Options {
    runs: usize,
    programs: usize,
    only: Option<String>,
    out: PathBuf,
    /// Another tree, and the folder of its binaries.
    compare: Option<PathBuf>,
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

#[cfg(target_os = "linux")]
fn main() {
    use tiffin_journeys::support::World;

    let options = options();
    if let Some(tree) = &options.compare {
        let build = options.build.as_ref().expect("--compare wants --build");
        std::process::exit(i32::from(!compare::run(&options, tree, build)));
    }
    let wanted = |part: &str| options.only.as_deref().is_none_or(|only| only == part);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut rows = Vec::new();
    let mut world = World::with(&["tests/programs/bench"]);
    if wanted("logic") {
        println!("logic: {} starts", options.runs);
        rows.extend(logic::measure(&world, options.runs));
    }
    if wanted("page") {
        println!("page: {} rounds", options.runs);
        rows.extend(runtime.block_on(page::measure(&world, options.runs)));
    }
    if wanted("opening") {
        println!("opening: {} rounds of 5", options.runs);
        rows.extend(opening::measure(
            &mut world,
            &runtime,
            options.runs,
            options.programs,
        ));
    }
    if let Some(file) = &options.samples {
        std::fs::write(file, report::samples(&rows)).expect("the samples can be written");
        return;
    }
    let text = report::page(&rows, &machine::name(), options.runs);
    print!("\n{text}");
    if options.only.is_none() {
        std::fs::write(&options.out, text).expect("the report can be written");
        println!("written to {}", options.out.display());
    }
}
