//! Changing a head when others do too: read, decide, write if nobody was faster, else again.

use tiffin_protocol::ProgramId;
use tiffin_protocol::release::Channel;

use super::audit::By;
use super::error::{CatalogError, Conflict};
use super::head::{Pointing, StoredHead};
use super::interface::Catalog;

/// Times that a change is tried. Each failure means that another succeeded, so only more writers of one program than
/// this, all at once, could make one fail.
const TRIES: usize = 32;

/// Writes what `decide` makes of the present head. `decide` runs again on what is there then, if another change came
/// between; with `Ok(None)` nothing is written, and the present head is the answer.
///
/// # Errors
/// What `decide` refuses; [`Conflict::HeadMoved`] after so many attempts.
pub async fn change_head(
    catalog: &dyn Catalog,
    by: By,
    program: &ProgramId,
    channel: Channel,
    decide: impl Fn(Option<&StoredHead>) -> Result<Option<Pointing>, Conflict> + Send + Sync,
) -> Result<Option<StoredHead>, CatalogError> {
    for _ in 0..TRIES {
        let heads = catalog
            .heads(vec![program.clone()], channel.clone())
            .await?;
        let before = heads.into_iter().next();
        let Some(pointing) = decide(before.as_ref())? else {
            return Ok(before);
        };
        let revision = before.map_or(0, |head| head.revision);
        let (id, channel) = (program.clone(), channel.clone());
        match catalog
            .point_head(by.clone(), id, channel, revision, pointing)
            .await
        {
            Err(CatalogError::Conflict(Conflict::HeadMoved)) => {}
            other => return other.map(Some),
        }
    }
    Err(Conflict::HeadMoved.into())
}
