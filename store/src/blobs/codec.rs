//! What happens to the bytes of an upload, without any I/O: decompress if need be, digest, compress.
//!
//! Both representations and the digest are made in one pass, so an upload is never held whole. The
//! decoder's output is counted as it is written: a small body that would unpack to gigabytes stops at
//! the limit, not after it.

use std::io::{self, Write};

use bytes::Bytes;
use tiffin_protocol::Sha256;
use tiffin_protocol::id::Sha256Stream;
use zstd::stream::raw::{CParameter, DParameter};
use zstd::stream::write::{Decoder, Encoder};

use crate::limits;

/// How the body of an upload arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wire {
    /// As it is.
    Identity,
    /// One or more zstd frames.
    Zstd,
}

/// Why an upload was not taken.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// More bytes than allowed, before or after decompression.
    #[error("more than {0} bytes")]
    TooLarge(u64),
    /// The body is not zstd, or asks for too large a window.
    #[error("not valid zstd: {0}")]
    Zstd(io::Error),
}

/// A piece of each representation, ready to be stored. Either may be empty.
#[derive(Debug, Default)]
pub struct Piece {
    pub plain: Bytes,
    pub packed: Bytes,
}

/// An upload in the making.
pub struct Intake {
    decoder: Option<Decoder<'static, Bounded>>,
    encoder: Encoder<'static, Vec<u8>>,
    digest: Sha256Stream,
    received: u64,
    plain: u64,
    limit: u64,
}

impl Intake {
    /// An upload of at most `limit` bytes after decompression.
    pub fn new(wire: Wire, limit: u64) -> io::Result<Self> {
        let decoder = match wire {
            Wire::Identity => None,
            Wire::Zstd => {
                let mut raw = zstd::stream::raw::Decoder::new()?;
                raw.set_parameter(DParameter::WindowLogMax(limits::ZSTD_WINDOW_LOG))?;
                Some(Decoder::with_decoder(
                    Bounded {
                        out: Vec::new(),
                        left: limit,
                    },
                    raw,
                ))
            }
        };
        let mut encoder = Encoder::new(Vec::new(), limits::ZSTD_LEVEL)?;
        encoder.set_parameter(CParameter::ChecksumFlag(true))?;
        Ok(Self {
            decoder,
            encoder,
            digest: Sha256::stream(),
            received: 0,
            plain: 0,
            limit,
        })
    }

    /// Takes the next bytes of the body.
    pub fn push(&mut self, bytes: &Bytes) -> Result<Piece, IntakeError> {
        self.received += bytes.len() as u64;
        // Compressed text may be a little longer than what it holds, never much.
        if self.received > self.limit + self.limit / 128 + 1024 {
            return Err(IntakeError::TooLarge(self.limit));
        }
        let plain = match &mut self.decoder {
            None => bytes.clone(),
            Some(decoder) => {
                let written = decoder.write_all(bytes).and_then(|()| decoder.flush());
                let full = decoder.get_ref().left == 0;
                written.map_err(|e| match e.kind() {
                    io::ErrorKind::FileTooLarge => IntakeError::TooLarge(self.limit),
                    _ if full => IntakeError::TooLarge(self.limit),
                    _ => IntakeError::Zstd(e),
                })?;
                Bytes::from(std::mem::take(&mut decoder.get_mut().out))
            }
        };
        self.plain += plain.len() as u64;
        if self.plain > self.limit {
            return Err(IntakeError::TooLarge(self.limit));
        }
        self.digest.update(&plain);
        self.encoder.write_all(&plain).map_err(IntakeError::Zstd)?;
        Ok(Piece {
            plain,
            packed: Bytes::from(std::mem::take(self.encoder.get_mut())),
        })
    }

    /// Ends the upload: the last bytes of the zstd variant, the digest and the length of the plain one.
    pub fn finish(self) -> io::Result<(Bytes, Sha256, u64)> {
        let packed = self.encoder.finish()?;
        Ok((Bytes::from(packed), self.digest.finish(), self.plain))
    }
}

/// A buffer that refuses to grow past what is left of the limit.
struct Bounded {
    out: Vec<u8>,
    left: u64,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = bytes.len() as u64;
        if length > self.left {
            self.left = 0;
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.left -= length;
        self.out.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn run(
        wire: Wire,
        limit: u64,
        body: &[u8],
        step: usize,
    ) -> Result<(Vec<u8>, Vec<u8>, Sha256), IntakeError> {
        let mut intake = Intake::new(wire, limit).unwrap();
        let (mut plain, mut packed) = (Vec::new(), Vec::new());
        for chunk in body.chunks(step) {
            let piece = intake.push(&Bytes::copy_from_slice(chunk))?;
            plain.extend_from_slice(&piece.plain);
            packed.extend_from_slice(&piece.packed);
        }
        let (tail, digest, length) = intake.finish().unwrap();
        packed.extend_from_slice(&tail);
        assert_eq!(length, plain.len() as u64);
        Ok((plain, packed, digest))
    }

    #[test]
    fn both_wires_give_the_same_blob() {
        let text = b"rice and noodles, ".repeat(5_000);
        let body = zstd::encode_all(text.as_slice(), 3).unwrap();
        for (wire, body) in [(Wire::Identity, &text), (Wire::Zstd, &body)] {
            let (plain, packed, digest) = run(wire, 1 << 20, body, 777).unwrap();
            assert_eq!(plain, text);
            assert_eq!(zstd::decode_all(packed.as_slice()).unwrap(), text);
            assert_eq!(digest, Sha256::of(&text));
        }
    }

    #[test]
    fn a_bomb_stops_at_the_limit() {
        let body = zstd::encode_all(vec![0u8; 64 << 20].as_slice(), 19).unwrap();
        assert!(body.len() < 16 * 1024, "the bomb is small on the wire");
        assert!(matches!(
            run(Wire::Zstd, 1 << 20, &body, 4096),
            Err(IntakeError::TooLarge(_))
        ));
    }

    #[test]
    fn too_many_plain_bytes_are_refused() {
        assert!(matches!(
            run(Wire::Identity, 1000, &[1; 1001], 100),
            Err(IntakeError::TooLarge(1000))
        ));
        assert!(run(Wire::Identity, 1000, &[1; 1000], 100).is_ok());
    }

    #[test]
    fn text_is_not_zstd() {
        assert!(matches!(
            run(Wire::Zstd, 1000, b"plainly not a frame", 5),
            Err(IntakeError::Zstd(_))
        ));
    }
}
