//! Corrected units: what a correction says of a cell's unit, in the place of what is printed.
//!
//! In: a table with the unit corrections that name it. Out: for each of their cells the unit ruled, and the account.
//! Refuses a correction whose cells are not in the unit expected, as an error.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::cell::Context;
use super::unit::Printed;
use super::{Catalogue, Observation, SourceInfo};
use crate::definitions::{Action, Correction};
use crate::messages::say;
use crate::problem::{Place, Problem};
use crate::tables::{self, Corrected, Table};

/// The unit corrections of one table.
pub struct UnitsRuled<'a> {
    rulings: Vec<(&'a Correction, Arc<Printed>)>,
    path: &'a str,
    sheet: &'a str,
    unmet: BTreeSet<usize>,
    pub problems: Vec<Problem>,
}

impl<'a> UnitsRuled<'a> {
    pub fn new(table: &'a Table, origin: &'a SourceInfo, catalogue: &Catalogue) -> UnitsRuled<'a> {
        let ruling = |correction: &'a Correction| {
            let text = unit_of(correction)?.to_string();
            let reading = catalogue.units.read(&text);
            Some((correction, Arc::new(Printed { text, reading })))
        };
        let rulings = table.ruled.units.iter().filter_map(ruling).collect();
        UnitsRuled { rulings, path: &origin.path, sheet: &table.sheet, unmet: BTreeSet::new(), problems: Vec::new() }
    }

    /// The unit ruled for a cell, with the note of it, where what is printed is what the correction expects.
    pub fn of_cell(&mut self, context: &Context, row: u32, col: u32) -> Option<(Arc<Printed>, String)> {
        let at = self.rulings.iter().position(|(correction, _)| covers(correction, row, col))?;
        let (correction, unit) = self.rulings.get(at)?;
        let printed = context.unit().map(|unit| unit.text.clone()).unwrap_or_default();
        let expected = correction.expect.first().map_or("", |text| text.trim());
        if printed.trim() == expected {
            return Some((Arc::clone(unit), tables::note(correction, &printed)));
        }
        if self.unmet.insert(at) {
            let place = Place::Cell { source: self.path.to_string(), sheet: self.sheet.to_string(), row, col };
            let found = if printed.is_empty() {
                say!("correction.no-unit-printed")
            } else {
                say!("correction.unit-is", printed)
            };
            self.problems.push(tables::unmet(correction, self.path, Some(place), found));
        }
        None
    }
}

/// The unit corrections of a table that moved an observation, as `ingest.json` lists them.
pub fn unit_corrections(table: &Table, observations: &[Observation]) -> Vec<Corrected> {
    let moved = |correction: &&Correction| {
        let note = tables::note(correction, correction.expect.first().map_or("", String::as_str));
        observations.iter().any(|one| covers(correction, one.row, one.col) && one.notes.iter().any(|own| *own == note))
    };
    let account = |correction: &Correction| {
        let cells =
            correction.target.cells.as_ref().map_or(say!("correction.the-table"), |cells| cells.to_string().into());
        tables::account(
            correction,
            &table.sheet,
            cells.to_string(),
            correction.expect.first().map_or("", String::as_str),
        )
    };
    table.ruled.units.iter().filter(moved).map(account).collect()
}

fn unit_of(correction: &Correction) -> Option<&str> {
    match &correction.action {
        Action::Unit(unit) => Some(unit),
        _ => None,
    }
}

fn covers(correction: &Correction, row: u32, col: u32) -> bool {
    correction.target.cells.as_ref().is_none_or(|cells| cells.contains(row, col))
}
