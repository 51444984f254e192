//! What a program gets without leaving its thread: storage and system information.

use std::sync::Arc;

use serde_json::Value;
use tiffin_protocol::ProgramId;
use tiffin_runtime::{PageId, SyncPort};

use crate::capability::NOT_SUPPORTED;
use crate::capability::storage::Storage;
use crate::capability::system::System;
use crate::instance::Instance;
use crate::shared::Shared;

/// System information of one program.
pub(in crate::driver) fn system_of(shared: &Shared, instance: &Instance) -> System {
    System {
        metrics: Arc::clone(&instance.metrics),
        program: instance.program.to_string(),
        version: instance.loaded.release.version.clone(),
        host_name: shared.settings.name.clone(),
        darkmode: instance.app.app.as_ref().is_some_and(|app| app.darkmode),
    }
}

pub(in crate::driver) fn storage_of(shared: &Shared, program: &ProgramId) -> Storage {
    Storage {
        db: Arc::clone(&shared.db),
        program: program.to_string(),
        quota: shared.settings.limits.storage_bytes,
        value_quota: shared.settings.limits.storage_value_bytes,
    }
}

/// What a program gets without leaving its thread.
pub(in crate::driver) struct Port {
    pub shared: Arc<Shared>,
    pub storage: Storage,
    pub system: System,
}

impl SyncPort for Port {
    fn call(
        &mut self,
        page: Option<PageId>,
        name: &str,
        args_json: &str,
    ) -> Result<String, String> {
        let args: Value = serde_json::from_str(args_json).unwrap_or(Value::Null);
        let list = args.as_array().map(Vec::as_slice).unwrap_or_default();
        if let Some(result) = self.storage.call_sync(name, list) {
            return result;
        }
        match self.system.call(&self.shared.environment(), page, name) {
            Some(value) => Ok(value.to_string()),
            None => Err(NOT_SUPPORTED.into()),
        }
    }
}
