//! What the facade throws: one case for each thing that a person can do about it.

use tiffin_host::{HostError, Remedy};

#[derive(Debug, thiserror::Error, uniffi::Error)]
pub enum Failure {
    #[error("{error}")]
    Offline { error: HostError },
    #[error("{error}")]
    NotFound { error: HostError },
    #[error("{error}")]
    Untrusted { error: HostError },
    #[error("{error}")]
    Incompatible { error: HostError },
    #[error("{error}")]
    Denied { error: HostError },
    #[error("{error}")]
    Invalid { error: HostError },
    #[error("{error}")]
    Internal { error: HostError },
}

impl From<HostError> for Failure {
    fn from(error: HostError) -> Self {
        match error.remedy {
            Remedy::Offline => Failure::Offline { error },
            Remedy::NotFound => Failure::NotFound { error },
            Remedy::Untrusted => Failure::Untrusted { error },
            Remedy::Incompatible => Failure::Incompatible { error },
            Remedy::Denied => Failure::Denied { error },
            Remedy::Invalid => Failure::Invalid { error },
            Remedy::Internal => Failure::Internal { error },
        }
    }
}
