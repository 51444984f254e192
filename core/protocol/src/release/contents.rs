//! The three signed statements: Release (what a version consists of), Head (which version to use), Root (whose
//! signatures count). Shapes only; what must hold between them is decided in [`crate::trust`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::dsse::{Envelope, KeyId, KeySet, SigningKey, VerifyingKey};
use crate::error::{Code, Fault, Result};
use crate::id::{PackagePath, ProgramId, Sha256};
use crate::json;
use crate::limits::{ENVELOPE_BYTES, LIST, PACKAGES, ROOT_KEYS};
use crate::time::Time;

/// Payload type of a release.
pub const RELEASE_TYPE: &str = "application/vnd.tiffin.release+json";
/// Payload type of a head.
pub const HEAD_TYPE: &str = "application/vnd.tiffin.head+json";
/// Payload type of a root.
pub const ROOT_TYPE: &str = "application/vnd.tiffin.root+json";
/// The release format this crate reads and writes.
pub const FORMAT: u32 = 1;

/// A public key as documents carry it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicKey {
    /// Always `ed25519`.
    pub alg: String,
    /// 32 bytes in standard base64.
    pub public: String,
}

impl PublicKey {
    pub fn of(key: &VerifyingKey) -> Self {
        Self {
            alg: "ed25519".into(),
            public: key.to_base64(),
        }
    }

    pub fn key(&self) -> Result<VerifyingKey> {
        if self.alg != "ed25519" {
            return Err(Fault::new(Code::KeyInvalid, "unknown algorithm"));
        }
        VerifyingKey::from_base64(&self.public)
    }
}

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

    /// Bytes of all packages.
    pub fn total_size(&self) -> u64 {
        self.packages
            .iter()
            .fold(0, |sum, p| sum.saturating_add(p.size))
    }

    /// Signed by the developer; the store adds its own signature later.
    pub fn sign(&self, developer: &SigningKey) -> Result<Envelope> {
        sealed(RELEASE_TYPE, self, developer)
    }

    /// What must hold inside of one release, whoever signed it.
    pub fn check(&self) -> Result<()> {
        let bad = |why: String| Err(Fault::new(Code::ReleaseInvalid, why));
        if self.kind != Self::KIND || self.sequence == 0 {
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

/// Which release of a program to use now, by the store. The only statement that expires.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Head {
    /// Always `head`.
    #[serde(rename = "type")]
    pub kind: String,
    pub program: ProgramId,
    /// The store's id, as in its root.
    pub store: String,
    pub sequence: u64,
    pub version: String,
    /// SHA-256 of the release's envelope.
    pub release: Sha256,
    /// Lowest sequence that may still be started when online.
    #[serde(default)]
    pub min_sequence: u64,
    /// Sequences that must not be started any more.
    #[serde(default)]
    pub recalled: Vec<u64>,
    pub issued_at: Time,
    pub expires: Time,
}

impl Head {
    pub const KIND: &'static str = "head";

    /// Reads an already verified payload and checks what a head says about itself.
    pub fn parse(payload: &[u8]) -> Result<Self> {
        let head: Self = json::read(payload, kind(Code::HeadInvalid))?;
        let fits = head.kind == Self::KIND
            && head.sequence > 0
            && head.min_sequence <= head.sequence
            && head.recalled.len() <= LIST
            && head.issued_at <= head.expires
            && head.version.len() <= 64
            && head.store.len() <= 256;
        if fits {
            Ok(head)
        } else {
            Err(Fault::new(
                Code::HeadInvalid,
                "members contradict each other",
            ))
        }
    }

    pub fn sign(&self, key: &SigningKey) -> Result<Envelope> {
        sealed(HEAD_TYPE, self, key)
    }

    /// Whether a sequence may still be started.
    pub fn allows(&self, sequence: u64) -> bool {
        sequence >= self.min_sequence && !self.recalled.contains(&sequence)
    }
}

/// Who may speak in a role: that many of these keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    pub keys: Vec<KeyId>,
    pub threshold: usize,
}

/// The roles of a store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roles {
    pub root: Role,
    pub release: Role,
    pub head: Role,
}

/// Whose signatures count for a store. The first is given with the host; later ones are signed by the one before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Root {
    /// Always `root`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Starts at 1 and grows by one.
    pub version: u64,
    /// The store's id; never changes.
    pub store: String,
    /// For people.
    pub name: String,
    pub keys: BTreeMap<KeyId, PublicKey>,
    pub roles: Roles,
}

impl Root {
    pub const KIND: &'static str = "root";

    /// Reads a payload and checks what a root says about itself.
    pub fn parse(payload: &[u8]) -> Result<Self> {
        let root: Self = json::read(payload, kind(Code::RootInvalid))?;
        let bad = |why: &str| Err(Fault::new(Code::RootInvalid, why));
        if root.kind != Self::KIND || root.version == 0 {
            return bad("type or version");
        }
        if root.store.is_empty() || root.store.len() > 256 || root.name.len() > 256 {
            return bad("store or name");
        }
        if root.keys.len() > ROOT_KEYS {
            return bad("too many keys");
        }
        for (id, key) in &root.keys {
            if key.key()?.id() != *id {
                return bad("a key is not the one its id names");
            }
        }
        for role in [&root.roles.root, &root.roles.release, &root.roles.head] {
            let distinct: std::collections::BTreeSet<_> = role.keys.iter().collect();
            let known = role.keys.iter().all(|k| root.keys.contains_key(k));
            if distinct.len() != role.keys.len() || !known {
                return bad("a role names a key twice or one that is not there");
            }
            if role.threshold == 0 || role.threshold > role.keys.len() {
                return bad("a threshold that cannot be met");
            }
        }
        Ok(root)
    }

    pub fn sign(&self, key: &SigningKey) -> Result<Envelope> {
        sealed(ROOT_TYPE, self, key)
    }

    /// The keys of a role.
    pub fn keys_of(&self, role: &Role) -> Result<KeySet> {
        let listed = self.keys.iter().filter(|(id, _)| role.keys.contains(id));
        listed
            .map(|(id, key)| Ok((id.clone(), key.key()?)))
            .collect()
    }
}

fn kind(invalid: Code) -> json::Kind {
    json::Kind {
        max: ENVELOPE_BYTES,
        too_large: Code::EnvelopeTooLarge,
        invalid,
    }
}

fn sealed<T: Serialize>(payload_type: &str, value: &T, key: &SigningKey) -> Result<Envelope> {
    let payload =
        serde_json::to_vec(value).map_err(|e| Fault::new(Code::EnvelopeInvalid, e.to_string()))?;
    let mut envelope = Envelope::wrap(payload_type, &payload);
    envelope.sign(key)?;
    Ok(envelope)
}
