//! Running text checked. In: an opened source and its tables. Out: how many of its statements could be recomputed, how
//! many hold, and those that the document itself contradicts.
//!
//! Refuses what it cannot recompute from the document alone; reported figures against official series are claims.

use std::collections::BTreeMap;

use super::{TableChecks, Violation, contents, statements};
use crate::problem::Place;
use crate::sources::{Passage, Source};
use crate::tables::Table;
use crate::tables::identities::Class;

/// The checks of a source's passages, among themselves and against its tables.
pub fn of_text(source: &Source, tables: &[Table]) -> TableChecks {
    let mut stated: Vec<(&Passage, statements::Statement)> = contents::of_source(source, tables);
    for passage in &source.passages {
        stated.extend(statements::of_passage(&passage.text).into_iter().map(|one| (passage, one)));
    }
    stated.sort_by_key(|(passage, _)| (passage.sheet.len(), passage.sheet.as_str(), passage.row));
    let held = stated.iter().filter(|(_, one)| one.holds()).count();
    let tested = stated.len();
    let failing = stated.into_iter().filter(|(_, one)| !one.holds());
    let violations: Vec<Violation> = failing.map(|(passage, one)| violation(source, passage, one)).collect();
    let by_class = BTreeMap::from([(Class::Contradiction, violations.len())]);
    let by_class = by_class.into_iter().filter(|(_, count)| *count > 0).collect();
    TableChecks { laws: 0, tested, held, by_class, violations, capped: false }
}

fn violation(source: &Source, passage: &Passage, one: statements::Statement) -> Violation {
    Violation {
        class: Class::Contradiction,
        place: Place::Cell { source: source.path.clone(), sheet: passage.sheet.clone(), row: passage.row, col: 1 },
        equation: one.says,
        figures: one.figures,
        members: Vec::new(),
        difference: one.difference,
        tolerance: one.tolerance,
        missing: Vec::new(),
        suspects: 0,
        proposal: None,
    }
}
