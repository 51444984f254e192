//! `tiffin build`: the packages and an unsigned `release.json`, to look at.

use std::path::{Path, PathBuf};

use serde_json::json;
use tiffin_compiler::{Build, Options};
use tiffin_protocol::ProgramId;

use crate::error::CommandError;
use crate::ui;

#[derive(clap::Args)]
pub struct Args {
    /// The project's folder
    #[arg(default_value = ".")]
    project: PathBuf,
    /// Where the packages go
    #[arg(long, default_value = "dist")]
    out: PathBuf,
    /// Also writes source maps of modules and TypeScript to OUT/maps
    #[arg(long)]
    source_maps: bool,
    #[command(flatten)]
    choices: Choices,
}

/// How a project is built: what overrules project.config.json, and what becomes of errors.
#[derive(clap::Args, Clone, Default)]
pub struct Choices {
    /// The program's id
    #[arg(long)]
    pub program: Option<ProgramId>,
    /// Its name for people
    #[arg(long)]
    pub name: Option<String>,
    /// Its version for people
    #[arg(long)]
    pub version: Option<String>,
    /// Leaves out what is missing or broken, with a warning for each, and builds the rest
    #[arg(long)]
    pub keep_going: bool,
}

impl Choices {
    /// For the compiler, at a sequence.
    pub fn options(&self, sequence: u64) -> Options {
        Options {
            program: self.program.clone(),
            name: self.name.clone(),
            version: self.version.clone(),
            sequence: Some(sequence),
            keep_going: self.keep_going,
            ..Options::default()
        }
    }
}

pub fn run(args: &Args) -> Result<(), CommandError> {
    let options = Options {
        source_maps: args.source_maps,
        ..args.choices.options(1)
    };
    let build = ui::build(&args.project, &options)?;
    write_packages(&build, &args.out)?;
    for (path, map) in &build.maps {
        let to = args.out.join("maps").join(format!("{path}.map"));
        if let Some(folder) = to.parent() {
            std::fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        }
        write(&to, map.as_bytes())?;
    }
    let statement = json!({
        "type": "release",
        "format": 1,
        "program": build.identity.program,
        "name": build.identity.name,
        "version": build.identity.version,
        "templateAbi": tiffin_compiler::TEMPLATE_ABI,
        "packages": build.package_entries()?,
        "scopes": build.scopes,
        "domains": build.domains,
        "entry": build.entry,
        "icon": build.icon,
        "description": build.description,
    });
    let text = serde_json::to_string_pretty(&statement)? + "\n";
    write(&args.out.join("release.json"), text.as_bytes())?;
    for package in &build.packages {
        ui::say(&format!(
            "{} {} KB",
            args.out.join(format!("{}.zip", package.name)).display(),
            package.bytes.len().div_ceil(1024)
        ));
    }
    Ok(())
}

/// `main.zip` and one for each subpackage.
pub fn write_packages(build: &Build, out: &Path) -> Result<(), CommandError> {
    std::fs::create_dir_all(out).map_err(|e| format!("{}: {e}", out.display()))?;
    for package in &build.packages {
        write(&out.join(format!("{}.zip", package.name)), &package.bytes)?;
    }
    Ok(())
}

/// Writes a file, naming it if that fails.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), CommandError> {
    std::fs::write(path, bytes).map_err(|e| CommandError::from(format!("{}: {e}", path.display())))
}
