//! How failures look to clients: a status and `{"code","message"}`.
//!
//! Codes are those of `tiffin_protocol::Code` where one fits; what only a store can say (too many
//! programs in one request, a program that exists already) has a code of its own, listed in
//! `docs/formats/store-api.md`. What failed inside is logged and not told.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tiffin_protocol::{Code, Fault, Remedy};

use crate::blobs::{IntakeError, UploadError};
use crate::catalog::{CatalogError, Conflict};

/// Codes that only a store has. Stable, like those of the protocol.
pub mod own {
    pub const REQUEST_INVALID: &str = "request.invalid";
    pub const REQUEST_TOO_LARGE: &str = "request.too_large";
    pub const REQUEST_TIMEOUT: &str = "request.timeout";
    pub const REQUEST_METHOD: &str = "request.method";
    pub const REQUEST_PATH: &str = "request.path";
    pub const REQUEST_RANGE: &str = "request.range";
    pub const PROGRAM_EXISTS: &str = "program.exists";
    pub const RELEASE_VERSION: &str = "release.version";
    pub const HEAD_CONFLICT: &str = "head.conflict";
    pub const BLOB_DIGEST: &str = "blob.digest";
    pub const BLOB_ENCODING: &str = "blob.encoding";
    pub const ROOT_UNKNOWN: &str = "root.unknown";
    /// All of them.
    pub const ALL: &[&str] = &[
        REQUEST_INVALID,
        REQUEST_TOO_LARGE,
        REQUEST_TIMEOUT,
        REQUEST_METHOD,
        REQUEST_PATH,
        REQUEST_RANGE,
        PROGRAM_EXISTS,
        RELEASE_VERSION,
        HEAD_CONFLICT,
        BLOB_DIGEST,
        BLOB_ENCODING,
        ROOT_UNKNOWN,
    ];
}

/// A failure as answered.
#[derive(Debug)]
pub struct Problem {
    pub status: StatusCode,
    pub code: &'static str,
    pub message: String,
}

impl Problem {
    pub fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
        }
    }

    /// With the code's own sentence.
    pub fn of(status: StatusCode, code: Code) -> Self {
        Self::new(status, code.as_str(), code.message_en())
    }

    pub fn unknown_program() -> Self {
        Self::of(StatusCode::NOT_FOUND, Code::ProgramUnknown)
    }

    /// It was there, and an administrator took it out.
    pub fn withdrawn() -> Self {
        Self::of(StatusCode::GONE, Code::ReleaseRecalled)
    }

    pub fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, own::REQUEST_INVALID, message)
    }

    pub fn too_large(message: impl Into<String>) -> Self {
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            own::REQUEST_TOO_LARGE,
            message,
        )
    }

    /// Something of ours failed: logged here, not told.
    pub fn internal(error: impl std::fmt::Display) -> Self {
        tracing::error!(%error, "request failed");
        Self::of(StatusCode::INTERNAL_SERVER_ERROR, Code::Internal)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = serde_json::json!({ "code": self.code, "message": self.message }).to_string();
        let mut response = (
            self.status,
            [(header::CONTENT_TYPE, "application/json")],
            body,
        )
            .into_response();
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        let status = match fault.remedy() {
            Remedy::NotFound => StatusCode::NOT_FOUND,
            Remedy::Denied => StatusCode::FORBIDDEN,
            Remedy::Internal | Remedy::Offline => return Self::internal(fault),
            Remedy::Invalid | Remedy::Untrusted | Remedy::Incompatible => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
        };
        let message = match fault.detail.as_str() {
            "" => fault.code.message_en().to_owned(),
            detail => format!("{} ({detail})", fault.code.message_en()),
        };
        Self::new(status, fault.code.as_str(), message)
    }
}

impl From<CatalogError> for Problem {
    fn from(error: CatalogError) -> Self {
        let CatalogError::Conflict(conflict) = error else {
            return Self::internal(error);
        };
        let (status, code) = match &conflict {
            Conflict::NoProgram => return Self::unknown_program(),
            Conflict::OtherDeveloper => (StatusCode::CONFLICT, own::PROGRAM_EXISTS),
            Conflict::Sequence { .. } => (StatusCode::CONFLICT, Code::ReleaseSequence.as_str()),
            Conflict::SameVersion { .. } | Conflict::LowerVersion { .. } => {
                (StatusCode::CONFLICT, own::RELEASE_VERSION)
            }
            Conflict::HeadMoved => (StatusCode::CONFLICT, own::HEAD_CONFLICT),
            // Only the command line rules.
            Conflict::Root
            | Conflict::NoHead
            | Conflict::NoRelease { .. }
            | Conflict::Head(_)
            | Conflict::Minimum { .. }
            | Conflict::Recalls => {
                return Self::internal(conflict);
            }
        };
        Self::new(status, code, conflict.to_string())
    }
}

impl From<object_store::Error> for Problem {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => {
                Self::of(StatusCode::NOT_FOUND, Code::BlobUnknown)
            }
            other => Self::internal(other),
        }
    }
}

impl From<UploadError> for Problem {
    fn from(error: UploadError) -> Self {
        let message = error.to_string();
        match error {
            UploadError::Intake(IntakeError::TooLarge(_)) => Self::too_large(message),
            UploadError::Intake(IntakeError::Zstd(_)) => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                own::BLOB_ENCODING,
                message,
            ),
            UploadError::Digest(_) => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, own::BLOB_DIGEST, message)
            }
            UploadError::Body(_) => Self::bad_request(message),
            UploadError::Idle(_) => {
                Self::new(StatusCode::REQUEST_TIMEOUT, own::REQUEST_TIMEOUT, message)
            }
            UploadError::Store(_) | UploadError::Write(_) => Self::internal(message),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_catalog_refuses_has_a_code_and_what_failed_in_it_is_not_told() {
        let told = |error: CatalogError| {
            let problem = Problem::from(error);
            (problem.status.as_u16(), problem.code, problem.message)
        };
        let moved = Conflict::HeadMoved;
        assert_eq!(
            told(moved.clone().into()),
            (409, "head.conflict", moved.to_string())
        );
        let same = Conflict::SameVersion {
            version: "1.0.1".into(),
            sequence: 2,
        };
        assert_eq!(
            told(same.clone().into()),
            (409, "release.version", same.to_string())
        );
        for inside in [
            CatalogError::Unavailable("/srv/tiffin/catalog.db is locked".into()),
            CatalogError::Damaged("page 7".into()),
            CatalogError::Newer,
            CatalogError::Older,
        ] {
            let message = Code::Internal.message_en().to_owned();
            assert_eq!(told(inside), (500, "internal", message));
        }
    }

    #[test]
    fn every_code_of_our_own_is_documented_and_new() {
        let text = include_str!("../../../docs/formats/store-api.md");
        for code in own::ALL {
            assert!(
                text.contains(&format!("`{code}`")),
                "{code} is missing in docs/formats/store-api.md"
            );
            assert!(
                Code::find(code).is_none(),
                "{code} is a code of the protocol"
            );
        }
    }
}
