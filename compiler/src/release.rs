//! From packages to the Release that a developer signs.

use tiffin_protocol::dsse::{SigningKey, VerifyingKey};
use tiffin_protocol::package::describe;
use tiffin_protocol::release::{FORMAT, PackageEntry, PublicKey, Release};
use tiffin_protocol::time::Time;
use tiffin_protocol::{Limits, Result};

use crate::Build;
use crate::template::TEMPLATE_ABI;

/// The oldest host that opens what this compiler makes.
const MIN_HOST: &str = "0.1.0";

impl Build {
    /// What a release says about the packages.
    ///
    /// # Errors
    /// As the package format refuses them; a build's own packages it does not.
    pub fn package_entries(&self) -> Result<Vec<PackageEntry>> {
        self.packages
            .iter()
            .map(|p| describe(&p.name, &p.root, p.independent, &p.bytes, &Limits::DEFAULT))
            .collect()
    }

    /// The statement to sign.
    ///
    /// # Errors
    /// A name or version that a release may not have.
    pub fn release(&self, developer: &VerifyingKey, created_at: Time) -> Result<Release> {
        let release = Release {
            kind: Release::KIND.to_owned(),
            format: FORMAT,
            program: self.identity.program.clone(),
            name: self.identity.name.clone(),
            version: self.identity.version.clone(),
            sequence: self.identity.sequence,
            created_at,
            template_abi: TEMPLATE_ABI.to_owned(),
            min_host: MIN_HOST.to_owned(),
            developer: developer.id(),
            developer_key: PublicKey::of(developer),
            packages: self.package_entries()?,
            scopes: self.scopes.clone(),
            domains: self.domains.clone(),
            entry: self.entry.clone(),
            icon: self.icon.as_deref().map(str::parse).transpose()?,
            description: self.description.clone(),
        };
        release.check()?;
        Ok(release)
    }

    /// The signed envelope of [`Build::release`].
    ///
    /// # Errors
    /// As [`Build::release`].
    pub fn sign(
        &self,
        key: &SigningKey,
        created_at: Time,
    ) -> Result<tiffin_protocol::dsse::Envelope> {
        self.release(&key.public(), created_at)?.sign(key)
    }
}
