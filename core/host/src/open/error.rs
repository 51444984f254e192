//! Why an opening came to nothing, and what may help.

use tiffin_protocol::ProgramId;

use crate::error::{Code, Fault, HostError, Remedy};
use crate::install::InstallError;
use crate::resolve::ResolveError;
use crate::update::policy::Refusal;

#[derive(Debug, thiserror::Error)]
pub(super) enum OpenError {
    /// It, or the package of the page that is wanted, is not on the device.
    #[error("{0} is not here")]
    NotCached(ProgramId),
    /// A package that is here is not what was signed.
    #[error("{0}")]
    Damaged(HostError),
    /// The statement about the version is not one that counts.
    #[error("{0}")]
    Statement(HostError),
    #[error("no page {0}")]
    NoPage(String),
    /// By the store, or because it fails each time.
    #[error("{0:?}")]
    Refused(Refusal),
    #[error("{0}")]
    Resolve(#[from] ResolveError),
    #[error("{0}")]
    Install(#[from] InstallError),
    /// Not for this host, or a fault of the device.
    #[error("{0}")]
    Here(#[from] HostError),
}

impl OpenError {
    /// What went wrong with a package that is to be here.
    pub(super) fn of_package(error: HostError) -> Self {
        match error.code {
            Code::ConfigInvalid | Code::ConfigFormat | Code::ConfigTooLarge => {
                OpenError::Here(error)
            }
            Code::DiskFailed | Code::DiskReadOnly | Code::DiskFull => OpenError::Here(error),
            _ => OpenError::Damaged(error),
        }
    }

    /// Whether fetching it (again) can help.
    pub(super) fn can_be_fetched(&self) -> bool {
        matches!(
            self,
            OpenError::NotCached(_) | OpenError::Damaged(_) | OpenError::Statement(_)
        )
    }

    /// Whether a version that is here opens after a store was asked in vain. What is fit is never taken away; what is below
    /// the minimum opens where nobody answered, or not with an answer that counts (docs/adr/0017).
    pub(super) fn lets_open(&self, too_old: bool) -> bool {
        !too_old
            || matches!(
                self,
                OpenError::Resolve(ResolveError::Asking(_) | ResolveError::Untrusted(_))
            )
    }

    /// The network went: nothing was said.
    pub(super) fn is_offline(&self) -> bool {
        match self {
            OpenError::Resolve(ResolveError::Asking(error)) => error.remedy == Remedy::Offline,
            OpenError::Install(error) => error.is_offline(),
            _ => false,
        }
    }

    /// What to say when the store could not help, and `why` it was asked.
    pub(super) fn after(self, why: OpenError) -> OpenError {
        let unreachable = matches!(&self, OpenError::Resolve(ResolveError::Asking(error)) if error.remedy == Remedy::Offline);
        match (why, self) {
            (_, told @ OpenError::Refused(_)) => told,
            (why @ OpenError::Refused(_), _) => why,
            // Damaged, and cannot be fetched again: say what is wrong here, not that the network is.
            (why @ (OpenError::Damaged(_) | OpenError::Statement(_)), _) if unreachable => why,
            (_, error) => error,
        }
    }
}

impl From<Fault> for OpenError {
    fn from(fault: Fault) -> Self {
        OpenError::Here(fault.into())
    }
}

impl From<OpenError> for HostError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::NotCached(program) => {
                HostError::new(Code::ProgramNotCached, program.as_str())
            }
            OpenError::NoPage(page) => HostError::new(Code::PageUnknown, page),
            OpenError::Refused(Refusal::Recalled { sequence }) => {
                HostError::new(Code::ReleaseRecalled, format!("sequence {sequence}"))
            }
            OpenError::Refused(Refusal::Failed { sequence, again }) => HostError::new(
                Code::ReleaseFailed,
                format!("sequence {sequence}, to be tried again at {again}"),
            ),
            OpenError::Resolve(error) => error.into(),
            OpenError::Install(error) => error.into(),
            OpenError::Damaged(error) | OpenError::Statement(error) | OpenError::Here(error) => {
                error
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn below_the_minimum_a_version_opens_only_where_no_answer_counts() {
        let resolve = |error: ResolveError| OpenError::Resolve(error);
        let program: Option<ProgramId> = "canteen".parse().ok();
        let unknown = program.map(ResolveError::Unknown).map(resolve);
        let cases = [
            (
                Some(resolve(ResolveError::Asking(HostError::new(
                    Code::StoreUnreachable,
                    "",
                )))),
                true,
            ),
            (
                Some(resolve(ResolveError::Asking(HostError::new(
                    Code::StoreRefused,
                    "503",
                )))),
                true,
            ),
            (
                Some(resolve(ResolveError::Untrusted(Code::HeadExpired.into()))),
                true,
            ),
            (
                Some(resolve(ResolveError::Untrusted(
                    Code::EnvelopeInvalid.into(),
                ))),
                true,
            ),
            (unknown, false),
            (
                Some(resolve(ResolveError::Withdrawn { sequence: 2 })),
                false,
            ),
            (
                Some(OpenError::Here(HostError::new(Code::DiskFull, ""))),
                false,
            ),
        ];
        for (error, opens) in cases {
            let lets = |too_old| error.as_ref().map(|error| error.lets_open(too_old));
            assert_eq!(lets(true), Some(opens), "{error:?}");
            assert_eq!(lets(false), Some(true), "{error:?}");
        }
    }
}
