//! Pixels to texts: a picture file or a camera's brightness plane in, the texts of its codes out. What a text means is
//! the host's business. A crate of its own because it is the one room whose work is counted in pixels: the development
//! profile optimises it.
//!
//! A stranger chooses every byte that comes in here; sizes are bounded before anything is allocated (docs/hostile-input.md).

mod charset;
mod corners;
mod decode;
mod eyes;
mod file;
mod ladder;
mod luma;
mod modules;
mod outcome;
mod pixels;
mod restored;
mod sequence;
mod shade;

use file::Decoded;

pub use ladder::{Effort, TURNS};
pub use luma::Luma;
pub use outcome::{Content, Found, Refused};
pub use sequence::{Part, Progress, Sequences, Taken};

/// All codes of a picture file (PNG, JPEG, GIF, WebP, BMP; of a moving picture, its first frame). Empty if there is none.
/// Of one with transparent parts, those that are seen on paper, or else those on black.
///
/// # Errors
/// Bytes that are no such picture, or one that needs more memory than a photograph does.
pub fn picture(file_bytes: &[u8]) -> Result<Vec<Found>, Refused> {
    let on_black = match file::decode(file_bytes)? {
        Decoded::Opaque(picture) => return Ok(ladder::find(picture, Effort::Whole)),
        Decoded::Transparent(picture) => {
            let found = ladder::find(file::on(&picture, u8::MAX), Effort::Whole);
            if !found.is_empty() {
                return Ok(found);
            }
            file::on(&picture, 0)
        }
    };
    Ok(ladder::find(on_black, Effort::Whole))
}

/// All codes of a brightness plane. Empty if this effort finds none.
///
/// # Errors
/// Sizes that contradict each other or the number of bytes.
pub fn luma(plane: Luma<'_>, effort: Effort) -> Result<Vec<Found>, Refused> {
    Ok(ladder::find(plane.packed()?, effort))
}
