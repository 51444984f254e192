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
    let paper = over(&over(picture, radius, u8::max), radius, u8::min);
    let mut even = picture.clone();
    for (grey, light) in even.iter_mut().zip(paper.as_raw()) {
        let measured = u32::from(*grey) * 255 / u32::from(*light).max(1);
        *grey = u8::try_from(measured).unwrap_or(u8::MAX);
    }
    even
}

/// Each pixel replaced by what `pick` chooses of the square around it, in rows and then in columns.
fn over(picture: &GrayImage, radius: usize, pick: fn(u8, u8) -> u8) -> GrayImage {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let rows = lines(picture.as_raw(), width, radius, pick);
    let columns = lines(&turned(&rows, width), height, radius, pick);
    GrayImage::from_raw(picture.width(), picture.height(), turned(&columns, height))
        .unwrap_or_default()
}

fn turned(data: &[u8], width: usize) -> Vec<u8> {
    let columns = (0..width).flat_map(|x| data.iter().skip(x).step_by(width.max(1)));
    columns.copied().collect()
}

fn lines(data: &[u8], width: usize, radius: usize, pick: fn(u8, u8) -> u8) -> Vec<u8> {
    let each = data.chunks(width.max(1));
    each.flat_map(|line| sliding(line, radius, pick)).collect()
}

/// What `pick` chooses of each window of `2 * radius + 1`, in time that does not grow with the radius: the best from the
/// start of a block on and the best up to its end meet in every window (van Herk, 1992).
fn sliding(line: &[u8], radius: usize, pick: fn(u8, u8) -> u8) -> Vec<u8> {
    let window = 2 * radius + 1;
    let running = |block: &mut dyn Iterator<Item = u8>| -> Vec<u8> {
        block
            .scan(None, |best: &mut Option<u8>, value| {
                *best = Some(best.map_or(value, |best| pick(best, value)));
                *best
            })
            .collect()
    };
    let from_start: Vec<u8> = line
        .chunks(window)
        .flat_map(|block| running(&mut block.iter().copied()))
        .collect();
    let to_end: Vec<u8> = line
        .chunks(window)
        .flat_map(|block| {
            let mut back = running(&mut block.iter().rev().copied());
            back.reverse();
            back
        })
        .collect();
    let last = line.len().saturating_sub(1);
    (0..line.len())
        .map(|at| {
            let (first, end) = (at.saturating_sub(radius), (at + radius).min(last));
            // A window that is cut off may lie within one block, where only one of the two is of it alone.
            let left = to_end.get(first).copied().unwrap_or_default();
            let right = from_start.get(end).copied().unwrap_or_default();
            if first / window < end / window {
                pick(left, right)
            } else if first.is_multiple_of(window) {
                right
            } else {
                left
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Luma;

    #[test]
    fn a_window_slides_as_one_that_looks_at_each_pixel() {
        let line: Vec<u8> = (0..97_u32).map(|n| (n * n * 37 % 251) as u8).collect();
        for radius in [1, 2, 5, 40, 96, 200] {
            for pick in [u8::max, u8::min] {
                let slow: Vec<u8> = (0..line.len())
                    .map(|at| {
                        let window = line
                            .iter()
                            .take(at + radius + 1)
                            .skip(at.saturating_sub(radius));
                        window.copied().reduce(pick).unwrap_or_default()
                    })
                    .collect();
                assert_eq!(sliding(&line, radius, pick), slow, "radius {radius}");
            }
        }
        assert!(sliding(&[], 3, u8::max).is_empty());
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
