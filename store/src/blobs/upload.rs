//! Taking a blob in: a stream of pieces, checked as it goes, visible only at the very end.

use std::time::Duration;

use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use object_store::buffered::BufWriter;
use tiffin_protocol::Sha256;
use tokio::io::AsyncWriteExt;

use super::codec::{Intake, IntakeError, Piece, Wire};
use super::{Blobs, Form, location};
use crate::limits;

/// Why a blob was not taken.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    #[error(transparent)]
    Intake(#[from] IntakeError),
    /// The bytes are not the ones the name says.
    #[error("the body has the digest {0}")]
    Digest(Sha256),
    /// The client went away or sent something that is not HTTP.
    #[error("the body broke off: {0}")]
    Body(String),
    /// Nothing came for too long.
    #[error("nothing was received for {0:?}")]
    Idle(Duration),
    #[error("the blob store: {0}")]
    Store(#[from] object_store::Error),
    #[error("writing: {0}")]
    Write(#[from] std::io::Error),
}

impl Blobs {
    /// Stores bytes that are in memory; returns their digest.
    pub async fn put_bytes(&self, bytes: Bytes) -> Result<Sha256, UploadError> {
        let digest = Sha256::of(&bytes);
        let body = futures_util::stream::iter([Ok::<_, std::convert::Infallible>(bytes)]);
        self.put(&digest, Wire::Identity, body).await?;
        Ok(digest)
    }

    /// Stores the body under `digest` if that is what it is; returns its length in bytes and whether it
    /// is new. When the future is dropped or fails, nothing is left under either name.
    pub async fn put<E: std::fmt::Display>(
        &self,
        digest: &Sha256,
        wire: Wire,
        body: impl Stream<Item = Result<Bytes, E>> + Unpin,
    ) -> Result<(u64, bool), UploadError> {
        // What is there is whole and immutable: both forms are written, the plain one last.
        if let Some(length) = self.length(digest, Form::Plain).await? {
            return Ok((length, false));
        }
        let writer = |form| {
            BufWriter::with_capacity(
                self.objects.clone(),
                location(digest, form),
                limits::UPLOAD_BUFFER,
            )
            .with_max_concurrency(2)
        };
        let (mut plain, mut packed) = (writer(Form::Plain), writer(Form::Zstd));
        match self.fill(digest, wire, body, &mut plain, &mut packed).await {
            Ok(length) => {
                packed.shutdown().await?;
                plain.shutdown().await?;
                Ok((length, true))
            }
            Err(e) => {
                // A failing abort leaves a staging file, which the next start removes.
                let _ = packed.abort().await;
                let _ = plain.abort().await;
                Err(e)
            }
        }
    }

    async fn fill<E: std::fmt::Display>(
        &self,
        digest: &Sha256,
        wire: Wire,
        mut body: impl Stream<Item = Result<Bytes, E>> + Unpin,
        plain: &mut BufWriter,
        packed: &mut BufWriter,
    ) -> Result<u64, UploadError> {
        let mut intake = Intake::new(wire, self.limit)?;
        while let Some(bytes) = tokio::time::timeout(limits::UPLOAD_IDLE, body.next())
            .await
            .map_err(|_| UploadError::Idle(limits::UPLOAD_IDLE))?
        {
            let bytes = bytes.map_err(|e| UploadError::Body(e.to_string()))?;
            let piece: Result<Piece, IntakeError>;
            (intake, piece) = blocking(move || {
                let mut intake = intake;
                let piece = intake.push(&bytes);
                (intake, piece)
            })
            .await?;
            let piece = piece?;
            put_piece(plain, piece.plain).await?;
            put_piece(packed, piece.packed).await?;
        }
        let (tail, found, length) = blocking(move || intake.finish()).await??;
        if found != *digest {
            return Err(UploadError::Digest(found));
        }
        put_piece(packed, tail).await?;
        Ok(length)
    }
}

async fn put_piece(writer: &mut BufWriter, bytes: Bytes) -> Result<(), UploadError> {
    if bytes.is_empty() {
        return Ok(());
    }
    Ok(writer.put(bytes).await?)
}

/// Compression takes milliseconds: not on a thread that answers requests.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, UploadError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|e| UploadError::Write(std::io::Error::other(e)))
}
