//! A grid seen cell by cell. In: one grid. Out: what each cell shows and which merged range it lies in, safe to ask
//! anywhere.

use std::ops::Range;

use super::number::{self, DecimalMark, Printed};
use super::{brackets, language, stand_ins, wording};
use crate::sources::{Grid, Merge};

/// What is noted of figures in rows with a field too many.
const OVERFULL: &str = "the row has more fields than the header: a comma may stand inside one of them";

/// One grid with its cells read; rows and columns count from 0.
pub struct View<'a> {
    pub grid: &'a Grid,
    printed: Vec<Vec<Printed>>,
    width: usize,
    /// The merged range of each cell, row by row; empty where the grid has none.
    merged: Vec<Option<Merge>>,
    pub mark: DecimalMark,
}

impl<'a> View<'a> {
    pub fn new(grid: &'a Grid) -> View<'a> {
        let texts = grid.rows.iter().flatten().filter(|cell| cell.stored.is_none()).map(|cell| cell.text.as_str());
        let mark = match number::decimal_mark(texts.clone()) {
            DecimalMark::Point if number::grouped_by_points_only(texts) && language::has_decimal_comma(grid) => {
                DecimalMark::Comma
            }
            mark => mark,
        };
        View::with_mark(grid, mark)
    }

    /// The same grid with commas as decimal marks, where its numbers leave open whether they group thousands.
    pub fn with_commas(grid: &'a Grid) -> Option<View<'a>> {
        let texts = grid.rows.iter().flatten().filter(|cell| cell.stored.is_none()).map(|cell| cell.text.as_str());
        number::doubtful_mark(texts).then(|| View::with_mark(grid, DecimalMark::Comma))
    }

    fn with_mark(grid: &'a Grid, mark: DecimalMark) -> View<'a> {
        let read_row = |row: &Vec<_>| row.iter().map(|cell| number::read(cell, mark)).collect();
        let width = grid.rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut printed: Vec<Vec<Printed>> = grid.rows.iter().map(read_row).collect();
        open_overfull(grid, &mut printed);
        brackets::settle(grid, &mut printed);
        stand_ins::settle(grid, &mut printed);
        View { grid, printed, width, merged: merged_cells(grid, width), mark }
    }

    pub fn height(&self) -> usize {
        self.printed.len()
    }

    pub fn printed(&self, row: usize, col: usize) -> &Printed {
        self.printed.get(row).and_then(|cells| cells.get(col)).unwrap_or(&Printed::Empty)
    }

    /// The text as printed, nothing trimmed.
    pub fn raw(&self, row: usize, col: usize) -> &str {
        self.grid.rows.get(row).and_then(|cells| cells.get(col)).map_or("", |cell| cell.text.as_str())
    }

    /// The texts of a row, blanks left out.
    pub fn row(&self, row: usize) -> impl Iterator<Item = String> {
        (0..self.printed.get(row).map_or(0, Vec::len)).map(move |col| wording::squash(self.raw(row, col)))
    }

    /// The label text of a cell.
    pub fn label(&self, row: usize, col: usize) -> String {
        wording::fold(self.raw(row, col))
    }

    pub fn is_empty(&self, row: usize, col: usize) -> bool {
        *self.printed(row, col) == Printed::Empty
    }

    pub fn is_number(&self, row: usize, col: usize) -> bool {
        matches!(self.printed(row, col), Printed::Number(_))
    }

    /// A number or a mark that stands where a number would.
    pub fn is_figure(&self, row: usize, col: usize) -> bool {
        matches!(self.printed(row, col), Printed::Number(_) | Printed::Missing | Printed::Suspect | Printed::Open(_))
    }

    /// Words: neither empty nor a number nor a missing-value mark.
    pub fn is_words(&self, row: usize, col: usize) -> bool {
        matches!(self.printed(row, col), Printed::Text | Printed::Suspect)
    }

    pub fn year(&self, row: usize, col: usize) -> Option<i32> {
        if self.is_empty(row, col) { None } else { wording::year(self.raw(row, col)) }
    }

    /// Columns of a row that are not empty.
    pub fn filled(&self, row: usize, cols: &Range<usize>) -> Vec<usize> {
        let end = cols.end.min(self.printed.get(row).map_or(0, Vec::len));
        (cols.start..end).filter(|&col| !self.is_empty(row, col)).collect()
    }

    /// Every cell that is not empty, row by row.
    pub fn used(&self) -> impl Iterator<Item = (usize, usize)> {
        let cells = |(row, cells): (usize, &'_ Vec<Printed>)| -> Vec<(usize, usize)> {
            let used = cells.iter().enumerate().filter(|(_, printed)| **printed != Printed::Empty);
            used.map(|(col, _)| (row, col)).collect()
        };
        self.printed.iter().enumerate().flat_map(cells)
    }

    pub fn merge(&self, row: usize, col: usize) -> Option<Merge> {
        if col < self.width { self.merged.get(row * self.width + col).copied().flatten() } else { None }
    }

    /// A heading that stands over its own column and no other.
    pub fn stands_alone(&self, row: usize, col: usize) -> bool {
        self.grid.alone.iter().any(|&(at, own)| (at as usize, own as usize) == (row, col))
    }

    /// Columns over which the merged range starting at a cell runs; the cell itself where it is not merged.
    pub fn breadth(&self, row: usize, col: usize) -> usize {
        self.merge(row, col).map_or(1, |merge| (merge.last_col - merge.first_col) as usize + 1)
    }
}

/// Numbers of rows with a field too many stay open: any of them may be half of one.
fn open_overfull(grid: &Grid, printed: &mut [Vec<Printed>]) {
    for &row in &grid.overfull {
        let cells = printed.get_mut(row as usize).into_iter().flatten();
        cells
            .filter(|read| matches!(read, Printed::Number(_) | Printed::Suspect))
            .for_each(|read| *read = Printed::Open(OVERFULL));
    }
}

/// Merges by cell, cut to the grid's size; ranges of one cell are no merges.
fn merged_cells(grid: &Grid, width: usize) -> Vec<Option<Merge>> {
    let height = grid.rows.len();
    let most = height.saturating_mul(width).saturating_mul(2);
    let mut work = 0;
    let mut merged: Vec<Option<Merge>> = Vec::new();
    for merge in &grid.merges {
        let rows = merge.first_row as usize..(merge.last_row as usize).saturating_add(1).min(height);
        let cols = merge.first_col as usize..(merge.last_col as usize).saturating_add(1).min(width);
        if rows.len() * cols.len() < 2 {
            continue;
        }
        work += rows.len() * cols.len();
        if work > most {
            break;
        }
        let cut = Merge { last_row: rows.end as u32 - 1, last_col: cols.end as u32 - 1, ..*merge };
        merged.resize(height * width, None);
        for row in rows {
            let cells = merged.get_mut(row * width..).and_then(|cells| cells.get_mut(cols.clone()));
            cells.into_iter().flatten().filter(|cell| cell.is_none()).for_each(|cell| *cell = Some(cut));
        }
    }
    merged
}
