//! Who may publish: whoever shows the token. Handlers get its name as the [`Principal`] that their writes carry.

use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use tiffin_protocol::Code;

use super::error::Problem;
use super::parts::SharedParts;
use crate::catalog::Principal;

/// Lets a request through that shows the token; the body is not read before.
pub async fn require(
    State(shared): State<SharedParts>,
    mut request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let shown = request
        .headers()
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let token = shown.and_then(|value| {
        let (scheme, token) = value.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
    });
    match token {
        Some(token) if shared.token.is(token) => {
            let who = Principal::Token(shared.token.name().into());
            request.extensions_mut().insert(who);
            Ok(next.run(request).await)
        }
        _ => Err(Problem::of(
            StatusCode::UNAUTHORIZED,
            Code::StoreUnauthorized,
        )),
    }
}
