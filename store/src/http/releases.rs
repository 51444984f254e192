//! What takes the token: registering a program, publishing a release of it.

use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde::Deserialize;
use tiffin_protocol::dsse::VerifyingKey;
use tiffin_protocol::release::PublicKey;
use tiffin_protocol::{Fault, Link, ProgramId};

use super::error::Problem;
use super::parts::SharedParts;
use super::programs::{program_id, read_body, read_json};
use crate::catalog::{By, Principal};
use crate::limits;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Registration {
    program: ProgramId,
    name: String,
    developer_key: DeveloperKey,
}

/// As in a release, or only the base64.
#[derive(Deserialize)]
#[serde(untagged)]
enum DeveloperKey {
    Full(PublicKey),
    Base64(String),
}

impl DeveloperKey {
    fn key(&self) -> Result<VerifyingKey, Fault> {
        match self {
            Self::Full(key) => key.key(),
            Self::Base64(text) => VerifyingKey::from_base64(text),
        }
    }
}

/// 201 if it is new, 200 if it is there with the same key, 409 with another.
pub async fn register(
    State(shared): State<SharedParts>,
    Extension(who): Extension<Principal>,
    request: Request,
) -> Result<Response, Problem> {
    let new: Registration = read_json(request, limits::JSON_BYTES).await?;
    let name = new.name.trim().to_owned();
    if name.is_empty()
        || name.chars().count() > limits::NAME_CHARS
        || name.chars().any(char::is_control)
    {
        return Err(Problem::bad_request(format!(
            "name has 1 to {} characters",
            limits::NAME_CHARS
        )));
    }
    let key = new.developer_key.key()?;
    let developer = key.id();
    let at = (shared.clock)();
    let created = shared
        .catalog
        .add_program(By { who, at }, new.program.clone(), name, key)
        .await?;
    let status = if created {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok((
        status,
        Json(serde_json::json!({ "program": new.program, "developer": developer })),
    )
        .into_response())
}

/// 201 when published, 200 if exactly this was published before.
pub async fn publish(
    State(shared): State<SharedParts>,
    Extension(who): Extension<Principal>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let program = program_id(&id)?;
    let envelope = read_body(request, tiffin_protocol::limits::ENVELOPE_BYTES).await?;
    let published = shared.publisher.publish(who, &program, &envelope).await?;
    let link = Link::new(None, program, None, String::new()).universal(shared.public.origin());
    let status = if published.new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    let body = serde_json::json!({
        "release": published.release,
        "sequence": published.sequence,
        "version": published.version,
        "link": link,
    });
    Ok((status, Json(body)).into_response())
}
