//! `tiffin keys`: a developer's Ed25519 key, as PKCS#8 PEM.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use tiffin_protocol::dsse::SigningKey;

use crate::error::CommandError;

#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Makes a key; never overwrites one
    New {
        /// Where the private key goes, readable by you only
        #[arg(long)]
        out: PathBuf,
    },
    /// Prints the public half of a key, in base64
    Show {
        /// The private key
        key: PathBuf,
    },
}

pub fn run(args: &Args) -> Result<(), CommandError> {
    match &args.command {
        Command::New { out } => {
            let key = generate()?;
            save(out, &key)?;
            crate::ui::say(&key.public().to_base64());
            eprintln!(
                "The key {} is in {}. Keep it safe: the store takes releases of your programs from this key only.",
                key.public().id(),
                out.display()
            );
        }
        Command::Show { key } => crate::ui::say(&load(key)?.public().to_base64()),
    }
    Ok(())
}

fn generate() -> Result<SigningKey, CommandError> {
    let mut seed = [0u8; 32];
    getrandom::fill(&mut seed).map_err(|e| format!("the system gives no random numbers: {e}"))?;
    Ok(SigningKey::from_seed(&seed))
}

fn save(path: &Path, key: &SigningKey) -> Result<(), CommandError> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options
        .open(path)
        .map_err(|e| format!("{}: {e}", path.display()))?;
    file.write_all(key.to_pem()?.as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(|e| CommandError::from(format!("{}: {e}", path.display())))
}

/// Reads a private key.
pub fn load(path: &Path) -> Result<SigningKey, CommandError> {
    let pem = std::fs::read_to_string(path)
        .map_err(|e| format!("{}: {e}; make one with `tiffin keys new`", path.display()))?;
    SigningKey::from_pem(&pem).map_err(|e| CommandError::from(format!("{}: {e}", path.display())))
}
