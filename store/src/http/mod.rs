//! The HTTP face: routes, limits, and what every answer has in common. Specified in
//! `docs/formats/store-api.md`.

mod auth;
mod blobs;
mod error;
mod landing;
mod parts;
mod programs;
mod qr;
pub mod range;
mod releases;
mod template;
mod token;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::{DefaultOnResponse, TraceLayer};

pub use error::{Problem, own};
pub use parts::{Parts, SharedParts};
pub use template::Landing;
pub use token::Token;

use crate::limits;

/// All routes.
pub fn router(shared: SharedParts) -> Router {
    let open = Router::new()
        .route("/health", get(health))
        .route("/api/v1/root", get(programs::newest_root))
        .route("/api/v1/root/{version}", get(programs::root))
        .route("/api/v1/programs/{id}", get(programs::get))
        .route("/api/v1/programs/{id}/head", get(programs::head))
        .route("/api/v1/programs/{id}/icon", get(programs::icon))
        .route("/api/v1/updates", post(programs::updates))
        .route("/api/v1/search", get(programs::search))
        .route("/blobs/{name}", get(blobs::get))
        .route("/m/{program}", get(landing::page))
        .route("/m/{program}/", get(landing::page))
        .route("/m/{program}/{*page}", get(landing::page))
        .route("/qr/{file}", get(qr::picture))
        .layer(timeout(limits::REQUEST_TIME));
    let guarded = Router::new()
        .route("/api/v1/programs", post(releases::register))
        .route("/api/v1/programs/{id}/releases", post(releases::publish))
        .route("/blobs/{name}", put(blobs::put))
        .route_layer(middleware::from_fn_with_state(
            shared.clone(),
            auth::require,
        ))
        .layer(timeout(limits::UPLOAD_TIME));
    open.merge(guarded)
        .fallback(|| async {
            Problem::new(StatusCode::NOT_FOUND, own::REQUEST_PATH, "no such address")
        })
        .layer(middleware::map_response(finish))
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(span)
                .on_response(DefaultOnResponse::new().level(tracing::Level::INFO)),
        )
        .with_state(shared)
}

/// What the log says of a request: no query and no header, as they may say who asked for what.
fn span(request: &Request) -> tracing::Span {
    tracing::info_span!("request", method = %request.method(), path = request.uri().path())
}

fn timeout(time: std::time::Duration) -> TimeoutLayer {
    TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, time)
}

async fn health() -> axum::Json<serde_json::Value> {
    axum::Json(serde_json::json!({ "status": "ok" }))
}

/// Errors that no handler made (wrong method, unreadable path, time-out) get the form of all others, and
/// every answer says what browsers must not do with it.
async fn finish(response: Response) -> Response {
    let status = response.status();
    let formed = |headers: &HeaderMap| {
        let kind = headers
            .get(header::CONTENT_TYPE)
            .map(HeaderValue::as_bytes)
            .unwrap_or_default();
        kind.starts_with(b"application/json") || kind.starts_with(b"text/html")
    };
    let plain_error =
        (status.is_client_error() || status.is_server_error()) && !formed(response.headers());
    let mut response = if plain_error {
        let code = match status {
            StatusCode::METHOD_NOT_ALLOWED => own::REQUEST_METHOD,
            StatusCode::REQUEST_TIMEOUT => own::REQUEST_TIMEOUT,
            StatusCode::PAYLOAD_TOO_LARGE => own::REQUEST_TOO_LARGE,
            _ => own::REQUEST_INVALID,
        };
        let allow = response.headers().get(header::ALLOW).cloned();
        let mut formed = Problem::new(status, code, status.canonical_reason().unwrap_or("error"))
            .into_response();
        if let Some(allow) = allow {
            formed.headers_mut().insert(header::ALLOW, allow);
        }
        formed
    } else {
        response
    };
    let headers = response.headers_mut();
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    );
    let policy = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; sandbox");
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(policy);
    response
}
