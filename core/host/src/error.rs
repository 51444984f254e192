//! The one door for errors. Inside, each room has its own; a shell gets a stable code, what a person can do about it, and
//! a sentence in both languages.

pub use tiffin_protocol::error::{Code, Fault, Remedy};

/// A failure that a person or a shell meets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostError {
    /// Stable, `link.foreign`; docs/formats/errors.md lists them all.
    pub code: Code,
    pub remedy: Remedy,
    pub message_en: String,
    pub message_zh: String,
    /// For a log: addresses, paths, the inner error's text. Not for a person.
    pub detail: String,
}

impl HostError {
    #[must_use]
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        HostError {
            code,
            remedy: code.remedy(),
            message_en: code.message_en().to_owned(),
            message_zh: code.message_zh().to_owned(),
            detail: detail.into(),
        }
    }
}

impl HostError {
    /// The HTTP status that a web engine is answered with when a file of [`crate::Host::view_resource`] fails: 404 for what
    /// is not there, 500 if the device failed, and 403 for everything that must not be had.
    #[must_use]
    pub fn status(&self) -> u16 {
        match (self.code, self.remedy) {
            (Code::PackageFileMissing, _) | (_, Remedy::NotFound) => 404,
            (_, Remedy::Internal) => 500,
            _ => 403,
        }
    }
}

impl std::fmt::Display for HostError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}: {} ({})",
            self.code.as_str(),
            self.message_en,
            self.detail
        )
    }
}

impl std::error::Error for HostError {}

impl From<Fault> for HostError {
    fn from(fault: Fault) -> Self {
        HostError::new(fault.code, fault.detail)
    }
}

impl From<rusqlite::Error> for HostError {
    fn from(error: rusqlite::Error) -> Self {
        let code = match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => Code::DiskFull,
            Some(rusqlite::ErrorCode::ReadOnly | rusqlite::ErrorCode::CannotOpen) => {
                Code::DiskReadOnly
            }
            Some(
                rusqlite::ErrorCode::SystemIoFailure
                | rusqlite::ErrorCode::DatabaseCorrupt
                | rusqlite::ErrorCode::NotADatabase,
            ) => Code::DiskFailed,
            _ => Code::Internal,
        };
        HostError::new(code, format!("database: {error}"))
    }
}

impl HostError {
    /// A failed file operation, named after what a person can do about it.
    #[must_use]
    pub fn disk(what: &str, error: &std::io::Error) -> Self {
        let code = match error.kind() {
            // Too large a file: for a file system or a quota of single files, which is full for us.
            std::io::ErrorKind::StorageFull
            | std::io::ErrorKind::QuotaExceeded
            | std::io::ErrorKind::FileTooLarge => Code::DiskFull,
            std::io::ErrorKind::ReadOnlyFilesystem | std::io::ErrorKind::PermissionDenied => {
                Code::DiskReadOnly
            }
            _ => Code::DiskFailed,
        };
        HostError::new(code, format!("{what}: {error}"))
    }
}
