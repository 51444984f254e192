//! A brightness plane as a camera gives it, believed only after its numbers agree with its bytes.

use image::GrayImage;

use crate::outcome::Refused;

const MAX_SIDE: u32 = 16_384;

/// A brightness plane: one byte a pixel, rows `stride` bytes apart (a camera's Y plane).
#[derive(Debug, Clone, Copy)]
pub struct Luma<'a> {
    pub width: u32,
    pub height: u32,
    pub stride: usize,
    pub data: &'a [u8],
}

impl Luma<'_> {
    /// Without padding between the rows. Takes no more memory than the plane has.
    pub(crate) fn packed(&self) -> Result<GrayImage, Refused> {
        self.sized()
            .then(|| {
                let width = self.width as usize;
                let mut data = Vec::with_capacity(width * self.height as usize);
                for row in self.data.chunks(self.stride).take(self.height as usize) {
                    data.extend_from_slice(row.get(..width)?);
                }
                GrayImage::from_raw(self.width, self.height, data)
            })
            .flatten()
            .ok_or_else(|| {
                Refused(format!(
                    "{}x{} stride {} in {} bytes",
                    self.width,
                    self.height,
                    self.stride,
                    self.data.len()
                ))
            })
    }

    fn sized(&self) -> bool {
        let (width, height) = (self.width as usize, self.height as usize);
        let sides = 1..=MAX_SIDE;
        // The last row may lack its padding.
        let needed = height
            .checked_sub(1)
            .and_then(|rows| self.stride.checked_mul(rows))
            .and_then(|bytes| bytes.checked_add(width));
        sides.contains(&self.width)
            && sides.contains(&self.height)
            && self.stride >= width
            && needed.is_some_and(|needed| needed <= self.data.len())
    }
}
