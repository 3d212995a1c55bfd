//! Corrections: what definitions put in the place of a misprint.
//!
//! In: a source, the corrections that name it, and what was read. Out: grids that print what they should, and after
//! reading the printed text back in its place, with a note, a status and an account. Refuses a correction whose cell does
//! not print what is expected, as an error: nothing is corrected on a guess.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::number::{self, DecimalMark, Printed};
use super::view::View;
use super::{Reading, SetAside, Table, wording};
use crate::definitions::{Action, Cells, Correction, Rulings};
use crate::messages::{Message, say};
use crate::problem::{Place, Problem, cell_name};
use crate::sources::{Cell, Grid, Source};

/// One correction that was applied, as `ingest.json` lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corrected {
    pub sheet: String,
    /// `D6`, or for a unit the cells it is of.
    pub cell: String,
    pub printed: String,
    /// What stands in its place: a number, `missing`, `set aside`, a label or a unit.
    pub value: String,
    pub reason: String,
    pub reported: String,
    /// `pipelines/tables/beijing.toml:3`.
    pub definition: String,
}

/// One cell to be corrected.
struct Edit<'a> {
    grid: usize,
    /// From 1.
    row: u32,
    col: u32,
    printed: String,
    correction: &'a Correction,
}

/// The corrections of one source, found to hold.
#[derive(Default)]
pub struct Edits<'a> {
    cells: Vec<Edit<'a>>,
    units: Vec<(usize, &'a Correction)>,
    pub problems: Vec<Problem>,
}

/// Corrections of a source whose cells print what is expected; a problem for each that does not hold.
pub fn of_source<'a>(source: &Source, rulings: &'a Rulings) -> Edits<'a> {
    let mut edits = Edits::default();
    if source.grids.is_empty() {
        return edits;
    }
    for correction in rulings.corrections.iter().filter(|other| other.target.names_source(&source.path)) {
        match grid_of(source, correction) {
            Ok(grid) if matches!(correction.action, Action::Unit(_)) => edits.units.push((grid, correction)),
            Ok(grid) => edits.add(source, grid, correction),
            Err(found) => edits.problems.push(unmet(correction, &source.path, None, found)),
        }
    }
    edits
}

/// The one sheet a correction is about: the one named, the only one, or the only one that prints what is expected.
fn grid_of(source: &Source, correction: &Correction) -> Result<usize, Message> {
    let named: Vec<usize> = (0..source.grids.len())
        .filter(|&at| source.grids.get(at).is_some_and(|grid| correction.target.names_sheet(&grid.sheet)))
        .collect();
    let holds = |&&at: &&usize| source.grids.get(at).is_some_and(|grid| mismatch(grid, correction).is_none());
    match (named.as_slice(), &correction.target.sheet) {
        ([], Some(sheet)) => Err(say!("correction.no-sheet", sheet)),
        ([only], _) => Ok(*only),
        (several, _) => match several.iter().filter(holds).collect::<Vec<_>>().as_slice() {
            [only] => Ok(**only),
            [] => Err(say!("correction.no-sheet-prints", several = several.len())),
            several => Err(say!("correction.several-sheets", several = several.len())),
        },
    }
}

fn printed_in(grid: &Grid, row: u32, col: u32) -> &str {
    let cells = grid.rows.get(row as usize - 1);
    cells.and_then(|cells| cells.get(col as usize - 1)).map_or("", |cell| cell.text.as_str())
}

/// Every cell of a bounded target with the text expected there, row by row.
fn expected(correction: &Correction) -> Vec<(u32, u32, &str)> {
    let Some(Cells { rows, cols }) = correction.target.cells.as_ref().filter(|cells| cells.is_bounded()) else {
        return Vec::new();
    };
    let all = rows.clone().flat_map(|row| cols.clone().map(move |col| (row, col)));
    let text = |at: usize| correction.expect.get(at).or(correction.expect.first()).map_or("", String::as_str);
    all.enumerate().map(|(at, (row, col))| (row, col, text(at))).collect()
}

/// The first cell that prints something else, and what it prints.
fn mismatch(grid: &Grid, correction: &Correction) -> Option<(u32, u32, String)> {
    if matches!(correction.action, Action::Unit(_)) {
        return None;
    }
    let differs =
        |(row, col, text): &(u32, u32, &str)| wording::fold(printed_in(grid, *row, *col)) != wording::fold(text);
    let first = expected(correction).into_iter().find(differs);
    first.map(|(row, col, _)| (row, col, printed_in(grid, row, col).to_string()))
}

impl<'a> Edits<'a> {
    fn add(&mut self, source: &Source, at: usize, correction: &'a Correction) {
        let Some(grid) = source.grids.get(at) else { return };
        if let Some((row, col, found)) = mismatch(grid, correction) {
            let place = Place::Cell { source: source.path.clone(), sheet: grid.sheet.clone(), row, col };
            let found = if found.trim().is_empty() {
                say!("correction.nothing-there")
            } else {
                say!("correction.prints-found", found = found.trim())
            };
            self.problems.push(unmet(correction, &source.path, Some(place), found));
            return;
        }
        for (row, col, _) in expected(correction) {
            let known = self.cells.iter().find(|edit| (edit.grid, edit.row, edit.col) == (at, row, col));
            if let Some(first) = known {
                let message = say!("correction.twice", col = cell_name(row, col), path = source.path);
                let problem = Problem::error("duplicate-correction", correction.origin.place(), message);
                self.problems.push(problem.second(first.correction.origin.place(), say!("definition.first-here")));
                continue;
            }
            let printed = printed_in(grid, row, col).to_string();
            self.cells.push(Edit { grid: at, row, col, printed, correction });
        }
    }

    /// The grid as it should have been printed; `None` where nothing in it is corrected.
    fn corrected(&self, source: &Source, at: usize) -> Option<Grid> {
        let own: Vec<&Edit> = self.cells.iter().filter(|edit| edit.grid == at).collect();
        let mut grid = source.grids.get(at).filter(|_| !own.is_empty())?.clone();
        for edit in own {
            let (row, col) = (edit.row as usize - 1, edit.col as usize - 1);
            // A label may be put where nothing is printed, beyond the last used cell.
            grid.rows.resize_with(grid.rows.len().max(row + 1), Vec::new);
            let Some(cells) = grid.rows.get_mut(row) else { continue };
            cells.resize_with(cells.len().max(col + 1), Cell::default);
            let Some(cell) = cells.get_mut(col) else { continue };
            *cell = match &edit.correction.action {
                Action::Set { text, value } => Cell { text: text.clone(), stored: Some(*value) },
                Action::Missing => Cell { text: "…".to_string(), stored: None },
                Action::Label(text) => Cell { text: text.clone(), stored: None },
                Action::Drop(_) | Action::Unit(_) => Cell::default(),
            };
        }
        Some(grid)
    }

    /// The grid as it is to be read.
    pub fn read<'g>(&self, source: &Source, at: usize, grid: &'g Grid) -> Cow<'g, Grid> {
        self.corrected(source, at).map_or(Cow::Borrowed(grid), Cow::Owned)
    }

    /// Puts the printed texts back, notes every correction where it shows, and accounts for it. `first` is the first table
    /// of the grid.
    pub fn settle(&mut self, source: &Source, at: usize, first: usize, reading: &mut Reading) {
        let Some(grid) = source.grids.get(at) else { return };
        let mut problems = Vec::new();
        for edit in self.cells.iter().filter(|edit| edit.grid == at) {
            if matches!(edit.correction.action, Action::Label(_)) && keep_figure(edit, grid, first, reading) {
                problems.push(on_figure(edit, &source.path, grid));
                continue;
            }
            let is_seen = match &edit.correction.action {
                Action::Drop(reason) => drop_cell(edit, reason, grid, reading),
                Action::Label(_) => {
                    of_sheet(reading, first, &grid.sheet)
                        .map(|table| note_label(table, edit))
                        .filter(|seen| *seen)
                        .count()
                        > 0
                }
                Action::Set { .. } | Action::Missing => {
                    of_sheet(reading, first, &grid.sheet).map(|table| restore(table, edit)).filter(|seen| *seen).count()
                        > 0
                }
                Action::Unit(_) => true,
            };
            if is_seen {
                reading.corrections.push(account(
                    edit.correction,
                    &grid.sheet,
                    cell_name(edit.row, edit.col),
                    &edit.printed,
                ));
            } else {
                problems.push(unread(edit.correction, &source.path, grid, edit.row, edit.col));
            }
        }
        for (_, correction) in self.units.iter().filter(|(grid, _)| *grid == at) {
            if !rule_units(correction, first, &grid.sheet, reading) {
                let (row, col) =
                    correction.target.cells.as_ref().map_or((1, 1), |cells| (*cells.rows.start(), *cells.cols.start()));
                problems.push(unread(correction, &source.path, grid, row, col));
            }
        }
        self.problems.append(&mut problems);
    }
}

/// Tables that one grid gave; those of a table continued over pages are parted by page.
fn of_sheet<'r>(reading: &'r mut Reading, first: usize, sheet: &'r str) -> impl Iterator<Item = &'r mut Table> {
    reading.tables.iter_mut().skip(first).filter(move |table| table.sheet == sheet)
}

/// A unit ruling goes to every table with a figure in its cells; whether it holds is seen once units are resolved.
fn rule_units(correction: &Correction, first: usize, sheet: &str, reading: &mut Reading) -> bool {
    let mut is_seen = false;
    for table in of_sheet(reading, first, sheet) {
        let within = |cell: &super::BodyCell| {
            let row = table.rows.get(cell.row).map_or(0, |row| row.index);
            let col = table.columns.get(cell.column).map_or(0, |column| column.index);
            correction.target.cells.as_ref().is_none_or(|cells| cells.contains(row, col))
        };
        if table.cells.iter().any(within) {
            is_seen = true;
            table.ruled.units.push(correction.clone());
        }
    }
    is_seen
}

fn drop_cell(edit: &Edit, reason: &str, grid: &Grid, reading: &mut Reading) -> bool {
    let cell = grid.rows.get(edit.row as usize - 1).and_then(|cells| cells.get(edit.col as usize - 1));
    let texts = grid.rows.iter().flatten().filter(|cell| cell.stored.is_none()).map(|cell| cell.text.as_str());
    let mark: DecimalMark = number::decimal_mark(texts);
    if cell.is_some_and(|cell| matches!(number::read(cell, mark), Printed::Number(_))) {
        reading.numeric_cells += 1;
        let reason = format!("{reason} ({})", edit.correction.origin.line());
        reading.set_aside.push(SetAside { sheet: grid.sheet.clone(), row: edit.row, col: edit.col, reason });
    }
    true
}

fn body_cell<'t>(table: &'t mut Table, edit: &Edit) -> Option<&'t mut super::BodyCell> {
    let row = table.rows.iter().position(|row| row.index == edit.row)?;
    let column = table.columns.iter().position(|column| column.index == edit.col)?;
    table.cells.iter_mut().find(|cell| cell.row == row && cell.column == column)
}

/// Where a label was to be put on a figure, the figure as printed; whether it was.
fn keep_figure(edit: &Edit, grid: &Grid, first: usize, reading: &mut Reading) -> bool {
    let Some(cell) = of_sheet(reading, first, &grid.sheet).find_map(|table| body_cell(table, edit)) else {
        return false;
    };
    let (value, decimals, notes) = match View::new(grid).printed(edit.row as usize - 1, edit.col as usize - 1) {
        Printed::Number(parsed) => (Some(parsed.value), parsed.decimals, parsed.notes.clone()),
        Printed::Missing | Printed::Suspect | Printed::Open(_) => (None, 0, Vec::new()),
        Printed::Text | Printed::Empty => return false,
    };
    let more = usize::from(value.is_some()) as isize - usize::from(cell.value.is_some()) as isize;
    (cell.value, cell.decimals, cell.notes) = (value, decimals, notes);
    cell.text = edit.printed.as_str().into();
    reading.numeric_cells = reading.numeric_cells.saturating_add_signed(more);
    true
}

/// Shows the printed text again, keeps the corrected value, and says so.
fn restore(table: &mut Table, edit: &Edit) -> bool {
    let Some(cell) = body_cell(table, edit) else { return false };
    cell.text = edit.printed.as_str().into();
    if let Action::Set { text, value } = &edit.correction.action {
        let digits = text.split_once('.').map_or(0, |(_, after)| after.len());
        (cell.value, cell.decimals) = (Some(*value), u8::try_from(digits).unwrap_or(u8::MAX));
    }
    cell.notes = vec![note(edit.correction, &edit.printed)];
    table.ruled.cells.insert((edit.row, edit.col));
    true
}

/// Notes a corrected label at every figure under it, or at the whole table.
fn note_label(table: &mut super::Table, edit: &Edit) -> bool {
    let is_it = |label: &super::Label| (label.row, label.col) == (edit.row, edit.col);
    let note = note(edit.correction, &edit.printed);
    table.ruled.labels.insert((edit.row, edit.col));
    let mut is_seen = false;
    if table.title.iter().chain(&table.units).chain(&table.preamble).any(is_it) {
        table.notes.push(super::Note { text: note.clone(), mark: None, row: edit.row });
        is_seen = true;
    }
    let heads = |headings: &[super::Heading]| -> BTreeSet<usize> {
        let named = headings.iter().enumerate().filter(|(_, heading)| heading.labels.iter().any(is_it));
        named.map(|(at, _)| at).collect()
    };
    let (rows, columns) = (heads(&table.rows), heads(&table.columns));
    for cell in table.cells.iter_mut().filter(|cell| rows.contains(&cell.row) || columns.contains(&cell.column)) {
        cell.notes.push(note.clone());
        is_seen = true;
    }
    is_seen || table.columns.iter().any(|column| column.index == edit.col)
}

/// `corrected from 4432 to 443.2: lost decimal point (pipelines/tables/beijing.toml:3)`.
pub fn note(correction: &Correction, printed: &str) -> String {
    let printed = if printed.trim().is_empty() { "nothing" } else { printed.trim() };
    let what = match &correction.action {
        Action::Set { text, .. } => format!("corrected from {printed} to {text}"),
        Action::Missing => format!("{printed} taken for missing"),
        Action::Label(text) => format!("label corrected from {printed} to {text}"),
        Action::Unit(unit) => format!("unit corrected from {printed} to {unit}"),
        Action::Drop(_) => format!("{printed} set aside"),
    };
    format!("{what}: {} ({})", correction.reason, correction.origin.line())
}

pub fn account(correction: &Correction, sheet: &str, cell: String, printed: &str) -> Corrected {
    let value = match &correction.action {
        Action::Set { text, .. } | Action::Label(text) | Action::Unit(text) => text.clone(),
        Action::Missing => "missing".to_string(),
        Action::Drop(reason) => format!("set aside: {reason}"),
    };
    Corrected {
        sheet: sheet.to_string(),
        cell,
        printed: printed.trim().to_string(),
        value,
        reason: correction.reason.clone(),
        reported: correction.reported.to_string(),
        definition: correction.origin.line(),
    }
}

/// The source no longer shows what the correction was made for.
pub fn unmet(correction: &Correction, path: &str, place: Option<Place>, found: Message) -> Problem {
    let expected: Vec<String> = correction.expect.iter().map(|text| format!("`{text}`")).collect();
    let cells = correction.target.cells.as_ref().map_or(say!("correction.the-table"), |cells| cells.to_string().into());
    let message = say!("correction.does-not-print", path, expected = expected.join(", "), cells, found);
    let definition = Place::Definition { text: correction.origin.text.clone(), span: correction.expect_span.clone() };
    let problem = Problem::error("correction-does-not-hold", definition, message);
    let problem = problem.help(say!("correction.look-at-source"));
    match place {
        Some(place) => problem.second(place, found),
        None => problem,
    }
}

/// The cell holds a figure, which a label would destroy.
fn on_figure(edit: &Edit, path: &str, grid: &Grid) -> Problem {
    let message = say!("correction.label-on-figure");
    let place = Place::Cell { source: path.to_string(), sheet: grid.sheet.clone(), row: edit.row, col: edit.col };
    Problem::error("label-on-figure", edit.correction.origin.place(), message)
        .second(place, say!("correction.prints-printed", printed = edit.printed.trim()))
        .help(say!("correction.figure-help"))
}

/// The cell prints what is expected, and no figure or label was read there.
fn unread(correction: &Correction, path: &str, grid: &Grid, row: u32, col: u32) -> Problem {
    let message = say!("correction.no-effect");
    let place = Place::Cell { source: path.to_string(), sheet: grid.sheet.clone(), row, col };
    Problem::error("correction-without-effect", correction.origin.place(), message)
        .second(place, say!("correction.the-cell"))
        .help(say!("correction.inspect-cells"))
}
