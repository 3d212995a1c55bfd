//! Room: keeps a small file from claiming a huge sheet.
//!
//! In: cells one by one with their position. Out: rows padded up to them. Refuses sheets whose empty padding or whose
//! text is out of all proportion to the cells that hold something.

use super::{Cell, Grid, Merge};
use crate::messages::{Message, say};
use crate::sources::finding::Finding;

/// Empty cells a workbook may claim whatever it holds: a stray cell in the last row of a sheet is honest.
const FREE_PADDING: u64 = 1_200_000;
/// Empty cells it may claim beyond that, for each cell that holds something.
const PADDING_PER_CELL: u64 = 16;
/// Cells that hold something: a full sheet of 1,048,576 rows and 12 columns.
const MOST_CELLS: u64 = 12_600_000;
/// Bytes of text in all cells together; one long text that is shared by many cells counts once for each.
const MOST_TEXT: u64 = 256 << 20;

/// What has been taken so far by one file.
#[derive(Debug, Default)]
pub(super) struct Room {
    cells: u64,
    padding: u64,
    text: u64,
}

impl Room {
    /// Puts a cell at its row and column (from 0).
    pub fn put(&mut self, grid: &mut Grid, row: usize, col: usize, cell: Cell) -> Result<(), Finding> {
        let width = grid.rows.get(row).map_or(0, Vec::len);
        let new_rows = (row + 1).saturating_sub(grid.rows.len());
        let new_cells = (col + 1).saturating_sub(width);
        self.cells += 1;
        self.padding += (new_rows + new_cells) as u64;
        self.text += cell.text.len() as u64;
        check(self.padding, self.cells)?;
        if self.text > MOST_TEXT {
            return Err(too_large(say!("source.too-much-text", most = MOST_TEXT >> 20)));
        }
        if new_rows > 0 {
            grid.rows.resize_with(row + 1, Vec::new);
        }
        let Some(cells) = grid.rows.get_mut(row) else { return Ok(()) };
        if col < cells.len() {
            cells[col] = cell;
        } else {
            cells.resize_with(col, Cell::default);
            cells.push(cell);
        }
        Ok(())
    }
}

/// Whether an area of so many positions may be laid out for so many cells that hold something.
pub(super) fn check(area: u64, cells: u64) -> Result<(), Finding> {
    if cells > MOST_CELLS {
        return Err(too_large(say!("source.too-many-cells", most = MOST_CELLS)));
    }
    if area > FREE_PADDING + PADDING_PER_CELL * cells {
        return Err(too_large(say!("source.spread-cells", cells, area)));
    }
    Ok(())
}

/// Refuses text that is shared by so many cells that it would not fit.
pub(super) fn check_text(bytes: u64) -> Result<(), Finding> {
    match bytes > MOST_TEXT {
        true => Err(too_large(say!("source.too-much-text", most = MOST_TEXT >> 20))),
        false => Ok(()),
    }
}

/// Cuts merged ranges to the rows and columns that the grid has, and drops those outside of it.
pub(super) fn clip_merges(grid: &mut Grid) {
    let width = grid.rows.iter().map(Vec::len).max().unwrap_or(0) as u32;
    let height = grid.rows.len() as u32;
    grid.merges.retain_mut(|m: &mut Merge| {
        m.last_row = m.last_row.min(height.saturating_sub(1));
        m.last_col = m.last_col.min(width.saturating_sub(1));
        let inside = m.first_row <= m.last_row && m.first_col <= m.last_col && height > 0 && width > 0;
        inside && (m.first_row, m.first_col) != (m.last_row, m.last_col)
    });
}

fn too_large(what: Message) -> Finding {
    Finding::error("sheet-too-large", say!("source.too-large", what)).help(say!("source.delete-stray"))
}
