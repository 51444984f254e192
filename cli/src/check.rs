//! `tiffin check`: what a program uses and Tiffin does not have, before anybody
//! meets it. Nothing is written.

use std::path::PathBuf;

use tiffin_compiler::Options;

use crate::error::CommandError;
use crate::ui;

#[derive(clap::Args)]
pub struct Args {
    /// The project's folder
    #[arg(default_value = ".")]
    project: PathBuf,
    /// Warnings count as errors
    #[arg(long)]
    strict: bool,
    /// One line a finding, without excerpts
    #[arg(long)]
    short: bool,
}

pub fn run(args: &Args) -> Result<(), CommandError> {
    let options = Options {
        // Nothing is written, so any will do.
        program: "check".parse().ok(),
        check: true,
        ..Options::default()
    };
    let (build, report) = ui::compile(&args.project, &options);
    if args.short {
        for found in report.sorted() {
            let help = found.help.as_ref().map(|h| format!(" ({h})"));
            ui::say(&format!("{}{}", found.line(), help.unwrap_or_default()));
        }
    } else {
        ui::show(&report);
    }
    if build.is_none() || (args.strict && report.warnings() > 0) {
        return Err(CommandError::Project);
    }
    if report.warnings() == 0 {
        ui::say("nothing found");
    }
    Ok(())
}
