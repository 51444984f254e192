//! Pixels to texts: a picture file or a camera's brightness plane in, the texts of its codes out. What a text means is
//! the host's business. A crate of its own because it is the one room whose work is counted in pixels: the development
//! profile optimises it.
//!
//! A stranger chooses every byte that comes in here; sizes are bounded before anything is allocated (docs/hostile-input.md).

mod corners;
mod decode;
mod file;
mod ladder;
mod luma;
mod outcome;
mod pixels;

pub use ladder::{Effort, TURNS};
pub use luma::Luma;
pub use outcome::{Found, Refused};

/// All codes of a picture file (PNG, JPEG, GIF, WebP, BMP; of a moving picture, its first frame). Empty if there is none.
///
/// # Errors
/// Bytes that are no such picture, or one that needs more memory than a photograph does.
pub fn picture(file_bytes: &[u8]) -> Result<Vec<Found>, Refused> {
    Ok(ladder::find(file::decode(file_bytes)?, Effort::Whole))
}

/// All codes of a brightness plane. Empty if this effort finds none.
///
/// # Errors
/// Sizes that contradict each other or the number of bytes.
pub fn luma(plane: Luma<'_>, effort: Effort) -> Result<Vec<Found>, Refused> {
    Ok(ladder::find(plane.packed()?, effort))
}
