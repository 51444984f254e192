//! What makes a signed statement count: pure decisions, with the time and what is known given by the caller.
//!
//! The attacks on The Update Framework's list (theupdateframework.github.io/specification, 1.5.2) are the
//! tests of this file: arbitrary software, rollback, freeze, mix-and-match, wrong key, endless data.

use crate::dsse::{Envelope, KeyId, VerifyingKey, key_set};
use crate::error::{Code, Fault, Result};
use crate::id::{ProgramId, Sha256, shorten};
use crate::limits::Limits;
use crate::manifest::Manifest;
use crate::release::{HEAD_TYPE, Head, RELEASE_TYPE, ROOT_TYPE, Release, Root, host_version};
use crate::time::Time;

/// How far a store's clock may be ahead of the device's: a day, for devices with a wrong time zone.
pub const CLOCK_SKEW: i64 = 24 * 3600;

/// The first root of a store, as a host is configured with it: it must satisfy its own root role.
pub fn trust_anchor(envelope: &[u8]) -> Result<Root> {
    let envelope = Envelope::parse(envelope)?;
    envelope.expect_type(ROOT_TYPE)?;
    let root = Root::parse(&envelope.unverified_payload()?)?;
    envelope.verify(&root.keys_of(&root.roles.root)?, root.roles.root.threshold)?;
    Ok(root)
}

/// The next root: one version later, signed by the old root role and by its own.
pub fn rotate_root(current: &Root, envelope: &[u8]) -> Result<Root> {
    let parsed = Envelope::parse(envelope)?;
    let payload = parsed.verify_as(
        ROOT_TYPE,
        &current.keys_of(&current.roles.root)?,
        current.roles.root.threshold,
    )?;
    let next = Root::parse(&payload)?;
    if next.store != current.store {
        return Err(Fault::new(Code::RootStore, shorten(&next.store)));
    }
    if next.version <= current.version {
        return Err(Fault::new(
            Code::RootRollback,
            format!("{} after {}", next.version, current.version),
        ));
    }
    if next.version != current.version + 1 {
        return Err(Fault::new(
            Code::RootSkipped,
            format!("{} after {}", next.version, current.version),
        ));
    }
    parsed.verify(&next.keys_of(&next.roles.root)?, next.roles.root.threshold)?;
    Ok(next)
}

/// A release signed by its developer only: what a developer sends to a store, and the bundled home program.
///
/// `pinned` is the developer key this program had before, if any.
pub fn verify_developer(envelope: &[u8], pinned: Option<&KeyId>) -> Result<Release> {
    let envelope = Envelope::parse(envelope)?;
    developer_signed(&envelope, pinned)
}

/// As [`verify_developer`], with a key from configuration.
pub fn verify_bundled(envelope: &[u8], key: &VerifyingKey) -> Result<Release> {
    verify_developer(envelope, Some(&key.id()))
}

fn developer_signed(envelope: &Envelope, pinned: Option<&KeyId>) -> Result<Release> {
    envelope.expect_type(RELEASE_TYPE)?;
    // The key is inside of what it signs: that proves possession; the pin or the store vouches for the key.
    let release = Release::parse(&envelope.unverified_payload()?)?;
    if pinned.is_some_and(|pin| *pin != release.developer) {
        let detail = format!(
            "key {}, expected {}",
            release.developer,
            pinned.map(KeyId::as_str).unwrap_or_default()
        );
        return Err(Fault::new(Code::ReleaseDeveloper, detail));
    }
    let keys = key_set([&release.developer_key.key()?]);
    match envelope.verify(&keys, 1) {
        Ok(_) => Ok(release),
        Err(fault) if fault.code == Code::EnvelopeSigner => Err(Fault::new(
            Code::ReleaseDeveloper,
            "not signed by its developer",
        )),
        Err(fault) => Err(fault),
    }
}

/// What a host knows before it looks at a release.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    pub program: &'a ProgramId,
    /// The developer key pinned when the program was first opened.
    pub developer: Option<&'a KeyId>,
    /// Digest that the head names.
    pub digest: Option<&'a Sha256>,
}

/// A release by developer and store. Says nothing about its age: a release does not expire.
pub fn verify_release(envelope: &[u8], root: &Root, expected: Expected<'_>) -> Result<Release> {
    if expected
        .digest
        .is_some_and(|digest| *digest != Sha256::of(envelope))
    {
        return Err(Code::ReleaseDigest.into());
    }
    let parsed = Envelope::parse(envelope)?;
    let role = &root.roles.release;
    match parsed.verify_as(RELEASE_TYPE, &root.keys_of(role)?, role.threshold) {
        Err(fault) if fault.code == Code::EnvelopeSigner => {
            return Err(Fault::new(Code::ReleaseStore, fault.detail));
        }
        other => other.map(drop)?,
    }
    let release = developer_signed(&parsed, expected.developer)?;
    if release.program != *expected.program {
        return Err(Fault::new(
            Code::ReleaseProgram,
            format!("{}, expected {}", release.program, expected.program),
        ));
    }
    Ok(release)
}

/// A release agrees with the head that named it.
pub fn match_head(release: &Release, head: &Head) -> Result<()> {
    if release.program != head.program {
        return Err(Fault::new(Code::ReleaseProgram, release.program.as_str()));
    }
    if release.sequence != head.sequence || release.version != head.version {
        let detail = format!("release {}, head {}", release.sequence, head.sequence);
        return Err(Fault::new(Code::ReleaseSequence, detail));
    }
    Ok(())
}

/// Sizes of a release against the limits, before anything is downloaded.
pub fn check_sizes(release: &Release, limits: &Limits) -> Result<()> {
    for package in &release.packages {
        if package.size > limits.package_bytes {
            return Err(Fault::new(
                Code::PackageTooLarge,
                format!("{}: {} bytes", package.name, package.size),
            ));
        }
        if package.files.len() > limits.entries {
            return Err(Fault::new(
                Code::PackageTooManyFiles,
                format!("{}: {}", package.name, package.files.len()),
            ));
        }
    }
    if release.total_size() > limits.total_bytes {
        return Err(Fault::new(
            Code::PackageTotalTooLarge,
            format!("{} bytes", release.total_size()),
        ));
    }
    Ok(())
}

/// That a package's manifest is of the release it came with.
pub fn check_manifest(release: &Release, manifest: &Manifest) -> Result<()> {
    if manifest.app_id != release.program {
        return Err(Fault::new(
            Code::ManifestProgram,
            format!("{}, expected {}", manifest.app_id, release.program),
        ));
    }
    if !manifest.pages.contains(&release.entry) {
        return Err(Fault::new(Code::ManifestPage, shorten(&release.entry)));
    }
    Ok(())
}

/// Whether this host can open a release.
pub fn check_compatible(release: &Release, host: &str, template_abi: &[&str]) -> Result<()> {
    if host_version(&release.min_host) > host_version(host) {
        return Err(Fault::new(
            Code::ReleaseMinHost,
            format!("needs {}, this is {host}", release.min_host),
        ));
    }
    if !template_abi.contains(&release.template_abi.as_str()) {
        return Err(Fault::new(
            Code::ReleaseTemplateAbi,
            shorten(&release.template_abi),
        ));
    }
    Ok(())
}

/// A head by the store's head role, about this program. Its age is judged by [`check_fresh`].
pub fn verify_head(envelope: &[u8], root: &Root, program: &ProgramId) -> Result<Head> {
    let envelope = Envelope::parse(envelope)?;
    let role = &root.roles.head;
    let head =
        Head::parse(&envelope.verify_as(HEAD_TYPE, &root.keys_of(role)?, role.threshold)?)?;
    if head.store != root.store {
        return Err(Fault::new(Code::HeadStore, shorten(&head.store)));
    }
    if head.program != *program {
        return Err(Fault::new(
            Code::HeadProgram,
            format!("{}, expected {program}", head.program),
        ));
    }
    Ok(head)
}

/// Whether a head may lead to an update now. A cached program opens whatever this says.
pub fn check_fresh(head: &Head, now: Time) -> Result<()> {
    if head.issued_at > now.plus(CLOCK_SKEW) {
        return Err(Fault::new(Code::HeadFuture, head.issued_at.to_string()));
    }
    if head.expires <= now {
        return Err(Fault::new(Code::HeadExpired, head.expires.to_string()));
    }
    Ok(())
}

/// The newest head a host has seen of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// Highest sequence installed or announced.
    pub sequence: u64,
    /// When the head that announced it was issued.
    pub issued_at: Option<Time>,
}

/// A store that was broken into, or a replayed answer, cannot take a program back.
pub fn check_rollback(known: Known, head: &Head) -> Result<()> {
    if head.sequence < known.sequence {
        return Err(Fault::new(
            Code::HeadRollback,
            format!("{} after {}", head.sequence, known.sequence),
        ));
    }
    if known.issued_at.is_some_and(|at| head.issued_at < at) {
        return Err(Fault::new(
            Code::HeadRollback,
            format!("issued {}", head.issued_at),
        ));
    }
    Ok(())
}

/// What a verified, fresh head means for a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The installed version is the one to use.
    Current,
    /// A newer one is there; the installed one may start meanwhile.
    Update,
    /// The installed one must not start; there is a newer one.
    MustUpdate,
    /// The store has withdrawn even the newest one: nothing may start while this head holds.
    Withdrawn,
}

/// Compares a head with the installed sequence (0 if nothing is installed).
pub fn judge(head: &Head, installed: u64) -> Verdict {
    if !head.allows(head.sequence) {
        return Verdict::Withdrawn;
    }
    match (head.sequence > installed, head.allows(installed)) {
        (true, true) if installed > 0 => Verdict::Update,
        (true, _) => Verdict::MustUpdate,
        (false, _) => Verdict::Current,
    }
}
