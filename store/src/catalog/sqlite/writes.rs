//! The transactions that write. Each reads what it judges by inside of itself, and notes who it was by.

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use serde::Serialize;
use tiffin_protocol::dsse::VerifyingKey;
use tiffin_protocol::limits::SEQUENCE;
use tiffin_protocol::release::Channel;
use tiffin_protocol::{ProgramId, tokens};

use super::rows::{HEAD, head, releases, signed};
use crate::catalog::audit::{Action, By};
use crate::catalog::error::{CatalogError, Conflict};
use crate::catalog::head::{Pointing, StoredHead};
use crate::catalog::records::NewRelease;
use crate::catalog::rules::follows;

/// Immediate: what it reads stays so until it has written.
fn begin(connection: &mut Connection) -> Result<Transaction<'_>, CatalogError> {
    Ok(connection.transaction_with_behavior(TransactionBehavior::Immediate)?)
}

fn write_audit(
    transaction: &Transaction<'_>,
    by: &By,
    action: Action,
    program: Option<&ProgramId>,
    detail: &str,
) -> Result<(), CatalogError> {
    transaction.execute(
        "INSERT INTO audit (at, who, action, program, detail) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            by.at,
            by.who.to_string(),
            action.to_string(),
            program.map(ProgramId::as_str),
            detail
        ],
    )?;
    Ok(())
}

pub fn add_program(
    connection: &mut Connection,
    by: &By,
    id: &ProgramId,
    name: &str,
    key: &VerifyingKey,
) -> Result<bool, CatalogError> {
    let transaction = begin(connection)?;
    let base64 = key.to_base64();
    let known: Option<String> = transaction
        .query_row(
            "SELECT developer_key FROM program WHERE id = ?1",
            [id.as_str()],
            |r| r.get(0),
        )
        .optional()?;
    match known {
        Some(known) if known == base64 => return Ok(false),
        Some(_) => return Err(Conflict::OtherDeveloper.into()),
        None => {}
    }
    transaction.execute(
        "INSERT INTO program (id, name, developer_key, created) VALUES (?1, ?2, ?3, ?4)",
        params![id.as_str(), name, base64, by.at],
    )?;
    let detail = format!("{name}, developer {}", key.id());
    write_audit(&transaction, by, Action::AddProgram, Some(id), &detail)?;
    transaction.commit()?;
    Ok(true)
}

pub fn add_release(
    connection: &mut Connection,
    by: &By,
    new: &NewRelease,
) -> Result<bool, CatalogError> {
    let transaction = begin(connection)?;
    require_program(&transaction, &new.program)?;
    let released = releases(&transaction, &new.program)?;
    if !follows(&released, new.sequence, &new.version, &new.payload)? {
        return Ok(false);
    }
    let (icon, icon_type) = match &new.icon {
        Some((digest, kind)) => (Some(digest.0), Some(kind.as_str())),
        None => (None, None),
    };
    transaction.execute(
        "INSERT INTO release (program, sequence, version, digest, payload, entry, created,
             name, description, icon, icon_type, channel)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        params![
            new.program.as_str(),
            signed(new.sequence)?,
            new.version,
            new.release.0,
            new.payload.0,
            new.entry,
            by.at,
            new.name,
            new.description,
            icon,
            icon_type,
            new.channel.as_ref().map(Channel::as_str)
        ],
    )?;
    let detail = format!("{} (release {})", new.version, new.sequence);
    write_audit(
        &transaction,
        by,
        Action::AddRelease,
        Some(&new.program),
        &detail,
    )?;
    transaction.commit()?;
    Ok(true)
}

pub fn point_head(
    connection: &mut Connection,
    by: &By,
    (program, channel): (&ProgramId, &Channel),
    expected_revision: u64,
    pointing: &Pointing,
) -> Result<StoredHead, CatalogError> {
    let transaction = begin(connection)?;
    let key = [program.as_str(), channel.as_str()];
    let before = transaction.query_row(HEAD, key, head).optional()?;
    if before.map_or(0, |head| head.revision) != expected_revision {
        return Err(Conflict::HeadMoved.into());
    }
    require_program(&transaction, program)?;
    require_release(&transaction, program, pointing.stable)?;
    if let Some(trial) = &pointing.trial {
        require_release(&transaction, program, trial.sequence)?;
    }
    let revision = expected_revision.saturating_add(1);
    // A minimum beyond what a row holds is above any release: refused below, as any other that is.
    // `issued` stays: the next signature is of a later time than the last, whatever it said.
    transaction.execute(
        "INSERT INTO head (program, channel, revision, sequence, candidate, trial, minimum, recalled, ends_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (program, channel) DO UPDATE SET revision = excluded.revision,
             sequence = excluded.sequence, candidate = excluded.candidate, trial = excluded.trial,
             minimum = excluded.minimum, recalled = excluded.recalled, ends_at = excluded.ends_at,
             envelope = NULL, keyid = NULL, epoch = NULL, expires = NULL",
        params![
            program.as_str(),
            channel.as_str(),
            signed(revision)?,
            signed(pointing.stable)?,
            pointing.trial.as_ref().map(|trial| signed(trial.sequence)).transpose()?,
            pointing.trial.as_ref().map(json).transpose()?,
            signed(pointing.minimum.min(SEQUENCE))?,
            json(&pointing.recalled)?,
            pointing.ends_at.map(|time| time.unix())
        ],
    )?;
    let after = transaction.query_row(HEAD, key, head)?;
    after.check().map_err(Conflict::Head)?;
    if *channel == Channel::RELEASE {
        index(&transaction, program)?;
    }
    write_audit(
        &transaction,
        by,
        Action::PointHead,
        Some(program),
        &told(&after),
    )?;
    transaction.commit()?;
    Ok(after)
}

/// What a head says, in a line for people.
fn told(head: &StoredHead) -> String {
    let mut parts = vec![format!(
        "{}: {} (release {})",
        head.channel, head.stable.version, head.stable.sequence
    )];
    if let Some(candidate) = &head.candidate {
        let paused = if candidate.paused { ", paused" } else { "" };
        let sequence = candidate.target.sequence;
        parts.push(format!(
            "candidate {sequence} for {} %{paused}",
            candidate.percent
        ));
    }
    if head.minimum > 0 {
        parts.push(format!("minimum {}", head.minimum));
    }
    if !head.recalled.is_empty() {
        // All of a thousand would hide the rest of the line.
        let recalled: Vec<_> = head
            .recalled
            .iter()
            .rev()
            .take(10)
            .map(u64::to_string)
            .collect();
        let more = if head.recalled.len() > recalled.len() {
            ", ..."
        } else {
            ""
        };
        parts.push(format!("recalled {}{more}", recalled.join(", ")));
    }
    if let Some(ends_at) = head.ends_at {
        parts.push(format!("ends at {ends_at}"));
    }
    parts.join("; ")
}

/// Makes search know the texts of the stable release.
fn index(transaction: &Transaction<'_>, program: &ProgramId) -> Result<(), CatalogError> {
    let id = program.as_str();
    let (name, description): (String, String) = transaction.query_row(
        "SELECT coalesce(r.name, p.name), coalesce(r.description, '') FROM program p
         JOIN head h ON h.program = p.id AND h.channel = 'release'
         JOIN release r ON r.program = h.program AND r.sequence = h.sequence WHERE p.id = ?1",
        [id],
        |r| Ok((r.get(0)?, r.get(1)?)),
    )?;
    transaction.execute("DELETE FROM search WHERE id = ?1", [id])?;
    transaction.execute(
        "INSERT INTO search (id, name, description, name_alias) VALUES (?1, ?2, ?3, ?4)",
        params![
            id,
            tokens::index_text(&name),
            tokens::index_text(&description),
            tokens::index_text(id)
        ],
    )?;
    Ok(())
}

pub fn store_signed(connection: &mut Connection, heads: &[StoredHead]) -> Result<(), CatalogError> {
    let transaction = begin(connection)?;
    for head in heads {
        let Some(form) = &head.signed else { continue };
        transaction.execute(
            "UPDATE head SET issued = max(issued, ?4), envelope = ?5, keyid = ?6, epoch = ?7, expires = ?8
             WHERE program = ?1 AND channel = ?2 AND revision = ?3",
            params![
                head.program.as_str(),
                head.channel.as_str(),
                signed(head.revision)?,
                head.issued,
                form.envelope,
                form.keyid,
                signed(form.epoch)?,
                form.expires
            ],
        )?;
    }
    Ok(transaction.commit()?)
}

pub fn add_root(
    connection: &mut Connection,
    by: &By,
    version: u64,
    envelope: &[u8],
) -> Result<(), CatalogError> {
    let number = signed(version)?;
    let transaction = begin(connection)?;
    let known: Option<Vec<u8>> = transaction
        .query_row(
            "SELECT envelope FROM root WHERE version = ?1",
            [number],
            |r| r.get(0),
        )
        .optional()?;
    match known {
        Some(known) if known == envelope => return Ok(()),
        Some(_) => return Err(Conflict::Root.into()),
        None => {}
    }
    transaction.execute(
        "INSERT INTO root (version, envelope) VALUES (?1, ?2)",
        params![number, envelope],
    )?;
    write_audit(
        &transaction,
        by,
        Action::AddRoot,
        None,
        &format!("version {version}"),
    )?;
    Ok(transaction.commit()?)
}

fn require_program(transaction: &Transaction<'_>, id: &ProgramId) -> Result<(), CatalogError> {
    let found = transaction
        .query_row("SELECT 1 FROM program WHERE id = ?1", [id.as_str()], |_| {
            Ok(())
        })
        .optional()?;
    Ok(found.ok_or(Conflict::NoProgram)?)
}

fn require_release(
    transaction: &Transaction<'_>,
    id: &ProgramId,
    sequence: u64,
) -> Result<(), CatalogError> {
    let missing = Conflict::NoRelease { sequence };
    // No row has a sequence that does not fit.
    let Ok(number) = signed(sequence) else {
        return Err(missing.into());
    };
    let found = transaction
        .query_row(
            "SELECT 1 FROM release WHERE program = ?1 AND sequence = ?2",
            params![id.as_str(), number],
            |_| Ok(()),
        )
        .optional()?;
    Ok(found.ok_or(missing)?)
}

/// As the columns `recalled` and `trial` have it.
fn json(value: &impl Serialize) -> Result<String, CatalogError> {
    serde_json::to_string(value).map_err(|e| CatalogError::Damaged(e.to_string()))
}
