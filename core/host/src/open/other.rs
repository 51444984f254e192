//! A link of another trusted store to an installed program. Versions stay a matter of the store that it was installed from;
//! but what is opened must be what the link means: the same developer's program (docs/adr/0018).

use std::sync::Arc;
use std::time::Duration;

use tiffin_protocol::ProgramId;
use tiffin_protocol::trust::SeenHead as Seen;

use super::error::OpenError;
use crate::error::{Code, HostError};
use crate::http::Http;
use crate::resolve::{ResolveError, Store};
use crate::shared::Shared;

/// What is here opens as fast as ever: a store that has no say in its versions is not waited for any longer. Long enough for
/// two answers of a store that is well.
const PATIENCE: Duration = Duration::from_secs(1);

/// Refuses what that store says is somebody else's. One that does not answer in time is heard to its end behind what opens,
/// and a good answer is known to the next link.
pub(super) async fn same_program(
    shared: &Arc<Shared>,
    http: &Http,
    program: &ProgramId,
    other: &Arc<Store>,
) -> Result<(), OpenError> {
    let Some(known) = shared.catalog.known(program)? else {
        return Ok(());
    };
    let owned = shared.stores.by_base(&known.store).is_some();
    if !owned || known.store == other.base || shared.catalog.last_head(program, other)?.is_some() {
        return Ok(());
    }
    let question = tokio::spawn(vouched(
        Arc::clone(shared),
        http.clone(),
        program.clone(),
        Arc::clone(other),
        known.developer_key,
    ));
    match tokio::time::timeout(PATIENCE, question).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(error)) => Err(HostError::new(Code::Internal, format!("worker: {error}")).into()),
        Err(_) => {
            tracing::info!(%program, store = other.base, "a link of another store, not answered yet");
            Ok(())
        }
    }
}

async fn vouched(
    shared: Arc<Shared>,
    http: Http,
    program: ProgramId,
    other: Arc<Store>,
    developer_key: String,
) -> Result<(), OpenError> {
    let answer = async {
        let signed = other.head(&http, &program, Seen::default()).await?;
        other.release(&http, signed, Some(&developer_key)).await
    };
    match answer.await {
        Ok(resolved) => Ok(shared.catalog.store_head(&other, &resolved.signed)?),
        Err(ResolveError::Untrusted(fault)) if fault.code == Code::ReleaseDeveloper => {
            Err(ResolveError::Untrusted(fault).into())
        }
        // It may be out of reach, or have dropped the program: what is here is what was opened before.
        Err(error) => {
            tracing::info!(%program, store = other.base, %error, "a link of another store");
            Ok(())
        }
    }
}
