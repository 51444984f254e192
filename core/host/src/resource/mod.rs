//! What a view's origin serves: the bytes of one file of the program that is bound to the view, as a range of a verified
//! package, and the headers that hold the page in.

mod serve;

use std::path::PathBuf;
use std::sync::Arc;

/// One answer for a view's web engine.
#[derive(Debug, Clone)]
pub struct Resource {
    /// With a charset for texts.
    pub mime: &'static str,
    /// Further response headers, CSP first.
    pub headers: Vec<(&'static str, String)>,
    pub body: Body,
}

/// Bytes, or where they lie. A range is given where the shell's language would have to copy them twice.
#[derive(Debug, Clone)]
pub enum Body {
    File {
        path: PathBuf,
        offset: u64,
        len: u64,
    },
    Bytes(Arc<[u8]>),
}

impl Body {
    /// Reads the whole body.
    ///
    /// # Errors
    /// What the file system says.
    pub fn read(&self) -> std::io::Result<Vec<u8>> {
        match self {
            Body::Bytes(bytes) => Ok(bytes.to_vec()),
            Body::File { path, offset, len } => {
                use std::io::{Read, Seek, SeekFrom};
                let mut file = std::fs::File::open(path)?;
                file.seek(SeekFrom::Start(*offset))?;
                let mut bytes = Vec::new();
                file.take(*len).read_to_end(&mut bytes)?;
                if bytes.len() as u64 == *len {
                    Ok(bytes)
                } else {
                    Err(std::io::ErrorKind::UnexpectedEof.into())
                }
            }
        }
    }
}

/// The policy of a page's document: scripts and styles of its own origin, pictures and media from anywhere, and no
/// connection but the bridge.
pub(crate) const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' \
    'unsafe-inline'; img-src * data: blob:; media-src * data: blob:; font-src 'self' data: https:; connect-src 'none'; \
    form-action 'none'; frame-src 'none'; base-uri 'self'";

/// The media type by a file's extension; the web engine is told not to guess.
pub(crate) fn mime_of(path: &str) -> &'static str {
    let extension = path
        .rsplit('/')
        .next()
        .and_then(|name| name.rsplit_once('.'))
        .map_or("", |(_, after)| after);
    match extension.to_ascii_lowercase().as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "svg" => "image/svg+xml",
        "bmp" => "image/bmp",
        "ico" => "image/x-icon",
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "txt" | "md" => "text/plain; charset=utf-8",
        "woff" => "font/woff",
        "woff2" => "font/woff2",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "mp3" => "audio/mpeg",
        "m4a" | "aac" => "audio/mp4",
        "wav" => "audio/wav",
        "ogg" => "audio/ogg",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}

pub(crate) fn page_headers() -> Vec<(&'static str, String)> {
    vec![
        (
            "Content-Security-Policy",
            CONTENT_SECURITY_POLICY.to_owned(),
        ),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Cache-Control", "no-store".to_owned()),
        ("Referrer-Policy", "no-referrer".to_owned()),
    ]
}

#[cfg(test)]
mod tests {
    use super::mime_of;

    #[test]
    fn media_types_come_from_the_extension_alone() {
        assert_eq!(mime_of("images/A.PNG"), "image/png");
        assert_eq!(mime_of("a.b/c"), "application/octet-stream");
        assert_eq!(mime_of("x.js"), "text/javascript; charset=utf-8");
    }
}
