//! The landing page as a template, and the headers that belong to it.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use minijinja::{Environment, Value};
use tiffin_protocol::Sha256;

use super::error::Problem;

const PAGE: &str = include_str!("../../templates/landing.html");
/// Put into the page, which names its digest.
pub const STYLE: &str = include_str!("../../templates/landing.css");

/// The template, parsed once, and the policy that allows its one style sheet and nothing else.
pub struct Landing {
    environment: Environment<'static>,
    policy: HeaderValue,
}

impl Landing {
    pub fn new() -> Result<Self, minijinja::Error> {
        let mut environment = Environment::new();
        // The name ends with .html: everything put into it is escaped.
        environment.add_template("landing.html", PAGE)?;
        let digest =
            base64::engine::general_purpose::STANDARD.encode(Sha256::of(STYLE.as_bytes()).0);
        let policy = format!(
            "default-src 'none'; style-src 'sha256-{digest}'; img-src 'self'; base-uri 'none'; \
             form-action 'none'; frame-ancestors 'none'"
        );
        let policy =
            HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static("default-src 'none'"));
        Ok(Self {
            environment,
            policy,
        })
    }

    pub fn render(&self, status: StatusCode, values: Value) -> Result<Response, Problem> {
        let template = self
            .environment
            .get_template("landing.html")
            .map_err(Problem::internal)?;
        let html = template.render(values).map_err(Problem::internal)?;
        let headers = [
            (
                header::CONTENT_TYPE,
                HeaderValue::from_static("text/html; charset=utf-8"),
            ),
            (header::CONTENT_SECURITY_POLICY, self.policy.clone()),
            (header::VARY, HeaderValue::from_static("accept-language")),
            (
                header::CACHE_CONTROL,
                HeaderValue::from_static("public, max-age=60"),
            ),
        ];
        Ok((status, headers, html).into_response())
    }
}
