//! What stands between a server's bytes and those that came: the encodings of HTTP (RFC 9110, 8.4). Some proxies and servers
//! encode whether it was asked for or not, so each answer is read through here: as a stream, so that whoever reads it counts
//! decoded bytes, and a bomb ends at the reader's bound.

use std::io;
use std::pin::Pin;

use async_compression::tokio::bufread::{
    BrotliDecoder, DeflateDecoder, GzipDecoder, ZlibDecoder, ZstdDecoder,
};
use async_compression::zstd::DParameter;
use bytes::Bytes;
use futures_util::{Stream, StreamExt, stream};
use reqwest::header::{CONTENT_ENCODING, HeaderMap};
use tokio::io::{AsyncBufRead, AsyncBufReadExt, BufReader};
use tokio_util::io::{ReaderStream, StreamReader};

/// Encodings of one answer, one upon the other: the server's and a proxy's.
const MAX_CODINGS: usize = 2;
/// RFC 9659: a zstd window in HTTP is at most 8 MB (2^23), so that nobody makes a client hold more.
const ZSTD_WINDOW_LOG: u32 = 23;
/// The largest piece that comes out at once.
const PIECE: usize = 32 * 1024;

/// One encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Coding {
    Gzip,
    /// zlib by the RFC; some servers send it bare.
    Deflate,
    Brotli,
    Zstd,
}

/// Why an answer's body could not be read to its end.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Broken {
    #[error("{0}")]
    Connection(String),
    /// The bytes are not in the encoding that the headers name, or end in the middle of it.
    #[error("content-encoding: {0}")]
    Encoding(String),
}

/// A body as its server meant it.
pub(crate) type Body = Pin<Box<dyn Stream<Item = Result<Bytes, Broken>> + Send>>;

/// Marks what failed below a decoder.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Lost(String);

/// What an answer is encoded in, in the order it was applied; empty for one that came as it is.
///
/// # Errors
/// The name of an encoding that nobody asked for and that is not known here, or too many of them.
pub(crate) fn codings(headers: &HeaderMap) -> Result<Vec<Coding>, String> {
    let mut found = Vec::new();
    for value in headers.get_all(CONTENT_ENCODING) {
        let value = String::from_utf8_lossy(value.as_bytes()).to_ascii_lowercase();
        for name in value.split(',').map(str::trim) {
            found.push(match name {
                "" | "identity" => continue,
                "gzip" | "x-gzip" => Coding::Gzip,
                "deflate" => Coding::Deflate,
                "br" => Coding::Brotli,
                "zstd" => Coding::Zstd,
                other => return Err(other.chars().take(40).collect()),
            });
        }
    }
    match found.len() > MAX_CODINGS {
        true => Err(format!("{} encodings", found.len())),
        false => Ok(found),
    }
}

/// Takes the encodings off a body. One without a byte (HEAD, 204) is no error.
pub(crate) fn decoded<E: std::fmt::Display + Send + 'static>(
    codings: Vec<Coding>,
    body: impl Stream<Item = Result<Bytes, E>> + Send + 'static,
) -> Body {
    if codings.is_empty() {
        return Box::pin(body.map(|piece| piece.map_err(|e| Broken::Connection(e.to_string()))));
    }
    let body = body.map(|piece| piece.map_err(|error| io::Error::other(Lost(error.to_string()))));
    let opened = async move {
        let mut reader: Reader = Box::pin(StreamReader::new(Box::pin(body)));
        if reader.fill_buf().await?.is_empty() {
            return Ok::<_, io::Error>(None);
        }
        for coding in codings.into_iter().rev() {
            reader = unwrap(coding, reader).await?;
        }
        Ok(Some(ReaderStream::with_capacity(reader, PIECE)))
    };
    let pieces = stream::once(opened).flat_map(|opened| match opened {
        Ok(Some(pieces)) => pieces.boxed(),
        Ok(None) => stream::empty().boxed(),
        Err(error) => stream::once(async move { Err(error) }).boxed(),
    });
    Box::pin(pieces.map(|piece| piece.map_err(broken)))
}

type Reader = Pin<Box<dyn AsyncBufRead + Send>>;

/// All members of what may be several, as the RFCs of gzip and zstd have it.
async fn unwrap(coding: Coding, mut from: Reader) -> io::Result<Reader> {
    Ok(match coding {
        Coding::Gzip => {
            let mut decoder = GzipDecoder::new(from);
            decoder.multiple_members(true);
            Box::pin(BufReader::new(decoder))
        }
        // RFC 1950: the low half of the first byte is 8. As bare deflate that would be a stored block with a bit set that
        // encoders leave empty.
        Coding::Deflate => match from.fill_buf().await?.first() {
            Some(first) if first & 0x0f == 8 => Box::pin(BufReader::new(ZlibDecoder::new(from))),
            _ => Box::pin(BufReader::new(DeflateDecoder::new(from))),
        },
        Coding::Brotli => Box::pin(BufReader::new(BrotliDecoder::new(from))),
        Coding::Zstd => {
            let window = DParameter::window_log_max(ZSTD_WINDOW_LOG);
            let mut decoder = ZstdDecoder::with_params(from, &[window]);
            decoder.multiple_members(true);
            Box::pin(BufReader::new(decoder))
        }
    })
}

fn broken(error: io::Error) -> Broken {
    match error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<Lost>())
    {
        Some(Lost(why)) => Broken::Connection(why.clone()),
        None => Broken::Encoding(error.to_string()),
    }
}

#[cfg(test)]
#[path = "encoding_tests.rs"]
mod tests;
