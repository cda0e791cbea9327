//! SVG drawings as PNG, with the feature `png`.
//!
//! Text is set in the system's own sans-serif fonts, so the bytes depend on the machine; the SVG does not.

use std::io;

/// Pixels per unit: 760 units become 2,280 pixels, 300 dpi at the width of a printed page.
#[cfg(feature = "png")]
const SCALE: f32 = 3.0;

/// Draws an SVG document of [`super::plot`] as PNG.
///
/// # Errors
/// When the program was built without the feature `png`, or the drawing cannot be read.
#[cfg(feature = "png")]
pub fn png(svg: &str) -> io::Result<Vec<u8>> {
    use resvg::{tiny_skia, usvg};
    let mut options = usvg::Options::default();
    options.fontdb_mut().load_system_fonts();
    let tree = usvg::Tree::from_str(svg, &options).map_err(io::Error::other)?;
    let size = tree.size().to_int_size().scale_by(SCALE).ok_or_else(|| io::Error::other("the drawing has no size"))?;
    let mut pixels =
        tiny_skia::Pixmap::new(size.width(), size.height()).ok_or_else(|| io::Error::other("the drawing is too large"))?;
    resvg::render(&tree, tiny_skia::Transform::from_scale(SCALE, SCALE), &mut pixels.as_mut());
    pixels.encode_png().map_err(io::Error::other)
}

/// Draws an SVG document of [`super::plot`] as PNG.
///
/// # Errors
/// Always: the program was built without the feature `png`.
#[cfg(not(feature = "png"))]
pub fn png(_svg: &str) -> io::Result<Vec<u8>> {
    Err(io::Error::new(
        io::ErrorKind::Unsupported,
        "this build draws no PNG: write --to svg, or install with `cargo install framescope --features png`",
    ))
}

#[cfg(test)]
mod tests {
    use super::png;

    #[test]
    fn drawings_become_pixels_where_the_feature_is_on() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"2\"><rect width=\"4\" height=\"2\" fill=\"#1f6fb2\"/></svg>";
        match png(svg) {
            Ok(bytes) => assert_eq!((&bytes[..8], &bytes[16..24]), (&b"\x89PNG\r\n\x1a\n"[..], &[0, 0, 0, 12, 0, 0, 0, 6][..])),
            Err(e) => assert!(!cfg!(feature = "png") && e.to_string().contains("svg")),
        }
    }
}
