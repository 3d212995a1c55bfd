//! A table of a page before it becomes rows of a grid. In: cells with their lines. Out: rows, columns, merges; rows that
//! hold several printed rows without a line between them are parted.

use super::text::{Line, joined};

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
}

impl Area {
    pub fn holds(&self, (x, y): (f64, f64)) -> bool {
        x >= self.left && x <= self.right && y >= self.top && y <= self.bottom
    }
}

#[derive(Clone, Debug)]
pub struct Table {
    pub area: Area,
    /// Places of the column edges, from left to right: one more than columns.
    pub edges: Vec<f64>,
    columns: usize,
    cells: Vec<Vec<Line>>,
    /// First and last cell (row, column), both included.
    merges: Vec<((usize, usize), (usize, usize))>,
}

impl Table {
    pub fn new(area: Area, edges: Vec<f64>, rows: usize, columns: usize) -> Table {
        Table { area, edges, columns, cells: vec![Vec::new(); rows * columns], merges: Vec::new() }
    }

    pub fn set(&mut self, row: usize, column: usize, lines: Vec<Line>) {
        if let Some(cell) = self.cells.get_mut(row * self.columns + column) {
            *cell = lines;
        }
    }

    pub fn merge(&mut self, first: (usize, usize), last: (usize, usize)) {
        self.merges.push((first, last));
    }

    pub fn has_text(&self) -> bool {
        self.cells.iter().any(|lines| !lines.is_empty())
    }

    pub fn merges(&self) -> &[((usize, usize), (usize, usize))] {
        &self.merges
    }

    pub fn columns(&self) -> usize {
        self.columns
    }

    pub fn rows(&self) -> Vec<Vec<String>> {
        self.cells.chunks(self.columns.max(1)).map(|row| row.iter().map(|lines| joined(lines)).collect()).collect()
    }
}
