//! What rows of the catalog's tables are, read.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension};
use tiffin_protocol::release::Release;
use tiffin_protocol::time::Time;
use tiffin_protocol::{ProgramId, Sha256};

use crate::error::HostError;
use crate::update::known::{FailedStart, Version};

/// The packages that a stored statement names, whoever signed it.
pub(super) fn packages_of(envelope: &[u8]) -> tiffin_protocol::error::Result<Vec<Sha256>> {
    let payload = tiffin_protocol::dsse::Envelope::parse(envelope)?.unverified_payload()?;
    let release = Release::parse(&payload)?;
    Ok(release.packages.iter().map(|entry| entry.sha256).collect())
}

pub(super) fn failed(
    db: &Connection,
    program: &ProgramId,
) -> Result<BTreeMap<Sha256, FailedStart>, HostError> {
    let mut statement =
        db.prepare_cached("SELECT digest, count, again FROM failed_release WHERE program = ?1")?;
    let rows = statement.query_map([program.as_str()], |row| {
        let again = Time::from_unix(row.get(2)?);
        Ok((digest(&row.get::<_, String>(0)?)?, row.get(1)?, again))
    })?;
    let mut failed = BTreeMap::new();
    for row in rows {
        let (digest, count, again) = row?;
        if let Some(again) = again {
            failed.insert(digest, FailedStart { count, again });
        }
    }
    Ok(failed)
}

pub(super) fn digest(text: &str) -> rusqlite::Result<Sha256> {
    text.parse().map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(error))
    })
}

pub(super) fn version_of(
    tx: &Connection,
    digest: Option<String>,
) -> rusqlite::Result<Option<Version>> {
    let Some(digest) = digest else {
        return Ok(None);
    };
    let row = tx
        .prepare_cached("SELECT sequence, epoch FROM release WHERE digest = ?1")?
        .query_row([&digest], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let digest = self::digest(&digest)?;
    Ok(row.map(|(sequence, epoch)| Version {
        digest,
        sequence,
        epoch,
    }))
}
