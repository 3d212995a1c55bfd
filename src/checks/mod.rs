//! Checks: is the data sound? In: tables with their identities, and observations. Out: violations, each classed, in words
//! and figures, with the cells it is about and, where one cell alone explains it, the proposed figure.
//!
//! A reader: it changes no table and no observation. Refuses nothing; what cannot be tested is not counted as tested.

mod across;
mod contents;
mod jumps;
mod prose;
mod report;
mod statements;
mod twice;
mod words;

use std::collections::BTreeMap;

use crate::messages::Message;
use crate::observations::Observation;
use crate::problem::{Place, Problem};
use crate::tables::Table;
use crate::tables::identities::Class;

pub use across::{across, is_comparable};
pub use prose::of_text;
pub use report::{problems, to_json};
pub use twice::twice;

/// One printed figure of an equation.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    pub place: Place,
    /// Its heading along the law: the part's or total's own name.
    pub label: String,
    pub printed: String,
}

/// The figure that should have been printed, for a `[[correction]]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    pub source: String,
    pub sheet: String,
    /// `D6`.
    pub cell: String,
    pub printed: String,
    pub proposed: String,
    pub reason: Message,
}

/// An equation that does not hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    pub class: Class,
    /// The cell at fault where one is named, else the total's.
    pub place: Place,
    /// The law in words, with the line it was tested in.
    pub equation: Message,
    /// The printed figures: `443.2 + 428.3 = 871.5, printed 880.1`.
    pub figures: Message,
    pub members: Vec<Member>,
    pub difference: f64,
    pub tolerance: f64,
    pub missing: Vec<Message>,
    /// Cells that could each explain it by one change of a digit, where no single one does.
    pub suspects: usize,
    pub proposal: Option<Proposal>,
}

/// The identities of one table, as counts and as violations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableChecks {
    pub laws: usize,
    pub tested: usize,
    pub held: usize,
    pub by_class: BTreeMap<Class, usize>,
    /// Without roundings and without rates under a total, which are only counted.
    pub violations: Vec<Violation>,
    /// Too large a table: only its hierarchy was tested, or nothing.
    pub capped: bool,
}

/// The checks of one table; the observations are its own, for the name of their source.
pub fn of_table(table: &Table, observations: &[Observation]) -> TableChecks {
    let source = observations.first().map_or("", |one| one.source.as_str());
    let found = &table.identities;
    let jumps = jumps::of_table(table, source);
    let jumped = |class: Class| if class == Class::UnitChange { jumps.len() } else { 0 };
    let counts = Class::ALL.into_iter().map(|class| (class, found.of_class(class) + jumped(class)));
    let by_class = counts.filter(|(_, count)| *count > 0).collect();
    let listed = found.violations.iter().filter(|one| one.class != Class::RatioNotSummed);
    TableChecks {
        laws: found.laws.len(),
        tested: found.tested(),
        held: found.held(),
        by_class,
        violations: listed.filter_map(|one| words::violation(table, source, one)).chain(jumps).collect(),
        capped: found.capped,
    }
}

impl Violation {
    pub fn problem(&self) -> Problem {
        report::problem(self)
    }
}
