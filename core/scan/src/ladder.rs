//! How hard to try. The picture as it is comes first and reads nearly everything; what it misses is read by one of the
//! dearer tries, each made for a hardship (docs/adr/0015 has what each costs and reads). A picture file is worth all of
//! them. A viewfinder shows thirty frames a second of mostly nothing: each frame gets the first look, and every third one
//! dearer try as well, in turn, so that a code held still for [`TURNS`] frames is read as well as a file's.

use std::time::{Duration, Instant};

use image::GrayImage;

use crate::decode::{Kinds, Threshold, second, zxing};
use crate::outcome::Found;
use crate::restored::Piece;
use crate::{pixels, restored, shade};

/// Beyond this a picture is halved until it fits: a code that fills a tenth of the side still has 5 pixels a module.
const MAX_SIDE: u32 = 4_096;
/// The same for the dear tries, which would take seconds.
const MAX_DEAR_SIDE: u32 = 2_048;
/// No further try begins after this; a picture can be made to be dear for each of them.
const BUDGET: Duration = Duration::from_secs(3);
/// The larger copy is made only while it stays below this.
const MAX_ENLARGED_SIDE: u32 = 2_600;
/// Below this there is nothing to gain from a smaller copy.
const MIN_REDUCED_SIDE: u32 = 360;

/// What a picture is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// Everything, until something is found: a picture that will not come again.
    Whole,
    /// The frame of a viewfinder with this number, counted from anywhere.
    Frame(u64),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Try {
    AsIs,
    /// Grey on grey, noise: the whole range of greys, one threshold for all of it.
    Stretched,
    /// A lamp's reflection: what is a little darker than white is dark.
    Highlights,
    /// A shadow with a sharp edge.
    Evened,
    /// Eyes that are torn, punched, rounded.
    Restored,
    /// Far too many pixels a module, blur, noise.
    Half,
    /// Micro QR, Data Matrix, Aztec.
    OtherKinds,
    /// The second decoder, which finds corners where the first does not: steep perspective.
    Second,
    /// Salt and pepper.
    Blurred,
    Quarter,
    /// Few pixels a module. Dearer than all the others together, and for a viewfinder a step closer does the same.
    Double,
}

/// In this order for a file: by price.
const DEARER: [Try; 10] = [
    Try::Stretched,
    Try::Highlights,
    Try::Half,
    Try::Evened,
    Try::OtherKinds,
    Try::Restored,
    Try::Second,
    Try::Blurred,
    Try::Quarter,
    Try::Double,
];

/// One frame in so many is worth a dearer try.
const EVERY: u64 = 3;

/// After this many frames each try of a viewfinder had its turn: less than a second of thirty a second.
pub const TURNS: u64 = 9 * EVERY;

impl Effort {
    fn tries(self) -> impl Iterator<Item = Try> {
        let dearer = match self {
            Effort::Whole => DEARER.as_slice(),
            Effort::Frame(number) => turn(number),
        };
        std::iter::once(Try::AsIs).chain(dearer.iter().copied())
    }
}

/// What this frame is worth beyond the first look: at most one try, never the dearest.
fn turn(number: u64) -> &'static [Try] {
    let turn = number % TURNS;
    let at = usize::try_from(turn / EVERY).unwrap_or_default();
    match turn % EVERY {
        0 => DEARER.get(at..=at).unwrap_or_default(),
        _ => &[],
    }
}

/// All codes of the picture, in reading order. Empty if there is none.
pub(crate) fn find(picture: GrayImage, effort: Effort) -> Vec<Found> {
    let start = Instant::now();
    let (picture, factor) = pixels::within(picture, MAX_SIDE);
    effort
        .tries()
        .take_while(|_| start.elapsed() < BUDGET)
        .map(|attempt| attempt.run(&picture, factor))
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

impl Try {
    fn run(self, picture: &GrayImage, factor: f32) -> Vec<Found> {
        let qr = |copy: &GrayImage, factor: f32, threshold: Threshold| {
            zxing(copy, factor, threshold, Kinds::Qr)
        };
        match self {
            Try::AsIs => qr(picture, factor, Threshold::Local),
            Try::Stretched => qr(&pixels::stretched(picture), factor, Threshold::Global),
            Try::Highlights => qr(&pixels::highlights(picture), factor, Threshold::Local),
            Try::Half
            | Try::Evened
            | Try::Restored
            | Try::OtherKinds
            | Try::Second
            | Try::Blurred
            | Try::Quarter
            | Try::Double => {
                let (small, smaller) = pixels::within(picture.clone(), MAX_DEAR_SIDE);
                self.run_dear(&small, factor * smaller)
            }
        }
    }

    fn run_dear(self, picture: &GrayImage, factor: f32) -> Vec<Found> {
        let longest = picture.width().max(picture.height());
        let qr =
            |copy: &GrayImage, times: f32| zxing(copy, factor * times, Threshold::Local, Kinds::Qr);
        match self {
            Try::Half if longest > MIN_REDUCED_SIDE => {
                qr(&pixels::halved(&pixels::stretched(picture)), 0.5)
            }
            Try::Quarter if longest > 2 * MIN_REDUCED_SIDE => qr(
                &pixels::halved(&pixels::halved(&pixels::stretched(picture))),
                0.25,
            ),
            Try::Double if longest * 2 <= MAX_ENLARGED_SIDE => {
                qr(&pixels::doubled(&pixels::stretched(picture)), 2.0)
            }
            Try::Evened => qr(&shade::evened(picture), 1.0),
            Try::Restored => restored(picture, factor),
            Try::Blurred => qr(&pixels::blurred(picture), 1.0),
            Try::OtherKinds => zxing(picture, factor, Threshold::Local, Kinds::Others),
            Try::Second => second(&pixels::highlights(picture), factor),
            _ => Vec::new(),
        }
    }
}

/// Of the pieces with eyes drawn anew, what the first holds that can be read.
fn restored(picture: &GrayImage, factor: f32) -> Vec<Found> {
    let even = pixels::stretched(&shade::evened(picture));
    let read = |piece: Piece| {
        let mut found = zxing(&piece.picture, 1.0, Threshold::Global, Kinds::Qr);
        #[allow(clippy::cast_precision_loss)]
        let (left, top) = (piece.left as f32, piece.top as f32);
        for (x, y) in found.iter_mut().flat_map(|code| &mut code.corners) {
            (*x, *y) = ((*x + left) / factor, (*y + top) / factor);
        }
        found
    };
    let pieces = restored::pieces(&even).map(read);
    pieces
        .into_iter()
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_gets_every_try_and_a_frame_two_at_most() {
        assert_eq!(Effort::Whole.tries().count(), 1 + DEARER.len());
        for number in [0, 1, 2, 3, TURNS, u64::MAX] {
            let tries: Vec<Try> = Effort::Frame(number).tries().collect();
            assert!(tries.len() <= 2, "{tries:?}");
            assert_eq!(tries.first(), Some(&Try::AsIs));
        }
    }

    #[test]
    fn a_code_held_still_gets_every_try_but_the_dearest() {
        for first in [0, 1, 40] {
            let dearer = |number| Effort::Frame(number).tries().skip(1);
            let seen: Vec<Try> = (first..first + TURNS).flat_map(dearer).collect();
            assert_eq!(seen.len(), DEARER.len() - 1, "from {first}");
            for attempt in DEARER {
                assert_eq!(seen.contains(&attempt), attempt != Try::Double);
            }
        }
    }
}
