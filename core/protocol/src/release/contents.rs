//! The Release: what a version of a program consists of. Shapes, and what must hold inside of one.

use serde::{Deserialize, Serialize};

use super::statement::{PublicKey, kind, seal};
use crate::dsse::{Envelope, KeyId, SigningKey};
use crate::error::{Code, Fault, Result};
use crate::id::{PackagePath, ProgramId, Sha256};
use crate::json;
use crate::limits::{LIST, PACKAGES, SEQUENCE};
use crate::time::Time;

/// Payload type of a release.
pub const RELEASE_TYPE: &str = "application/vnd.tiffin.release+json";
/// The release format this crate reads and writes.
pub const FORMAT: u32 = 1;

/// A file of a package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    pub path: PackagePath,
    /// Bytes.
    pub size: u64,
    pub sha256: Sha256,
}

/// A package of a release: `main` or a subpackage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackageEntry {
    /// `main`, or the subpackage's name.
    pub name: String,
    /// Folder of the subpackage, such as `packages/order`; empty for `main`.
    pub root: String,
    /// Starts without `main` being loaded.
    #[serde(default)]
    pub independent: bool,
    /// Bytes of the ZIP.
    pub size: u64,
    /// Digest of the ZIP.
    pub sha256: Sha256,
    /// Every file in it, sorted by path.
    pub files: Vec<FileEntry>,
}

/// Hosts a program may reach, by kind of access. Entries are origins such as `https://api.example.com`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Domains {
    pub request: Vec<String>,
    pub socket: Vec<String>,
    pub upload: Vec<String>,
    pub download: Vec<String>,
}

/// What a version of a program consists of. Immutable; never expires for opening.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Release {
    /// Always `release`.
    #[serde(rename = "type")]
    pub kind: String,
    pub format: u32,
    pub program: ProgramId,
    /// For people, at most 80 characters.
    pub name: String,
    /// For people, such as `1.2.0`.
    pub version: String,
    /// Grows by at least one with each release of a program; starts at 1.
    pub sequence: u64,
    pub created_at: Time,
    /// Which compiled form of templates is inside.
    pub template_abi: String,
    /// Lowest host version that opens it, `major.minor.patch`.
    pub min_host: String,
    pub developer: KeyId,
    pub developer_key: PublicKey,
    pub packages: Vec<PackageEntry>,
    /// Scopes the program may ask for, such as `scope.userLocation`.
    #[serde(default)]
    pub scopes: Vec<String>,
    #[serde(default)]
    pub domains: Domains,
    /// Full path of the first page.
    pub entry: String,
    /// Path of the icon in `main`.
    #[serde(default)]
    pub icon: Option<PackagePath>,
    #[serde(default)]
    pub description: String,
}

impl Release {
    pub const KIND: &'static str = "release";

    /// Reads an already verified payload and checks what a release says about itself.
    pub fn parse(payload: &[u8]) -> Result<Self> {
        #[derive(Deserialize)]
        struct Version {
            format: u64,
        }
        let kind = kind(Code::ReleaseInvalid);
        let version: Version = json::read(payload, kind)?;
        if version.format != u64::from(FORMAT) {
            return Err(Fault::new(
                Code::ReleaseFormat,
                format!("format {}", version.format),
            ));
        }
        let release: Self = json::read(payload, kind)?;
        release.check()?;
        Ok(release)
    }

    /// The package with this name.
    pub fn package(&self, name: &str) -> Option<&PackageEntry> {
        self.packages.iter().find(|p| p.name == name)
    }

    /// The package that holds a page or a file, named by its path from the program's root: the subpackage with the longest
    /// root above it, else `main`.
    pub fn package_of(&self, path: &str) -> &PackageEntry {
        let fitting = self.packages.iter().filter(|p| owns(&p.root, path));
        // `check` made sure that there is a main package, whose root fits every path.
        #[allow(clippy::indexing_slicing)]
        fitting
            .max_by_key(|p| p.root.len())
            .unwrap_or(&self.packages[0])
    }

    /// Bytes of all packages.
    pub fn total_size(&self) -> u64 {
        self.packages
            .iter()
            .fold(0, |sum, p| sum.saturating_add(p.size))
    }

    /// Signed by the developer; the store adds its own signature later.
    pub fn sign(&self, developer: &SigningKey) -> Result<Envelope> {
        seal(RELEASE_TYPE, self, developer)
    }

    /// What must hold inside of one release, whoever signed it.
    pub fn check(&self) -> Result<()> {
        let bad = |why: String| Err(Fault::new(Code::ReleaseInvalid, why));
        if self.kind != Self::KIND || !(1..=SEQUENCE).contains(&self.sequence) {
            return bad("type or sequence".into());
        }
        if self.name.is_empty() || self.name.chars().count() > 80 {
            return bad("name".into());
        }
        if self.version.is_empty() || self.version.len() > 64 || self.description.len() > 4096 {
            return bad("version or description".into());
        }
        if self.developer_key.key()?.id() != self.developer {
            return Err(Fault::new(
                Code::ReleaseDeveloper,
                "developerKey is not the key that developer names",
            ));
        }
        if host_version(&self.min_host).is_none() {
            return bad("minHost".into());
        }
        if self.template_abi.is_empty() || self.template_abi.len() > 64 {
            return bad("templateAbi".into());
        }
        let domains = &self.domains;
        let lists = [
            &self.scopes,
            &domains.request,
            &domains.socket,
            &domains.upload,
            &domains.download,
        ];
        if lists
            .iter()
            .any(|l| l.len() > LIST || l.iter().any(|s| s.len() > 512))
        {
            return bad("scopes or domains".into());
        }
        self.entry.parse::<PackagePath>()?;
        self.check_packages()
    }

    fn check_packages(&self) -> Result<()> {
        let bad = |why: String| Err(Fault::new(Code::ReleaseInvalid, why));
        if self.packages.len() > PACKAGES {
            return bad(format!("{} packages", self.packages.len()));
        }
        let mut names = std::collections::BTreeSet::new();
        let mut roots = std::collections::BTreeSet::new();
        for package in &self.packages {
            let main = package.name == "main";
            if !package_name(&package.name)
                || !names.insert(&package.name)
                || !roots.insert(&package.root)
            {
                return bad(format!(
                    "package name or root: {}",
                    crate::id::shorten(&package.name)
                ));
            }
            if main != package.root.is_empty() || (main && package.independent) {
                return bad("only main has an empty root, and main is not independent".into());
            }
            if !main {
                package.root.parse::<PackagePath>()?;
            }
            let sorted = package
                .files
                .windows(2)
                .all(|w| matches!(w, [a, b] if a.path < b.path));
            if !sorted {
                return bad(format!(
                    "files of {} are not sorted, or repeat",
                    package.name
                ));
            }
            let content = package
                .files
                .iter()
                .fold(0u64, |sum, f| sum.saturating_add(f.size));
            if content > package.size {
                return bad(format!("files of {} are larger than it", package.name));
            }
        }
        if self.package("main").is_none() {
            bad("no main package".into())
        } else {
            Ok(())
        }
    }
}

/// Whether a path lies below a package's root. Each path lies below the root of `main`, which is empty.
pub fn owns(root: &str, path: &str) -> bool {
    let below = |rest: &str| rest.starts_with('/');
    root.is_empty() || path.strip_prefix(root).is_some_and(below)
}

/// `a-z0-9._-`, up to 64 bytes, starting with a letter or digit: it becomes a file name.
fn package_name(name: &str) -> bool {
    let body = name
        .bytes()
        .all(|b| matches!(b, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'_' | b'-'));
    body && (1..=64).contains(&name.len()) && name.starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// `major.minor.patch` as numbers that compare.
pub fn host_version(text: &str) -> Option<(u32, u32, u32)> {
    let mut parts = text.splitn(3, '.').map(|p| p.parse::<u32>().ok());
    Some((parts.next()??, parts.next()??, parts.next()??))
}
