//! Shadows taken off a picture. What is light on paper under a shadow may be darker than ink in the sun, and where the
//! shadow's edge is sharp a decoder that compares a pixel with its neighbourhood sees the edge instead of the code. Paper
//! is found as what stays when everything dark that is narrow is closed (the greatest of a neighbourhood, then the least
//! of that): a straight edge between two lights stays where it is. Then each pixel is measured by the paper around it.

use image::GrayImage;

/// Of the shorter side: wider than the widest dark thing of a code that fills the picture, its eyes' three modules.
const NARROW: u32 = 8;

/// The picture as it would be if the same light fell on all of it.
pub(crate) fn evened(picture: &GrayImage) -> GrayImage {
    let radius = (picture.width().min(picture.height()) / NARROW / 2).max(1) as usize;
    let paper = over(&over(picture, radius, 0, u8::max), radius, u8::MAX, u8::min);
    let mut even = picture.clone();
    for (grey, light) in even.iter_mut().zip(paper.as_raw()) {
        let measured = u32::from(*grey) * 255 / u32::from(*light).max(1);
        *grey = u8::try_from(measured).unwrap_or(u8::MAX);
    }
    even
}

/// Each pixel replaced by what `pick` chooses of the square around it, in rows and then in columns. `none` is what it never
/// chooses.
fn over(picture: &GrayImage, radius: usize, none: u8, pick: impl Fn(u8, u8) -> u8) -> GrayImage {
    let width = (picture.width() as usize).max(1);
    let rows = picture.as_raw().chunks(width);
    let rows: Vec<u8> = rows
        .flat_map(|row| sliding(row, 1, radius, none, &pick))
        .collect();
    let columns = sliding(&rows, width, radius, none, &pick);
    GrayImage::from_raw(picture.width(), picture.height(), columns).unwrap_or_default()
}

/// What `pick` chooses of each window of `2 * radius + 1` things of `size` bytes: of twice as many with each step, so that
/// the time hardly grows with the radius, and over all bytes at once, which a processor does for dozens in one go.
fn sliding(
    line: &[u8],
    size: usize,
    radius: usize,
    none: u8,
    pick: impl Fn(u8, u8) -> u8,
) -> Vec<u8> {
    let window = 2 * radius + 1;
    let edge = vec![none; radius * size];
    let mut best = [&edge, line, &edge].concat();
    let beside = |best: &[u8], things: usize| -> Vec<u8> {
        let other = best.get(things * size..).unwrap_or_default();
        let pairs = best.iter().zip(other);
        pairs.map(|(one, other)| pick(*one, *other)).collect()
    };
    let mut span = 1;
    while span * 2 <= window {
        best = beside(&best, span);
        span *= 2;
    }
    best = beside(&best, window - span);
    best.truncate(line.len());
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Luma;

    #[test]
    fn a_window_slides_as_one_that_looks_at_each_pixel() {
        let line: Vec<u8> = (0..97_u32).map(|n| (n * n * 37 % 251) as u8).collect();
        for radius in [1, 2, 5, 40, 96, 200] {
            for (none, pick) in [(0, u8::max as fn(u8, u8) -> u8), (u8::MAX, u8::min)] {
                let slow: Vec<u8> = (0..line.len())
                    .map(|at| {
                        let window = line
                            .iter()
                            .take(at + radius + 1)
                            .skip(at.saturating_sub(radius));
                        window.copied().reduce(pick).unwrap_or_default()
                    })
                    .collect();
                assert_eq!(
                    sliding(&line, 1, radius, none, pick),
                    slow,
                    "radius {radius}"
                );
            }
        }
        let columns = [9, 0, 1, 5, 2, 7];
        assert_eq!(sliding(&columns, 2, 1, 0, u8::max), [9, 5, 9, 7, 2, 7]);
        assert!(sliding(&[], 1, 3, 0, u8::max).is_empty());
    }

    #[test]
    fn a_shadows_edge_is_gone_and_the_ink_stays() {
        let shaded = GrayImage::from_fn(160, 160, |x, y| {
            let ink = x / 6 % 2 == 0 && y / 6 % 2 == 0;
            let light = if x + y > 150 { 60 } else { 230 };
            Luma([if ink { light / 5 } else { light }])
        });
        let even = evened(&shaded);
        let wrong = even
            .enumerate_pixels()
            .filter(|(x, y, pixel)| (pixel.0 < [128]) != (x / 6 % 2 == 0 && y / 6 % 2 == 0))
            .count();
        assert!(wrong < 160 * 160 / 50, "{wrong}");
        assert_eq!(evened(&GrayImage::new(1, 1)).dimensions(), (1, 1));
        assert_eq!(evened(&GrayImage::new(900, 1)).dimensions(), (900, 1));
    }
}
