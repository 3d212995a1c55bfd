//! Where the tables of a sheet are. In: a view. Out: rectangles that hold one table each, left to right, top to bottom:
//! strips between empty columns, then blocks from title to notes. Sides of one account (收入 | 支出) are parted later,
//! in `sides`.

use std::collections::BTreeSet;
use std::ops::Range;

use super::rows::{self, Row};
use super::view::View;
use super::{title, years};
use crate::sources::Frame;

/// The cells of one table with its title and notes.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    pub rows: Range<usize>,
    pub cols: Range<usize>,
    /// The kind of each row of `rows`.
    pub kinds: Vec<Row>,
}

impl Block {
    pub fn kind(&self, row: usize) -> Row {
        row.checked_sub(self.rows.start).and_then(|at| self.kinds.get(at)).copied().unwrap_or(Row::Blank)
    }
}

/// All blocks of a sheet, in reading order.
pub fn blocks(view: &View) -> Vec<Block> {
    if let Some(frame) = &view.grid.frame {
        return vec![framed(view, frame)];
    }
    strips(view).into_iter().flat_map(|cols| stacked(view, cols)).collect()
}

/// The whole grid, where its container says what stands where.
fn framed(view: &View, frame: &Frame) -> Block {
    let width = view.grid.rows.iter().map(Vec::len).max().unwrap_or(0);
    let kind = |row: usize| match row as u32 {
        at if frame.header.contains(&at) => Row::Words,
        at if frame.body.contains(&at) => Row::Data,
        _ => rows::kind(view, row, &(0..width)),
    };
    Block { rows: 0..view.height(), cols: 0..width, kinds: (0..view.height()).map(kind).collect() }
}

/// Runs of columns, parted at empty columns where both sides have their own stub and figures.
fn strips(view: &View) -> Vec<Range<usize>> {
    let mut strips: Vec<Range<usize>> = Vec::new();
    for part in parts(view) {
        let alone = stands_alone(view, &part);
        match strips.last_mut() {
            Some(last) if !(alone && stands_alone(view, last)) => last.end = part.end,
            _ => strips.push(part),
        }
    }
    strips
}

fn parts(view: &View) -> Vec<Range<usize>> {
    let used: BTreeSet<usize> = view.used().map(|(_, col)| col).collect();
    let mut parts: Vec<Range<usize>> = Vec::new();
    for col in used {
        match parts.last_mut() {
            Some(last) if last.end == col => last.end = col + 1,
            _ => parts.push(col..col + 1),
        }
    }
    parts
}

/// The first column holds words beside most of the figures.
fn stands_alone(view: &View, cols: &Range<usize>) -> bool {
    let with_figures = |row: &usize| (cols.start + 1..cols.end).any(|col| view.is_number(*row, col));
    let rows: Vec<usize> = (0..view.height()).filter(with_figures).collect();
    let labelled = rows.iter().filter(|&&row| view.is_words(row, cols.start)).count();
    rows.len() >= 2 && labelled * 10 >= rows.len() * 6
}

/// Blocks of one strip: a new one opens below data where a title, unit line or header stands again.
fn stacked(view: &View, cols: Range<usize>) -> Vec<Block> {
    let mut kinds: Vec<Row> = (0..view.height()).map(|row| rows::kind(view, row, &cols)).collect();
    years::settle(view, &mut kinds, &cols);
    let mut starts = vec![0];
    let mut tally = Tally::new(cols.clone());
    for row in 0..kinds.len() {
        if tally.rows > 0 && opens(view, &kinds, row, &tally) {
            let floor = tally.last + 1;
            starts.push(walk_back(view, &kinds, row, floor, &cols));
            tally = Tally::new(cols.clone());
        }
        if kinds[row] == Row::Data {
            tally.add(view, row);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([kinds.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(&start, end)| Block { rows: start..end, cols: cols.clone(), kinds: kinds[start..end].to_vec() })
        .collect()
}

/// Which columns of the data rows so far hold figures rather than words.
struct Tally {
    cols: Range<usize>,
    figures: Vec<usize>,
    words: Vec<usize>,
    rows: usize,
    last: usize,
}

impl Tally {
    fn new(cols: Range<usize>) -> Tally {
        Tally { figures: vec![0; cols.len()], words: vec![0; cols.len()], cols, rows: 0, last: 0 }
    }

    fn add(&mut self, view: &View, row: usize) {
        for (at, col) in self.cols.clone().enumerate() {
            self.figures[at] += usize::from(view.is_figure(row, col));
            self.words[at] += usize::from(view.is_words(row, col) && !view.is_figure(row, col));
        }
        (self.rows, self.last) = (self.rows + 1, row);
    }

    fn body(&self) -> impl Iterator<Item = usize> {
        self.cols.clone().enumerate().filter(|(at, _)| self.figures[*at] > self.words[*at]).map(|(_, col)| col)
    }
}

/// Whether a row below data begins another table; there must be data below it.
fn opens(view: &View, kinds: &[Row], row: usize, tally: &Tally) -> bool {
    let opening = match kinds[row] {
        Row::Continued | Row::Unit | Row::Preamble => true,
        Row::Years => tally.body().any(|col| view.year(row, col).is_some()),
        Row::Line => {
            let text = tally.cols.clone().find(|&col| !view.is_empty(row, col)).map(|col| view.label(row, col));
            text.is_some_and(|text| title::is_numbered(&text)) && !beside_note(kinds, row, tally.last)
        }
        Row::Words => {
            let body: Vec<usize> = tally.body().collect();
            let headed = body.iter().filter(|&&col| view.is_words(row, col)).count();
            headed > 0 && headed * 2 >= body.len().min(view.filled(row, &tally.cols).len())
        }
        _ => false,
    };
    opening && kinds.iter().skip(row + 1).any(|kind| *kind == Row::Data)
}

fn beside_note(kinds: &[Row], row: usize, last: usize) -> bool {
    kinds[last..row].contains(&Row::Note) && kinds.get(row.wrapping_sub(1)) != Some(&Row::Blank)
}

/// Lines right above an opening row that belong to it: merged lines, titles, sides of an account.
fn walk_back(view: &View, kinds: &[Row], row: usize, floor: usize, cols: &Range<usize>) -> usize {
    let mut start = row;
    while start > floor && matches!(kinds[start - 1], Row::Line | Row::Blank | Row::Unit | Row::Words) {
        let above = start - 1;
        let Some(col) = cols.clone().find(|&col| !view.is_empty(above, col)) else {
            start = above;
            continue;
        };
        let text = view.label(above, col);
        let after_blank = above == floor || kinds[above - 1] == Row::Blank;
        let words_only = kinds[above] == Row::Words && !(after_blank && above > floor);
        let is_title = title::is_numbered(&text) || title::is_side(&text) || title::names_a_table(&text);
        let titled = view.breadth(above, col) > 1 || is_title;
        if words_only || !(titled || kinds[above] == Row::Unit || (after_blank && above > floor)) {
            break;
        }
        start = above;
    }
    while start < row && kinds[start] == Row::Blank {
        start += 1;
    }
    start
}
