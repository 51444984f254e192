//! What the tests feed to a parser, good and bad, is also where fuzzing starts: with `TIFFIN_SEEDS` set to a folder, each
//! example is kept there, one folder a fuzz target (scripts/fuzz).

use std::path::PathBuf;

use tiffin_protocol::Sha256;

/// Longer examples test a bound on size, which mutations of them would not pass either.
const MAX: usize = 64 * 1024;

pub fn keep(target: &str, bytes: &[u8]) {
    let Some(folder) = std::env::var_os("TIFFIN_SEEDS").map(PathBuf::from) else {
        return;
    };
    if bytes.len() > MAX {
        return;
    }
    let folder = folder.join(target);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(Sha256::of(bytes).hex()), bytes).unwrap();
}
