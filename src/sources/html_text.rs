//! Sentences of a web page.
//!
//! In: decoded HTML. Out: its paragraphs, in order, and how many of them stand before each table: blocks, text between line breaks, and cells of running text, which lay a
//! page out; what is hidden or struck through by its markup is left out. Cells without a sentence are a table's, and left to its reader.
//! Refuses pages nested beyond what a page needs.

use super::equation::Equation;
use super::finding::Finding;
use super::html_page::{Element, HIDDEN, Node, Step, add_text, visit};
use super::html_style::{self, Level, is_struck, level};
use super::markup::INLINE;
use super::passages::is_sentence;
use super::text_lines::{self, Line, SHEET};
use super::{Passage, markup};

/// What a page says.
#[derive(Default)]
pub(super) struct Said {
    pub passages: Vec<Passage>,
    /// For each table how many paragraphs stand before it.
    pub before_tables: Vec<u32>,
}

/// Reads all sentences of a page.
pub(super) fn read(text: &str) -> Result<Said, Finding> {
    markup::check_html(text)?;
    let mut walk = Walk::default();
    visit(text, |step, node| {
        match step {
            Step::Begins => walk.open(node),
            Step::Ends => walk.close(node),
        }
        Ok(())
    })?;
    walk.end_block();
    let passage = |(text, row): (String, u32)| Passage { sheet: SHEET.to_string(), row, text };
    let passages = walk.done.into_iter().zip(1..).map(passage).collect();
    Ok(Said { passages, before_tables: walk.before_tables })
}

/// Where a walk through the page stands.
#[derive(Default)]
struct Walk {
    /// Depth inside what is not shown or struck through.
    hidden: usize,
    /// The levels of the elements open that are raised or lowered, innermost last.
    levels: Vec<Level>,
    equation: Equation,
    /// The cells open, innermost last, each with its paragraphs.
    cells: Vec<Vec<String>>,
    block: String,
    done: Vec<String>,
    before_tables: Vec<u32>,
}

impl Walk {
    fn open(&mut self, node: &Node) {
        let Some(element) = node.as_element() else {
            if let Some(text) = node.as_text().filter(|_| self.hidden == 0) {
                self.add(text);
            }
            return;
        };
        let name = element.name();
        if name == "math" || self.equation.is_open() {
            return self.equation.begin(name, None);
        }
        self.hidden += usize::from(is_hidden(element));
        self.levels.extend(level(element));
        match name {
            "br" => self.block.push('\n'),
            _ if INLINE.contains(&name) => {}
            _ => self.end_block(),
        }
        if is_cell(name) {
            self.cells.push(Vec::new());
        }
        if name == "table" {
            self.before_tables.push(u32::try_from(self.done.len()).unwrap_or(u32::MAX));
        }
    }

    fn close(&mut self, node: &Node) {
        let Some(element) = node.as_element() else { return };
        let name = element.name();
        if self.equation.is_open() {
            if let Some(text) = self.equation.end().filter(|_| self.hidden == 0) {
                self.add(&text);
            }
            return;
        }
        self.hidden -= usize::from(is_hidden(element));
        if level(element).is_some() {
            self.levels.pop();
        }
        if name != "br" && !INLINE.contains(&name) {
            self.end_block();
        }
        if is_cell(name)
            && let Some(cell) = self.cells.pop()
        {
            let is_text = cell.iter().any(|text| is_sentence(text));
            self.keep(if is_text { cell } else { Vec::new() });
        }
    }

    /// Text that the page shows, digits above and below the line kept apart from those on it.
    fn add(&mut self, text: &str) {
        if self.equation.is_open() {
            return self.equation.push(text.trim());
        }
        let behind_digit = self.block.ends_with(|letter: char| letter.is_ascii_digit());
        let set = match self.levels.last() {
            Some(Level::Raised) => markup::raise(text),
            Some(Level::Lowered) if behind_digit => markup::lower(text),
            _ => None,
        };
        add_text(&mut self.block, set.as_deref().unwrap_or(text));
    }

    /// A block is a paragraph, or several where lines are broken by hand.
    fn end_block(&mut self) {
        let block = std::mem::take(&mut self.block);
        if !block.trim().is_empty() {
            self.keep(paragraphs(&block));
        }
    }

    fn keep(&mut self, texts: Vec<String>) {
        self.cells.last_mut().unwrap_or(&mut self.done).extend(texts);
    }
}

fn is_cell(name: &str) -> bool {
    ["td", "th", "caption"].contains(&name)
}

/// By its kind, or by a mark that its author gave it.
fn is_hidden(element: &Element) -> bool {
    let style = html_style::style(element);
    HIDDEN.contains(&element.name())
        || element.attr("hidden").is_some()
        || style.contains("display:none")
        || style.contains("visibility:hidden")
        || is_struck(element)
        || html_style::is_second_form(element)
}

/// Lines parted by line breaks: one that ends in a comma goes on.
fn paragraphs(block: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in block.split('\n').map(str::trim) {
        match lines.last_mut().filter(|last| last.ends_with(['，', '、', ',']) && !line.is_empty()) {
            Some(last) => {
                last.push_str(if last.ends_with(',') { " " } else { "" });
                last.push_str(line);
            }
            None => lines.push(line.to_string()),
        }
    }
    let numbered: Vec<Line> = lines.iter().zip(1..).map(|(text, number)| Line { number, text }).collect();
    text_lines::passages(&numbered).into_iter().map(|passage| passage.text).collect()
}
