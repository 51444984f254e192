//! What light, lens and sensor make of a frame.

use image::{GrayImage, Luma};

use super::Hardship;
use super::dice::Dice;

#[allow(clippy::cast_precision_loss)]
pub(super) fn light(frame: &mut [Vec<f64>], hardship: Hardship, dice: &mut Dice) {
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
    let shadow = (hardship == Hardship::Shadow).then(|| {
        (
            dice.between(0.25, 0.5),
            dice.between(0.0, std::f64::consts::TAU),
            dice.between(-0.15, 0.2) * height,
        )
    });
    for (y, row) in frame.iter_mut().enumerate() {
        for (x, pixel) in row.iter_mut().enumerate() {
            let (x, y) = (x as f64, y as f64);
            let mut value = low + *pixel / 255.0 * (high - low);
            let along =
                0.5 + ((x / width - 0.5) * lean.cos() + (y / height - 0.5) * lean.sin()) * 0.9;
            value *= 1.0 - fall * along.clamp(0.0, 1.0);
            if let Some((left, turn, from)) = shadow
                && (x - width / 2.0) * turn.cos() + (y - height / 2.0) * turn.sin() > from
            {
                value *= left;
            }
            if hardship == Hardship::Glare {
                let distance = ((x - spot.0).powi(2) + (y - spot.1).powi(2)).sqrt() / spot.2;
                value += 420.0 * (-distance * distance).exp();
            }
            *pixel = value.clamp(0.0, 255.0);
        }
    }
}

/// Out of focus, or moved.
pub(super) fn blur(frame: &mut Vec<Vec<f64>>, hardship: Hardship, dice: &mut Dice) {
    match hardship {
        Hardship::Blurred => {
            let mut more = |than| usize::from(dice.between(0.0, 1.0) > than);
            soften(frame, 2 + more(0.33) + more(0.5));
        }
        Hardship::Photographed => soften(frame, 1),
        Hardship::Motion => {
            let turn = dice.between(0.0, std::f64::consts::PI);
            let pixels = dice.between(4.0, 9.0);
            moved(frame, (turn.cos() * pixels, turn.sin() * pixels));
        }
        _ => {}
    }
}

/// By so much to the right and down while the shutter was open.
#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
fn moved(frame: &mut Vec<Vec<f64>>, by: (f64, f64)) {
    const STEPS: i32 = 10;
    let still = std::mem::take(frame);
    let at = |x: i64, y: i64| {
        let row = usize::try_from(y).ok().and_then(|y| still.get(y));
        row.and_then(|row| row.get(usize::try_from(x).ok()?))
    };
    let pixel = |x: usize, y: usize, own: f64| {
        let sum: f64 = (0..STEPS)
            .map(|step| {
                let part = f64::from(step) / f64::from(STEPS - 1) - 0.5;
                let (x, y) = (x as f64 + by.0 * part, y as f64 + by.1 * part);
                at(x.round() as i64, y.round() as i64)
                    .copied()
                    .unwrap_or(own)
            })
            .sum();
        sum / f64::from(STEPS)
    };
    *frame = (0..)
        .zip(&still)
        .map(|(y, row)| (0..).zip(row).map(|(x, own)| pixel(x, y, *own)).collect())
        .collect();
}

/// Two box blurs each way, close to a Gaussian.
#[allow(clippy::cast_precision_loss)]
fn soften(frame: &mut Vec<Vec<f64>>, radius: usize) {
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

pub(super) fn noise(frame: &mut [Vec<f64>], hardship: Hardship, dice: &mut Dice) {
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
pub(super) fn to_image(frame: &[Vec<f64>], width: u32, height: u32) -> GrayImage {
    GrayImage::from_fn(width, height, |x, y| {
        let value = frame
            .get(y as usize)
            .and_then(|row| row.get(x as usize))
            .copied()
            .unwrap_or(0.0);
        Luma([value.round().clamp(0.0, 255.0) as u8])
    })
}
