//! `tiffin new`: a small program that works: a list and a detail page, Chinese
//! and English, light and dark.

use std::path::{Path, PathBuf};

use tiffin_protocol::ProgramId;

use crate::build::write;
use crate::error::CommandError;

#[derive(clap::Args)]
pub struct Args {
    /// The new folder; its name becomes the program's id
    folder: PathBuf,
    /// The program's id, if not the folder's name
    #[arg(long)]
    program: Option<ProgramId>,
}

/// Paths and contents; `{{program}}` is replaced in the first.
const FILES: &[(&str, &str)] = &[
    (
        "project.config.json",
        include_str!("template/project.config.json"),
    ),
    ("app.json", include_str!("template/app.json")),
    ("theme.json", include_str!("template/theme.json")),
    ("app.js", include_str!("template/app.js.txt")),
    ("app.wxss", include_str!("template/app.wxss")),
    ("utils/words.js", include_str!("template/words.js.txt")),
    (
        "pages/index/index.wxml",
        include_str!("template/index.wxml"),
    ),
    (
        "pages/index/index.wxss",
        include_str!("template/index.wxss"),
    ),
    (
        "pages/index/index.js",
        include_str!("template/index.js.txt"),
    ),
    (
        "pages/detail/detail.wxml",
        include_str!("template/detail.wxml"),
    ),
    (
        "pages/detail/detail.wxss",
        include_str!("template/detail.wxss"),
    ),
    (
        "pages/detail/detail.js",
        include_str!("template/detail.js.txt"),
    ),
];

pub fn run(args: &Args) -> Result<(), CommandError> {
    let name = args
        .folder
        .file_name()
        .map(|n| n.to_string_lossy().to_lowercase());
    let program = match (&args.program, name.as_deref().map(str::parse::<ProgramId>)) {
        (Some(program), _) => program.clone(),
        (None, Some(Ok(program))) => program,
        _ => {
            return Err(CommandError::from(
                "the folder's name is no program id (3 to 64 of a-z, 0-9, `.`, `-`, beginning with a letter); say --program",
            ));
        }
    };
    if args
        .folder
        .read_dir()
        .is_ok_and(|mut entries| entries.next().is_some())
    {
        return Err(CommandError::from(format!(
            "{} is not empty",
            args.folder.display()
        )));
    }
    for (path, text) in FILES {
        let path = args.folder.join(path);
        if let Some(folder) = path.parent() {
            make(folder)?;
        }
        write(
            &path,
            text.replace("{{program-id}}", program.as_str()).as_bytes(),
        )?;
    }
    crate::ui::say(&args.folder.display().to_string());
    eprintln!("Next: tiffin build {}", args.folder.display());
    Ok(())
}

fn make(folder: &Path) -> Result<(), CommandError> {
    std::fs::create_dir_all(folder)
        .map_err(|e| CommandError::from(format!("{}: {e}", folder.display())))
}
