//! Sentences of a web page.
//!
//! In: decoded HTML. Out: its paragraphs, in order: blocks, text between line breaks, and cells of running text, which lay a
//! page out; what is hidden by its markup is left out. Cells without a sentence are a table's, and left to its reader.
//! Refuses pages nested beyond what a page needs.

use super::finding::Finding;
use super::html::{HIDDEN, Node, Step, add_text, visit};
use super::markup::INLINE;
use super::passages::is_sentence;
use super::text_lines::{self, Line, SHEET};
use super::{Passage, markup};

/// Reads all sentences of a page.
pub(super) fn read(text: &str) -> Result<Vec<Passage>, Finding> {
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
    Ok(walk.done.into_iter().zip(1..).map(passage).collect())
}

/// Where a walk through the page stands.
#[derive(Default)]
struct Walk {
    hidden: usize,
    raised: usize,
    /// The cells open, innermost last, each with its paragraphs.
    cells: Vec<Vec<String>>,
    block: String,
    done: Vec<String>,
}

impl Walk {
    fn open(&mut self, node: &Node) {
        let Some(element) = node.as_element() else {
            if let Some(text) = node.as_text().filter(|_| self.hidden == 0) {
                let raised = if self.raised > 0 { markup::raise(text) } else { None };
                add_text(&mut self.block, raised.as_deref().unwrap_or(text));
            }
            return;
        };
        let name = element.name();
        self.hidden += usize::from(is_hidden(name, |attribute| element.attr(attribute)));
        self.raised += usize::from(name == "sup");
        match name {
            "br" => self.block.push('\n'),
            _ if INLINE.contains(&name) => {}
            _ => self.end_block(),
        }
        if is_cell(name) {
            self.cells.push(Vec::new());
        }
    }

    fn close(&mut self, node: &Node) {
        let Some(element) = node.as_element() else { return };
        let name = element.name();
        self.hidden -= usize::from(is_hidden(name, |attribute| element.attr(attribute)));
        self.raised -= usize::from(name == "sup");
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
fn is_hidden<'p>(name: &str, attribute: impl Fn(&str) -> Option<&'p str>) -> bool {
    let style = attribute("style").unwrap_or_default();
    let style: String = style.chars().filter(|letter| !letter.is_whitespace()).collect();
    let style = style.to_ascii_lowercase();
    HIDDEN.contains(&name)
        || attribute("hidden").is_some()
        || style.contains("display:none")
        || style.contains("visibility:hidden")
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
