//! Pictures of QR codes as people take them: turned, seen from the side, out of focus, dark, with glare, with a logo, far
//! away, torn, on a bottle. Deterministic: a seed names a picture. A flat code is placed in a frame; then come light, lens
//! and noise.

mod dice;
mod flat;
mod frame;
mod hurt;
mod placed;
mod raw_code;
mod room;

use image::{GrayAlphaImage, GrayImage, Luma, LumaA};

pub use dice::Dice;
pub use room::room;

use placed::Placed;

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
    /// An eye is torn, punched or scratched.
    Damaged,
    /// With a sharp edge, over a part of the code.
    Shadow,
    /// Ink on nothing: black, or white.
    Transparent,
    /// UTF-8 with and without a byte order mark, GBK, Shift JIS; none of them declared.
    Charset,
    /// A text over three codes.
    Sequence,
    /// Eyes drawn as circles, as designers do, seen a little from the side.
    RoundEyes,
    /// On a bottle.
    Curved,
    /// Folded twice and laid flat again.
    Creased,
    /// The hand moved.
    Motion,
}

impl Hardship {
    pub const ALL: [Hardship; 22] = [
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
        Hardship::Damaged,
        Hardship::Shadow,
        Hardship::Transparent,
        Hardship::Charset,
        Hardship::Sequence,
        Hardship::RoundEyes,
        Hardship::Curved,
        Hardship::Creased,
        Hardship::Motion,
    ];

    #[must_use]
    pub fn name(self) -> String {
        format!("{self:?}").to_lowercase()
    }
}

/// A picture and the texts that are in it.
pub struct Picture {
    pub image: GrayImage,
    /// What of it is there; all, if nothing is said.
    pub alpha: Option<GrayImage>,
    pub texts: Vec<String>,
}

impl Picture {
    /// As a file holds it.
    #[must_use]
    pub fn whole(&self) -> image::DynamicImage {
        let Some(alpha) = &self.alpha else {
            return self.image.clone().into();
        };
        GrayAlphaImage::from_fn(self.image.width(), self.image.height(), |x, y| {
            LumaA([self.image.get_pixel(x, y).0[0], alpha.get_pixel(x, y).0[0]])
        })
        .into()
    }
}

/// As a camera sees a picture: where it is transparent, something grey lies behind.
#[must_use]
pub fn seen(picture: &image::DynamicImage) -> GrayImage {
    let picture = picture.to_luma_alpha8();
    GrayImage::from_fn(picture.width(), picture.height(), |x, y| {
        let LumaA([grey, alpha]) = *picture.get_pixel(x, y);
        let mixed = u32::from(grey) * u32::from(alpha) + 128 * u32::from(255 - alpha);
        Luma([u8::try_from(mixed / 255).unwrap_or(u8::MAX)])
    })
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
    let (texts, codes) = flat::codes(text, hardship, &mut dice);
    let placed: Vec<Placed> = codes
        .into_iter()
        .enumerate()
        .map(|(n, code)| placed::place(code, n, hardship, &mut dice, width, height))
        .collect();
    let background = dice.between(150.0, 235.0);
    if hardship == Hardship::Transparent {
        let ink = if dice.below(2) == 0 { 0 } else { 255 };
        let mut clear = placed::sample(&placed, 255.0, width, height);
        clear
            .iter_mut()
            .flatten()
            .for_each(|pixel| *pixel = 255.0 - *pixel);
        return Picture {
            image: GrayImage::from_pixel(width, height, Luma([ink])),
            alpha: Some(frame::to_image(&clear, width, height)),
            texts,
        };
    }
    let mut frame = placed::sample(&placed, background, width, height);
    frame::light(&mut frame, hardship, &mut dice);
    frame::blur(&mut frame, hardship, &mut dice);
    frame::noise(&mut frame, hardship, &mut dice);
    Picture {
        image: frame::to_image(&frame, width, height),
        alpha: None,
        texts,
    }
}
