//! Codes whose eyes are damaged, with the eyes drawn anew. Where three of them (or two, and the place of the third) could
//! be those of a code, that piece of the picture is cut out and gets eyes as they should be, for the decoder to read. What
//! it reads is right: the rest of the code carries its own correction.

use image::{GrayImage, Luma, imageops};

use crate::eyes::{Bits, Eye, Point};

/// For the decoder, which looks at each for as long as at a picture of its size.
const MAX_PIECES: usize = 12;
/// Of the modules between two eyes, how many must be dark and light in turn. By chance it is half of them.
const IN_TURN: f32 = 0.7;
/// Of the 49 modules of an eye; with as many right it is not touched, as lines along its edges find the code's far corner.
const WHOLE: usize = 48;

/// A piece of the picture, and where it begins.
pub(crate) struct Piece {
    pub picture: GrayImage,
    pub left: u32,
    pub top: u32,
}

/// Pieces of an evened picture that may hold a code, likeliest first.
pub(crate) fn pieces(picture: &GrayImage) -> impl Iterator<Item = Piece> {
    let bits = Bits::of(picture);
    let eyes = bits.eyes();
    let mut frames = of_three(&eyes);
    frames.extend(of_two(&eyes));
    let mut frames: Vec<Frame> = frames
        .into_iter()
        .filter_map(|frame| frame.measured(&bits))
        .collect();
    frames.sort_by(|a, b| a.doubt.total_cmp(&b.doubt));
    let mut different: Vec<Frame> = Vec::new();
    for frame in frames {
        if different.len() < MAX_PIECES && !different.iter().any(|other| other.is(&frame)) {
            different.push(frame);
        }
    }
    different.into_iter().map(move |frame| frame.piece(picture))
}

/// Where a code's eyes are: from the corner between them along its upper edge, and down its left one.
#[derive(Debug, Clone, Copy)]
struct Frame {
    corner: Point,
    right: Point,
    below: Point,
    /// How long a module seems to be.
    module: f32,
    /// One module along each edge.
    across: Point,
    down: Point,
    /// How unlike a code it is.
    doubt: f32,
}

impl Frame {
    fn of(corner: Point, right: Point, below: Point, module: f32) -> Option<Frame> {
        let (along, down) = (corner.to(right), corner.to(below));
        let (width, height) = (along.length(), down.length());
        let angle = (along.x * down.x + along.y * down.y) / (width * height);
        let legs = (width / height).ln().abs();
        (angle.abs() < 0.5 && legs < 0.6).then_some(Frame {
            corner,
            right,
            below,
            module,
            across: along,
            down,
            doubt: angle.abs() + legs,
        })
    }

    /// Between the eyes runs a line of modules that are dark and light in turn: it tells how many there are, and a code
    /// from three places that happen to look like eyes.
    fn measured(self, bits: &Bits<'_>) -> Option<Frame> {
        let (along, down) = (self.across, self.down);
        let (width, height) = (along.length(), down.length());
        // What a row cuts out of a square that is turned is longer than its side.
        let turned = f32::midpoint(
            along.x.abs().max(along.y.abs()) / width,
            down.x.abs().max(down.y.abs()) / height,
        );
        let modules = f32::midpoint(width, height) / (self.module * turned);
        // 17 and four for each version, seven of them in the halves of two eyes.
        let version = ((modules - 10.0) / 4.0).round();
        let versions = [-1.0, 0.0, 1.0].map(|more| version + more);
        let frames = versions
            .into_iter()
            .filter(|version| (1.0..=40.0).contains(version));
        let frames = frames.map(|version| {
            let steps = 10.0 + 4.0 * version;
            let unit = |edge: Point| Point {
                x: edge.x / steps,
                y: edge.y / steps,
            };
            let (across, down) = (unit(along), unit(down));
            let lines = [
                in_turn(bits, self.corner, across, down, steps),
                in_turn(bits, self.corner, down, across, steps),
            ];
            let best = lines[0].max(lines[1]);
            let doubt = self.doubt
                + (steps / modules).ln().abs()
                + 2.0 * (1.0 - f32::midpoint(lines[0], lines[1]));
            (
                best,
                Frame {
                    across,
                    down,
                    doubt,
                    ..self
                },
            )
        });
        let frames = frames.filter(|(best, _)| *best > IN_TURN);
        frames
            .map(|(_, frame)| frame)
            .min_by(|a, b| a.doubt.total_cmp(&b.doubt))
    }

    /// Two of the eyes tell of the same code as all three.
    fn is(&self, other: &Frame) -> bool {
        let ends = [
            (self.corner, other.corner),
            (self.right, other.right),
            (self.below, other.below),
        ];
        ends.into_iter()
            .all(|(one, other)| one.to(other).length() < 2.0 * self.across.length())
    }

    fn piece(&self, picture: &GrayImage) -> Piece {
        let far = self.right.plus(self.corner.to(self.below), 1.0);
        let ends = [self.corner, self.right, self.below, far];
        // Half an eye, its quiet zone, and what perspective adds.
        let around = 9.0 * self.across.length().max(self.down.length());
        let least = |of: fn(&Point) -> f32| ends.iter().map(of).fold(f32::MAX, f32::min) - around;
        let most = |of: fn(&Point) -> f32| ends.iter().map(of).fold(0.0, f32::max) + around;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let (left, top, right, bottom) = (
            least(|p| p.x).max(0.0) as u32,
            least(|p| p.y).max(0.0) as u32,
            (most(|p| p.x) as u32).min(picture.width()),
            (most(|p| p.y) as u32).min(picture.height()),
        );
        let (wide, high) = (right.saturating_sub(left), bottom.saturating_sub(top));
        let mut piece = Piece {
            picture: imageops::crop_imm(picture, left, top, wide, high).to_image(),
            left,
            top,
        };
        for eye in [self.corner, self.right, self.below] {
            self.draw(eye, picture, &mut piece);
        }
        piece
    }

    /// An eye and the light ring around it, unless it is there.
    fn draw(&self, eye: Point, picture: &GrayImage, piece: &mut Piece) {
        let bits = Bits::of(picture);
        let steps = || (-3_i8..=3).map(f32::from);
        let modules = steps().flat_map(|v| steps().map(move |u| (u, v)));
        let right = modules.filter(|(u, v)| {
            let at = eye.plus(self.across, *u).plus(self.down, *v);
            Some(bits.dark(at)) == is_dark(u.abs().max(v.abs()))
        });
        if right.count() >= WHOLE {
            return;
        }
        let turned = self.across.x * self.down.y - self.across.y * self.down.x;
        #[allow(clippy::cast_precision_loss)]
        let (left, top) = (piece.left as f32, piece.top as f32);
        for (x, y, pixel) in piece.picture.enumerate_pixels_mut() {
            #[allow(clippy::cast_precision_loss)]
            let at = eye.to(Point {
                x: x as f32 + 0.5 + left,
                y: y as f32 + 0.5 + top,
            });
            let u = (at.x * self.down.y - at.y * self.down.x) / turned;
            let v = (at.y * self.across.x - at.x * self.across.y) / turned;
            if let Some(dark) = is_dark(u.abs().max(v.abs())) {
                *pixel = Luma([if dark { 0 } else { 255 }]);
            }
        }
    }
}

/// By the distance from an eye's middle in modules; nothing beyond the light ring around it.
fn is_dark(distance: f32) -> Option<bool> {
    match distance {
        d if d < 1.5 => Some(true),
        d if d < 2.5 => Some(false),
        d if d < 3.5 => Some(true),
        d if d < 4.5 => Some(false),
        _ => None,
    }
}

/// How many of the modules from one eye to the next, three beside their middles, are dark and light in turn.
fn in_turn(bits: &Bits<'_>, eye: Point, along: Point, aside: Point, steps: f32) -> f32 {
    let line = eye.plus(aside, 3.0);
    let (mut dark, mut right, mut all) = (true, 0.0, 0.0);
    let mut step = 5.0;
    while step <= steps - 5.0 {
        right += f32::from(u8::from(bits.dark(line.plus(along, step)) == dark));
        (dark, all, step) = (!dark, all + 1.0, step + 1.0);
    }
    right / all
}

fn of_three(eyes: &[Eye]) -> Vec<Frame> {
    let mut frames = Vec::new();
    for (i, a) in eyes.iter().enumerate() {
        for (j, b) in eyes.iter().enumerate().skip(i + 1) {
            for c in eyes.iter().skip(j + 1) {
                let module = (a.module + b.module + c.module) / 3.0;
                let unlike = [a, b, c].map(|eye| (eye.module / module).ln().abs());
                let unlike = unlike.into_iter().fold(0.0, f32::max);
                if unlike > 0.5 {
                    continue;
                }
                let each = [(a, b, c), (b, c, a), (c, a, b)];
                let frame = each
                    .into_iter()
                    .filter_map(|(at, one, other)| {
                        ordered(at.centre, one.centre, other.centre, module)
                    })
                    .min_by(|a, b| a.doubt.total_cmp(&b.doubt));
                frames.extend(frame.map(|frame| Frame {
                    doubt: frame.doubt + unlike,
                    ..frame
                }));
            }
        }
    }
    frames
}

/// Clockwise, as a code is that is not seen in a mirror; the decoder reads it in one as well.
fn ordered(corner: Point, one: Point, other: Point, module: f32) -> Option<Frame> {
    let (a, b) = (corner.to(one), corner.to(other));
    if a.x * b.y - a.y * b.x > 0.0 {
        Frame::of(corner, one, other, module)
    } else {
        Frame::of(corner, other, one, module)
    }
}

/// Two eyes side by side may have the third above or below either; two across, at one of two ends.
fn of_two(eyes: &[Eye]) -> Vec<Frame> {
    let mut frames = Vec::new();
    for (i, a) in eyes.iter().enumerate() {
        for b in eyes.iter().skip(i + 1) {
            if (a.module / b.module).ln().abs() > 0.2 {
                continue;
            }
            let module = f32::midpoint(a.module, b.module);
            let (a, b) = (a.centre, b.centre);
            let edge = a.to(b);
            let side = Point {
                x: -edge.y,
                y: edge.x,
            };
            let middle = a.plus(edge, 0.5);
            let each = [
                ordered(a, b, a.plus(side, 1.0), module),
                ordered(b, a, b.plus(side, 1.0), module),
                ordered(a, b, a.plus(side, -1.0), module),
                ordered(b, a, b.plus(side, -1.0), module),
                ordered(middle.plus(side, 0.5), a, b, module),
                ordered(middle.plus(side, -0.5), a, b, module),
            ];
            // What three eyes say is worth more.
            frames.extend(each.into_iter().flatten().map(|frame| Frame {
                doubt: frame.doubt + 0.3,
                ..frame
            }));
        }
    }
    frames
}
