//! Figures of a table by row and column. In: a `Table`. Out: each cell's value with half a unit of its last printed
//! digit. Refuses tables of more than four million places.

use super::Axis;
use crate::tables::Table;

const MOST_PLACES: usize = 4_000_000;
const NO_CELL: u32 = u32::MAX;

/// Values by place; a place is `row * columns + column`.
pub struct Figures {
    pub rows: usize,
    pub columns: usize,
    values: Vec<f64>,
    halves: Vec<f64>,
    cells: Vec<u32>,
}

impl Figures {
    pub fn new(table: &Table) -> Option<Figures> {
        let (rows, columns) = (table.rows.len(), table.columns.len());
        let places = rows.checked_mul(columns).filter(|places| *places <= MOST_PLACES)?;
        let mut figures = Figures {
            rows,
            columns,
            values: vec![f64::NAN; places],
            halves: vec![0.0; places],
            cells: vec![NO_CELL; places],
        };
        for (at, cell) in table.cells.iter().enumerate() {
            let place = cell.row * columns + cell.column;
            let (Some(value), Some(half), Some(index)) =
                (figures.values.get_mut(place), figures.halves.get_mut(place), figures.cells.get_mut(place))
            else {
                continue;
            };
            *index = at as u32;
            if let Some(printed) = cell.value {
                (*value, *half) = (printed, half_unit(printed, cell.decimals));
            }
        }
        Some(figures)
    }

    /// How many lines an axis has.
    pub fn lines(&self, axis: Axis) -> usize {
        if axis == Axis::Rows { self.rows } else { self.columns }
    }

    /// How many lines cross those of an axis.
    pub fn crossings(&self, axis: Axis) -> usize {
        if axis == Axis::Rows { self.columns } else { self.rows }
    }

    pub fn place(&self, axis: Axis, line: usize, crossing: usize) -> usize {
        match axis {
            Axis::Rows => line * self.columns + crossing,
            Axis::Columns => crossing * self.columns + line,
        }
    }

    /// NaN where no figure is printed.
    pub fn value(&self, place: usize) -> f64 {
        self.values.get(place).copied().unwrap_or(f64::NAN)
    }

    pub fn half(&self, place: usize) -> f64 {
        self.halves.get(place).copied().unwrap_or(0.0)
    }

    /// The cell printed at a place, as an index into `Table::cells`.
    pub fn cell(&self, place: usize) -> Option<usize> {
        self.cells.get(place).filter(|cell| **cell != NO_CELL).map(|cell| *cell as usize)
    }
}

/// Half a unit of the last printed digit, and never finer than what a float holds of a sum.
pub fn half_unit(value: f64, decimals: u8) -> f64 {
    (0.5 * 10f64.powi(-i32::from(decimals.min(12)))).max(value.abs() * 1e-10)
}
