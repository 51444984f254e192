//! A program's own files: what it downloaded or a person picked (`wxfile://tmp/`, gone at its next start) and what it saved
//! (`wxfile://store/`). One folder per program; a path of another program cannot even be written down.
//! Source: developers.weixin.qq.com/miniprogram/dev/framework/ability/file-system.html

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::error::HostError;

/// One file: a large photograph, a short film.
pub(crate) const FILE_BYTES: u64 = 50 * 1024 * 1024;
/// All temporary files of a program, and all it saved (WeChat: 200 MB).
const AREA_BYTES: u64 = 200 * 1024 * 1024;
/// Files of one area: each costs a look at every write.
const AREA_FILES: usize = 1_000;
const EXTENSION_CHARS: usize = 8;

/// The two areas of a program's folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Area {
    Temporary,
    Saved,
}

impl Area {
    fn folder(self) -> &'static str {
        match self {
            Area::Temporary => "tmp",
            Area::Saved => "store",
        }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Files {
    root: PathBuf,
}

impl Files {
    /// No I/O; folders are made when something is written.
    pub(crate) fn new(data_dir: &Path) -> Files {
        Files {
            root: data_dir.join("files"),
        }
    }

    fn folder(&self, program: &str, area: Area) -> PathBuf {
        self.root.join(program).join(area.folder())
    }

    /// At a cold start: what an earlier run left is nobody's. It is only moved out of sight here, since a program waits to
    /// start; [`Files::sweep`] takes it away.
    pub(crate) fn forget_temporary(&self, program: &str) {
        let (from, to) = (self.folder(program, Area::Temporary), self.swept(program));
        if from.exists() && std::fs::rename(&from, to).is_err() {
            // One from before is in the way, or the disk is odd: then it is waited for.
            let _ = std::fs::remove_dir_all(from);
        }
    }

    /// Takes away what [`Files::forget_temporary`] moved. Blocks.
    pub(crate) fn sweep(&self, program: &str) {
        let _ = std::fs::remove_dir_all(self.swept(program));
    }

    fn swept(&self, program: &str) -> PathBuf {
        self.root.join(program).join("swept")
    }

    /// The program goes, and all its files.
    pub(crate) fn remove(&self, program: &str) {
        let _ = std::fs::remove_dir_all(self.root.join(program));
    }

    /// Keeps bytes as a new file; the answer is its `wxfile://` path. `name` gives the ending only.
    pub(crate) fn write(
        &self,
        program: &str,
        area: Area,
        name: &str,
        bytes: &[u8],
    ) -> Result<String, String> {
        let size = bytes.len() as u64;
        if size > FILE_BYTES {
            return Err(format!("file is larger than {FILE_BYTES} bytes"));
        }
        let folder = self.folder(program, area);
        let failed = |error: std::io::Error| {
            let error = HostError::disk("writing a file of a program", &error);
            tracing::warn!(program, %error, "files");
            error.code.as_str().to_owned()
        };
        std::fs::create_dir_all(&folder).map_err(failed)?;
        let (count, used) = usage(&folder);
        if count >= AREA_FILES || used + size > AREA_BYTES {
            return Err("the maximum size of the file storage limit is exceeded".into());
        }
        let mut random = [0_u8; 16];
        getrandom::fill(&mut random).map_err(|error| error.to_string())?;
        let random: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
        let file = format!("{random}{}", ending(name));
        std::fs::write(folder.join(&file), bytes).map_err(failed)?;
        Ok(format!("wxfile://{}/{file}", area.folder()))
    }

    /// Where a `wxfile://` path of this program lies; `None` for anything else.
    pub(crate) fn resolve(&self, program: &str, path: &str) -> Option<PathBuf> {
        let (area, file) = path.strip_prefix("wxfile://")?.split_once('/')?;
        let area = [Area::Temporary, Area::Saved]
            .into_iter()
            .find(|known| known.folder() == area)?;
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.';
        if file.len() > 64 || file.starts_with('.') || !file.chars().all(plain) {
            return None;
        }
        Some(self.folder(program, area).join(file))
    }

    /// The bytes of a program's file, or of a `data:` address (what a canvas gives).
    pub(crate) fn read(&self, program: &str, path: &str) -> Result<Vec<u8>, String> {
        if let Some(data) = path.strip_prefix("data:") {
            let encoded = data.split_once(";base64,").map(|(_, encoded)| encoded);
            let bytes = encoded.and_then(|encoded| STANDARD.decode(encoded).ok());
            return bytes.ok_or_else(|| "invalid file".into());
        }
        let missing = || format!("no such file or directory, open \"{path}\"");
        let found = self.resolve(program, path).ok_or_else(missing)?;
        let size = std::fs::metadata(&found).map_err(|_| missing())?.len();
        if size > FILE_BYTES {
            return Err(format!("file is larger than {FILE_BYTES} bytes"));
        }
        std::fs::read(&found).map_err(|_| missing())
    }

    /// `wx.saveFile`: a temporary file that outlives the program's run. It moves, as on WeChat.
    pub(crate) fn save(&self, program: &str, path: &str) -> Result<String, String> {
        let bytes = self.read(program, path)?;
        let saved = self.write(program, Area::Saved, path, &bytes)?;
        if let Some(old) = self.resolve(program, path) {
            let _ = std::fs::remove_file(old);
        }
        Ok(saved)
    }

    /// Copies what a person picked, as the shell says where it lies.
    pub(crate) fn adopt(&self, program: &str, picked: &Path) -> Result<(String, u64), String> {
        let size = std::fs::metadata(picked)
            .map_err(|error| error.to_string())?
            .len();
        if size > FILE_BYTES {
            return Err(format!("file is larger than {FILE_BYTES} bytes"));
        }
        let bytes = std::fs::read(picked).map_err(|error| error.to_string())?;
        let name = picked.to_string_lossy();
        Ok((self.write(program, Area::Temporary, &name, &bytes)?, size))
    }
}

fn usage(folder: &Path) -> (usize, u64) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return (0, 0);
    };
    entries.flatten().fold((0, 0), |(count, used), entry| {
        (
            count + 1,
            used + entry.metadata().map_or(0, |meta| meta.len()),
        )
    })
}

/// `.png` of a path or address, or of a `data:` address's type; nothing if it is no plain ending.
fn ending(name: &str) -> String {
    let name = match name.strip_prefix("data:image/") {
        Some(data) => format!(".{}", data.split([';', ',']).next().unwrap_or_default()),
        None => name.split(['?', '#']).next().unwrap_or_default().to_owned(),
    };
    let last = name.rsplit('/').next().unwrap_or_default();
    match last.rsplit_once('.') {
        Some((_, after))
            if (1..=EXTENSION_CHARS).contains(&after.len())
                && after.chars().all(|c| c.is_ascii_alphanumeric()) =>
        {
            format!(".{}", after.to_ascii_lowercase())
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn programs_have_files_of_their_own_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::new(folder.path());
        let path = files
            .write(
                "one",
                Area::Temporary,
                "https://a.b/x/Photo.JPG?y=/z.exe",
                b"abc",
            )
            .unwrap();
        assert!(
            path.starts_with("wxfile://tmp/") && path.ends_with(".jpg"),
            "{path}"
        );
        assert_eq!(files.read("one", &path).unwrap(), b"abc");
        assert!(files.read("other", &path).is_err());
        for bad in [
            "wxfile://tmp/../../../tiffin.db",
            "wxfile://tmp/..",
            "wxfile://../one/tmp/a",
            "wxfile://usr/a",
            "/etc/passwd",
            "file:///etc/passwd",
        ] {
            assert_eq!(files.resolve("one", bad), None, "{bad}");
        }
        let saved = files.save("one", &path).unwrap();
        assert!(files.read("one", &path).is_err(), "it moved");
        files.forget_temporary("one");
        assert!(files.swept("one").is_dir(), "it is out of sight at once");
        assert!(files.read("one", &path).is_err());
        files.sweep("one");
        assert!(!files.swept("one").exists(), "and gone when nobody waits");
        assert_eq!(files.read("one", &saved).unwrap(), b"abc");
        assert_eq!(
            files.read("one", "data:image/png;base64,YWJj").unwrap(),
            b"abc"
        );
        files.remove("one");
        assert!(files.read("one", &saved).is_err());
    }
}
