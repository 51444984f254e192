//! An unpacked program as a source of code, and a port that answers what a start asks: what measurements run a program with.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use serde_json::json;
use tiffin_runtime::{CodeError, CodeSource, PageId, SyncPort};

/// Bytecode by its key, for as many starts as share it.
pub type Kept = Arc<Mutex<HashMap<String, Vec<u8>>>>;

/// Holds one folder per package (`main/`).
pub struct Folder {
    pub folder: PathBuf,
    pub kept: Kept,
}

impl CodeSource for Folder {
    fn installed(&mut self, package: &str) -> bool {
        self.folder.join(package).is_dir()
    }
    fn file(&mut self, package: &str, path: &str) -> Result<Vec<u8>, CodeError> {
        let file = self.folder.join(package).join(path);
        std::fs::read(&file).map_err(|_| CodeError::NotFound(format!("{package}:{path}")))
    }
    fn bytecode(&mut self, key: &str) -> Option<Vec<u8>> {
        self.kept.lock().unwrap().get(key).cloned()
    }
    fn store_bytecode(&mut self, key: &str, bytes: &[u8]) {
        self.kept
            .lock()
            .unwrap()
            .insert(key.to_owned(), bytes.to_vec());
    }
}

pub struct Port;

impl SyncPort for Port {
    fn call(&mut self, _: Option<PageId>, _: &str, _: &str) -> Result<String, String> {
        Ok(
            json!({"windowWidth": 390, "windowHeight": 800, "language": "en", "theme": "light"})
                .to_string(),
        )
    }
}
