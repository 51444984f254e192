//! The folder that everything on the device lies in: one host at a time, and none that is older than what made it. Its
//! format is a plain file beside the database, so that it can be read before anything else is.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::error::{Code, HostError};

/// A host that is just ending lets go of its folder within this time.
const PATIENCE: Duration = Duration::from_millis(1_500);
/// More than a number in it is not ours.
const FORMAT_BYTES: u64 = 32;

/// A folder that this host may use.
pub(crate) struct DataDir {
    path: PathBuf,
    /// Held for the life of the host, so that a second one does not use the same folder.
    lock: File,
}

impl DataDir {
    /// Makes the folder if it is missing, and takes it for this host. `format` is the one that this host writes.
    ///
    /// # Errors
    /// `host.data_newer`, without having touched anything; `host.busy`; `disk.*`.
    pub(crate) fn open(path: &Path, format: usize) -> Result<DataDir, HostError> {
        refuse_newer(path, format)?;
        std::fs::create_dir_all(path)
            .map_err(|error| HostError::disk(&format!("making {}", path.display()), &error))?;
        let lock = lock(path)?;
        // Another host may have been at work until just now.
        refuse_newer(path, format)?;
        let data_dir = DataDir {
            path: path.to_owned(),
            lock,
        };
        data_dir.write_format(format)?;
        Ok(data_dir)
    }

    /// The lock, to be held as long as the folder is used.
    pub(crate) fn into_lock(self) -> File {
        self.lock
    }

    /// Before the database takes its new form: an older app must not find that form without this number.
    fn write_format(&self, format: usize) -> Result<(), HostError> {
        if read_format(&self.path) == Some(format) {
            return Ok(());
        }
        let target = self.path.join("format");
        let staged = self.path.join("format.new");
        let written = File::create(&staged)
            .and_then(|mut file| {
                file.write_all(format!("{format}\n").as_bytes())?;
                file.sync_all()
            })
            .and_then(|()| std::fs::rename(&staged, &target));
        written.map_err(|error| HostError::disk(&format!("{}", target.display()), &error))
    }
}

fn refuse_newer(path: &Path, format: usize) -> Result<(), HostError> {
    match read_format(path) {
        Some(found) if found > format => Err(HostError::new(
            Code::HostDataNewer,
            format!("{}: format {found}, this app has {format}", path.display()),
        )),
        _ => Ok(()),
    }
}

/// `None` for a folder without one, and for a file that is no number: the database has its own.
fn read_format(path: &Path) -> Option<usize> {
    let path = path.join("format");
    let size = std::fs::metadata(&path).ok()?.len();
    let text = (size <= FORMAT_BYTES).then(|| std::fs::read_to_string(&path).ok())?;
    text?.trim().parse().ok()
}

fn lock(data_dir: &Path) -> Result<File, HostError> {
    let path = data_dir.join("lock");
    let file = File::create(&path)
        .map_err(|error| HostError::disk(&format!("{}", path.display()), &error))?;
    let deadline = Instant::now() + PATIENCE;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(std::fs::TryLockError::WouldBlock) if Instant::now() < deadline => {
                std::thread::sleep(Duration::from_millis(20));
            }
            Err(std::fs::TryLockError::WouldBlock) => {
                let detail = format!("{} is used by another host", data_dir.display());
                return Err(HostError::new(Code::HostBusy, detail));
            }
            // File systems without locks: nothing is gained by refusing to start.
            Err(std::fs::TryLockError::Error(_)) => return Ok(file),
        }
    }
}
