//! `tiffin`: new, build, check, keys, publish, bundle, open, qr. One file per command;
//! docs/guide/cli.md is the manual.
//!
//! Exit codes: 0 done; 1 the project has errors; 2 wrong use (clap); 3 the store,
//! the network or the disk said no.

mod build;
mod bundle;
mod check;
mod error;
mod keys;
mod new;
mod open;
mod publish;
mod qr;
mod store;
mod ui;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use error::CommandError;

/// Makes, builds and publishes mini-programs for Tiffin.
#[derive(Parser)]
#[command(name = "tiffin", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Makes a small working program in a new folder
    New(new::Args),
    /// Builds a project into packages
    Build(build::Args),
    /// Says what a project uses that Tiffin does not have
    Check(check::Args),
    /// Developer keys: new, show
    Keys(keys::Args),
    /// Builds, signs and publishes a release to a store
    Publish(publish::Args),
    /// Builds and signs a program that a host carries with it (the home program)
    Bundle(bundle::Args),
    /// Opens a link or a program in the desktop super-app
    Open(open::Args),
    /// Prints a link as a QR code, or writes it as PNG or SVG
    Qr(qr::Args),
}

fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_default_env())
        .with_writer(std::io::stderr)
        .init();
    let result = match Cli::parse().command {
        Command::New(args) => new::run(&args),
        Command::Build(args) => build::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Keys(args) => keys::run(&args),
        Command::Publish(args) => publish::run(&args),
        Command::Bundle(args) => bundle::run(&args),
        Command::Open(args) => open::run(&args),
        Command::Qr(args) => qr::run(&args),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(CommandError::Project) => ExitCode::from(1),
        Err(CommandError::Outside(message)) => {
            eprintln!("tiffin: {message}");
            ExitCode::from(3)
        }
    }
}
