//! The eyes of a QR code, the three squares in its corners, where a decoder does not see them: a corner torn off, a hole
//! punched through, rounded by a designer. The decoder wants rings that are closed; here an eye is where some row and some
//! column are dark, light, dark, light, dark as 1:1:3:1:1, which half an eye has too. Two eyes tell where the third is.

use image::{GrayImage, Luma};

/// Greys below are dark.
const DARK: u8 = 128;
/// Places that look like an eye; a page of print has dozens, a storm of them is not a picture of a code.
const MAX_PLACES: usize = 400;
/// Those that most rows agree on. A sheet of five codes has fifteen.
const MAX_EYES: usize = 16;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Point {
    pub x: f32,
    pub y: f32,
}

impl Point {
    pub(crate) fn plus(self, other: Point, times: f32) -> Point {
        Point {
            x: self.x + other.x * times,
            y: self.y + other.y * times,
        }
    }

    pub(crate) fn to(self, other: Point) -> Point {
        other.plus(self, -1.0)
    }

    pub(crate) fn length(self) -> f32 {
        self.x.hypot(self.y)
    }
}

/// Something like an eye.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Eye {
    pub centre: Point,
    /// A seventh of what a row and a column cut out of it.
    pub module: f32,
    /// How many rows see it.
    pub rows: f32,
}

/// Which pixels of an evened picture are dark.
pub(crate) struct Bits<'a>(&'a GrayImage);

impl<'a> Bits<'a> {
    pub(crate) fn of(picture: &'a GrayImage) -> Self {
        Bits(picture)
    }

    /// Outside of the picture there is paper.
    pub(crate) fn dark(&self, at: Point) -> bool {
        if at.x < 0.0 || at.y < 0.0 {
            return false;
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        self.at(at.x as u32, at.y as u32)
    }

    fn at(&self, x: u32, y: u32) -> bool {
        let pixel = self.0.get_pixel_checked(x, y);
        pixel.is_some_and(|Luma([grey])| *grey < DARK)
    }

    /// The likeliest eyes, best first.
    pub(crate) fn eyes(&self) -> Vec<Eye> {
        let mut places: Vec<Eye> = Vec::new();
        for y in 0..self.0.height() {
            for (left, right, width) in self.in_row(y) {
                let Some((centre, height)) = self.in_columns(left, right, y, width) else {
                    continue;
                };
                #[allow(clippy::cast_precision_loss)]
                let seen = Eye {
                    centre: Point {
                        x: (left + right) as f32 / 2.0,
                        y: centre,
                    },
                    module: (width + height) as f32 / 14.0,
                    rows: 1.0,
                };
                if let Some(place) = places.iter_mut().find(|place| place.is(&seen)) {
                    place.add(&seen);
                } else if places.len() < MAX_PLACES {
                    places.push(seen);
                } else {
                    return Vec::new();
                }
            }
        }
        places.sort_by(|a, b| self.worth(b).total_cmp(&self.worth(a)));
        places.truncate(MAX_EYES);
        places
    }

    /// Of its seven modules an eye's middle three have such rows, and however it is turned, its middle is dark and a circle
    /// around that is light.
    fn worth(&self, eye: &Eye) -> f32 {
        let directions = (0_u8..16).map(|n| f32::from(n) * std::f32::consts::TAU / 16.0);
        let seen = |scale: f32| {
            let right = directions.clone().map(|angle| {
                let outwards = Point {
                    x: angle.cos(),
                    y: angle.sin(),
                };
                let rings = [(0.7, true), (1.3, true), (2.3, false)];
                let as_it_should = rings.into_iter().filter(|(distance, dark)| {
                    self.dark(eye.centre.plus(outwards, distance * eye.module * scale)) == *dark
                });
                f32::from(u8::try_from(as_it_should.count()).unwrap_or(0))
            });
            right.sum::<f32>() / 48.0
        };
        // A row cuts more out of a square that is turned.
        let seen = [1.0, 0.85, 0.72].map(seen).into_iter().fold(0.0, f32::max);
        seen * (eye.rows / eye.module / 3.0).clamp(0.1, 1.0).sqrt()
    }

    /// The middle run of each five that look like an eye, and how long all five are.
    fn in_row(&self, y: u32) -> Vec<(u32, u32, u32)> {
        let mut found = Vec::new();
        let mut runs = [0_u32; 5];
        let (mut x, width) = (0, self.0.width());
        while x < width {
            let dark = self.at(x, y);
            let start = x;
            while x < width && self.at(x, y) == dark {
                x += 1;
            }
            runs.rotate_left(1);
            let [.., last] = &mut runs;
            *last = x - start;
            let [_, _, middle, light, end] = runs;
            if dark && alike(runs) {
                let right = x - end - light;
                found.push((right - middle, right, runs.iter().sum()));
            }
        }
        found
    }

    /// The middle and the length of a column that looks like an eye too, of five through this run.
    fn in_columns(&self, left: u32, right: u32, y: u32, width: u32) -> Option<(f32, u32)> {
        let each = |n: u32| left + (right - left) * (2 * n + 1) / 10;
        [2, 1, 3, 0, 4]
            .into_iter()
            .find_map(|n| self.in_column(each(n), y, width))
    }

    fn in_column(&self, x: u32, y: u32, width: u32) -> Option<(f32, u32)> {
        // Seen from the side it may be twice as high as it is wide.
        let far = 2 * width;
        let up = self.runs(far, |step| y.checked_sub(step).map(|y| (x, y)))?;
        let down = self.runs(far, |step| Some((x, y + step)))?;
        let ([above, a, b], [below, d, e]) = (up, down);
        let middle = above + below - 1;
        let all = [b, a, middle, d, e];
        #[allow(clippy::cast_precision_loss)]
        let centre = (y + below) as f32 - middle as f32 / 2.0;
        alike(all).then(|| (centre, all.iter().sum()))
    }

    /// Three runs from here: dark, light, dark. Nothing if they go on for too long.
    fn runs(&self, far: u32, at: impl Fn(u32) -> Option<(u32, u32)>) -> Option<[u32; 3]> {
        let mut runs = [0; 3];
        let mut step = 0;
        for (run, dark) in runs.iter_mut().zip([true, false, true]) {
            while at(step).is_some_and(|(x, y)| self.at(x, y) == dark && y < self.0.height()) {
                (step, *run) = (step + 1, *run + 1);
                if step > far {
                    return None;
                }
            }
        }
        Some(runs)
    }
}

/// Each run within half a module of its share, and half a pixel.
#[allow(clippy::cast_precision_loss)]
fn alike(runs: [u32; 5]) -> bool {
    let module = runs.iter().sum::<u32>() as f32 / 7.0;
    let shares = [1.0, 1.0, 3.0, 1.0, 1.0];
    let near =
        |(run, share): (&u32, f32)| (*run as f32 - share * module).abs() <= module / 2.0 + 0.5;
    runs.iter().all(|run| *run > 0) && runs.iter().zip(shares).all(near)
}

impl Eye {
    fn is(&self, other: &Eye) -> bool {
        let apart = self.centre.to(other.centre);
        let near = apart.x.abs().max(apart.y.abs()) < 2.0 * self.module;
        near && (0.6..1.7).contains(&(other.module / self.module))
    }

    fn add(&mut self, seen: &Eye) {
        let weight = 1.0 / (self.rows + 1.0);
        self.centre = self.centre.plus(self.centre.to(seen.centre), weight);
        self.module += (seen.module - self.module) * weight;
        self.rows += 1.0;
    }
}
