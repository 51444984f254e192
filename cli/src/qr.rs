//! `tiffin qr`: a link as a QR code, in the terminal, or as PNG or SVG.

use std::path::PathBuf;

use image::Luma;
use qrcode::render::{svg, unicode};
use qrcode::{EcLevel, QrCode};
use tiffin_protocol::Link;

use crate::build::write;
use crate::error::CommandError;

#[derive(clap::Args)]
pub struct Args {
    /// The link
    link: String,
    /// A .png or .svg file; the terminal if not said
    #[arg(long)]
    out: Option<PathBuf>,
    /// Smallest width of the picture, in pixels
    #[arg(long, default_value_t = 480, value_parser = clap::value_parser!(u32).range(64..=8192))]
    size: u32,
}

pub fn run(args: &Args) -> Result<(), CommandError> {
    Link::parse(&args.link)?;
    let Some(out) = &args.out else {
        crate::ui::say(&terminal(&args.link)?);
        return Ok(());
    };
    let code = code(&args.link)?;
    let bytes = match out.extension().and_then(|e| e.to_str()) {
        Some("svg") => code
            .render::<svg::Color>()
            .min_dimensions(args.size, args.size)
            .build()
            .into_bytes(),
        Some("png") => {
            let picture = code
                .render::<Luma<u8>>()
                .min_dimensions(args.size, args.size)
                .build();
            let mut png = std::io::Cursor::new(Vec::new());
            picture.write_to(&mut png, image::ImageFormat::Png)?;
            png.into_inner()
        }
        _ => return Err(CommandError::from("the file has to end in .png or .svg")),
    };
    write(out, &bytes)?;
    crate::ui::say(&out.display().to_string());
    Ok(())
}

/// Two modules a character, with a quiet zone; black on white, so that it scans
/// from a dark terminal too.
pub fn terminal(link: &str) -> Result<String, CommandError> {
    Ok(code(link)?
        .render::<unicode::Dense1x2>()
        .dark_color(unicode::Dense1x2::Light)
        .light_color(unicode::Dense1x2::Dark)
        .build())
}

/// Level M: what a store prints too.
fn code(link: &str) -> Result<QrCode, CommandError> {
    QrCode::with_error_correction_level(link, EcLevel::M)
        .map_err(|e| CommandError::from(format!("this link fits into no QR code: {e}")))
}
