//! `tiffin publish`: build, sign with the developer's key, upload, publish, and
//! show the link.

use std::path::PathBuf;

use tiffin_compiler::Build;
use tiffin_protocol::release::Release;
use tiffin_protocol::version::is_lower;
use tiffin_protocol::{ProgramId, Sha256};

use crate::build::Choices;
use crate::error::CommandError;
use crate::store::{self, Store};
use crate::{keys, qr, ui};

#[derive(clap::Args)]
pub struct Args {
    /// The project's folder
    #[arg(default_value = ".")]
    project: PathBuf,
    /// The store's address
    #[arg(long, env = "TIFFIN_STORE")]
    store: String,
    /// The store's token for publishing
    #[arg(
        long,
        env = "TIFFIN_TOKEN",
        hide_env_values = true,
        allow_hyphen_values = true
    )]
    token: String,
    /// Your private key
    #[arg(long, env = "TIFFIN_KEY")]
    key: PathBuf,
    /// Does nothing if the last release is the same
    #[arg(long)]
    if_changed: bool,
    /// Prints the link only
    #[arg(long)]
    no_qr: bool,
    #[command(flatten)]
    choices: Choices,
}

pub fn run(args: &Args) -> Result<(), CommandError> {
    let key = keys::load(&args.key)?;
    let store = Store::new(&args.store, &args.token)?;
    // Built before the store is asked: the id may come from the project, and a
    // broken project must not depend on the network to say so. Built again below
    // at the sequence that the store's last release asks for.
    let first = ui::build(&args.project, &args.choices.options(1))?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let link = runtime.block_on(upload(args, &key, &store, first))?;
    ui::say(&link);
    if !args.no_qr {
        ui::say(&qr::terminal(&link)?);
    }
    Ok(())
}

async fn upload(
    args: &Args,
    key: &tiffin_protocol::dsse::SigningKey,
    store: &Store,
    first: Build,
) -> Result<String, CommandError> {
    let program = first.identity.program.clone();
    let last = store.last(&program).await?;
    let build = match &last {
        None => first,
        Some(last) if args.if_changed && same_as(args, last)? => {
            eprintln!("{program} {} is published already", last.version);
            return link_of(args, program);
        }
        Some(last) => build_after(args, last, &first)?,
    };
    let release = build.release(&key.public(), store::now()?)?;
    store
        .register(&program, &build.identity.name, &key.public())
        .await?;
    send_packages(store, &build, last.as_ref()).await?;
    let published = store.publish(&program, &release.sign(key)?).await?;
    eprintln!(
        "published {program} {} (release {})",
        build.identity.version, published.sequence
    );
    Ok(published.link)
}

/// Whether the project, at the last release's sequence and version, gives the last
/// release's packages. A package's manifest holds both numbers, so two builds can
/// only be compared at the same ones.
fn same_as(args: &Args, last: &Release) -> Result<bool, CommandError> {
    let again = build_at(args, last.sequence, Some(last.version.clone()))?;
    Ok(again.package_entries()? == last.packages)
}

/// The build that follows the last release. A version is published once: unless a new
/// one is named, the last counts on.
fn build_after(args: &Args, last: &Release, first: &Build) -> Result<Build, CommandError> {
    let new = args.choices.version.is_some() || is_new(&first.identity.version, &last.version);
    let version = (!new).then(|| next_version(&last.version));
    build_at(args, last.sequence + 1, version)
}

/// A quiet build: the first one showed the findings.
fn build_at(args: &Args, sequence: u64, version: Option<String>) -> Result<Build, CommandError> {
    let mut options = args.choices.options(sequence);
    options.version = version.or(options.version);
    let (build, _) = tiffin_compiler::build(&args.project, &options, &|_| {});
    build.ok_or(CommandError::Project)
}

/// Whether a project's version is its own, not one that the last was counted on from:
/// the project's file goes on saying `1.0.0` while the store has `1.0.1`.
fn is_new(project: &str, last: &str) -> bool {
    let (stem, number) = counter(last);
    let (own_stem, own_number) = counter(project);
    let counted = stem.strip_suffix('.') == Some(project)
        || (own_stem == stem && own_number.is_some() && own_number <= number);
    project != last && !is_lower(project, last) && !counted
}

/// `1.0.9` -> `1.0.10`; what ends in no number gets one.
fn next_version(last: &str) -> String {
    match counter(last) {
        (stem, Some(number)) if number < u64::MAX => format!("{stem}{}", number + 1),
        _ => format!("{last}.1"),
    }
}

/// A version as what stays and the number at its end that counts.
fn counter(version: &str) -> (&str, Option<u64>) {
    let stem = version.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = version.get(stem.len()..).and_then(|n| n.parse().ok());
    (stem, number)
}

fn link_of(args: &Args, program: ProgramId) -> Result<String, CommandError> {
    let base = tiffin_protocol::StoreRef::parse(&args.store)?;
    Ok(tiffin_protocol::Link::new(None, program, None, String::new()).universal(base.origin()))
}

async fn send_packages(
    store: &Store,
    build: &Build,
    last: Option<&Release>,
) -> Result<(), CommandError> {
    let bar = ui::bar();
    bar.set_length(build.packages.len() as u64);
    bar.set_message("uploading");
    for package in &build.packages {
        let digest = Sha256::of(&package.bytes);
        let there = last.is_some_and(|l| l.packages.iter().any(|p| p.sha256 == digest));
        if !there {
            store.put(digest, package.bytes.clone()).await?;
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{is_new, next_version};

    #[test]
    fn versions_count_on() {
        assert_eq!(next_version("1.0.9"), "1.0.10");
        assert_eq!(next_version("7"), "8");
        assert_eq!(next_version("1.0-beta"), "1.0-beta.1");
    }

    #[test]
    fn a_project_that_was_counted_on_names_no_new_version() {
        for (project, last) in [
            ("1.0.0", "1.0.0"),
            ("1.0.0", "1.0.7"),
            ("1.0", "1.0.1"),
            ("1.0-beta", "1.0-beta.2"),
            ("spring9", "spring10"),
        ] {
            assert!(!is_new(project, last), "{project} after {last}");
        }
        for (project, last) in [
            ("1.0.10", "1.0.9"),
            ("1.1.0", "1.0.7"),
            ("1.0", "1.0-beta.2"),
            ("spring", "1.0.1"),
            ("summer", "spring.1"),
        ] {
            assert!(is_new(project, last), "{project} after {last}");
        }
    }
}
