//! Preformatted text of a web page: lines that a browser shows as they stand.
//!
//! In: the parts of a page inside `<pre>`. Out: where the lines are laid out as a table, its grid, and the paragraphs beside
//! it. Refuses nothing: lines of no table read on like any text.

use super::Grid;
use super::markup::INLINE;
use super::text_lines::{self, Line};
use super::text_table;

/// Bytes of a line that may be a row of a table.
const WIDEST_LINE: usize = 20_000;

/// The preformatted text that is open.
#[derive(Default)]
pub(super) struct Preformatted {
    depth: usize,
    text: String,
}

impl Preformatted {
    pub fn is_open(&self) -> bool {
        self.depth > 0
    }

    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Whether an element of this name begins preformatted text or stands inside some.
    pub fn begins(&mut self, name: &str) -> bool {
        self.depth += usize::from(is_preformatted(name));
        if self.depth > 0 && (name == "br" || !INLINE.contains(&name)) {
            self.text.push('\n');
        }
        self.depth > 0
    }

    /// The whole text, where the element that ends (of this name) is the outermost one.
    pub fn ends(&mut self, name: &str) -> Option<String> {
        self.depth -= usize::from(is_preformatted(name)).min(self.depth);
        (self.depth == 0).then(|| std::mem::take(&mut self.text))
    }

    /// What was read so far, where a table of the page begins inside.
    pub fn breaks_off(&mut self) -> String {
        self.depth = 0;
        std::mem::take(&mut self.text)
    }
}

fn is_preformatted(name: &str) -> bool {
    matches!(name, "pre" | "xmp" | "listing" | "plaintext")
}

/// The table that the lines of a text are laid out in, and the paragraphs of the others; `None` where there is no table.
pub(super) fn laid_out(text: &str, name: &str) -> Option<(Grid, Vec<String>)> {
    let lines: Vec<&str> = text.lines().map(|line| if line.len() > WIDEST_LINE { "" } else { line }).collect();
    let (grid, taken) = text_table::read(&lines, name);
    let free = |number: u32, text| if taken.contains(&number) { "" } else { text };
    let rest: Vec<Line> =
        lines.iter().zip(1..).map(|(text, number)| Line { number, text: free(number, text) }).collect();
    grid.map(|grid| (grid, text_lines::passages(&rest).into_iter().map(|passage| passage.text).collect()))
}
