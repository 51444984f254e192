//! Each encoding, two upon each other, cut, false, and far larger than it came.
#![allow(clippy::unwrap_used)]

use async_compression::tokio::bufread as enc;
use reqwest::header::HeaderValue;
use tokio::io::AsyncReadExt;

use super::*;

async fn encoded(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    match name {
        "gzip" => enc::GzipEncoder::new(bytes).read_to_end(&mut out).await,
        "deflate" => enc::ZlibEncoder::new(bytes).read_to_end(&mut out).await,
        "bare" => enc::DeflateEncoder::new(bytes).read_to_end(&mut out).await,
        "br" => enc::BrotliEncoder::new(bytes).read_to_end(&mut out).await,
        _ => enc::ZstdEncoder::new(bytes).read_to_end(&mut out).await,
    }
    .unwrap();
    out
}

fn named(value: &str) -> Result<Vec<Coding>, String> {
    let mut headers = HeaderMap::new();
    headers.append(CONTENT_ENCODING, HeaderValue::from_str(value).unwrap());
    codings(&headers)
}

async fn read(value: &str, bytes: Vec<u8>, max: usize) -> Result<Vec<u8>, Broken> {
    // One byte at a time: no decoder may need more at once.
    let pieces: Vec<_> = bytes.chunks(1).map(Bytes::copy_from_slice).collect();
    let pieces = stream::iter(pieces.into_iter().map(Ok::<_, String>));
    let mut body = decoded(named(value).unwrap(), pieces);
    let mut all = Vec::new();
    while let Some(piece) = body.next().await {
        all.extend_from_slice(&piece?);
        if all.len() > max {
            break;
        }
    }
    Ok(all)
}

#[tokio::test]
async fn every_encoding_gives_the_bytes_that_were_encoded() {
    let text: Vec<u8> = (0..100_000_u32)
        .flat_map(|n| (n % 977).to_le_bytes())
        .collect();
    for (name, how) in [
        ("gzip", "gzip"),
        ("X-GZIP", "gzip"),
        ("deflate", "deflate"),
        ("deflate", "bare"),
        ("br", "br"),
        ("zstd", "zstd"),
    ] {
        let coded = encoded(how, &text).await;
        assert_eq!(
            read(name, coded, usize::MAX).await,
            Ok(text.clone()),
            "{name} {how}"
        );
    }
    let twice = encoded("gzip", &encoded("br", &text).await).await;
    assert_eq!(read("br, gzip", twice, usize::MAX).await, Ok(text.clone()));
    let mut members = encoded("gzip", b"one ").await;
    members.extend(encoded("gzip", b"two").await);
    assert_eq!(
        read("gzip", members, usize::MAX).await,
        Ok(b"one two".to_vec())
    );
    assert_eq!(read("identity", text.clone(), usize::MAX).await, Ok(text));
}

#[tokio::test]
async fn nothing_at_all_is_nothing_whatever_it_is_encoded_in() {
    for name in ["gzip", "deflate", "br", "zstd", "br, gzip"] {
        assert_eq!(
            read(name, Vec::new(), usize::MAX).await,
            Ok(Vec::new()),
            "{name}"
        );
    }
}

#[tokio::test]
async fn what_is_cut_or_false_is_an_error_of_the_encoding_and_never_a_shorter_text() {
    let text = vec![7; 50_000];
    for name in ["gzip", "deflate", "br", "zstd"] {
        let mut coded = encoded(name, &text).await;
        coded.truncate(coded.len() - 3);
        let cut = read(name, coded, usize::MAX).await;
        assert!(matches!(cut, Err(Broken::Encoding(_))), "{name}: {cut:?}");
        let html = read(name, b"\xff<html>not encoded</html>".to_vec(), usize::MAX).await;
        assert!(matches!(html, Err(Broken::Encoding(_))), "{name}: {html:?}");
    }
}

#[tokio::test]
async fn a_bomb_comes_in_pieces_so_that_its_reader_can_stop() {
    let bomb = vec![0; 8 << 20];
    for name in ["gzip", "br", "zstd"] {
        let coded = encoded(name, &bomb).await;
        let got = read(name, coded, 1 << 20).await.unwrap();
        assert!(got.len() <= (1 << 20) + PIECE, "{name}: {}", got.len());
    }
}

#[tokio::test]
async fn a_zstd_window_larger_than_http_allows_is_refused() {
    let window = [async_compression::zstd::CParameter::window_log(27)];
    let level = async_compression::Level::Default;
    let text = vec![0; 1000];
    let mut encoder = enc::ZstdEncoder::with_quality_and_params(text.as_slice(), level, &window);
    let mut coded = Vec::new();
    encoder.read_to_end(&mut coded).await.unwrap();
    let got = read("zstd", coded, usize::MAX).await;
    assert!(matches!(got, Err(Broken::Encoding(_))), "{got:?}");
}

#[tokio::test]
async fn a_connection_that_broke_is_not_taken_for_a_bad_encoding() {
    let coded = encoded("gzip", &[1; 5_000]).await;
    let half = Bytes::copy_from_slice(coded.get(..12).unwrap());
    let pieces = stream::iter([Ok(half), Err("reset")]);
    let mut body = decoded(vec![Coding::Gzip], pieces);
    let mut last = None;
    while let Some(piece) = body.next().await {
        last = Some(piece);
    }
    assert_eq!(last, Some(Err(Broken::Connection("reset".into()))));
}

#[test]
fn unknown_encodings_and_towers_of_them_are_named() {
    assert_eq!(named("compress"), Err("compress".into()));
    assert_eq!(named("gzip, gzip, gzip"), Err("3 encodings".into()));
    assert_eq!(named(" , identity,"), Ok(Vec::new()));
}
