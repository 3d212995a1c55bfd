//! Rows whose numbers all look like years, told apart. In: the kinds of a strip's rows. Out: the same, where a row of
//! figures (`苏州 2010`, `2010 1962`) that stands below a header is data.
//!
//! Such a row heads columns only on evidence: nothing stands above it, or its stub is empty, names a dimension or repeats
//! the first header. A year that leads a row is of the stub where it goes on with the column of years it stands in.

use std::ops::Range;

use super::rows::{self, Row};
use super::view::View;
use super::{title, wording};

/// Takes rows of figures for data that look like rows of years.
pub fn settle(view: &View, kinds: &mut [Row], cols: &Range<usize>) {
    let mut above = Above::default();
    for (row, kind) in kinds.iter_mut().enumerate() {
        if *kind == Row::Years && is_data(view, row, cols, &above) {
            *kind = Row::Data;
        }
        match *kind {
            Row::Data => above.has_data = true,
            Row::Words | Row::Years if !above.has_data && above.rows.len() < MOST_ROWS => above.rows.push(row),
            Row::Unit | Row::Preamble | Row::Continued => above = Above::default(),
            Row::Line if view.filled(row, cols).iter().any(|&col| title::is_numbered(&view.label(row, col))) => {
                above = Above::default();
            }
            _ => {}
        }
    }
}

/// Rows of one header that are looked at.
const MOST_ROWS: usize = 12;

/// What stands above a row: the rows of words and years before the first data, and whether there is data.
#[derive(Default)]
struct Above {
    rows: Vec<usize>,
    has_data: bool,
}

impl Above {
    /// The text right above a column.
    fn heading(&self, view: &View, col: usize) -> Option<String> {
        self.rows.iter().rev().find(|&&row| !view.is_empty(row, col)).map(|&row| view.label(row, col))
    }
}

/// Whether a row that looks like one of years holds figures.
fn is_data(view: &View, row: usize, cols: &Range<usize>, above: &Above) -> bool {
    let filled = view.filled(row, cols);
    let Some(first) = filled.first().copied() else { return false };
    let years: Vec<usize> = filled.iter().copied().filter(|&col| view.is_number(row, col)).collect();
    if view.is_number(row, first) {
        let dated = above.heading(view, first).is_some_and(|text| rows::heads_years(&text));
        return years.len() > 1 && (dated || goes_on(view, row, first, cols));
    }
    let stub = wording::squash(view.raw(row, first));
    let headed = above.has_data || years.iter().all(|&col| above.heading(view, col).is_some());
    headed
        && !is_run(view, row, &years, cols, above)
        && !wording::names_dimension(&stub)
        && !above.rows.iter().any(|&row| wording::squash(view.raw(row, first)) == stub)
}

/// Years that figures would hardly make: one after another, the same in three or more columns, or the same again group
/// by group. Two years do below a blank row or before any data.
fn is_run(view: &View, row: usize, years: &[usize], cols: &Range<usize>, above: &Above) -> bool {
    let found: Vec<i32> = years.iter().filter_map(|&col| view.year(row, col)).collect();
    let after_blank = row.checked_sub(1).is_some_and(|above| view.filled(above, cols).is_empty());
    let step = |by: i32| found.windows(2).all(|pair| pair[1] - pair[0] == by);
    let runs = (step(1) || step(-1)) && found.len() >= if after_blank || !above.has_data { 2 } else { 3 };
    runs || step(0) && found.len() >= 3 || rows::are_groups(&found)
}

/// The rows before and behind begin in the same column with a year close by.
fn goes_on(view: &View, row: usize, col: usize, cols: &Range<usize>) -> bool {
    let year = |row: usize| (view.filled(row, cols).first() == Some(&col)).then(|| view.year(row, col)).flatten();
    let near =
        |other: Option<i32>| year(row).zip(other).is_some_and(|(own, other)| (1..=5).contains(&(own - other).abs()));
    near(row.checked_sub(1).and_then(year)) || near(year(row + 1))
}
