//! Blobs: immutable bytes named by their SHA-256, each kept twice, as they are and as zstd.
//!
//! Kept by `object_store`, so that a folder here can be S3 elsewhere and any CDN can serve them. A blob
//! appears under its name only when it is whole and its digest was checked; until then its bytes are in
//! a staging file (or an unfinished multipart upload) that nothing can address.

mod codec;
mod upload;

use std::fs::File;
use std::io::{Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use futures_util::StreamExt;
use object_store::local::LocalFileSystem;
use object_store::{
    GetOptions, GetRange, GetResult, GetResultPayload, ObjectStore, ObjectStoreExt,
};
use tiffin_protocol::Sha256;

pub use codec::{IntakeError, Wire};
pub use upload::UploadError;

/// Which of the two representations of a blob.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The bytes whose digest is the name.
    Plain,
    /// One zstd frame of them.
    Zstd,
}

/// Where blobs are kept. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Blobs {
    objects: Arc<dyn ObjectStore>,
    limit: u64,
}

impl Blobs {
    /// Blobs in a folder, made if absent. Left-overs of uploads that were cut off by the end of an
    /// earlier process are removed.
    pub fn folder(path: &Path, limit: u64) -> Result<Self, object_store::Error> {
        let failed = |source| object_store::Error::Generic {
            store: "folder",
            source,
        };
        std::fs::create_dir_all(path).map_err(|e| failed(Box::new(e)))?;
        sweep(path).map_err(|e| failed(Box::new(e)))?;
        let objects = LocalFileSystem::new_with_prefix(path)?.with_fsync(true);
        Ok(Self {
            objects: Arc::new(objects),
            limit,
        })
    }

    /// Whether the blob is there, whole; its length in bytes if so.
    pub async fn length(
        &self,
        digest: &Sha256,
        form: Form,
    ) -> Result<Option<u64>, object_store::Error> {
        match self.objects.head(&location(digest, form)).await {
            Ok(meta) => Ok(Some(meta.size)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(e) => Err(e),
        }
    }

    /// A part of a blob, or all of it, as a stream. The range must lie inside it.
    pub async fn read(
        &self,
        digest: &Sha256,
        form: Form,
        range: Option<std::ops::Range<u64>>,
    ) -> Result<GetResult, object_store::Error> {
        let options = GetOptions {
            range: range.map(GetRange::Bounded),
            ..GetOptions::default()
        };
        self.objects
            .get_opts(&location(digest, form), options)
            .await
    }

    /// A small blob in memory. The caller knows that it is small.
    pub async fn bytes(&self, digest: &Sha256) -> Result<Option<Bytes>, object_store::Error> {
        match self.objects.get(&location(digest, Form::Plain)).await {
            Ok(found) => found.bytes().await.map(Some),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(e) => Err(e),
        }
    }

    /// A blob as a file that can be read at any place: the file itself from a folder, a nameless copy
    /// from anywhere else.
    pub async fn file(&self, digest: &Sha256) -> Result<Option<File>, object_store::Error> {
        let found = match self.objects.get(&location(digest, Form::Plain)).await {
            Ok(found) => found,
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            Err(e) => return Err(e),
        };
        let failed = |e: std::io::Error| object_store::Error::Generic {
            store: "copy",
            source: Box::new(e),
        };
        match found.payload {
            GetResultPayload::File(file, _) => Ok(Some(file)),
            GetResultPayload::Stream(mut stream) => {
                let mut copy = tempfile::tempfile().map_err(failed)?;
                while let Some(piece) = stream.next().await {
                    copy.write_all(&piece?).map_err(failed)?;
                }
                copy.rewind().map_err(failed)?;
                Ok(Some(copy))
            }
        }
    }
}

/// `ab/abcdef…`, so that no folder holds all blobs; the zstd form is its neighbour.
fn location(digest: &Sha256, form: Form) -> object_store::path::Path {
    let hex = digest.hex();
    let folder: String = hex.chars().take(2).collect();
    let suffix = match form {
        Form::Plain => "",
        Form::Zstd => ".zst",
    };
    object_store::path::Path::from(format!("{folder}/{hex}{suffix}"))
}

/// Removes staging files, which `object_store` names `<blob>#<number>`. Only called while this process
/// is alone with the folder (it holds the lock of the data folder).
fn sweep(root: &Path) -> std::io::Result<()> {
    for folder in std::fs::read_dir(root)? {
        let folder = folder?;
        if !folder.file_type()?.is_dir() {
            continue;
        }
        for file in std::fs::read_dir(folder.path())? {
            let file: PathBuf = file?.path();
            let staged = file
                .file_name()
                .is_some_and(|name| name.to_string_lossy().contains('#'));
            if staged {
                tracing::info!(file = %file.display(), "removing an unfinished upload");
                std::fs::remove_file(file)?;
            }
        }
    }
    Ok(())
}
