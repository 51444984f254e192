//! `/m/{program}[/{page}]`: what a person sees who opens a link in a browser: the program, a button that
//! opens the app, a code to scan from another device. Without scripts, so nothing to keep working.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::Response;
use minijinja::context;
use tiffin_protocol::{Code, Link};

use super::error::Problem;
use super::parts::{Parts, SharedParts};
use super::programs::{icon_path, is_withdrawn, listed};
use super::template::STYLE;
use crate::qr;

/// Side of the code in CSS pixels: a phone reads it from a laptop's screen at arm's length.
const CODE_PIXELS: u32 = 208;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Language {
    Chinese,
    English,
}

pub async fn page(
    State(shared): State<SharedParts>,
    // The link is read from the address as it was written, by the parser that hosts use.
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let language = language(&headers);
    let address = uri.path_and_query().map_or("/", |path| path.as_str());
    let Ok(link) = Link::parse(&format!("{}{address}", shared.public.origin())) else {
        return absent(
            &shared,
            language,
            Code::LinkInvalid,
            StatusCode::BAD_REQUEST,
        );
    };
    let program = shared.catalog.program(link.program().clone()).await?;
    if let Some(program) = program.as_ref().filter(|program| is_withdrawn(program)) {
        let values = context! { style => STYLE, zh => language == Language::Chinese, store => &shared.name, withdrawn => &program.name };
        return shared.landing.render(StatusCode::GONE, values);
    }
    // Relative to this page, so that `img-src 'self'` holds behind any proxy.
    let icon = program.as_ref().and_then(icon_path);
    let Some(program) = program.and_then(|program| listed(&shared, program)) else {
        return absent(
            &shared,
            language,
            Code::ProgramUnknown,
            StatusCode::NOT_FOUND,
        );
    };
    let (universal, scheme) = (link.universal(shared.public.origin()), link.scheme());
    let title = match language {
        Language::Chinese => format!("打开“{}”的二维码", program.name),
        Language::English => format!("QR code that opens {}", program.name),
    };
    let code = qr::svg(&universal, &title, CODE_PIXELS).unwrap_or_default();
    let initial: String = program.name.chars().take(1).collect();
    let values = context! {
        style => STYLE, zh => language == Language::Chinese, store => &shared.name,
        program => context! { name => &program.name, version => &program.version, description => &program.description }, page => link.page(), scheme, universal, code, initial,
        has_icon => icon.is_some(), icon,
    };
    shared.landing.render(StatusCode::OK, values)
}

fn absent(
    shared: &Parts,
    language: Language,
    code: Code,
    status: StatusCode,
) -> Result<Response, Problem> {
    let zh = language == Language::Chinese;
    let problem = if zh {
        code.message_zh()
    } else {
        code.message_en()
    };
    let values = context! { style => STYLE, zh, store => &shared.name, problem };
    shared.landing.render(status, values)
}

/// Chinese or English, whichever `Accept-Language` prefers; English if it says neither.
fn language(headers: &HeaderMap) -> Language {
    let text = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let mut best = (0.0, Language::English);
    // Browsers send a handful.
    for part in text.split(',').take(20) {
        let (tag, rest) = part.split_once(';').unwrap_or((part, ""));
        let quality = rest
            .trim()
            .strip_prefix("q=")
            .map_or(1.0, |q| q.trim().parse::<f32>().unwrap_or(0.0));
        let tag = tag.trim().to_ascii_lowercase();
        let language = match tag.split('-').next().unwrap_or_default() {
            "zh" => Language::Chinese,
            "en" => Language::English,
            _ => continue,
        };
        if quality > best.0 {
            best = (quality, language);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_preferred_language() {
        for (text, wanted) in [
            ("zh-CN,zh;q=0.9,en;q=0.8", Language::Chinese),
            ("en-US,en;q=0.9,zh;q=0.8", Language::English),
            ("de, zh-Hant;q=0.5, en;q=0.4", Language::Chinese),
            ("en;q=0.1, zh;q=0.9", Language::Chinese),
            ("fr", Language::English),
            ("zh;q=x", Language::English),
            ("", Language::English),
        ] {
            let headers = [(header::ACCEPT_LANGUAGE, text.parse().unwrap())]
                .into_iter()
                .collect();
            assert_eq!(language(&headers), wanted, "{text}");
        }
    }
}
