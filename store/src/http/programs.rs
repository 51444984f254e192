//! What anyone may ask: programs, heads, roots, updates, search.

use std::collections::BTreeMap;

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::value::RawValue;
use tiffin_protocol::tokens::SearchQuery;
use tiffin_protocol::{Code, ProgramId};

use super::error::{Problem, own};
use super::parts::{Parts, SharedParts};
use super::range::{self, RangeAnswer};
use crate::catalog::Program;
use crate::limits;
use crate::publish::PublishError;

/// A program as told to clients.
#[derive(Serialize)]
pub struct Listed {
    program: ProgramId,
    pub name: String,
    pub description: String,
    pub version: String,
    sequence: u64,
    /// Address of the picture; changes when the picture does.
    icon: Option<String>,
}

/// Where a picture is, below the origin.
pub fn icon_path(program: &Program) -> Option<String> {
    let (digest, _) = program.icon.as_ref()?;
    let short: String = digest.hex().chars().take(16).collect();
    Some(format!("/api/v1/programs/{}/icon?v={short}", program.id))
}

/// None for a program that was registered but never published: nobody can open it.
pub fn listed(parts: &Parts, program: Program) -> Option<Listed> {
    let icon = icon_path(&program).map(|path| format!("{}{path}", parts.public.origin()));
    let stable = program.stable?;
    Some(Listed {
        program: program.id,
        name: program.name,
        description: program.description,
        version: stable.version,
        sequence: stable.sequence,
        icon,
    })
}

/// Whether an administrator took it out of the store.
pub fn is_withdrawn(program: &Program) -> bool {
    program.stable.as_ref().is_some_and(|one| one.withdrawn)
}

/// The id in a path.
pub fn program_id(text: &str) -> Result<ProgramId, Problem> {
    text.parse()
        .map_err(|_| Problem::of(StatusCode::BAD_REQUEST, Code::ProgramId))
}

/// A JSON body of at most `limit` bytes.
pub async fn read_body(request: Request, limit: usize) -> Result<bytes::Bytes, Problem> {
    let length = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|v| v.to_str().ok()?.parse::<u64>().ok());
    if length.is_some_and(|length| length > limit as u64) {
        return Err(Problem::too_large(format!("at most {limit} bytes")));
    }
    axum::body::to_bytes(request.into_body(), limit)
        .await
        .map_err(|e| {
            // The only other reason is a connection that broke: nobody reads the answer then.
            Problem::too_large(format!("at most {limit} bytes ({e})"))
        })
}

/// As [`read_body`], parsed.
pub async fn read_json<T: DeserializeOwned>(request: Request, limit: usize) -> Result<T, Problem> {
    let body = read_body(request, limit).await?;
    serde_json::from_slice(&body).map_err(|e| Problem::bad_request(e.to_string()))
}

pub async fn get(
    State(shared): State<SharedParts>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let program = shared.catalog.program(program_id(&id)?).await?;
    if program.as_ref().is_some_and(is_withdrawn) {
        return Err(Problem::withdrawn());
    }
    let listed = program
        .and_then(|program| listed(&shared, program))
        .ok_or_else(Problem::unknown_program)?;
    Ok((no_cache(), Json(listed)).into_response())
}

pub async fn head(
    State(shared): State<SharedParts>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let heads = shared.publisher.fresh_heads(vec![program_id(&id)?]).await?;
    let (_, signed) = heads
        .into_iter()
        .next()
        .ok_or_else(Problem::unknown_program)?;
    Ok(document(signed.envelope))
}

pub async fn icon(
    State(shared): State<SharedParts>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let program = shared
        .catalog
        .program(program_id(&id)?)
        .await?
        .ok_or_else(Problem::unknown_program)?;
    let missing = || Problem::of(StatusCode::NOT_FOUND, Code::BlobUnknown);
    let (digest, kind) = program.icon.ok_or_else(missing)?;
    let etag = format!("\"{digest}\"");
    let mut response = if range::decide(&headers, &etag, 0) == RangeAnswer::NotModified {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let bytes = shared.blobs.bytes(&digest).await?.ok_or_else(missing)?;
        ([(header::CONTENT_TYPE, kind)], Body::from(bytes)).into_response()
    };
    let out = response.headers_mut();
    out.insert(
        header::ETAG,
        HeaderValue::from_str(&etag).map_err(Problem::internal)?,
    );
    out.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=3600"),
    );
    Ok(response)
}

pub async fn newest_root(State(shared): State<SharedParts>) -> Result<Response, Problem> {
    send_root(&shared, None).await
}

pub async fn root(
    State(shared): State<SharedParts>,
    Path(version): Path<String>,
) -> Result<Response, Problem> {
    let version = version
        .parse::<u32>()
        .map_err(|_| Problem::bad_request("not a version"))?;
    send_root(&shared, Some(u64::from(version))).await
}

async fn send_root(shared: &Parts, version: Option<u64>) -> Result<Response, Problem> {
    let root = shared.catalog.root(version).await?;
    let missing = || {
        Problem::new(
            StatusCode::NOT_FOUND,
            own::ROOT_UNKNOWN,
            "there is no root of this version",
        )
    };
    root.map(document).ok_or_else(missing)
}

/// An envelope, byte for byte as it was signed.
fn document(envelope: Vec<u8>) -> Response {
    (
        [(header::CONTENT_TYPE, "application/json")],
        no_cache(),
        envelope,
    )
        .into_response()
}

fn no_cache() -> [(HeaderName, &'static str); 1] {
    [(header::CACHE_CONTROL, "no-cache")]
}

#[derive(Deserialize)]
struct UpdateRequest {
    programs: Vec<Installed>,
}

#[derive(Deserialize)]
struct Installed {
    program: ProgramId,
    /// What the host has; 0 or absent if nothing.
    #[serde(default)]
    sequence: u64,
}

#[derive(Serialize)]
struct Updates {
    /// Envelopes as they were signed.
    heads: Vec<Box<RawValue>>,
}

/// Heads of the programs for which something is to be done: another sequence, or the installed one must
/// not be started any more.
pub async fn updates(
    State(shared): State<SharedParts>,
    request: Request,
) -> Result<Response, Problem> {
    let asked: UpdateRequest = read_json(request, limits::JSON_BYTES).await?;
    if asked.programs.len() > limits::UPDATE_PROGRAMS {
        return Err(Problem::too_large(format!(
            "at most {} programs",
            limits::UPDATE_PROGRAMS
        )));
    }
    let installed: BTreeMap<ProgramId, u64> = asked
        .programs
        .into_iter()
        .map(|p| (p.program, p.sequence))
        .collect();
    let heads = shared
        .publisher
        .fresh_heads(installed.keys().cloned().collect())
        .await?;
    let changed = heads.into_iter().filter(|(head, _)| {
        head.concerns(installed.get(&head.program).copied().unwrap_or_default())
    });
    let raw = changed.map(|(_, signed)| {
        let text = String::from_utf8(signed.envelope).map_err(Problem::internal)?;
        RawValue::from_string(text).map_err(Problem::internal)
    });
    let heads = raw.collect::<Result<Vec<_>, _>>()?;
    Ok((no_cache(), Json(Updates { heads })).into_response())
}

#[derive(Deserialize)]
pub struct SearchParameters {
    #[serde(default)]
    q: String,
    limit: Option<u32>,
}

#[derive(Serialize)]
struct Found {
    items: Vec<Listed>,
}

pub async fn search(
    State(shared): State<SharedParts>,
    Query(query): Query<SearchParameters>,
) -> Result<Response, Problem> {
    if query.q.len() > limits::QUERY_BYTES {
        return Err(Problem::bad_request(format!(
            "q has at most {} bytes",
            limits::QUERY_BYTES
        )));
    }
    let limit = query
        .limit
        .unwrap_or(limits::SEARCH_DEFAULT)
        .clamp(1, limits::SEARCH_RESULTS);
    let found = match SearchQuery::parse(&query.q) {
        Some(query) => shared.catalog.search(query, limit).await?,
        // No question: what there is, for a host's front page.
        None if query.q.trim().is_empty() => shared.catalog.newest(limit).await?,
        None => Vec::new(),
    };
    let items = found
        .into_iter()
        .filter_map(|program| listed(&shared, program))
        .collect();
    Ok((no_cache(), Json(Found { items })).into_response())
}

impl From<PublishError> for Problem {
    fn from(error: PublishError) -> Self {
        match error {
            PublishError::Fault(fault) => {
                let code = fault.code;
                let mut problem = Self::from(fault);
                match code {
                    Code::ReleaseDeveloper => problem.status = StatusCode::FORBIDDEN,
                    Code::ReleaseSequence => problem.status = StatusCode::CONFLICT,
                    _ => {}
                }
                problem
            }
            PublishError::Catalog(error) => error.into(),
            missing @ PublishError::Missing(_) => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                Code::BlobUnknown.as_str(),
                missing.to_string(),
            ),
            PublishError::Blobs(error) => Self::internal(error),
            PublishError::Upload(error) => error.into(),
            PublishError::Internal(error) => Self::internal(error),
        }
    }
}
