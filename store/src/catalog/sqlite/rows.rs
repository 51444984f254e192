//! Rows as values: the questions that are asked of the tables, and how their answers are read.

use rusqlite::{Connection, Row};
use tiffin_protocol::dsse::VerifyingKey;
use tiffin_protocol::release::{Channel, Target};
use tiffin_protocol::time::Time;
use tiffin_protocol::{ProgramId, Sha256};

use crate::catalog::audit::Change;
use crate::catalog::error::CatalogError;
use crate::catalog::head::{Signed, StoredHead, Trial};
use crate::catalog::records::{Program, Stable, StoredRelease, Unfinished};

/// Programs with what the head for everybody names. Releases from before texts were kept with each have none.
pub const PROGRAM: &str = "SELECT p.id, coalesce(r.name, p.name), coalesce(r.description, ''),
        p.developer_key, r.icon, r.icon_type, h.sequence, r.version, r.digest, r.entry,
        EXISTS (SELECT 1 FROM json_each(h.recalled) WHERE value = h.sequence) AS withdrawn
    FROM program p
    LEFT JOIN head h ON h.program = p.id AND h.channel = 'release'
    LEFT JOIN release r ON r.program = h.program AND r.sequence = h.sequence";

/// The head of a program and a channel.
pub const HEAD: &str =
    "SELECT h.program, h.channel, h.revision, h.minimum, h.recalled, h.ends_at, h.issued,
        s.sequence, s.version, s.digest, c.sequence, c.version, c.digest, h.trial,
        h.envelope, h.keyid, h.epoch, h.expires
    FROM head h
    JOIN release s ON s.program = h.program AND s.sequence = h.sequence
    LEFT JOIN release c ON c.program = h.program AND c.sequence = h.candidate
    WHERE h.program = ?1 AND h.channel = ?2";

/// The history of a program, or of all, the last first.
pub const CHANGE: &str = "SELECT at, who, action, program, detail FROM audit
    WHERE ?1 IS NULL OR program = ?1 ORDER BY number DESC LIMIT ?2";

/// Releases that were added for a channel whose head does not name them yet.
pub const UNFINISHED: &str = "SELECT r.program, r.channel, max(r.sequence) FROM release r
    LEFT JOIN head h ON h.program = r.program AND h.channel = r.channel
    WHERE r.channel IS NOT NULL AND (h.sequence IS NULL OR h.sequence < r.sequence)
        AND (?1 IS NULL OR r.program = ?1)
    GROUP BY r.program, r.channel";

pub fn unfinished(r: &Row<'_>) -> rusqlite::Result<Unfinished> {
    Ok(Unfinished {
        program: id(r, 0)?,
        channel: channel(r, 1)?,
        sequence: unsigned(r, 2)?,
    })
}

pub fn program(r: &Row<'_>) -> rusqlite::Result<Program> {
    let key: String = r.get(3)?;
    let icon: Option<[u8; 32]> = r.get(4)?;
    let kind: Option<String> = r.get(5)?;
    let sequence: Option<i64> = r.get(6)?;
    let stable = match sequence {
        Some(_) => Some(Stable {
            sequence: unsigned(r, 6)?,
            version: r.get(7)?,
            release: Sha256(r.get(8)?),
            entry: r.get(9)?,
            withdrawn: r.get(10)?,
        }),
        None => None,
    };
    Ok(Program {
        id: id(r, 0)?,
        name: r.get(1)?,
        description: r.get(2)?,
        developer_key: VerifyingKey::from_base64(&key).map_err(|e| broken(3, e))?,
        icon: icon.map(Sha256).zip(kind),
        stable,
    })
}

pub fn head(r: &Row<'_>) -> rusqlite::Result<StoredHead> {
    let recalled: String = r.get(4)?;
    let ends_at: Option<i64> = r.get(5)?;
    let trial: Option<String> = r.get(13)?;
    let trial: Option<Trial> = trial
        .map(|text| serde_json::from_str(&text).map_err(|e| broken(13, e)))
        .transpose()?;
    let candidate = match (r.get::<_, Option<i64>>(10)?, trial) {
        (Some(_), Some(trial)) => Some(trial.candidate(target(r, 10)?)),
        _ => None,
    };
    let envelope: Option<Vec<u8>> = r.get(14)?;
    let signed = match envelope {
        Some(envelope) => Some(Signed {
            envelope,
            keyid: r.get(15)?,
            epoch: unsigned(r, 16)?,
            expires: r.get(17)?,
        }),
        None => None,
    };
    Ok(StoredHead {
        program: id(r, 0)?,
        channel: channel(r, 1)?,
        revision: unsigned(r, 2)?,
        stable: target(r, 7)?,
        candidate,
        minimum: unsigned(r, 3)?,
        recalled: serde_json::from_str(&recalled).map_err(|e| broken(4, e))?,
        ends_at: ends_at.and_then(Time::from_unix),
        issued: r.get(6)?,
        signed,
    })
}

/// Three columns: sequence, version, digest.
fn target(r: &Row<'_>, column: usize) -> rusqlite::Result<Target> {
    Ok(Target {
        sequence: unsigned(r, column)?,
        version: r.get(column + 1)?,
        release: Sha256(r.get(column + 2)?),
    })
}

pub fn change(r: &Row<'_>) -> rusqlite::Result<Change> {
    let action: String = r.get(2)?;
    let program: Option<String> = r.get(3)?;
    Ok(Change {
        at: r.get(0)?,
        who: r.get(1)?,
        action: action.parse().map_err(|e| broken(2, e))?,
        program: program
            .map(|text| text.parse().map_err(|e| broken(3, e)))
            .transpose()?,
        detail: r.get(4)?,
    })
}

/// All releases of a program, by sequence.
pub fn releases(
    connection: &Connection,
    id: &ProgramId,
) -> Result<Vec<StoredRelease>, CatalogError> {
    let mut statement = connection.prepare_cached(
        "SELECT sequence, version, digest, payload FROM release WHERE program = ?1 ORDER BY sequence",
    )?;
    let rows = statement.query_map([id.as_str()], |r| {
        Ok(StoredRelease {
            sequence: unsigned(r, 0)?,
            version: r.get(1)?,
            release: Sha256(r.get(2)?),
            payload: Sha256(r.get(3)?),
        })
    })?;
    Ok(rows.collect::<Result<Vec<_>, _>>()?)
}

fn id(r: &Row<'_>, column: usize) -> rusqlite::Result<ProgramId> {
    let text: String = r.get(column)?;
    text.parse().map_err(|e| broken(column, e))
}

fn channel(r: &Row<'_>, column: usize) -> rusqlite::Result<Channel> {
    let text: String = r.get(column)?;
    text.parse().map_err(|e| broken(column, e))
}

fn unsigned(r: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let number: i64 = r.get(column)?;
    u64::try_from(number).map_err(|e| broken(column, e))
}

fn broken(
    column: usize,
    e: impl Into<Box<dyn std::error::Error + Send + Sync + 'static>>,
) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, e.into())
}

/// SQLite's integers are signed; statements with larger ones are refused before they come here.
pub fn signed(number: u64) -> Result<i64, CatalogError> {
    i64::try_from(number).map_err(|_| CatalogError::Damaged(format!("{number} is too large")))
}
