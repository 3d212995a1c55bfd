//! Tables: grids with roles. Labels stay the publisher's; no renaming, dating, unit change or area code happens here.
//!
//! In: one `Source`. Out: its `Table`s: title, number, unit, header levels, stub, body, notes; every numeric cell of
//! the grid is in exactly one of body, header or set aside.

mod account;
mod body;
pub mod brackets;
mod column;
mod columns;
mod continued;
mod corrections;
mod fractions;
mod header;
mod header_slid;
mod heading;
mod hidden;
mod hints;
mod item;
pub mod identities;
mod kept;
mod ladder;
mod language;
mod marks;
mod notes;
mod numbering;
mod plan;
pub mod number;
mod regions;
mod remarks;
pub mod roles;
mod rows;
mod sections;
mod sheet;
mod stand_ins;
mod stub;
mod title;
mod view;
mod wording;
mod years;

use std::collections::BTreeSet;

use crate::definitions::{Correction, Rulings};
use crate::formula::Stage;
use crate::problem::Problem;
use crate::sources::{Grid, Source};
use crate::texts::Text;
use std::borrow::Cow;

pub use corrections::{Corrected, account, note, unmet};

/// A label as printed (line breaks and runs of blanks folded to one space), and the dimension it belongs to where the
/// table names it: the text heading the stub column (`地区`, `年份`, `Region`, `series_id`), or a preamble key (`指标`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub text: String,
    pub dimension: Option<String>,
    /// Where it was printed (from 1), so that lineage can show it.
    pub row: u32,
    pub col: u32,
}

/// One body row or body column: its labels, outermost first. A stub path holds its parents (`收入`, `税收收入`, `增值税`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Sheet row (for rows) or sheet column (for columns), from 1.
    pub index: u32,
    pub labels: Vec<Label>,
}

/// One body cell. Empty body cells are not listed; missing-value marks (`…`, `-`, `X`) are.
#[derive(Clone, Debug, PartialEq)]
pub struct BodyCell {
    /// Index into `Table::rows` and `Table::columns`.
    pub row: usize,
    pub column: usize,
    /// As printed.
    pub text: Text,
    /// Parsed value at full stored precision; `None` for a missing-value mark.
    pub value: Option<f64>,
    /// Digits printed after the decimal point.
    pub decimals: u8,
    /// Repairs and marks worth a note ("blank inside the number removed", "footnote mark ①").
    pub notes: Vec<String>,
    /// What the table's identities say against the printed text; `None` where they say nothing.
    pub standing: Option<identities::Standing>,
}

/// A footnote or note line; `mark` is the mark it explains (`①`, `a`, `*`), `None` where it is about the whole table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub text: String,
    pub mark: Option<String>,
    pub row: u32,
}

/// What definitions rule about a table, over what it prints.
#[derive(Clone, Debug, Default)]
pub struct Ruled {
    /// Sheet rows and columns of body cells whose value was corrected.
    pub cells: BTreeSet<(u32, u32)>,
    /// Sheet rows and columns of labels that were corrected.
    pub labels: BTreeSet<(u32, u32)>,
    /// Corrections of the unit of some cells; whether they hold is seen once units are resolved.
    pub units: Vec<Correction>,
    pub area: Option<String>,
    pub period: Option<String>,
    pub edition: Option<String>,
    pub stage: Option<Stage>,
}

/// One table of a sheet.
#[derive(Clone, Debug, Default)]
pub struct Table {
    pub sheet: String,
    /// `7-6` where the title carries it.
    pub number: Option<String>,
    /// Title lines as printed, first language first, with number and period still in them. A 续表 carries the title it continues.
    pub title: Vec<Label>,
    /// `数据库：`, `指标：`, `地区：`, `时间：` lines: the key is `dimension`, the value is `text`.
    pub preamble: Vec<Label>,
    /// What the document calls itself and the part the table stands in, outermost first.
    pub under: Vec<String>,
    /// Unit line as printed without the word 单位 / Unit: `亿元`, `100 million yuan`; several where printed in two languages.
    pub units: Vec<Label>,
    pub rows: Vec<Heading>,
    pub columns: Vec<Heading>,
    pub cells: Vec<BodyCell>,
    pub notes: Vec<Note>,
    pub ruled: Ruled,
    /// Its laws and what does not hold, with the figures as printed.
    pub identities: identities::Identities,
}

impl Table {
    /// Whether a correction put the label in the place of what is printed.
    fn ruled_label(&self, label: &Label) -> bool {
        self.ruled.labels.contains(&(label.row, label.col))
    }
}

/// A numeric cell that is no observation, and why (`page number`, `serial number`, `link sheet`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    pub sheet: String,
    pub row: u32,
    pub col: u32,
    pub reason: String,
}

/// All that one source's grids gave. numeric cells = body cells with a value + header_numbers + set_aside.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    pub tables: Vec<Table>,
    pub numeric_cells: usize,
    /// Numeric cells used as labels (years heading columns or rows, serials, numbers in titles).
    pub header_numbers: usize,
    pub set_aside: Vec<SetAside>,
    /// Corrections that were applied, but for those of units.
    pub corrections: Vec<Corrected>,
    pub problems: Vec<Problem>,
}

/// Reads every table of one opened source. Sheets that hold a link, prose or nothing give no table; their numeric cells,
/// if any, are set aside.
pub fn from_source(source: &Source) -> Reading {
    from_ruled_source(source, &Rulings::default())
}

/// The same, read as `tables/*.toml` rules: corrections applied, hints followed. A ruling that names the source and does
/// not hold is an error among the problems.
pub fn from_ruled_source(source: &Source, rulings: &Rulings) -> Reading {
    let mut reading = Reading::default();
    let mut edits = corrections::of_source(source, rulings);
    let mut hints = hints::Hints::of_source(&source.path, &rulings.hints);
    let mut from = 0;
    for chain in source.grids.chunk_by(|_, next| next.continues) {
        let first = reading.tables.len();
        let read: Vec<Cow<Grid>> = (from..)
            .zip(chain)
            .map(|(at, grid)| hidden::shown(&source.path, edits.read(source, at, grid), &mut reading))
            .collect();
        match read.as_slice() {
            [grid] => sheet::read(&source.path, grid, &mut hints, &mut reading),
            pages => continued::read(&source.path, pages, &mut hints, &mut reading),
        }
        (from..from + chain.len()).for_each(|at| edits.settle(source, at, first, &mut reading));
        from += chain.len();
    }
    reading.problems.append(&mut edits.problems);
    reading.problems.extend(hints.unused(source));
    for table in &mut reading.tables {
        reading.problems.extend(fractions::settle(table, &source.path));
        let mut found = identities::of_table(table);
        reading.numeric_cells += identities::mend(table, &mut found);
        table.identities = found;
        reading.problems.extend(identities::doubts(table, &source.path));
    }
    reading
}
