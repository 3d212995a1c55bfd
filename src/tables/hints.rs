//! Hints: what definitions tell about one table, over what recognition would make of it.
//!
//! In: the hints that name a sheet, and a block of it. Out: the layout to read it by, and titles, units and whatever its
//! observations must be told. Refuses a hint that no table takes up, as an error.

use std::collections::BTreeSet;
use std::ops::Range;

use super::heading::Heading;
use super::plan::Layout;
use super::{Label, Note, Table};
use crate::definitions::{Hint, Told};
use crate::messages::say;
use crate::problem::{Place, Problem};
use crate::sources::Source;

/// The hints of one source and which of them some table took up.
pub struct Hints<'a> {
    all: Vec<&'a Hint>,
    used: BTreeSet<usize>,
}

impl<'a> Hints<'a> {
    pub fn of_source(path: &str, hints: &'a [Hint]) -> Hints<'a> {
        Hints { all: hints.iter().filter(|hint| hint.target.names_source(path)).collect(), used: BTreeSet::new() }
    }

    /// Hints whose cells meet the given rows and columns of a sheet; they count as taken up.
    pub fn within(&mut self, sheet: &str, rows: &Range<usize>, cols: &Range<usize>) -> Vec<&'a Hint> {
        let meets = |hint: &Hint| {
            let inside = |cells: &crate::definitions::Cells| {
                let overlaps = |own: &std::ops::RangeInclusive<u32>, other: &Range<usize>| {
                    (*own.start() as usize) <= other.end && (*own.end() as usize) > other.start
                };
                overlaps(&cells.rows, rows) && overlaps(&cells.cols, cols)
            };
            hint.target.names_sheet(sheet) && hint.target.cells.as_ref().is_none_or(inside)
        };
        let found: Vec<usize> =
            (0..self.all.len()).filter(|&at| self.all.get(at).is_some_and(|hint| meets(hint))).collect();
        self.used.extend(&found);
        found.iter().filter_map(|&at| self.all.get(at).copied()).collect()
    }

    /// An error for every hint that no table took up.
    pub fn unused(&self, source: &Source) -> Vec<Problem> {
        let left = self.all.iter().enumerate().filter(|(at, _)| !self.used.contains(at) && !source.grids.is_empty());
        let problem = |hint: &Hint| {
            let cells = hint
                .target
                .cells
                .as_ref()
                .map(|cells| say!("hint.at-cells", cells = cells.to_string()))
                .unwrap_or_default();
            let sheet = hint.target.sheet.as_ref().map(|sheet| say!("hint.on-sheet", sheet)).unwrap_or_default();
            let message = say!("hint.no-table", path = source.path, cells, sheet);
            Problem::error("hint-without-table", hint.origin.place(), message)
                .second(Place::Source(source.path.clone()), say!("hint.the-file"))
                .help(say!("hint.inspect-tables"))
        };
        left.map(|(_, hint)| problem(hint)).collect()
    }
}

/// The layout that the hints tell; a later hint goes before an earlier one.
pub fn layout(hints: &[&Hint]) -> Layout {
    let last = |get: fn(&Told) -> Option<(u32, u32)>| hints.iter().rev().find_map(|hint| get(&hint.told));
    let range = |(first, last): (u32, u32)| first.saturating_sub(1) as usize..last as usize;
    Layout {
        header: last(|told| told.header_rows).map(range),
        first_data: last(|told| told.first_data_row.map(|row| (row, row)))
            .map(|(row, _)| row.saturating_sub(1) as usize),
        stub: last(|told| told.stub_columns).map(range),
    }
}

/// Why the block is not read, where a hint says so.
pub fn ignored(hints: &[&Hint]) -> Option<String> {
    let hint = hints.iter().find(|hint| hint.told.ignore.is_some())?;
    hint.told.ignore.as_ref().map(|reason| format!("{reason} ({})", hint.origin.line()))
}

/// Title and unit as told, in the place of those printed.
pub fn rule_heading(heading: &mut Heading, hints: &[&Hint]) {
    let put = |printed: &mut Vec<Label>, told: &Option<String>| {
        let Some(text) = told else { return };
        let (row, col) = printed.first().map_or((1, 1), |label| (label.row, label.col));
        *printed = vec![Label { text: text.clone(), dimension: None, row, col }];
    };
    for hint in hints {
        put(&mut heading.title, &hint.told.title);
        put(&mut heading.units, &hint.told.unit);
    }
}

/// Tells a table what its observations need, and notes every hint that it was read by.
pub fn rule_table(table: &mut Table, hints: &[&Hint]) {
    for hint in hints {
        let told = &hint.told;
        let ruled = &mut table.ruled;
        ruled.area = told.area.clone().or(ruled.area.take());
        ruled.period = told.period.clone().or(ruled.period.take());
        ruled.edition = told.edition.clone().or(ruled.edition.take());
        ruled.stage = told.stage.or(ruled.stage);
        let text = format!("{} told by {}", words(told).join(", "), hint.origin.line());
        table.notes.push(Note { text, mark: None, row: 0 });
    }
}

fn words(told: &Told) -> Vec<String> {
    let text = |name: &str, value: &Option<String>| value.as_ref().map(|value| format!("{name} {value}"));
    let rows = told.header_rows.map(|(first, last)| format!("header rows {first} to {last}"));
    let columns = told.stub_columns.map(|(first, last)| format!("stub columns {first} to {last}"));
    let stated = [
        text("title", &told.title),
        text("unit", &told.unit),
        text("area", &told.area),
        text("period", &told.period),
        text("edition", &told.edition),
        told.stage.map(|stage| format!("stage {}", stage.name())),
        rows,
        told.first_data_row.map(|row| format!("first data row {row}")),
        columns,
    ];
    stated.into_iter().flatten().collect()
}
