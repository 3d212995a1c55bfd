//! Lines of a page's running text.
//!
//! In: lines. Out: lines in which no figure is parted, and whether one is a sentence. Refuses nothing.

use super::text_lines;

/// Lines with their numbers; a figure that two lines share is put together in the first.
pub(super) fn whole_figures(lines: impl Iterator<Item = (String, u32)>) -> Vec<(String, u32)> {
    let mut whole: Vec<(String, u32)> = Vec::new();
    for (line, row) in lines {
        match whole.last_mut().filter(|(above, _)| text_lines::breaks_figure(above, &line)) {
            Some((above, _)) => text_lines::join(above, &line),
            None => whole.push((line, row)),
        }
    }
    whole
}

/// A line that ends a sentence, of more than a few words: an error page or a menu has none with a figure in it.
pub(super) fn is_prose(line: &str) -> bool {
    let ends = line.contains(['。', '；']) || line.ends_with('.');
    ends && line.chars().count() >= 16 && line.contains(|letter: char| letter.is_ascii_digit())
}
