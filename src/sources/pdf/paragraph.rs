//! Paragraphs of a page. In: lines outside tables, from top to bottom. Out: lines put together that one paragraph was
//! broken into. Refuses nothing.

use super::text::{Line, is_ideographic};
use crate::sources::text_lines;

#[derive(Clone, Debug, PartialEq)]
pub struct Paragraph {
    /// The parts between wide gaps; several only where the paragraph is one line.
    pub parts: Vec<String>,
    pub top: f64,
    pub bottom: f64,
    pub size: f64,
    /// Its last line ends at the right margin: it may go on.
    pub is_full: bool,
    /// Its first line begins at the left margin: it may go on with what stood before.
    pub is_flush: bool,
}

impl Paragraph {
    pub fn text(&self) -> String {
        self.parts.join(" ")
    }

    /// Puts what follows behind it.
    pub fn go_on(&mut self, text: &str) {
        let mut head = self.text();
        if text_lines::breaks_figure(&head, text) {
            text_lines::join(&mut head, text);
            self.parts = vec![head];
            return;
        }
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic() || c == ',');
        let apart = latin(head.chars().next_back()) && latin(text.chars().next());
        self.parts = vec![format!("{head}{}{text}", if apart { " " } else { "" })];
    }
}

/// Lines of running text reach this close to the margins, in parts of the size of their characters.
const MARGIN: f64 = 1.6;
const INDENT: f64 = 1.0;
/// Lines further apart than this belong to different paragraphs.
const PITCH: f64 = 1.5;
/// A line that another goes on from takes this part of the width.
const WIDE: f64 = 0.6;
/// Fewer characters do not make a line of running text.
const SHORTEST: usize = 15;

pub fn paragraphs(lines: &[Line]) -> Vec<Paragraph> {
    let margins = margins(lines);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for line in lines {
        let flush = margins.is_some_and(|(left, _)| line.left() - left < INDENT * line.size);
        let full = margins.is_some_and(|(left, right)| {
            right - line.right() < MARGIN * line.size && line.right() - line.left() > (right - left) * WIDE
        });
        if let Some(last) = paragraphs.last_mut().filter(|last| goes_on(last, line, flush)) {
            last.go_on(&line.text());
            (last.bottom, last.is_full) = (line.bottom, full);
            continue;
        }
        paragraphs.push(Paragraph {
            parts: line.segments.iter().map(|segment| segment.text.clone()).collect(),
            top: line.top,
            bottom: line.bottom,
            size: line.size,
            is_full: full,
            is_flush: flush,
        });
    }
    paragraphs
}

fn goes_on(last: &Paragraph, line: &Line, flush: bool) -> bool {
    let near = line.top - last.bottom < PITCH * line.size;
    let alike = (last.size - line.size).abs() < 0.15 * line.size;
    let (head, text) = (last.text(), line.text());
    let breaks_figure = last.parts.len() == 1 && line.segments.len() == 1 && text_lines::breaks_figure(&head, &text);
    near && alike && (breaks_figure || last.is_full && flush && !opens_item(&head, &text))
}

/// A numbered item behind a finished sentence begins a paragraph, indented or not.
pub fn opens_item(before: &str, text: &str) -> bool {
    let ended = before.ends_with(['。', '；', '：', ':', ';', '.']);
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let bare = text.trim_start_matches(['（', '(']);
    let rest = bare.trim_start_matches(numeral);
    ended && rest.len() < bare.len() && rest.starts_with(['、', '.', '．', '）', ')'])
}

/// Left and right ends of the running text; `None` where there is none.
fn margins(lines: &[Line]) -> Option<(f64, f64)> {
    let long = || lines.iter().filter(|line| line.text().chars().count() >= SHORTEST);
    let running = long().filter(|line| line.text().chars().any(is_ideographic) || line.segments.len() <= 2);
    let (left, right) = running.fold((f64::INFINITY, f64::NEG_INFINITY), |(left, right), line| {
        (left.min(line.left()), right.max(line.right()))
    });
    (left < right).then_some((left, right))
}
