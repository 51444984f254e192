//! Who may publish: whoever shows the token.

use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use subtle::ConstantTimeEq;
use tiffin_protocol::{Code, Sha256};

use super::Shared;
use super::error::Problem;

/// A token, kept as its digest: comparing digests takes the same time whatever was sent, its length
/// included.
#[derive(Clone, Debug)]
pub struct Token(Sha256);

impl Token {
    pub fn new(text: &str) -> Self {
        Self(Sha256::of(text.as_bytes()))
    }

    fn is(&self, text: &str) -> bool {
        self.0.0.ct_eq(&Sha256::of(text.as_bytes()).0).into()
    }
}

/// Lets a request through that shows the token; the body is not read before.
pub async fn require(
    State(shared): State<Shared>,
    request: Request,
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
        Some(token) if shared.token.is(token) => Ok(next.run(request).await),
        _ => Err(Problem::of(
            StatusCode::UNAUTHORIZED,
            Code::StoreUnauthorized,
        )),
    }
}
