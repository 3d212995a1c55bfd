//! The tables of a text, read as those of a yearbook.
//!
//! In: a text's grids. Out: each table with its observations and where it stands. Refuses nothing: a table of estimates is
//! read as well, and marked.

use std::ops::Range;

use super::estimates;
use super::laid_out::{Layout, laid_out};
use crate::claims::reading::Reader;
use crate::messages::Message;
use crate::observations::{self, Decided, Observation, SourceInfo, Surroundings, Trail};
use crate::sources::{Grid, Kind, Source};
use crate::tables::{self, Table};

/// A table of a text and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Tabled {
    /// From 1, through the whole text; a table that goes on in another has one.
    pub number: u32,
    /// Its rows in the grid that is read, from 0, with the lines above it left out.
    pub rows: Range<u32>,
    /// Rows of the same number before it.
    pub before: u32,
    pub layout: Layout,
    pub title: String,
    /// Figures in its body.
    pub figures: usize,
    /// Why its figures are left alone.
    pub left_alone: Option<Message>,
    /// Rows of the grid, from 0, that print nothing of the table: rules of plain text.
    pub rules: Vec<u32>,
}

impl Tabled {
    /// The row as printed, from 1, of a row of the grid, from 0.
    pub fn row(&self, row: u32) -> u32 {
        let rules = self.rules.iter().filter(|rule| (self.rows.start..row).contains(rule)).count();
        self.before + (row + 1).saturating_sub(self.rows.start).saturating_sub(u32::try_from(rules).unwrap_or(0))
    }

    /// The column as printed, from 1.
    pub fn col(&self, col: u32) -> u32 {
        self.layout.seconds.get(&col).map_or(col, |(of, _)| *of)
    }

    /// Whether a cell of the grid that is read, from 1, is not shown.
    pub fn hides(&self, row: u32, col: u32) -> bool {
        let hidden = &self.layout.hidden;
        let at = |one: u32| one.saturating_sub(1) as usize;
        hidden.sheet || hidden.has_row(at(row)) || hidden.has_col(at(self.col(col)))
    }
}

/// A table with what its cells are.
pub struct Read {
    pub tabled: Tabled,
    pub table: Table,
    /// One for each cell of the table.
    pub observations: Vec<Observation>,
}

/// Reads the tables, in their order.
pub fn of_source(source: &Source, reader: &Reader) -> Vec<Read> {
    if source.grids.is_empty() {
        return Vec::new();
    }
    let (source, layouts) = laid_out(source);
    let source = &source;
    let reading = tables::from_source(source);
    let catalogue = reader.catalogue();
    let around = Surroundings::new(source, &reading.tables, Decided::default(), catalogue);
    let info = SourceInfo { around, ..SourceInfo::new(&source.path, &source.sha256, None) };
    let mut trail = Trail::default();
    let mut placed: Vec<(usize, Table, Vec<Observation>)> = Vec::new();
    for table in reading.tables {
        let (observations, _) = observations::from_table(&table, &info, catalogue, &mut trail);
        let from = placed.last().map_or(0, |(grid, ..)| *grid);
        if let Some(grid) = grid_of(&table, source, from) {
            placed.push((grid, table, observations));
        }
    }
    numbered(placed, source, &layouts)
}

/// The grid of a table: the one of its sheet that prints its first figures where it has them.
fn grid_of(table: &Table, source: &Source, from: usize) -> Option<usize> {
    const LOOKED_AT: usize = 5;
    let prints = |grid: &Grid| {
        table.cells.iter().take(LOOKED_AT).all(|cell| {
            let (row, col) = (table.rows.get(cell.row), table.columns.get(cell.column));
            let place =
                row.zip(col).and_then(|(row, col)| Some((row.index.checked_sub(1)?, col.index.checked_sub(1)?)));
            let printed = place.and_then(|(row, col)| grid.rows.get(row as usize)?.get(col as usize));
            printed.is_some_and(|printed| printed.text.trim() == cell.text.trim())
        })
    };
    let is_it = |at: &usize| source.grids.get(*at).is_some_and(|grid| grid.sheet == table.sheet && prints(grid));
    let ordered = (from..source.grids.len()).chain(0..from);
    ordered.into_iter().find(is_it)
}

/// Numbers tables by their grids; in plain text, where one grid holds all, one by one. A grid of estimates is one table.
fn numbered(placed: Vec<(usize, Table, Vec<Observation>)>, source: &Source, layouts: &[Layout]) -> Vec<Read> {
    let is_text = source.kind == Kind::Text;
    let mut placed = placed.into_iter().peekable();
    let mut found: Vec<Read> = Vec::new();
    let (mut number, mut before) = (0, 0);
    for (at, (grid, layout)) in source.grids.iter().zip(layouts).enumerate() {
        number += u32::from(!layout.goes_on && !is_text);
        before = if layout.goes_on { before } else { 0 };
        let whole = grid.lines_before..grid.rows.len() as u32;
        let whole_rows = whole.end - whole.start;
        let own = std::iter::from_fn(|| placed.next_if(|(of, ..)| *of == at)).collect::<Vec<_>>();
        if let Some(left_alone) = estimates::sign(grid, &whole).filter(|_| !is_text) {
            let title = own.first().map(|(_, table, _)| title(table)).unwrap_or_default();
            let figures = estimates::figures(grid, &whole);
            let tabled = Tabled {
                number,
                rows: whole,
                before,
                layout: layout.clone(),
                title,
                figures,
                left_alone: Some(left_alone),
                rules: Vec::new(),
            };
            found.push(Read { tabled, table: Table::default(), observations: Vec::new() });
            before += whole_rows;
            continue;
        }
        for (_, table, observations) in own {
            number += u32::from(is_text);
            let rows = if is_text { rows(grid, &table) } else { whole.clone() };
            let left_alone = estimates::sign(grid, &rows).filter(|_| is_text);
            let figures = table.cells.iter().filter(|cell| cell.value.is_some()).count();
            let is_rule = |row: &u32| is_text && grid.rows.get(*row as usize).is_none_or(Vec::is_empty);
            let rules = rows.clone().filter(is_rule).collect();
            let layout = layout.clone();
            let tabled = Tabled { number, rows, before, layout, title: title(&table), figures, left_alone, rules };
            found.push(Read { tabled, table, observations });
        }
        before += if is_text { 0 } else { whole_rows };
    }
    found
}

/// The lines of the title; a sentence above a table is none of it.
fn title(table: &Table) -> String {
    let lines = table.title.iter().map(|line| line.text.trim());
    lines.filter(|text| !is_sentence(text)).collect::<Vec<_>>().join(" ")
}

/// It ends like one; in English it has many words besides, and no number of a table before them.
fn is_sentence(text: &str) -> bool {
    const WORDS: usize = 8;
    let is_numbered = ["table", "tab.", "panel", "figure"].iter().any(|word| text.to_lowercase().starts_with(word));
    let is_english = text.ends_with('.') && text.split_whitespace().count() >= WORDS && !is_numbered;
    text.ends_with(['。', '；', '！', '？']) || is_english
}

/// The rows of a table among others in one grid, from the first of its header to its last.
fn rows(grid: &Grid, table: &Table) -> Range<u32> {
    let labels = table.columns.iter().flat_map(|column| &column.labels).map(|label| label.row);
    let first = labels.chain(table.rows.iter().map(|row| row.index)).filter(|row| *row > 0).min().unwrap_or(1) - 1;
    let last = table.rows.iter().map(|row| row.index).max().unwrap_or(1);
    first..last.min(grid.rows.len() as u32)
}
