//! What of a page's text can be seen. In: the glyphs of a page, the areas painted in colour, and how many images it holds. Out: the
//! glyphs that are read, and whether some were left out or all of them lie unseen over an image.
//!
//! Unseen text is what a render mode leaves unpainted, and what is painted white on white. Over the image of a scan it is
//! what a machine recognised there, and all there is: it is read. Beside text that is seen it is left out.

use super::canvas::{Glyph, Paint, Stroke};

/// What was done with unseen text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unseen {
    #[default]
    None,
    LeftOut,
    /// Text over the image of a scan.
    Recognised,
}

/// The glyphs and strokes that are read.
pub fn seen(paint: Paint, images: usize) -> (Vec<Glyph>, Vec<Stroke>, Unseen) {
    let Paint { glyphs, strokes, shades } = paint;
    let lies_on = |glyph: &Glyph, shade: &Stroke| {
        let (x, y) = ((glyph.from.0 + glyph.to.0) / 2.0, (glyph.from.1 + glyph.to.1) / 2.0);
        (shade.from.0..=shade.to.0).contains(&x) && (shade.from.1..=shade.to.1).contains(&y)
    };
    let is_seen = |glyph: &Glyph| {
        let is_white = glyph.white && images == 0 && !shades.iter().any(|shade| lies_on(glyph, shade));
        !glyph.hidden && !is_white
    };
    let inked = |glyph: &&Glyph| !glyph.text.trim().is_empty();
    let all = glyphs.iter().filter(inked).count();
    let shown = glyphs.iter().filter(inked).filter(|glyph| is_seen(glyph)).count();
    match () {
        () if shown == all => (glyphs, strokes, Unseen::None),
        () if shown == 0 || images > 0 && shown * 2 < all => (glyphs, strokes, Unseen::Recognised),
        () => (glyphs.into_iter().filter(is_seen).collect(), strokes, Unseen::LeftOut),
    }
}
