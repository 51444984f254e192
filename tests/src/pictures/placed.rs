//! Where a code lies in the frame: each pixel of the frame is mapped back onto the flat code, with 3x3 samples a pixel.

use image::{GrayImage, Luma};

use super::Hardship;
use super::dice::Dice;

/// Where a code lies in the frame and how it looks.
pub(super) struct Placed {
    code: GrayImage,
    /// Frame -> code, row by row.
    back: [f64; 9],
    warp: Warp,
}

/// What the paper does between its corners.
enum Warp {
    Flat,
    /// Around a bottle: half of the angle that the code covers, in radians.
    Round(f64),
    /// Two folds across and two down: where they lie, and where the picture of them does, as parts of the side.
    Folded([Fold; 2]),
}

/// One way. Between folds the paper leans to the light or away from it.
struct Fold {
    lie: [f64; 2],
    seen: [f64; 2],
    light: [f64; 3],
}

impl Warp {
    fn of(hardship: Hardship, dice: &mut Dice) -> Warp {
        let mut fold = || {
            let lie = [dice.between(0.25, 0.45), dice.between(0.55, 0.75)];
            Fold {
                lie,
                seen: lie.map(|at| at + dice.between(-0.025, 0.025)),
                light: [0; 3].map(|_| dice.between(0.6, 1.0)),
            }
        };
        match hardship {
            Hardship::Curved => Warp::Round(dice.between(0.5, 1.05)),
            Hardship::Creased => Warp::Folded([fold(), fold()]),
            _ => Warp::Flat,
        }
    }

    /// Where on the code a place on its picture is, both as parts of the side, and how light it is there.
    fn flat(&self, x: f64, y: f64) -> (f64, f64, f64) {
        match self {
            Warp::Flat => (x, y, 1.0),
            Warp::Round(half) => {
                let angle = ((2.0 * x - 1.0) * half.sin()).clamp(-1.0, 1.0).asin();
                (0.5 + angle / half / 2.0, y, angle.cos().sqrt())
            }
            Warp::Folded([across, down]) => {
                let ((x, light), (y, other)) = (across.flat(x), down.flat(y));
                (x, y, light * other)
            }
        }
    }
}

impl Fold {
    fn flat(&self, at: f64) -> (f64, f64) {
        let ([a, b], [from, to], [first, second, third]) = (self.lie, self.seen, self.light);
        if at < from {
            (at / from * a, first)
        } else if at < to {
            (a + (at - from) / (to - from) * (b - a), second)
        } else {
            (b + (at - to) / (1.0 - to) * (1.0 - b), third)
        }
    }
}

pub(super) fn place(
    code: GrayImage,
    n: usize,
    hardship: Hardship,
    dice: &mut Dice,
    width: u32,
    height: u32,
) -> Placed {
    let (w, h) = (f64::from(width), f64::from(height));
    let side = match hardship {
        Hardship::FarAway => dice.between(0.14, 0.22) * h,
        Hardship::Several | Hardship::Sequence => dice.between(0.36, 0.42) * h,
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
        Hardship::RoundEyes => dice.between(0.0, 0.2),
        _ => 0.0,
    };
    let lean = dice.between(0.0, std::f64::consts::TAU);
    #[allow(clippy::cast_precision_loss)]
    let centre = if matches!(hardship, Hardship::Several | Hardship::Sequence) {
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
        warp: Warp::of(hardship, dice),
    }
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
pub(super) fn sample(placed: &[Placed], background: f64, width: u32, height: u32) -> Vec<Vec<f64>> {
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
                let (w, h) = (f64::from(p.code.width()), f64::from(p.code.height()));
                let (u, v, light) = p.warp.flat(u / w, v / h);
                let pixel = p.code.get_pixel_checked((u * w) as u32, (v * h) as u32);
                return light * pixel.map_or(background, |Luma([grey])| f64::from(*grey));
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
