//! Why a store's word could not be had, or does not count.

use tiffin_protocol::{ProgramId, Sha256};

use crate::error::{Code, Fault, HostError};

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ResolveError {
    /// Nobody answered, or with an error of HTTP.
    #[error("{0}")]
    Asking(HostError),
    #[error("no store has {0}")]
    Unknown(ProgramId),
    /// The head names a statement that the store does not have.
    #[error("no statement {0}")]
    NoStatement(Sha256),
    /// A signature, a date, or what the statements say of each other.
    #[error("{0}")]
    Untrusted(Fault),
    /// The head takes back what it names.
    #[error("sequence {sequence} is withdrawn")]
    Withdrawn { sequence: u64 },
    /// What is known here could not be read or kept.
    #[error("{0}")]
    Device(HostError),
}

impl From<Fault> for ResolveError {
    fn from(fault: Fault) -> Self {
        ResolveError::Untrusted(fault)
    }
}

impl From<rusqlite::Error> for ResolveError {
    fn from(error: rusqlite::Error) -> Self {
        ResolveError::Device(error.into())
    }
}

impl From<ResolveError> for HostError {
    fn from(error: ResolveError) -> Self {
        match error {
            ResolveError::Asking(error) | ResolveError::Device(error) => error,
            ResolveError::Unknown(program) => {
                HostError::new(Code::ProgramUnknown, program.as_str())
            }
            ResolveError::NoStatement(digest) => {
                HostError::new(Code::BlobUnknown, digest.to_string())
            }
            ResolveError::Untrusted(fault) => fault.into(),
            ResolveError::Withdrawn { sequence } => {
                HostError::new(Code::ReleaseRecalled, format!("sequence {sequence}"))
            }
        }
    }
}
