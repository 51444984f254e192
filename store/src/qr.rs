//! QR codes of links, as SVG for pages and as PNG for print and chats. Pure.

use std::fmt::Write as _;
use std::io::Cursor;

use image::{ImageFormat, Luma};
use qrcode::{Color, EcLevel, QrCode};

/// Modules of white around the code that readers need (ISO/IEC 18004).
const QUIET: usize = 4;

/// The text does not fit into a code, or a picture could not be written.
#[derive(Debug, thiserror::Error)]
pub enum QrError {
    #[error("the link is too long for a QR code")]
    TooLong,
    #[error("drawing: {0}")]
    Draw(#[from] image::ImageError),
}

/// A code with the strongest error correction that keeps it readable from a screen: M for most links,
/// L only for those that would not fit otherwise.
fn code(text: &str) -> Result<QrCode, QrError> {
    QrCode::with_error_correction_level(text, EcLevel::M)
        .or_else(|_| QrCode::with_error_correction_level(text, EcLevel::L))
        .map_err(|_| QrError::TooLong)
}

/// An `<svg>` element without a prolog: usable as a file and inside HTML. `title` is escaped.
pub fn svg(text: &str, title: &str, pixels: u32) -> Result<String, QrError> {
    let code = code(text)?;
    let side = code.width() + 2 * QUIET;
    let mut path = String::new();
    let colors = code.to_colors();
    for (y, row) in colors.chunks(code.width()).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run.first() == Some(&Color::Dark) {
                let _ = write!(
                    path,
                    "M{} {}h{}v1h-{}z",
                    x + QUIET,
                    y + QUIET,
                    run.len(),
                    run.len()
                );
            }
            x += run.len();
        }
    }
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"{title}\" width=\"{pixels}\" \
         height=\"{pixels}\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path fill=\"#000\" d=\"{path}\"/></svg>",
        title = escape(title)
    ))
}

/// A black and white PNG of exactly `pixels` by `pixels`: whole pixels a module, the rest is margin.
pub fn png(text: &str, pixels: u32) -> Result<Vec<u8>, QrError> {
    let code = code(text)?;
    let side = u32::try_from(code.width() + 2 * QUIET).map_err(|_| QrError::TooLong)?;
    let module = (pixels / side).max(1);
    let drawn = code
        .render::<Luma<u8>>()
        .module_dimensions(module, module)
        .build();
    let pixels = pixels.max(drawn.width());
    let mut picture = image::GrayImage::from_pixel(pixels, pixels, Luma([255]));
    let margin = i64::from((pixels - drawn.width()) / 2);
    image::imageops::replace(&mut picture, &drawn, margin, margin);
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, ImageFormat::Png)?;
    Ok(out.into_inner())
}

fn escape(text: &str) -> String {
    text.chars()
        .fold(String::with_capacity(text.len()), |mut out, c| {
            match c {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '"' => out.push_str("&quot;"),
                // Not allowed in XML at all.
                c if c.is_control() => out.push(' '),
                c => out.push(c),
            }
            out
        })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn both_forms_have_the_size_asked_for() {
        let link = "https://store.example/m/canteen/pages/detail/detail?id=12";
        let picture = image::load_from_memory(&png(link, 512).unwrap()).unwrap();
        assert_eq!((picture.width(), picture.height()), (512, 512));
        // Smaller than one pixel a module cannot be drawn: it is as small as it can be.
        assert!(
            image::load_from_memory(&png(&"x".repeat(2000), 64).unwrap())
                .unwrap()
                .width()
                > 64
        );
        let drawn = svg(link, "<a> \"b\" & c\u{1}", 200).unwrap();
        assert!(drawn.starts_with("<svg "));
        assert!(drawn.contains("aria-label=\"&lt;a&gt; &quot;b&quot; &amp; c \""));
        assert!(matches!(
            svg(&"x".repeat(3000), "", 200),
            Err(QrError::TooLong)
        ));
    }
}
