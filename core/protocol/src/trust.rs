//! What makes a signed statement count: pure decisions, with the time and what is known given by the caller.
//!
//! The attacks on The Update Framework's list (theupdateframework.github.io/specification, 1.5.2) are the
//! tests of this file: arbitrary software, rollback, freeze, mix-and-match, wrong key, endless data.

use crate::dsse::{Envelope, KeyId, VerifyingKey, key_set};
use crate::error::{Code, Fault, Result};
use crate::id::{ProgramId, Sha256, shorten};
use crate::limits::Limits;
use crate::manifest::Manifest;
use crate::release::{
    Channel, HEAD_TYPE, Head, RELEASE_TYPE, ROOT_TYPE, Release, Root, Target, host_version,
};
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

/// The next root: one version later, of the same epoch or a later one, signed by the old root role and by its own.
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
    // An older epoch would bring back what a stolen key announced in it.
    if next.epoch < current.epoch {
        return Err(Fault::new(
            Code::RootRollback,
            format!("epoch {} after {}", next.epoch, current.epoch),
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

/// A release agrees with the head that named it as this target.
pub fn match_head(release: &Release, head: &Head, target: &Target) -> Result<()> {
    if release.program != head.program {
        return Err(Fault::new(Code::ReleaseProgram, release.program.as_str()));
    }
    if release.sequence != target.sequence || release.version != target.version {
        let detail = format!("release {}, head {}", release.sequence, target.sequence);
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

/// A head by the store's head role, of the root's epoch, about this program and channel. Its age is judged by
/// [`check_fresh`].
///
/// # Errors
/// `envelope.signer` and `head.epoch` may mean that the store has a newer root than this one: ask for it, and try again.
pub fn verify_head(
    envelope: &[u8],
    root: &Root,
    program: &ProgramId,
    channel: &Channel,
) -> Result<Head> {
    let envelope = Envelope::parse(envelope)?;
    let role = &root.roles.head;
    let head =
        Head::parse(&envelope.verify_as(HEAD_TYPE, &root.keys_of(role)?, role.threshold)?)?;
    if head.store != root.store {
        return Err(Fault::new(Code::HeadStore, shorten(&head.store)));
    }
    if head.epoch != root.epoch {
        let detail = format!("epoch {}, the root has {}", head.epoch, root.epoch);
        return Err(Fault::new(Code::HeadEpoch, detail));
    }
    if head.program != *program {
        return Err(Fault::new(
            Code::HeadProgram,
            format!("{}, expected {program}", head.program),
        ));
    }
    if head.channel != *channel {
        let detail = format!("{}, expected {channel}", head.channel);
        return Err(Fault::new(Code::HeadChannel, detail));
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

/// The newest head that a host has seen of a program in a channel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeenHead {
    pub epoch: u64,
    /// Highest stable sequence that was announced in this epoch.
    pub sequence: u64,
    /// When the last head of this epoch was issued.
    pub issued_at: Option<Time>,
}

impl SeenHead {
    /// What is known once this head was taken.
    pub fn of(head: &Head) -> Self {
        Self {
            epoch: head.epoch,
            sequence: head.stable.sequence,
            issued_at: Some(head.issued_at),
        }
    }
}

/// A store that was broken into, or a replayed answer, cannot take a program back. Within an epoch neither the sequence
/// nor the time falls; a higher epoch starts anew, so that what a stolen head key announced is no wall for ever.
pub fn check_rollback(known: SeenHead, head: &Head) -> Result<()> {
    let back = |detail: String| Err(Fault::new(Code::HeadRollback, detail));
    if head.epoch > known.epoch {
        return Ok(());
    }
    if head.epoch < known.epoch {
        return back(format!("epoch {} after {}", head.epoch, known.epoch));
    }
    if head.stable.sequence < known.sequence {
        return back(format!("{} after {}", head.stable.sequence, known.sequence));
    }
    if known.issued_at.is_some_and(|at| head.issued_at < at) {
        return back(format!("issued {}", head.issued_at));
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
    /// The installed one must not start, or there is none: the target is to be used.
    MustUpdate,
    /// The store has withdrawn even the stable one: nothing may start while this head holds.
    Withdrawn,
}

/// What a head means for the installed sequence (0 if nothing is installed), with the target that is for this device.
///
/// [`Verdict::MustUpdate`] may lead to a lower sequence: from a candidate that was recalled to the stable one.
pub fn judge(head: &Head, target: &Target, installed: u64) -> Verdict {
    if head.is_withdrawn() {
        return Verdict::Withdrawn;
    }
    match (target.sequence > installed, head.allows(installed)) {
        (true, true) if installed > 0 => Verdict::Update,
        (true, _) | (false, false) => Verdict::MustUpdate,
        (false, true) => Verdict::Current,
    }
}
