//! `/qr/{program}.svg` and `.png`: a picture of a program's link, or of one page of it.

use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use tiffin_protocol::{Code, Link, PackagePath};

use super::error::{Problem, own};
use super::parts::SharedParts;
use super::programs::{is_withdrawn, program_id};
use crate::limits;
use crate::qr;

#[derive(Clone, Copy)]
enum Form {
    Svg,
    Png,
}

#[derive(Deserialize)]
pub struct Wanted {
    /// Full path of a page; the entry page if absent.
    page: Option<String>,
    /// The page's query as it goes into the link, still encoded.
    #[serde(default)]
    query: String,
    /// Side in pixels.
    size: Option<u32>,
}

pub async fn picture(
    State(shared): State<SharedParts>,
    Path(file): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let (id, form) = match file.rsplit_once('.') {
        Some((id, "svg")) => (id, Form::Svg),
        Some((id, "png")) => (id, Form::Png),
        _ => {
            return Err(Problem::new(
                StatusCode::NOT_FOUND,
                own::REQUEST_PATH,
                "a name ends with .svg or .png",
            ));
        }
    };
    let program = program_id(id)?;
    let known = shared
        .catalog
        .program(program.clone())
        .await?
        .ok_or_else(Problem::unknown_program)?;
    if is_withdrawn(&known) {
        return Err(Problem::withdrawn());
    }

    let (least, usual, most) = limits::QR_PIXELS;
    let pixels = wanted.size.unwrap_or(usual);
    if !(least..=most).contains(&pixels) {
        return Err(Problem::bad_request(format!(
            "size is {least} to {most} pixels"
        )));
    }
    let page = match wanted.page.as_deref() {
        None | Some("") => None,
        Some(page) => Some(page.parse::<PackagePath>()?.to_string()),
    };
    let wanted = Link::new(Some(shared.public.clone()), program, page, wanted.query);
    let link = wanted.universal(shared.public.origin());
    // What a host would not read as the same link must not be printed on paper.
    if Link::parse(&link)? != wanted {
        return Err(Problem::of(
            StatusCode::UNPROCESSABLE_ENTITY,
            Code::LinkInvalid,
        ));
    }

    let draw = move || match form {
        Form::Svg => {
            qr::svg(&link, &known.name, pixels).map(|text| ("image/svg+xml", text.into_bytes()))
        }
        Form::Png => qr::png(&link, pixels).map(|bytes| ("image/png", bytes)),
    };
    let drawn = tokio::task::spawn_blocking(draw)
        .await
        .map_err(Problem::internal)?;
    let (media, bytes) = drawn.map_err(|e| match e {
        qr::QrError::TooLong => Problem::of(StatusCode::BAD_REQUEST, Code::LinkTooLong),
        other => Problem::internal(other),
    })?;
    Ok((
        [
            (header::CONTENT_TYPE, media),
            (header::CACHE_CONTROL, "public, max-age=3600"),
        ],
        bytes,
    )
        .into_response())
}
