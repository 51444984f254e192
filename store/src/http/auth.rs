//! Who may publish: whoever shows the token. Handlers get its name as the [`Principal`] that their writes carry.

use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use subtle::ConstantTimeEq;
use tiffin_protocol::{Code, Sha256};

use super::Shared;
use super::error::Problem;
use crate::catalog::Principal;

/// A token, kept as its digest: comparing digests takes the same time whatever was sent, its length
/// included.
#[derive(Clone, Debug)]
pub struct Token {
    name: &'static str,
    digest: Sha256,
}

impl Token {
    /// `name` is what the history shows of it.
    pub fn new(name: &'static str, text: &str) -> Self {
        let digest = Sha256::of(text.as_bytes());
        Self { name, digest }
    }

    fn is(&self, text: &str) -> bool {
        self.digest.0.ct_eq(&Sha256::of(text.as_bytes()).0).into()
    }
}

/// Lets a request through that shows the token; the body is not read before.
pub async fn require(
    State(shared): State<Shared>,
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
            let who = Principal::Token(shared.token.name.into());
            request.extensions_mut().insert(who);
            Ok(next.run(request).await)
        }
        _ => Err(Problem::of(
            StatusCode::UNAUTHORIZED,
            Code::StoreUnauthorized,
        )),
    }
}
