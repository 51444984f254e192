//! `tiffin open`: the desktop super-app at a link. It is looked for in
//! `$TIFFIN_DESKTOP`, beside this program, and in `PATH`.

use std::path::PathBuf;
use std::process::Command;

use tiffin_protocol::{Link, ProgramId};

use crate::error::CommandError;

const NAME: &str = "tiffin-desktop";

#[derive(clap::Args)]
pub struct Args {
    /// A link, or a program's id (then of the host's own stores)
    target: String,
    /// More for the super-app, such as --data-dir
    #[arg(last = true)]
    more: Vec<String>,
}

pub fn run(args: &Args) -> Result<(), CommandError> {
    let link = match args.target.parse::<ProgramId>() {
        Ok(program) => Link::new(None, program, None, String::new()).scheme(),
        Err(_) => {
            Link::parse(&args.target)?;
            args.target.clone()
        }
    };
    let desktop = find();
    let status = Command::new(&desktop)
        .arg("--open")
        .arg(link)
        .args(&args.more)
        .status()
        .map_err(|e| {
            format!(
                "{}: {e}; say where it is by TIFFIN_DESKTOP",
                desktop.display()
            )
        })?;
    if status.success() {
        Ok(())
    } else {
        Err(CommandError::from(format!("{NAME} ended with {status}")))
    }
}

fn find() -> PathBuf {
    if let Some(path) = std::env::var_os("TIFFIN_DESKTOP") {
        return path.into();
    }
    let beside = std::env::current_exe()
        .ok()
        .map(|exe| exe.with_file_name(format!("{NAME}{}", std::env::consts::EXE_SUFFIX)));
    beside
        .filter(|path| path.is_file())
        .unwrap_or_else(|| NAME.into())
}
