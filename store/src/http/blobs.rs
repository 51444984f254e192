//! `/blobs/{sha256}` and `/blobs/{sha256}.zst`: reading with ranges, uploading with a token.

use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tiffin_protocol::{Code, Sha256};

use super::error::{Problem, own};
use super::parts::SharedParts;
use super::range::{self, RangeAnswer};
use crate::blobs::{Form, Wire};

/// A year: the bytes behind a digest never change.
const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// GET and HEAD.
pub async fn get(
    State(shared): State<SharedParts>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (hex, form, kind, tag) = match name.strip_suffix(".zst") {
        Some(hex) => (hex, Form::Zstd, "application/zstd", ".zst"),
        None => (name.as_str(), Form::Plain, "application/octet-stream", ""),
    };
    let digest = parse(hex)?;
    let unknown = || Problem::of(StatusCode::NOT_FOUND, Code::BlobUnknown);
    let length = shared
        .blobs
        .length(&digest, form)
        .await?
        .ok_or_else(unknown)?;
    // The zstd form may differ between stores, its digest is not the name: its tag names the form too.
    let etag = format!("\"{digest}{tag}\"");
    let answer = range::decide(&headers, &etag, length);

    let mut response = match &answer {
        RangeAnswer::NotModified => StatusCode::NOT_MODIFIED.into_response(),
        RangeAnswer::Unsatisfiable => {
            let mut response = Problem::new(
                StatusCode::RANGE_NOT_SATISFIABLE,
                own::REQUEST_RANGE,
                format!("the length is {length}"),
            )
            .into_response();
            set(
                &mut response,
                header::CONTENT_RANGE,
                &format!("bytes */{length}"),
            )?;
            return Ok(response);
        }
        RangeAnswer::Whole => body(&shared, &digest, form, 0..length).await?,
        RangeAnswer::Part(part) => {
            let mut response = body(&shared, &digest, form, part.clone()).await?;
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
            let last = part.end.saturating_sub(1);
            set(
                &mut response,
                header::CONTENT_RANGE,
                &format!("bytes {}-{last}/{length}", part.start),
            )?;
            response
        }
    };
    set(&mut response, header::ETAG, &etag)?;
    let out = response.headers_mut();
    out.insert(header::CACHE_CONTROL, IMMUTABLE);
    out.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if answer != RangeAnswer::NotModified {
        out.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        // A browser that is led here saves the bytes and shows none of them.
        out.insert(
            header::CONTENT_DISPOSITION,
            HeaderValue::from_static("attachment"),
        );
    }
    Ok(response)
}

async fn body(
    shared: &SharedParts,
    digest: &Sha256,
    form: Form,
    range: std::ops::Range<u64>,
) -> Result<Response, Problem> {
    let length = range.end - range.start;
    let body = if length == 0 {
        Body::empty()
    } else {
        Body::from_stream(
            shared
                .blobs
                .read(digest, form, Some(range))
                .await?
                .into_stream(),
        )
    };
    let mut response = body.into_response();
    set(&mut response, header::CONTENT_LENGTH, &length.to_string())?;
    Ok(response)
}

/// PUT: the body is the blob, or a zstd form of it if `Content-Encoding: zstd` says so.
pub async fn put(
    State(shared): State<SharedParts>,
    Path(name): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let digest = parse(&name)?;
    let wire = match request
        .headers()
        .get(header::CONTENT_ENCODING)
        .map(HeaderValue::as_bytes)
    {
        None | Some(b"identity" | b"") => Wire::Identity,
        Some(b"zstd") => Wire::Zstd,
        Some(_) => {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                own::BLOB_ENCODING,
                "only identity or zstd",
            ));
        }
    };
    let _permit = shared.uploads.acquire().await.map_err(Problem::internal)?;
    let body = request.into_body().into_data_stream();
    let (size, new) = shared.blobs.put(&digest, wire, body).await?;
    tracing::info!(%digest, size, new, "blob");
    let status = if new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok((
        status,
        axum::Json(serde_json::json!({ "sha256": digest, "size": size })),
    )
        .into_response())
}

fn parse(hex: &str) -> Result<Sha256, Problem> {
    hex.parse().map_err(|_| {
        Problem::new(
            StatusCode::BAD_REQUEST,
            Code::Digest.as_str(),
            "not a SHA-256 digest",
        )
    })
}

fn set(response: &mut Response, name: header::HeaderName, value: &str) -> Result<(), Problem> {
    let value = HeaderValue::from_str(value).map_err(Problem::internal)?;
    response.headers_mut().insert(name, value);
    Ok(())
}
