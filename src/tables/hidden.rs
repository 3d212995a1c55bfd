//! Hidden rows and columns. In: a grid whose workbook does not show all of it. Out: what is shown, the figures among the
//! rest set aside, and a warning that says so. Refuses to hide all figures of a sheet: such a sheet is read as it stands.

use std::borrow::Cow;

use super::view::View;
use super::{Reading, SetAside};
use crate::messages::{Message, say};
use crate::problem::{Place, Problem};
use crate::sources::{Cell, Grid, Hidden};

/// The shown part of a grid, every cell at its own address.
pub fn shown<'g>(path: &str, grid: Cow<'g, Grid>, reading: &mut Reading) -> Cow<'g, Grid> {
    let hidden = &grid.hidden;
    if hidden.is_empty() || !used(&grid).any(|(row, col)| is_hidden(&grid, row, col)) {
        return grid;
    }
    let view = View::new(&grid);
    let numbers = || used(&grid).filter(|&(row, col)| view.is_number(row, col));
    let figures: Vec<(usize, usize)> = numbers().filter(|&(row, col)| is_hidden(&grid, row, col)).collect();
    let place = Place::Cell { source: path.to_string(), sheet: grid.sheet.clone(), row: 1, col: 1 };
    if figures.len() == numbers().count() && !figures.is_empty() {
        let message = say!("tables.all-hidden", figures = figures.len());
        reading.problems.push(Problem::warning("hidden-cells", place, message));
        return grid;
    }
    reading.numeric_cells += figures.len();
    reading.set_aside.extend(figures.iter().map(|&(row, col)| SetAside {
        sheet: grid.sheet.clone(),
        row: row as u32 + 1,
        col: col as u32 + 1,
        reason: if hidden.has_col(col) { "in a hidden column" } else { "in a hidden row" }.to_string(),
    }));
    let message = say!("tables.hidden", hidden = words(hidden), figures = figures.len());
    reading.problems.push(Problem::warning("hidden-cells", place, message));
    Cow::Owned(without(&grid))
}

fn used(grid: &Grid) -> impl Iterator<Item = (usize, usize)> {
    let cells = |(row, cells): (usize, &'_ Vec<Cell>)| -> Vec<(usize, usize)> {
        let used = cells.iter().enumerate().filter(|(_, cell)| !cell.text.trim().is_empty());
        used.map(|(col, _)| (row, col)).collect()
    };
    grid.rows.iter().enumerate().flat_map(cells)
}

/// In a hidden row or column, and no merged range that reaches into what is shown begins there.
fn is_hidden(grid: &Grid, row: usize, col: usize) -> bool {
    let hidden = &grid.hidden;
    let is_shown = |row: u32, col: u32| !hidden.has_row(row as usize) && !hidden.has_col(col as usize);
    let reaches = || {
        grid.merges.iter().any(|merge| {
            let begins = (merge.first_row as usize, merge.first_col as usize) == (row, col);
            begins && is_shown(merge.last_row, merge.last_col)
        })
    };
    (hidden.has_row(row) || hidden.has_col(col)) && !reaches()
}

/// The grid with its hidden cells emptied.
fn without(grid: &Grid) -> Grid {
    let mut shown = grid.clone();
    for (row, cells) in shown.rows.iter_mut().enumerate() {
        for (col, cell) in cells.iter_mut().enumerate() {
            if !cell.text.is_empty() && is_hidden(grid, row, col) {
                *cell = Cell::default();
            }
        }
    }
    shown
}

/// `rows 1 to 3 and columns A, F are hidden`.
fn words(hidden: &Hidden) -> Message {
    const MOST: usize = 6;
    let listed = |ranges: &[(u32, u32)], shown: fn(u32) -> String| -> Option<Message> {
        let text = |(first, last): &(u32, u32)| match first == last {
            true => shown(*first).into(),
            false => say!("tables.range", first = shown(*first), last = shown(*last)),
        };
        let mut listed: Vec<Message> = ranges.iter().take(MOST).map(text).collect();
        listed.extend((ranges.len() > MOST).then(|| say!("tables.others")));
        (!listed.is_empty()).then(|| Message::list(listed))
    };
    let letters = |col: u32| crate::problem::cell_name(1, col + 1).trim_end_matches('1').to_string();
    let rows = listed(&hidden.rows, |row| (row + 1).to_string()).map(|rows| say!("tables.rows", rows));
    let columns = listed(&hidden.cols, letters).map(|columns| say!("tables.columns", columns));
    say!("tables.are-hidden", both = Message::joined([rows, columns].into_iter().flatten(), &say!("list.and-word")))
}
