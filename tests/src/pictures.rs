//! Pictures of QR codes as people take them: turned, seen from the side, out of focus, dark,
//! with glare, with a logo, far away. Deterministic: a seed names a picture.
//!
//! A picture is made by mapping each pixel of the frame back onto the flat code (a homography),
//! with 3x3 samples a pixel, then applying light, blur and noise.

use image::{GrayImage, Luma};
use qrcode::{EcLevel, QrCode};

/// What makes a picture hard. Each is a category of the scan benchmark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hardship {
    Plain,
    Rotated,
    Perspective,
    Blurred,
    LowContrast,
    Inverted,
    Logo,
    Glare,
    Several,
    FarAway,
    Noisy,
    UnevenLight,
    /// Everything a hand-held photograph has, in moderation.
    Photographed,
}

impl Hardship {
    pub const ALL: [Hardship; 13] = [
        Hardship::Plain,
        Hardship::Rotated,
        Hardship::Perspective,
        Hardship::Blurred,
        Hardship::LowContrast,
        Hardship::Inverted,
        Hardship::Logo,
        Hardship::Glare,
        Hardship::Several,
        Hardship::FarAway,
        Hardship::Noisy,
        Hardship::UnevenLight,
        Hardship::Photographed,
    ];

    #[must_use]
    pub fn name(self) -> String {
        format!("{self:?}").to_lowercase()
    }
}

/// A picture and the texts that are in it.
pub struct Picture {
    pub image: GrayImage,
    pub texts: Vec<String>,
}

/// A small deterministic generator (xorshift64*): the same seed gives the same picture everywhere.
pub struct Dice(u64);

impl Dice {
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// Evenly between `low` and `high`.
    #[allow(clippy::cast_precision_loss)]
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (self.next() >> 11) as f64 / (1u64 << 53) as f64 * (high - low)
    }

    /// About normal, with deviation 1 (sum of 12 even ones).
    fn bell(&mut self) -> f64 {
        (0..12).map(|_| self.between(0.0, 1.0)).sum::<f64>() - 6.0
    }
}

/// Where a code lies in the frame and how it looks.
struct Placed {
    code: GrayImage,
    /// Frame -> code, row by row.
    back: [f64; 9],
}

/// Draws the picture of `hardship` number `seed` for `text`, as a frame of 1280x720.
#[must_use]
pub fn picture(text: &str, hardship: Hardship, seed: u64) -> Picture {
    draw(text, hardship, seed, 1280, 720)
}

/// The same with a frame of any size.
#[must_use]
pub fn draw(text: &str, hardship: Hardship, seed: u64, width: u32, height: u32) -> Picture {
    let mut dice = Dice::new(seed ^ (hardship as u64) << 32);
    let texts: Vec<String> = if hardship == Hardship::Several {
        (0..3).map(|n| format!("{text}?n={n}")).collect()
    } else {
        vec![text.to_owned()]
    };
    let placed: Vec<Placed> = texts
        .iter()
        .enumerate()
        .map(|(n, t)| place(t, n, hardship, &mut dice, width, height))
        .collect();
    let background = dice.between(150.0, 235.0);
    let mut frame = sample(&placed, background, width, height);
    light(&mut frame, hardship, &mut dice);
    blur(&mut frame, blur_radius(hardship, &mut dice));
    noise(&mut frame, hardship, &mut dice);
    Picture {
        image: to_image(&frame, width, height),
        texts,
    }
}

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

fn place(
    text: &str,
    n: usize,
    hardship: Hardship,
    dice: &mut Dice,
    width: u32,
    height: u32,
) -> Placed {
    let level = if hardship == Hardship::Logo {
        EcLevel::H
    } else {
        EcLevel::M
    };
    let code = render(text, level, hardship);
    let (w, h) = (f64::from(width), f64::from(height));
    let side = match hardship {
        Hardship::FarAway => dice.between(0.14, 0.22) * h,
        Hardship::Several => dice.between(0.36, 0.42) * h,
        _ => dice.between(0.45, 0.75) * h,
    };
    let turn = match hardship {
        Hardship::Plain | Hardship::LowContrast | Hardship::Inverted => dice.between(-3.0, 3.0),
        Hardship::Rotated => dice.between(0.0, 360.0),
        _ => dice.between(-25.0, 25.0),
    }
    .to_radians();
    let tilt = match hardship {
        Hardship::Perspective => dice.between(0.25, 0.48),
        Hardship::Photographed => dice.between(0.1, 0.28),
        _ => 0.0,
    };
    let lean = dice.between(0.0, std::f64::consts::TAU);
    #[allow(clippy::cast_precision_loss)]
    let centre = if hardship == Hardship::Several {
        (w * (0.2 + 0.3 * n as f64), h * dice.between(0.4, 0.6))
    } else {
        (w * dice.between(0.42, 0.58), h * dice.between(0.45, 0.55))
    };
    let corners = [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)].map(|(x, y): (f64, f64)| {
        let (x, y) = (
            x * turn.cos() - y * turn.sin(),
            x * turn.sin() + y * turn.cos(),
        );
        let depth = 1.0 + tilt * (x * lean.cos() + y * lean.sin()) * 1.4;
        (centre.0 + side * x / depth, centre.1 + side * y / depth)
    });
    let size = f64::from(code.width());
    Placed {
        back: homography(
            corners,
            [(0.0, 0.0), (size, 0.0), (size, size), (0.0, size)],
        ),
        code,
    }
}

/// The flat code with its quiet zone, eight pixels a module.
fn render(text: &str, level: EcLevel, hardship: Hardship) -> GrayImage {
    let Ok(code) = QrCode::with_error_correction_level(text, level) else {
        return GrayImage::from_pixel(8, 8, Luma([255]));
    };
    let mut image = code
        .render::<Luma<u8>>()
        .module_dimensions(8, 8)
        .quiet_zone(true)
        .build();
    if hardship == Hardship::Logo {
        let (w, middle) = (image.width() / 5, image.width() / 2);
        for y in middle - w / 2..middle + w / 2 {
            for x in middle - w / 2..middle + w / 2 {
                let ring = x.abs_diff(middle).max(y.abs_diff(middle)) * 2;
                image.put_pixel(x, y, Luma([if ring > w * 3 / 4 { 255 } else { 120 }]));
            }
        }
    }
    if hardship == Hardship::Inverted {
        image::imageops::invert(&mut image);
    }
    image
}

/// The homography that takes `from` to `to`, by Gaussian elimination of its eight unknowns.
#[allow(clippy::indexing_slicing, clippy::needless_range_loop)]
fn homography(from: [(f64, f64); 4], to: [(f64, f64); 4]) -> [f64; 9] {
    let mut m = [[0.0f64; 9]; 8];
    for i in 0..4 {
        let ((x, y), (u, v)) = (from[i], to[i]);
        m[2 * i] = [x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y, u];
        m[2 * i + 1] = [0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y, v];
    }
    for column in 0..8 {
        let pivot = (column..8)
            .max_by(|a, b| m[*a][column].abs().total_cmp(&m[*b][column].abs()))
            .unwrap_or(column);
        m.swap(column, pivot);
        for row in 0..8 {
            if row != column {
                let factor = m[row][column] / m[column][column];
                for k in column..9 {
                    m[row][k] -= factor * m[column][k];
                }
            }
        }
    }
    let mut h = [1.0; 9];
    for i in 0..8 {
        h[i] = m[i][8] / m[i][i];
    }
    h
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::many_single_char_names
)]
fn sample(placed: &[Placed], background: f64, width: u32, height: u32) -> Vec<Vec<f64>> {
    let at = |x: f64, y: f64| -> f64 {
        for p in placed {
            let [a, b, c, d, e, f, g, h, i] = p.back;
            let z = g * x + h * y + i;
            let (u, v) = ((a * x + b * y + c) / z, (d * x + e * y + f) / z);
            if u >= 0.0
                && v >= 0.0
                && u < f64::from(p.code.width())
                && v < f64::from(p.code.height())
            {
                return f64::from(p.code.get_pixel(u as u32, v as u32).0[0]);
            }
        }
        background
    };
    let inside = |y: u32, x: u32| {
        let mut sum = 0.0;
        for dy in 0..3 {
            for dx in 0..3 {
                sum += at(
                    f64::from(x) + (f64::from(dx) + 0.5) / 3.0,
                    f64::from(y) + (f64::from(dy) + 0.5) / 3.0,
                );
            }
        }
        sum / 9.0
    };
    (0..height)
        .map(|y| (0..width).map(|x| inside(y, x)).collect())
        .collect()
}

#[allow(clippy::cast_precision_loss)]
fn light(frame: &mut [Vec<f64>], hardship: Hardship, dice: &mut Dice) {
    let height = frame.len() as f64;
    let width = frame.first().map_or(0, Vec::len) as f64;
    let (low, high) = match hardship {
        Hardship::LowContrast => {
            let low = dice.between(70.0, 120.0);
            (low, low + dice.between(16.0, 34.0))
        }
        Hardship::Photographed => (dice.between(30.0, 60.0), dice.between(170.0, 230.0)),
        _ => (10.0, 245.0),
    };
    let fall = match hardship {
        Hardship::UnevenLight => dice.between(0.65, 0.85),
        Hardship::Photographed => dice.between(0.1, 0.35),
        _ => 0.0,
    };
    let lean = dice.between(0.0, std::f64::consts::TAU);
    let spot = (
        width * dice.between(0.42, 0.58),
        height * dice.between(0.42, 0.58),
        dice.between(30.0, 55.0),
    );
    for (y, row) in frame.iter_mut().enumerate() {
        for (x, pixel) in row.iter_mut().enumerate() {
            let (x, y) = (x as f64, y as f64);
            let mut value = low + *pixel / 255.0 * (high - low);
            let along =
                0.5 + ((x / width - 0.5) * lean.cos() + (y / height - 0.5) * lean.sin()) * 0.9;
            value *= 1.0 - fall * along.clamp(0.0, 1.0);
            if hardship == Hardship::Glare {
                let distance = ((x - spot.0).powi(2) + (y - spot.1).powi(2)).sqrt() / spot.2;
                value += 420.0 * (-distance * distance).exp();
            }
            *pixel = value.clamp(0.0, 255.0);
        }
    }
}

fn blur_radius(hardship: Hardship, dice: &mut Dice) -> usize {
    match hardship {
        Hardship::Blurred => {
            2 + usize::from(dice.between(0.0, 1.0) > 0.33)
                + usize::from(dice.between(0.0, 1.0) > 0.5)
        }
        Hardship::Photographed => 1,
        _ => 0,
    }
}

/// Three box blurs, close to a Gaussian.
#[allow(clippy::cast_precision_loss)]
fn blur(frame: &mut Vec<Vec<f64>>, radius: usize) {
    if radius == 0 {
        return;
    }
    let smooth = |line: &[f64]| -> Vec<f64> {
        (0..line.len())
            .map(|i| {
                let span = line
                    .get(i.saturating_sub(radius)..(i + radius + 1).min(line.len()))
                    .unwrap_or(&[]);
                span.iter().sum::<f64>() / span.len().max(1) as f64
            })
            .collect()
    };
    for _ in 0..2 {
        for row in frame.iter_mut() {
            *row = smooth(row);
        }
        *frame = transpose(frame);
        for column in frame.iter_mut() {
            *column = smooth(column);
        }
        *frame = transpose(frame);
    }
}

fn transpose(frame: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let width = frame.first().map_or(0, Vec::len);
    (0..width)
        .map(|x| frame.iter().filter_map(|row| row.get(x).copied()).collect())
        .collect()
}

fn noise(frame: &mut [Vec<f64>], hardship: Hardship, dice: &mut Dice) {
    let deviation = match hardship {
        Hardship::Noisy => dice.between(25.0, 45.0),
        Hardship::Photographed => dice.between(6.0, 12.0),
        Hardship::LowContrast => 2.0,
        _ => 3.0,
    };
    for pixel in frame.iter_mut().flatten() {
        *pixel += dice.bell() * deviation;
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn to_image(frame: &[Vec<f64>], width: u32, height: u32) -> GrayImage {
    GrayImage::from_fn(width, height, |x, y| {
        let value = frame
            .get(y as usize)
            .and_then(|row| row.get(x as usize))
            .copied()
            .unwrap_or(0.0);
        Luma([value.round().clamp(0.0, 255.0) as u8])
    })
}
