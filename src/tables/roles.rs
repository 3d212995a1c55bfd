//! Roles: what every cell, row and column of a grid was read as.
//!
//! In: a grid and the `Reading` it gave. Out: a role for each cell that is not empty, worked out after the fact, so that
//! reading a folder pays nothing for it. Refuses nothing: a cell that no table used is `Unread`.

use std::collections::BTreeMap;
use std::fmt;

use super::{Label, Reading, Table, wording};
use crate::problem::{Place, Problem};
use crate::sources::Grid;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Title,
    Unit,
    Preamble,
    /// Counted from the outermost, from 1.
    Header(usize),
    /// What heads the stub.
    StubHead,
    Stub,
    Body,
    Note,
    /// A number that is no figure of a table.
    SetAside,
    /// Words that no table used.
    Unread,
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Role::Title => "title",
            Role::Unit => "unit",
            Role::Preamble => "preamble",
            Role::Header(level) => return write!(f, "header {level}"),
            Role::StubHead => "stub head",
            Role::Stub => "stub",
            Role::Body => "body",
            Role::Note => "note",
            Role::SetAside => "set aside",
            Role::Unread => "not used",
        })
    }
}

/// What else is to be said of a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remarks {
    pub is_missing: bool,
    /// The value in the place of the printed one.
    pub corrected: Option<String>,
    pub is_repaired: bool,
    pub is_doubtful: bool,
    /// Why it was set aside.
    pub aside: Option<String>,
}

/// One cell that is not empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellRole {
    pub role: Role,
    pub remarks: Remarks,
    /// Position of its table in the reading.
    pub table: Option<usize>,
}

/// The roles of one grid; rows and columns count from 1.
#[derive(Clone, Debug, Default)]
pub struct Roles {
    pub cells: BTreeMap<(u32, u32), CellRole>,
}

impl Roles {
    /// The role of each cell of a grid, from what reading it gave; `doubts` mark the cells they are about.
    pub fn of_grid(grid: &Grid, reading: &Reading, doubts: &[Problem]) -> Roles {
        let mut roles = Roles::default();
        let own = || reading.tables.iter().enumerate().filter(|(_, table)| table.sheet == grid.sheet);
        own().for_each(|(at, table)| roles.add_figures(at, table));
        own().for_each(|(at, table)| roles.add_words(at, table, grid));
        own().for_each(|(at, table)| roles.add_stub_heads(at, table, grid));
        roles.add_aside(grid, reading);
        own().for_each(|(at, table)| roles.add_notes(at, table, grid));
        own().for_each(|(at, table)| roles.add_remarks(at, table, grid));
        roles.add_unread(grid);
        roles.remark(grid, doubts);
        roles
    }

    /// The roles of a row in words: `body`, `header 2`, `title, unit`.
    pub fn of_row(&self, row: u32) -> Vec<Role> {
        joined(self.cells.range((row, 0)..=(row, u32::MAX)).map(|(_, cell)| cell.role))
    }

    /// The roles of a column among stub and body.
    pub fn of_column(&self, col: u32) -> Vec<Role> {
        let own = self.cells.iter().filter(|((_, own), _)| *own == col).map(|(_, cell)| cell.role);
        let mut found: Vec<Role> = own.filter(|role| matches!(role, Role::Stub | Role::Body)).collect();
        found.sort();
        found.dedup();
        found
    }

    fn put(&mut self, row: u32, col: u32, role: Role, table: Option<usize>) {
        let fresh = CellRole { role, remarks: Remarks::default(), table };
        self.cells.entry((row, col)).or_insert(fresh);
    }

    fn add_figures(&mut self, at: usize, table: &Table) {
        for cell in &table.cells {
            let Some((row, column)) = table.rows.get(cell.row).zip(table.columns.get(cell.column)) else { continue };
            self.put(row.index, column.index, Role::Body, Some(at));
            if let Some(known) = self.cells.get_mut(&(row.index, column.index)) {
                known.remarks.is_missing = cell.value.is_none();
                let value = || {
                    cell.value.map_or("missing".to_string(), |value| format!("{value:.*}", usize::from(cell.decimals)))
                };
                known.remarks.corrected = table.ruled.cells.contains(&(row.index, column.index)).then(value);
            }
        }
    }

    /// Labels stand where they were printed; one carried over from another sheet does not stand here.
    fn add_words(&mut self, at: usize, table: &Table, grid: &Grid) {
        let stands = |label: &Label| {
            let printed = wording::squash(text_of(grid, label.row, label.col));
            !printed.is_empty() && (printed.contains(&wording::squash(&label.text)) || table.ruled_label(label))
        };
        let mut put = |labels: &[Label], role: Role| {
            labels
                .iter()
                .filter(|label| stands(label))
                .for_each(|label| self.put(label.row, label.col, role, Some(at)));
        };
        put(&table.preamble, Role::Preamble);
        put(&table.title, Role::Title);
        put(&table.units, Role::Unit);
        table.rows.iter().for_each(|row| put(&row.labels, Role::Stub));
        let mut levels: Vec<u32> =
            table.columns.iter().flat_map(|column| &column.labels).map(|label| label.row).collect();
        levels.sort_unstable();
        levels.dedup();
        for (level, row) in levels.iter().enumerate() {
            for column in &table.columns {
                let own: Vec<Label> = column.labels.iter().filter(|label| label.row == *row).cloned().collect();
                put(&own, Role::Header(level + 1));
            }
        }
    }

    /// What else stands in the header's rows heads the stub, or goes on with a label broken over rows.
    fn add_stub_heads(&mut self, at: usize, table: &Table, grid: &Grid) {
        let rows = table.columns.iter().flat_map(|column| &column.labels).map(|label| label.row);
        let first_figure = table.rows.first().map_or(0, |row| row.index);
        let first_stub =
            table.rows.iter().flat_map(|row| &row.labels).map(|label| label.row).min().unwrap_or(first_figure);
        let (Some(first), end) = (rows.min(), first_figure.min(first_stub)) else { return };
        let body = table.columns.iter().map(|column| column.index);
        let (first_body, last_body) = (body.clone().min().unwrap_or(0), body.max().unwrap_or(0));
        let left = table.rows.iter().flat_map(|row| &row.labels).map(|label| label.col).min().unwrap_or(first_body);
        for row in first..end {
            let level = (row - first) as usize + 1;
            for col in left..=last_body {
                if !text_of(grid, row, col).trim().is_empty() {
                    self.put(row, col, if col < first_body { Role::StubHead } else { Role::Header(level) }, Some(at));
                }
            }
        }
    }

    fn add_aside(&mut self, grid: &Grid, reading: &Reading) {
        for cell in reading.set_aside.iter().filter(|cell| cell.sheet == grid.sheet) {
            self.put(cell.row, cell.col, Role::SetAside, None);
            if let Some(known) = self.cells.get_mut(&(cell.row, cell.col)) {
                known.remarks.aside = Some(cell.reason.clone());
            }
        }
    }

    /// A note's first row, and the rows below it that it was read on over.
    fn add_notes(&mut self, at: usize, table: &Table, grid: &Grid) {
        for note in table.notes.iter().filter(|note| note.row > 0) {
            let text = wording::squash(&note.text);
            for (row, cells) in (note.row..).zip(grid.rows.iter().skip(note.row as usize - 1)) {
                let used = || cells.iter().enumerate().filter(|(_, cell)| !cell.text.trim().is_empty());
                let goes_on = used().next().is_some_and(|(_, cell)| text.contains(&wording::squash(&cell.text)));
                if row > note.row && !goes_on {
                    break;
                }
                used().for_each(|(col, _)| self.put(row, col as u32 + 1, Role::Note, Some(at)));
            }
        }
    }

    /// Words beside the figures of a row that are among their notes.
    fn add_remarks(&mut self, at: usize, table: &Table, grid: &Grid) {
        for cell in &table.cells {
            let Some(row) = table.rows.get(cell.row).map(|row| row.index).filter(|_| !cell.notes.is_empty()) else {
                continue;
            };
            let cells = grid.rows.get((row as usize).wrapping_sub(1)).into_iter().flatten().enumerate();
            for (col, own) in cells.filter(|(_, own)| !own.text.trim().is_empty()) {
                let text = wording::fold(&own.text);
                if cell.notes.iter().any(|note| note.ends_with(&text)) {
                    self.put(row, col as u32 + 1, Role::Note, Some(at));
                }
            }
        }
    }

    fn add_unread(&mut self, grid: &Grid) {
        for (row, cells) in grid.rows.iter().enumerate() {
            let used = cells.iter().enumerate().filter(|(_, cell)| !cell.text.trim().is_empty());
            used.for_each(|(col, _)| self.put(row as u32 + 1, col as u32 + 1, Role::Unread, None));
        }
    }

    fn remark(&mut self, grid: &Grid, doubts: &[Problem]) {
        for problem in doubts {
            let Place::Cell { sheet, row, col, .. } = &problem.place else { continue };
            if let Some(cell) = self.cells.get_mut(&(*row, *col)).filter(|_| *sheet == grid.sheet) {
                match problem.code {
                    "repaired-number" => cell.remarks.is_repaired = true,
                    _ => cell.remarks.is_doubtful = true,
                }
            }
        }
    }
}

fn text_of(grid: &Grid, row: u32, col: u32) -> &str {
    let cells = grid.rows.get((row as usize).wrapping_sub(1));
    cells.and_then(|cells| cells.get((col as usize).wrapping_sub(1))).map_or("", |cell| cell.text.as_str())
}

/// One word for a row of figures or of headings; otherwise every role once, in order.
fn joined(roles: impl Iterator<Item = Role>) -> Vec<Role> {
    let mut found: Vec<Role> = Vec::new();
    for role in roles {
        if !found.contains(&role) {
            found.push(role);
        }
    }
    if found.contains(&Role::Body) {
        return vec![Role::Body];
    }
    if found.iter().any(|role| matches!(role, Role::Header(_))) {
        found.retain(|role| *role != Role::StubHead);
    }
    found.sort();
    found
}
