//! How many corners of codes a picture may have: rows that go dark, light, dark, light, dark as 1:1:3:1:1. One pass over
//! the pixels, so that a decoder whose work grows with their cube is never given thousands.

use image::GrayImage;

/// Rows of the same corner, which lie below each other, count once.
pub(crate) fn candidates(picture: &GrayImage, dark: u8) -> usize {
    let mut above: Vec<Corner> = Vec::new();
    let mut count = 0;
    for row in picture.as_raw().chunks(picture.width().max(1) as usize) {
        let here = in_row(row, dark);
        let new = |corner: &&Corner| !above.iter().any(|other| other.meets(corner));
        count += here.iter().filter(new).count();
        above = here;
    }
    count
}

struct Corner {
    left: usize,
    right: usize,
}

impl Corner {
    fn meets(&self, other: &Corner) -> bool {
        self.left < other.right && other.left < self.right
    }
}

fn in_row(row: &[u8], dark: u8) -> Vec<Corner> {
    let mut found: Vec<Corner> = Vec::new();
    let mut runs = [0_usize; 5];
    let mut end = 0;
    for run in row.chunk_by(|a, b| (*a < dark) == (*b < dark)) {
        end += run.len();
        runs.rotate_left(1);
        if let Some(last) = runs.last_mut() {
            *last = run.len();
        }
        if run.first().is_some_and(|grey| *grey < dark) && alike(runs) {
            let left = end - runs.iter().sum::<usize>();
            found.push(Corner { left, right: end });
        }
    }
    found
}

/// As a decoder does it: each run within three quarters of its share, and one pixel.
fn alike(runs: [usize; 5]) -> bool {
    let [a, b, middle, d, e] = runs;
    let module = (a + b + d + e) / 4;
    let slack = module * 3 / 4 + 1;
    a > 0
        && [a, b, d, e].iter().all(|run| run.abs_diff(module) <= slack)
        && middle.abs_diff(3 * module) <= 3 * slack
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Luma;

    #[test]
    fn a_code_has_few_and_a_storm_has_many() {
        let code = qrcode::QrCode::new("https://store.example/m/canteen")
            .map(|code| code.render::<Luma<u8>>().module_dimensions(6, 6).build())
            .unwrap_or_default();
        let few = candidates(&code, 128);
        assert!((3..60).contains(&few), "{few}");
        let storm = GrayImage::from_fn(480, 480, |x, y| {
            let ring = (x % 16).abs_diff(7).max((y % 16).abs_diff(7)) / 2;
            Luma([if ring == 2 || ring > 3 { 255 } else { 0 }])
        });
        assert!(
            candidates(&storm, 128) >= 900,
            "{}",
            candidates(&storm, 128)
        );
        assert_eq!(
            candidates(&GrayImage::from_pixel(9, 9, Luma([200])), 128),
            0
        );
    }
}
