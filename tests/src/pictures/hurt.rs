//! What befalls a code before anybody takes a picture of it: an eye that is torn, punched or scratched, or drawn round.

use image::{GrayImage, Luma};

use super::dice::Dice;

/// The quiet zone and an eye, in modules.
const QUIET: f64 = 4.0;
const EYE: f64 = 7.0;

/// Where the eyes begin in a flat code of so many pixels, in modules.
fn eyes(code: &GrayImage, pixels: u32) -> [(f64, f64); 3] {
    let far = f64::from(code.width() / pixels) - QUIET - EYE;
    [(QUIET, QUIET), (far, QUIET), (QUIET, far)]
}

/// The middle of a pixel, in modules from there.
fn module(at: u32, pixels: u32, from: f64) -> f64 {
    (f64::from(at) + 0.5) / f64::from(pixels) - from
}

/// One eye of a flat code, `pixels` a module, damaged in one of three ways.
pub(super) fn eye(code: &mut GrayImage, pixels: u32, dice: &mut Dice) {
    let [first, right, below] = eyes(code, pixels);
    let (left, top) = match dice.below(3) {
        0 => first,
        1 => right,
        _ => below,
    };
    let kind = dice.below(3);
    let mut end = || if dice.below(2) == 0 { 0.0 } else { EYE };
    let corner = (end(), end());
    let torn = dice.between(2.0, 3.5);
    let hole = (dice.between(0.5, 6.5), dice.between(0.5, 6.5));
    let radius = dice.between(1.0, 2.2);
    let (scratch, upright) = (dice.between(0.5, 6.0), dice.below(2) == 0);
    for (x, y, pixel) in code.enumerate_pixels_mut() {
        let (x, y) = (module(x, pixels, left), module(y, pixels, top));
        if !(0.0..EYE).contains(&x) || !(0.0..EYE).contains(&y) {
            continue;
        }
        let gone = match kind {
            0 => (x - corner.0).abs() < torn && (y - corner.1).abs() < torn,
            1 => (x - hole.0).hypot(y - hole.1) < radius,
            _ => (scratch..scratch + 0.9).contains(if upright { &x } else { &y }),
        };
        if gone {
            *pixel = Luma([255]);
        }
    }
}

/// All three eyes as a ring around a disc.
pub(super) fn round(code: &mut GrayImage, pixels: u32) {
    let eyes = eyes(code, pixels);
    for (x, y, pixel) in code.enumerate_pixels_mut() {
        for (left, top) in eyes {
            let (x, y) = (module(x, pixels, left), module(y, pixels, top));
            if !(0.0..EYE).contains(&x) || !(0.0..EYE).contains(&y) {
                continue;
            }
            let ink = match (x - EYE / 2.0).hypot(y - EYE / 2.0) {
                distance if distance < 1.5 => 0,
                distance if distance < 2.5 => 255,
                distance if distance < 3.5 => 0,
                _ => 255,
            };
            *pixel = Luma([ink]);
        }
    }
}
