//! One package from a store into staging. zstd on the wire; what broke off goes on where it stopped (Range), if it came as
//! it is: where in somebody's encoding it stopped, nobody can say. The size is known from the signed release, so nothing
//! larger is ever written, compressed or not.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use reqwest::StatusCode;
use reqwest::header::{CONTENT_RANGE, HeaderMap, RANGE};
use tiffin_protocol::Sha256;
use tiffin_protocol::release::PackageEntry;
use tokio::fs::File;
use tokio::io::AsyncWriteExt;

use super::blocking;
use super::error::InstallError;
use crate::cache::Cache;
use crate::encoding::{Broken, codings};
use crate::error::Code;
use crate::http::{Answer, Http, body, refusal, unreachable};
use crate::resolve::{Store, blob_url};

/// A connection that gives nothing for this long is dead.
const STALL: Duration = Duration::from_secs(20);
/// Attempts to go on after a break.
const ATTEMPTS: u32 = 4;
/// zstd of incompressible data is a little larger than the data.
const WIRE_SLACK: u64 = 64 * 1024;

/// What a transfer came to.
enum Transfer {
    Done,
    /// The store has no compressed form.
    Missing,
}

/// The package's ZIP in staging, its digest checked.
pub(super) async fn package(
    http: &Http,
    store: &Store,
    cache: &Arc<Cache>,
    entry: &PackageEntry,
    report: &(dyn Fn(u64) + Send + Sync),
) -> Result<PathBuf, InstallError> {
    let zip = cache.staged(&entry.sha256, "zip");
    let wire = cache.staged(&entry.sha256, "zst.part");
    let limit = entry.size + WIRE_SLACK;
    match transfer(
        http,
        &blob_url(store, &entry.sha256, true),
        &wire,
        limit,
        report,
    )
    .await?
    {
        Transfer::Done => {
            let (from, to, size) = (wire.clone(), zip.clone(), entry.size);
            let unpacked = blocking(move || unpack(&from, &to, size)).await;
            // Good or bad, these bytes are not needed again.
            let _ = tokio::fs::remove_file(&wire).await;
            if unpacked.is_err() {
                let _ = tokio::fs::remove_file(&zip).await;
            }
            unpacked?;
        }
        Transfer::Missing => {
            let part = cache.staged(&entry.sha256, "zip.part");
            let url = blob_url(store, &entry.sha256, false);
            match transfer(http, &url, &part, entry.size, report).await? {
                Transfer::Done => tokio::fs::rename(&part, &zip)
                    .await
                    .map_err(|error| InstallError::disk("staging a package", &error))?,
                Transfer::Missing => return Err(InstallError::NotThere(url)),
            }
        }
    }
    let (path, expected) = (zip.clone(), entry.clone());
    blocking(move || digest(&path, &expected)).await?;
    Ok(zip)
}

/// Gets an address into a file, resuming what is there.
async fn transfer(
    http: &Http,
    url: &str,
    part: &Path,
    limit: u64,
    report: &(dyn Fn(u64) + Send + Sync),
) -> Result<Transfer, InstallError> {
    let mut last = interrupted(url, "no try");
    for attempt in 0..ATTEMPTS {
        if attempt > 0 {
            tokio::time::sleep(Duration::from_millis(200 << attempt)).await;
        }
        match once(http, url, part, limit, report).await {
            Err(error @ InstallError::Interrupted { .. }) => last = error,
            other => return other,
        }
    }
    Err(last)
}

async fn once(
    http: &Http,
    url: &str,
    part: &Path,
    limit: u64,
    report: &(dyn Fn(u64) + Send + Sync),
) -> Result<Transfer, InstallError> {
    let have = tokio::fs::metadata(part).await.map_or(0, |meta| meta.len());
    let mut request = http.get(url);
    if have > 0 {
        request = request.header(RANGE, format!("bytes={have}-"));
    }
    let response = tokio::time::timeout(STALL, request.send())
        .await
        .map_err(|_| interrupted(url, "no answer"))?
        .map_err(|error| {
            if have > 0 {
                interrupted(url, &error.to_string())
            } else {
                InstallError::Asking(unreachable(url, &error))
            }
        })?;
    let (status, headers) = (response.status(), response.headers().clone());
    let disk = |error: std::io::Error| InstallError::disk("staging a package", &error);
    let mut done = match status {
        StatusCode::PARTIAL_CONTENT if have > 0 && goes_on(&headers, have) => have,
        StatusCode::PARTIAL_CONTENT if have > 0 => {
            // Another part than was asked for, or one in an encoding: from the beginning, then.
            tokio::fs::remove_file(part).await.map_err(disk)?;
            return Err(interrupted(url, "the rest does not fit what is here"));
        }
        StatusCode::OK => 0,
        // Everything was there already, or the part is longer than the whole: the digest will tell.
        StatusCode::RANGE_NOT_SATISFIABLE if have > 0 => return Ok(Transfer::Done),
        // The other form is asked for next, whoever says that this one is not there.
        StatusCode::NOT_FOUND if url.ends_with(".zst") => return Ok(Transfer::Missing),
        _ => {
            let refused = refusal(url, response).await;
            return refused
                .map(|_| Transfer::Missing)
                .map_err(InstallError::Asking);
        }
    };
    let (mut stream, encoded) = body(url, response).map_err(InstallError::Asking)?;
    let mut file: Option<File> = None;
    loop {
        let next = tokio::time::timeout(STALL, stream.next())
            .await
            .unwrap_or_else(|_| Some(Err(Broken::Connection("stalled".into()))));
        let chunk = match next {
            None => break,
            Some(Ok(chunk)) => chunk,
            Some(Err(error)) => {
                if let Some(mut file) = file {
                    file.flush().await.map_err(disk)?;
                    if encoded {
                        file.set_len(0).await.map_err(disk)?;
                    }
                }
                return Err(interrupted(url, &error.to_string()));
            }
        };
        let file = match &mut file {
            Some(file) => file,
            None => {
                let answer = Answer {
                    url,
                    status,
                    headers: &headers,
                    body: &chunk,
                };
                if done == 0 && answer.is_page() {
                    return Err(InstallError::Asking(answer.error(Code::NetworkPortal)));
                }
                // Only now: what somebody else answers takes nothing of what is here.
                file.insert(open(part, done).await.map_err(disk)?)
            }
        };
        done += chunk.len() as u64;
        if done > limit {
            let _ = tokio::fs::remove_file(part).await;
            return Err(InstallError::Size(format!(
                "{url}: more than {limit} bytes"
            )));
        }
        file.write_all(&chunk).await.map_err(disk)?;
        report(done);
    }
    match file {
        Some(mut file) => file.flush().await.map_err(disk)?,
        // Not a byte: what is here is all there is.
        None => drop(open(part, done).await.map_err(disk)?),
    }
    Ok(Transfer::Done)
}

/// The part, cut to what is kept of it, to be written on.
async fn open(part: &Path, keep: u64) -> std::io::Result<File> {
    let mut options = tokio::fs::OpenOptions::new();
    let file = options.create(true).append(true).open(part).await?;
    if file.metadata().await?.len() > keep {
        file.set_len(keep).await?;
    }
    Ok(file)
}

/// Whether an answer goes on after so many bytes of the file itself.
fn goes_on(headers: &HeaderMap, have: u64) -> bool {
    if !codings(headers).is_ok_and(|codings| codings.is_empty()) {
        return false;
    }
    // RFC 9110, 14.4: `bytes 200-1023/146515`. Where it is missing the digest tells.
    let Some(range) = headers.get(CONTENT_RANGE) else {
        return true;
    };
    let first = range
        .to_str()
        .ok()
        .and_then(|range| range.strip_prefix("bytes "));
    let first = first
        .and_then(|range| range.split_once('-'))
        .map(|(first, _)| first.parse());
    first == Some(Ok(have))
}

fn interrupted(url: &str, why: &str) -> InstallError {
    InstallError::Interrupted {
        url: url.to_owned(),
        why: why.to_owned(),
    }
}

/// Unpacks at most the signed size: a bomb ends there.
fn unpack(from: &Path, to: &Path, size: u64) -> Result<(), InstallError> {
    let disk = |error: std::io::Error| InstallError::disk("unpacking a package", &error);
    let source = std::fs::File::open(from).map_err(disk)?;
    let broken = |error: std::io::Error| InstallError::Digest(format!("zstd: {error}"));
    let mut decoder = zstd::stream::read::Decoder::new(source).map_err(broken)?;
    let mut bytes = Vec::new();
    decoder
        .by_ref()
        .take(size + 1)
        .read_to_end(&mut bytes)
        .map_err(broken)?;
    if bytes.len() as u64 != size {
        return Err(InstallError::Size(format!(
            "{} bytes, signed {size}",
            bytes.len()
        )));
    }
    std::fs::write(to, &bytes).map_err(disk)
}

fn digest(path: &Path, entry: &PackageEntry) -> Result<(), InstallError> {
    let bytes =
        std::fs::read(path).map_err(|error| InstallError::disk("reading a package", &error))?;
    let wrong = if bytes.len() as u64 != entry.size {
        Some(InstallError::Size(format!(
            "{} bytes, signed {}",
            bytes.len(),
            entry.size
        )))
    } else if Sha256::of(&bytes) != entry.sha256 {
        Some(InstallError::Digest(entry.name.clone()))
    } else {
        None
    };
    match wrong {
        None => Ok(()),
        Some(error) => {
            let _ = std::fs::remove_file(path);
            Err(error)
        }
    }
}
