//! Arithmetic identities of one table. In: a `Table`. Out: its laws (a total line is the sum of its parts, a part is no
//! more than its whole, shares make 100, a growth rate belongs to its two levels), how often each was tested and held,
//! and every equation that does not hold, with the one cell whose change would repair it where there is only one.
//!
//! A law is read from the table's hierarchy (stub parents, totals by name, header paths) or found by evidence: runs of
//! lines that add up in most rows or columns. It counts only where its held equations are more than chance could give.
//! Refuses to sum what is never a sum: an equation that fails where a rate or rank crosses a total is its own class.

mod candidates;
mod exchanges;
mod figures;
mod growth;
mod judge;
mod lines;
mod mend;
mod proof;
mod readings;
mod slips;
mod words;

use super::Table;
use crate::messages::say;
use crate::problem::{Place, Problem};

pub use figures::Figures;
pub use mend::mend;
pub use words::{Says, says};

/// Which lines of the table a law is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Axis {
    /// Rows add up to a row, in every column.
    #[default]
    Rows,
    /// Columns add up to a column, in every row.
    Columns,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The first line is the sum of the others.
    #[default]
    Sum,
    /// The second line is a part of the first, and no greater.
    Part,
    /// The lines are shares that make 100.
    Hundred,
    /// First line: the change in percent from the third to the second.
    Growth,
    /// First line: the second in percent of the third.
    Index,
    /// First line: the second, growth in percent over the line before; rows are years.
    GrowthOverTheRowBefore,
}

/// One law of a table and how it fared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Law {
    pub axis: Axis,
    pub kind: Kind,
    /// Indices into `Table::rows` or `Table::columns`, the total first where there is one.
    pub lines: Vec<usize>,
    pub tested: usize,
    /// Held to the printed digits or within rounding.
    pub held: usize,
    /// Of those held, the ones that need the rounding of the printed figures.
    pub rounding: usize,
    /// Equations that lack a member and so were not tested.
    pub incomplete: usize,
    /// Crossing lines that hold rates or ranks, for which the total is no sum.
    pub not_summed: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Within half a unit of the last printed digit of each member; or in the last digits of a law that often misses by
    /// as little, because its members were rounded before they were added.
    Rounding,
    /// A member is not printed, and the total is greater than the others.
    MissingMember,
    /// A rate, average or rank, which no total sums.
    RatioNotSummed,
    /// The same figures in another unit: a power of ten along a whole line.
    UnitChange,
    /// The total and a part stand in each other's places.
    Exchanged,
    /// One cell, one change of its digits, repairs every equation through it.
    Slip,
    /// The law holds in other years, and in none of three or more that follow one another: another definition.
    Break,
    /// Another edition's figure.
    Revision,
    /// The document's own words or tables say otherwise.
    Contradiction,
    Unexplained,
}

impl Class {
    pub const ALL: [Class; 10] = [
        Class::Rounding,
        Class::MissingMember,
        Class::RatioNotSummed,
        Class::UnitChange,
        Class::Exchanged,
        Class::Slip,
        Class::Break,
        Class::Revision,
        Class::Contradiction,
        Class::Unexplained,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Class::Rounding => "rounding",
            Class::MissingMember => "missing-member",
            Class::RatioNotSummed => "ratio-not-summed",
            Class::UnitChange => "unit-change",
            Class::Exchanged => "exchanged",
            Class::Slip => "slip",
            Class::Break => "definition-break",
            Class::Revision => "revision",
            Class::Contradiction => "contradiction",
            Class::Unexplained => "unexplained",
        }
    }
}

/// An equation that does not hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    pub class: Class,
    /// Index into `Identities::laws`.
    pub law: usize,
    /// The crossing line: a column for a law of rows, a row for a law of columns.
    pub crossing: usize,
    /// Indices into `Table::cells`, in the order of the law's lines; members without a cell are left out.
    pub cells: Vec<usize>,
    /// Total less parts (or the printed rate less the computed one).
    pub difference: f64,
    pub tolerance: f64,
    /// Lines of the law without a figure.
    pub missing: Vec<usize>,
    pub repair: Option<Repair>,
    /// How many cells could each explain it by one change of a digit, where none alone does.
    pub suspects: usize,
}

/// The change of one cell that makes every equation through it hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Repair {
    /// Index into `Table::cells`.
    pub cell: usize,
    pub value: f64,
    pub decimals: u8,
    pub change: Change,
    /// Equations that fail as printed and hold with the change.
    pub equations: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    Point,
    Digit,
    Swap,
    Dropped,
    Extra,
    Sign,
    Letter,
}

impl Change {
    pub fn words(self) -> &'static str {
        match self {
            Change::Point => "the decimal point was lost or moved",
            Change::Digit => "one digit is wrong",
            Change::Swap => "two digits are swapped",
            Change::Dropped => "a digit was dropped",
            Change::Extra => "a digit is one too many",
            Change::Sign => "the sign is wrong",
            Change::Letter => "a letter or mark stands for a digit",
        }
    }
}

/// What is known of a figure from the equations it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The printed text is no number; an identity proves the value.
    Imputed,
    /// The printed value breaks an identity, and one change of its digits repairs it.
    Contradicted,
}

/// All laws of one table, proven ones only, and their violations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Identities {
    pub laws: Vec<Law>,
    pub violations: Vec<Violation>,
    /// Laws (as indices) whose parts are only in part the rows printed as the total's own: the hierarchy is in doubt.
    pub contested: Vec<usize>,
    /// The table is too large for the search, which was cut to its hierarchy or left out.
    pub capped: bool,
}

impl Identities {
    pub fn tested(&self) -> usize {
        self.laws.iter().map(|law| law.tested).sum()
    }

    pub fn held(&self) -> usize {
        self.laws.iter().map(|law| law.held).sum()
    }

    pub fn of_class(&self, class: Class) -> usize {
        match class {
            Class::Rounding => self.laws.iter().map(|law| law.rounding).sum(),
            _ => self.violations.iter().filter(|violation| violation.class == class).count(),
        }
    }
}

/// What one slip of a digit or of the point would have turned into a printed figure.
pub fn one_slip_away(printed: f64, decimals: u8, meant: f64, tolerance: f64) -> Option<Change> {
    let near = readings::near(printed, decimals).into_iter();
    near.filter(|reading| (reading.value - meant).abs() <= tolerance).map(|reading| reading.change).next()
}

/// Finds the laws of a table and tests them.
pub fn of_table(table: &Table) -> Identities {
    let Some(figures) = Figures::new(table) else { return Identities { capped: true, ..Identities::default() } };
    let lines = lines::Lines::of(table, &figures);
    let mut found = Identities::default();
    for axis in [Axis::Rows, Axis::Columns] {
        found.capped |= candidates::laws(&figures, &lines, axis, &mut found.laws);
    }
    growth::laws(&figures, &lines, &mut found.laws);
    found.violations = proof::violations(&figures, &lines, &mut found.laws);
    found.contested = contested(&lines, &found.laws);
    proof::loosen(&figures, &mut found.laws, &mut found.violations);
    proof::breaks(&figures, &lines, &found.laws, &mut found.violations);
    exchanges::explain(&figures, &found.laws, &mut found.violations);
    slips::explain(&figures, table, &found.laws, &mut found.violations);
    found
}

/// How well a reading of a table is borne out: equations that hold, less those that do not.
pub fn score(table: &Table) -> i64 {
    let found = of_table(table);
    2 * found.held() as i64 - found.tested() as i64
}

/// Sums of rows that a parent's own rows make only together with others, or without some of their own.
fn contested(lines: &lines::Lines, laws: &[Law]) -> Vec<usize> {
    let is_contested = |law: &Law| {
        let Some((total, parts)) = law.lines.split_first() else { return false };
        let is_own = |line: &usize| lines.rows.get(*line).is_some_and(|line| line.parent == Some(*total));
        let own = parts.iter().filter(|part| is_own(part)).count();
        law.axis == Axis::Rows && law.kind == Kind::Sum && law.held >= 2 && own > 0 && own < parts.len()
    };
    (0..laws.len()).filter(|&at| laws.get(at).is_some_and(is_contested)).collect()
}

/// Doubts about the hierarchy: rows that the figures add to a total, printed under it only in part.
pub fn doubts(table: &Table, path: &str) -> Vec<Problem> {
    let doubt = |&at: &usize| {
        let law = table.identities.laws.get(at)?;
        let (total, parts) = law.lines.split_first()?;
        let heading = table.rows.get(*total)?;
        let label = heading.labels.last()?;
        let place =
            Place::Cell { source: path.to_string(), sheet: table.sheet.clone(), row: heading.index, col: label.col };
        let (name, count) = (&label.text, parts.len());
        let message = say!("tables.contested", count, name, held = law.held, tested = law.tested);
        Some(Problem::warning("close-call", place, message))
    };
    table.identities.contested.iter().filter_map(doubt).collect()
}
