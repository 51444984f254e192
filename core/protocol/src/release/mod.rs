//! The three signed statements: Release (what a version consists of), Head (which version to use), Root (whose
//! signatures count). Shapes only; what must hold between them is decided in [`crate::trust`].

mod channel;
mod contents;
mod head;
mod root;
mod statement;

pub use channel::Channel;
pub use contents::{
    Domains, FORMAT, FileEntry, PackageEntry, RELEASE_TYPE, Release, host_version, owns,
};
pub use head::{Candidate, HEAD_FORMAT, HEAD_TYPE, Head, Target};
pub use root::{ROOT_TYPE, Role, Roles, Root};
pub use statement::PublicKey;
