//! Whole numbers in brackets (`(50)`, `（1250）`): figures below nothing, or numbers of rows, notes and columns. In: a grid with
//! its cells read. Out: the figures among them are numbers where the grid shows that brackets mean minus (`(60.3)`), or a
//! figure of their row or column has a minus; else they are left open, for a doubt.
//!
//! Refuses what counts or marks: `(1)`, `(2)`, `(3)` down a column or along a row, years, small numbers in a column
//! without figures, and the first text of a row in a column without figures.

use super::number::{Parsed, Printed};
use super::wording;
use crate::sources::{Cell, Grid};

/// Larger numbers mark no note and count no row.
const MOST_MARK: f64 = 30.0;
/// Columns of one row, numbered along it.
const MOST_COLUMN: f64 = 60.0;

/// What is noted of a figure that may be below nothing.
pub const OPEN: &str = "a whole number in brackets: a minus or a mark";

/// A whole number in brackets, and where it stands.
#[derive(Clone, Copy, Debug)]
struct Found {
    row: usize,
    col: usize,
    value: f64,
}

/// Takes the figures among whole numbers in brackets for what they are.
pub fn settle(grid: &Grid, printed: &mut [Vec<Printed>]) {
    let found = found(grid, printed);
    if found.is_empty() {
        return;
    }
    let means_minus = has_bracketed_decimals(grid, printed);
    let settled: Vec<(Found, Printed)> = found
        .iter()
        .filter(|one| is_figure(one, &found, printed))
        .map(|one| {
            (*one, if means_minus || has_minus_near(one, printed) { minus(one.value) } else { Printed::Open(OPEN) })
        })
        .collect();
    for (one, stands) in settled {
        if let Some(cell) = printed.get_mut(one.row).and_then(|cells| cells.get_mut(one.col)) {
            *cell = stands;
        }
    }
}

/// The value of a text that is a whole number in brackets.
pub fn whole(text: &str) -> Option<f64> {
    let text = text.trim();
    if !text.starts_with(['(', '（']) || !text.ends_with([')', '）']) {
        return None;
    }
    let text = wording::half_width(text);
    let digits = text.strip_prefix('(')?.strip_suffix(')')?.trim();
    let plain = (1..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

fn minus(value: f64) -> Printed {
    let notes = vec!["brackets read as a minus".to_string()];
    Printed::Number(Parsed { value: -value, decimals: 0, notes, repaired: false })
}

fn found(grid: &Grid, printed: &[Vec<Printed>]) -> Vec<Found> {
    let of_row = |(row, (cells, read)): (usize, (&Vec<Cell>, &Vec<Printed>))| -> Vec<Found> {
        let open = cells.iter().zip(read).enumerate().filter(|(_, (_, read))| **read == Printed::Text);
        open.filter_map(|(col, (cell, _))| Some(Found { row, col, value: whole(&cell.text)? })).collect()
    };
    grid.rows.iter().zip(printed).enumerate().flat_map(of_row).collect()
}

/// Brackets around grouped or decimal numbers, which are always a minus.
fn has_bracketed_decimals(grid: &Grid, printed: &[Vec<Printed>]) -> bool {
    let bracketed = |cell: &Cell| cell.stored.is_none() && cell.text.trim_start().starts_with(['(', '（']);
    let below = |read: &Printed| matches!(read, Printed::Number(parsed) if parsed.value < 0.0);
    grid.rows
        .iter()
        .zip(printed)
        .any(|(cells, read)| cells.iter().zip(read).any(|(cell, read)| below(read) && bracketed(cell)))
}

/// A figure of the same row or column has a minus.
fn has_minus_near(one: &Found, printed: &[Vec<Printed>]) -> bool {
    let below = |read: &Printed| matches!(read, Printed::Number(parsed) if parsed.value < 0.0);
    printed.get(one.row).is_some_and(|cells| cells.iter().any(below))
        || printed.iter().filter_map(|cells| cells.get(one.col)).any(below)
}

fn is_figure(one: &Found, all: &[Found], printed: &[Vec<Printed>]) -> bool {
    let down: Vec<f64> = all.iter().filter(|other| other.col == one.col).map(|other| other.value).collect();
    let along: Vec<f64> = all.iter().filter(|other| other.row == one.row).map(|other| other.value).collect();
    let has_figures = column_has_figures(one, printed);
    let counts_rows = is_counted(&down);
    let are_marks = !has_figures && down.iter().all(|value| *value <= MOST_MARK);
    let are_years = down.iter().all(|value| (1900.0..2100.0).contains(value));
    let counts_columns = is_counted(&along) && along.iter().all(|value| *value <= MOST_COLUMN);
    let heads_row = !has_figures && is_first(one, printed);
    !(counts_rows || are_marks || are_years || counts_columns || heads_row)
}

/// Two or more, each one more than the one before, or from 1 again.
fn is_counted(values: &[f64]) -> bool {
    let goes_on = |pair: &[f64]| matches!(pair, [one, next] if *next == one + 1.0 || *next == 1.0);
    values.len() >= 2 && values.windows(2).all(goes_on)
}

/// Numbers that are no years, and not all of them small ones that count rows.
fn column_has_figures(one: &Found, printed: &[Vec<Printed>]) -> bool {
    let column = printed.iter().filter_map(|cells| cells.get(one.col));
    column.into_iter().any(|read| {
        matches!(read, Printed::Number(parsed) if parsed.decimals > 0 || !(1900.0..2100.0).contains(&parsed.value))
    })
}

/// Nothing stands before it in its row.
fn is_first(one: &Found, printed: &[Vec<Printed>]) -> bool {
    let before = printed.get(one.row).and_then(|cells| cells.get(..one.col)).unwrap_or_default();
    before.iter().all(|read| *read == Printed::Empty)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::number::{self, DecimalMark};

    /// What the cells are: their value, `?` where it is left open, `-` where they are no figures.
    fn shown(rows: &[&str]) -> Vec<String> {
        let cells = |row: &&str| row.split('|').map(|text| Cell { text: text.to_string(), stored: None }).collect();
        let grid = Grid { rows: rows.iter().map(cells).collect(), ..Grid::default() };
        let read = |row: &Vec<Cell>| row.iter().map(|cell| number::read(cell, DecimalMark::Point)).collect();
        let mut printed: Vec<Vec<Printed>> = grid.rows.iter().map(read).collect();
        settle(&grid, &mut printed);
        let show = |read: &Printed| match read {
            Printed::Number(parsed) => parsed.value.to_string(),
            Printed::Open(_) => "?".to_string(),
            _ => "-".to_string(),
        };
        printed.iter().map(|row| row.iter().map(show).collect::<Vec<_>>().join("|")).collect()
    }

    #[test]
    fn brackets_are_a_minus_where_the_grid_says_so() {
        assert_eq!(
            shown(&["收入|(50)|(60.3)", "支出|（1250）|70", "结余|(3)|△4"]),
            ["-|-50|-60.3", "-|-1250|70", "-|-3|-4"]
        );
        assert_eq!(shown(&["收入|50|60", "支出|(1250)|70", "结余|-3|4"]), ["-|50|60", "-|-1250|70", "-|-3|4"]);
        assert_eq!(shown(&["收入|(50)|60", "支出|(1250)|70"]), ["-|?|60", "-|?|70"]);
        assert_eq!(shown(&["收入|50|60", "支出|(1)|70"]), ["-|50|60", "-|?|70"]);
    }

    #[test]
    fn numbers_of_rows_columns_and_notes_stay() {
        assert_eq!(shown(&["(1)|收入|50", "(2)|支出|-5", "(3)|结余|4.5"]), ["-|-|50", "-|-|-5", "-|-|4.5"]);
        assert_eq!(shown(&["项目|(1)|(2)|(3)", "收入|(5.5)|6|7"]), ["-|-|-|-", "-|-5.5|6|7"]);
        assert_eq!(shown(&["收入|(2)|5.5", "支出|(1)|-6.5", "税|(2)|7"]), ["-|-|5.5", "-|-|-6.5", "-|-|7"]);
        assert_eq!(shown(&["项目|(2019)|(2020)", "收入|5|(60.5)"]), ["-|-|-", "-|5|-60.5"]);
        assert_eq!(shown(&["(301)|工资|5.5", "(305)|津贴|-6.5"]), ["-|-|5.5", "-|-|-6.5"]);
    }
}
