//! `tiffin-desktop`: see `tiffin_desktop`.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    match tiffin_desktop::run(tiffin_desktop::args::Args::parse()) {
        Ok(never) => never,
        Err(failure) => {
            eprintln!("tiffin-desktop: {failure}");
            ExitCode::from(failure.exit_code())
        }
    }
}
