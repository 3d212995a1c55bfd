//! One table of a Word document while it is being read.
//!
//! In: its rows and cells in order. Out: a grid, or lines of text where it only lays text out. Refuses rows wider than
//! a spreadsheet.

use super::finding::Finding;
use super::passages::{self, Piece};
use super::room::{Room, clip_merges};
use super::{Cell, Grid, Merge};
use crate::messages::say;
use std::collections::BTreeMap;

const MOST_COLS: usize = 16_384;
/// A table of so few lonely cells is a line of text in disguise.
const FEW_ROWS: usize = 5;

/// Whether a cell is part of one that spans rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Down {
    #[default]
    No,
    Begins,
    GoesOn,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub cols: usize,
    pub down: Down,
    pub deleted: bool,
}

#[derive(Debug)]
pub(super) struct OpenCell {
    pub span: Span,
    pub text: String,
}

#[derive(Debug, Default)]
pub(super) struct OpenTable {
    pub cell: Option<OpenCell>,
    /// The row open was struck out, or is not shown.
    pub row_deleted: bool,
    pub row_hidden: bool,
    grid: Grid,
    row: usize,
    col: usize,
    /// For each column where a cell that spans rows begins: its place in `grid.merges`.
    spanning: BTreeMap<usize, usize>,
    /// What there was before the row open, and which of it goes on in this row.
    merges_before: usize,
    continued: Vec<usize>,
    /// Pieces that stood before the table, and before the end of each of its first cells.
    before: usize,
    cell_ends: Vec<usize>,
}

impl OpenTable {
    pub fn new(number: usize, before: usize) -> OpenTable {
        OpenTable { grid: Grid { sheet: format!("table {number}"), ..Grid::default() }, before, ..OpenTable::default() }
    }

    pub fn begin_row(&mut self) {
        self.col = 0;
        (self.row_deleted, self.row_hidden) = (false, false);
        self.merges_before = self.grid.merges.len();
        self.continued.clear();
    }

    /// A row that was struck out leaves nothing behind.
    pub fn end_row(&mut self) {
        if !self.row_deleted {
            if self.row_hidden {
                self.grid.hidden.add_row(self.row as u32);
            }
            self.row += 1;
            return;
        }
        self.grid.rows.truncate(self.row);
        for at in self.continued.drain(..) {
            if let Some(merge) = self.grid.merges.get_mut(at) {
                merge.last_row = merge.last_row.saturating_sub(1);
            }
        }
        self.grid.merges.truncate(self.merges_before);
    }

    /// Columns left free before the first cell.
    pub fn skip(&mut self, cols: usize) {
        self.col = cols.min(MOST_COLS);
    }

    pub fn begin_cell(&mut self) {
        let span = Span { cols: 1, down: Down::No, deleted: false };
        self.cell = Some(OpenCell { span, text: String::new() });
    }

    /// Puts the cell into the grid; `pieces` is how many there are by now.
    pub fn end_cell(&mut self, pieces: usize, room: &mut Room) -> Result<(), Finding> {
        let Some(OpenCell { span, text }) = self.cell.take().filter(|cell| !cell.span.deleted) else { return Ok(()) };
        let (first, end) = (self.col, self.col.saturating_add(span.cols));
        if end > MOST_COLS {
            let message = say!("source.docx-table-wide", most = MOST_COLS);
            return Err(Finding::error("sheet-too-large", message));
        }
        self.col = end;
        if self.spans(first, end, span.down) {
            return Ok(());
        }
        let text = text.trim_end_matches(['\n', ' ']).trim_start_matches('\n');
        if text.is_empty() {
            return Ok(());
        }
        if self.cell_ends.len() <= FEW_ROWS {
            self.cell_ends.push(pieces);
        }
        room.put(&mut self.grid, self.row, first, Cell { text: text.to_string(), stored: None })
    }

    /// Records the range; true where the cell only goes on with the one above, and so shows nothing of its own.
    fn spans(&mut self, first: usize, end: usize, down: Down) -> bool {
        let (row, first_col, last_col) = (self.row as u32, first as u32, (end - 1) as u32);
        let above = self.spanning.get(&first).copied().filter(|_| down == Down::GoesOn);
        if let Some((at, merge)) = above.and_then(|at| self.grid.merges.get_mut(at).map(|merge| (at, merge)))
            && merge.last_row + 1 == row
            && (merge.first_col, merge.last_col) == (first_col, last_col)
        {
            merge.last_row = row;
            self.continued.push(at);
            return true;
        }
        match down {
            Down::No => self.spanning.remove(&first),
            Down::Begins | Down::GoesOn => self.spanning.insert(first, self.grid.merges.len()),
        };
        if down != Down::No || first_col < last_col {
            self.grid.merges.push(Merge { first_row: row, first_col, last_row: row, last_col });
        }
        false
    }

    /// A table proper stands where it began, before what is nested in it; the few cells of another are paragraphs, each
    /// at its own place.
    pub fn finish(self, pieces: &mut Vec<Piece>) {
        let OpenTable { mut grid, before, cell_ends, .. } = self;
        let lonely = |row: &Vec<Cell>| row.iter().filter(|cell| !cell.text.is_empty()).count() < 2;
        if grid.rows.len() > FEW_ROWS || !grid.rows.iter().all(lonely) {
            clip_merges(&mut grid);
            pieces.insert(before.min(pieces.len()), Piece::Table(Box::new(grid)));
            return;
        }
        let texts: Vec<String> =
            grid.rows.into_iter().flatten().map(|cell| cell.text).filter(|text| !text.is_empty()).collect();
        for (text, at) in texts.iter().zip(&cell_ends).rev() {
            let after = pieces.split_off((*at).min(pieces.len()));
            text.split('\n').for_each(|line| passages::push(pieces, line));
            pieces.extend(after);
        }
    }
}
