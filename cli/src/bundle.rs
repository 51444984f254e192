//! `tiffin bundle`: packages and a developer-signed release in a folder, for a
//! program that a host carries with it.

use std::path::PathBuf;

use crate::build::{Choices, write, write_packages};
use crate::error::CommandError;
use crate::{keys, ui};

#[derive(clap::Args)]
pub struct Args {
    /// The project's folder
    #[arg(default_value = ".")]
    project: PathBuf,
    /// The key that the host pins for it
    #[arg(long)]
    key: PathBuf,
    /// Where `release.json` and the packages go
    #[arg(long)]
    out: PathBuf,
    /// Grows with each bundle; the time of the build if not said
    #[arg(long)]
    sequence: Option<u64>,
    #[command(flatten)]
    choices: Choices,
}

pub fn run(args: &Args) -> Result<(), CommandError> {
    let key = keys::load(&args.key)?;
    let now = crate::store::now()?;
    let sequence = args.sequence.unwrap_or(now.unix().unsigned_abs());
    let build = ui::build(&args.project, &args.choices.options(sequence))?;
    let envelope = build.sign(&key, now)?;
    write_packages(&build, &args.out)?;
    // Last: a host that finds it finds the packages too.
    write(&args.out.join("release.json"), &envelope.to_bytes()?)?;
    ui::say(&args.out.display().to_string());
    Ok(())
}
