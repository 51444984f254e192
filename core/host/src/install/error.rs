//! Why a package did not come to its place. Cloned, because one download may have several waiters.

use crate::error::{Code, Fault, HostError, Remedy};

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum InstallError {
    /// Nobody answered, or with an error of HTTP.
    #[error("{0}")]
    Asking(HostError),
    /// It broke off; the next try goes on from there.
    #[error("{url}: {why}")]
    Interrupted { url: String, why: String },
    /// The store has no such blob.
    #[error("{0} is not there")]
    NotThere(String),
    /// More or fewer bytes than were signed.
    #[error("{0}")]
    Size(String),
    /// Other bytes than were signed.
    #[error("{0}")]
    Digest(String),
    /// The bytes are the signed ones, and no package that this host takes.
    #[error("{0}")]
    Package(Fault),
    /// The release does not list it.
    #[error("no package {0}")]
    Unlisted(String),
    #[error("{0}")]
    Disk(HostError),
    #[error("worker: {0}")]
    Worker(String),
}

impl InstallError {
    /// What is here may open instead: it is the network that is missing, nothing was said.
    pub(crate) fn is_offline(&self) -> bool {
        match self {
            InstallError::Asking(error) => error.remedy == Remedy::Offline,
            InstallError::Interrupted { .. } => true,
            _ => false,
        }
    }

    pub(super) fn disk(what: &str, error: &std::io::Error) -> Self {
        InstallError::Disk(HostError::disk(what, error))
    }
}

impl From<Fault> for InstallError {
    fn from(fault: Fault) -> Self {
        InstallError::Package(fault)
    }
}

impl From<InstallError> for HostError {
    fn from(error: InstallError) -> Self {
        let detail = error.to_string();
        match error {
            InstallError::Asking(error) | InstallError::Disk(error) => error,
            InstallError::Interrupted { .. } => HostError::new(Code::DownloadInterrupted, detail),
            InstallError::NotThere(url) => HostError::new(Code::BlobUnknown, url),
            InstallError::Size(_) => HostError::new(Code::PackageSize, detail),
            InstallError::Digest(_) => HostError::new(Code::PackageDigest, detail),
            InstallError::Package(fault) => fault.into(),
            InstallError::Unlisted(_) => HostError::new(Code::PackageFileMissing, detail),
            InstallError::Worker(_) => HostError::new(Code::Internal, detail),
        }
    }
}
