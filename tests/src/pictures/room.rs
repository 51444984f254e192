//! What a viewfinder mostly sees.

use image::GrayImage;

use super::dice::Dice;
use super::frame::to_image;

/// A frame of 1280x720 without a code, as a viewfinder mostly sees: a wall in slanting light, boxes, stripes, print, noise.
#[must_use]
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss
)]
pub fn room(seed: u64) -> GrayImage {
    let (width, height) = (1280_u32, 720_u32);
    let mut dice = Dice::new(seed ^ 0x0100_0000_0000);
    let mut frame: Vec<Vec<f64>> = (0..height)
        .map(|y| {
            (0..width)
                .map(|x| 90.0 + f64::from(x) / 16.0 + f64::from(y) / 12.0)
                .collect()
        })
        .collect();
    for _ in 0..120 {
        let (left, top) = (
            dice.between(0.0, 1200.0) as usize,
            dice.between(0.0, 680.0) as usize,
        );
        let (wide, high) = (
            dice.between(4.0, 220.0) as usize,
            dice.between(4.0, 160.0) as usize,
        );
        let (grey, step) = (dice.between(0.0, 255.0), dice.between(2.0, 9.0) as usize);
        let pattern = dice.between(0.0, 3.0) as u32;
        for (y, row) in frame.iter_mut().enumerate().skip(top).take(high) {
            for (x, pixel) in row.iter_mut().enumerate().skip(left).take(wide) {
                let (column, line) = (x / step, y / step);
                let drawn = match pattern {
                    0 => true,
                    1 => (column * 7 + line * 13 + column * line).is_multiple_of(3),
                    _ => column.is_multiple_of(2),
                };
                if drawn {
                    *pixel = grey;
                }
            }
        }
    }
    for pixel in frame.iter_mut().flatten() {
        *pixel += dice.bell() * 5.0;
    }
    to_image(&frame, width, height)
}
